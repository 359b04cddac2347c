package commands

import (
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// What can be taken back of a trajectory.
const (
	wegTraject = "traject"
	wegEinde   = "einde"
)

// kenmerkVeld is what a button says besides: which trajectory had the number then.
const kenmerkVeld = "kenmerk"

// wegLine is the line of a button that takes back what was just recorded. Numbers move when help
// becomes known later, and a button may be pressed twice: it holds for this trajectory only.
func wegLine(k procesregie.Casus, who string, t procesregie.Traject, what string) string {
	return fmt.Sprintf("traject weg zaak=%s jeugdige=%s traject=%d wat=%s %s=%s", k.Zaaknummer, who, t.Nummer, what, kenmerkVeld, kenmerk(t))
}

// kenmerk tells trajectories of a young person apart, without saying what they are.
func kenmerk(t procesregie.Traject) string {
	text := fmt.Sprint(t.Vorm(), t.Aanbieder, t.AGB, t.Start, t.Eind, t.Reden, t.Resultaat, len(t.Leveringen))
	return fmt.Sprintf("k%08x", crc32.ChecksumIEEE([]byte(text)))
}

// trajectWegVelden are what it takes to take back what was recorded by mistake.
func trajectWegVelden(c *Call) []Veld {
	list := []Veld{
		zaakVeld(),
		{Naam: "jeugdige", Label: "Jeugdige", Hint: "De code van de jeugdige, zoals J1. Leeg: als er maar één is", Soort: soortJeugdige, Optional: true},
		{Naam: "traject", Label: "Traject", Hint: "Het nummer, zoals het bij de trajecten staat", Max: 50},
		{
			Naam: "wat", Label: "Wat klopt niet?", Hint: "Het hele traject, of alleen het einde: dan loopt het weer", Soort: soortKeuze,
			Keuzes: []string{wegTraject, wegEinde}, Namen: []string{"het hele traject", "alleen het einde"},
		},
	}
	if c.typed(kenmerkVeld) {
		list = append(list, Veld{Naam: kenmerkVeld, Label: "Kenmerk", Max: 20, Optional: true})
	}
	return list
}

// trajectWeg takes back a trajectory, or its end, that was recorded by mistake.
func trajectWeg(c *Call) (Reply, error) {
	k, h, err := c.eigenHulp()
	if err != nil {
		return Reply{}, err
	}
	e := procesregie.Einde{Jeugdige: c.Text("jeugdige")}
	if err := c.welk(&e, h); err != nil {
		return Reply{}, err
	}
	one, _ := h.Historie(e.Jeugdige)
	if err := c.nogDezelfde(k, one, e.Nummer); err != nil {
		return Reply{}, err
	}
	mend, what := procesregie.TrajectWeg, "traject %d van %s is weggehaald: het klopte niet."
	if c.Text("wat") == wegEinde {
		mend, what = procesregie.EindeWeg, "het einde van traject %d van %s is weggehaald: het klopte niet."
	}
	after, err := mend(h, e.Jeugdige, e.Nummer)
	if err != nil {
		return Reply{}, err
	}
	if err := c.saveHulp(k, after); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, fmt.Sprintf(what, e.Nummer, one.Jeugdige)); err != nil {
		return Reply{}, err
	}
	return c.weggehaald(k, after, one.Trajecten[e.Nummer-1], one.Jeugdige), nil
}

// nogDezelfde refuses a button that was about another trajectory than has its number now.
func (c *Call) nogDezelfde(k procesregie.Casus, h procesregie.Historie, nummer int) error {
	if !c.Has(kenmerkVeld) || nummer > 0 && nummer <= len(h.Trajecten) && kenmerk(h.Trajecten[nummer-1]) == c.Text(kenmerkVeld) {
		return nil
	}
	return &procesregie.Refusal{Field: "traject", Text: "Deze knop is van eerder: sindsdien is er iets veranderd. Er is niets weggehaald. Kijk eerst met: traject toon zaak=" + k.Zaaknummer}
}

// weggehaald is the reply to what was taken back: what it was, and what is left.
func (c *Call) weggehaald(k procesregie.Casus, h procesregie.Hulp, was procesregie.Traject, who string) Reply {
	head := fmt.Sprintf("**Weggehaald bij %s in %s**. Dit stond er:", who, k.Zaaknummer)
	if c.Text("wat") == wegEinde {
		head = fmt.Sprintf("**Einde van traject %d van %s weggehaald**. Dit stond er:", was.Nummer, who)
	}
	now, known := h.Historie(who)
	total := fmt.Sprintf("%s heeft nu %s (%s).", who, procesregie.Count(len(now.Trajecten), "traject", "trajecten"), kortGeteld(now))
	if !known {
		total = fmt.Sprintf("Van %s is nu geen hulp meer bekend.", who)
	}
	left, note := c.staatNog(now, was), ""
	if left == "" && len(now.Trajecten) >= was.Nummer {
		note = "De nummers van latere trajecten zijn nu anders."
	}
	r := say(head, bullets([]string{trajectLine(was, c.Vandaag)}), left, total, note, "Staat het ook in het dossier? Verbeter het daar ook.")
	return r.button("Trajecten", "traject toon zaak="+k.Zaaknummer).button("Nieuw traject", "traject nieuw zaak="+k.Zaaknummer)
}

// staatNog says what is left of a trajectory of which something was taken back.
func (c *Call) staatNog(now procesregie.Historie, was procesregie.Traject) string {
	var lines []string
	for _, t := range now.Trajecten {
		same := t.Start == was.Start && t.Vorm() == was.Vorm() && t.Aanbieder == was.Aanbieder && t.AGB == was.AGB
		if same || slices.ContainsFunc(t.Leveringen, func(l procesregie.Levering) bool { return slices.Contains(was.Leveringen, l) }) {
			lines = append(lines, trajectLine(t, c.Vandaag))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "Dit staat er nu:\n\n" + bullets(lines)
}
