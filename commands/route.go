package commands

import (
	"context"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// route is the form of a command that a line means, with the words that are left.
type route struct {
	command Command
	sub     Sub
	words   []bot.Word
	named   bool // the line named the form
	help    bool // the line asks how the command is used
}

// route finds out which form of which command a line means.
func (a *App) route(_ context.Context, req bot.Request) (route, error) {
	words, err := wordsOf(req.Line)
	if err != nil {
		return route{}, err
	}
	if len(words) == 0 || words[0].Value == "" && words[0].Key == "" {
		return route{}, bot.Mistakef("Typ een opdracht, bijvoorbeeld: mpcheck of agenda. Alle opdrachten zie je met: regiebot hulp.")
	}
	name := strings.ToLower(words[0].Value)
	if name == "hulp" || name == "help" || name == "?" {
		name, words = "regiebot", append([]bot.Word{{}, {Value: "hulp"}}, words[1:]...)
	}
	command, ok := lookup(a.commands, name)
	if !ok || words[0].Key != "" {
		return route{}, a.unknownCommand(words[0])
	}
	return command.route(words[1:])
}

// chosen makes of a choice in the menu of a command the words it stands for: nothing was
// answered yet of the form that they ask for.
func (a *App) chosen(req bot.Request) bot.Request {
	words, err := wordsOf(req.Line)
	if err != nil || len(words) != 1 || req.Partial || req.Fields[menuField] == "" {
		return req
	}
	if command, ok := lookup(a.commands, strings.ToLower(words[0].Value)); ok && command.Menu {
		req.Line, req.Fields = command.Name+" "+bot.Quote(req.Fields[menuField]), nil
	}
	return req
}

// wordsOf cuts a line into words. What looks like a zaaknummer is written as it is typed, also
// when it was copied from a letter; what is between quotes is left as it is.
func wordsOf(line string) ([]bot.Word, error) {
	words, err := bot.Words(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	for i, w := range words {
		if !w.Quoted {
			words[i].Value = procesregie.PlainZaak(w.Value)
		}
	}
	return words, err
}

func (a *App) unknownCommand(w bot.Word) error {
	var names []string
	for _, c := range a.commands {
		names = append(names, c.Name)
	}
	if procesregie.ValidZaak(w.Value) && w.Key == "" {
		return bot.Mistakef("Wil je een casus bekijken? Typ dan: casus toon %s", shorten(w.Value))
	}
	typed := w.Value
	if w.Key != "" {
		typed = w.Key
	}
	return bot.Mistakef("%s Alle opdrachten zie je met: regiebot hulp.", unknownWord(typed, names))
}

// unknownWord says that a word is not known, and what may have been meant.
func unknownWord(typed string, known []string) string {
	if near := bot.Nearest(typed, known); len(near) > 0 && len(near) <= 3 {
		return fmt.Sprintf("Ik ken '%s' niet. Bedoel je %s?", shorten(typed), strings.Join(near, " of "))
	}
	return fmt.Sprintf("Ik ken '%s' niet.", shorten(typed))
}

// shorten keeps a typed word readable in a reply.
func shorten(word string) string {
	if r := []rune(word); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return word
}

func (c Command) route(words []bot.Word) (route, error) {
	r := route{command: c, sub: c.Subs[0], words: words}
	if len(words) == 0 {
		return r, nil
	}
	first := words[0]
	_, own := c.find("hulp") // of regiebot it is a form: every command
	switch {
	case isHelp(first) && !own:
		r.help = true
		return r, nil
	case first.Key != "":
		return r, c.needsSub(r)
	}
	if sub, ok := c.find(strings.ToLower(first.Value)); ok {
		r.sub, r.words, r.named = sub, words[1:], true
		r.help = len(r.words) == 1 && isHelp(r.words[0])
		return r, nil
	}
	if c.takesWord(first.Value) {
		return r, nil
	}
	return r, bot.Mistakef("%s Na '%s' kan: %s.", unknownWord(first.Value, c.names()), c.Name, strings.Join(c.names(), ", "))
}

func isHelp(w bot.Word) bool { return w.Key == "" && strings.EqualFold(w.Value, "hulp") }

// menuField is the field of the form that asks which form of a command is meant.
const menuField = "wat"

// needsSub refuses answers before it is clear which form they belong to.
func (c Command) needsSub(r route) error {
	if c.Menu {
		return bot.Mistakef("Zeg eerst wat je wilt met '%s': %s. Bijvoorbeeld: %s", c.Name, strings.Join(c.names(), ", "), r.sub.Example)
	}
	return nil
}

// takesWord reports whether a command without a named form can do something with a
// bare word: a person, a case, or free words.
func (c Command) takesWord(word string) bool {
	return !c.Menu && (len(c.Subs) == 1 || c.Subs[0].Rest != "" || strings.HasPrefix(word, "@"))
}

func (c Command) names() []string {
	var names []string
	for _, s := range c.Subs {
		if s.Name != "" {
			names = append(names, s.Name)
		}
	}
	return names
}
