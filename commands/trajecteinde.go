package commands

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// trajectEindeVelden are what the end of a trajectory needs. Where it is known what runs, that
// is on offer; with one trajectory of one young person there is nothing to choose.
func trajectEindeVelden(c *Call) []Veld {
	list := []Veld{
		zaakVeld(),
		{Naam: "jeugdige", Label: "Jeugdige", Hint: "De code van de jeugdige, zoals J1. Leeg: als er maar één is", Soort: soortJeugdige, Optional: true},
		{Naam: "traject", Label: "Traject", Hint: "Het nummer. Leeg: als er maar één loopt", Max: 50, Optional: true},
		{Naam: "datum", Label: "Laatste dag", Hint: "De laatste dag van de hulp", Soort: soortDatum, Voorbij: true},
		keuzeVeld(Veld{Naam: "reden", Label: "Waarom stopte het?", Hint: "De reden van het einde"}, eindredenen, procesregie.RedenenBeeindiging),
		keuzeVeld(Veld{Naam: "hielp", Label: "Hielp het?", Hint: "Wat vinden de jeugdige, de ouders en jij?"}, hielpen, nil),
		{Naam: "waardoor", Label: "Waardoor?", Hint: "Waardoor hielp het, of juist niet? In een paar woorden, zonder namen", Soort: soortAlinea, Max: 300, Optional: true},
		{Naam: "verbeter", Label: "Einddatum verbeteren", Hint: "Kies ja als er een verkeerde einddatum staat", Soort: soortJaNee, Optional: true},
	}
	if h, ok := c.bekendeHulp(); ok {
		c.biedAan(&list[1], &list[2], h)
	}
	return list
}

// biedAan offers the trajectories that can be chosen: those that run first, then those of which
// it is not known whether they helped. The others can be typed.
func (c *Call) biedAan(who, which *Veld, h procesregie.Hulp) {
	all := h.Geschiedenis()
	if len(all) == 0 {
		return
	}
	code := c.genoemd("jeugdige", func(word string) bool { return slices.Contains(codesVan(all), strings.ToUpper(word)) })
	list, named := c.kiesbaar(all, code)
	who.Hint = "Bekend: " + shorten(procesregie.List(codesVan(all)))
	offer := Veld{Naam: which.Naam, Label: which.Label, Hint: "Wat loopt, staat bovenaan", Soort: soortKeuze, Ook: voluit(all), Gelijk: map[string]string{}}
	offer.Anders = "Dit traject staat er niet, of niet meer zo. Je ziet ze met: traject toon zaak=" + h.Zaaknummer
	var runs []string
	for _, e := range list {
		value := e.versta(&offer, named && (code == "" || procesregie.ZaakKey(code) == procesregie.ZaakKey(e.jeugdige)))
		if e.Loopt(c.Vandaag) {
			runs = append(runs, value)
		}
		if e.open(c.Vandaag) && len(offer.Keuzes) < bot.MaxChoices {
			offer.Keuzes, offer.Namen = append(offer.Keuzes, value), append(offer.Namen, e.naam(c.Vandaag, !named))
		}
	}
	if offer.Optional = len(runs) == 1; offer.Optional {
		offer.Begin = runs[0]
	}
	if len(offer.Keuzes) > 0 { // else all is over and told: the number can be typed
		*which = offer
	}
}

// versta has a field understand a trajectory by its number with the code of the young person, and by
// its number alone where that is clear. It gives what the field says for it.
func (e eindbaar) versta(v *Veld, alone bool) string {
	number, value := strconv.Itoa(e.Nummer), keus(e.jeugdige, e.Traject)
	v.Ook, v.Gelijk[e.jeugdige+" "+number] = append(v.Ook, number, value), value
	if alone {
		v.Gelijk[number] = value
	}
	return value
}

// keus is a trajectory as a button says it: the number that it is shown with moves when help
// becomes known that began earlier. A form sends the same.
func keus(who string, t procesregie.Traject) string { return who + " " + kenmerk(t) }

// nummerVan returns the number by now of a trajectory of a young person; 0 when it is not there
// any more, or not as it was.
func nummerVan(h procesregie.Hulp, who, mark string) int {
	if codes := h.Jeugdigen(); who == "" && len(codes) == 1 {
		who = codes[0]
	}
	one, _ := h.Historie(who)
	for _, t := range one.Trajecten {
		if kenmerk(t) == mark {
			return t.Nummer
		}
	}
	return 0
}

