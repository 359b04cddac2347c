package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

var mdo = Command{
	Name: "mdo", Short: "een MDO plannen en vastleggen", Menu: true,
	Subs: []Sub{
		{
			Name: "plan", Short: "een MDO plannen", Example: "mdo plan zaak=ZO-2026-0142 over 5 weken",
			Fields: velden(zaakVeld(), Veld{Naam: "datum", Label: "Datum", Hint: "Wanneer is het MDO?", Soort: soortDatum}), Run: mdoPlan,
		},
		{
			Name: "gehouden", Short: "een MDO vastleggen met verslag",
			Example: `mdo gehouden zaak=ZO-2026-0142 datum=vandaag doelen="…" beschermend="…" bedreigend="…" veiligheid="…" vervolg="…" bijstelling=nee volgende="over 6 weken"`,
			Fields:  velden(append([]Veld{zaakVeld(), gebeurdOp("De dag van het MDO")}, verslagVelden...)...), Run: mdoGehouden,
		},
		{
			Name: "verslag", Short: "het verslag bij een MDO aanvullen", Example: "mdo verslag zaak=ZO-2026-0060",
			Fields: velden(append([]Veld{zaakVeld()}, verslagVelden...)...), Run: mdoVerslag,
		},
		{
			Name: "toon", Short: "de MDO's van een casus", Example: "mdo toon ZO-2026-0142", Reads: true, Daad: procesregie.ZieInhoud,
			Fields: velden(zaakVeld()), Run: mdoToon,
		},
	},
}

// verslagVelden are what the record of an MDO needs (VPR-7).
var verslagVelden = []Veld{
	{Naam: "doelen", Label: "Doelen en resultaten", Hint: "Wat is bereikt, en wat nog niet?", Soort: soortAlinea, Max: 2000},
	{Naam: "beschermend", Label: "Beschermend", Hint: "Welke factoren beschermen?", Soort: soortAlinea, Max: 2000},
	{Naam: "bedreigend", Label: "Bedreigend", Hint: "Welke factoren bedreigen?", Soort: soortAlinea, Max: 2000},
	{Naam: "veiligheid", Label: "Zicht op veiligheid", Hint: "Hoe staat het met de veiligheid?", Soort: soortAlinea, Max: 2000},
	{Naam: "vervolg", Label: "Vervolg", Hint: "Wat is er afgesproken, en wie doet wat?", Soort: soortAlinea, Max: 2000},
	{Naam: "bijstelling", Label: "Plan bijgesteld", Hint: "Is het plan bijgesteld?", Soort: soortJaNee},
	{Naam: "volgende", Label: "Volgende evaluatie", Hint: "Wanneer is de volgende evaluatie?", Soort: soortDatum},
}

func (c *Call) verslag() procesregie.Verslag {
	return procesregie.Verslag{
		Doelen: c.Text("doelen"), Beschermend: c.Text("beschermend"), Bedreigend: c.Text("bedreigend"), Veiligheid: c.Text("veiligheid"),
		Vervolg: c.Text("vervolg"), Bijstelling: c.Text("bijstelling") == "ja", Volgende: c.Date("volgende"),
	}
}

func mdoPlan(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	k, remarks, err := procesregie.PlanMDO(k, c.Date("datum"), c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "het MDO is gepland op "+c.Date("datum").Dutch()+"."); err != nil {
		return Reply{}, err
	}
	r := say(append([]string{fmt.Sprintf("**MDO van %s gepland** op %s.", k.Zaaknummer, c.Date("datum").Dutch())}, remarks...)...)
	return r.button("MDO gehouden", "mdo gehouden zaak="+k.Zaaknummer).button("Andere dag", "mdo plan zaak="+k.Zaaknummer).
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

func mdoGehouden(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	k, remarks, err := procesregie.HoudMDO(k, c.Date("datum"), c.verslag(), c.handeling())
	if err != nil {
		return Reply{}, err
	}
	remarks = append(remarks, procesregie.LateVolgende(k, c.Praktijk.Profiel)...)
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "het MDO is gehouden op "+c.Date("datum").Dutch()+"."); err != nil {
		return Reply{}, err
	}
	return c.recorded(k, c.Date("datum"), remarks), nil
}

func mdoVerslag(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.VulVerslag(k, c.verslag()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return c.recorded(k, k.LastMDO(), nil), nil
}

// recorded is the reply to a record: stored, and ready to copy to the dossier.
func (c *Call) recorded(k procesregie.Casus, held procesregie.Date, remarks []string) Reply {
	texts := append([]string{fmt.Sprintf("**MDO van %s vastgelegd**: gehouden op %s. Volgende evaluatie: %s.", k.Zaaknummer, held.Dutch(), c.Date("volgende").Dutch())}, remarks...)
	return say(append(texts, "Zet het verslag ook in het dossier.")...).
		toDossier(k, exchange.StukMDO).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

// mdoToon shows the MDO's with their records, as text for the dossier.
func mdoToon(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieInhoud)
	if err != nil {
		return Reply{}, err
	}
	if len(k.MDOs) == 0 {
		return say(fmt.Sprintf("**%s heeft nog geen MDO**.", k.Zaaknummer)).button("MDO plannen", "mdo plan zaak="+k.Zaaknummer), nil
	}
	r := say(fmt.Sprintf("**MDO's van %s**", k.Zaaknummer))
	for _, m := range k.MDOs {
		for _, text := range mdoTexts(m) {
			r = r.part(text)
		}
	}
	if c.toegang(k) < procesregie.ToegangVolledig {
		return r, nil
	}
	return r.button("MDO plannen", "mdo plan zaak="+k.Zaaknummer).toDossier(k, exchange.StukMDO), nil
}

// mdoTexts writes one MDO, in pieces that fit on every platform.
func mdoTexts(m procesregie.MDO) []string {
	head := fmt.Sprintf("Gepland: %s. Gehouden: %s.", dateOr(m.Gepland, "nee"), dateOr(m.Gehouden, "nog niet"))
	v := m.Verslag
	if (v == procesregie.Verslag{}) {
		if !m.Gehouden.IsZero() {
			head += " Er is nog geen verslag."
		}
		return []string{head}
	}
	adjusted := "nee"
	if v.Bijstelling {
		adjusted = "ja"
	}
	return []string{
		paragraphsOf(head, "Plan bijgesteld: "+adjusted+". Volgende evaluatie: "+v.Volgende.Dutch()+"."),
		"Doelen en resultaten: " + v.Doelen, "Beschermende factoren: " + v.Beschermend, "Bedreigende factoren: " + v.Bedreigend,
		"Zicht op veiligheid: " + v.Veiligheid, "Vervolg: " + v.Vervolg,
	}
}
