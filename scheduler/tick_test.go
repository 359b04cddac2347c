package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, open func() *store.Store) { f(t, metTeam(t, open())) })
}

func TestTickGroupsPerPerson(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"), zaakVPR("ZO-2", "bram", "daniel", "2026-11-13"), zaakVPR("ZO-3", "anouk", "bram", "2026-11-12"))
		sched, post := planner(t, s)
		t.Run("VPR-6 one message per person, the most urgent case first", func(t *testing.T) {
			gelijk(t, lines(`
				2026-12-03 09:00 anouk ZO-3,ZO-1 VPR-6 2
				2026-12-03 09:00 bram ZO-3,ZO-1,ZO-2 VPR-6 3
				2026-12-03 09:00 daniel ZO-2 VPR-6 1`), regels(ticks(t, sched, "2026-11-27 08:00", "2026-12-03 09:00"))[2:])
		})
		t.Run("VPR-3 each item says in which role, and every button names its case", func(t *testing.T) {
			var digest bot.Message
			for _, d := range post.messages {
				if d.to == "bram" && len(d.m.Parts) == 3 {
					digest = d.m
				}
			}
			if digest.Text != "**Je hebt 3 herinneringen**" {
				t.Fatalf("%q", digest.Text)
			}
			for i, want := range []string{"duo-partner van Anouk", "duo-partner van Anouk", "procesregisseur"} {
				if part := digest.Parts[i]; !strings.Contains(part.Text, "Je krijgt dit als "+want) {
					t.Errorf("%s", part.Text)
				}
			}
			for i, zaak := range []string{"ZO-3", "ZO-1", "ZO-2"} {
				for _, b := range digest.Parts[i].Buttons {
					if !strings.HasSuffix(b.Label, " · "+zaak) || !strings.Contains(b.Line, "zaak="+zaak) {
						t.Errorf("button %+v", b)
					}
				}
			}
		})
		t.Run("VPR-6 a single one has plain buttons", func(t *testing.T) {
			for _, d := range post.messages {
				if d.to == "daniel" && len(d.m.Parts) == 0 && d.m.Buttons[0] == (bot.Button{Label: "MDO plannen", Line: "mdo plan zaak=ZO-2"}) {
					return
				}
			}
			t.Error("no such message")
		})
		t.Run("VPR-11 nothing of the content of a case is in a message", func(t *testing.T) {
			for _, d := range post.messages {
				if strings.Contains(tekst(d.m), "Geheim") {
					t.Errorf("%s", tekst(d.m))
				}
			}
		})
	})
}

func TestTickOnceAndLatest(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		// Everything of this VPR lies in the past: planned, 3 weeks, 1 week, overdue.
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-09-01"))
		sched, post := planner(t, s)
		t.Run("VPR-6 only the latest stage of what was missed", func(t *testing.T) {
			got := tick(t, sched, "2026-11-12 09:00")
			gelijk(t, lines(`
				2026-11-12 09:00 bram ZO-1 VPR-6 1
				2026-11-12 09:00 daniel ZO-1 VPR-6 1
				2026-11-12 09:00 joris ZO-1 VPR-6 1`), regels(got))
			gelijk(t, "ZO-1/mdo/2026-10-13/te-laat/bram", got[0].Keys[0])
			gelijk(t, []string{"bram", "daniel", "joris"}, namen(post.take()))
		})
		t.Run("VPR-6 the same moment again sends nothing", func(t *testing.T) {
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-12 09:00")))
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-12 09:00", "2026-11-13 08:30")))
			gelijk(t, []string{}, namen(post.take()))
		})
		t.Run("EV-5 then every day, and nothing when it is done", func(t *testing.T) {
			gelijk(t, []string{"2026-11-13 09:00 bram ZO-1 VPR-6 1"}, regels(ticks(t, sched, "2026-11-13 09:00", "2026-11-13 17:00")))
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.MDOs = []p.MDO{{Gehouden: dag("2026-11-13")}} })
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-13 17:30", "2026-11-17 18:00")))
		})
	})
}

func TestTickNothingDue(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, post := planner(t, s)
		gelijk(t, []string{}, regels(tick(t, sched, "2026-11-13 09:00")))
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-11-01"))
		gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-13 09:00", "2026-11-20 17:00")))
		gelijk(t, 0, len(post.attempts))
		gelijk(t, 0, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })))
	})
}

