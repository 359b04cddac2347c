package summary

import (
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// The headings of a summary: the three questions of UW-02, and what follows on them.
const (
	KopHulp       = "Welke hulp was er?"
	KopAanleiding = "Waarom was die hulp er?"
	KopResultaat  = "Hielp het?"
	KopVragen     = "Vragen voor het volgende plan"
	KopTelling    = "Zo is geteld"
)

// Plain writes the summary of a history on a day in plain Dutch, without a language model
// (TR-3). geweigerd is how many rows of its source an import refused, 0 when none or not
// known; it is named with the way of counting (TR-0).
func Plain(h procesregie.Historie, op procesregie.Date, geweigerd int) Samenvatting {
	p := nieuweSchrijver(h, op)
	s := Samenvatting{Jeugdige: h.Jeugdige, Van: len(h.Trajecten)}
	main := Deel{"", p.hoofdzaak()}
	welke, waarom, hielp := Deel{KopHulp, p.welke()}, Deel{KopAanleiding, p.waarom()}, Deel{KopResultaat, p.hielp()}
	s.Verwerkt = verwerkt(s.Van, welke, waarom, hielp)
	last := Deel{KopTelling, p.telling(s, geweigerd)}
	for _, d := range []Deel{main, welke, waarom, hielp, {KopVragen, p.vragen()}, last} {
		if len(d.Zinnen) > 0 {
			s.Delen = append(s.Delen, d)
		}
	}
	return s
}

// verwerkt counts the trajectories that stand, as themselves, in every one of the parts.
func verwerkt(van int, delen ...Deel) int {
	count := 0
	for n := 1; n <= van; n++ {
		id := fmt.Sprintf("T%d", n)
		names := func(z Zin) bool { return slices.Contains(z.Feiten, id) }
		if !slices.ContainsFunc(delen, func(d Deel) bool { return !slices.ContainsFunc(d.Zinnen, names) }) {
			count++
		}
	}
	return count
}

// schrijver writes sentences about facts.
type schrijver struct {
	op     procesregie.Date
	feiten map[Soort][]Feit // in order
}

func nieuweSchrijver(h procesregie.Historie, op procesregie.Date) schrijver {
	p := schrijver{op: op, feiten: map[Soort][]Feit{}}
	for _, f := range Feiten(h, op) {
		p.feiten[f.Soort] = append(p.feiten[f.Soort], f)
	}
	return p
}

// van returns the facts of a kind, in order.
func (p schrijver) van(soort Soort) []Feit { return p.feiten[soort] }

// elk writes a sentence about every fact of a kind.
func (p schrijver) elk(soort Soort, schrijf func(Feit) string) []Zin {
	var list []Zin
	for _, f := range p.van(soort) {
		list = append(list, zin(schrijf(f), f))
	}
	return list
}

// hoofdzaak is the main message: how many, what runs now, and since when nothing.
func (p schrijver) hoofdzaak() []Zin {
	list := p.elk(SoortTelling, func(f Feit) string {
		return fmt.Sprintf("Er %s bekend op %s.", telwoord(f.Aantal), p.op.Dutch())
	})
	list = append(list, p.elk(SoortLopend, func(f Feit) string {
		if len(f.Trajecten) == 0 {
			return "Er loopt nu geen traject."
		}
		return trajecten(f.Trajecten).hoofdletter() + keer(f.Trajecten, " loopt nu.", " lopen nu.")
	})...)
	for _, f := range p.van(SoortGat) {
		if f.Tot.IsZero() {
			list = append(list, zin(fmt.Sprintf("Sinds %s is er geen hulp bekend, na %s (%s).", f.Van.Dutch(), trajecten(f.Voor), duur(f.Dagen)), f))
		}
	}
	return list
}

func telwoord(n int) string {
	switch n {
	case 0:
		return "zijn geen trajecten"
	case 1:
		return "is 1 traject"
	}
	return fmt.Sprintf("zijn %d trajecten", n)
}

// telling is the way of counting, what the source does not know, and that nothing was cut.
func (p schrijver) telling(s Samenvatting, geweigerd int) []Zin {
	total := p.van(SoortTelling)
	return []Zin{
		zin(procesregie.Telwijze, total...),
		zin("Wat de bron niet kent, staat hier niet in: "+procesregie.List(procesregie.BronMist(geweigerd))+".", total...),
		zin(fmt.Sprintf("%d van %d %s verwerkt.", s.Verwerkt, s.Van, keerAantal(s.Van, "traject", "trajecten")), total...),
	}
}
