package procesregie_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// onbereikbaar makes that the platform takes nothing for a member.
func onbereikbaar(l *p.Lid) { l.Onbereikbaar = om("2026-01-02 09:00") }

func metOnbereikbaar(praktijk p.Praktijk, names ...string) p.Praktijk {
	for _, name := range names {
		praktijk = metLid(praktijk, name, onbereikbaar)
	}
	return praktijk
}

// zonder is a team that some people were never in.
func zonder(praktijk p.Praktijk, names ...string) p.Praktijk {
	praktijk = metLid(praktijk, names[0], func(*p.Lid) {})
	for _, name := range names {
		delete(praktijk.Leden, name)
	}
	return praktijk
}

func TestBereikbaar(t *testing.T) {
	team := metLid(metOnbereikbaar(altijdTeam(t), "vera"), "wim", func(l *p.Lid) { l.Weg = true })
	for name, want := range map[string]bool{"vera": false, "wim": false, "cas": true, "bo": false, "fay": false, "niemand": false, "": false, p.TeamKanaal: true} {
		t.Run("EV-5 "+name, func(t *testing.T) { gelijk(t, want, team.Bereikbaar(name)) })
	}
}

// Who cannot be reached is stood in for, as who is away.
func TestOnbereikbaar(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-01-15") // evaluation on Wed 15 July 2026
	met := metLid(metOnbereikbaar(altijdTeam(t), "vera"), "vera", func(l *p.Lid) { l.Vervanger = "wim" })
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		want     []string
	}{
		{"EV-5 the replacement gets every stage, on its own day", met, lines(`
			2026-06-17 09:00 evaluatie 4-weken vera>wim
			2026-07-08 09:00 evaluatie 1-week vera>wim
			2026-07-16 09:00 evaluatie te-laat vera>wim`)},
		{"EV-5 the replacement cannot be reached either: the manager", metOnbereikbaar(met, "wim"), lines(`
			2026-06-17 09:00 evaluatie 4-weken vera>mo
			2026-07-08 09:00 evaluatie 1-week vera>mo
			2026-07-16 09:00 evaluatie te-laat vera>mo`)},
		{"EV-5 a beheerder does not stand in", metLid(met, "vera", func(l *p.Lid) { l.Vervanger = "bo" }), lines(`
			2026-06-17 09:00 evaluatie 4-weken vera>mo
			2026-07-08 09:00 evaluatie 1-week vera>mo
			2026-07-16 09:00 evaluatie te-laat vera>mo`)},
		{"EV-5 a team without manager: who may see every case", zonder(metOnbereikbaar(met, "wim"), "mo"), lines(`
			2026-06-17 09:00 evaluatie 4-weken vera>gea
			2026-07-08 09:00 evaluatie 1-week vera>gea
			2026-07-16 09:00 evaluatie te-laat vera>gea`)},
		{"EV-5 nobody else at all: the person, on a day of their own", metLid(zonder(metOnbereikbaar(met, "wim"), "mo", "gea", "kim"), "vera", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday} }), lines(`
			2026-06-15 09:00 evaluatie 4-weken vera
			2026-07-06 09:00 evaluatie 1-week vera
			2026-07-20 09:00 evaluatie te-laat vera`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.want, vanaf("2026-06-01", "vera", van(p.TermijnEvaluatie, p.Plan(basis, c.praktijk, nil)))[:3])
		})
	}
	t.Run("EV-5 a team without manager, leave: who may see every case hears it in time", func(t *testing.T) {
		away := metLid(zonder(altijdTeam(t), "mo"), "vera", weg("2026-06-20", "2026-07-24"))
		gelijk(t, lines(`
			2026-07-08 09:00 evaluatie 1-week vera>gea
			2026-07-16 09:00 evaluatie te-laat vera>gea`), vanaf("2026-07-01", "vera", van(p.TermijnEvaluatie, p.Plan(basis, away, nil)))[:2])
	})
	t.Run("EV-5 the daily round does not wait for who cannot be reached", func(t *testing.T) {
		out, _ := loop(basis, met, nil, dag("2026-07-20"))
		gelijk(t, lines(`
			2026-07-16 09:00 evaluatie te-laat vera>wim
			2026-07-17 09:00 evaluatie dag-2026-07-17 vera>wim
			2026-07-20 09:00 evaluatie dag-2026-07-20 vera>wim`), vanaf("2026-07-10", "vera", out))
	})
	t.Run("EV-5 the daily round does not go to who may know of no case any more", func(t *testing.T) {
		other := metLid(met, "vera", func(l *p.Lid) { l.Onbereikbaar, l.Rol = time.Time{}, p.Beheerder })
		out, _ := loop(basis, other, nil, dag("2026-07-20"))
		gelijk(t, lines(`
			2026-07-16 09:00 evaluatie te-laat vera>wim
			2026-07-17 09:00 evaluatie dag-2026-07-17 vera>wim
			2026-07-20 09:00 evaluatie dag-2026-07-20 vera>wim`), vanaf("2026-07-10", "vera", out))
	})
	t.Run("VPR-3 the duo-partner before the replacement", func(t *testing.T) {
		plan := p.Plan(zaakVPR("2026-11-13"), metLid(met, "vera", func(l *p.Lid) { l.Vervanger = "cas" }), nil)
		gelijk(t, "2026-12-23 09:00 mdo 1-werkdag vera>wim", vanaf("2026-12-20", "vera", plan)[0])
	})
	t.Run("VPR-9 a manager who cannot be reached is stood in for before the one-to-one", func(t *testing.T) {
		praktijk := metRitme(metOnbereikbaar(voorbeeld(t), "joris"), ritme("werkoverleg", "2026-11-17", 1))
		gelijk(t, []string{"2026-11-16 09:00 ritme werkoverleg joris>karin"}, regels(p.PlanTeam(praktijk, dag("2026-11-10"), nil)))
	})
	t.Run("EV-5 who stands in may do what the reminder asks", func(t *testing.T) {
		gelijk(t, p.Recht{Tot: p.ToegangVolledig, Grond: p.GrondVervanger, Namens: "vera"}, met.Recht(met.Leden["wim"], basis, om("2026-07-16 09:00")))
	})
}

