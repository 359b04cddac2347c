package procesregie

import (
	"fmt"
	"slices"
)

// TrajectWeg takes back a trajectory that a member of the team recorded by mistake (TR-0); of
// one of several rows the row that was recorded last. What lists and messages say stays: a
// mistake in those is mended where it was made.
func TrajectWeg(h Hulp, jeugdige string, nummer int) (Hulp, error) {
	t, err := h.traject(jeugdige, nummer)
	if err != nil {
		return h, err
	}
	own := h.plaatsen(t, func(l Levering) bool { return l.Zelf })
	slices.Sort(own)
	after := h.zonder(own[max(len(own)-1, 0):])
	if left, found := after.begint(jeugdige, t); found && len(left.Leveringen) == len(t.Leveringen) {
		return h, refuse("TR-0", "traject", fmt.Sprintf("Traject %d komt uit een lijst of een bericht van de aanbieder. Ik haal alleen weg wat hier is vastgelegd. "+
			"Klopt het niet? Vraag de beheerder om het in de bron te laten verbeteren.", t.Nummer))
	}
	return after, nil
}

// EindeWeg takes back the end of a trajectory that goes on after all, with the reason and the
// result (TR-3). An end that a message says stays, and an end without which two trajectories
// become one.
func EindeWeg(h Hulp, jeugdige string, nummer int) (Hulp, error) {
	t, err := h.traject(jeugdige, nummer)
	if err != nil {
		return h, err
	}
	if t.Eind.IsZero() {
		return h, refuse("TR-3", "traject", fmt.Sprintf("Van traject %d staat er geen einde.", t.Nummer))
	}
	open := h.zonder(h.plaatsen(t, func(l Levering) bool { return l.Zelf && l.Eind == t.Eind }))
	if left, found := open.begint(jeugdige, t); !found || !left.Eind.IsZero() { // what a message says is there without our row
		open = h.zonderEinde(t)
	}
	before, _ := h.Historie(jeugdige)
	after, _ := open.Historie(jeugdige)
	left, found := open.begint(jeugdige, t)
	switch {
	case len(after.Trajecten) != len(before.Trajecten):
		return h, refuse("TR-0", "traject", fmt.Sprintf("Zonder einde loopt traject %d over in een ander traject met dezelfde hulp bij dezelfde aanbieder.", t.Nummer))
	case !found || !left.Eind.IsZero():
		return h, refuse("TR-3", "traject", fmt.Sprintf("Het einde van traject %d staat in een bericht van de aanbieder. Klopt het niet? "+
			"Vraag de aanbieder om een nieuw bericht. Een andere dag vul je in met: traject einde, en verbeter=ja", t.Nummer))
	}
	return open, nil
}

// zonderEinde is the help in which the rows of a trajectory that end last go on.
func (h Hulp) zonderEinde(t Traject) Hulp {
	places := h.plaatsen(t, func(l Levering) bool { return l.Eind == t.Eind })
	h.Rijen = slices.Clone(h.Rijen)
	for _, i := range places {
		l := &h.Rijen[i]
		l.Eind, l.Reden, l.RedenAfgeleid, l.Resultaat, l.Waardoor = Date{}, "", false, "", ""
	}
	return h
}

// zonder is the help without some of its rows.
func (h Hulp) zonder(places []int) Hulp {
	rows := h.Rijen
	h.Rijen = nil
	for i, l := range rows {
		if !slices.Contains(places, i) {
			h.Rijen = append(h.Rijen, l)
		}
	}
	return h
}

// begint returns the trajectory that begins as another one: the same help since the same day.
func (h Hulp) begint(jeugdige string, as Traject) (t Traject, found bool) {
	one, _ := h.Historie(jeugdige)
	for _, t := range one.Trajecten {
		if t.Start == as.Start && t.Hulpvorm == as.Hulpvorm && t.Productcategorie == as.Productcategorie && t.AGB == as.AGB && t.Aanbieder == as.Aanbieder {
			return t, true
		}
	}
	return Traject{}, false
}

// plaatsen returns where in Rijen the rows of a trajectory stand of which something holds.
func (h Hulp) plaatsen(t Traject, holds func(Levering) bool) (places []int) {
	rows, from := h.LeveringenMetBron()
	for i, l := range rows {
		if from[i] >= 0 && slices.Contains(t.Leveringen, l) && holds(h.Rijen[from[i]]) {
			places = append(places, from[i])
		}
	}
	return places
}
