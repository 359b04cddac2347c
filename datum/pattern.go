package datum

import (
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// form is one line of the grammar: what it looks like and how it is read.
//
// A pattern has elements with spaces between them. A word stands for itself, a
// word in capitals for a class of tokens (see [token.is]), `|` separates
// alternatives, `?` in front makes an element optional, and PERIODE at the end
// takes all that follows when it names a month or a year (see [periods]).
type form struct {
	pattern pattern
	read    func(query) (procesregie.Date, error)
}

// query is a text that fits a form, with the context in which it was said.
type query struct {
	Context
	match
	said string // the text itself: nothing but words of the grammar
}

type pattern []element

type element struct {
	alternatives []string
	optional     bool
}

// match holds the tokens that each class or word of a pattern took, in order.
type match struct {
	took map[string][]token
	rest []token
}

func row(text string, read func(query) (procesregie.Date, error)) form {
	return form{newPattern(text), read}
}

func newPattern(text string) pattern {
	var p pattern
	for _, field := range strings.Fields(text) {
		bare, optional := strings.CutPrefix(field, "?")
		p = append(p, element{strings.Split(bare, "|"), optional})
	}
	return p
}

// match reports whether the pattern takes all tokens.
func (p pattern) match(tokens []token) (match, bool) {
	var m match
	ok := p.take(tokens, &m)
	return m, ok
}

func (p pattern) take(tokens []token, m *match) bool {
	if len(p) == 0 {
		return len(tokens) == 0
	}
	if p[0].alternatives[0] == "PERIODE" {
		m.rest = tokens
		_, _, ok := findPeriod(tokens)
		return ok
	}
	return p.takeOne(tokens, m) || p[0].optional && p[1:].take(tokens, m)
}

// takeOne lets the first element take the first token, and undoes it when the
// other elements then do not fit.
func (p pattern) takeOne(tokens []token, m *match) bool {
	for _, name := range p[0].alternatives {
		if len(tokens) == 0 || !tokens[0].is(name) {
			continue
		}
		before := m.took[name]
		if m.took == nil {
			m.took = map[string][]token{}
		}
		m.took[name] = append(before[:len(before):len(before)], tokens[0])
		if p[1:].take(tokens[1:], m) {
			return true
		}
		m.took[name] = before
	}
	return false
}

// has reports whether a word or class took anything.
func (m match) has(name string) bool { return len(m.took[name]) > 0 }

// number returns the value of the first token of the first class that took any.
func (m match) number(classes ...string) int {
	for _, class := range classes {
		if m.has(class) {
			return m.took[class][0].n
		}
	}
	return 0
}

func (m match) weekday() time.Weekday { return weekdays[m.took["DAG"][0].text] }

func (m match) month() time.Month { return months[m.took["MAAND"][0].text] }

func (m match) unit() unit { return units[m.took["EENHEID"][0].text] }
