package procesregie_test

import (
	"slices"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

// uitgesteld is a case of which somebody wants to hear of a term later.
func uitgesteld(c p.Casus, termijn p.Termijn, door, tot string) p.Casus {
	c.Uitstel = append(slices.Clone(c.Uitstel), p.Uitstel{Termijn: termijn.Soort, Uiterlijk: termijn.Uiterlijk, Door: door, Tot: dag(tot)})
	return c
}

// vanaf are the reminders for one person, from a day on.
func vanaf(day, voor string, list []p.Reminder) []string {
	kept := []string{}
	for _, r := range list {
		if r.Voor == voor && !p.DateOf(r.At.In(amsterdam())).Before(dag(day)) {
			kept = append(kept, regel(r))
		}
	}
	return kept
}

// What is put off comes later to that person; that a term has passed is always said.
func TestUitstel(t *testing.T) {
	c := zaakVPR("2026-11-13")
	mdo := termijn(t, c, altijdTeam(t), p.TermijnMDO)
	t.Run("VPR-6 a reminder put off comes on the day asked for", func(t *testing.T) {
		plan := p.Plan(uitgesteld(c, mdo, "vera", "2026-12-21"), altijdTeam(t), nil)
		gelijk(t, lines(`
			2026-12-21 09:00 mdo uitstel-2026-12-21 vera
			2026-12-23 09:00 mdo 1-werkdag vera
			2026-12-28 09:00 mdo te-laat vera`), vanaf("2026-12-01", "vera", plan))
		gelijk(t, lines(`
			2026-12-03 09:00 mdo 3-weken wim
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat wim`), vanaf("2026-12-01", "wim", plan))
	})
	t.Run("VPR-6 several put off become one", func(t *testing.T) {
		plan := p.Plan(uitgesteld(c, mdo, "vera", "2026-12-24"), altijdTeam(t), nil)
		gelijk(t, lines(`
			2026-12-24 09:00 mdo uitstel-2026-12-24 vera
			2026-12-28 09:00 mdo te-laat vera`), vanaf("2026-11-13", "vera", plan))
	})
	t.Run("VPR-6 putting off past the last day does not hide that it has passed", func(t *testing.T) {
		for _, tot := range []string{"2026-12-25", "2026-12-29", "2027-03-01"} {
			plan := p.Plan(uitgesteld(c, mdo, "vera", tot), altijdTeam(t), nil)
			for _, want := range []string{"2026-12-28 09:00 mdo te-laat vera", "2026-12-29 09:00 mdo manager mo"} {
				if !slices.Contains(regels(plan), want) {
					t.Errorf("put off until %s: no %s", tot, want)
				}
			}
		}
	})
	t.Run("EV-5 the rounds of what is overdue go on after it", func(t *testing.T) {
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-28"))
		out, _ := loop(uitgesteld(c, mdo, "vera", "2027-01-04"), altijdTeam(t), sent, dag("2027-01-06"))
		gelijk(t, lines(`
			2026-12-29 09:00 mdo manager mo
			2027-01-04 09:00 mdo uitstel-2027-01-04 vera
			2027-01-05 09:00 mdo dag-2027-01-05 vera
			2027-01-05 09:00 mdo manager-week-2027-01-05 mo
			2027-01-06 09:00 mdo dag-2027-01-06 vera`), sorted(regels(out)))
	})
	t.Run("EV-5 putting off before the last day does not double the message that it has passed", func(t *testing.T) {
		put := uitgesteld(c, mdo, "vera", "2026-12-21")
		out, _ := loop(put, altijdTeam(t), nil, dag("2026-12-29"))
		gelijk(t, lines(`
			2026-12-21 09:00 mdo uitstel-2026-12-21 vera
			2026-12-23 09:00 mdo 1-werkdag vera
			2026-12-28 09:00 mdo te-laat vera
			2026-12-29 09:00 mdo dag-2026-12-29 vera`), vanaf("2026-12-01", "vera", out))
	})
	t.Run("EV-5 put off to a day off, it comes on the next working day", func(t *testing.T) {
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-29"))
		plan := p.Plan(uitgesteld(c, mdo, "vera", "2027-01-02"), altijdTeam(t), sent)
		gelijk(t, []string{"2027-01-04 09:00 mdo uitstel-2027-01-02 vera"}, vanaf("2026-12-01", "vera", plan))
	})
	t.Run("EV-4 put off to a day of leave, it goes to who stands in", func(t *testing.T) {
		away := metLid(altijdTeam(t), "vera", weg("2026-12-19", "2026-12-22"))
		plan := p.Plan(uitgesteld(c, mdo, "vera", "2026-12-21"), away, nil)
		gelijk(t, "2026-12-21 09:00 mdo uitstel-2026-12-21 vera>wim", vanaf("2026-12-01", "vera", plan)[0])
	})
	t.Run("EV-4 put off from leave to a day of work, it comes to the person", func(t *testing.T) {
		away := metLid(altijdTeam(t), "vera", weg("2026-11-16", "2026-12-20"))
		plan := p.Plan(uitgesteld(c, mdo, "vera", "2026-12-21"), away, nil)
		gelijk(t, "2026-12-21 09:00 mdo uitstel-2026-12-21 vera", vanaf("2026-12-01", "vera", plan)[0])
	})
	t.Run("EV-5 rounds put off wait until the person is back", func(t *testing.T) {
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-28"))
		away := metLid(altijdTeam(t), "vera", weg("2026-12-30", "2027-01-08"))
		out, _ := loop(uitgesteld(c, mdo, "vera", "2026-12-31"), away, sent, dag("2027-01-12"))
		gelijk(t, lines(`
			2027-01-11 09:00 mdo uitstel-2026-12-31 vera
			2027-01-12 09:00 mdo dag-2027-01-12 vera`), vanaf("2026-12-01", "vera", out))
	})
	t.Run("VPR-2 the weekly letter can be put off and goes on", func(t *testing.T) {
		brief := zaakVPR("2026-11-13")
		brief.VPR.Brief, brief.VPR.Startbijeenkomst = p.Date{}, p.Date{}
		_, sent := loop(brief, altijdTeam(t), nil, dag("2026-11-13"))
		out, _ := loop(uitgesteld(brief, termijn(t, brief, altijdTeam(t), p.TermijnBrief), "vera", "2026-11-18"), altijdTeam(t), sent, dag("2026-12-02"))
		gelijk(t, lines(`
			2026-11-18 09:00 brief uitstel-2026-11-18 vera
			2026-11-25 09:00 brief week-2026-11-25 vera
			2026-12-02 09:00 brief week-2026-12-02 vera`), regels(out))
	})
	t.Run("EV-5 what was put off comes on that day, also when nothing else would", func(t *testing.T) {
		basis := zaakPR(p.Basis, "2026-01-15")
		evaluatie := termijn(t, basis, altijdTeam(t), p.TermijnEvaluatie)
		gelijk(t, lines(`
			2026-03-02 09:00 evaluatie uitstel-2026-03-02 vera
			2026-06-17 09:00 evaluatie 4-weken vera
			2026-07-08 09:00 evaluatie 1-week vera
			2026-07-16 09:00 evaluatie te-laat vera`), vanaf("2026-01-01", "vera", van(p.TermijnEvaluatie, p.Plan(uitgesteld(basis, evaluatie, "vera", "2026-03-02"), altijdTeam(t), nil))))
	})
	t.Run("EV-5 putting off holds for that term only, not for the next of its kind", func(t *testing.T) {
		lang := zaakPR(p.Intensief, "2026-01-15")
		eerste := termijnen(lang, altijdTeam(t), p.TermijnEvaluatie)[0]
		put := uitgesteld(lang, eerste, "vera", "2026-07-20")
		put.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-07-17")}}
		gelijk(t, "2026-12-18 09:00 evaluatie 4-weken vera", vanaf("2026-07-01", "vera", van(p.TermijnEvaluatie, p.Plan(put, altijdTeam(t), nil)))[0])
		count := 0
		for _, r := range p.Plan(uitgesteld(lang, eerste, "vera", "2026-07-03"), altijdTeam(t), nil) {
			if r.Stap == "uitstel-2026-07-03" {
				count++
			}
		}
		gelijk(t, 1, count)
	})
	t.Run("VPR-3 who has no part in the case any more is not reminded by an old wish", func(t *testing.T) {
		put := uitgesteld(c, mdo, "wim", "2026-12-21")
		put.Duo = "cas"
		gelijk(t, []string{}, vanaf("2026-11-01", "wim", p.Plan(put, altijdTeam(t), nil)))
	})
	t.Run("SC-2 a crisis is never put off", func(t *testing.T) {
		crisis := zaakPR(p.Intensief, "2026-01-15")
		crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-14 03:10")}}
		gelijk(t, regels(p.Plan(crisis, altijdTeam(t), nil)), regels(p.Plan(uitgesteld(crisis, termijn(t, crisis, altijdTeam(t), p.TermijnCrisis), "vera", "2026-11-20"), altijdTeam(t), nil)))
	})
}

// Who gets a reminder when the person is not there.
func TestVervanging(t *testing.T) {
	te := func(c p.Casus, praktijk p.Praktijk) []string {
		kept := []string{}
		for _, r := range p.Plan(c, praktijk, nil) {
			if r.Stap == p.StapTeLaat && r.Termijn != p.TermijnMaximum {
				kept = append(kept, regel(r))
			}
		}
		return kept
	}
	basis := zaakPR(p.Basis, "2026-01-15") // evaluation on Wed 15 July 2026
	met := func(vervanger string) p.Praktijk {
		away := metLid(altijdTeam(t), "vera", weg("2026-07-13", "2026-07-24"))
		return metLid(away, "vera", func(l *p.Lid) { l.Vervanger = vervanger })
	}
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		want     string
	}{
		{"EV-5 the replacement on the same day", met("wim"), "2026-07-16 09:00 evaluatie te-laat vera>wim"},
		{"EV-5 without one: the manager", met(""), "2026-07-16 09:00 evaluatie te-laat vera>mo"},
		{"EV-5 the replacement is away too: the manager", metLid(met("wim"), "wim", weg("2026-07-16", "2026-07-17")), "2026-07-16 09:00 evaluatie te-laat vera>mo"},
		{
			"EV-5 nobody that day: who works next, the replacement before the manager",
			metLid(metLid(met("wim"), "wim", weg("2026-07-16", "2026-07-16")), "mo", weg("2026-07-16", "2026-07-16")),
			"2026-07-17 09:00 evaluatie te-laat vera>wim",
		},
		{
			"EV-5 nobody until the person is back",
			metLid(metLid(met("wim"), "wim", weg("2026-07-13", "2026-08-31")), "mo", weg("2026-07-13", "2026-08-31")),
			"2026-07-27 09:00 evaluatie te-laat vera",
		},
		{"EV-5 somebody who left is stood in for", metLid(met("wim"), "vera", func(l *p.Lid) { l.Weg = true }), "2026-07-16 09:00 evaluatie te-laat vera>wim"},
		{"EV-5 a part-timer gets it on the next own working day", metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday} }), "2026-07-20 09:00 evaluatie te-laat vera"},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, []string{c.want}, te(basis, c.praktijk)) })
	}
	t.Run("EV-5 what is overdue keeps coming when the procesregisseur has left", func(t *testing.T) {
		left := metLid(met("wim"), "vera", func(l *p.Lid) { l.Weg = true })
		out, _ := loop(basis, left, nil, dag("2026-07-21"))
		gelijk(t, lines(`
			2026-07-16 09:00 evaluatie te-laat vera>wim
			2026-07-17 09:00 evaluatie dag-2026-07-17 vera>wim
			2026-07-20 09:00 evaluatie dag-2026-07-20 vera>wim
			2026-07-21 09:00 evaluatie dag-2026-07-21 vera>wim`), vanaf("2026-07-10", "vera", out))
	})
	t.Run("EV-5 a manager who is away is stood in for", func(t *testing.T) {
		plan := p.Plan(doorAnouk(basis), metLid(voorbeeld(t), "joris", weg("2026-07-20", "2026-07-24")), nil)
		gelijk(t, "2026-07-22 09:00 evaluatie manager joris>karin", vanaf("2026-07-16", "joris", van(p.TermijnEvaluatie, plan))[0])
	})
	t.Run("VPR-3 the duo-partner is stood in for by the procesregisseur", func(t *testing.T) {
		away := metLid(altijdTeam(t), "wim", weg("2026-12-28", "2026-12-31"))
		gelijk(t, lines(`
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim>vera`), te(zaakVPR("2026-11-13"), away))
	})
}
