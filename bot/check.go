package bot

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The narrowest limits of all platforms (Slack's modals and blocks, Mattermost's
// dialogs and posts). A message that keeps to them fits everywhere.
const (
	MaxText       = 12000 // characters of a message, all its parts together
	MaxParts      = 24    // parts of a message: two blocks each
	MaxButtons    = 25    // buttons of one part
	MaxLabel      = 75    // characters of a button, a choice
	MaxLine       = 1900  // characters of what a button says: a ticket adds some
	MaxTitle      = 24    // bytes of the title of a form
	MaxFieldLabel = 24    // bytes of the label of a field
	MaxHint       = 150   // characters under a field
	MaxFields     = 50    // fields of a form
	MaxValue      = 3000  // characters of a value
	MaxShortValue = 150   // characters of a value on one line
	MaxChoices    = 100   // choices of a field
	MaxRadios     = 10    // choices that can be ticked
)

// Check reports everything in a message that would not fit on some platform. Every
// test runs it on every message it sees.
func Check(m Message) error {
	var problems []error
	total, said := utf8.RuneCountInString(m.Text), says(m.Text)
	for _, p := range m.Parts {
		total, said = total+utf8.RuneCountInString(p.Text), said || says(p.Text)
		problems = append(problems, checkButtons(p.Buttons), within("a part", p.Text, MaxValue))
	}
	problems = append(problems, atMost("characters", total, MaxText), atMost("parts", len(m.Parts), MaxParts), checkButtons(m.Buttons))
	if m.Form != nil {
		problems = append(problems, checkForm(*m.Form))
	}
	if !said && m.Form == nil {
		problems = append(problems, errors.New("nothing is said"))
	}
	return errors.Join(problems...)
}

func checkButtons(buttons []Button) error {
	problems := []error{atMost("buttons", len(buttons), MaxButtons)}
	labels := map[string]bool{}
	for _, b := range buttons {
		problems = append(problems, within("button "+b.Label, b.Label, MaxLabel), within("line of "+b.Label, b.Line, MaxLine))
		if strings.TrimSpace(b.Label) == "" || b.Line == "" || labels[b.Label] {
			problems = append(problems, fmt.Errorf("button %q: no label, no line, or a label that stands there twice", b.Label))
		}
		labels[b.Label] = true
	}
	return errors.Join(problems...)
}

func checkForm(f Form) error {
	problems := []error{bytesWithin("title "+f.Title, f.Title, MaxTitle), within("line", f.Line, MaxLine), atMost("fields", len(f.Fields), MaxFields)}
	names := map[string]bool{}
	for _, field := range f.Fields {
		if names[field.Name] || field.Name == "" {
			problems = append(problems, fmt.Errorf("field %q: no name, or a name that stands there twice", field.Name))
		}
		names[field.Name] = true
		problems = append(problems, checkField(field))
	}
	return errors.Join(problems...)
}

func checkField(f Field) error {
	limit := MaxShortValue
	if f.Kind == KindParagraph {
		limit = MaxValue
	}
	problems := []error{
		bytesWithin("label "+f.Label, f.Label, MaxFieldLabel), within("hint of "+f.Name, f.Hint, MaxHint),
		within("value of "+f.Name, f.Value, limit), atMost("choices of "+f.Name, len(f.Choices), MaxChoices),
	}
	if f.Kind == KindTicks {
		problems = append(problems, atMost("ticks of "+f.Name, len(f.Choices), MaxRadios))
	}
	for _, c := range f.Choices {
		problems = append(problems, within("choice "+c.Label, c.Label, MaxLabel), within("choice "+c.Value, c.Value, MaxLabel))
	}
	return errors.Join(problems...)
}

func within(what, text string, limit int) error {
	if n := utf8.RuneCountInString(text); n > limit {
		return fmt.Errorf("%s: %d characters, at most %d fit", what, n, limit)
	}
	return nil
}

func bytesWithin(what, text string, limit int) error {
	if len(text) > limit {
		return fmt.Errorf("%s: %d bytes, at most %d fit", what, len(text), limit)
	}
	return nil
}

func atMost(what string, n, limit int) error {
	if n > limit {
		return fmt.Errorf("%d %s, at most %d fit", n, what, limit)
	}
	return nil
}
