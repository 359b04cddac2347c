package mattermost

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// The types of an element.
const (
	elementLine  = "text"
	elementArea  = "textarea"
	elementMenu  = "select"
	elementRadio = "radio"
	elementTick  = "bool"
	elementDate  = "date"
)

// noAnswer is the value of the choice that takes an answer back: there is no empty value, and
// a chosen one cannot be undone on every client.
const (
	noAnswer     = "."
	wordNoAnswer = "Geen antwoord"
)

// unknownAnswer is the value that says that somebody does not know.
const unknownAnswer = "onbekend"

// elements are the questions of a dialog. Dates are picked on a calendar where the server has
// one that works.
func (m *Mattermost) elements(fields []bot.Field) []element {
	calendar := m.serverHas(featureDate) && count(fields) <= dateFields
	out := make([]element, 0, len(fields))
	for _, f := range fields {
		if choosable(f) && f.Kind == bot.KindTicks {
			out = append(out, ticks(f)...)
			continue
		}
		out = append(out, question(f, calendar))
	}
	return out
}

// count is how many elements fields are in a dialog.
func count(fields []bot.Field) int {
	total := 0
	for _, f := range fields {
		if choosable(f) && f.Kind == bot.KindTicks {
			total += len(f.Choices)
		} else {
			total++
		}
	}
	return total
}

// question is a field that is one element.
func question(f bot.Field, calendar bool) element {
	e := element{
		Label: fitBytes(inert(platform.LabelOf(f)), maxLabel), Name: elementName(f.Name), Help: fitBytes(remark(hintOf(f)), maxHelp),
		Optional: f.Optional,
	}
	switch {
	case choosable(f):
		choice(&e, f)
	case f.Kind == bot.KindDate && calendar && byCalendar(f):
		e.Type, e.Default, e.Placeholder = elementDate, platform.ISODate(f.Value), platform.WordChooseDate
	default:
		typed(&e, f)
	}
	return e
}

// hintOf is what stands under a field. A date can be typed in words, also where a calendar
// stands: in the command.
func hintOf(f bot.Field) string {
	hint := platform.OneLine(f.Hint)
	if hint == "" && f.Kind == bot.KindDate {
		return platform.WordHintDate
	}
	return hint
}

// elementName is the name of an element, which comes back with its answer, without the mark of
// its sheet.
func elementName(name string) string {
	if len(name) <= maxName-len(sheetMark("")) {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return "#" + hex.EncodeToString(sum[:])
}

// choosable reports whether a field can be answered by choosing.
func choosable(f bot.Field) bool {
	switch f.Kind {
	case bot.KindTicks:
		return len(f.Choices) > 0 && len(f.Choices) <= bot.MaxRadios
	case bot.KindChoice, bot.KindPerson:
		return len(f.Choices) > 0
	}
	return false
}

// choice makes an element one of which one answer is chosen. A few are all in view, unless one
// is chosen already (some servers of the 11 line give "[object Object]" back for that), or none
// has to be chosen: the clients do not send a dialog in which nothing is chosen there.
func choice(e *element, f bot.Field) {
	e.Type, e.Options, e.Default = elementMenu, options(f), picked(f)
	e.Placeholder = platform.WordChoose
	switch {
	case f.Kind == bot.KindPerson:
		e.Placeholder = platform.WordChoosePerson
	case len(f.Choices) <= menuRadios && e.Default == "" && !f.Optional:
		e.Type, e.Placeholder = elementRadio, ""
	}
}

// options are the choices of a field: one more where a person must be able to take an answer
// back, unless an answer says as much already.
func options(f bot.Field) []option {
	choices := f.Choices
	if f.Optional && !f.Offers("") && !f.Offers(unknownAnswer) {
		choices = append(slices.Clone(choices), bot.Choice{Value: noAnswer, Label: wordNoAnswer})
	}
	out := make([]option, 0, len(choices))
	for _, c := range choices {
		if c.Value == "" {
			c.Value = noAnswer
		}
		out = append(out, option{Text: platform.FirstOf(platform.OneLine(clean(c.Label)), c.Value), Value: c.Value})
	}
	return out
}

// picked is what is chosen of a field already; empty when that is not on offer: the server takes no
// other.
func picked(f bot.Field) string {
	switch {
	case !f.Offers(f.Value):
		return ""
	case f.Value == "":
		return noAnswer
	}
	return f.Value
}

// ticks is a field of which any number of answers is ticked: an element for each. Only later
// servers have a menu for it, and not all the apps that are used with those do. The first
// carries the label and the hint. None must be ticked for the dialog; the program asks for one.
func ticks(f bot.Field) []element {
	ticked := strings.Split(f.Value, ",")
	label := inert(platform.LabelOf(f))
	out := make([]element, 0, len(f.Choices))
	for i, c := range f.Choices {
		e := element{
			Label: fitBytes(label, maxLabel), Name: tickName(f, i), Type: elementTick, Optional: true,
			Placeholder: fitBytes(platform.FirstOf(inert(c.Label), c.Value), maxPicture), Default: strconv.FormatBool(slices.Contains(ticked, c.Value)),
		}
		if i == 0 {
			e.Help = fitBytes(remark(hintOf(f)), maxHelp)
		} else {
			number := " (" + strconv.Itoa(i+1) + ")"
			e.Label = fitBytes(label, maxLabel-len(number)) + number
		}
		out = append(out, e)
	}
	return out
}

// tickName is the name of the element of one choice of a field.
func tickName(f bot.Field, i int) string { return elementName(f.Name + "/" + f.Choices[i].Value) }

// byCalendar reports whether a date is picked on a calendar. Typed are one that is filled in in
// other words (over 6 weken, morgen), because it must stay visible and the program knows how
// to read it, and one that may stay empty but is filled in, because what was picked cannot
// always be taken back.
func byCalendar(f bot.Field) bool {
	if strings.TrimSpace(f.Value) == "" {
		return true
	}
	return platform.ISODate(f.Value) != "" && !f.Optional
}

// typed makes an element one in which text is typed: on one line as much as on every platform,
// unless there stands more already. A text that does not fit anywhere is held back.
func typed(e *element, f bot.Field) {
	e.Type, e.Default, e.MaxLength = elementLine, platform.Clean(f.Value), maxTyped
	if f.Kind == bot.KindParagraph || strings.Contains(e.Default, "\n") || len(e.Default) > maxTyped {
		e.Type, e.MaxLength = elementArea, maxTypedLong
	}
	if heldBack(f) {
		e.Default, e.Optional = "", true
	}
}

// heldBack reports whether the text of a field does not fit in a dialog. An answer that stays empty
// leaves it as it was.
func heldBack(f bot.Field) bool {
	value := platform.Clean(f.Value)
	return !choosable(f) && (len(value) > maxTypedLong || utf8.RuneCountInString(value) > bot.MaxValue)
}
