package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// gesloten is a case that was closed on a day.
func gesloten(zaak, regisseur, op string) p.Casus {
	c := zaakPR(zaak, regisseur, p.Basis, "2025-01-06")
	c.Sluiting = p.Sluiting{Op: dag(op), Reden: "zelf", Nazorg: "geen", Door: regisseur}
	return c
}

// wis erases a case as the command line does.
func wis(t testing.TB, s *store.Store, zaak, at string) (erased store.Erased, err error) {
	t.Helper()
	err = s.Logged(t.Context(), func(tx *store.Tx) error {
		erased, err = scheduler.Erase(t.Context(), tx, zaak, om(at))
		return err
	})
	return erased, err
}

// log is the access log, the oldest first: who did what to which case.
func toegangslog(t testing.TB, s *store.Store) []string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) {
		list := []string{}
		err := tx.EachAudit(ctx, func(r audit.Row) error {
			list = append(list, strings.Join([]string{r.At.In(amsterdam()).Format("2006-01-02"), r.Wie, r.Actie, r.Wat, r.Casus, r.Soort, r.Regel}, " "))
			return nil
		})
		return list, err
	})
}

func bestaat(t testing.TB, s *store.Store, zaak string) bool {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) {
		_, err := tx.Casus(ctx, zaak)
		if errors.Is(err, store.ErrNotFound) {
			return false, nil
		}
		return true, err
	})
}

func TestForgetClosed(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "anouk", "2026-11-13"), gesloten("ZO-2", "anouk", "2026-11-13"), gesloten("ZO-3", "fleur", "2026-11-13"), zaakPR("ZO-4", "bram", p.Basis, "2026-11-13"))
		sched, post := planner(t, s)
		t.Run("BW-1 one message per person, thirty days before, on an own working day", func(t *testing.T) {
			ticks(t, sched, "2027-10-13 08:00", "2027-10-14 08:30")
			post.take()
			// 14 October 2027 is a Thursday; Fleur works on Monday, Wednesday and Friday.
			gelijk(t, lines(`
				2027-10-14 09:00 anouk ZO-1,ZO-2 BW-1 2
				2027-10-15 09:00 fleur ZO-3 BW-1 1`), slices.DeleteFunc(regels(ticks(t, sched, "2027-10-14 09:00", "2027-10-15 09:00")), func(r string) bool { return !strings.Contains(r, "BW-1") }))
			for _, d := range post.messages {
				if d.to == "anouk" && len(d.m.Parts) == 2 {
					want := bot.Part{
						Text:    "**Ik wis ZO-2 op za 13 november 2027**. De casus is gesloten op vr 13 november 2026.",
						Buttons: []bot.Button{{Label: "Kopieer naar dossier · ZO-2", Line: "casus dossier zaak=ZO-2"}},
					}
					gelijk(t, want, d.m.Parts[1])
					return
				}
			}
			t.Error("no message with two casussen")
		})
		t.Run("BW-1 erased on the day itself, logged, and nothing else", func(t *testing.T) {
			ticks(t, sched, "2027-11-12 08:00", "2027-11-13 08:30")
			if !bestaat(t, s, "ZO-1") {
				t.Error("too early")
			}
			tick(t, sched, "2027-11-13 09:00")
			for zaak, want := range map[string]bool{"ZO-1": false, "ZO-2": false, "ZO-3": false, "ZO-4": true} {
				if bestaat(t, s, zaak) != want {
					t.Errorf("%s is there: %v", zaak, !want)
				}
			}
			gelijk(t, lines(`
				2027-11-13 regiebot D erase ZO-1 casus BW-1
				2027-11-13 regiebot D erase ZO-2 casus BW-1
				2027-11-13 regiebot D erase ZO-3 casus BW-1`), toegangslog(t, s))
		})
		t.Run("BW-1 the announcement is taken away too", func(t *testing.T) {
			tick(t, sched, "2027-11-13 09:01")
			for _, d := range post.messages {
				if strings.Contains(d.key, "vergeten/") && d.nu != nil {
					t.Errorf("still there: %s", tekst(*d.nu))
				}
			}
		})
	})
}

func TestForgetAfterOutage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "bram", "2020-03-02"))
		sched, _ := planner(t, s)
		t.Run("BW-1 what should be gone long ago is announced first", func(t *testing.T) {
			gelijk(t, []string{"2026-11-13 11:00 bram ZO-1 BW-1 1"}, regels(tick(t, sched, "2026-11-13 11:00")))
			if !bestaat(t, s, "ZO-1") {
				t.Error("erased without a word")
			}
		})
		t.Run("BW-1 missed days are made up for at the first round", func(t *testing.T) {
			tick(t, sched, "2026-12-12 23:59")
			if !bestaat(t, s, "ZO-1") {
				t.Error("too early")
			}
			tick(t, sched, "2027-01-20 00:03")
			if bestaat(t, s, "ZO-1") {
				t.Error("still there")
			}
		})
	})
}

func TestForgetTermChanges(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "anouk", "2026-01-12"))
		sched, _ := planner(t, s)
		gelijk(t, 1, len(tick(t, sched, "2026-12-14 09:00")))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			profiel, err := tx.Profiel(ctx)
			profiel.Bewaren.Casus = 14
			return errors.Join(err, tx.SetProfiel(ctx, profiel, nil))
		})
		t.Run("BW-1 a longer term holds, and is announced anew", func(t *testing.T) {
			var told []string
			for _, r := range regels(ticks(t, sched, "2027-01-13 09:00", "2027-03-11 23:30")) {
				if strings.Contains(r, "BW-1") {
					told = append(told, r)
				}
			}
			gelijk(t, []string{"2027-02-10 09:00 anouk ZO-1 BW-1 1"}, told)
			if !bestaat(t, s, "ZO-1") {
				t.Error("erased after 12 months")
			}
			tick(t, sched, "2027-03-12 09:00")
			if bestaat(t, s, "ZO-1") {
				t.Error("not erased after 14 months")
			}
		})
	})
}

