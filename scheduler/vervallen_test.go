package scheduler_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// What does not hold any more says so wherever it stands.
func TestRevise(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*p.Casus)
		word   string
		whose  []string // whose message is changed
		reason string
	}{
		{"VPR-6 held", func(c *p.Casus) { c.MDOs = []p.MDO{{Gehouden: dag("2026-11-12")}} }, "Gedaan. ", []string{"bram", "daniel", "joris"}, p.RedenGehouden},
		{"RN-8 closed", func(c *p.Casus) { c.Sluiting = p.Sluiting{Op: dag("2026-11-12"), Reden: "zelf", Nazorg: "geen"} }, "Vervallen. ", []string{"bram", "daniel", "joris"}, p.RedenGesloten},
		{"RN-1 handed over", func(c *p.Casus) {
			c.Overdrachten = []p.Overdracht{{Op: dag("2026-11-12"), Van: "bram", Aan: "anouk"}}
			c.Regisseur = "anouk"
		}, "Vervallen. ", []string{"bram"}, p.RedenOverdracht},
		{"RN-6 another level", func(c *p.Casus) {
			c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-11-12")})
		}, "Vervallen. ", []string{"bram", "daniel", "joris"}, p.RedenNiveau},
		{"VPR-4 another date", func(c *p.Casus) { c.VPR.Startbijeenkomst = dag("2026-11-02") }, "Vervallen. ", []string{"bram", "daniel", "joris"}, p.RedenVeranderd},
		{"VPR-6 nothing that matters", func(c *p.Casus) { c.Aanduiding = "iets anders" }, "", nil, ""},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-09-01"))
				sched, post := planner(t, s)
				tick(t, sched, "2026-11-12 09:00")
				wijzig(t, s, "ZO-1", c.change)
				restartLog(t, s, proef())
				tick(t, sched, "2026-11-12 18:00")
				tick(t, sched, "2026-11-12 18:30")
				var changed []string
				for _, d := range post.archive {
					if d.nu == nil || tekst(*d.nu) == tekst(d.m) {
						continue
					}
					changed = append(changed, d.to)
					if !strings.Contains(tekst(*d.nu), c.word) || len(knoppen(*d.nu)) > 0 || bot.Check(*d.nu) != nil {
						t.Errorf("%+v", *d.nu)
					}
				}
				gelijk(t, c.whose, changed)
				rows := strings.Count(strings.Join(toegangslog(t, s), "\n"), "herinnering vervallen")
				gelijk(t, len(c.whose), rows)
			})
		})
	}
}

// Of a list only that item changes, and what was changed before stays.
func TestReviseDigest(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-2", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-3", "bram", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 09:00")
		was := post.archive[0].m
		held := func(zaak string) bot.Message {
			wijzig(t, s, zaak, func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
			tick(t, sched, "2026-11-17 18:00")
			return *post.archive[0].nu
		}
		first := held("ZO-2")
		gelijk(t, was.Parts[0], first.Parts[0])
		gelijk(t, was.Parts[2], first.Parts[2])
		if part := first.Parts[1]; !strings.Contains(part.Text, "Gedaan. De evaluatie") || len(part.Buttons) > 0 {
			t.Errorf("%+v", part)
		}
		second := held("ZO-1")
		gelijk(t, first.Parts[1:], second.Parts[1:])
		if part := second.Parts[0]; !strings.Contains(part.Text, "Gedaan. ") || len(part.Buttons) > 0 {
			t.Errorf("%+v", part)
		}
	})
}

// An item is about one casus, also when the number of another begins with its number and a
// slash.
func TestReviseNumberWithinNumber(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-1/4", "bram", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 09:00")
		for _, zaak := range []string{"ZO-1", "ZO-1/4"} {
			wijzig(t, s, zaak, func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
		}
		tick(t, sched, "2026-11-17 18:00")
		got := map[string]bool{}
		for _, part := range post.archive[0].nu.Parts {
			head, _, _ := strings.Cut(part.Text, ": ")
			got[head] = strings.Contains(part.Text, "Gedaan. ")
		}
		gelijk(t, map[string]bool{"**ZO-1": true, "**ZO-1/4": true}, got)
	})
}

