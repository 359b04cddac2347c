package webchat

import (
	"net/url"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// fill puts what was sent into a form. Fields that the form does not have are
// ignored; problems of an earlier round are gone.
func fill(form bot.Form, sent url.Values) bot.Form {
	form.Fields = slices.Clone(form.Fields)
	for i := range form.Fields {
		f := &form.Fields[i]
		f.Problem = ""
		f.Value = strings.ReplaceAll(strings.ToValidUTF8(sent.Get(f.Name), "\uFFFD"), "\r\n", "\n")
		if f.Kind == bot.KindTicks {
			f.Value = strings.Join(sent[f.Name], ",")
		}
	}
	return form
}

// values are the answers of a form, an empty one included.
func values(form bot.Form) map[string]string {
	out := make(map[string]string, len(form.Fields))
	for _, f := range form.Fields {
		out[f.Name] = f.Value
	}
	return out
}

// check marks the fields that miss an answer or have one that was not on offer,
// and says whether there is none. Whether an answer makes sense is not decided here.
func check(form bot.Form) (bot.Form, bool) {
	for i := range form.Fields {
		f := &form.Fields[i]
		switch {
		case strings.TrimSpace(f.Value) == "":
			if !f.Optional {
				f.Problem = problemMissing
			}
		case !offered(*f):
			f.Problem = problemChoice
		}
	}
	return form, !troubled(form)
}

// offered says whether the value of a field is among its choices.
func offered(f bot.Field) bool {
	switch f.Kind {
	case bot.KindChoice, bot.KindPerson:
		return hasChoice(f, f.Value)
	case bot.KindTicks:
		for v := range strings.SplitSeq(f.Value, ",") {
			if !hasChoice(f, v) {
				return false
			}
		}
	}
	return true
}

func hasChoice(f bot.Field, value string) bool {
	return slices.ContainsFunc(f.Choices, func(c bot.Choice) bool { return c.Value == value })
}

// troubled says whether a field has a problem.
func troubled(form bot.Form) bool {
	return slices.ContainsFunc(form.Fields, func(f bot.Field) bool { return f.Problem != "" })
}

// again says whether an answer to a form is the same form once more: with problems
// under its fields, or with one sentence about the whole.
func again(m bot.Message) bool {
	if m.Form != nil {
		return m.Refused || troubled(*m.Form)
	}
	return m.Refused && len(m.Buttons) == 0 && len(m.Parts) == 0
}

// note is what stands above a form that comes back. What stands under a field is not
// said twice.
func note(m bot.Message) []block {
	said := func(f bot.Field) bool { return f.Problem != "" && strings.Contains(m.Text, f.Problem) }
	if m.Form != nil && slices.ContainsFunc(m.Form.Fields, said) {
		return nil
	}
	return parse(m.Text)
}

// retry is the form to show again. Nothing that was typed gets lost: a field that
// comes back empty with a problem keeps what was sent.
func retry(sent bot.Form, back *bot.Form) bot.Form {
	if back == nil {
		return sent
	}
	form, typed := *back, values(sent)
	form.Fields = slices.Clone(form.Fields)
	for i := range form.Fields {
		if f := &form.Fields[i]; f.Value == "" && f.Problem != "" {
			f.Value = typed[f.Name]
		}
	}
	return form
}
