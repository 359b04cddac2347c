package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

// The example of VPR-6: startbijeenkomst on Friday 13 November 2026.
func TestFirstMDO(t *testing.T) {
	t.Run("VPR-6 day 42 and the advised date", func(t *testing.T) {
		for _, c := range []struct{ start, uiterlijk, advies string }{
			{"2026-11-13", "2026-12-25", "2026-12-24"}, // Christmas Day
			{"2026-11-12", "2026-12-24", "2026-12-24"}, // a Thursday
			{"2026-11-15", "2026-12-27", "2026-12-24"}, // a Sunday after Christmas
			{"2026-11-16", "2026-12-28", "2026-12-28"},
			{"2027-03-24", "2027-05-05", "2027-05-04"}, // Bevrijdingsdag
			{"2027-03-26", "2027-05-07", "2027-05-07"}, // a closing day of the example team only
			{"2028-01-18", "2028-02-29", "2028-02-29"},
		} {
			term := termijn(t, zaakVPR(c.start), altijdTeam(t), p.TermijnMDO)
			gelijk(t, c.uiterlijk+" "+c.advies+" "+c.start, term.Uiterlijk.String()+" "+term.Advies.String()+" "+term.Vanaf.String())
		}
	})
	t.Run("VPR-6 a closing day of the team moves the advised date", func(t *testing.T) {
		term := termijn(t, doorAnouk(zaakVPR("2027-03-26")), voorbeeld(t), p.TermijnMDO)
		gelijk(t, "2027-05-07 2027-05-04", term.Uiterlijk.String()+" "+term.Advies.String()) // 5 and 6 May are days off
	})
	t.Run("VPR-6 no term before the startbijeenkomst, nor once it was held", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.VPR.Startbijeenkomst = p.Date{}
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
		c = zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gepland: dag("2026-12-01"), Gehouden: dag("2026-12-02")}}
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
	})
	t.Run("VPR-6 an MDO of a VPR before this one does not count", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gehouden: c.VPR.Kernbesluit.AddDays(-1)}}
		gelijk(t, []string{"2026-12-25"}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
		c.MDOs[0].Gehouden = c.VPR.Kernbesluit
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
	})
	t.Run("VPR-6 only while the case is open and VPR, and the module is on", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.Sluiting.Op = dag("2026-11-20")
		gelijk(t, 0, len(p.Termijnen(c, altijdTeam(t))))
		c = zaakVPR("2026-11-13")
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-11-20")})
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
		off := altijdTeam(t)
		off.Profiel.Modules.VPR = false
		gelijk(t, []string{}, uiterlijk(zaakVPR("2026-11-13"), off, p.TermijnMDO))
	})
	t.Run("VPR-6 the reason names the rule and the days", func(t *testing.T) {
		term := termijn(t, zaakVPR("2026-11-13"), altijdTeam(t), p.TermijnMDO)
		gelijk(t, []p.Grond{{Regel: "VPR-6", Uitleg: "Het eerste MDO is uiterlijk 42 dagen na de startbijeenkomst van vr 13 november 2026."}}, term.Grond)
	})
}