// Who is not at work gets it on the next own working day, or somebody stands in.
func TestTickWorkingTime(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-01-15"), zaakPR("ZO-2", "bram", p.Basis, "2026-01-15"))
		sched, _ := planner(t, s)
		t.Run("EV-5 what is found at night waits for nine o'clock of each", func(t *testing.T) {
			gelijk(t, lines(`
				2026-11-13 09:00 bram ZO-2 EV-1,EV-5 1
				2026-11-16 09:00 anouk ZO-1 EV-1,EV-5 1
				2026-11-16 09:00 bram ZO-2 EV-1 1
				2026-11-16 09:00 joris ZO-1,ZO-2 EV-1,EV-5 2`), regels(ticks(t, sched, "2026-11-13 03:00", "2026-11-16 23:30")))
		})
		t.Run("EV-5 in leave the replacement gets it, in the afternoon at once", func(t *testing.T) {
			wijzigLid(t, s, "gijs", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-02"), Tot: dag("2026-11-20")}} })
			bewaar(t, s, zaakPR("ZO-3", "gijs", p.Basis, "2026-05-01"))
			gelijk(t, "2026-11-17 14:00 hanan ZO-3 EV-1,EV-5 1", regels(tick(t, sched, "2026-11-17 14:00"))[2])
		})
		t.Run("EV-5 nothing after five o'clock", func(t *testing.T) {
			bewaar(t, s, zaakPR("ZO-4", "bram", p.Basis, "2026-05-01"))
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-17 17:00")))
			gelijk(t, "2026-11-18 09:00 bram ZO-2,ZO-4 EV-1,EV-5 2", regels(ticks(t, sched, "2026-11-17 17:30", "2026-11-18 09:00"))[1])
		})
	})
}

func TestTickCrisis(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := zaakPR("ZO-1", "anouk", p.Intensief, "2026-11-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-25 03:00")}}
		bewaar(t, s, c)
		sched, post := planner(t, s)
		t.Run("SC-4 at three at night on Christmas Day, to the consulent and the crisis contact", func(t *testing.T) {
			gelijk(t, lines(`
				2026-12-25 03:00 anouk ZO-1 SC-2,SC-4 1
				2026-12-25 03:00 hanan ZO-1 SC-2,SC-4 1
				2026-12-25 15:00 anouk ZO-1 SC-2,SC-4 1
				2026-12-25 15:00 hanan ZO-1 SC-2,SC-4 1
				2026-12-25 23:00 anouk ZO-1 SC-2,SC-4 1
				2026-12-25 23:00 hanan ZO-1 SC-2,SC-4 1
				2026-12-26 02:00 anouk ZO-1 SC-2,SC-4 1
				2026-12-26 02:00 hanan ZO-1 SC-2,SC-4 1`), regels(ticks(t, sched, "2026-12-25 03:00", "2026-12-26 02:30")))
			for _, text := range post.take()["hanan"] {
				if !strings.Contains(text, "Dit moet vóór za 26 december 2026 om 03.00 uur.") || !strings.Contains(text, "Je krijgt dit als crisiscontact. De procesregisseur is Anouk.") {
					t.Error(text)
				}
			}
		})
		t.Run("SC-4 not done at the deadline: the manager, and it says so", func(t *testing.T) {
			gelijk(t, lines(`
				2026-12-26 03:00 anouk ZO-1 SC-2,SC-4 1
				2026-12-26 03:00 hanan ZO-1 SC-2,SC-4 1
				2026-12-26 03:00 joris ZO-1 SC-2,SC-4 1`), regels(tick(t, sched, "2026-12-26 03:00")))
			for to, texts := range post.take() {
				if !strings.Contains(texts[0], "Te laat: dit moest vóór za 26 december 2026 om 03.00 uur.") {
					t.Errorf("%s: %s", to, texts[0])
				}
			}
		})
		t.Run("SC-4 done: nothing more", func(t *testing.T) {
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Meldingen[0].Klaar = om("2026-12-26 04:00") })
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-12-26 04:00", "2026-12-29 17:00")))
		})
	})
}