func TestForgetNobodyToTell(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "anouk", "2025-11-12"), gesloten("ZO-2", "niemand", "2025-11-12"))
		wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Weg = true })
		sched, _ := planner(t, s)
		t.Run("BW-1 who has left is no reason to keep it: the manager hears", func(t *testing.T) {
			gelijk(t, []string{"2026-11-12 09:00 joris ZO-1,ZO-2 BW-1 2"}, regels(tick(t, sched, "2026-11-12 09:00")))
			tick(t, sched, "2026-12-12 09:00")
			if bestaat(t, s, "ZO-1") || bestaat(t, s, "ZO-2") {
				t.Error("still there")
			}
		})
	})
}

func TestForgetOtherRole(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "anouk", "2025-11-12"))
		wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Rol = p.Beheerder })
		sched, _ := planner(t, s)
		t.Run("BW-1 who got a role without casussen does not hear of it: the manager does", func(t *testing.T) {
			gelijk(t, []string{"2026-11-12 09:00 joris ZO-1 BW-1 1"}, regels(tick(t, sched, "2026-11-12 09:00")))
		})
	})
}

func TestForgetMessagesAndForms(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-12-03 09:00")
		sent := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "anouk", 1) })[0]
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: "mdo", Line: "mdo", UpdatedAt: om("2026-12-03 12:00")})
		})
		draft := func() bool {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) {
				_, err := tx.DraftByID(ctx, "anouk", "mdo")
				if errors.Is(err, store.ErrNotFound) {
					return false, nil
				}
				return true, err
			})
		}
		t.Run("BW-3 a form that nobody finishes is gone after seven days", func(t *testing.T) {
			tick(t, sched, "2026-12-10 09:00")
			gelijk(t, true, draft())
			tick(t, sched, "2026-12-11 09:00")
			gelijk(t, false, draft())
		})
		t.Run("BW-2 a message is emptied after a year and is never sent again", func(t *testing.T) {
			stats := func() store.Stats {
				return view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) })
			}
			before := stats().Sent
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Sluiting.Op = dag("2027-11-01") })
			tick(t, sched, "2027-12-03 09:00")
			kept := stats().Sent
			tick(t, sched, "2027-12-04 09:00")
			if got := stats(); got.Sent >= kept || kept < before {
				t.Errorf("%d of %d messages, once %d", got.Sent, kept, before)
			}
			n := len(post.messages)
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				sent.CreatedAt = om("2027-12-04 09:00")
				return tx.Enqueue(ctx, sent)
			})
			tick(t, sched, "2027-12-04 09:01")
			gelijk(t, n, len(post.messages))
		})
	})
}

func TestForgetLog(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		see := func(at string) {
			e := audit.Event{At: om(at), Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk", Casus: "ZO-1"}
			if err := s.Logged(t.Context(), func(tx *store.Tx) error { return tx.Log(t.Context(), e) }); err != nil {
				t.Fatal(err)
			}
		}
		see("2026-11-13 09:00")
		see("2026-11-14 09:00")
		sched, _ := planner(t, s)
		t.Run("BW-4 the access log goes after sixty months, and says so", func(t *testing.T) {
			tick(t, sched, "2031-11-13 09:00")
			gelijk(t, 2, len(toegangslog(t, s)))
			tick(t, sched, "2031-11-14 09:00")
			gelijk(t, lines(`
				2026-11-14 anouk R casus toon ZO-1  
				2031-11-14 regiebot D erase  toegangslog BW-4`), lines(strings.Join(toegangslog(t, s), "\n")))
		})
	})
}

// What fails in forgetting holds up no reminder.
func TestForgetHoldsUpNothing(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"), gesloten("ZO-2", "anouk", "2025-01-13"))
		sched, _ := planner(t, s)
		tick(t, sched, "2026-11-13 09:00") // announced
		_, post := planner(t, s)
		post.refuse = func(string, string) error { return errors.New("the platform is away") }
		sending := scheduler.New(s, post, slog.New(slog.DiscardHandler), "w2")
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Enqueue(ctx, store.Post{Key: "k", Aan: "anouk", Message: []byte(`{"Text":"ZO-2"}`), Zaken: []string{"ZO-2"}, CreatedAt: om("2026-12-13 08:59")})
		})
		if _, err := s.Claim(t.Context(), "slow", om("2026-12-13 08:59"), 2*time.Minute, 10); err != nil {
			t.Fatal(err)
		}
		tick(t, sending, "2026-12-13 09:00")
		gelijk(t, true, bestaat(t, s, "ZO-2"))
		change(endLeases)
		tick(t, sending, "2026-12-13 09:02")
		gelijk(t, false, bestaat(t, s, "ZO-2"))
	})
}

// Several processes do the daily job at the same moment: each case is erased once, and
// nobody complains.
func TestForgetSideBySide(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := metTeam(t, open())
		for n := range 20 {
			bewaar(t, s, gesloten(fmt.Sprintf("ZO-%d", n+1), "bram", "2025-11-13"))
		}
		first, _ := planner(t, s)
		tick(t, first, "2026-11-13 09:00")
		var workers sync.WaitGroup
		for range 3 {
			sched := scheduler.New(open(), nil, slog.New(slog.DiscardHandler), "w")
			workers.Go(func() {
				if _, err := sched.Tick(t.Context(), om("2026-12-13 09:00")); err != nil {
					t.Errorf("%v", err)
				}
			})
		}
		workers.Wait()
		gelijk(t, 20, len(toegangslog(t, s)))
	})
}
