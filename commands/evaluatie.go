package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

var evaluatie = Command{
	Name: "evaluatie", Short: "een evaluatie plannen en vastleggen", Menu: true,
	Subs: []Sub{
		{
			Name: "plan", Short: "een evaluatie plannen", Example: "evaluatie plan zaak=ZO-2026-0142 over 3 weken",
			Fields: velden(zaakVeld(), Veld{Naam: "datum", Label: "Datum", Hint: "Wanneer is de evaluatie?", Soort: soortDatum}), Run: evaluatiePlan,
		},
		{
			Name: "gehouden", Short: "een evaluatie vastleggen", Example: `evaluatie gehouden zaak=ZO-2026-0142 datum=vandaag uitkomst="doelen deels gehaald"`,
			Fields: velden(zaakVeld(), gebeurdOp("De dag van de evaluatie"),
				Veld{Naam: "uitkomst", Label: "Uitkomst", Hint: "Wat is er besproken en besloten?", Soort: soortAlinea, Max: 2000},
				Veld{Naam: "volgende", Label: "Volgende evaluatie", Hint: "Als je die al hebt afgesproken", Soort: soortDatum, Optional: true}),
			Run: evaluatieGehouden,
		},
		{
			Name: "toon", Short: "de evaluaties van een casus", Example: "evaluatie toon ZO-2026-0142", Reads: true, Daad: procesregie.ZieInhoud,
			Fields: velden(zaakVeld()), Run: evaluatieToon,
		},
	},
}

func evaluatiePlan(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	k, remarks, err := procesregie.PlanEvaluatie(k, c.Date("datum"), c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "de evaluatie is gepland op "+k.VolgendeEvaluatie.Dutch()+"."); err != nil {
		return Reply{}, err
	}
	r := say(append([]string{fmt.Sprintf("**Evaluatie van %s gepland** op %s.", k.Zaaknummer, k.VolgendeEvaluatie.Dutch())}, remarks...)...)
	return r.button("Evaluatie gehouden", "evaluatie gehouden zaak="+k.Zaaknummer).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

func evaluatieGehouden(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	held := procesregie.Evaluatie{Gehouden: c.Date("datum"), Uitkomst: c.Text("uitkomst")}
	if k, err = procesregie.HoudEvaluatie(k, held, c.handeling()); err != nil {
		return Reply{}, err
	}
	if c.Has("volgende") {
		if k, _, err = procesregie.PlanEvaluatie(k, c.Date("volgende"), c.handeling()); err != nil {
			return Reply{}, err
		}
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "de evaluatie is gehouden op "+held.Gehouden.Dutch()+"."); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**Evaluatie van %s vastgelegd**: gehouden op %s.", k.Zaaknummer, held.Gehouden.Dutch()),
		"Zet de uitkomst ook in het dossier.").toDossier(k, exchange.StukEvaluatie), nil
}

func evaluatieToon(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieInhoud)
	if err != nil {
		return Reply{}, err
	}
	r := say(fmt.Sprintf("**Evaluaties van %s**", k.Zaaknummer))
	if len(k.Evaluaties) == 0 {
		r = say(fmt.Sprintf("**%s is nog niet geëvalueerd**.", k.Zaaknummer))
	}
	for _, e := range k.Evaluaties {
		outcome := e.Uitkomst
		if outcome == "" {
			outcome = "er is geen uitkomst vastgelegd"
		}
		r = r.part(e.Gehouden.Dutch() + ": " + outcome)
	}
	for _, t := range procesregie.Termijnen(k, c.Praktijk) {
		if t.Soort == procesregie.TermijnEvaluatie || t.Soort == procesregie.TermijnMaximum {
			r = r.part("**"+t.Titel()+"**. "+t.StandAt(c.At, c.Praktijk.Calendar()), c.can(k, distinct(r, t.Acties()))...)
		}
	}
	if len(k.Evaluaties) > 0 && c.toegang(k) == procesregie.ToegangVolledig {
		r = r.toDossier(k, exchange.StukEvaluatie)
	}
	return r, nil
}
