package commands

import (
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

func casusNieuwVelden(c *Call) []Veld {
	regisseur := consulentVeld("regisseur", "Procesregisseur", "Leeg: jijzelf")
	regisseur.Optional = true
	niveau := c.niveauVeld("niveau", "Weet je het niet? Gebruik eerst: regie-niveau")
	niveau.Begin = string(c.Praktijk.Profiel.Niveaus[0])
	niveau.Optional = true
	return []Veld{
		zaakVeld(),
		{Naam: "start", Label: "Start van de regie", Hint: "De eerste dag van de procesregie", Soort: soortDatum, Voorbij: true},
		niveau,
		{Naam: "doelgroep", Label: "Doelgroep", Soort: soortKeuze, Keuzes: []string{"jeugd", "volwassenen"}, Begin: "jeugd", Optional: true},
		regisseur,
		{Naam: "aanduiding", Label: "Aanduiding", Hint: "Een kort eigen kenmerk. Geen naam.", Optional: true, Max: 60},
	}
}

func casusNieuw(c *Call) (Reply, error) {
	k, err := c.nieuw()
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	told := say(fmt.Sprintf("**Je bent procesregisseur van %s**", k.Zaaknummer), "De casus is geopend door "+c.naam(c.Lid.Gebruiker)+".").
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
	if err := c.tell(k.Regisseur, k, told); err != nil {
		return Reply{}, err
	}
	note := ""
	if levels := c.Praktijk.Profiel.Niveaus; !c.Has("niveau") && len(levels) > 1 && levels[1] != procesregie.VPR {
		note = "Je koos geen niveau; daarom staat er nu " + k.Niveau().Dutch() + ". Past dat niet? Kies een ander met: casus niveau zaak=" + k.Zaaknummer
	}
	return c.changed(k, fmt.Sprintf("**%s is geopend**: niveau %s vanaf %s.", k.Zaaknummer, k.Niveau().Dutch(), k.StartRegie.Dutch()), note).
		button("Afspraken invullen", "casus afspraken zaak="+k.Zaaknummer), nil
}

// openers are the roles that open cases.
var openers = []procesregie.Rol{procesregie.Consulent, procesregie.Gedragswetenschapper, procesregie.Manager}

// nieuw makes the case that was asked for, for who may open one.
func (c *Call) nieuw() (procesregie.Casus, error) {
	if !slices.Contains(openers, c.Lid.Rol) {
		return procesregie.Casus{}, &procesregie.Refusal{Text: fmt.Sprintf("Met de rol %s kun je geen casus openen. Vraag het een consulent of de manager.", c.Lid.Rol)}
	}
	k := procesregie.Casus{
		Zaaknummer: c.Text("zaak"), Team: c.Lid.Team, Regisseur: c.Text("regisseur"), StartRegie: c.Date("start"),
		Aanduiding: c.Text("aanduiding"), Doelgroep: procesregie.Doelgroep(c.Text("doelgroep")),
	}
	if k.Regisseur == "" {
		k.Regisseur = c.Lid.Gebruiker
	}
	niveau := procesregie.Niveau(c.Text("niveau"))
	if niveau == "" {
		niveau = c.Praktijk.Profiel.Niveaus[0]
	}
	k, err := procesregie.OpenCasus(k, niveau, c.handeling())
	if err != nil {
		return k, err
	}
	return k, c.vrij(k.Zaaknummer)
}
