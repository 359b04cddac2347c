package mattermost

import (
	"strconv"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// ofSheet are the answers that were given in the sheet with a mark, by name of the element without
// it. What came along of other sheets is not among them.
func ofSheet(mark string, sent map[string]any) map[string]any {
	own := map[string]any{}
	for name, value := range sent {
		if name, is := strings.CutSuffix(name, mark); is {
			own[name] = value
		}
	}
	return own
}

// submission are the answers in a dialog, by name of the field: ticks separated by commas, a
// picked date as 27-11-2026, what was typed as it was typed, what is not there as "". person
// is the user name of the member with an id on Mattermost (empty: nobody's): a person may be
// sent as either. sent is what came in of this sheet, so anything.
func submission(step bot.Form, sent map[string]any, person func(id string) string) map[string]string {
	values := make(map[string]string, len(step.Fields))
	for _, f := range step.Fields {
		values[f.Name] = answer(f, sent, person)
	}
	return values
}

// answer is the answer to one field.
func answer(f bot.Field, sent map[string]any, person func(id string) string) string {
	text := strings.ReplaceAll(words(sent[elementName(f.Name)]), "\r\n", "\n")
	switch {
	case f.Kind == bot.KindTicks && choosable(f):
		return ticked(f, text, sent)
	case choosable(f) && text == noAnswer && !f.Offers(noAnswer), text == "":
		return kept(f)
	case f.Kind == bot.KindPerson && !f.Offers(text):
		return platform.FirstOf(person(text), text)
	case f.Kind == bot.KindDate:
		return day(text)
	}
	return text
}

// kept is what stays of a field that was left empty: a text that the dialog did not show.
func kept(f bot.Field) string {
	if heldBack(f) {
		return f.Value
	}
	return ""
}

// ticked are the ticks of a field: of each element that says so, and of what a menu of several
// choices gives.
func ticked(f bot.Field, chosen string, sent map[string]any) string {
	var out []string
	for i, c := range f.Choices {
		if words(sent[tickName(f, i)]) == "true" {
			out = append(out, c.Value)
		}
	}
	for value := range strings.SplitSeq(chosen, ",") {
		if value = strings.TrimSpace(value); value != "" && value != noAnswer {
			out = append(out, value)
		}
	}
	return strings.Join(out, ",")
}

// words is one answer of a dialog as text: clients send text, numbers, true and false, lists, and nothing.
func words(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, words(one))
		}
		return strings.Join(all, ",")
	case map[string]any: // a choice with its label
		if inner, is := v["value"].(string); is {
			return inner
		}
	}
	return ""
}

// day is a date that was picked as people write it. Some clients add midnight to it.
func day(text string) string {
	picked := strings.TrimSpace(text)
	if at, err := time.Parse("2006-01-02T15:04:05", strings.TrimRight(picked, "Z")); err == nil {
		picked = at.Format(time.DateOnly)
	}
	if date := platform.DutchDate(picked); date != picked {
		return date
	}
	return text
}

// dialogErrors are the problems of the fields of a step in the sheet with a mark, by the name of the
// element under which each is shown. The server shows none of a field that is not there.
func dialogErrors(mark string, step bot.Form) map[string]string {
	problems := map[string]string{}
	for _, f := range step.Fields {
		problem := complaint(f.Problem)
		if problem == "" {
			continue
		}
		name := elementName(f.Name)
		if choosable(f) && f.Kind == bot.KindTicks {
			name = tickName(f, 0)
		}
		problems[name+mark] = problem
	}
	return problems
}
