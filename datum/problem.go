package datum

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// Problem is why a text is not taken as a date. It repeats nothing of what was
// typed but words of the grammar, days, months and years, so that a name or a
// number of somebody that ended up in the wrong place stays out of it.
type Problem struct {
	// Text says in Dutch what was understood and what to type instead.
	Text string
	// Readings are the dates that could be meant, earliest first, without doubles;
	// often empty. They can be offered as buttons.
	Readings []procesregie.Date
}

// Error returns the text for people.
func (p *Problem) Error() string { return p.Text }

func problemf(format string, args ...any) error {
	return &Problem{Text: fmt.Sprintf(format, args...)}
}

// askf makes a problem with the dates that could be meant.
func askf(readings []procesregie.Date, format string, args ...any) error {
	return &Problem{Text: fmt.Sprintf(format, args...), Readings: proper(readings)}
}

// proper puts readings in order and leaves out doubles, unknown dates and years
// that are not accepted either.
func proper(readings []procesregie.Date) []procesregie.Date {
	kept := slices.DeleteFunc(slices.Clone(readings), func(d procesregie.Date) bool { return !inRange(d) })
	slices.SortFunc(kept, procesregie.Date.Compare)
	return slices.Compact(kept)
}

// between asks which of several readings of said is meant.
func between(said string, readings ...procesregie.Date) error {
	kept := proper(readings)
	switch len(kept) {
	case 0:
		return outOfRange()
	case 1:
		return askf(kept, "Ik weet niet zeker welke dag je met '%s' bedoelt: %s? Typ de datum die je bedoelt.",
			said, kept[0].Dutch())
	default:
		ways := "twee"
		if len(kept) > 2 {
			ways = "meer"
		}
		return askf(kept, "Ik begrijp '%s' op %s manieren: %s. Typ de datum die je bedoelt.", said, ways, choice(kept))
	}
}

// choice writes two or more dates as "a, b of c".
func choice(dates []procesregie.Date) string {
	words := make([]string, len(dates))
	for i, d := range dates {
		words[i] = d.Dutch()
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " of " + words[last]
}

func outOfRange() error {
	return problemf("Ik ken alleen datums van %d tot en met %d. Typ een ander jaar, met vier cijfers.", FirstYear, LastYear)
}

// examples ends every refusal of a text that is in no form at all.
const examples = "Typ bijvoorbeeld 27-11-2026, vrijdag, over 6 weken of volgende week dinsdag."

func notUnderstood(tokens []token) error {
	var seen []string
	for _, t := range tokens {
		if t.digits == 0 && known(t.text) {
			seen = append(seen, "'"+t.text+"'")
		}
		if word := nearest(t.text); word != "" {
			return problemf("Ik begrijp deze datum niet. Bedoel je '%s'? %s", word, examples)
		}
	}
	if len(seen) == 0 {
		return problemf("Ik begrijp deze datum niet. %s", examples)
	}
	return problemf("Ik herken %s, maar begrijp niet welke dag je bedoelt. %s", procesregie.List(seen), examples)
}