// Part-time and leave together, and a stand-in who is away too (EV-4, EV-5).
func TestDeeltijdMetVerlof(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-01-15") // 4 weeks before: Wed 17 June; 1 week before: Wed 8 July
	maandag := metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday} })
	stage := func(praktijk p.Praktijk, stap p.Stap) string {
		for _, r := range van(p.TermijnEvaluatie, p.Plan(basis, praktijk, nil)) {
			if r.Stap == stap {
				return regel(r)
			}
		}
		return ""
	}
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		stap     p.Stap
		want     string
	}{
		{"EV-4 the last own working day before", maandag, "1-week", "2026-07-06 09:00 evaluatie 1-week vera"},
		{"EV-4 leave on that day: the one before", metLid(maandag, "vera", weg("2026-07-06", "2026-07-06")), "1-week", "2026-06-29 09:00 evaluatie 1-week vera"},
		{"EV-4 leave for longer: who stands in, on the day itself", metLid(maandag, "vera", weg("2026-06-22", "2026-07-08")), "1-week", "2026-07-08 09:00 evaluatie 1-week vera>mo"},
		{"EV-4 who stands in is away that day: the day before", metLid(metLid(maandag, "vera", weg("2026-06-22", "2026-07-08")), "mo", weg("2026-07-08", "2026-07-10")), "1-week", "2026-07-07 09:00 evaluatie 1-week vera>mo"},
		{"EV-5 overdue: the next own working day", maandag, p.StapTeLaat, "2026-07-20 09:00 evaluatie te-laat vera"},
		{"EV-5 overdue with leave on it: who stands in, at once", metLid(maandag, "vera", weg("2026-07-20", "2026-07-20")), p.StapTeLaat, "2026-07-16 09:00 evaluatie te-laat vera>mo"},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, stage(c.praktijk, c.stap)) })
	}
}

