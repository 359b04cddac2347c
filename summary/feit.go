package summary

import (
	"strconv"

	"github.com/regiebot/regiebot/procesregie"
)

// Soort is the kind of a [Feit].
type Soort string

// The kinds of facts; each says which fields of the Feit it fills.
const (
	SoortTelling     Soort = "telling"      // TEL: Aantal is how many trajectories there are, Trajecten all of them
	SoortLopend      Soort = "lopend"       // LOP: Trajecten run on the day; none is a fact too
	SoortTraject     Soort = "traject"      // T1…: Traject, Van, Tot, Dagen
	SoortOverlap     Soort = "overlap"      // O1…: Van, Tot, Dagen; Aantal is the most at once
	SoortGat         Soort = "gat"          // G1…: Van, Tot, Dagen; Voor, Na
	SoortVorm        Soort = "vorm"         // V1…: Naam, tried before in Voor, runs again in Na
	SoortTeVroeg     Soort = "te vroeg"     // VRG: Trajecten ended before their time, Aantal are over
	SoortTeltNietMee Soort = "telt niet"    // N1…: Levering
	SoortNietGestart Soort = "niet gestart" // S1…: Levering
)

// Feit is one thing that is known about a history on a day.
type Feit struct {
	ID        string // such as T3 for trajectory 3; unique within a history
	Soort     Soort
	Trajecten []int               // the numbers of the trajectories it rests on, ascending
	Traject   procesregie.Traject // of SoortTraject
	Levering  procesregie.Levering
	Van, Tot  procesregie.Date // first and last day; zero Tot: goes on
	Dagen     int              // from Van to Tot, or to the day when it goes on; both count
	Aantal    int
	Naam      string // of a form of help
	Voor, Na  []int  // trajectories before and after
}

// Feiten returns everything that a summary of a history may say on a day, in a fixed
// order. Every trajectory is the fact T with its number (TR-3).
func Feiten(h procesregie.Historie, op procesregie.Date) []Feit {
	all := procesregie.Nummers(h.Trajecten)
	facts := []Feit{
		{ID: "TEL", Soort: SoortTelling, Trajecten: all, Aantal: len(all)},
		{ID: "LOP", Soort: SoortLopend, Trajecten: procesregie.Nummers(h.Lopend(op))},
	}
	for _, t := range h.Trajecten {
		facts = append(facts, Feit{
			ID: "T" + strconv.Itoa(t.Nummer), Soort: SoortTraject, Trajecten: []int{t.Nummer},
			Traject: t, Van: t.Start, Tot: t.Eind, Dagen: t.Dagen(op),
		})
	}
	facts = append(facts, perioden(h, op)...)
	facts = append(facts, vormen(h, op)...)
	facts = append(facts, teVroeg(h, op)...)
	facts = append(facts, buiten("N", SoortTeltNietMee, h.TeltNietMee)...)
	return append(facts, buiten("S", SoortNietGestart, h.NietGestart)...)
}

func perioden(h procesregie.Historie, op procesregie.Date) []Feit {
	var facts []Feit
	for i, o := range h.Overlappen() {
		facts = append(facts, Feit{
			ID: "O" + strconv.Itoa(i+1), Soort: SoortOverlap, Trajecten: o.Trajecten, Van: o.Van, Tot: o.Tot, Dagen: dagen(o.Van, o.Tot, op), Aantal: o.Tegelijk,
		})
	}
	for i, g := range h.Gaten(op) {
		facts = append(facts, Feit{
			ID: "G" + strconv.Itoa(i+1), Soort: SoortGat, Trajecten: samen(g.Voor, g.Na), Van: g.Van, Tot: g.Tot, Dagen: g.Dagen(op), Voor: g.Voor, Na: g.Na,
		})
	}
	return facts
}

// dagen counts the days of a period, or until a day when it goes on; 0 when it has yet to
// begin then.
func dagen(van, tot, op procesregie.Date) int {
	if tot.IsZero() {
		tot = op
	}
	return max(van.DaysUntil(tot)+1, 0)
}

func vormen(h procesregie.Historie, op procesregie.Date) []Feit {
	var facts []Feit
	for i, v := range h.EerderGeprobeerd(op) {
		facts = append(facts, Feit{
			ID: "V" + strconv.Itoa(i+1), Soort: SoortVorm, Trajecten: samen(v.Eerder, v.Weer), Naam: v.Naam, Voor: v.Eerder, Na: v.Weer,
		})
	}
	return facts
}

// teVroeg is no fact when no trajectory ended before its time.
func teVroeg(h procesregie.Historie, op procesregie.Date) []Feit {
	early, over := procesregie.Nummers(h.TeVroegGestopt(op)), 0
	for _, t := range h.Trajecten {
		if t.Voorbij(op) {
			over++
		}
	}
	if len(early) == 0 {
		return nil
	}
	return []Feit{{ID: "VRG", Soort: SoortTeVroeg, Trajecten: early, Aantal: over}}
}

func buiten(letter string, soort Soort, rijen []procesregie.Levering) []Feit {
	var facts []Feit
	for i, l := range rijen {
		van, tot := l.Start, l.Eind
		if van.IsZero() {
			van, tot = l.ToegewezenVan, l.ToegewezenTot
		}
		facts = append(facts, Feit{ID: letter + strconv.Itoa(i+1), Soort: soort, Levering: l, Van: van, Tot: tot})
	}
	return facts
}
