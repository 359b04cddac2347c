package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestPlanMDO(t *testing.T) {
	laat := "Dit is te laat: de laatste dag was vr 25 december 2026."
	for _, c := range []struct {
		name    string
		vandaag string
		op      string
		remarks []string
	}{
		{"VPR-6 on the advised date", "2026-11-13", "2026-12-24", nil},
		{"VPR-6 on day 42, a day off: a warning", "2026-11-13", "2026-12-25", []string{"Let op: vr 25 december 2026 is geen werkdag voor de gemeente."}},
		{"VPR-6 on a Saturday: a warning", "2026-11-13", "2026-11-28", []string{"Let op: za 28 november 2026 is geen werkdag voor de gemeente."}},
		{"VPR-6 today, which is day 42", "2026-12-25", "2026-12-25", []string{"Let op: vr 25 december 2026 is geen werkdag voor de gemeente."}},
		{"VPR-6 once day 42 has passed: taken, and marked too late", "2026-12-26", "2026-12-29", []string{laat}},
		{"VPR-6 too late and on a day off", "2026-12-28", "2027-01-01", []string{laat, "Let op: vr 1 januari 2027 is geen werkdag voor de gemeente."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, remarks, err := p.PlanMDO(zaakVPR("2026-11-13"), dag(c.op), door(altijdTeam(t), c.vandaag))
			goed(t)(after, err)
			gelijk(t, c.remarks, remarks)
			gelijk(t, []p.MDO{{Gepland: dag(c.op)}}, after.MDOs)
		})
	}
	t.Run("VPR-6 refused after day 42 as long as it has not passed", func(t *testing.T) {
		for _, vandaag := range []string{"2026-11-13", "2026-12-24", "2026-12-25"} {
			weigering{"VPR-6", zaakVPR("2026-11-13"), planMDO("2026-12-28"), "datum", "vr 25 december 2026"}.check(t, door(altijdTeam(t), vandaag))
		}
	})
	t.Run("VPR-6 planning again moves it, planned and held stay apart", func(t *testing.T) {
		h := door(altijdTeam(t), "2026-11-20")
		c := goed(t)(planMDO("2026-12-01")(zaakVPR("2026-11-13"), h))
		c = goed(t)(planMDO("2026-12-03")(c, h))
		gelijk(t, []p.MDO{{Gepland: dag("2026-12-03")}}, c.MDOs)
		c = goed(t)(houdMDO("2026-12-04", verslag())(c, door(altijdTeam(t), "2026-12-04")))
		gelijk(t, []p.MDO{{Gepland: dag("2026-12-03"), Gehouden: dag("2026-12-04"), Verslag: verslag()}}, c.MDOs)
	})
	t.Run("VPR-6 the term is that of the first MDO only", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gehouden: dag("2026-11-30"), Verslag: verslag()}}
		c = goed(t)(planMDO("2027-02-01")(c, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, 2, len(c.MDOs))
		c = goed(t)(planMDO("2027-02-02")(c, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, "2027-02-02", c.MDOs[1].Gepland.String())
	})
	t.Run("VPR-6 an MDO of an ordinary case has no term", func(t *testing.T) {
		c := goed(t)(planMDO("2027-02-01")(zaakPR(p.Basis, "2026-06-01"), door(altijdTeam(t), "2026-12-07")))
		gelijk(t, []p.MDO{{Gepland: dag("2027-02-01")}}, c.MDOs)
	})
}

