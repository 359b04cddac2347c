package scheduler

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// without returns a message, as it is stored, without what it says about a casus; nil
// when nothing is left of it.
func without(message []byte, zaak string) ([]byte, error) {
	var m bot.Message
	readable := json.Unmarshal(message, &m) == nil
	rest, left := leaveOut(m, zaak)
	if !readable || !left {
		return nil, nil
	}
	text, err := json.Marshal(rest)
	if err != nil {
		return nil, errors.New("a message that cannot be written")
	}
	return text, nil
}

// leaveOut takes the parts, lines and buttons that name a casus out of a message. Files
// go whatever is in them.
func leaveOut(m bot.Message, zaak string) (rest bot.Message, left bool) {
	before := len(m.Parts)
	m.Parts = partsWithout(m.Parts, zaak)
	m.Buttons = slices.DeleteFunc(slices.Clone(m.Buttons), func(b bot.Button) bool { return buttonNames(b, zaak) })
	m.Text = recount(linesWithout(m.Text, zaak), before, len(m.Parts))
	m.Form, m.Files, m.Was = nil, nil, nil
	if procesregie.NoemtZaak(m.Preview, zaak) {
		m.Preview = ""
	}
	return m, len(m.Parts) > 0 || before == 0 && strings.TrimSpace(m.Text) != ""
}

// partsWithout takes out the parts that name a casus. Of one that only lists it the line
// goes: an event of the team is about the others too.
func partsWithout(parts []bot.Part, zaak string) []bot.Part {
	var left []bot.Part
	for _, p := range parts {
		rest := linesWithout(p.Text, zaak)
		lists := rest != "" && strings.Count(p.Text, "\n* ")-strings.Count(rest, "\n* ") == strings.Count(p.Text, "\n")-strings.Count(rest, "\n")
		switch {
		case slices.ContainsFunc(p.Buttons, func(b bot.Button) bool { return buttonNames(b, zaak) }):
		case rest == p.Text:
			p.Was = nil
			left = append(left, p)
		case lists:
			left = append(left, bot.Part{Text: recount(rest, 0, 0), Buttons: p.Buttons, About: p.About})
		}
	}
	return left
}

func buttonNames(b bot.Button, zaak string) bool {
	return procesregie.NoemtZaak(b.Line, zaak) || procesregie.NoemtZaak(b.Label, zaak)
}

func linesWithout(text, zaak string) string {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return procesregie.NoemtZaak(line, zaak) })
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// recount makes the numbers in a text agree with what is left: of a list of parts, or of
// the casussen on an agenda.
func recount(text string, before, parts int) string {
	for _, head := range []func(int) string{digestHead, announcedHead} {
		if rest, ok := strings.CutPrefix(text, head(before)); ok {
			return head(parts) + rest
		}
	}
	n := strings.Count(text, "\n* ") // one casus is one line
	return strings.Replace(text, agendaCount(n+1), agendaCount(n), 1)
}

// About returns what a message in the outbox says about a casus: all of it, or of one that
// is about other casussen too only what names this one. Empty when it was emptied.
func About(p store.Post, zaak string) string {
	var m bot.Message
	if json.Unmarshal(p.Message, &m) != nil {
		return ""
	}
	texts := []string{m.Text}
	for _, part := range m.Parts {
		texts = append(texts, part.Text)
	}
	if len(p.Zaken) > 1 {
		texts = slices.DeleteFunc(texts, func(text string) bool { return !procesregie.NoemtZaak(text, zaak) })
		for i, text := range texts {
			texts[i] = onlyAbout(text, zaak)
		}
	}
	return joined(texts...)
}

// onlyAbout leaves out the items of a list that name something else.
func onlyAbout(text, zaak string) string {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		return strings.HasPrefix(line, "* ") && !procesregie.NoemtZaak(line, zaak)
	})
	return strings.Join(lines, "\n")
}

func digestHead(n int) string {
	return fmt.Sprintf("**Je hebt %s**", procesregie.Count(n, "herinnering", "herinneringen"))
}
