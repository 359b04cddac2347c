package procesregie_test

import (
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestPlanEvaluatie(t *testing.T) {
	for _, c := range []struct {
		name    string
		casus   p.Casus
		op      string
		remarks []string
	}{
		{"EV-1 before the last day", zaakPR(p.Basis, "2026-08-31"), "2027-02-26", nil},
		{"EV-1 on the last day, a Sunday: a warning", zaakPR(p.Intensief, "2026-08-31"), "2027-02-28", []string{"Let op: zo 28 februari 2027 is geen werkdag voor de gemeente."}},
		{"EV-1 after the last day is taken with a remark", zaakPR(p.Intensief, "2026-08-31"), "2027-03-01", []string{"Dat is na de laatste dag: zo 28 februari 2027."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, remarks, err := p.PlanEvaluatie(c.casus, dag(c.op), door(altijdTeam(t), "2026-12-07"))
			goed(t)(after, err)
			gelijk(t, c.remarks, remarks)
			gelijk(t, c.op, after.VolgendeEvaluatie.String())
		})
	}
	t.Run("VPR-8 a new date replaces an agreed one without a remark", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs, c.VolgendeEvaluatie = []p.MDO{{Gehouden: dag("2026-12-01"), Verslag: verslag()}}, dag("2027-01-12")
		_, remarks, err := p.PlanEvaluatie(c, dag("2027-01-14"), door(altijdTeam(t), "2026-12-07"))
		gelijk(t, nil, err)
		gelijk(t, []string(nil), remarks)
	})
}

func TestHoudEvaluatie(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	t.Run("EV-3 the next one counts from it, what was planned is done", func(t *testing.T) {
		c := zaakPR(p.Intensief, "2026-06-01")
		c.VolgendeEvaluatie = dag("2026-12-03")
		c = goed(t)(houdEvaluatie("2026-12-04")(c, h))
		gelijk(t, []string{"2027-06-04"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
		gelijk(t, p.Date{}, c.VolgendeEvaluatie)
	})
	t.Run("EV-3 one that is written down late stands in its place and changes no agreement", func(t *testing.T) {
		c := zaakPR(p.Intensief, "2026-06-01")
		c.Evaluaties, c.VolgendeEvaluatie = []p.Evaluatie{{Gehouden: dag("2026-11-02")}}, dag("2027-03-01")
		c = goed(t)(houdEvaluatie("2026-08-03")(c, h))
		gelijk(t, []p.Evaluatie{{Gehouden: dag("2026-08-03"), Uitkomst: "x"}, {Gehouden: dag("2026-11-02")}}, c.Evaluaties)
		gelijk(t, "2027-03-01", c.VolgendeEvaluatie.String())
	})
	t.Run("VPR-7 one from before the last MDO does not undo what that agreed", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs, c.VolgendeEvaluatie = []p.MDO{{Gehouden: dag("2026-12-01"), Verslag: verslag()}}, dag("2027-03-01")
		for _, day := range []string{"2026-11-20", "2026-12-01"} {
			gelijk(t, "2027-03-01", goed(t)(houdEvaluatie(day)(c, h)).VolgendeEvaluatie.String())
		}
		gelijk(t, p.Date{}, goed(t)(houdEvaluatie("2026-12-02")(c, h)).VolgendeEvaluatie)
	})
	t.Run("EV-1 on the day of the start", func(t *testing.T) {
		goed(t)(houdEvaluatie("2026-06-01")(zaakPR(p.Intensief, "2026-06-01"), h))
	})
}

func TestMeldingen(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	t.Run("SC-2 spoed and crisis run side by side, and end one by one", func(t *testing.T) {
		c := goed(t)(meld(p.Spoed, "2026-12-06 23:00")(zaakPR(p.Basis, "2026-06-01"), h))
		c = goed(t)(meld(p.Crisis, "2026-12-07 12:00")(c, h))
		gelijk(t, []string{"2026-12-11"}, uiterlijk(c, altijdTeam(t), p.TermijnSpoed))
		gelijk(t, []string{"2026-12-08"}, uiterlijk(c, altijdTeam(t), p.TermijnCrisis))
		c = goed(t)(rondAf(p.Crisis)(c, h))
		gelijk(t, p.Melding{Soort: p.Crisis, Gemeld: om("2026-12-07 12:00"), Klaar: om("2026-12-07 12:00"), Actie: "huisbezoek"}, c.Meldingen[1])
		gelijk(t, true, c.Meldingen[0].Klaar.IsZero())
		c = goed(t)(rondAf("")(c, h))
		gelijk(t, 0, len(termijnen(c, altijdTeam(t), p.TermijnSpoed)))
	})
	t.Run("SC-2 a second crisis after the first was done has reminders of its own", func(t *testing.T) {
		c := goed(t)(meld(p.Crisis, "2026-12-07 09:00")(zaakPR(p.Basis, "2026-06-01"), h))
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-08"))
		c = goed(t)(rondAf("")(c, h))
		c = goed(t)(p.MeldCasus(c, p.Melding{Soort: p.Crisis, Gemeld: om("2026-12-07 13:00")}, om("2026-12-07 13:00").Add(time.Minute), h))
		gelijk(t, "2026-12-07 13:00 crisis uur-0 vera", regel(p.Plan(c, altijdTeam(t), sent)[0]))
	})
}
