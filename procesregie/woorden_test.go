package procesregie_test

import (
	"slices"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestStand(t *testing.T) {
	mdo := func(gepland string) p.Casus {
		c := zaakVPR("2026-11-13")
		if gepland != "" {
			c.MDOs = []p.MDO{{Gepland: dag(gepland)}}
		}
		return c
	}
	brief := zaakVPR("2026-11-13")
	brief.VPR.Brief = p.Date{}
	voorstel := mdo("")
	voorstel.MDOs = []p.MDO{{Gehouden: dag("2026-12-02")}}
	spoed := zaakPR(p.Basis, "2026-06-01")
	spoed.Meldingen = []p.Melding{{Soort: p.Spoed, Gemeld: om("2026-12-04 10:00")}}
	for _, c := range []struct {
		name    string
		casus   p.Casus
		soort   p.TermijnSoort
		vandaag string
		want    string
	}{
		{"VPR-6 both dates", mdo(""), p.TermijnMDO, "2026-11-13", "Doe dit uiterlijk do 24 december 2026. De laatste dag is vr 25 december 2026, maar dan werkt de gemeente niet. Het MDO is nog niet gepland."},
		{"VPR-6 on the advised date", mdo(""), p.TermijnMDO, "2026-12-24", "Doe dit uiterlijk do 24 december 2026. De laatste dag is vr 25 december 2026, maar dan werkt de gemeente niet. Het MDO is nog niet gepland."},
		{"VPR-6 on day 42", mdo(""), p.TermijnMDO, "2026-12-25", "**Vandaag** is de laatste dag (vr 25 december 2026). Het MDO is nog niet gepland."},
		{"VPR-6 the first working day after", mdo(""), p.TermijnMDO, "2026-12-28", "Te laat: de laatste dag was vr 25 december 2026, 1 werkdag geleden."},
		{"VPR-6 the day after, a Saturday", mdo(""), p.TermijnMDO, "2026-12-26", "Te laat: de laatste dag was vr 25 december 2026."},
		{"VPR-6 two working days late", mdo(""), p.TermijnMDO, "2026-12-29", "Te laat: de laatste dag was vr 25 december 2026, 2 werkdagen geleden."},
		{"VPR-6 planned in time", mdo("2026-12-15"), p.TermijnMDO, "2026-12-15", "Doe dit uiterlijk do 24 december 2026. De laatste dag is vr 25 december 2026, maar dan werkt de gemeente niet. Het staat gepland op di 15 december 2026."},
		{"VPR-6 planned and gone by", mdo("2026-12-15"), p.TermijnMDO, "2026-12-25", "**Vandaag** is de laatste dag (vr 25 december 2026). Het stond gepland op di 15 december 2026. Is het gehouden? Leg het dan vast."},
		{"VPR-6 planned too late", mdo("2027-01-12"), p.TermijnMDO, "2026-12-25", "**Vandaag** is de laatste dag (vr 25 december 2026). Het staat gepland op di 12 januari 2027. Dat is na de laatste dag."},
		{"VPR-2 the letter has no last day", brief, p.TermijnBrief, "2026-10-31", "Het kernbesluit was op vr 30 oktober 2026: 1 dag geleden."},
		{"VPR-8 a proposal says so", voorstel, p.TermijnEvaluatie, "2026-12-10", "De laatste dag is wo 13 januari 2027. Dit is een voorstel: jullie team koos nog geen eigen termijn."},
		{"SC-1 the last day", spoed, p.TermijnSpoed, "2026-12-07", "De laatste dag is vr 11 december 2026."},
		{"SC-1 the day before the last", spoed, p.TermijnSpoed, "2026-12-10", "De laatste dag is vr 11 december 2026."},
		{"SC-1 on the last day", spoed, p.TermijnSpoed, "2026-12-11", "**Vandaag** is de laatste dag (vr 11 december 2026)."},
		{"SC-1 the day after the last", spoed, p.TermijnSpoed, "2026-12-14", "Te laat: de laatste dag was vr 11 december 2026, 1 werkdag geleden."},
	} {
		t.Run(c.name, func(t *testing.T) {
			praktijk := altijdTeam(t)
			gelijk(t, c.want, termijn(t, c.casus, praktijk, c.soort).Stand(dag(c.vandaag), praktijk.Calendar()))
		})
	}
	t.Run("RN-7 the maximum asks for a new report in time, and EV-2 the evaluation", func(t *testing.T) {
		praktijk := altijdTeam(t)
		text := termijn(t, zaakPR(p.Basis, "2026-01-15"), praktijk, p.TermijnMaximum).Stand(dag("2026-11-20"), praktijk.Calendar())
		for _, word := range []string{"De laatste dag is vr 15 januari 2027.", "evaluatie", "nieuwe melding"} {
			if !strings.Contains(text, word) {
				t.Errorf("no %q in %q", word, text)
			}
		}
	})
	t.Run("SC-2 a crisis names the moment, and says when it has passed", func(t *testing.T) {
		praktijk := altijdTeam(t)
		c := zaakPR(p.Basis, "2026-06-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-04 10:30")}}
		term := termijn(t, c, praktijk, p.TermijnCrisis)
		for at, want := range map[string]string{
			"2026-12-04 10:30": "Dit moet vóór za 5 december 2026 om 10.30 uur.",
			"2026-12-05 10:29": "Dit moet vóór za 5 december 2026 om 10.30 uur.",
			"2026-12-05 10:30": "Te laat: dit moest vóór za 5 december 2026 om 10.30 uur.",
			"2026-12-06 09:00": "Te laat: dit moest vóór za 5 december 2026 om 10.30 uur.",
		} {
			gelijk(t, want, term.StandAt(om(at), praktijk.Calendar()))
		}
		gelijk(t, "Te laat: dit moest vóór za 5 december 2026 om 10.30 uur.", term.Stand(dag("2026-12-06"), praktijk.Calendar()))
	})
	t.Run("VPR-6 at an instant it is as on its day", func(t *testing.T) {
		praktijk := altijdTeam(t)
		term := termijn(t, mdo(""), praktijk, p.TermijnMDO)
		gelijk(t, term.Stand(dag("2026-12-28"), praktijk.Calendar()), term.StandAt(om("2026-12-28 00:00"), praktijk.Calendar()))
	})
}