// voluit names all trajectories with their young person: J1 4.
func voluit(all []procesregie.Historie) (list []string) {
	for _, h := range all {
		for _, t := range h.Trajecten {
			list = append(list, h.Jeugdige+" "+strconv.Itoa(t.Nummer))
		}
	}
	return list
}

// eindbaar is a trajectory of a young person.
type eindbaar struct {
	procesregie.Traject
	jeugdige string
}

// kiesbaar returns the trajectories of the young person who is named by a code, what is over last;
// those of all when it is not clear who is meant, or a trajectory of another one was chosen.
func (c *Call) kiesbaar(all []procesregie.Historie, code string) (list []eindbaar, named bool) {
	chosen, _, ofOther := strings.Cut(c.genoemd("traject", func(string) bool { return false }), " ")
	ofOther = ofOther && procesregie.ZaakKey(chosen) != procesregie.ZaakKey(code)
	for _, h := range all {
		if named = len(all) == 1 || !ofOther && procesregie.ZaakKey(h.Jeugdige) == procesregie.ZaakKey(code); named {
			all = []procesregie.Historie{h}
			break
		}
	}
	for _, h := range all {
		for _, t := range h.Trajecten {
			list = append(list, eindbaar{t, h.Jeugdige})
		}
	}
	slices.SortStableFunc(list, func(a, b eindbaar) int {
		return map[bool]int{true: 1}[a.Voorbij(c.Vandaag)] - map[bool]int{true: 1}[b.Voorbij(c.Vandaag)]
	})
	return list, named
}

func codesVan(all []procesregie.Historie) (codes []string) {
	for _, h := range all {
		codes = append(codes, h.Jeugdige)
	}
	return codes
}

// open reports whether there is something to tell yet about how a trajectory ended.
func (e eindbaar) open(op procesregie.Date) bool {
	return !e.Voorbij(op) || e.Resultaat == "" || e.Resultaat == procesregie.ResultaatOnbekend
}

// naam is a trajectory as a choice in a form.
func (e eindbaar) naam(op procesregie.Date, who bool) string {
	text := fmt.Sprintf("%d: %s bij %s", e.Nummer, e.Vorm(), aanbieder(e.Aanbieder, e.AGB))
	if who {
		text = e.jeugdige + " " + text
	}
	when := ", sinds " + e.Start.Compact()
	if e.Voorbij(op) {
		when = ", t/m " + e.Eind.Compact()
	}
	if room := bot.MaxLabel - len([]rune(when)); len([]rune(text)) > room {
		text = string([]rune(text)[:room-1]) + "…"
	}
	return text + when
}

// trajectEinde records how a trajectory ended, and whether it helped (TR-3).
func trajectEinde(c *Call) (Reply, error) {
	k, h, err := c.eigenHulp()
	if err != nil {
		return Reply{}, err
	}
	e, err := c.einde(h)
	if err != nil {
		return Reply{}, err
	}
	one, _ := h.Historie(e.Jeugdige)
	h, err = procesregie.BeeindigTraject(h, e, c.Vandaag)
	if err != nil {
		return Reply{}, err
	}
	if err := c.saveHulp(k, h); err != nil {
		return Reply{}, err
	}
	after, _ := h.Historie(e.Jeugdige)
	t := beeindigd(after, one.Trajecten[e.Nummer-1], e)
	if err := c.tellOther(k, fmt.Sprintf("het einde van traject %d van %s is vastgelegd: %s.", t.Nummer, after.Jeugdige, t.Eind.Dutch())); err != nil {
		return Reply{}, err
	}
	return c.geeindigd(k, after, t), nil
}

// geeindigd is the reply to the end of a trajectory.
func (c *Call) geeindigd(k procesregie.Casus, h procesregie.Historie, t procesregie.Traject) Reply {
	day := t.Eind.AddDays(1)
	if day.Before(c.Vandaag) {
		day = c.Vandaag
	}
	left := fmt.Sprintf("Daarna loopt er van %s geen traject meer.", h.Jeugdige)
	if running := h.Lopend(day); len(running) > 0 {
		left = fmt.Sprintf("Van %s loopt dan nog: %s.", h.Jeugdige, nummers(procesregie.Nummers(running)))
	}
	r := say(fmt.Sprintf("**Einde van traject %d van %s vastgelegd**: %s.", t.Nummer, h.Jeugdige, t.Eind.Dutch()),
		bullets([]string{trajectLine(t, c.Vandaag)}), left, "Zet dit ook in het dossier.")
	return c.trajectKnoppen(r, k, "einde").button("Klopt niet: einde weg", wegLine(k, h.Jeugdige, t, wegEinde))
}

