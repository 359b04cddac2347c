package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func gemist(list []p.Gemis) []string {
	texts := []string{}
	for _, g := range list {
		texts = append(texts, g.Regel+" "+g.Tekst)
	}
	return texts
}

func TestOntbreektVPR(t *testing.T) {
	volledig := func() p.Casus {
		c := zaakVPR("2026-11-13")
		c.Casusregisseur = "begeleider, De Linde"
		c.MDOs = []p.MDO{{Gepland: dag("2026-12-01"), Gehouden: dag("2026-12-02"), Verslag: verslag()}}
		c.VolgendeEvaluatie = dag("2027-01-12")
		return c
	}
	for _, c := range []struct {
		name    string
		change  func(*p.Casus)
		vandaag string
		want    []string
	}{
		{"VPR-13 nothing is missing", func(*p.Casus) {}, "2026-12-07", []string{}},
		{"VPR-13 no duo-partner", func(c *p.Casus) { c.Duo = "" }, "2026-12-07", []string{"VPR-3 geen duo-partner"}},
		{"VPR-13 no letter", func(c *p.Casus) { c.VPR.Brief = p.Date{} }, "2026-12-07", []string{"VPR-2 brief niet verstuurd"}},
		{"VPR-13 no casusregisseur", func(c *p.Casus) { c.Casusregisseur = "" }, "2026-12-07", []string{"VPR-5 geen casusregisseur"}},
		{"VPR-13 no record", func(c *p.Casus) { c.MDOs[0].Verslag = p.Verslag{} }, "2026-12-07", []string{"VPR-7 geen verslag van het MDO"}},
		{"VPR-13 MDO planned, still in time", func(c *p.Casus) { c.MDOs = []p.MDO{{Gepland: dag("2026-12-22")}} }, "2026-12-25", []string{}},
		{"VPR-13 MDO not planned", func(c *p.Casus) { c.MDOs = nil }, "2026-12-25", []string{"VPR-6 eerste MDO niet gepland"}},
		{"VPR-13 MDO not planned and too late", func(c *p.Casus) { c.MDOs = nil }, "2026-12-26", []string{"VPR-6 eerste MDO te laat"}},
		{"VPR-13 MDO planned and too late", func(c *p.Casus) { c.MDOs = []p.MDO{{Gepland: dag("2027-01-12")}} }, "2026-12-26", []string{"VPR-6 eerste MDO te laat"}},
		{"VPR-13 MDO held on day 42", func(c *p.Casus) { c.MDOs[0].Gehouden = dag("2026-12-25") }, "2026-12-30", []string{}},
		{"VPR-13 MDO held on day 43", func(c *p.Casus) { c.MDOs[0].Gehouden = dag("2026-12-26") }, "2026-12-30", []string{"VPR-6 eerste MDO te laat gehouden"}},
		{"VPR-13 no startbijeenkomst: no first MDO is asked for", func(c *p.Casus) { c.VPR.Startbijeenkomst, c.MDOs = p.Date{}, nil }, "2027-12-26", []string{"VPR-4 geen startbijeenkomst"}},
		{"VPR-13 an MDO without startbijeenkomst is not called late", func(c *p.Casus) { c.VPR.Startbijeenkomst = p.Date{} }, "2026-12-07", []string{"VPR-4 geen startbijeenkomst"}},
		{"VPR-13 stalled: the evaluation is overdue", func(*p.Casus) {}, "2027-01-13", []string{"VPR-13 evaluatie te laat"}},
		{"VPR-13 everything at once", func(c *p.Casus) {
			c.Duo, c.Casusregisseur, c.VPR.Brief, c.MDOs[0].Verslag = "", "", p.Date{}, p.Verslag{}
		}, "2027-01-13", []string{"VPR-3 geen duo-partner", "VPR-2 brief niet verstuurd", "VPR-5 geen casusregisseur", "VPR-7 geen verslag van het MDO", "VPR-13 evaluatie te laat"}},
		{"VPR-13 only VPR", func(c *p.Casus) {
			c.Duo = ""
			c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-03")})
		}, "2026-12-07", []string{}},
		{"VPR-13 only open cases", func(c *p.Casus) { c.Duo, c.Sluiting.Op = "", dag("2026-12-03") }, "2026-12-07", []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			casus := volledig()
			c.change(&casus)
			gelijk(t, c.want, gemist(p.OntbreektVPR(casus, altijdTeam(t), dag(c.vandaag))))
		})
	}
	t.Run("VPR-13 each comes with what to do, about that case", func(t *testing.T) {
		casus := volledig()
		casus.Duo, casus.MDOs = "", nil
		for _, g := range p.OntbreektVPR(casus, altijdTeam(t), dag("2027-01-13")) {
			if g.Actie.Label == "" || g.Actie.Regel[len(g.Actie.Regel)-len(" zaak=ZO-1"):] != " zaak=ZO-1" {
				t.Errorf("%s: %+v", g.Tekst, g.Actie)
			}
		}
	})
}

func TestOntbreekt(t *testing.T) {
	t.Run("EV-6 the agreements are asked for when one is missing", func(t *testing.T) {
		alle := p.Afspraken{WieEvalueert: "a", HoeVaak: "b", WieVerbindt: "c", WanneerOp: "d"}
		for _, change := range []func(*p.Afspraken){
			func(a *p.Afspraken) { a.WieEvalueert = "" }, func(a *p.Afspraken) { a.HoeVaak = "" },
			func(a *p.Afspraken) { a.WieVerbindt = "" }, func(a *p.Afspraken) { a.WanneerOp = "" },
		} {
			c := zaakPR(p.Basis, "2026-06-01")
			c.Afspraken = alle
			gelijk(t, []string{}, gemist(p.Ontbreekt(c, altijdTeam(t), dag("2026-12-07"))))
			change(&c.Afspraken)
			gelijk(t, []string{"EV-6 afspraken niet compleet"}, gemist(p.Ontbreekt(c, altijdTeam(t), dag("2026-12-07"))))
		}
	})
	t.Run("EV-6 after what a VPR misses", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		gelijk(t, []string{"VPR-5 geen casusregisseur", "VPR-6 eerste MDO niet gepland", "EV-6 afspraken niet compleet"}, gemist(p.Ontbreekt(c, altijdTeam(t), dag("2026-12-07"))))
	})
}
