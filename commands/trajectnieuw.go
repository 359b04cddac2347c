package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// maxAanbieder is how many characters the name of a provider may have; an import takes more.
const maxAanbieder = 100

// trajectNieuwVelden are what a trajectory needs. The young people who are known stand with the
// question; another code is a young person more.
func trajectNieuwVelden(c *Call) []Veld {
	who := Veld{Naam: "jeugdige", Label: "Jeugdige", Hint: "De code van de jeugdige, zoals J1. Geen naam.", Soort: soortJeugdige}
	if h, ok := c.bekendeHulp(); ok {
		codes := h.Jeugdigen()
		if who.Begin = "J1"; len(codes) == 1 {
			who.Begin = codes[0]
		}
		if len(codes) > 1 {
			who.Begin = ""
		}
		if known := procesregie.List(codes); known != "" && len(known) < 60 {
			who.Hint = "Bekend: " + known + ". Een andere code is een andere jeugdige. Geen naam."
		}
	}
	return []Veld{
		zaakVeld(), who,
		keuzeVeld(Veld{Naam: "hulpvorm", Label: "Vorm van hulp", Hint: "Bij twijfel: waar is de jeugdige tijdens de hulp?"}, hulpvormen, procesregie.Hulpvormen),
		{Naam: "aanbieder", Label: "Aanbieder", Hint: "De naam van de organisatie, steeds hetzelfde geschreven", Max: maxAanbieder},
		{Naam: "start", Label: "Eerste dag", Hint: "De eerste dag van de hulp", Soort: soortDatum, Voorbij: true},
		{Naam: "eind", Label: "Laatste dag", Hint: "Alleen als de hulp al voorbij is, of het einde vaststaat", Soort: soortDatum, Voorbij: true, Optional: true},
		{Naam: "aanleiding", Label: "Aanleiding", Hint: "Waarom begon de hulp? Kort, zonder namen", Soort: soortAlinea, Max: 300, Optional: true},
		{Naam: "crisis", Label: "Begon het met crisis?", Hint: "Is de hulp begonnen als crisishulp?", Soort: soortAntwoord, Optional: true},
	}
}

// trajectNieuw adds a trajectory that is in no list and no message.
func trajectNieuw(c *Call) (Reply, error) {
	k, h, err := c.eigenHulp()
	if err != nil {
		return Reply{}, err
	}
	before, _ := h.Historie(c.Text("jeugdige"))
	h, err = procesregie.NieuwTraject(h, procesregie.Levering{
		Jeugdige: c.Text("jeugdige"), Hulpvorm: codeVan(hulpvormen, c.Text("hulpvorm")), Aanbieder: c.Text("aanbieder"),
		Start: c.Date("start"), Eind: c.Date("eind"), Aanleiding: c.Text("aanleiding"), Crisis: c.Answer("crisis"),
	}, c.Vandaag)
	if err != nil {
		return Reply{}, err
	}
	if err := c.saveHulp(k, h); err != nil {
		return Reply{}, err
	}
	after, _ := h.Historie(c.Text("jeugdige"))
	added := h.Rijen[len(h.Rijen)-1]
	if err := c.tellOther(k, fmt.Sprintf("er is een traject van %s vastgelegd, vanaf %s.", added.Jeugdige, added.Start.Dutch())); err != nil {
		return Reply{}, err
	}
	return c.trajectErbij(k, before, after, added), nil
}

// trajectErbij is the reply to a new trajectory: what was stored, and what it makes of the count.
func (c *Call) trajectErbij(k procesregie.Casus, before, after procesregie.Historie, added procesregie.Levering) Reply {
	t := trajectMet(after, added)
	first := ""
	if len(before.Trajecten)+len(before.TeltNietMee)+len(before.NietGestart) == 0 {
		first = fmt.Sprintf("%s is nieuw in deze casus. Klopt de code?", after.Jeugdige)
	}
	total := fmt.Sprintf("%s heeft nu %s (%s).", after.Jeugdige, procesregie.Count(len(after.Trajecten), "traject", "trajecten"), kortGeteld(after))
	if len(after.Trajecten) <= len(before.Trajecten) {
		total = "Er zit geen hele dag tussen deze hulp en dezelfde hulp bij dezelfde aanbieder. Daarom telt het als één traject. " + total
	}
	r := say(fmt.Sprintf("**Vastgelegd bij %s in %s**", after.Jeugdige, k.Zaaknummer), bullets([]string{trajectLine(t, c.Vandaag)}), first, total)
	who := fmt.Sprintf(" zaak=%s jeugdige=%s", k.Zaaknummer, after.Jeugdige)
	if t.Eind.IsZero() || t.Resultaat == "" {
		r = r.button("Einde vastleggen", fmt.Sprintf("traject einde%s traject=%s", who, bot.Quote(keus(after.Jeugdige, t))))
	}
	return r.button("Nog een traject", "traject nieuw"+who).button("Trajecten", "traject toon zaak="+k.Zaaknummer).
		button("Klopt niet: haal weg", wegLine(k, after.Jeugdige, t, wegTraject))
}

// trajectMet returns the trajectory of a history in which a row stands.
func trajectMet(h procesregie.Historie, l procesregie.Levering) procesregie.Traject {
	for _, t := range h.Trajecten {
		for _, row := range t.Leveringen {
			if row == l {
				return t
			}
		}
	}
	return procesregie.Traject{}
}