// Who gets the reminders of a part-timer may act on them, also on the days between the
// days of work and the leave; on other days off nobody else may.
func TestVervangerTussenDagen(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-01-15")
	maandag := metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Werkdagen, l.Vervanger = []time.Weekday{time.Monday}, "wim" })
	verlof := metLid(maandag, "vera", weg("2026-07-20", "2026-07-20"))
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		at       string
		want     p.Toegang
	}{
		{"EV-5 the days before the leave", verlof, "2026-07-16 09:00", p.ToegangVolledig},
		{"EV-5 the leave", verlof, "2026-07-20 09:00", p.ToegangVolledig},
		{"EV-5 the days after the leave", verlof, "2026-07-23 09:00", p.ToegangVolledig},
		{"EV-5 a day of work", verlof, "2026-07-13 09:00", p.ToegangKaart},
		{"EV-5 a day off like any other", maandag, "2026-07-16 09:00", p.ToegangKaart},
		{"SC-3 the day of work is a holiday", maandag, "2026-04-03 09:00", p.ToegangVolledig},
		{"SC-3 a weekend before a holiday", maandag, "2026-04-04 09:00", p.ToegangKaart},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.want, c.praktijk.Recht(c.praktijk.Leden["wim"], basis, om(c.at)).Tot)
		})
	}
	standaard := profiel(t, "standaard")
	t.Run("EV-5 whoever stands in for the procesregisseur may act on what they get", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			praktijk, c := trekOnbereikbaar(t, trekTeam(t, standaard)), trekCasus(t)
			praktijk = metLid(praktijk, "a", func(l *p.Lid) {
				l.Vervanger, l.Afwezig = "c", append(l.Afwezig, trekVerlof(t, c.StartRegie.AddDays(150), 60), trekVerlof(t, c.StartRegie.AddDays(150), 60))
			})
			out, _ := loop(c, praktijk, nil, c.StartRegie.AddDays(rapid.IntRange(150, 250).Draw(t, "dagen")))
			for _, r := range out {
				if r.Dringend || r.Voor != c.Regisseur || r.Aan != praktijk.Leden[r.Voor].Vervanger {
					continue
				}
				if got := praktijk.Recht(praktijk.Leden[r.Aan], c, r.At); got.Tot != p.ToegangVolledig {
					t.Fatalf("%s: %+v", regel(r), got)
				}
			}
		})
	})
}

// A crisis reaches whom it can (SC-4).
func TestCrisisOnbereikbaar(t *testing.T) {
	crisis := zaakPR(p.Intensief, "2026-01-15")
	crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-14 03:10")}} // a Saturday
	first := func(praktijk p.Praktijk) []string {
		list := []string{}
		for _, r := range van(p.TermijnCrisis, p.Plan(crisis, praktijk, nil)) {
			if r.Stap == "uur-0" {
				list = append(list, strings.TrimPrefix(regel(r), "2026-11-14 03:10 crisis uur-0 "))
			}
		}
		return list
	}
	team := altijdTeam(t)
	contact := func(praktijk p.Praktijk, name string) p.Praktijk {
		praktijk.Team.Crisiscontact = name
		return praktijk
	}
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		want     []string
	}{
		{"SC-4 the procesregisseur and the crisis contact", team, []string{"vera", "cas"}},
		{"SC-4 leave holds nothing back", metLid(team, "vera", weg("2026-11-01", "2026-11-30")), []string{"vera", "cas"}},
		{"SC-4 the procesregisseur cannot be reached: the manager too", metOnbereikbaar(team, "vera"), []string{"cas", "mo"}},
		{"SC-4 neither can be: the manager", metOnbereikbaar(team, "vera", "cas"), []string{"mo"}},
		{"SC-4 nor the manager: who may see every case", metOnbereikbaar(team, "vera", "cas", "mo"), []string{"vera>gea"}},
		{"SC-4 the replacement of the manager comes before", metLid(metOnbereikbaar(team, "vera", "cas", "mo"), "mo", func(l *p.Lid) { l.Vervanger = "wim" }), []string{"vera>wim"}},
		{"SC-4 nobody can be: all are tried", metOnbereikbaar(team, "vera", "wim", "cas", "mo", "gea", "kim"), []string{"vera", "cas", "mo"}},
		{"SC-4 a team without crisis contact", metOnbereikbaar(contact(team, ""), "vera"), []string{"mo"}},
		{"SC-4 a team without manager and crisis contact", metOnbereikbaar(contact(zonder(team, "mo"), ""), "vera"), []string{"vera>gea"}},
		{"SC-4 the procesregisseur left a team without manager and crisis contact", metLid(contact(zonder(team, "mo"), ""), "vera", func(l *p.Lid) { l.Weg = true }), []string{"vera>gea"}},
		{"SC-4 nobody is left who may know", metLid(contact(zonder(team, "mo", "gea", "kim", "wim"), ""), "vera", func(l *p.Lid) { l.Weg = true }), []string{}},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, first(c.praktijk)) })
	}
	t.Run("SC-4 a manager who cannot be reached is stood in for when it was not done in time", func(t *testing.T) {
		for _, r := range van(p.TermijnCrisis, p.Plan(crisis, metOnbereikbaar(team, "mo"), nil)) {
			if r.Stap == p.StapManager {
				gelijk(t, "2026-11-15 03:10 crisis manager mo>gea", regel(r))
			}
		}
	})
}

