package platform

import (
	"context"
	"strings"
	"unicode"

	"github.com/regiebot/regiebot/bot"
)

// FormLine is the line of a button that opens a form again, for which a request asked. A button
// carries no content of a case: of what was typed it has the number of the case and what is
// on offer, a person, a choice or a day. The rest is kept as a half-filled form.
func (f Forms) FormLine(ctx context.Context, req bot.Request, form bot.Form) string {
	words, err := bot.Words(strings.TrimPrefix(strings.TrimSpace(req.Line), "/"))
	if err != nil || req.Fields != nil {
		return form.Line
	}
	words, own := behind(words, form.Line)
	line, all := form.Line, true
	for _, w := range words {
		if text, ok := carried(form, w, own); ok {
			line += " " + text
		} else {
			all = false
		}
	}
	fits := len(line) <= bot.MaxLine
	if !all || !fits {
		f.KeepAnswers(ctx, req, form.Line, form.Values())
	}
	if !fits {
		return form.Line
	}
	return line
}

// behind is what stands in a line behind the name of a form. own: that is how the line begins, so
// it was typed for this form.
func behind(words []bot.Word, line string) (rest []bot.Word, own bool) {
	names, _ := bot.Words(line) // of the program: it has no half quotes
	for _, name := range names {
		if len(words) == 0 || words[0].Key != name.Key || !strings.EqualFold(words[0].Value, name.Value) {
			return words, false
		}
		words = words[1:]
	}
	return words, true
}

// carried is a word of a line for a form as a button may carry it. What is no field of its own form
// says how that opens.
func carried(form bot.Form, w bot.Word, own bool) (text string, ok bool) {
	for _, field := range form.Fields {
		value, ok := chosenOf(field, w.Value)
		switch {
		case w.Key == field.Name:
			return field.Name + "=" + bot.Quote(value), ok
		case w.Key == "" && ok && plainAnswer(field, value) == plainAnswer(field, field.Value):
			return field.Name + "=" + bot.Quote(value), true
		}
	}
	return w.Key + "=" + bot.Quote(w.Value), own && w.Key != "" && oneWord(w.Value)
}

// caseField is the name of the field for the number of a case.
const caseField = "zaak"

// chosenOf is what somebody typed as an answer to a field, when it says nothing but which of the
// answers, the days or the cases it is.
func chosenOf(field bot.Field, typed string) (value string, ok bool) {
	switch field.Kind {
	case bot.KindDate:
		return typed, ISODate(typed) != ""
	case bot.KindTicks:
		var ticks []string
		for tick := range strings.SplitSeq(typed, ",") {
			value, ok := offeredAs(field, tick)
			if !ok {
				return "", false
			}
			ticks = append(ticks, value)
		}
		return strings.Join(ticks, ","), true
	case bot.KindChoice, bot.KindPerson:
		return offeredAs(field, strings.TrimPrefix(typed, "@"))
	}
	return typed, field.Name == caseField && oneWord(typed) && strings.ContainsFunc(typed, unicode.IsDigit)
}

// offeredAs is the value of the choice that somebody typed, by its value or its label.
func offeredAs(field bot.Field, typed string) (value string, ok bool) {
	for _, c := range field.Choices {
		if strings.EqualFold(c.Value, typed) || strings.EqualFold(c.Label, typed) {
			return c.Value, true
		}
	}
	return "", false
}

// oneWord reports whether a text has no space in it.
func oneWord(text string) bool { return !strings.ContainsFunc(text, unicode.IsSpace) }