func TestFirstMDOReminders(t *testing.T) {
	gepland := func(day string) func(p.Casus) p.Casus {
		return func(c p.Casus) p.Casus {
			c.MDOs = []p.MDO{{Gepland: dag(day)}}
			return c
		}
	}
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		casus    p.Casus
		with     func(p.Casus) p.Casus
		want     string
	}{
		{"VPR-6 every stage, for people who work every day", altijdTeam(t), zaakVPR("2026-11-13"), nil, `
			2026-11-13 09:00 mdo start vera
			2026-11-13 09:00 mdo start wim
			2026-12-03 09:00 mdo 3-weken vera
			2026-12-03 09:00 mdo 3-weken wim
			2026-12-17 09:00 mdo 1-week vera
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag vera
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo manager mo`},
		{"VPR-6 every stage, for anouk who is away when it is overdue", voorbeeld(t), doorAnouk(zaakVPR("2026-11-13")), nil, `
			2026-11-13 09:00 mdo start bram
			2026-11-16 09:00 mdo start anouk
			2026-12-03 09:00 mdo 3-weken anouk
			2026-12-03 09:00 mdo 3-weken bram
			2026-12-17 09:00 mdo 1-week anouk
			2026-12-17 09:00 mdo 1-week bram
			2026-12-23 09:00 mdo 1-werkdag anouk
			2026-12-23 09:00 mdo 1-werkdag bram
			2026-12-28 09:00 mdo te-laat anouk>bram
			2026-12-28 09:00 mdo te-laat bram
			2026-12-29 09:00 mdo manager joris`},
		{"VPR-6 not asked to plan what is planned", altijdTeam(t), zaakVPR("2026-11-13"), gepland("2026-11-30"), `
			2026-12-17 09:00 mdo 1-week vera
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag vera
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo manager mo`},
		{"VPR-6 planned too late is reminded all the same", altijdTeam(t), zaakVPR("2026-11-13"), gepland("2027-01-12"), `
			2026-12-17 09:00 mdo 1-week vera
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag vera
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo manager mo`},
		{"EV-4 a reminder on days off of the person comes on the working day before", metLid(altijdTeam(t), "vera", weg("2026-12-14", "2026-12-24")), zaakVPR("2026-11-13"), nil, `
			2026-11-13 09:00 mdo start vera
			2026-11-13 09:00 mdo start wim
			2026-12-03 09:00 mdo 3-weken vera
			2026-12-03 09:00 mdo 3-weken wim
			2026-12-11 09:00 mdo 1-week vera
			2026-12-11 09:00 mdo 1-werkdag vera
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo manager mo`},
		{"VPR-6 who is away for long is stood in for by the duo-partner", metLid(altijdTeam(t), "vera", weg("2026-11-16", "2027-02-26")), zaakVPR("2026-11-13"), nil, `
			2026-11-13 09:00 mdo start vera
			2026-11-13 09:00 mdo start wim
			2026-12-03 09:00 mdo 3-weken vera>wim
			2026-12-03 09:00 mdo 3-weken wim
			2026-12-17 09:00 mdo 1-week vera>wim
			2026-12-17 09:00 mdo 1-week wim
			2026-12-23 09:00 mdo 1-werkdag vera>wim
			2026-12-23 09:00 mdo 1-werkdag wim
			2026-12-28 09:00 mdo te-laat vera>wim
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo manager mo`},
	} {
		t.Run(c.name, func(t *testing.T) {
			casus := c.casus
			if c.with != nil {
				casus = c.with(casus)
			}
			gelijk(t, lines(c.want), regels(p.Plan(casus, c.praktijk, nil)))
		})
	}
}

// Once it is overdue: every own working day, and the manager every week.
func TestFirstMDOOverdue(t *testing.T) {
	t.Run("VPR-6 daily to the procesregisseur, weekly to the manager", func(t *testing.T) {
		out, _ := loop(zaakVPR("2026-11-13"), altijdTeam(t), nil, dag("2027-01-05"))
		gelijk(t, lines(`
			2026-12-28 09:00 mdo te-laat vera
			2026-12-28 09:00 mdo te-laat wim
			2026-12-29 09:00 mdo dag-2026-12-29 vera
			2026-12-29 09:00 mdo manager mo
			2026-12-30 09:00 mdo dag-2026-12-30 vera
			2026-12-31 09:00 mdo dag-2026-12-31 vera
			2027-01-04 09:00 mdo dag-2027-01-04 vera
			2027-01-05 09:00 mdo dag-2027-01-05 vera
			2027-01-05 09:00 mdo manager-week-2027-01-05 mo`), sorted(regels(out[8:])))
	})
	t.Run("VPR-6 the daily digest waits for anouk until she is back", func(t *testing.T) {
		out, _ := loop(doorAnouk(zaakVPR("2026-11-13")), voorbeeld(t), nil, dag("2027-01-13"))
		gelijk(t, lines(`
			2026-12-28 09:00 mdo te-laat anouk>bram
			2026-12-28 09:00 mdo te-laat bram
			2026-12-29 09:00 mdo manager joris
			2027-01-05 09:00 mdo manager-week-2027-01-05 joris
			2027-01-11 09:00 mdo dag-2027-01-11 anouk
			2027-01-12 09:00 mdo dag-2027-01-12 anouk
			2027-01-12 09:00 mdo manager-week-2027-01-12 joris
			2027-01-13 09:00 mdo dag-2027-01-13 anouk`), sorted(regels(out[8:])))
	})
	t.Run("VPR-6 it is over when the MDO was held", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		_, sent := loop(c, altijdTeam(t), nil, dag("2027-01-05"))
		c.MDOs = []p.MDO{{Gehouden: dag("2027-01-05")}}
		gelijk(t, 0, len(van(p.TermijnMDO, p.Plan(c, altijdTeam(t), sent))))
	})
	t.Run("VPR-6 another startbijeenkomst is another term", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-10"))
		c.VPR.Startbijeenkomst = dag("2026-11-16")
		gelijk(t, "2026-11-16 09:00 mdo start vera", regel(p.Plan(c, altijdTeam(t), sent)[0]))
	})
	t.Run("VPR-3 a new duo-partner gets every stage", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		_, sent := loop(c, altijdTeam(t), nil, dag("2026-12-28"))
		c.Duo = "cas"
		gelijk(t, lines(`
			2026-11-13 09:00 mdo start cas
			2026-12-03 09:00 mdo 3-weken cas
			2026-12-17 09:00 mdo 1-week cas
			2026-12-23 09:00 mdo 1-werkdag cas
			2026-12-28 09:00 mdo te-laat cas
			2026-12-29 09:00 mdo dag-2026-12-29 vera
			2026-12-29 09:00 mdo manager mo`), sorted(regels(p.Plan(c, altijdTeam(t), sent))))
	})
}

