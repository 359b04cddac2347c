package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

var wijzigVelden = []Veld{
	zaakVeld(),
	{Naam: "aanduiding", Label: "Aanduiding", Hint: "Een kort eigen kenmerk. Geen naam.", Optional: true, Max: 60},
	{Naam: "doelgroep", Label: "Doelgroep", Soort: soortKeuze, Keuzes: []string{"jeugd", "volwassenen"}, Optional: true},
	{Naam: "casusregisseur", Label: "Casusregisseur", Hint: "Functie en organisatie. Vervangt wie er nu staat.", Optional: true, Max: 150},
	{Naam: "ai", Label: "Taalmodel toegestaan", Hint: "Mag een taalmodel helpen bij deze casus?", Soort: soortJaNee, Optional: true},
}

func wijzigbaar(k procesregie.Casus) map[string]string {
	ai := "ja"
	if k.GeenAI {
		ai = "nee"
	}
	return map[string]string{"aanduiding": k.Aanduiding, "doelgroep": string(k.Doelgroep), "casusregisseur": k.Casusregisseur, "ai": ai}
}

func casusWijzig(c *Call) (Reply, error) {
	k, err := c.openEigen()
	if err != nil {
		return Reply{}, err
	}
	var done []string
	if name := c.Text("casusregisseur"); name != "" && name != k.Casusregisseur {
		if name, err = c.casusregisseur(name); err != nil {
			return Reply{}, err
		}
		if k, err = procesregie.KiesCasusregisseur(k, name, true); err != nil {
			return Reply{}, err
		}
		done = []string{"casusregisseur: " + k.Casusregisseur}
	}
	if done = append(done, c.eenvoudig(&k)...); len(done) == 0 {
		return Reply{}, &procesregie.Refusal{Field: "aanduiding", Text: "Dit staat er al zo: er is niets veranderd. Vul in wat anders moet, zoals: " + c.route.sub.Example}
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**%s is gewijzigd**: %s.", k.Zaaknummer, procesregie.List(done))), nil
}

// casusregisseur checks who is named: a colleague is known by their functie (RO-1).
func (c *Call) casusregisseur(name string) (string, error) {
	lid, ok := c.Praktijk.Leden[strings.ToLower(strings.TrimPrefix(name, "@"))]
	if !ok {
		return name, nil
	}
	if may, why := procesregie.MagCasusregisseur(lid.Functie); may != procesregie.Ja {
		return "", &procesregie.Refusal{Rule: "RO-1", Field: "casusregisseur", Text: strings.TrimSpace("Kies iemand van een aanbieder: functie en organisatie. " + why.Uitleg)}
	}
	return lid.Naam + ", " + lid.Functie, nil
}

// eenvoudig changes what needs no rule, and says what was changed.
func (c *Call) eenvoudig(k *procesregie.Casus) (done []string) {
	if text, given := c.waarden["aanduiding"]; given && strings.TrimSpace(text) != k.Aanduiding {
		k.Aanduiding = strings.TrimSpace(text)
		done = append(done, "aanduiding: "+orNone(k.Aanduiding))
	}
	if g := procesregie.Doelgroep(c.Text("doelgroep")); g != "" && g != k.Doelgroep {
		k.Doelgroep = g
		done = append(done, "doelgroep: "+string(g))
	}
	if c.Has("ai") && k.GeenAI != (c.Text("ai") == "nee") {
		k.GeenAI = c.Text("ai") == "nee"
		done = append(done, "taalmodel toegestaan: "+c.Text("ai"))
	}
	return done
}

func orNone(text string) string {
	if text == "" {
		return "geen"
	}
	return text
}
