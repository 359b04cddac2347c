package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// Einde is how a trajectory ended, and whether it helped (TR-3).
type Einde struct {
	Jeugdige  string
	Nummer    int    // of the trajectory, as [Geschiedenis] counts
	Eind      Date   // last day; up to half a year ahead when it is agreed on already
	Reden     string // one of [RedenenBeeindiging]
	Resultaat string // one of [Resultaten]
	Waardoor  string // why it helped or not; empty keeps what is known with the same Resultaat
	Verbeter  bool   // the end that is known is wrong, also when it is past
}

// BeeindigTraject records how a trajectory ended. It is written into Rijen, for help that only
// messages know as a row of our own with the same number and start: what messages say later
// goes on with it. Of a trajectory that is over the reason and result may be told still; its
// last day changes only with Verbeter. All other trajectories stay as they are.
func BeeindigTraject(h Hulp, e Einde, vandaag Date) (Hulp, error) {
	t, err := h.traject(e.Jeugdige, e.Nummer)
	if err != nil {
		return h, err
	}
	if err := first(e.checkDag(t, vandaag), e.checkWoorden()); err != nil {
		return h, err
	}
	if e.Waardoor = strings.TrimSpace(e.Waardoor); e.Waardoor == "" && e.Resultaat == t.Resultaat {
		e.Waardoor = t.Waardoor
	}
	ended := h.eindig(t, e)
	if !alleenDit(h, ended, t, e) {
		return h, refuse("TR-0", "datum", fmt.Sprintf("Met dit einde loopt traject %d over in een ander traject met dezelfde hulp bij dezelfde aanbieder. Controleer de datum.", t.Nummer))
	}
	return ended, nil
}

// traject returns a trajectory by the code of the young person and its number.
func (h Hulp) traject(jeugdige string, nummer int) (Traject, error) {
	one, known := h.Historie(jeugdige)
	switch codes := h.Jeugdigen(); {
	case len(codes) == 0:
		return Traject{}, refuse("TR-0", "jeugdige", fmt.Sprintf("Bij %s is nog geen hulp bekend. Leg het traject eerst vast met: traject nieuw zaak=%s", h.Zaaknummer, h.Zaaknummer))
	case !known:
		return Traject{}, refuse("TR-0", "jeugdige", fmt.Sprintf("Ik ken geen hulp van een jeugdige met deze code bij %s. Wel van: %s.", h.Zaaknummer, List(codes)))
	case nummer < 1 || nummer > len(one.Trajecten):
		return Traject{}, refuse("TR-0", "traject", fmt.Sprintf("%s heeft %s. Bekijk de nummers met: traject toon zaak=%s",
			one.Jeugdige, Count(len(one.Trajecten), "traject", "trajecten"), h.Zaaknummer))
	}
	return one.Trajecten[nummer-1], nil
}

func (e Einde) checkDag(t Traject, vandaag Date) error {
	err := first(helpDay("datum", "Het einde", e.Eind, vandaag),
		notBefore("TR-0", "datum", stapOp{"Het einde", e.Eind}, stapOp{fmt.Sprintf("de start van traject %d", t.Nummer), t.Start}))
	if err != nil {
		return err
	}
	if t.Voorbij(vandaag) && t.Eind != e.Eind && !e.Verbeter {
		return refuse("TR-0", "datum", fmt.Sprintf("Traject %d is al voorbij: het eindigde op %s. Vul die dag in. Klopt die niet? Zeg dan ook: verbeter=ja", t.Nummer, t.Eind.Dutch()))
	}
	for _, l := range t.Leveringen {
		if l.Start.After(e.Eind) {
			return refuse("TR-0", "datum", fmt.Sprintf("Bij traject %d hoort ook hulp die op %s begon. Het einde kan niet daarvóór zijn.", t.Nummer, l.Start.Dutch()))
		}
	}
	return nil
}

func (e Einde) checkWoorden() error {
	if _, known := CodeNaam(RedenenBeeindiging, e.Reden); !known {
		return refuse("TR-3", "reden", "Kies waarom het traject eindigde.")
	}
	if !slices.Contains(Resultaten, e.Resultaat) {
		return refuse("TR-3", "hielp", "Kies of het hielp: "+ListOr(Resultaten)+".")
	}
	return nil
}

// eindig ends the rows of a trajectory that go on until its last day or longer.
func (h Hulp) eindig(t Traject, e Einde) Hulp {
	until := e.Eind
	if !t.Eind.IsZero() && t.Eind.Before(until) {
		until = t.Eind // it ended later than was known
	}
	rows, from := h.LeveringenMetBron()
	h.Rijen = slices.Clone(h.Rijen)
	for i, l := range rows {
		if !slices.Contains(t.Leveringen, l) || vergelijkEind(l.Eind, until) < 0 {
			continue
		}
		if from[i] < 0 {
			if l.Toewijzing != "" { // until when it is assigned is for the messages to say
				l.ToegewezenVan, l.ToegewezenTot = Date{}, Date{}
			}
			l.Zelf = true
			h.Rijen = append(h.Rijen, e.op(l))
			continue
		}
		own := h.Rijen[from[i]]
		own.Start = l.Start
		h.Rijen[from[i]] = e.op(own)
	}
	return h
}

// op writes the end into a row.
func (e Einde) op(l Levering) Levering {
	l.Eind, l.PauzeSinds = e.Eind, Date{}
	l.Reden, l.RedenAfgeleid, l.Resultaat, l.Waardoor = e.Reden, false, e.Resultaat, e.Waardoor
	return l
}

// alleenDit reports whether the end of one trajectory is all that changed.
func alleenDit(before, after Hulp, t Traject, e Einde) bool {
	list := Geschiedenis(after.Leveringen())
	for i, old := range Geschiedenis(before.Leveringen()) {
		if len(list[i].Trajecten) != len(old.Trajecten) {
			return false
		}
		own := ZaakKey(old.Jeugdige) == ZaakKey(e.Jeugdige)
		for _, other := range old.Trajecten {
			want := func(now Traject) bool { return slices.Equal(now.Leveringen, other.Leveringen) }
			if own && other.Nummer == t.Nummer {
				want = func(now Traject) bool { return e.staatIn(now, t) }
			}
			if !slices.ContainsFunc(list[i].Trajecten, want) {
				return false
			}
		}
	}
	return true
}

// staatIn reports whether a trajectory is the one that ended, and says so.
func (e Einde) staatIn(now, t Traject) bool {
	same := now.Start == t.Start && now.Hulpvorm == t.Hulpvorm && now.AGB == t.AGB
	return same && now.Eind == e.Eind && now.Reden == e.Reden && now.Resultaat == e.Resultaat && now.Waardoor == e.Waardoor
}