func TestBrief(t *testing.T) {
	zonderBrief := func() p.Casus {
		c := zaakVPR("2026-11-13") // kernbesluit on Friday 30 October
		c.VPR.Brief, c.VPR.Startbijeenkomst = p.Date{}, p.Date{}
		return c
	}
	t.Run("VPR-2 no term, reminded every week until it was sent", func(t *testing.T) {
		c := zonderBrief()
		term := termijn(t, c, altijdTeam(t), p.TermijnBrief)
		gelijk(t, p.Date{}, term.Uiterlijk)
		gelijk(t, false, term.IsOverdue(dag("2030-01-01")))
		out, sent := loop(c, altijdTeam(t), nil, dag("2026-12-01"))
		gelijk(t, lines(`
			2026-11-02 09:00 brief week-2026-11-02 vera
			2026-11-09 09:00 brief week-2026-11-09 vera
			2026-11-16 09:00 brief week-2026-11-16 vera
			2026-11-23 09:00 brief week-2026-11-23 vera
			2026-11-30 09:00 brief week-2026-11-30 vera`), regels(out))
		c.VPR.Brief = dag("2026-12-01")
		gelijk(t, 0, len(p.Plan(c, altijdTeam(t), sent)))
	})
	t.Run("VPR-2 a week after the last one that went out, on own working days", func(t *testing.T) {
		out, _ := loop(doorAnouk(zonderBrief()), voorbeeld(t), nil, dag("2027-01-13"))
		gelijk(t, lines(`
			2026-12-21 09:00 brief week-2026-12-21 anouk
			2026-12-28 09:00 brief week-2026-12-28 anouk>bram
			2027-01-04 09:00 brief week-2027-01-04 anouk>bram
			2027-01-11 09:00 brief week-2027-01-11 anouk`), regels(out[7:]))
	})
	t.Run("VPR-2 the number of days is a setting", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Profiel.VPR.BriefDagen = 3
		out, _ := loop(zonderBrief(), praktijk, nil, dag("2026-11-10"))
		gelijk(t, lines(`
			2026-11-02 09:00 brief week-2026-11-02 vera
			2026-11-05 09:00 brief week-2026-11-05 vera
			2026-11-09 09:00 brief week-2026-11-09 vera`), regels(out))
	})
}

func TestStartbijeenkomstTermijn(t *testing.T) {
	c := zaakVPR("2026-11-13") // kernbesluit on Friday 30 October
	c.VPR.Startbijeenkomst = p.Date{}
	t.Run("VPR-4 no term unless the team sets one", func(t *testing.T) {
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnStartbijeenkomst))
	})
	t.Run("VPR-4 the setting counts from the kernbesluit", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Profiel.VPR.StartbijeenkomstDagen = 30
		term := termijn(t, c, praktijk, p.TermijnStartbijeenkomst)
		gelijk(t, "2026-11-29 2026-11-27", term.Uiterlijk.String()+" "+term.Advies.String())
		gelijk(t, true, term.Grond[0].Eigen)
		gelijk(t, lines(`
			2026-11-02 09:00 startbijeenkomst 4-weken vera
			2026-11-02 09:00 startbijeenkomst 4-weken wim
			2026-11-20 09:00 startbijeenkomst 1-week vera
			2026-11-20 09:00 startbijeenkomst 1-week wim
			2026-11-30 09:00 startbijeenkomst te-laat vera
			2026-11-30 09:00 startbijeenkomst te-laat wim
			2026-12-04 09:00 startbijeenkomst manager mo`), regels(p.Plan(c, praktijk, nil)))
	})
}

