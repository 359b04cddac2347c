package commands

import (
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// Reply is a message under construction: main sentence first, then the rest.
type Reply struct{ bot.Message }

// say begins a reply with its main message.
func say(paragraphs ...string) Reply {
	return Reply{bot.Message{Text: paragraphsOf(paragraphs...)}}
}

// paragraphsOf joins the paragraphs that are not empty.
func paragraphsOf(paragraphs ...string) string {
	var kept []string
	for _, p := range paragraphs {
		if strings.TrimSpace(p) != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}

// button adds a button with the line it says.
func (r Reply) button(label, line string) Reply {
	r.Buttons = append(r.Buttons, bot.Button{Label: label, Line: line})
	return r
}

// part adds an item with buttons of its own.
func (r Reply) part(text string, actions ...procesregie.Actie) Reply {
	r.Parts = append(r.Parts, bot.Part{Text: text, Buttons: buttons(actions)})
	return r
}

// buttons turns what can be done into buttons.
func buttons(actions []procesregie.Actie) []bot.Button {
	var list []bot.Button
	for _, a := range actions {
		list = append(list, bot.Button{Label: a.Label, Line: a.Regel})
	}
	return list
}

// bullets writes lines as a list.
func bullets(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "* " + strings.Join(lines, "\n* ")
}