// What was undone says again what it said, also in a list and with its buttons.
func TestReviseHoldsAgain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-2", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-3", "anouk", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 09:00")
		for _, was := range slices.Clone(post.archive) {
			for _, zaak := range []string{"ZO-1", "ZO-3"} {
				wijzig(t, s, zaak, func(c *p.Casus) { c.Sluiting = p.Sluiting{Op: dag("2026-11-17"), Reden: "zelf", Nazorg: "geen"} })
			}
			tick(t, sched, "2026-11-17 18:00")
			if got := tekst(*post.archive[was.id].nu); !strings.Contains(got, "Vervallen. ") {
				t.Errorf("%q", got)
			}
			for _, zaak := range []string{"ZO-1", "ZO-3"} {
				wijzig(t, s, zaak, func(c *p.Casus) { c.Sluiting = p.Sluiting{} })
			}
			tick(t, sched, "2026-11-17 18:01")
			gelijk(t, was.m, *post.archive[was.id].nu)
		}
	})
}

// What changes while a message is on its way is changed when it has arrived.
func TestReviseOnItsWay(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		post.after = func() {
			post.after = nil
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
		}
		tick(t, sched, "2026-11-17 09:00")
		tick(t, sched, "2026-11-17 09:01")
		if got := *post.archive[0].nu; !strings.Contains(got.Text, "Gedaan. ") {
			t.Errorf("%+v", got)
		}
	})
}

// Between the queue and the platform: what is over is taken back, and the rest made anew.
func TestJudgedAgain(t *testing.T) {
	closed := func(c *p.Casus) { c.Sluiting = p.Sluiting{Op: dag("2026-11-17"), Reden: "zelf", Nazorg: "geen"} }
	for _, c := range []struct {
		name string
		do   func(*testing.T, *store.Store)
		want []string
	}{
		{"nothing", func(*testing.T, *store.Store) {}, []string{"2026-11-17 09:10 bram ZO-1,ZO-2 EV-1,EV-5 2"}},
		{"RN-8 closed", func(t *testing.T, s *store.Store) { wijzig(t, s, "ZO-1", closed) }, []string{"2026-11-17 09:40 bram ZO-2 EV-1,EV-5 1"}},
		{"RN-8 both closed", func(t *testing.T, s *store.Store) { wijzig(t, s, "ZO-1", closed); wijzig(t, s, "ZO-2", closed) }, []string{}},
		{
			"RN-1 handed over", func(t *testing.T, s *store.Store) { wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Regisseur = "daniel" }) },
			[]string{"2026-11-17 09:40 bram ZO-2 EV-1,EV-5 1", "2026-11-18 09:00 daniel ZO-1 EV-1,EV-5 1"},
		},
		{"EV-5 left", func(t *testing.T, s *store.Store) { wijzigLid(t, s, "bram", func(l *p.Lid) { l.Weg = true }) }, []string{"2026-11-18 09:00 anouk ZO-1,ZO-2 EV-1,EV-5 2"}},
		{"EV-5 a day off", func(t *testing.T, s *store.Store) {
			wijzigLid(t, s, "bram", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-17"), Tot: dag("2026-11-17")}} })
		}, []string{"2026-11-17 10:10 anouk ZO-1,ZO-2 EV-1,EV-5 2"}},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-2", "bram", p.Basis, "2026-05-24"))
				quiet := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0")
				tick(t, quiet, "2026-11-17 09:00")
				c.do(t, s)
				sched, post := planner(t, s)
				gelijk(t, c.want, regels(append(ticks(t, sched, "2026-11-17 09:10", "2026-11-17 16:40"), ticks(t, sched, "2026-11-18 08:30", "2026-11-18 10:00")...)))
				gelijk(t, len(c.want), len(post.archive))
			})
		})
	}
}
