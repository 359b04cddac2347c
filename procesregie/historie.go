package procesregie

import (
	"maps"
	"slices"
)

// Historie is the help of one young person, counted (TR-0). Every row stands in it once:
// in a trajectory, in TeltNietMee or in NietGestart.
type Historie struct {
	Jeugdige    string
	Trajecten   []Traject  // numbered from 1
	TeltNietMee []Levering // transport and measures, also when they did not start
	NietGestart []Levering // assigned, not started
	Geweigerd   int        // rows about this young person that an import refused; 0: not known, see [Hulp]
}

// Telwijze says how trajectories are counted. It stands with every count (TR-0).
const Telwijze = "Een traject is één vorm van hulp bij één aanbieder. Zit er geen hele dag tussen, dan is het één traject. " +
	"Vervoer, jeugdreclassering, jeugdbescherming, preventief justitieel kader en hulp die niet begon, tellen niet mee. Deze manier van tellen komt van het CBS."

// BronMist says what the sources of help do not know. It stands with every count (TR-0);
// geweigerd is how many rows an import refused, 0 or less when that is not known.
func BronMist(geweigerd int) []string {
	refused := "hulp die bij het inlezen is geweigerd"
	if geweigerd > 0 {
		refused = Count(geweigerd, "rij die bij het inlezen is geweigerd", "rijen die bij het inlezen zijn geweigerd")
	}
	return []string{"hulp met een pgb", "hulp van voor een verhuizing", "hulp die voor de veiligheid niet is doorgegeven", refused}
}

// Geschiedenis counts the help of the young people of one casus: a Historie each, by
// their code (J2 before J10; capitals make no difference). The order of the rows makes no
// difference, and the list stays as it is. Rows must have passed [Levering.Check].
func Geschiedenis(list []Levering) []Historie {
	perJeugdige := map[string][]Levering{}
	for _, l := range list {
		key := ZaakKey(l.Jeugdige)
		perJeugdige[key] = append(perJeugdige[key], l)
	}
	var all []Historie
	for _, key := range slices.SortedFunc(maps.Keys(perJeugdige), vergelijkJeugdige) {
		all = append(all, historie(perJeugdige[key]))
	}
	return all
}

func historie(rijen []Levering) Historie {
	h := Historie{Jeugdige: slices.MinFunc(rijen, func(a, b Levering) int { return vergelijkJeugdige(a.Jeugdige, b.Jeugdige) }).Jeugdige}
	var count []Levering
	for _, rij := range rijen {
		switch {
		case !TeltMee(rij.Productcategorie):
			h.TeltNietMee = append(h.TeltNietMee, rij)
		case rij.Start.IsZero():
			h.NietGestart = append(h.NietGestart, rij)
		default:
			count = append(count, rij)
		}
	}
	slices.SortFunc(h.TeltNietMee, vergelijkLevering)
	slices.SortFunc(h.NietGestart, vergelijkToewijzing)
	h.Trajecten = tel(count)
	return h
}

// vergelijkToewijzing orders what was assigned by when it may begin.
func vergelijkToewijzing(a, b Levering) int {
	if c := a.ToegewezenVan.Compare(b.ToegewezenVan); c != 0 {
		return c
	}
	return vergelijkLevering(a, b)
}

// Lopend returns the trajectories that run on a day, by number.
func (h Historie) Lopend(op Date) []Traject {
	return h.kies(func(t Traject) bool { return t.Loopt(op) })
}

// TeVroegGestopt returns the trajectories that ended before their time, by number (TR-3).
func (h Historie) TeVroegGestopt(op Date) []Traject {
	return h.kies(func(t Traject) bool { return t.TeVroeg(op) })
}

func (h Historie) kies(wel func(Traject) bool) []Traject {
	var list []Traject
	for _, t := range h.Trajecten {
		if wel(t) {
			list = append(list, t)
		}
	}
	return list
}

// Nummers returns the numbers of trajectories.
func Nummers(list []Traject) []int {
	numbers := make([]int, 0, len(list))
	for _, t := range list {
		numbers = append(numbers, t.Nummer)
	}
	return numbers
}
