package commands

import (
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// The fields that several commands ask.

func zaakVeld() Veld {
	return Veld{Naam: "zaak", Label: "Zaaknummer", Hint: "Het nummer van de zaak, bijvoorbeeld ZO-2026-0142", Soort: soortZaak}
}

// welkeJeugdige asks of whom something is shown.
func welkeJeugdige() Veld {
	return Veld{Naam: "jeugdige", Label: "Jeugdige", Hint: "De code van de jeugdige, zoals J1. Leeg: iedereen in de casus", Soort: soortJeugdige, Optional: true}
}

func redenVeld(hint string) Veld {
	return Veld{Naam: "reden", Label: "Reden", Hint: hint, Soort: soortAlinea, Max: 1000}
}

func gebeurdOp(hint string) Veld {
	return Veld{Naam: "datum", Label: "Datum", Hint: hint, Soort: soortDatum, Voorbij: true}
}

func consulentVeld(naam, label, hint string) Veld {
	return Veld{Naam: naam, Label: label, Hint: hint, Soort: soortPersoon, Keuzes: []string{string(procesregie.Consulent)}}
}

// niveauVeld offers the levels of the profile; VPR starts with a step of its own.
func (c *Call) niveauVeld(naam, hint string) Veld {
	var names []string
	for _, n := range c.Praktijk.Profiel.Niveaus {
		if n != procesregie.VPR {
			names = append(names, string(n))
		}
	}
	return Veld{Naam: naam, Label: "Niveau", Hint: hint, Soort: soortKeuze, Keuzes: names, Ook: []string{string(procesregie.VPR)}}
}

// velden makes the fields of a form that are always the same.
func velden(list ...Veld) func(*Call) []Veld {
	return func(*Call) []Veld { return list }
}

// placeChoice returns the field of which a bare word is a choice, or, after the case, the code
// of a young person; "" when there is none.
func (c *Call) placeChoice(word string) string {
	for _, v := range c.velden {
		if v.Soort == soortKeuze && c.waarden[v.Naam] == "" && slices.Contains(v.Keuzes, strings.ToLower(word)) {
			return v.Naam
		}
	}
	if procesregie.ValidJeugdige(word) && c.free(soortZaak) == "" {
		return c.free(soortJeugdige)
	}
	return ""
}
