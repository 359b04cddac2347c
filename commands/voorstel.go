package commands

import (
	"fmt"
	"strconv"

	"github.com/regiebot/regiebot/procesregie"
)

var voorstelVelden = velden(zaakVeld(),
	Veld{Naam: "nr", Label: "Nummer", Hint: "Het nummer van het voorstel. Het staat bij de casus.", Max: 6},
	Veld{Naam: "besluit", Label: "Besluit", Hint: "Intrekken kan wie het voorstelde", Soort: soortKeuze, Keuzes: []string{"bevestigen", "afwijzen", "intrekken"}})

var besluiten = map[string]procesregie.Besluit{
	"bevestigen": procesregie.Bevestigd, "afwijzen": procesregie.Afgewezen, "intrekken": procesregie.Ingetrokken,
}

// stelVoor keeps the end of a VPR as a proposal, and asks the duo-partner and the
// gedragswetenschapper to confirm it: it is done by two persons (VPR-10).
func (c *Call) stelVoor(k procesregie.Casus, v procesregie.Voorstel) (Reply, error) {
	k, err := procesregie.StelVoor(k, v, c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	v, nr := k.OpenVoorstel(c.Vandaag)
	c.about(k, "voorstel "+string(v.Soort))
	who := c.Praktijk.Beslissers(k, c.Lid.Gebruiker)
	for _, name := range who {
		told := say(fmt.Sprintf("**%s vraagt je mee te beslissen over %s**: %s.", c.naam(c.Lid.Gebruiker), k.Zaaknummer, v.Tekst()), v.Waarom(),
			"Eén bevestiging is genoeg. Tot die tijd blijft het een VPR.")
		if err := c.tell(name, k, c.decideButtons(told, k, nr), "VPR-10"); err != nil {
			return Reply{}, err
		}
	}
	return say(fmt.Sprintf("**Voorgesteld voor %s**: %s.", k.Zaaknummer, v.Tekst()),
		fmt.Sprintf("Een VPR afschalen of sluiten doe je met twee personen. Gevraagd: %s. Er verandert niets tot iemand bevestigt (regel VPR-10).", c.een(who)),
		fmt.Sprintf("Het voorstel blijft %s staan.", procesregie.Count(procesregie.VoorstelDagen, "dag", "dagen"))).
		button("Voorstel intrekken", voorstelLine(k, nr, "intrekken")).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

func voorstelLine(k procesregie.Casus, nr int, besluit string) string {
	return fmt.Sprintf("casus voorstel zaak=%s nr=%d besluit=%s", k.Zaaknummer, nr, besluit)
}

func (c *Call) decideButtons(r Reply, k procesregie.Casus, nr int) Reply {
	return r.button("Bevestigen", voorstelLine(k, nr, "bevestigen")).button("Afwijzen", voorstelLine(k, nr, "afwijzen")).
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

// casusVoorstel decides a proposal. The number says which: a button of an earlier one
// decides nothing.
func casusVoorstel(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	nr, err := strconv.Atoi(c.Text("nr"))
	if err != nil {
		return Reply{}, &procesregie.Refusal{Field: "nr", Text: fmt.Sprintf("Een nummer is een getal. Bekijk de casus met: casus toon zaak=%s.", k.Zaaknummer)}
	}
	k, v, err := procesregie.BeslisVoorstel(k, nr, besluiten[c.Text("besluit")], c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	c.about(k, "voorstel "+string(v.Besluit))
	text := fmt.Sprintf("**%s: het voorstel is %s**: %s.", k.Zaaknummer, v.Besluit, v.Tekst())
	for _, name := range c.voorstelToe(k, v) {
		if err := c.tell(name, k, say(text, c.wieBesliste(v)).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), "VPR-10"); err != nil {
			return Reply{}, err
		}
	}
	return c.decided(k, v, text), nil
}

func (c *Call) wieBesliste(v procesregie.Voorstel) string {
	if v.Beslist == v.Door {
		return "Door " + c.naam(v.Door) + "."
	}
	return fmt.Sprintf("Door %s, op voorstel van %s.", c.naam(v.Beslist), c.naam(v.Door))
}

// voorstelToe is who hears how a proposal ended: who made it, who steers the case, and
// who was asked.
func (c *Call) voorstelToe(k procesregie.Casus, v procesregie.Voorstel) []string {
	var names []string
	seen := map[string]bool{}
	for _, name := range append([]string{v.Door, k.Regisseur}, c.Praktijk.Beslissers(k, v.Door)...) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

func (c *Call) decided(k procesregie.Casus, v procesregie.Voorstel, text string) Reply {
	switch {
	case v.Besluit != procesregie.Bevestigd:
		return say(text, "Het blijft een VPR.").button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
	case v.Soort == procesregie.VoorstelSluiten:
		return closed(k)
	}
	r := say(text, "Op- en afschalen beslis je in het aanmeldteam. Bij twijfel beslist de gedragswetenschapper.")
	if c.toegang(k) < procesregie.ToegangInhoud {
		return r // who was the duo-partner is so no longer
	}
	return r.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

// waiting shows a proposal that waits, to who may see the case, with what they can do.
func (c *Call) waiting(k procesregie.Casus) (text string, actions []procesregie.Actie) {
	v, nr := k.OpenVoorstel(c.Vandaag)
	if nr == 0 {
		return "", nil
	}
	who := c.Praktijk.Beslissers(k, v.Door)
	if len(who) == 0 {
		return fmt.Sprintf("**Wacht op een tweede persoon** (voorstel %d van %s): %s. Er is nu niemand die kan bevestigen. Kies een duo-partner.", nr, c.naam(v.Door), v.Tekst()),
			[]procesregie.Actie{{Label: "Duo kiezen", Regel: "casus duo zaak=" + k.Zaaknummer}}
	}
	text = fmt.Sprintf("**Wacht op een tweede persoon** (voorstel %d van %s, %s): %s. %s Kan bevestigen: %s.", nr, c.naam(v.Door), v.Op.Dutch(), v.Tekst(), v.Waarom(), c.een(who))
	if v.Door == c.Lid.Gebruiker {
		return text, []procesregie.Actie{{Label: "Voorstel intrekken", Regel: voorstelLine(k, nr, "intrekken")}}
	}
	for _, name := range who {
		if name == c.Lid.Gebruiker {
			return text, []procesregie.Actie{{Label: "Bevestigen", Regel: voorstelLine(k, nr, "bevestigen")}, {Label: "Afwijzen", Regel: voorstelLine(k, nr, "afwijzen")}}
		}
	}
	return text, nil
}
