package bot

import (
	"slices"
	"strings"
)

// What a form says under a field before anybody has looked at its answer.
const (
	problemMissing = "Vul dit in."
	problemChoice  = "Kies een van de antwoorden."
)

// Filled is the form with what was sent, by name of the field. What it has no field for is
// left out; problems of an earlier round are gone.
func (f Form) Filled(sent map[string]string) Form {
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		field := &f.Fields[i]
		field.Problem = ""
		field.Value = strings.ReplaceAll(strings.ToValidUTF8(sent[field.Name], "\uFFFD"), "\r\n", "\n")
	}
	return f
}

// Values are the answers of a form, the empty ones too, by name of the field.
func (f Form) Values() map[string]string {
	values := make(map[string]string, len(f.Fields))
	for _, field := range f.Fields {
		values[field.Name] = field.Value
	}
	return values
}

// Checked marks the fields that miss an answer or have one that was not on offer, and says
// whether there is none. Whether an answer makes sense is not decided here.
func (f Form) Checked() (Form, bool) {
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		field := &f.Fields[i]
		switch {
		case strings.TrimSpace(field.Value) == "":
			if !field.Optional {
				field.Problem = problemMissing
			}
		case !field.takes():
			field.Problem = problemChoice
		}
	}
	return f, !f.troubled()
}

// takes reports whether the value of a field is among its choices.
func (f Field) takes() bool {
	switch f.Kind {
	case KindChoice, KindPerson:
		return f.Offers(f.Value)
	case KindTicks:
		for value := range strings.SplitSeq(f.Value, ",") {
			if !f.Offers(value) {
				return false
			}
		}
	}
	return true
}

// Offers reports whether a value is one of the choices of a field.
func (f Field) Offers(value string) bool {
	return slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value == value })
}

func (f Form) troubled() bool {
	return slices.ContainsFunc(f.Fields, func(field Field) bool { return field.Problem != "" })
}

// Again reports whether an answer to a form is the same form once more: with problems
// under its fields, or with one sentence about the whole.
func (m Message) Again() bool {
	if m.Form != nil {
		return m.Refused || m.Form.troubled()
	}
	return m.Refused && len(m.Buttons) == 0 && len(m.Parts) == 0
}

// Note is what stands above a form that comes back. What stands under a field is not said
// twice.
func (m Message) Note() string {
	said := func(f Field) bool { return f.Problem != "" && strings.Contains(m.Text, f.Problem) }
	if m.Form != nil && slices.ContainsFunc(m.Form.Fields, said) {
		return ""
	}
	return m.Text
}

// Retry is the form to show after an answer that is [Message.Again]. Nothing that was
// typed gets lost: a field that comes back empty with a problem keeps what was sent.
func (f Form) Retry(m Message) Form {
	if m.Form == nil {
		return f
	}
	form, typed := *m.Form, f.Values()
	form.Fields = slices.Clone(form.Fields)
	for i := range form.Fields {
		if field := &form.Fields[i]; field.Value == "" && field.Problem != "" {
			field.Value = typed[field.Name]
		}
	}
	return form
}

// Step is the part of a form that is asked at once, where not all of it fits: the fields
// from a number on, at most so many. last reports that none come after them.
func (f Form) Step(from, most int) (step Form, last bool) {
	from = min(max(from, 0), len(f.Fields))
	end := min(from+most, len(f.Fields))
	step = f
	step.Fields = f.Fields[from:end]
	return step, end == len(f.Fields)
}
