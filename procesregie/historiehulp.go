package procesregie

import (
	"slices"
	"strconv"
)

// Vorm is a form of help with the trajectories in which it was tried.
type Vorm struct {
	Naam   string // in Dutch
	Eerder []int  // trajectories that ended, by number; never empty
	Weer   []int  // trajectories of this form that run now
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
		if i, known := place[vormSleutel(t.Hulpvorm, t.Productcategorie)]; known {
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

// Signaal is something in a history that asks for a look: TR-1 or TR-2.
type Signaal struct {
	Regel    string // "TR-1" or "TR-2"
	Jeugdige string
	Traject  int  // its number
	Op       Date // the day on which it began
	// Sleutel tells signals of one casus apart, also when an older trajectory becomes known
	// later and the numbers move up.
	Sleutel string
}

// Signalen returns the signals of a history on a day, by trajectory: TR-1 for every
// trajectory that has begun from number [TrajectInstelling.SignaalVanaf] on, TR-2 for every
// one that runs with one of the forms [TrajectInstelling.Verblijf]. Which of them were told
// before is for the caller.
func (h Historie) Signalen(in TrajectInstelling, op Date) []Signaal {
	var found []Signaal
	times := map[string]int{}
	for _, t := range h.Trajecten {
		form := vormSleutel(t.Hulpvorm, t.Productcategorie) + "/" + t.Start.String()
		times[form]++
		for _, regel := range signaalRegels(t, in, op) {
			key := regel + "/" + ZaakKey(h.Jeugdige) + "/" + form
			if n := times[form]; n > 1 { // the same form on the same day, at another provider
				key += "/" + strconv.Itoa(n)
			}
			found = append(found, Signaal{Regel: regel, Jeugdige: h.Jeugdige, Traject: t.Nummer, Op: t.Start, Sleutel: key})
		}
	}
	return found
}

func signaalRegels(t Traject, in TrajectInstelling, op Date) []string {
	var rules []string
	if t.Nummer >= in.SignaalVanaf && !t.Start.After(op) { // TR-1
		rules = append(rules, "TR-1")
	}
	if t.Loopt(op) && slices.Contains(in.Verblijf, t.Hulpvorm) { // TR-2
		rules = append(rules, "TR-2")
	}
	return rules
}
