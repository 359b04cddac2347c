package procesregie

import (
	"strings"
	"unicode"
)

// joint is what stands between two groups of digits.
type joint int8

const (
	tight  joint = iota + 1 // dots, dashes, slashes: the digits belong together
	spaced                  // with a space among them
)

// digitGroup is a run of digits without anything visible in between.
type digitGroup struct {
	digits string // as ASCII
	joint  joint  // to the group before; 0 for the first of a row
	word   string // the word it stands in, as written, in the form of a zaaknummer
	wordAt int    // where that word begins; the same for groups of one word
	plus   bool   // an international phone number begins here
	code   bool   // belongs to letters before it, as in ZO-2026-0142
	masked bool   // part of a date or a phone number
}

// digitRow is a row of groups with nothing but spaces, dots, dashes and the like
// between them.
type digitRow []digitGroup

// digitRows reads the rows of a text.
func digitRows(text string) []digitRow {
	s := digitScanner{words: wordsOf(text)}
	for at, r := range text {
		s.take(at, r)
	}
	s.endRow()
	return s.rows
}

type digitScanner struct {
	rows    []digitRow
	row     digitRow
	words   []textWord
	inside  bool   // the last visible character was a digit
	between joint  // since the last digit
	letters string // the letters just before, lower case; kept over - _ /
	hold    bool   // a - _ or / came after the letters
	plus    bool
	code    bool // groups that are joined tightly go on to be a code
}

func (s *digitScanner) take(at int, r rune) {
	if isInvisible(r) {
		return
	}
	if d, ok := digitValue(r); ok {
		s.digit(at, d)
		return
	}
	s.inside = false
	switch {
	case unicode.IsLetter(r):
		s.letter(r)
	case isBlank(r):
		s.between, s.letters, s.hold, s.plus = spaced, "", false, false
	case isJoiner(r):
		s.join(r)
	default:
		s.endRow()
		s.plus = r == '+' || r == '＋'
	}
}

func (s *digitScanner) digit(at int, d byte) {
	if s.inside {
		last := &s.row[len(s.row)-1]
		last.digits += string(d)
		return
	}
	if len(s.row) == 0 || s.between == spaced {
		s.code = isCodePrefix(s.letters)
	}
	g := digitGroup{digits: string(d), joint: s.between, plus: s.plus, code: s.code}
	if len(s.row) == 0 {
		g.joint = 0
	}
	g.word, g.wordAt = s.wordAround(at)
	s.row = append(s.row, g)
	s.inside, s.between, s.letters, s.hold, s.plus = true, tight, "", false, false
}

func (s *digitScanner) letter(r rune) {
	if s.hold {
		s.letters, s.hold = "", false
	}
	letters := s.letters
	if len(letters) <= maxCodeLetters*4 {
		letters += string(unicode.ToLower(r))
	}
	s.endRow()
	s.letters = letters
}

// join keeps the letters before a dash, an underscore or a slash: ZO-2026-0142. A
// dot ends a word more often than it joins one.
func (s *digitScanner) join(r rune) {
	if s.between != spaced {
		s.between = tight
	}
	s.hold = true
	if isDot(r) {
		s.letters, s.hold = "", false
	}
	s.plus = false
}

func (s *digitScanner) endRow() {
	if len(s.row) > 0 {
		s.rows = append(s.rows, s.row)
	}
	s.row, s.inside, s.between = nil, false, tight
	s.letters, s.hold, s.plus, s.code = "", false, false, false
}

func (s *digitScanner) wordAround(at int) (string, int) {
	for len(s.words) > 0 && s.words[0].end <= at {
		s.words = s.words[1:]
	}
	if len(s.words) == 0 || at < s.words[0].at {
		return "", at
	}
	return s.words[0].text, s.words[0].at
}

// textWord is a word in the form of a zaaknummer and where it stands, in bytes.
type textWord struct {
	text    string
	at, end int
}

func wordsOf(text string) []textWord {
	var words []textWord
	from := -1
	for at, r := range text + " " {
		switch {
		case isZaakRune(r) && from < 0:
			from = at
		case !isZaakRune(r) && from >= 0:
			if word := strings.Trim(text[from:at], zaakPunctuation); ValidZaak(word) {
				words = append(words, textWord{word, from, at})
			}
			from = -1
		}
	}
	return words
}

func isZaakRune(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nd) || strings.ContainsRune(zaakPunctuation, r)
}

const zaakPunctuation = "-_./"

// isCodePrefix reports whether letters straight before digits make them a code, and
// do not announce a number.
func isCodePrefix(letters string) bool {
	if letters == "" || len([]rune(letters)) > maxCodeLetters {
		return false
	}
	for _, announced := range []string{"bsn", "sofi", "burger", "nummer", "nr"} {
		if strings.Contains(letters, announced) {
			return false
		}
	}
	return letters != "no"
}

const maxCodeLetters = 6