// A manager who takes the place of somebody hears of a crisis once per stage, in order.
func TestCrisisManager(t *testing.T) {
	crisis := zaakPR(p.Intensief, "2026-01-15")
	crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-14 03:10")}}
	t.Run("SC-4 told that it was not done in time, they hear of no stage before it", func(t *testing.T) {
		_, sent := loop(crisis, altijdTeam(t), nil, dag("2026-11-16"))
		left := metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Weg = true })
		gelijk(t, []string{"2026-11-23 09:00 crisis manager-week-2026-11-23 mo"}, vanaf("2026-11-01", "mo", van(p.TermijnCrisis, p.Plan(crisis, left, sent))))
	})
}

// trekOnbereikbaar makes some members of a drawn team impossible to reach.
func trekOnbereikbaar(t *rapid.T, praktijk p.Praktijk) p.Praktijk {
	for _, name := range []string{"a", "b", "c", "m", "n"} {
		if _, there := praktijk.Leden[name]; there && rapid.Bool().Draw(t, name+" onbereikbaar") {
			praktijk = metOnbereikbaar(praktijk, name)
		}
	}
	return praktijk
}

// iemand is who may stand in and can be reached: the other consulent of a VPR, the
// replacement, the managers and theirs.
func iemand(praktijk p.Praktijk, c p.Casus, voor string) bool {
	list := append(praktijk.Managers(), praktijk.Leden[voor].Vervanger)
	for _, m := range praktijk.Managers() {
		list = append(list, praktijk.Leden[m].Vervanger)
	}
	if c.Niveau() == p.VPR && (voor == c.Regisseur || voor == c.Duo) {
		list = append(list, c.Regisseur, c.Duo)
	}
	return slices.ContainsFunc(list, praktijk.Bereikbaar)
}

func TestPlanOnbereikbaar(t *testing.T) {
	standaard := profiel(t, "standaard")
	t.Run("EV-5 who cannot be reached gets nothing while somebody else can", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			praktijk := trekOnbereikbaar(t, trekTeam(t, standaard))
			c := trekCasus(t)
			out, _ := loop(c, praktijk, nil, c.StartRegie.AddDays(rapid.IntRange(10, 250).Draw(t, "dagen")))
			for _, r := range out {
				if !praktijk.Bereikbaar(r.Aan) && iemand(praktijk, c, r.Voor) {
					t.Fatal(regel(r))
				}
			}
		})
	})
	t.Run("SC-4 a crisis reaches somebody at once when anybody can be reached", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			praktijk := trekOnbereikbaar(t, trekTeam(t, standaard))
			c := trekCasus(t)
			gemeld := c.StartRegie.AddDays(3).At(0, 0, amsterdam()).Add(time.Duration(rapid.IntRange(0, 24*365).Draw(t, "uur")) * time.Hour)
			c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: gemeld}}
			there := slices.ContainsFunc([]string{c.Regisseur, praktijk.Team.Crisiscontact}, func(name string) bool {
				return praktijk.Bereikbaar(name) || iemand(praktijk, c, name)
			})
			reached := map[p.Stap]bool{}
			for _, r := range van(p.TermijnCrisis, p.Plan(c, praktijk, nil)) {
				reached[r.Stap] = reached[r.Stap] || praktijk.Bereikbaar(r.Aan)
			}
			for _, stap := range []p.Stap{"uur-0", "uur-12", "uur-20", "uur-23", p.StapTeLaat} {
				if reached[stap] != there {
					t.Fatalf("%s reaches somebody: %v, somebody can be reached: %v", stap, reached[stap], there)
				}
			}
		})
	})
}
