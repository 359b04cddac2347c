package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

// afspraakVelden are the agreements and start conditions that every case needs (EV-6).
var afspraakVelden = []Veld{
	zaakVeld(),
	{Naam: "evalueert", Label: "Wie evalueert", Hint: "Wie zorgt dat de doelen worden geëvalueerd?", Optional: true},
	{Naam: "hoevaak", Label: "Hoe vaak", Hint: "Hoe vaak wordt er geëvalueerd?", Optional: true},
	{Naam: "verbindt", Label: "Wie verbindt", Hint: "Wie houdt de hulpverleners bij elkaar?", Optional: true},
	{Naam: "opschalen", Label: "Wanneer opschalen", Hint: "Op welk moment schalen jullie op?", Optional: true},
	{Naam: "beschikking", Label: "Beschikking", Hint: "Is er een beschikking?", Soort: soortAntwoord, Optional: true},
	{Naam: "toewijzing", Label: "Toewijzing", Hint: "Is de toewijzing verstuurd?", Soort: soortAntwoord, Optional: true},
	{Naam: "plan", Label: "Hulpverleningsplan", Hint: "Heeft de aanbieder een plan gemaakt?", Soort: soortAntwoord, Optional: true},
	{Naam: "toestemming", Label: "Toestemming", Hint: "Is er toestemming voor de hulp?", Soort: soortAntwoord, Optional: true},
	{Naam: "veiligheid", Label: "Veiligheidsplan", Hint: "Is er een veiligheidsplan, als dat nodig is?", Soort: soortAntwoord, Optional: true},
}

func afspraken(k procesregie.Casus) map[string]string {
	a := k.Afspraken
	return map[string]string{
		"evalueert": a.WieEvalueert, "hoevaak": a.HoeVaak, "verbindt": a.WieVerbindt, "opschalen": a.WanneerOp,
		"beschikking": a.Beschikking.String(), "toewijzing": a.Toewijzing.String(), "plan": a.Plan.String(),
		"toestemming": a.Toestemming.String(), "veiligheid": a.Veiligheid.String(),
	}
}

func casusAfspraken(c *Call) (Reply, error) {
	k, err := c.openEigen()
	if err != nil {
		return Reply{}, err
	}
	a := &k.Afspraken
	for name, into := range map[string]*string{"evalueert": &a.WieEvalueert, "hoevaak": &a.HoeVaak, "verbindt": &a.WieVerbindt, "opschalen": &a.WanneerOp} {
		if c.Has(name) {
			*into = c.Text(name)
		}
	}
	for name, into := range map[string]*procesregie.Answer{
		"beschikking": &a.Beschikking, "toewijzing": &a.Toewijzing, "plan": &a.Plan, "toestemming": &a.Toestemming, "veiligheid": &a.Veiligheid,
	} {
		if c.Has(name) {
			*into = c.Answer(name)
		}
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**De afspraken van %s zijn vastgelegd**.", k.Zaaknummer), missingConditions(*a)).toDossier(k, exchange.StukAfspraken), nil
}

// missingConditions names the start conditions that are not there yet (EV-6).
func missingConditions(a procesregie.Afspraken) string {
	var missing []string
	for _, condition := range []struct {
		answer procesregie.Answer
		what   string
	}{
		{a.Beschikking, "de beschikking"}, {a.Toewijzing, "de toewijzing"}, {a.Plan, "het hulpverleningsplan"}, {a.Toestemming, "de toestemming"},
	} {
		if condition.answer != procesregie.Ja {
			missing = append(missing, condition.what)
		}
	}
	if len(missing) == 0 {
		return "Alle startvoorwaarden zijn in orde."
	}
	return "Nog niet in orde of onbekend: " + procesregie.List(missing) + "."
}
