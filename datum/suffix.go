package datum

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/procesregie"
)

// longestForm is the number of words that the longest date has, with room to spare.
const longestForm = 16

// Suffix finds the date at the end of a line: the longest run of last words that
// is one, or tries to be one. It returns how many words belong to it, with the
// date or a [*Problem]. n is 0, without an error, when the line does not end in
// anything like a date. A word may hold spaces, as a quoted one does.
//
// Words in front that change the meaning belong to the run: "voor maandag" is two
// words and a problem, never Monday.
func Suffix(words []string, c Context) (n int, d procesregie.Date, err error) {
	words = words[max(0, len(words)-longestForm):]
	line := make([]string, len(words))
	for i, w := range words {
		line[i] = lenient(w)
	}
	line = line[1+lastIndex(line, ""):]
	n = c.attempt(line, c.longest(line))
	if n == 0 {
		return 0, procesregie.Date{}, nil
	}
	d, err = Parse(strings.Join(words[len(words)-n:], " "), c)
	return n, d, err
}

func lastIndex(words []string, word string) int {
	for i, w := range slices.Backward(words) {
		if w == word {
			return i
		}
	}
	return -1
}

// lenient leaves out characters that cannot be seen; [Parse] refuses them
// afterwards. A word that is too long for a date becomes empty.
func lenient(word string) string {
	if len(word) > utf8.UTFMax*maxRunes {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(word, ""))
}

// longest counts the last words that together fit a form.
func (c Context) longest(line []string) int {
	for i := range line {
		if c.fitsForm(line[i:]...) {
			return len(line) - i
		}
	}
	return 0
}

func (c Context) fitsForm(words ...string) bool {
	return c.read(scan(plain(strings.Join(words, " ")))).known
}

// attempt makes a run of n words longer, to the left, as long as the words are
// about a date. Numbers and words such as "de" and "van" may stand in between, but
// do not begin it. A run in which nothing points at a date for certain is none.
func (c Context) attempt(line []string, n int) int {
	certain := n > 0
	for i := len(line) - 1 - n; i >= 0; i-- {
		word := scan(plain(line[i]))
		sure := surelyDate(word) || c.fitsForm(line[i])
		if sure || len(word) == 1 && hints[word[0].text] {
			n = len(line) - i
			certain = certain || sure
		} else if n == 0 || !inBetween(word) {
			break
		}
	}
	if !certain {
		return 0
	}
	return n
}

// surelyDate recognises words that are only used for dates, also with a typing
// mistake in them.
func surelyDate(word []token) bool {
	return len(word) == 1 && (certainHints[word[0].text] || nearest(word[0].text) != "")
}

// inBetween recognises words that can stand between the words of a date.
func inBetween(word []token) bool {
	return len(word) == 1 && (links[word[0].text] || word[0].is("N"))
}