// After an outage nothing is dropped, nobody is flooded, and the message says why it is late.
func TestTickAfterOutage(t *testing.T) {
	const note = "gemist tijdens storing"
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-13"), zaakPR("ZO-2", "bram", p.Basis, "2026-06-17"))
		sched, post := planner(t, s)
		ticks(t, sched, "2026-11-16 09:00", "2026-11-18 16:00")
		post.take()
		t.Run("VPR-6 what fell in the outage comes once, the oldest first, with the reason", func(t *testing.T) {
			gelijk(t, lines(`
				2026-12-18 10:30 bram ZO-2,ZO-1 EV-1,EV-5,VPR-6 2
				2026-12-18 10:30 daniel ZO-1 VPR-6 1`), regels(tick(t, sched, "2026-12-18 10:30")))
			for to, texts := range post.take() {
				if len(texts) != 1 || strings.Count(texts[0], note) != 1 {
					t.Errorf("%s: %q", to, texts)
				}
			}
		})
		t.Run("VPR-6 a quiet night or weekend is no outage", func(t *testing.T) {
			ticks(t, sched, "2026-12-18 11:00", "2026-12-18 16:30")
			got := append(tick(t, sched, "2026-12-21 08:00"), tick(t, sched, "2026-12-23 09:00")...)
			gelijk(t, []string{"2026-12-23 09:00 bram ZO-2,ZO-1 EV-1,VPR-6 2", "2026-12-23 09:00 daniel ZO-1 VPR-6 1"}, regels(got)[len(got)-2:])
		})
		t.Run("EV-5 a round of half an hour late is no outage", func(t *testing.T) {
			post.take()
			tick(t, sched, "2026-12-24 08:59")
			tick(t, sched, "2026-12-24 09:30")
			for to, texts := range post.take() {
				if strings.Contains(texts[0], note) {
					t.Errorf("%s: %s", to, texts[0])
				}
			}
		})
	})
}

// A late reminder goes to who stands in now, not to who would have been there.
func TestTickLateStandIn(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "daniel", p.Basis, "2026-05-18")) // evaluation on 18 November
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-18 09:00")
		post.take()
		t.Run("EV-5 daniel is away when the bot is back, fleur stands in", func(t *testing.T) {
			gelijk(t, []string{"2026-11-23 11:00 fleur ZO-1 EV-1,EV-5 1"}, regels(tick(t, sched, "2026-11-23 11:00")))
			if texts := post.take()["fleur"]; !strings.Contains(texts[0], "Je krijgt dit omdat Daniël er niet is.") {
				t.Errorf("%s", texts[0])
			}
		})
		t.Run("EV-5 an earlier stage that waits for somebody does not outlive the latest", func(t *testing.T) {
			wijzigLid(t, s, "esra", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-12-04"), Tot: dag("2026-12-04")}} })
			bewaar(t, s, zaakVPR("ZO-2", "anouk", "esra", "2026-10-22")) // first MDO until Thursday 3 December
			// On Monday anouk is there for what esra missed on Friday; esra herself works from Tuesday.
			got := ticks(t, sched, "2026-12-07 10:00", "2026-12-09 17:00")
			var keys []string
			for _, d := range got {
				for _, key := range d.Keys {
					if strings.HasSuffix(key, "/esra") {
						keys = append(keys, d.To+" "+key)
					}
				}
			}
			gelijk(t, []string{"anouk ZO-2/mdo/2026-12-03/te-laat/esra"}, keys)
		})
	})
}

func TestTickMany(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var all []p.Casus
		for i := range 45 {
			all = append(all, zaakPR("ZO-2026-00"+string(rune('A'+i/10))+string(rune('0'+i%10)), "bram", p.Basis, "2026-05-06"))
		}
		bewaar(t, s, all...)
		sched, post := planner(t, s)
		t.Run("EV-5 a long list is split over messages that fit", func(t *testing.T) {
			tick(t, sched, "2026-11-09 09:00")
			texts := post.take()["bram"]
			var heads []string
			for _, text := range texts {
				head, _, _ := strings.Cut(text, "\n")
				heads = append(heads, head)
			}
			gelijk(t, []string{"**Je hebt 20 herinneringen**", "**Je hebt 20 herinneringen**", "**Je hebt 5 herinneringen**"}, heads)
		})
	})
}

