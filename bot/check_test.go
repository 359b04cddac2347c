package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// full is a message that fits exactly: every limit is reached and none is passed.
func full() bot.Message {
	return bot.Message{
		Text:    strings.Repeat("é", bot.MaxText-bot.MaxParts),
		Parts:   parts(bot.MaxParts),
		Buttons: buttons(bot.MaxButtons),
		Form:    &bot.Form{Title: strings.Repeat("t", bot.MaxTitle), Line: strings.Repeat("l", bot.MaxLine), Fields: fields(bot.MaxFields)},
	}
}

func parts(n int) (list []bot.Part) {
	for range n {
		list = append(list, bot.Part{Text: "x", Buttons: buttons(bot.MaxButtons)})
	}
	return list
}

func buttons(n int) (list []bot.Button) {
	for i := range n {
		label := fmt.Sprintf("%03d", i)
		list = append(list, bot.Button{Label: label + strings.Repeat("é", bot.MaxLabel-3), Line: strings.Repeat("l", bot.MaxLine)})
	}
	return list
}

func fields(n int) (list []bot.Field) {
	for i := range n {
		list = append(list, bot.Field{
			Name: fmt.Sprint(i), Label: strings.Repeat("l", bot.MaxFieldLabel), Hint: strings.Repeat("é", bot.MaxHint), Kind: bot.KindParagraph,
			Value: strings.Repeat("é", bot.MaxValue), Choices: choices(bot.MaxRadios),
		})
	}
	return list
}

func choices(n int) (list []bot.Choice) {
	for i := range n {
		list = append(list, bot.Choice{Value: fmt.Sprint(i), Label: strings.Repeat("é", bot.MaxLabel)})
	}
	return list
}

func TestCheckTakesWhatFits(t *testing.T) {
	for name, m := range map[string]bot.Message{
		"everything at its limit": full(),
		"one word":                {Text: "ja"},
		"a form alone":            {Form: &bot.Form{Title: "Casus", Line: "casus nieuw"}},
		"a part alone":            {Parts: []bot.Part{{Text: "ja"}}},
		"the same label in two parts": {Parts: []bot.Part{
			{Text: "a", Buttons: []bot.Button{{Label: "Ja", Line: "a"}}}, {Text: "b", Buttons: []bot.Button{{Label: "Ja", Line: "b"}}},
		}},
		"a hundred choices": {Form: &bot.Form{Fields: []bot.Field{{Name: "a", Kind: bot.KindPerson, Choices: choices(bot.MaxChoices)}}}},
	} {
		if err := bot.Check(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One step over each limit is refused, and the problem names what is too long.
func TestCheckRefusesWhatDoesNotFit(t *testing.T) {
	long := func(n int) string { return strings.Repeat("é", n+1) }
	for _, c := range []struct {
		name, names string
		change      func(*bot.Message)
	}{
		{"text", "characters", func(m *bot.Message) { m.Text += "é" }},
		{"text and parts together", "characters", func(m *bot.Message) { m.Parts[0].Text = "xx" }},
		{"one part", "a part", func(m *bot.Message) { m.Text, m.Parts[0].Text = "", long(bot.MaxValue) }},
		{"number of parts", "parts", func(m *bot.Message) { m.Text, m.Parts = "x", parts(bot.MaxParts+1) }},
		{"buttons", "buttons", func(m *bot.Message) { m.Buttons = buttons(bot.MaxButtons + 1) }},
		{"buttons of a part", "buttons", func(m *bot.Message) { m.Parts[3].Buttons = buttons(bot.MaxButtons + 1) }},
		{"label", "button", func(m *bot.Message) { m.Buttons[1].Label = long(bot.MaxLabel) }},
		{"line of a button", "line of", func(m *bot.Message) { m.Buttons[1].Line = long(bot.MaxLine) }},
		{"button without a label", "no label", func(m *bot.Message) { m.Buttons[1].Label = " " }},
		{"button without a line", "no line", func(m *bot.Message) { m.Buttons[1].Line = "" }},
		{"two buttons with one label", "twice", func(m *bot.Message) { m.Buttons[1].Label = m.Buttons[0].Label }},
		{"title of a form", "title", func(m *bot.Message) { m.Form.Title = strings.Repeat("t", bot.MaxTitle+1) }},
		{"title in bytes", "title", func(m *bot.Message) { m.Form.Title = strings.Repeat("é", bot.MaxTitle/2) + "x" }},
		{"line of a form", "line", func(m *bot.Message) { m.Form.Line = long(bot.MaxLine) }},
		{"fields", "fields", func(m *bot.Message) { m.Form.Fields = fields(bot.MaxFields + 1) }},
		{"field without a name", "no name", func(m *bot.Message) { m.Form.Fields[0].Name = "" }},
		{"two fields with one name", "twice", func(m *bot.Message) { m.Form.Fields[0].Name = "1" }},
		{"label of a field", "label", func(m *bot.Message) { m.Form.Fields[0].Label = strings.Repeat("l", bot.MaxFieldLabel+1) }},
		{"hint", "hint", func(m *bot.Message) { m.Form.Fields[0].Hint = long(bot.MaxHint) }},
		{"value of a paragraph", "value", func(m *bot.Message) { m.Form.Fields[0].Value = long(bot.MaxValue) }},
		{"value on one line", "value", func(m *bot.Message) {
			m.Form.Fields[0].Kind, m.Form.Fields[0].Value = bot.KindLine, long(bot.MaxShortValue)
		}},
		{"choices", "choices", func(m *bot.Message) { m.Form.Fields[0].Choices = choices(bot.MaxChoices + 1) }},
		{"ticks", "ticks", func(m *bot.Message) {
			m.Form.Fields[0].Kind, m.Form.Fields[0].Choices, m.Form.Fields[0].Value = bot.KindTicks, choices(bot.MaxRadios+1), ""
		}},
		{"label of a choice", "choice", func(m *bot.Message) { m.Form.Fields[0].Choices[0].Label = long(bot.MaxLabel) }},
		{"value of a choice", "choice", func(m *bot.Message) { m.Form.Fields[0].Choices[0].Value = long(bot.MaxLabel) }},
		{"nothing at all", "nothing is said", func(m *bot.Message) { *m = bot.Message{} }},
		{"buttons and no words", "nothing is said", func(m *bot.Message) { *m = bot.Message{Buttons: buttons(1)} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := full()
			c.change(&m)
			err := bot.Check(m)
			if err == nil || !strings.Contains(err.Error(), c.names) {
				t.Errorf("got %v, want a problem that names %q", err, c.names)
			}
		})
	}
}

// Every problem is told at once, so that a test shows all of them.
func TestCheckTellsEverything(t *testing.T) {
	m := full()
	m.Buttons[0].Line, m.Form.Fields[0].Name = "", ""
	err := bot.Check(m)
	if err == nil || !strings.Contains(err.Error(), "no line") || !strings.Contains(err.Error(), "no name") {
		t.Errorf("got %v", err)
	}
}

// A text of which nothing can be seen says nothing: platforms refuse it.
func TestNothingIsSaid(t *testing.T) {
	for text, want := range map[string]bool{"": true, " \n": true, "* ": true, "*  \n\n* ": true, "\x01\u202e": true, "* a": false, "**": false, "é": false} {
		m := bot.Message{Text: text}
		if got := bot.Check(m) != nil; got != want || m.Silent() != want {
			t.Errorf("%q: refused %v, silent %v, want %v", text, got, m.Silent(), want)
		}
	}
}
