package procesregie_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// What ends a term, ends what was said of it, and says why.
func TestAfloop(t *testing.T) {
	team := altijdTeam(t)
	team.Profiel.VPR.StartbijeenkomstDagen = 14
	op := func(today string) p.Handeling {
		h := door(team, today)
		h.Tweede = "mo"
		return h
	}
	melding := func(c p.Casus, soort p.MeldingSoort, at string) p.Casus {
		c.Meldingen = append(slices.Clone(c.Meldingen), p.Melding{Soort: soort, Gemeld: om(at)})
		return c
	}
	nieuw := zaakVPR("2026-11-13") // kernbesluit on 30 October
	nieuw.VPR.Brief, nieuw.VPR.Startbijeenkomst = p.Date{}, p.Date{}
	basis, mdo := zaakPR(p.Basis, "2026-01-15"), zaakVPR("2026-11-13")
	gehouden := verslag()
	gehouden.Volgende = dag("2027-01-20")
	geweest, _, err := p.HoudMDO(mdo, dag("2026-12-14"), gehouden, op("2026-12-14"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		casus p.Casus
		tot   string // reminders went out up to this day
		soort p.TermijnSoort
		act   func(p.Casus) (p.Casus, error)
		want  p.Afloop
	}{
		{"VPR-6 the first MDO was held", mdo, "2026-12-18", p.TermijnMDO, func(c p.Casus) (p.Casus, error) {
			c, _, err := p.HoudMDO(c, dag("2026-12-18"), gehouden, op("2026-12-18"))
			return c, err
		}, p.Afloop{Gedaan: true, Tekst: "Het eerste MDO is gehouden op vr 18 december 2026.", Reden: p.RedenGehouden}},
		{"VPR-6 the first MDO was held, too late", mdo, "2027-01-08", p.TermijnMDO, func(c p.Casus) (p.Casus, error) {
			c, _, err := p.HoudMDO(c, dag("2027-01-07"), gehouden, op("2027-01-08"))
			return c, err
		}, p.Afloop{Gedaan: true, Tekst: "Het eerste MDO is gehouden op do 7 januari 2027.", Reden: p.RedenGehouden}},
		{"VPR-6 the startbijeenkomst was sooner than was written down", mdo, "2026-12-18", p.TermijnMDO, func(c p.Casus) (p.Casus, error) {
			return p.HoudStartbijeenkomst(c, p.Startbijeenkomst{Op: dag("2026-11-10"), Casusregisseur: "begeleider"}, op("2026-12-18"))
		}, p.Afloop{Tekst: "De termijn is veranderd.", Reden: p.RedenVeranderd}},
		{"VPR-2 the letter was sent", nieuw, "2026-11-10", p.TermijnBrief, func(c p.Casus) (p.Casus, error) {
			return p.VerstuurBrief(c, dag("2026-11-10"), op("2026-11-10"))
		}, p.Afloop{Gedaan: true, Tekst: "De brief is verstuurd op di 10 november 2026.", Reden: p.RedenVerstuurd}},
		{"VPR-4 the startbijeenkomst was held", nieuw, "2026-11-10", p.TermijnStartbijeenkomst, func(c p.Casus) (p.Casus, error) {
			return p.HoudStartbijeenkomst(c, p.Startbijeenkomst{Op: dag("2026-11-10"), Casusregisseur: "begeleider"}, op("2026-11-10"))
		}, p.Afloop{Gedaan: true, Tekst: "De startbijeenkomst was op di 10 november 2026.", Reden: p.RedenGehouden}},
		{"EV-1 the evaluation was held", basis, "2026-07-10", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2026-07-09")}, op("2026-07-10"))
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op do 9 juli 2026.", Reden: p.RedenGehouden}},
		{"EV-1 held before the first reminder, written down after it", basis, "2026-06-19", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2026-06-12")}, op("2026-06-19"))
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op vr 12 juni 2026.", Reden: p.RedenGehouden}},
		{"EV-3 overdue for long, and held at last", basis, "2026-08-20", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2026-07-20")}, op("2026-08-20"))
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op ma 20 juli 2026.", Reden: p.RedenGehouden}},
		{"EV-3 one of long ago was written down: the term moved", basis, "2026-07-10", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2026-03-02")}, op("2026-07-10"))
		}, p.Afloop{Tekst: "De termijn is veranderd.", Reden: p.RedenVeranderd}},
		{"VPR-7 the evaluation that was agreed was held", geweest, "2027-01-15", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			v := verslag()
			v.Volgende = dag("2027-02-20")
			c, _, err := p.HoudMDO(c, dag("2027-01-15"), v, op("2027-01-15"))
			return c, err
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op vr 15 januari 2027.", Reden: p.RedenGehouden}},
		{"VPR-8 an evaluation of a VPR was held without record", geweest, "2027-01-15", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2027-01-14")}, op("2027-01-15"))
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op do 14 januari 2027.", Reden: p.RedenGehouden}},
		{"VPR-7 another day was agreed", geweest, "2027-01-15", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			c, _, err := p.PlanEvaluatie(c, dag("2027-01-25"), op("2027-01-15"))
			return c, err
		}, p.Afloop{Tekst: "De termijn is veranderd.", Reden: p.RedenVeranderd}},
		{"SC-2 the crisis was handled", melding(basis, p.Crisis, "2026-02-07 03:10"), "2026-02-07", p.TermijnCrisis, func(c p.Casus) (p.Casus, error) {
			return p.RondMeldingAf(c, p.Crisis, "gebeld", om("2026-02-07 12:30"))
		}, p.Afloop{Gedaan: true, Tekst: "De melding crisis is afgerond op za 7 februari 2026 om 12.30 uur.", Reden: p.RedenAfgerond}},
		{"SC-1 spoed was handled, the crisis was not", melding(melding(basis, p.Spoed, "2026-02-02 10:00"), p.Crisis, "2026-02-07 03:10"), "2026-02-07", p.TermijnSpoed, func(c p.Casus) (p.Casus, error) {
			return p.RondMeldingAf(c, p.Spoed, "gebeld", om("2026-02-07 12:30"))
		}, p.Afloop{Gedaan: true, Tekst: "De melding spoed is afgerond op za 7 februari 2026 om 12.30 uur.", Reden: p.RedenAfgerond}},
		{"RN-7 an extension answers the question at the end of a level", basis, "2026-12-21", p.TermijnMaximum, func(c p.Casus) (p.Casus, error) {
			return p.WisselNiveau(c, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-21"), Reden: "r"}, op("2026-12-21"))
		}, p.Afloop{Gedaan: true, Tekst: "Het niveau is sinds ma 21 december 2026: basis.", Reden: p.RedenNiveau}},
		{"VPR-10 a VPR that was scaled down has no first MDO", mdo, "2026-12-18", p.TermijnMDO, func(c p.Casus) (p.Casus, error) {
			return p.WisselNiveau(c, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-18"), Reden: "r"}, op("2026-12-18"))
		}, p.Afloop{Tekst: "Het niveau is sinds vr 18 december 2026: basis.", Reden: p.RedenNiveau}},
		{"RN-8 the case was closed", basis, "2026-07-10", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.SluitCasus(c, p.Sluiting{Op: dag("2026-07-10"), Reden: "zelf", Nazorg: "geen"}, op("2026-07-10"))
		}, p.Afloop{Tekst: "De casus is gesloten op vr 10 juli 2026.", Reden: p.RedenGesloten}},
		{"RN-8 held, and then closed", basis, "2026-07-10", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			c, err := p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag("2026-07-09")}, op("2026-07-10"))
			if err != nil {
				return c, err
			}
			return p.SluitCasus(c, p.Sluiting{Op: dag("2026-07-10"), Reden: "zelf", Nazorg: "geen"}, op("2026-07-10"))
		}, p.Afloop{Gedaan: true, Tekst: "De evaluatie is gehouden op do 9 juli 2026.", Reden: p.RedenGehouden}},
		{"EV-5 the case was handed over", basis, "2026-07-10", p.TermijnEvaluatie, func(c p.Casus) (p.Casus, error) {
			return p.DraagOver(c, "cas", "r", op("2026-07-10"))
		}, p.Afloop{Tekst: "De casus is overgedragen aan Cas.", Reden: p.RedenOverdracht}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, _ := loop(c.casus, team, nil, dag(c.tot))
			out = slices.DeleteFunc(van(c.soort, out), func(r p.Reminder) bool { return r.Voor != "vera" })
			if len(out) == 0 {
				t.Fatal("nothing went out")
			}
			terms := p.Termijnen(c.casus, team)
			after, err := c.act(c.casus)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range out {
				if !team.Geldt(c.casus, terms, r) {
					t.Errorf("before, it does not hold: %s", regel(r))
				}
				if team.Geldt(after, p.Termijnen(after, team), r) {
					t.Errorf("after, it holds: %s", regel(r))
				}
				gelijk(t, c.want, team.Afloop(after, r))
			}
		})
	}
}

// What changes without ending the term.
func TestGeldt(t *testing.T) {
	team, mdo := altijdTeam(t), zaakVPR("2026-11-13")
	h := door(team, "2026-12-10")
	of := func(stap p.Stap, voor string) p.Reminder {
		for _, r := range van(p.TermijnMDO, p.Plan(mdo, team, nil)) {
			if r.Stap == stap && r.Voor == voor {
				return r
			}
		}
		t.Fatalf("no %s", stap)
		return p.Reminder{}
	}
	holds := func(c p.Casus, praktijk p.Praktijk, r p.Reminder) bool {
		return praktijk.Geldt(c, p.Termijnen(c, praktijk), r)
	}
	planned, _, err := p.PlanMDO(mdo, dag("2026-12-18"), h)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("VPR-6 to plan the MDO was done, to hold it was not", func(t *testing.T) {
		gelijk(t, []bool{false, false, true}, []bool{holds(planned, team, of("start", "vera")), holds(planned, team, of("3-weken", "vera")), holds(planned, team, of("1-week", "vera"))})
		gelijk(t, p.Afloop{Gedaan: true, Tekst: "Het MDO is gepland op vr 18 december 2026.", Reden: p.RedenGepland}, team.Afloop(planned, of("start", "wim")))
	})
	t.Run("VPR-3 another duo-partner", func(t *testing.T) {
		other, err := p.KiesDuo(mdo, "cas", h)
		goed(t)(other, err)
		gelijk(t, []bool{true, false}, []bool{holds(other, team, of("1-week", "vera")), holds(other, team, of("1-week", "wim"))})
		gelijk(t, p.Afloop{Tekst: "De duo-partner is nu Cas.", Reden: p.RedenDuo}, team.Afloop(other, of("1-week", "wim")))
	})
	t.Run("VPR-3 handed over to the duo-partner, the reminder of the duo-partner holds", func(t *testing.T) {
		other, err := p.DraagOver(mdo, "wim", "r", h)
		goed(t)(other, err)
		gelijk(t, []bool{false, true}, []bool{holds(other, team, of("1-week", "vera")), holds(other, team, of("1-week", "wim"))})
	})
	t.Run("EV-5 leave, not being reached and leaving change nothing in what was said", func(t *testing.T) {
		for _, praktijk := range []p.Praktijk{
			metOnbereikbaar(team, "vera"), metLid(team, "vera", weg("2026-12-01", "2026-12-31")), metLid(team, "vera", func(l *p.Lid) { l.Weg = true }),
		} {
			gelijk(t, true, holds(mdo, praktijk, of("1-week", "vera")))
		}
	})
	t.Run("EV-5 a manager who is one no more", func(t *testing.T) {
		other := metLid(team, "mo", func(l *p.Lid) { l.Rol = p.Gedragswetenschapper })
		gelijk(t, false, holds(mdo, other, of(p.StapManager, "mo")))
		gelijk(t, p.Afloop{Tekst: "Deze termijn is niet meer van Mo.", Reden: p.RedenVervallen}, other.Afloop(mdo, of(p.StapManager, "mo")))
	})
	t.Run("VPR-6 a profile without VPR", func(t *testing.T) {
		other := team
		other.Profiel.Modules.VPR = false
		gelijk(t, false, holds(mdo, other, of("1-week", "vera")))
		gelijk(t, p.Afloop{Tekst: "Deze termijn geldt niet meer.", Reden: p.RedenVervallen}, other.Afloop(mdo, of("1-week", "vera")))
	})
	t.Run("VPR-9 an event of the team that is there no more", func(t *testing.T) {
		praktijk := metRitme(team, ritme("casuistiekbespreking", "2026-11-17", 2))
		r := p.PlanTeam(praktijk, dag("2026-11-10"), nil)[0]
		gelijk(t, []bool{true, false}, []bool{praktijk.Geldt(p.Casus{}, nil, r), team.Geldt(p.Casus{}, nil, r)})
		gelijk(t, p.Afloop{Tekst: "Dit staat niet meer in het ritme van jullie team.", Reden: p.RedenVeranderd}, team.Afloop(p.Casus{}, r))
	})
}

// checkGeldt holds in every walk: what is planned would hold, and of what went out only
// that which a term of the case owns. Of the rest there is a sentence that says why.
func (w *wandeling) checkGeldt(plan []p.Reminder) {
	terms := p.Termijnen(w.casus, w.praktijk)
	for _, r := range plan {
		if !w.praktijk.Geldt(w.casus, terms, r) {
			w.t.Fatalf("planned, and it would not hold: %s", regel(r))
		}
	}
	for _, b := range w.log {
		owned := slices.ContainsFunc(terms, func(t p.Termijn) bool { return t.Owns(b.Reminder) })
		holds := w.praktijk.Geldt(w.casus, terms, b.Reminder)
		if holds && !owned {
			w.t.Fatalf("no term owns it, and it holds: %s", b)
		}
		if !holds {
			w.checkAfloop(b)
		}
	}
}

func (w *wandeling) checkAfloop(b bezorgd) {
	a := w.praktijk.Afloop(w.casus, b.Reminder)
	if !strings.HasSuffix(a.Tekst, ".") || a.Reden == "" || strings.Contains(a.Tekst, "onbekend") {
		w.t.Fatalf("%s: %+v", b, a)
	}
	if !w.casus.IsOpen() && !a.Gedaan && a.Reden != p.RedenGesloten {
		w.t.Fatalf("closed, and not said: %s: %+v", b, a)
	}
	if a.Reden == p.RedenAfgerond && !slices.ContainsFunc(w.casus.Meldingen, func(m p.Melding) bool { return !m.Klaar.IsZero() }) {
		w.t.Fatalf("nothing was handled: %s", b)
	}
}

// Putting back what ended a term gives the reminder back.
func TestGeldtWeer(t *testing.T) {
	standaard := profiel(t, "standaard")
	t.Run("RN-8 closing ends everything that was said of a case, and nothing else does so for good", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			praktijk, c := trekTeam(t, standaard), trekCasus(t)
			out, _ := loop(c, praktijk, nil, c.StartRegie.AddDays(rapid.IntRange(10, 250).Draw(t, "dagen")))
			closed := c
			closed.Sluiting.Op = c.StartRegie.AddDays(300)
			for _, r := range out {
				if praktijk.Geldt(closed, p.Termijnen(closed, praktijk), r) || !praktijk.Geldt(c, p.Termijnen(c, praktijk), r) {
					t.Fatal(regel(r))
				}
				if a := praktijk.Afloop(closed, r); a.Reden != p.RedenGesloten || a.Gedaan {
					t.Fatalf("%s: %+v", regel(r), a)
				}
			}
		})
	})
}
