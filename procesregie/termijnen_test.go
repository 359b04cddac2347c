package procesregie_test

import (
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestHalfjaarlijkseEvaluatie(t *testing.T) {
	t.Run("EV-1 each is counted from the start itself", func(t *testing.T) {
		c := zaakPR(p.Intensief, "2026-08-31")
		gelijk(t, []string{"2027-02-28", "2027-08-31"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
		gelijk(t, "2027-02-26", termijnen(c, altijdTeam(t), p.TermijnEvaluatie)[0].Advies.String())
	})
	t.Run("EV-1 at every level, until the end of the level", func(t *testing.T) {
		for _, c := range []struct {
			profiel string
			niveau  p.Niveau
			want    []string
		}{
			{"standaard", p.Licht, []string{}}, // one series with the maximum (RN-7)
			{"standaard", p.Basis, []string{"2026-07-15"}},
			{"standaard", p.Intensief, []string{"2026-07-15", "2027-01-15"}},
			{"zo", p.Basis, []string{"2026-07-15"}},
			{"utrecht-west", p.PR, []string{}}, // the module is off
		} {
			praktijk := altijdTeam(t)
			praktijk.Profiel = profiel(t, c.profiel)
			gelijk(t, c.want, uiterlijk(zaakPR(c.niveau, "2026-01-15"), praktijk, p.TermijnEvaluatie))
		}
	})
	t.Run("EV-1 a change of level does not move it", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Intensief, Sinds: dag("2026-05-01")})
		gelijk(t, []string{"2026-07-15", "2027-01-15", "2027-07-15"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
	t.Run("EV-3 six months after the last one that was held", func(t *testing.T) {
		c := zaakPR(p.Intensief, "2026-01-15")
		c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-06-30")}, {Gehouden: dag("2026-08-31")}}
		gelijk(t, []string{"2027-02-28"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
		gelijk(t, "EV-3", termijn(t, c, altijdTeam(t), p.TermijnEvaluatie).Grond[0].Regel)
	})
	t.Run("EV-3 also after the end of the level, which is then asked about itself", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-12-01")}}
		gelijk(t, []string{"2027-06-01"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
		gelijk(t, []string{"2027-01-15"}, uiterlijk(c, altijdTeam(t), p.TermijnMaximum))
	})
	t.Run("EV-1 what was planned stands with the term", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.VolgendeEvaluatie = dag("2026-07-02")
		gelijk(t, "2026-07-02 2026-07-15", func() string {
			term := termijn(t, c, altijdTeam(t), p.TermijnEvaluatie)
			return term.Gepland.String() + " " + term.Uiterlijk.String()
		}())
		c = zaakPR(p.Intensief, "2026-01-15")
		c.VolgendeEvaluatie = dag("2026-07-02")
		list := termijnen(c, altijdTeam(t), p.TermijnEvaluatie)
		gelijk(t, "2026-07-02 ", list[0].Gepland.String()+" "+list[1].Gepland.String())
	})
}

func TestEvaluatieReminders(t *testing.T) {
	t.Run("EV-5 4 weeks and 1 week before, the next working day, the manager after 5 working days", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		gelijk(t, lines(`
			2026-06-17 09:00 evaluatie 4-weken vera
			2026-07-08 09:00 evaluatie 1-week vera
			2026-07-16 09:00 evaluatie te-laat vera
			2026-07-22 09:00 evaluatie manager mo`), regels(van(p.TermijnEvaluatie, p.Plan(c, altijdTeam(t), nil))))
	})
	t.Run("EV-4 the deadline on a Sunday stays, the reminders come on the working day before", func(t *testing.T) {
		c := zaakPR(p.Intensief, "2026-08-31") // 28 February 2027 is a Sunday
		gelijk(t, lines(`
			2027-01-29 09:00 evaluatie 4-weken vera
			2027-02-19 09:00 evaluatie 1-week vera
			2027-03-01 09:00 evaluatie te-laat vera
			2027-03-05 09:00 evaluatie manager mo`), regels(van(p.TermijnEvaluatie, p.Plan(c, altijdTeam(t), nil)))[:4])
	})
	t.Run("EV-4 Koningsdag moves a reminder to the Monday before", func(t *testing.T) {
		c := doorAnouk(zaakPR(p.Intensief, "2026-11-25")) // half a year later is Tuesday 25 May 2027; 4 weeks before is Koningsdag
		gelijk(t, lines(`
			2027-04-26 09:00 evaluatie 4-weken anouk
			2027-05-18 09:00 evaluatie 1-week anouk
			2027-05-26 09:00 evaluatie te-laat anouk
			2027-06-01 09:00 evaluatie manager joris`), regels(van(p.TermijnEvaluatie, p.Plan(c, voorbeeld(t), nil)))[:4])
	})
	t.Run("EV-5 then daily, and the manager every week", func(t *testing.T) {
		c := doorAnouk(zaakPR(p.Basis, "2026-01-15"))
		out, _ := loop(c, voorbeeld(t), nil, dag("2026-08-05"))
		gelijk(t, lines(`
			2026-06-17 09:00 evaluatie 4-weken anouk
			2026-07-08 09:00 evaluatie 1-week anouk
			2026-07-16 09:00 evaluatie te-laat anouk
			2026-07-20 09:00 evaluatie dag-2026-07-20 anouk
			2026-07-21 09:00 evaluatie dag-2026-07-21 anouk
			2026-07-22 09:00 evaluatie dag-2026-07-22 anouk
			2026-07-22 09:00 evaluatie manager joris
			2026-07-23 09:00 evaluatie dag-2026-07-23 anouk
			2026-07-27 09:00 evaluatie dag-2026-07-27 anouk
			2026-07-28 09:00 evaluatie dag-2026-07-28 anouk
			2026-07-29 09:00 evaluatie dag-2026-07-29 anouk
			2026-07-29 09:00 evaluatie manager-week-2026-07-29 joris
			2026-07-30 09:00 evaluatie dag-2026-07-30 anouk
			2026-08-03 09:00 evaluatie dag-2026-08-03 anouk
			2026-08-04 09:00 evaluatie dag-2026-08-04 anouk
			2026-08-05 09:00 evaluatie dag-2026-08-05 anouk
			2026-08-05 09:00 evaluatie manager-week-2026-08-05 joris`), sorted(regels(out)))
	})
	t.Run("EV-5 no duo-partner when it is not a VPR", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.Duo = "wim"
		for _, r := range p.Plan(c, altijdTeam(t), nil) {
			if r.Voor == "wim" {
				t.Errorf("%s", regel(r))
			}
		}
	})
	t.Run("EV-5 the time of day is a setting", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Profiel.Tijd.Herinner = "08:15"
		gelijk(t, "2026-06-17 08:15 evaluatie 4-weken vera", regels(p.Plan(zaakPR(p.Basis, "2026-01-15"), praktijk, nil))[0])
	})
}

func TestMaximum(t *testing.T) {
	wissel := func(c p.Casus, niveau p.Niveau, sinds string) p.Casus {
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: niveau, Sinds: dag(sinds)})
		return c
	}
	teltDoor := func() p.Praktijk {
		praktijk := altijdTeam(t)
		praktijk.Profiel.Maximum.TeltDoor = true
		return praktijk
	}
	for _, c := range []struct {
		name     string
		casus    p.Casus
		praktijk p.Praktijk
		want     []string
		regel    string
	}{
		{"RN-1 licht: 6 months", zaakPR(p.Licht, "2026-08-31"), altijdTeam(t), []string{"2027-02-28"}, "RN-1"},
		{"RN-2 basis: 12 months", zaakPR(p.Basis, "2024-02-29"), altijdTeam(t), []string{"2025-02-28"}, "RN-2"},
		{"RN-3 intensief: 18 months", zaakPR(p.Intensief, "2026-08-31"), altijdTeam(t), []string{"2028-02-29"}, "RN-3"},
		{"RN-4 VPR has no maximum", zaakVPR("2026-11-13"), altijdTeam(t), []string{}, ""},
		{"RN-6 the clock starts anew at another level", wissel(zaakPR(p.Basis, "2026-01-15"), p.Intensief, "2026-05-01"), altijdTeam(t), []string{"2027-11-01"}, "RN-3"},
		{"RN-6 or runs on, as a setting", wissel(zaakPR(p.Basis, "2026-01-15"), p.Intensief, "2026-05-01"), teltDoor(), []string{"2027-07-15"}, "RN-3"},
		{"RN-7 an extension starts it anew too", wissel(zaakPR(p.Licht, "2026-01-15"), p.Licht, "2026-07-01"), altijdTeam(t), []string{"2027-01-01"}, "RN-1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.want, uiterlijk(c.casus, c.praktijk, p.TermijnMaximum))
			if c.regel != "" {
				gelijk(t, c.regel, termijn(t, c.casus, c.praktijk, p.TermijnMaximum).Grond[0].Regel)
			}
		})
	}
	t.Run("RN-7 asked 8, 4 and 1 weeks before", func(t *testing.T) {
		gelijk(t, lines(`
			2026-11-20 09:00 maximum 8-weken vera
			2026-12-18 09:00 maximum 4-weken vera
			2027-01-08 09:00 maximum 1-week vera
			2027-01-18 09:00 maximum te-laat vera
			2027-01-22 09:00 maximum manager mo`), regels(van(p.TermijnMaximum, p.Plan(zaakPR(p.Basis, "2026-01-15"), altijdTeam(t), nil))))
	})
	t.Run("RN-7 licht is one series with the half-yearly evaluation", func(t *testing.T) {
		gelijk(t, []string{}, uiterlijk(zaakPR(p.Licht, "2026-08-31"), altijdTeam(t), p.TermijnEvaluatie))
		gelijk(t, lines(`
			2026-12-31 09:00 maximum 8-weken vera
			2027-01-29 09:00 maximum 4-weken vera
			2027-02-19 09:00 maximum 1-week vera
			2027-03-01 09:00 maximum te-laat vera
			2027-03-05 09:00 maximum manager mo`), regels(p.Plan(zaakPR(p.Licht, "2026-08-31"), altijdTeam(t), nil)))
	})
	t.Run("EV-2 the final evaluation belongs to the maximum, from basis on", func(t *testing.T) {
		for niveau, want := range map[p.Niveau]string{p.Licht: "EV-1", p.Basis: "EV-2", p.Intensief: "EV-2"} {
			term := termijn(t, zaakPR(niveau, "2026-01-15"), altijdTeam(t), p.TermijnMaximum)
			gelijk(t, want, term.Grond[len(term.Grond)-1].Regel)
		}
	})
	t.Run("RN-6 own settings are told apart", func(t *testing.T) {
		own := map[string]bool{}
		for _, g := range termijn(t, zaakPR(p.Basis, "2026-01-15"), altijdTeam(t), p.TermijnMaximum).Grond {
			own[g.Regel] = g.Eigen
		}
		gelijk(t, map[string]bool{"RN-2": false, "RN-6": true, "RN-7": true, "EV-2": false}, own)
	})
}