// einde reads which trajectory is meant, and how it ended.
func (c *Call) einde(h procesregie.Hulp) (procesregie.Einde, error) {
	e := procesregie.Einde{
		Jeugdige: c.Text("jeugdige"), Eind: c.Date("datum"), Reden: codeVan(eindredenen, c.Text("reden")),
		Resultaat: codeVan(hielpen, c.Text("hielp")), Waardoor: c.Text("waardoor"), Verbeter: c.Text("verbeter") == "ja",
	}
	err := c.welk(&e, h)
	return e, err
}

// welk reads which trajectory of which young person is meant: 4, J1 4, or as a form sends it.
func (c *Call) welk(e *procesregie.Einde, h procesregie.Hulp) error {
	if which := strings.Fields(c.Text("traject")); len(which) > 0 {
		last := which[len(which)-1]
		if len(which) > 1 && e.Jeugdige != "" && procesregie.ZaakKey(which[0]) != procesregie.ZaakKey(e.Jeugdige) {
			return &procesregie.Refusal{Field: "traject", Text: fmt.Sprintf("Dit is een traject van %s, en je noemt %s. Kies één van de twee.", which[0], e.Jeugdige)}
		}
		if len(which) > 1 {
			e.Jeugdige = which[0]
		}
		var err error
		if e.Nummer, err = strconv.Atoi(last); err != nil { // what is no number of any is the number of none
			e.Nummer = nummerVan(h, e.Jeugdige, last)
		}
	}
	return c.vulAan(e, h)
}

// vulAan fills in what there is no choice about: the one young person, the one trajectory that
// runs. Without help at all the rule says what to do.
func (c *Call) vulAan(e *procesregie.Einde, h procesregie.Hulp) error {
	all := h.Geschiedenis()
	if e.Jeugdige == "" && len(all) == 1 {
		e.Jeugdige = all[0].Jeugdige
	}
	if c.Has("traject") || len(all) == 0 {
		if e.Jeugdige == "" && len(all) > 0 {
			return &procesregie.Refusal{Field: "jeugdige", Text: fmt.Sprintf("Zeg erbij van wie: %s.", procesregie.ListOr(codesVan(all)))}
		}
		return nil
	}
	runs := lopendVan(all, e.Jeugdige, c.Vandaag)
	if len(runs) != 1 {
		return &procesregie.Refusal{Field: "traject", Text: welkTraject(h.Zaaknummer, len(runs))}
	}
	e.Jeugdige, e.Nummer = runs[0].jeugdige, runs[0].Nummer
	return nil
}

// lopendVan returns the trajectories that run of one young person, or of all for "".
func lopendVan(all []procesregie.Historie, jeugdige string, op procesregie.Date) (runs []eindbaar) {
	for _, one := range all {
		if jeugdige != "" && procesregie.ZaakKey(one.Jeugdige) != procesregie.ZaakKey(jeugdige) {
			continue
		}
		for _, t := range one.Lopend(op) {
			runs = append(runs, eindbaar{t, one.Jeugdige})
		}
	}
	return runs
}

func welkTraject(zaak string, runs int) string {
	if runs == 0 {
		return fmt.Sprintf("Er loopt nu geen traject. Kies het nummer van een traject dat voorbij is. Je ziet ze met: traject toon zaak=%s", zaak)
	}
	return fmt.Sprintf("Er lopen nu %d trajecten. Kies het nummer. Je ziet ze met: traject toon zaak=%s", runs, zaak)
}

// beeindigd returns a trajectory after its end: its number can be another one then.
func beeindigd(h procesregie.Historie, old procesregie.Traject, e procesregie.Einde) procesregie.Traject {
	for _, t := range h.Trajecten {
		if t.Start == old.Start && t.Hulpvorm == old.Hulpvorm && t.AGB == old.AGB && t.Eind == e.Eind && (old.AGB != "" || t.Aanbieder == old.Aanbieder) {
			return t
		}
	}
	return h.Trajecten[e.Nummer-1]
}
