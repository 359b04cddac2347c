package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regiebot/regiebot/procesregie"
)

// lijnAanbieder names a provider on one line; of one that is known by its number only,
// the number.
func lijnAanbieder(naam, agb string) string {
	if naam = tidy(naam); naam != "" {
		return naam
	}
	if agb = tidy(agb); agb != "" {
		return "onbekende aanbieder (AGB " + agb + ")"
	}
	return "onbekende aanbieder"
}

// lijnHulp names help that is no trajectory: what does not count by its category, for
// that is why it does not.
func lijnHulp(l *procesregie.Levering) string {
	naam, ok := procesregie.CodeNaam(procesregie.Productcategorieen, l.Productcategorie)
	if ok && !procesregie.TeltMee(l.Productcategorie) {
		return naam
	}
	return l.Vorm()
}

// wanneerTraject says from when until when a trajectory ran, runs or will run.
func wanneerTraject(t *procesregie.Traject, op procesregie.Date) string {
	text := periode(t.Start, t.Eind, op)
	if t.Loopt(op) && !t.PauzeSinds.IsZero() {
		text += ", pauze vanaf " + t.PauzeSinds.Compact()
	}
	return text
}

// wanneerRij says the same of what is no trajectory.
func wanneerRij(r lijnrij, op procesregie.Date) string {
	switch {
	case r.van.IsZero():
		return "datum onbekend"
	case r.begonnen:
		return periode(r.van, r.tot, op)
	case r.tot.IsZero():
		return "toegewezen vanaf " + r.van.Compact()
	}
	return "toegewezen " + r.van.Compact() + " t/m " + r.tot.Compact()
}

func periode(van, tot, op procesregie.Date) string {
	switch {
	case van.After(op) && tot.IsZero():
		return "begint " + van.Compact()
	case van.After(op):
		return "begint " + van.Compact() + ", t/m " + tot.Compact()
	case tot.IsZero():
		return "sinds " + van.Compact() + ", loopt nog"
	case tot.Before(op) && tot == van:
		return "op " + van.Compact() + " (1 dag)"
	case tot.Before(op):
		return van.Compact() + " t/m " + tot.Compact()
	}
	return "sinds " + van.Compact() + ", loopt nog t/m " + tot.Compact()
}

// hoofdzin is the main message: how many trajectories there are, and how many run.
func (t tijdlijn) hoofdzin() string {
	switch {
	case t.aantal == 0:
		return "Er zijn geen trajecten bekend."
	case t.aantal == 1 && t.lopen == 1:
		return "1 traject, het loopt nu."
	case t.lopen == 0:
		return procesregie.Count(t.aantal, "traject", "trajecten") + ". Er loopt nu geen traject."
	case t.lopen == 1:
		return fmt.Sprintf("%d trajecten, 1 loopt nu.", t.aantal)
	}
	return fmt.Sprintf("%d trajecten, %d lopen nu.", t.aantal, t.lopen)
}

// telling is the way of counting and what the sources do not know: it stands with every
// count (TR-0).
func (t tijdlijn) telling() []string {
	return []string{
		procesregie.Telwijze,
		"Wat de bron niet kent, staat hier niet in: " + procesregie.List(procesregie.BronMist(t.geweigerd)) + ".",
	}
}

func beginGroot(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// woordTegelijk says how many trajectories ran at the same time.
func woordTegelijk(o procesregie.Overlap) string {
	if o.Tegelijk == 2 {
		return "2 tegelijk"
	}
	return fmt.Sprintf("tot %d tegelijk", o.Tegelijk)
}

func lijnNummers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	return procesregie.List(words)
}

// vanTotEnMet names a time of which the last day is known.
func vanTotEnMet(van, tot procesregie.Date) string {
	if van == tot {
		return "Op " + van.Compact()
	}
	return "Van " + van.Compact() + " tot en met " + tot.Compact()
}

// voluit writes out what is short in the picture, for who has it read aloud.
func voluit(wanneer string) string { return strings.ReplaceAll(wanneer, "t/m", "tot en met") }
