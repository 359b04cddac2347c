package mattermost

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/regiebot/regiebot/bot/platform"
)

// How text of people stays text.
//
// Three programs read a post. The server looks for who is mentioned and for links of which
// it fetches a preview: in the text as its own markdown shows it, so after backslashes are gone.
// A browser and the desktop program use a fork of marked, which takes backslashes away too
// and only then looks for mentions, channels, hashtags, emoji, emoticons and addresses. A
// telephone uses a fork of commonmark. They differ in what a backslash can do, so:
//
//   - What marked and commonmark both let a backslash switch off, and what is nothing more than
//     markup, gets one: * _ ` [ ] | everywhere, + - > and 1. at the beginning of a line.
//     A . gets one where it would make an address: before a letter, and behind www.
//   - What is looked for after that is broken up by a word joiner, which has no width: behind
//     @ ~ # : ; & and \, as far as what follows could give them a meaning. It is no letter, no
//     digit and no space to any of the three, and the server does not take it out.
//   - < and $ have no escape in marked. As an entity they are a character to all three. It is
//     not enough to break up what follows a <: whatever stands between it and > with an @ in
//     it is an address to marked.
//
// A case number, a date, a time and an amount have none of this in them and can be copied.
// Where no markdown is read (labels, titles, choices), the word joiner is all there is. Where only
// some clients read it there is [remark].
//
// Words that somebody chose to be warned of (his first name, if he wants) cannot be
// recognised here; they warn only who chose them.

const wordJoiner = "\u2060"

// entities are the characters that are written as what they are called.
var entities = map[rune]string{'<': "&lt;", '$': "&#36;"}

// twins are what they look like, for the introduction of a dialog: there new servers make entities
// of & and of > themselves, before the markdown is read, so that of ours the letters would be
// shown.
var twins = map[rune]string{'<': "‹", '>': "›", '$': "＄"}

// escape makes a text of people markdown that shows exactly that text. Every line of it can
// begin a line of a post.
func escape(text string) string { return escaped(text, entities) }

func escaped(text string, named map[rune]string) string {
	lines := strings.Split(clean(text), "\n")
	for i, line := range lines {
		lines[i] = escapeLine(strings.TrimSpace(line), named, true)
	}
	return strings.Join(lines, "\n")
}

// inert makes a text of people one line in which nothing has a meaning, where no markdown is read.
func inert(text string) string {
	s := scribe{runes: []rune(platform.OneLine(clean(text)))}
	var out strings.Builder
	for i, r := range s.runes {
		out.WriteRune(r)
		if r != '\\' && s.joins(i) {
			out.WriteString(wordJoiner)
		}
	}
	return out.String()
}

// clean takes out of a text what cannot be shown and what the server takes out: what stands on either
// side of that would come together behind our back. What one of the three reads as the end of a line is
// a space.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r), r == '\u2424':
			return ' '
		case unicode.Is(dropped, r):
			return -1
		}
		return r
	}, platform.Clean(text))
}

// dropped are the characters that the server takes out of a post, and our own word joiner.
var dropped = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0340, Hi: 0x0341, Stride: 1},
		{Lo: 0x17A3, Hi: 0x17A3, Stride: 1},
		{Lo: 0x17D3, Hi: 0x17D3, Stride: 1},
		{Lo: 0x202A, Hi: 0x202E, Stride: 1},
		{Lo: 0x2060, Hi: 0x2060, Stride: 1},
		{Lo: 0x206A, Hi: 0x206F, Stride: 1},
		{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1},
		{Lo: 0xFFF9, Hi: 0xFFFC, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1D173, Hi: 0x1D17A, Stride: 1}, {Lo: 0xE0000, Hi: 0xE007F, Stride: 1}},
}

// escapeLine makes a piece of one line text. first: it stands at the beginning of it.
func escapeLine(text string, named map[rune]string, first bool) string {
	s := scribe{runes: []rune(text), first: first}
	var out strings.Builder
	for i, r := range s.runes {
		switch name, has := named[r]; {
		case has:
			out.WriteString(name)
		case s.slashed(i):
			out.WriteString(`\` + string(r))
		case r == '=' && first && i == 0: // a line of = makes a heading of the line above it
			out.WriteString(wordJoiner + "=")
		default:
			out.WriteRune(r)
		}
		if s.joins(i) {
			out.WriteString(wordJoiner)
		}
	}
	return out.String()
}

// scribe looks at a piece of a line.
type scribe struct {
	runes []rune
	first bool // it stands at the beginning of the line
}

// at is the character at a place; 0 outside.
func (s scribe) at(i int) rune {
	if i < 0 || i >= len(s.runes) {
		return 0
	}
	return s.runes[i]
}

// open reports whether nothing stands at a place, or a space.
func (s scribe) open(i int) bool { return s.at(i) == 0 || unicode.IsSpace(s.at(i)) }

// slashed reports whether a character gets a backslash.
func (s scribe) slashed(i int) bool {
	switch r := s.runes[i]; {
	case strings.ContainsRune("*_`[]|", r):
		return true
	case strings.ContainsRune("+->", r):
		return s.first && i == 0
	case r == ')':
		return s.numbers(i)
	case r == '.':
		return s.numbers(i) || s.addresses(i)
	}
	return false
}

// site is what begins an address without a scheme.
var site = regexp.MustCompile(`(?i)www[0-9]{0,3}$`)

// numbers reports whether what stands before a place numbers an item of a list.
func (s scribe) numbers(i int) bool {
	for _, r := range s.runes[:i] {
		if !digit(r) {
			return false
		}
	}
	return s.first && i > 0 && s.open(i+1)
}

// joins reports whether a word joiner comes behind a character.
func (s scribe) joins(i int) bool {
	next := s.at(i + 1)
	switch s.runes[i] {
	case '@', '~', '\\':
		return true
	case '#':
		return !digit(next)
	case ':':
		return !s.open(i+1) && !s.clock(i)
	case '<':
		return !s.open(i + 1)
	case ';':
		return next == ')' || next == '-'
	case '&':
		return entity.MatchString(string(s.runes[i+1 : min(len(s.runes), i+40)]))
	case 'x', 'X':
		return laugh.MatchString(string(s.runes[max(0, i-1):min(len(s.runes), i+4)]))
	}
	return false
}

var (
	entity = regexp.MustCompile(`^#?[\pL\pN_]+;`)
	laugh  = regexp.MustCompile(`(?i)^[^a-z0-9]?x-d([^a-z0-9]|$)`)
)

// clock reports whether a colon stands between digits, as in a time, and not behind the name
// of a scheme.
func (s scribe) clock(i int) bool {
	if !digit(s.at(i-1)) || !digit(s.at(i+1)) {
		return false
	}
	for i--; i >= 0 && !unicode.IsSpace(s.runes[i]); i-- {
		if unicode.IsLetter(s.runes[i]) {
			return false
		}
	}
	return true
}

func digit(r rune) bool { return '0' <= r && r <= '9' }
