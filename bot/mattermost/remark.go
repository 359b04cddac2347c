package mattermost

import (
	"strings"
	"unicode"

	"github.com/regiebot/regiebot/bot/platform"
)

// lookalikes are the characters that some clients read as markup and that no word joiner breaks up.
var lookalikes = map[rune]rune{'<': '‹', '>': '›', '$': '＄', '*': '∗', '`': 'ˋ'}

// remark makes a text of people one line of the help or an error of a dialog. Recent clients read
// that as markdown, those of before show it as it is: so nothing is escaped with what would be
// shown. What marks up is broken up by word joiners, or looks like it only.
func remark(text string) string {
	s := scribe{runes: []rune(platform.OneLine(clean(text)))}
	var out strings.Builder
	for i, r := range s.runes {
		if i == 0 && !unicode.IsLetter(r) || s.addresses(i) || s.underlines(i) {
			out.WriteString(wordJoiner)
		}
		if like, is := lookalikes[r]; is {
			out.WriteRune(like)
		} else {
			out.WriteRune(r)
		}
		if s.joins(i) || s.links(i) || s.underlines(i) {
			out.WriteString(wordJoiner)
		}
	}
	return out.String()
}

// addresses reports whether a point would make an address of what stands around it.
func (s scribe) addresses(i int) bool {
	return s.runes[i] == '.' && (unicode.IsLetter(s.at(i+1)) || site.MatchString(string(s.runes[max(0, i-6):i])))
}

// links reports whether a character could stand between the text and the address of a link, or
// before a picture.
func (s scribe) links(i int) bool {
	return s.runes[i] == ']' || s.runes[i] == '!' && s.at(i+1) == '['
}

// underlines reports whether a _ is not one within a word, where it means nothing.
func (s scribe) underlines(i int) bool {
	return s.runes[i] == '_' && !(wordy(s.at(i-1)) && wordy(s.at(i+1)))
}