func TestSpoed(t *testing.T) {
	spoed := func(gemeld string) p.Casus {
		c := zaakPR(p.Intensief, "2026-01-15")
		c.Meldingen = []p.Melding{{Soort: p.Spoed, Gemeld: om(gemeld)}}
		return c
	}
	for _, c := range []struct{ name, gemeld, uiterlijk string }{
		{"SC-3 reported Fri 24 Apr 2026: Mon 4 May 2026", "2026-04-24 15:00", "2026-05-04"}, // Koningsdag is between
		{"SC-3 reported just before midnight", "2026-04-24 23:59", "2026-05-04"},
		{"SC-3 reported on a day off is day 0 too", "2026-04-27 10:00", "2026-05-04"},
		{"SC-3 reported on a Saturday", "2026-04-25 10:00", "2026-05-04"},
		{"SC-1 five working days in an ordinary week", "2026-11-13 09:00", "2026-11-20"},
		{"SC-3 Goede Vrijdag is a working day", "2026-03-27 09:00", "2026-04-03"},
		{"SC-3 Christmas and New Year are not", "2026-12-23 09:00", "2026-12-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.uiterlijk, termijn(t, spoed(c.gemeld), altijdTeam(t), p.TermijnSpoed).Uiterlijk.String())
		})
	}
	t.Run("SC-4 working day 3, the last day, then the manager", func(t *testing.T) {
		gelijk(t, lines(`
			2026-04-30 09:00 spoed werkdag-3 vera
			2026-05-04 09:00 spoed werkdag-5 vera
			2026-05-06 09:00 spoed te-laat vera
			2026-05-06 09:00 spoed manager mo`), regels(van(p.TermijnSpoed, p.Plan(spoed("2026-04-24 15:00"), altijdTeam(t), nil))))
	})
	t.Run("SC-4 on the working days of anouk", func(t *testing.T) {
		gelijk(t, lines(`
			2026-11-18 09:00 spoed werkdag-3 anouk
			2026-11-19 09:00 spoed werkdag-5 anouk
			2026-11-23 09:00 spoed te-laat anouk
			2026-11-23 09:00 spoed manager joris`), regels(van(p.TermijnSpoed, p.Plan(doorAnouk(spoed("2026-11-13 15:00")), voorbeeld(t), nil))))
	})
	t.Run("SC-4 it ends when it was done", func(t *testing.T) {
		c := spoed("2026-04-24 15:00")
		c.Meldingen[0].Klaar = om("2026-04-28 10:00")
		gelijk(t, []string{}, uiterlijk(c, altijdTeam(t), p.TermijnSpoed))
	})
	t.Run("SC-1 the duo-partner of a VPR has no part in it", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.Meldingen = spoed("2026-11-20 10:00").Meldingen
		for _, r := range van(p.TermijnSpoed, p.Plan(c, altijdTeam(t), nil)) {
			if r.Voor == "wim" {
				t.Errorf("%s", regel(r))
			}
		}
	})
	t.Run("SC-1 not when the module is off", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Profiel.Modules.SpoedCrisis = false
		gelijk(t, []string{}, uiterlijk(spoed("2026-04-24 15:00"), praktijk, p.TermijnSpoed))
	})
}

