package procesregie

import "strings"

// Answer is a three-valued answer to a question of a checklist. The zero Answer is
// Onbekend: unknown is not "nee" (MPJ-5).
type Answer int8

// The answers.
const (
	Onbekend Answer = iota
	Ja
	Nee
)

// ParseAnswer reads ja, nee, onbekend and the short forms j, n and ?, in any capitals.
func ParseAnswer(word string) (Answer, bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "ja", "j":
		return Ja, true
	case "nee", "n":
		return Nee, true
	case "onbekend", "?", "weet niet":
		return Onbekend, true
	}
	return Onbekend, false
}

// String returns ja, nee or onbekend.
func (a Answer) String() string { return [...]string{"onbekend", "ja", "nee"}[a] }

// MarshalText writes ja, nee or onbekend.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText writes; anything else is Onbekend.
func (a *Answer) UnmarshalText(text []byte) error {
	*a, _ = ParseAnswer(string(text))
	return nil
}

// And is Kleene's conjunction: nee when any is nee, ja when all are ja, else onbekend.
func And(answers ...Answer) Answer {
	result := Ja
	for _, a := range answers {
		if a == Nee {
			return Nee
		}
		if a == Onbekend {
			result = Onbekend
		}
	}
	return result
}

// Or is Kleene's disjunction: ja when any is ja, nee when all are nee, else onbekend.
func Or(answers ...Answer) Answer {
	result := Nee
	for _, a := range answers {
		if a == Ja {
			return Ja
		}
		if a == Onbekend {
			result = Onbekend
		}
	}
	return result
}