func TestUrgency(t *testing.T) {
	t.Run("SC-4 a crisis first, then spoed, then by last day, then what has none", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.VPR.Brief = p.Date{}
		c.Meldingen = []p.Melding{{Soort: p.Spoed, Gemeld: om("2027-12-04 10:00")}, {Soort: p.Crisis, Gemeld: om("2027-12-04 10:00")}}
		list := append(p.Termijnen(c, altijdTeam(t)), p.Termijnen(zaakPR(p.Basis, "2026-01-15"), altijdTeam(t))...)
		slices.SortFunc(list, p.CompareUrgency)
		var order []string
		for _, term := range list {
			order = append(order, string(term.Soort)+" "+term.Uiterlijk.String())
		}
		gelijk(t, []string{"crisis 2027-12-05", "spoed 2027-12-10", "evaluatie 2026-07-15", "mdo 2026-12-25", "maximum 2027-01-15", "brief "}, order)
	})
}

func TestTermijnWords(t *testing.T) {
	soorten := []p.TermijnSoort{
		p.TermijnMDO, p.TermijnBrief, p.TermijnStartbijeenkomst, p.TermijnEvaluatie, p.TermijnMaximum, p.TermijnSpoed, p.TermijnCrisis,
	}
	t.Run("VPR-6 every kind has a title of its own and something to do", func(t *testing.T) {
		titles := map[string]bool{}
		for _, soort := range soorten {
			term := p.Termijn{Soort: soort, Zaak: "ZO-1"}
			titles[term.Titel()] = true
			labels := map[string]bool{}
			for _, a := range term.Acties() {
				labels[a.Label] = true
				if !strings.Contains(a.Regel+" ", " zaak=ZO-1 ") {
					t.Errorf("%s: %s", soort, a.Regel)
				}
			}
			if len(labels) != len(term.Acties()) || !labels["Overdragen"] {
				t.Errorf("%s: %v", soort, term.Acties())
			}
			uitstel := soort != p.TermijnCrisis && soort != p.TermijnSpoed && soort != p.TermijnBrief
			gelijk(t, uitstel, labels["Uitstellen"])
		}
		gelijk(t, len(soorten), len(titles))
	})
	t.Run("EV-5 every reason names a rule and its owner", func(t *testing.T) {
		for _, c := range []p.Casus{zaakVPR("2026-11-13"), zaakPR(p.Licht, "2026-01-15"), zaakPR(p.Intensief, "2026-01-15")} {
			for _, term := range p.Termijnen(c, altijdTeam(t)) {
				for _, g := range term.Grond {
					rule, ok := p.FindRule(g.Regel)
					if !ok || !strings.Contains(p.WaaromVolledig(term.Grond), rule.Eigenaar) || !strings.HasSuffix(g.Uitleg, ".") {
						t.Errorf("%s: %+v", term.Soort, g)
					}
				}
			}
		}
	})
	t.Run("EV-4 an own number is called so", func(t *testing.T) {
		gelijk(t, true, strings.Contains(p.Bron(p.Grond{Regel: "VPR-6", Eigen: true}), "eigen instelling"))
		gelijk(t, false, strings.Contains(p.Bron(p.Grond{Regel: "VPR-6"}), "eigen instelling"))
		gelijk(t, "X-1", p.Bron(p.Grond{Regel: "X-1"}))
	})
}
