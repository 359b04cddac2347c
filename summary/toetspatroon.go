package summary

import (
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// A pattern is a sentence, or the rest of one, with places to fill in. It is written as
// words and punctuation with a space between:
//
//	was/waren   one of the two, for one trajectory and for more
//	van|voor    either
//	[en nu]     may be left out
//	WIE         trajectories by number: "traject 3", "trajecten 1, 2 en 3"
//	DAG N DUUR  a date, a number, a number of days
//	VORM AANB   a form of help, a provider
//	EINDE       how help ended, by [eindes]
//	GESTOPT     the same with its verb
//	CITAAT      words between quotation marks
//	LIJST       forms with trajectories: "daghulp (traject 1) en pleegzorg (traject 2)"
//	MITS        "voor zover bekend", or nothing
//	STAART      what may follow on the name of a trajectory, any number of [staarten]
//	STAART1     the same, at least one
//	VOORAF      what of that may stand before the form of help, any number of [voorafjes]
//	VOORAF1     the same, at least one
//	TUSSEN      the same between brackets, or nothing
type patroon []deeltje

// deeltje is one word of a pattern, or one place.
type deeltje struct {
	plek          string   // name of the place, "" for a word
	enkel, meer   []string // what the word can be, for one trajectory and for more
	maaktVerschil bool     // the word tells one from more
}

// patronen returns a pattern with and without every part that may be left out.
func patronen(bron string) []patroon {
	open := strings.LastIndex(bron, "[")
	if open < 0 {
		return []patroon{nieuwPatroon(bron)}
	}
	length := strings.Index(bron[open:], "]")
	before, part, after := bron[:open], bron[open+1:open+length], bron[open+length+1:]
	return append(patronen(before+part+after), patronen(before+after)...)
}

func nieuwPatroon(bron string) patroon {
	var p patroon
	for _, word := range strings.Fields(bron) {
		if strings.ToUpper(word) == word && strings.ToLower(word) != word {
			p = append(p, deeltje{plek: word})
			continue
		}
		one, more, differ := strings.Cut(word, "/")
		if !differ {
			more = one
		}
		p = append(p, deeltje{enkel: strings.Split(one, "|"), meer: strings.Split(more, "|"), maaktVerschil: differ})
	}
	return p
}

// The bits of what a sentence says about how many it is about.
const (
	voorEen    = 1
	voorMeer   = 2
	voorBeide  = voorEen | voorMeer
	maxStappen = 50_000 // of the search for a reading; plain sentences take some hundreds
)

// vangst is what was filled in, each in the order of the sentence.
type vangst struct {
	wie        [][]int
	dagen      []procesregie.Date
	getallen   []int // of N and DUUR
	vormen     []string
	aanbieders []string
	citaat     string
	einde      []string // codes of the reason, any of which it can be
	lijsten    [][]vormWie
	staart     []deelzin
	mits       bool
	maar       bool // "maar" stands before it
	genoemd    bool // by its form of help, not by its number
	verbogen   int  // voorEen, voorMeer or both
}

// vormWie is a form of help with trajectories.
type vormWie struct {
	naam string
	wie  []int
}

// bij adds to a list without touching what another reading shares with it.
func bij[T any](list []T, item T) []T { return append(list[:len(list):len(list)], item) }

// lezer looks for all readings of a list of tokens.
type lezer struct {
	tekens  []teken
	klaar   func([]deelzin) // gets every reading
	stappen int
}

// op returns the token at a place; at the end one that nothing looks like.
func (l *lezer) op(i int) teken {
	if i < len(l.tekens) {
		return l.tekens[i]
	}
	return teken{soort: -1}
}

// is reports whether a word or a mark stands at a place.
func (l *lezer) is(i int, tekst string) bool {
	t := l.op(i)
	return (t.soort == isWoord || t.soort == isLeesteken) && t.tekst == tekst
}

// vanaf reports whether words stand at a place, and where they end.
func (l *lezer) vanaf(i int, words []string) (end int, ok bool) {
	for n, word := range words {
		if !l.getalOfWoord(i+n, word) {
			return i, false
		}
	}
	return i + len(words), true
}

// getalOfWoord is for names of forms, some of which have a year in them.
func (l *lezer) getalOfWoord(i int, word string) bool {
	return l.is(i, word) || l.op(i).soort == isGetal && l.op(i).tekst == word
}

// vervolg goes on with a reading from a place, with what was filled in.
type vervolg func(i int, v vangst)

// pas lays a pattern on the tokens from a place, in every way that fits.
func (l *lezer) pas(p patroon, i int, v vangst, verder vervolg) {
	if l.stappen++; l.stappen > maxStappen {
		return
	}
	if len(p) == 0 {
		verder(i, v)
		return
	}
	next := func(i int, v vangst) { l.pas(p[1:], i, v, verder) }
	if p[0].plek != "" {
		l.vul(p[0].plek, i, v, next)
		return
	}
	if l.woord(p[0], i, &v) {
		next(i+1, v)
	}
}

// begint reports whether a word of a pattern stands at a place.
func (l *lezer) begint(d deeltje, i int) bool {
	t := l.op(i)
	return t.soort <= isLeesteken && (slices.Contains(d.enkel, t.tekst) || slices.Contains(d.meer, t.tekst))
}

// woord reports whether a word of a pattern stands at a place, and keeps what that says
// about how many it is about.
func (l *lezer) woord(d deeltje, i int, v *vangst) bool {
	fits := 0
	for _, one := range d.enkel {
		if l.is(i, one) {
			fits |= voorEen
		}
	}
	for _, more := range d.meer {
		if l.is(i, more) {
			fits |= voorMeer
		}
	}
	if d.maaktVerschil {
		v.verbogen &= fits
	}
	return fits != 0 && v.verbogen != 0
}
