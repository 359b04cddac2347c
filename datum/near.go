package datum

import (
	"maps"
	"slices"
)

// known reports whether a word belongs to the grammar, so that it can be repeated.
func known(word string) bool {
	if hints[word] || links[word] {
		return true
	}
	t := wordToken(word)
	for _, class := range []string{"DAG", "MAAND", "EENHEID", "ALLEDAAGS", "DEEL"} {
		if t.is(class) {
			return true
		}
	}
	return t.n > 0
}

// longEnough is the length from which a word with one mistake is recognised.
// Shorter words are too much like others: "zorgen" is not "morgen".
const longEnough = 7

// nearest returns the weekday, month or day such as "vandaag" from which the word
// differs in one mistake: a letter too many, too few or wrong, or two swapped. It
// is "" when there is none or when the word itself is known.
func nearest(word string) string {
	if len(word) < longEnough-1 || known(word) {
		return ""
	}
	for _, list := range [][]string{names(weekdays), names(months), names(relativeDays)} {
		for _, name := range list {
			if len(name) >= longEnough && oneMistake(word, name) {
				return name
			}
		}
	}
	return ""
}

// names gives the words of a list in alphabetical order, so that the answer does
// not depend on chance.
func names[V any](words map[string]V) []string { return slices.Sorted(maps.Keys(words)) }

// oneMistake reports whether a becomes b by one change of a letter.
func oneMistake(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(b) == len(a)+1 {
		return a[i:] == b[i+1:]
	}
	if len(a) != len(b) || i == len(a) {
		return false
	}
	return swapped(a[i:], b[i:]) || a[i+1:] == b[i+1:]
}

// swapped reports whether two words of one length differ in the order of their first
// two letters alone.
func swapped(a, b string) bool {
	return len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}
