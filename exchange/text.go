package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/regiebot/regiebot/procesregie"
)

// trimmed takes away the spaces around a text, of every kind.
func trimmed(text string) string { return strings.TrimSpace(text) }

func isBlankText(b []byte) bool { return trimmed(string(b)) == "" }

// plainName is the form in which names of columns, sheets and levels are compared:
// without capitals, spaces, dots, dashes, underscores and accents.
func plainName(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Pd, unicode.Mn, unicode.Cf, unicode.Cc), r == '.', r == '_', r == '−':
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}

// personName is the form in which names of people are compared: without capitals and
// accents, with single spaces.
func personName(text string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
	return strings.Join(strings.Fields(plain), " ")
}

// isHostile is for characters that nobody types on purpose: control characters,
// zero-width ones and those that turn the direction of a text around.
func isHostile(r rune) bool {
	if r >= ' ' && r <= '~' {
		return false // nearly all there is
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector) ||
		strings.ContainsRune(blankLetters, r)
}

// blankLetters are letters and marks of which nothing can be seen, and the mark of a
// character that could not be read.
const blankLetters = "\u034F\u115F\u1160\u3164\uFFA0\uFFFD"

func hasHostile(text string) bool { return strings.ContainsFunc(text, isHostile) }

// tidy makes a text fit for one line: composed, single spaces, nothing hostile.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case isHostile(r):
			return -1
		}
		return r
	}, norm.NFC.String(text))
	return strings.Join(strings.Fields(text), " ")
}

// isEmptyWord reports whether a cell says that there is nothing.
func isEmptyWord(text string) bool {
	if len(text) > len("onbekend") {
		return false
	}
	switch strings.ToLower(text) {
	case "", "-", "–", "?", "n.v.t.", "nvt", "onbekend":
		return true
	}
	return false
}

// hasBSN reports whether a possible BSN stands in a text: nine digits that pass the
// elfproef. Eight are no BSN here: zaaknummers of eight digits pass it by chance.
func hasBSN(text string) bool {
	longest, digits := 0, 0
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			digits = 0
		case r >= '0' && r <= '9' || r > unicode.MaxASCII:
			digits++
		}
		longest = max(longest, digits)
	}
	return longest >= bsnDigits && procesregie.FindBSNExcept(shortRuns(text), hasEightDigits)
}

// bsnDigits is the length of a BSN; a run of more than longRun digits is none, however
// many more there are.
const bsnDigits, longRun = 9, 24

// shortRuns cuts endless runs of digits down: looking through them takes time that
// grows with the square of their length.
func shortRuns(text string) string {
	if len(text) <= longRun {
		return text
	}
	run := 0
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsNumber(r):
			if run++; run > longRun {
				return -1
			}
		case !unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) && r != utf8.RuneError:
			run = 0
		}
		return r
	}, text)
}

func hasEightDigits(word string) bool {
	digits := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits == 8
}

// The most characters of a value and of a name that a report prints.
const shownLength, labelLength = 40, 100

// shown is a text as a report may print it, in quotes: one short line, nothing that a
// terminal could obey, and never a possible BSN.
func shown(text string) string { return "“" + cut(text, shownLength) + "”" }

// cut makes one short line of a text.
func cut(text string, most int) string {
	if hasBSN(text) {
		return "(a number that may be a BSN)"
	}
	text = tidy(text)
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "…"
	}
	return text
}

// label is a name out of a file, such as that of a sheet or a column, as a report may
// print it.
func label(text string) string { return cut(text, labelLength) }
