package platform

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Opened is the desk of a form that opens at its step with what the program has for it. Who
// closes the form as it opened filled in nothing: see [Forms.Keep].
func (f Forms) Opened(form bot.Form, d Desk) Desk {
	step, _ := form.Step(d.Step, f.Step)
	d.Opened = openedSum(step, shownValues(step))
	return d
}

// untouched reports whether the answers in a step are those with which it opened, as far as that is
// known.
func (d Desk) untouched(step bot.Form, answers map[string]string) bool {
	return d.Opened != "" && d.Opened == openedSum(step, answers)
}

// shownValues are the values of a form as far as they can be shown: what is not among the
// choices is not.
func shownValues(form bot.Form) map[string]string {
	values := form.Values()
	for _, field := range form.Fields {
		switch field.Kind {
		case bot.KindTicks:
			offered := slices.DeleteFunc(strings.Split(field.Value, ","), func(value string) bool { return !field.Offers(value) })
			values[field.Name] = strings.Join(offered, ",")
		case bot.KindChoice, bot.KindPerson:
			if !field.Offers(field.Value) {
				values[field.Name] = ""
			}
		}
	}
	return values
}

// openedSum tells the answers in a step from others. What a platform makes of an answer that
// nobody touches makes no difference: space around it, another order of ticks, a date in figures.
func openedSum(step bot.Form, answers map[string]string) string {
	var said [][2]string
	for _, field := range step.Fields {
		said = append(said, [2]string{field.Name, plainAnswer(field, answers[field.Name])})
	}
	return sumOf(said)
}

// plainAnswer is an answer in one way of writing.
func plainAnswer(field bot.Field, value string) string {
	value = strings.TrimSpace(Clean(value))
	switch field.Kind {
	case bot.KindDate:
		return FirstOf(ISODate(value), value)
	case bot.KindTicks:
		ticks := strings.Split(value, ",")
		slices.Sort(ticks)
		return strings.Join(ticks, ",")
	}
	return value
}

// sumOf is a sum of names and their answers, of [MarkBytes].
func sumOf(answers [][2]string) string {
	text, _ := json.Marshal(answers) // strings: it cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:MarkBytes])
}
