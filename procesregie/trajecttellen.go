package procesregie

import (
	"cmp"
	"slices"
	"strings"
)

// reeks is a trajectory in the making: rows of one form and provider that touch.
type reeks struct {
	vorm  string
	agb   string
	namen []string   // as compared, without the empty one
	eind  Date       // zero: goes on
	rijen []Levering // the first one begins first; the others in any order
}

func nieuweReeks(rij Levering) *reeks {
	return &reeks{
		vorm: vormSleutel(rij.Hulpvorm, rij.Productcategorie), agb: rij.AGB,
		namen: naamSleutel(rij.Aanbieder), eind: rij.Eind, rijen: []Levering{rij},
	}
}

func (r *reeks) start() Date { return r.rijen[0].Start }

// tel makes trajectories of the rows of one young person that count (TR-0). The order of
// the rows makes no difference.
func tel(rijen []Levering) []Traject {
	rijen = slices.SortedFunc(slices.Values(rijen), vergelijkLevering)
	reeksen := make([]*reeks, 0, len(rijen))
	for _, rij := range rijen {
		reeksen = append(reeksen, nieuweReeks(rij))
	}
	// A row can tell which AGB goes with a name after others have passed: then once more.
	for before := -1; before != len(reeksen); {
		before = len(reeksen)
		reeksen = veeg(reeksen)
	}
	return nummer(reeksen)
}

// veeg goes through series by their start and puts together what is one.
func veeg(reeksen []*reeks) []*reeks {
	var done, open []*reeks
	for _, r := range reeksen {
		// Starts only grow: what this one does not touch, no later one touches.
		still := open[:0]
		for _, o := range open {
			if raakt(o.eind, r.start()) {
				still = append(still, o)
			} else {
				done = append(done, o)
			}
		}
		open = voegBij(still, r)
	}
	done = append(done, open...)
	slices.SortFunc(done, func(a, b *reeks) int { return vergelijkLevering(a.rijen[0], b.rijen[0]) })
	return done
}

// raakt reports whether help from a day on follows help without a whole day in between.
func raakt(eind, start Date) bool { return eind.IsZero() || eind.DaysUntil(start) <= 1 }

// voegBij adds a series to the one it belongs to. One with an AGB may join one with that
// AGB and one without: then these are one. One without AGB whose name two providers have
// goes to the one that began first, for those two stay two.
func voegBij(open []*reeks, nieuw *reeks) []*reeks {
	thuis, known := nieuw, false
	rest := open[:0]
	for _, r := range open {
		switch {
		case r.vorm != thuis.vorm || !r.zelfdeAanbieder(thuis):
			rest = append(rest, r)
		case known:
			thuis.neem(r)
		default:
			r.neem(thuis)
			thuis, known = r, true
			rest = append(rest, r)
		}
	}
	if !known {
		rest = append(rest, thuis)
	}
	return rest
}

// neem takes over what another series holds.
func (r *reeks) neem(ander *reeks) {
	r.rijen = append(r.rijen, ander.rijen...)
	r.agb = cmp.Or(r.agb, ander.agb)
	for _, naam := range ander.namen {
		if !slices.Contains(r.namen, naam) {
			r.namen = append(r.namen, naam)
		}
	}
	if vergelijkEind(ander.eind, r.eind) > 0 {
		r.eind = ander.eind
	}
}

// zelfdeAanbieder compares by AGB where both have one, else by name (TR-0).
func (r *reeks) zelfdeAanbieder(ander *reeks) bool {
	if r.agb != "" && ander.agb != "" {
		return r.agb == ander.agb
	}
	return slices.ContainsFunc(r.namen, func(naam string) bool { return slices.Contains(ander.namen, naam) })
}

// naamSleutel is how names of providers are compared: capitals and spaces make no
// difference. An unknown name is the same as no other.
func naamSleutel(naam string) []string {
	if naam = strings.ToLower(strings.Join(strings.Fields(naam), " ")); naam == "" {
		return nil
	}
	return []string{naam}
}

// nummer makes trajectories of series, and numbers them by start, end and provider.
func nummer(reeksen []*reeks) []Traject {
	trajecten := make([]Traject, 0, len(reeksen))
	for _, r := range reeksen {
		trajecten = append(trajecten, r.traject())
	}
	slices.SortFunc(trajecten, func(a, b Traject) int {
		return cmp.Or(a.Start.Compare(b.Start), vergelijkEind(a.Eind, b.Eind), cmp.Compare(a.Aanbieder, b.Aanbieder),
			cmp.Compare(a.AGB, b.AGB), cmp.Compare(a.Hulpvorm, b.Hulpvorm), cmp.Compare(a.Productcategorie, b.Productcategorie),
			vergelijkLevering(a.Leveringen[0], b.Leveringen[0]))
	})
	for i := range trajecten {
		trajecten[i].Nummer = i + 1
	}
	return trajecten
}

// traject makes one trajectory of the rows: the first gives why and when it began, the
// one that ended last gives end, reason and result (TR-0).
func (r *reeks) traject() Traject {
	slices.SortFunc(r.rijen, vergelijkLevering)
	first, last := r.rijen[0], slices.MaxFunc(r.rijen, eindigtLater)
	t := Traject{
		Hulpvorm: first.Hulpvorm, Productcategorie: first.Productcategorie, AGB: r.agb, Verwijzer: first.Verwijzer,
		Crisis: first.Crisis, Aanleiding: first.Aanleiding, Start: first.Start, Eind: last.Eind,
		Reden: last.Reden, RedenAfgeleid: last.RedenAfgeleid, Resultaat: last.Resultaat, Waardoor: last.Waardoor, Leveringen: r.rijen,
	}
	for _, rij := range r.rijen {
		t.Aanbieder = cmp.Or(t.Aanbieder, rij.Aanbieder)
	}
	t.PauzeSinds = pauze(r.rijen, last.Eind)
	return t
}

// pauze returns since when a trajectory is in a pause: all rows that go on the longest
// are. Zero: it is not.
func pauze(rijen []Levering, eind Date) Date {
	var since Date
	for _, rij := range rijen {
		switch {
		case rij.Eind != eind:
		case rij.PauzeSinds.IsZero():
			return Date{}
		case since.IsZero() || rij.PauzeSinds.After(since):
			since = rij.PauzeSinds
		}
	}
	return since
}