func TestVPREvaluatie(t *testing.T) {
	held := func(day string) p.Casus {
		c := zaakVPR("2026-11-13")
		c.MDOs = []p.MDO{{Gepland: dag("2026-12-01"), Gehouden: dag(day)}}
		return c
	}
	ingesteld := func(weken int) p.Praktijk {
		praktijk := altijdTeam(t)
		praktijk.Profiel.VPR.EvaluatieWeken = weken
		return praktijk
	}
	afgesproken := func(c p.Casus, day string) p.Casus {
		c.VolgendeEvaluatie = dag(day)
		return c
	}
	for _, c := range []struct {
		name      string
		casus     p.Casus
		praktijk  p.Praktijk
		uiterlijk string
		voorstel  bool
		regel     string
	}{
		{"VPR-8 no interval set: 6 weeks after the MDO, a proposal", held("2026-12-02"), altijdTeam(t), "2027-01-13", true, "VPR-8"},
		{"VPR-8 an interval set: its limit", held("2026-12-02"), ingesteld(4), "2026-12-30", false, "VPR-8"},
		{"VPR-8 an agreed date replaces a proposal", afgesproken(held("2026-12-02"), "2027-02-10"), altijdTeam(t), "2027-02-10", false, "VPR-7"},
		{"VPR-8 an agreed date within the interval counts", afgesproken(held("2026-12-02"), "2026-12-16"), ingesteld(4), "2026-12-16", false, "VPR-7"},
		{"VPR-8 an agreed date after the interval does not stretch it", afgesproken(held("2026-12-02"), "2027-02-10"), ingesteld(4), "2026-12-30", false, "VPR-8"},
		{"VPR-8 a date from before the last MDO is over", afgesproken(held("2026-12-02"), "2026-12-02"), altijdTeam(t), "2027-01-13", true, "VPR-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			term := termijn(t, c.casus, c.praktijk, p.TermijnEvaluatie)
			gelijk(t, c.uiterlijk, term.Uiterlijk.String())
			gelijk(t, c.voorstel, term.Voorstel)
			gelijk(t, c.regel, term.Grond[0].Regel)
			gelijk(t, c.voorstel, term.Grond[0].Eigen && c.praktijk.Profiel.VPR.EvaluatieWeken == 0)
		})
	}
	t.Run("VPR-8 each next one counts from the last that was held", func(t *testing.T) {
		c := held("2026-12-02")
		c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2027-01-12")}}
		gelijk(t, []string{"2027-02-23"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
		c.MDOs = append(c.MDOs, p.MDO{Gehouden: dag("2027-02-01")})
		gelijk(t, []string{"2027-03-15"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
	t.Run("VPR-8 it takes the place of EV-1, also before the first MDO", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.StartRegie = dag("2025-01-01")
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
	t.Run("VPR-3 the duo-partner gets the reminders of an evaluation too", func(t *testing.T) {
		gelijk(t, lines(`
			2026-12-16 09:00 evaluatie 4-weken vera
			2026-12-16 09:00 evaluatie 4-weken wim
			2027-01-06 09:00 evaluatie 1-week vera
			2027-01-06 09:00 evaluatie 1-week wim
			2027-01-14 09:00 evaluatie te-laat vera
			2027-01-14 09:00 evaluatie te-laat wim
			2027-01-20 09:00 evaluatie manager mo`), regels(p.Plan(held("2026-12-02"), altijdTeam(t), nil)))
	})
	t.Run("VPR-8 a warning that falls before the day it counts from is left out", func(t *testing.T) {
		gelijk(t, "2026-12-23 09:00 evaluatie 1-week vera", regels(p.Plan(held("2026-12-02"), ingesteld(4), nil))[0])
	})
}