func TestTickRitme(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"), zaakPR("ZO-2", "bram", p.Basis, "2026-11-01"), zaakVPR("ZO-3", "bram", "anouk", "2026-11-12"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			if err != nil {
				return err
			}
			team.Ritmes = []p.Ritme{
				{Wat: "casuistiekbespreking", Eerste: dag("2026-11-24"), Weken: 2}, {Wat: "training", Eerste: dag("2025-11-24")}, {Wat: "werkoverleg", Eerste: dag("2026-11-26"), Weken: 4},
			}
			if err := tx.SaveTeam(ctx, team); err != nil {
				return err
			}
			return tx.PlanTeam(ctx, teamNaam, dag("2026-11-17"))
		})
		sched, post := planner(t, s)
		ticks(t, sched, "2026-11-17 09:00", "2026-11-20 23:30")
		post.take()
		t.Run("VPR-9 the list of VPR cases, and VPR-12 the training of the same day", func(t *testing.T) {
			gelijk(t, []string{"2026-11-23 09:00 " + kanaal + " ZO-1,ZO-3 VPR-9,VPR-12 2"}, regels(tick(t, sched, "2026-11-23 09:00")))
			text := post.take()[kanaal][0]
			for _, want := range []string{"Casuïstiekbespreking op di 24 november 2026", "2 VPR-casussen", "ZO-1", "ZO-3", "Jaarlijkse training VPR op di 24 november 2026"} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %s", want, text)
				}
			}
			for _, not := range []string{"ZO-2", "Geheim", "basis", "mdo", "MDO"} {
				if strings.Contains(text, not) {
					t.Errorf("%q in %s", not, text)
				}
			}
		})
		t.Run("VPR-9 the one-to-one to the manager", func(t *testing.T) {
			ticks(t, sched, "2026-11-24 09:00", "2026-11-25 09:00")
			if text := post.take()["joris"][0]; !strings.Contains(text, "Werkoverleg met de manager op do 26 november 2026") || !strings.Contains(text, "ZO-3") {
				t.Error(text)
			}
		})
		t.Run("VPR-9 the next one follows by itself", func(t *testing.T) {
			ticks(t, sched, "2026-11-25 09:30", "2026-12-07 08:30")
			gelijk(t, 0, len(post.take()[kanaal]))
			gelijk(t, "2026-12-07 09:00 "+kanaal+" ZO-1,ZO-3 VPR-9 1", regels(tick(t, sched, "2026-12-07 09:00"))[0])
			post.take()
		})
		t.Run("VPR-9 missed in the evening, it comes the next morning, to the channel", func(t *testing.T) {
			tick(t, sched, "2026-12-19 09:00")
			tick(t, sched, "2026-12-21 18:00")
			gelijk(t, 0, len(post.take()[kanaal]))
			tick(t, sched, "2026-12-22 09:00")
			if texts := post.take()[kanaal]; len(texts) != 1 || !strings.Contains(texts[0], "di 22 december 2026") {
				t.Errorf("%q", texts)
			}
		})
		t.Run("VPR-9 one that was over before it could be sent is left out", func(t *testing.T) {
			tick(t, sched, "2026-12-23 09:00")
			post.take()
			tick(t, sched, "2027-01-06 09:00")
			gelijk(t, 0, len(post.take()[kanaal]))
			got := ticks(t, sched, "2027-01-18 09:00", "2027-01-18 09:00")
			gelijk(t, true, len(got) > 0)
			if texts := post.take()[kanaal]; len(texts) != 1 || !strings.Contains(texts[0], "di 19 januari 2027") {
				t.Errorf("%q", texts)
			}
		})
	})
}

// More is due than one transaction takes, as after an import: still of each term the
// latest stage only.
func TestTickManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var all []p.Casus
		for i := range 200 {
			all = append(all, zaakPR(fmt.Sprintf("ZO-2026-%04d", i), "bram", p.Basis, "2026-05-06")) // three stages each
		}
		bewaar(t, s, all...)
		sched, _ := planner(t, s)
		t.Run("EV-5 only the latest stage, at most three messages a day, nothing dropped", func(t *testing.T) {
			stages, days := map[string]int{}, map[string]int{}
			for _, at := range []string{"2026-11-12 09:00", "2026-11-12 09:01", "2026-11-13 09:00", "2026-11-16 09:00", "2026-11-16 16:59", "2026-11-17 09:00"} {
				for _, d := range tick(t, sched, at) {
					if d.To != "bram" {
						continue
					}
					days[at]++
					for _, key := range d.Keys {
						if parts := strings.Split(key, "/"); parts[3] == "te-laat" {
							stages[parts[0]]++
						}
					}
				}
			}
			gelijk(t, 200, len(stages))
			for zaak, n := range stages {
				if n != 1 {
					t.Errorf("%s: %d times", zaak, n)
				}
			}
			gelijk(t, map[string]int{"2026-11-12 09:00": 3, "2026-11-13 09:00": 3, "2026-11-16 09:00": 3, "2026-11-17 09:00": 3}, days)
		})
	})
}

// What changes about a team changes who hears of its events, from the next day on.
func TestTickRitmeFollowsTheTeam(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			if err != nil {
				return err
			}
			team.Ritmes = []p.Ritme{{Wat: "werkoverleg", Eerste: dag("2026-11-26"), Weken: 4}}
			if err := tx.SaveTeam(ctx, team); err != nil {
				return err
			}
			return tx.PlanTeam(ctx, teamNaam, dag("2026-11-17"))
		})
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 09:00")
		t.Run("VPR-9 the one-to-one of a new manager", func(t *testing.T) {
			wijzigLid(t, s, "joris", func(l *p.Lid) { l.Weg = true })
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveLid(ctx, p.Lid{Naam: "Nina", Gebruiker: "nina", Team: teamNaam, Rol: p.Manager})
			})
			ticks(t, sched, "2026-11-24 00:30", "2026-11-25 12:00")
			gelijk(t, []string{"nina"}, namen(post.take()))
		})
	})
}