func TestCrisis(t *testing.T) {
	crisis := func(gemeld time.Time) p.Casus {
		c := zaakPR(p.Intensief, "2026-01-15")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: gemeld}}
		return c
	}
	plan := func(gemeld time.Time) []string {
		return sorted(regels(van(p.TermijnCrisis, p.Plan(crisis(gemeld), altijdTeam(t), nil))))
	}
	t.Run("SC-2 24 hours by the clock, and SC-4 its reminders at any hour", func(t *testing.T) {
		gelijk(t, lines(`
			2026-11-14 03:10 crisis uur-0 cas
			2026-11-14 03:10 crisis uur-0 vera
			2026-11-14 15:10 crisis uur-12 cas
			2026-11-14 15:10 crisis uur-12 vera
			2026-11-14 23:10 crisis uur-20 cas
			2026-11-14 23:10 crisis uur-20 vera
			2026-11-15 02:10 crisis uur-23 cas
			2026-11-15 02:10 crisis uur-23 vera
			2026-11-15 03:10 crisis manager mo
			2026-11-15 03:10 crisis te-laat cas
			2026-11-15 03:10 crisis te-laat vera`), plan(om("2026-11-14 03:10")))
	})
	t.Run("SC-2 the night the clock goes forward is an hour shorter on the wall", func(t *testing.T) {
		gemeld := om("2026-03-28 12:00")
		term := termijn(t, crisis(gemeld), altijdTeam(t), p.TermijnCrisis)
		gelijk(t, 24*time.Hour, term.Moment.Sub(gemeld))
		gelijk(t, "2026-03-29 13:00", term.Moment.Format("2006-01-02 15:04"))
		gelijk(t, lines(`
			2026-03-28 12:00 crisis uur-0 vera
			2026-03-29 00:00 crisis uur-12 vera
			2026-03-29 09:00 crisis uur-20 vera
			2026-03-29 12:00 crisis uur-23 vera
			2026-03-29 13:00 crisis te-laat vera`), only(plan(gemeld), "vera"))
	})
	t.Run("SC-2 the night the clock goes back is an hour longer on the wall", func(t *testing.T) {
		gemeld := om("2026-10-24 12:00")
		term := termijn(t, crisis(gemeld), altijdTeam(t), p.TermijnCrisis)
		gelijk(t, 24*time.Hour, term.Moment.Sub(gemeld))
		gelijk(t, lines(`
			2026-10-24 12:00 crisis uur-0 vera
			2026-10-25 00:00 crisis uur-12 vera
			2026-10-25 07:00 crisis uur-20 vera
			2026-10-25 10:00 crisis uur-23 vera
			2026-10-25 11:00 crisis te-laat vera`), only(plan(gemeld), "vera"))
	})
	t.Run("SC-2 the hour that exists twice is told apart", func(t *testing.T) {
		first := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC) // 02.30 summer time
		second := first.Add(time.Hour)                          // 02.30 winter time
		a := termijn(t, crisis(first), altijdTeam(t), p.TermijnCrisis)
		b := termijn(t, crisis(second), altijdTeam(t), p.TermijnCrisis)
		gelijk(t, "2026-10-26 01:30 2026-10-26 02:30", a.Moment.Format("2006-01-02 15:04")+" "+b.Moment.Format("2006-01-02 15:04"))
		keys := map[string]bool{}
		for _, at := range []time.Time{first, second} {
			for _, r := range van(p.TermijnCrisis, p.Plan(crisis(at), altijdTeam(t), nil)) {
				if keys[r.Key] {
					t.Errorf("twice: %s", r.Key)
				}
				keys[r.Key] = true
			}
		}
	})
	t.Run("SC-4 nobody's days off hold it back", func(t *testing.T) {
		c := doorAnouk(crisis(om("2026-12-31 22:00")))
		gelijk(t, lines(`
			2026-12-31 22:00 crisis uur-0 anouk
			2026-12-31 22:00 crisis uur-0 hanan
			2027-01-01 10:00 crisis uur-12 anouk
			2027-01-01 10:00 crisis uur-12 hanan
			2027-01-01 18:00 crisis uur-20 anouk
			2027-01-01 18:00 crisis uur-20 hanan
			2027-01-01 21:00 crisis uur-23 anouk
			2027-01-01 21:00 crisis uur-23 hanan
			2027-01-01 22:00 crisis manager joris
			2027-01-01 22:00 crisis te-laat anouk
			2027-01-01 22:00 crisis te-laat hanan`), sorted(regels(van(p.TermijnCrisis, p.Plan(c, voorbeeld(t), nil)))))
	})
	t.Run("SC-4 once to a procesregisseur who is the crisis contact", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Team.Crisiscontact = "vera"
		gelijk(t, 6, len(van(p.TermijnCrisis, p.Plan(crisis(om("2026-11-14 03:10")), praktijk, nil))))
	})
	t.Run("SC-4 the managers in place of who is not there, and nothing to who has left", func(t *testing.T) {
		weg := func(l *p.Lid) { l.Weg = true }
		zonder := altijdTeam(t)
		zonder.Team.Crisiscontact = ""
		zelf := altijdTeam(t)
		zelf.Team.Crisiscontact = "vera"
		for _, c := range []struct {
			name     string
			praktijk p.Praktijk
			want     string
		}{
			{"nobody left", altijdTeam(t), "vera cas"},
			{"no crisis contact", zonder, "vera mo"},
			{"the crisis contact has left", metLid(altijdTeam(t), "cas", weg), "vera mo"},
			{"the procesregisseur has left", metLid(altijdTeam(t), "vera", weg), "cas mo"},
			{"the crisis contact got another role", metLid(altijdTeam(t), "cas", func(l *p.Lid) { l.Rol = p.Beheerder }), "vera mo"},
			{"the procesregisseur got another role", metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Rol = p.FG }), "cas mo"},
			{"both have left", metLid(metLid(altijdTeam(t), "vera", weg), "cas", weg), "mo"},
			{"one person in both places", zelf, "vera"},
			{"one person in both places who has left", metLid(zelf, "vera", weg), "mo"},
		} {
			var names []string
			for _, r := range p.Plan(crisis(om("2026-11-14 03:10")), c.praktijk, nil) {
				if r.Stap == "uur-0" && !contains(names, r.Aan) {
					names = append(names, r.Aan)
				}
			}
			gelijk(t, c.name+": "+c.want, c.name+": "+strings.Join(names, " "))
		}
	})
	t.Run("SC-4 after the 24 hours: every own working day, until it was done", func(t *testing.T) {
		c := crisis(om("2026-11-13 16:00"))
		out, sent := loop(c, altijdTeam(t), nil, dag("2026-11-18"))
		gelijk(t, lines(`
			2026-11-16 09:00 crisis dag-2026-11-16 vera
			2026-11-17 09:00 crisis dag-2026-11-17 vera
			2026-11-18 09:00 crisis dag-2026-11-18 vera`), regels(van(p.TermijnCrisis, out))[11:])
		c.Meldingen[0].Klaar = om("2026-11-18 10:00")
		gelijk(t, 0, len(van(p.TermijnCrisis, p.Plan(c, altijdTeam(t), sent))))
	})
	t.Run("SC-4 all of a crisis is urgent, and nothing else is", func(t *testing.T) {
		c := crisis(om("2026-11-14 03:10"))
		for _, r := range p.Plan(c, altijdTeam(t), nil) {
			gelijk(t, r.Termijn == p.TermijnCrisis, r.Dringend)
		}
	})
}

// only leaves the lines about one recipient, in their order.
func only(list []string, voor string) []string {
	kept := []string{}
	for _, line := range list {
		if line[len(line)-len(voor):] == voor {
			kept = append(kept, line)
		}
	}
	return kept
}
