package procesregie

import "slices"

// Vorm is a form of help with the trajectories in which it was tried.
type Vorm struct {
	Naam   string // in Dutch
	Eerder []int  // trajectories that ended, by number; never empty
	Weer   []int  // trajectories of this form that run now, and began after one of it had ended
}

// EerderGeprobeerd returns the forms of help of the trajectories that ended before a day,
// in the order in which they were first tried (TR-3).
func (h Historie) EerderGeprobeerd(op Date) []Vorm {
	var forms []Vorm
	place := map[string]int{}
	for _, t := range h.Trajecten {
		if !t.Voorbij(op) {
			continue
		}
		key := vormSleutel(t.Hulpvorm, t.Productcategorie)
		i, known := place[key]
		if !known {
			i = len(forms)
			place[key] = i
			forms = append(forms, Vorm{Naam: t.Vorm()})
		}
		forms[i].Eerder = append(forms[i].Eerder, t.Nummer)
	}
	for _, t := range h.Lopend(op) {
		i, known := place[vormSleutel(t.Hulpvorm, t.Productcategorie)]
		ended := func(n int) bool { return h.Trajecten[n-1].Eind.Before(t.Start) }
		if known && slices.ContainsFunc(forms[i].Eerder, ended) {
			forms[i].Weer = append(forms[i].Weer, t.Nummer)
		}
	}
	return forms
}

// Hielp returns the numbers of the trajectories with a result of [Resultaten], or with
// none recorded for "" (TR-3).
func (h Historie) Hielp(resultaat string) []int {
	return Nummers(h.kies(func(t Traject) bool { return t.Resultaat == resultaat }))
}
