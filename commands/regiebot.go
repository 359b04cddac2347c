package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

var regiebot = Command{
	Name: "regiebot", Short: "hulp, uitleg, het team, en of je berichten zijn aangekomen",
	Subs: []Sub{
		{Name: "hulp", Short: "wat Regiebot kan", Example: "regiebot hulp", Reads: true, Rest: "over", Fields: velden(Veld{Naam: "over", Label: "Opdracht", Optional: true}), Run: regiebotHulp},
		{
			Name: "waarom", Short: "waarom een regel of termijn geldt", Example: "regiebot waarom VPR-6", Reads: true, Rest: "regel",
			Fields: func(*Call) []Veld {
				zaak := zaakVeld()
				zaak.Optional = true
				return []Veld{{Naam: "regel", Label: "Regel", Hint: "Bijvoorbeeld VPR-6", Optional: true}, zaak}
			},
			Run: regiebotWaarom,
		},
		{Name: "lid", Short: "wie er in het team zitten", Example: "regiebot lid", Reads: true, Run: regiebotLid},
		{
			Name: "afwezig", Short: "vrije dagen doorgeven", Example: "regiebot afwezig van=21-12-2026 tot=31-12-2026",
			Fields: velden(
				Veld{Naam: "van", Label: "Van", Hint: "De eerste dag dat je er niet bent", Soort: soortDatum},
				Veld{Naam: "tot", Label: "Tot en met", Hint: "De laatste dag dat je er niet bent", Soort: soortDatum},
				Veld{Naam: "wie", Label: "Wie", Hint: "Leeg: jijzelf", Soort: soortPersoon, Optional: true},
				Veld{Naam: "vervanger", Label: "Vervanger", Hint: "Wie krijgt je herinneringen? Leeg: wie er nu staat", Soort: soortPersoon, Optional: true}),
			Run: regiebotAfwezig,
		},
		{Name: "instellingen", Short: "de werkwijze en de getallen erin", Example: "regiebot instellingen", Reads: true, Run: regiebotInstellingen},
		{
			Name: "ritme", Short: "wanneer het team casussen bespreekt", Example: "regiebot ritme wat=casuistiekbespreking eerste=17-11-2026 weken=2",
			Fields: velden(
				Veld{Naam: "wat", Label: "Wat", Soort: soortKeuze, Keuzes: procesregie.RitmeSoorten},
				Veld{Naam: "eerste", Label: "Eerste keer", Hint: "De eerste datum", Soort: soortDatum},
				Veld{Naam: "weken", Label: "Om de hoeveel weken", Hint: "Een getal van 1 tot en met 26. Leeg: elk jaar", Optional: true}),
			Run: regiebotRitme,
		},
		{
			Name: "logboek", Short: "wie een casus zag of veranderde", Example: "regiebot logboek zaak=ZO-2026-0142", Reads: true, Daad: procesregie.ZieLogboek,
			Fields: logboekVelden, Run: regiebotLogboek,
		},
		{
			Name: "bezorgd", Short: "welke berichten over een casus zijn aangekomen", Example: "regiebot bezorgd zaak=ZO-2026-0142", Reads: true, Daad: procesregie.ZieLogboek,
			Fields: velden(zaakVeld()), Run: regiebotBezorgd,
		},
		{Name: "privacy", Short: "welke gegevens, waar, hoe lang en wie ze ziet", Example: "regiebot privacy", Reads: true, Run: regiebotPrivacy},
		{Name: "status", Short: "wat er klaarstaat en wat er wacht", Example: "regiebot status", Reads: true, Run: regiebotStatus},
		{
			Name: "simuleer", Short: "welke berichten er gaan komen", Example: "regiebot simuleer van=vandaag tot=\"over 6 weken\"", Reads: true,
			Fields: velden(
				Veld{Naam: "van", Label: "Van", Soort: soortDatum, Begin: "vandaag"},
				Veld{Naam: "tot", Label: "Tot en met", Soort: soortDatum, Begin: "over 6 weken"}),
			Run: regiebotSimuleer,
		},
	},
}

func regiebotHulp(c *Call) (Reply, error) {
	name := strings.ToLower(strings.TrimPrefix(c.Text("over"), "/"))
	if name == "" {
		return c.overview(), nil
	}
	words := strings.Fields(name)
	command, ok := lookup(c.app.commands, words[0])
	if !ok {
		return Reply{}, c.app.unknownCommand(bot.Word{Value: words[0]})
	}
	r := route{command: command, sub: command.Subs[0]}
	if len(words) > 1 {
		if sub, found := command.find(words[1]); found {
			r.sub, r.named = sub, true
		}
	}
	return c.help(r), nil
}

// regiebotWaarom explains a rule, or every term of a case.
func regiebotWaarom(c *Call) (Reply, error) {
	if c.Has("zaak") {
		return c.whyCase()
	}
	if !c.Has("regel") {
		return rules(), nil
	}
	rule, ok := procesregie.FindRule(c.Text("regel"))
	if !ok && procesregie.ValidZaak(c.Text("regel")) {
		if known, err := c.kent(c.Text("regel")); err != nil || known {
			c.waarden["zaak"] = c.Text("regel")
			return c.whyCase()
		}
	}
	if !ok {
		var ids []string
		for _, r := range procesregie.Regels() {
			ids = append(ids, r.ID)
		}
		return Reply{}, &procesregie.Refusal{Field: "regel", Text: unknownWord(c.Text("regel"), ids) + " Alle regels zie je met: regiebot waarom"}
	}
	own := "Dit komt uit: " + rule.Document + "."
	if rule.Eigen {
		own = "Dit is een eigen instelling: geen bron schrijft het voor."
	}
	return say(fmt.Sprintf("**Regel %s: %s**", rule.ID, rule.Titel), rule.Tekst, ladder(rule), "Van: "+rule.Eigenaar+". "+own, c.inForce()), nil
}

// ladder is who does what when help does not work, for the rule about it (SI-1).
func ladder(rule procesregie.Regel) string {
	if rule.ID != "SI-1" {
		return ""
	}
	var lines []string
	for _, t := range procesregie.Opschaling() {
		lines = append(lines, capital(t.Wie)+": "+t.Wat)
	}
	return bullets(lines)
}

func (c *Call) inForce() string {
	text := "Jullie werkwijze: " + c.Praktijk.Profiel.Titel + "."
	if c.Praktijk.Profiel.Historisch {
		text += " Deze werkwijze is historisch."
	}
	return text
}

func rules() Reply {
	var lines []string
	for _, r := range procesregie.Regels() {
		lines = append(lines, r.ID+": "+r.Titel+" ("+r.Eigenaar+")")
	}
	return pages("**Alle regels**. Uitleg krijg je met bijvoorbeeld: regiebot waarom VPR-6", lines)
}

// whyCase gives the reasons of every term of a case.
func (c *Call) whyCase() (Reply, error) {
	k, err := c.casus(procesregie.ZieProces)
	if err != nil {
		return Reply{}, err
	}
	terms := procesregie.Termijnen(k, c.Praktijk)
	if len(terms) == 0 {
		return say(fmt.Sprintf("**Bij %s lopen geen termijnen**.", k.Zaaknummer)), nil
	}
	r := say(fmt.Sprintf("**Waarom deze termijnen gelden bij %s**", k.Zaaknummer), c.inForce())
	for _, t := range terms {
		r = r.part("**" + t.Titel() + "**. " + t.StandAt(c.At, c.Praktijk.Calendar()) + "\n" + procesregie.WaaromVolledig(t.Grond))
	}
	return r.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}
