package datum

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRunes is the longest text that is looked at; no form comes near it.
const maxRunes = 100

// clean makes small letters of capitals, single spaces of all kinds of space and
// plain hyphens of dashes. It refuses characters that cannot be seen, because a
// person would not see what the program reads.
func clean(text string) (string, error) {
	if len(text) > utf8.UTFMax*maxRunes || utf8.RuneCountInString(text) > maxRunes {
		return "", problemf("Deze tekst is te lang voor een datum. %s", examples)
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unseen) {
		return "", problemf("In deze datum staan tekens die je niet kunt zien. Typ de datum opnieuw, zonder te plakken.")
	}
	return plain(text), nil
}

// unseen reports control characters, zero-width and direction marks, line
// separators and private characters. Tab and newline are spaces.
func unseen(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// plain folds what people cannot tell apart, and drops the full stop at the end.
func plain(text string) string {
	text = accents.Replace(strings.Map(fold, text))
	return strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
}

// accents is for "één", in both ways Unicode writes it.
var accents = strings.NewReplacer("é", "e", "É", "e", "e\u0301", "e")

func fold(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r >= '\u2010' && r <= '\u2013', r == '\u2212': // hyphens, en dash, minus
		return '-'
	}
	return r
}