func TestHoudMDO(t *testing.T) {
	h := door(altijdTeam(t), "2027-01-12")
	t.Run("VPR-7 held with its record, the next evaluation is agreed", func(t *testing.T) {
		v := verslag()
		v.Bijstelling = true
		c := goed(t)(houdMDO("2026-12-25", v)(zaakVPR("2026-11-13"), h))
		gelijk(t, []p.MDO{{Gehouden: dag("2026-12-25"), Verslag: v}}, c.MDOs)
		gelijk(t, []string{"2027-03-01"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
	t.Run("VPR-6 on day 42 it is in time, on day 43 it is not", func(t *testing.T) {
		for day, want := range map[string][]string{
			"2026-12-25": nil, "2026-12-26": {"Dit eerste MDO was te laat: de laatste dag was vr 25 december 2026."},
		} {
			_, remarks, err := p.HoudMDO(zaakVPR("2026-11-13"), dag(day), verslag(), h)
			gelijk(t, nil, err)
			gelijk(t, want, remarks)
		}
	})
	t.Run("VPR-6 on the day of the startbijeenkomst", func(t *testing.T) {
		goed(t)(houdMDO("2026-11-13", verslag())(zaakVPR("2026-11-13"), h))
	})
	t.Run("VPR-7 one that is written down late does not undo what was agreed since", func(t *testing.T) {
		laatste := verslag()
		laatste.Volgende = dag("2027-02-20")
		c := goed(t)(houdMDO("2027-01-08", laatste)(zaakVPR("2026-11-13"), h))
		c = goed(t)(houdMDO("2026-12-01", verslag())(c, h))
		gelijk(t, "2026-12-01 2027-01-08", c.MDOs[0].Gehouden.String()+" "+c.MDOs[1].Gehouden.String())
		gelijk(t, "2027-02-20", c.VolgendeEvaluatie.String())
	})
	t.Run("VPR-6 one that is written down late leaves the plan of the next", func(t *testing.T) {
		c := goed(t)(houdMDO("2027-01-08", verslag())(zaakVPR("2026-11-13"), h))
		c = goed(t)(planMDO("2027-02-01")(c, h))
		c = goed(t)(houdMDO("2026-12-01", verslag())(c, h))
		gelijk(t, p.MDO{Gepland: dag("2027-02-01")}, c.MDOs[2])
	})
	t.Run("VPR-7 one before the last evaluation does not either", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gehouden: dag("2026-11-30"), Verslag: verslag()}}
		c.Evaluaties, c.VolgendeEvaluatie = []p.Evaluatie{{Gehouden: dag("2027-01-11")}}, dag("2027-02-20")
		c = goed(t)(houdMDO("2026-12-21", verslag())(c, h))
		gelijk(t, "2027-02-20", c.VolgendeEvaluatie.String())
	})
	t.Run("VPR-6 held earlier than planned fills the plan", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gepland: dag("2027-02-01")}}
		c = goed(t)(houdMDO("2026-12-01", verslag())(c, h))
		gelijk(t, []p.MDO{{Gepland: dag("2027-02-01"), Gehouden: dag("2026-12-01"), Verslag: verslag()}}, c.MDOs)
	})
}

func TestVulVerslag(t *testing.T) {
	h := door(altijdTeam(t), "2027-01-12")
	geimporteerd := zaakVPR("2026-11-13")
	geimporteerd.MDOs = []p.MDO{{Gehouden: dag("2026-12-01")}}
	t.Run("VPR-7 an imported MDO without record is accepted and gets one later", func(t *testing.T) {
		c := goed(t)(vulVerslag(verslag())(geimporteerd, h))
		gelijk(t, []p.MDO{{Gehouden: dag("2026-12-01"), Verslag: verslag()}}, c.MDOs)
		gelijk(t, "2027-03-01", c.VolgendeEvaluatie.String())
	})
	t.Run("VPR-7 a later agreement stays", func(t *testing.T) {
		c := geimporteerd
		c.VolgendeEvaluatie = dag("2027-04-01")
		gelijk(t, "2027-04-01", goed(t)(vulVerslag(verslag())(c, h)).VolgendeEvaluatie.String())
		c.VolgendeEvaluatie = p.Date{}
		c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2027-03-02")}}
		gelijk(t, "", goed(t)(vulVerslag(verslag())(c, h)).VolgendeEvaluatie.String())
	})
}
