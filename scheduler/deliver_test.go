package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

var errPlatform = errors.New("the platform says no")

// vierPersonen are cases with something due for anouk, bram, chantal and daniel on
// Tuesday 17 November 2026 at nine.
func vierPersonen(t *testing.T, s *store.Store) {
	t.Helper()
	for i, name := range []string{"anouk", "bram", "chantal", "daniel"} {
		bewaar(t, s, zaakPR("ZO-"+string(rune('1'+i)), name, p.Basis, "2026-05-24")) // 1 week before 24 November
	}
}

func TestDeliverAgain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00") // the stage of 4 weeks
		post.take()
		t.Run("EV-5 some fail half-way: the others are not held up, nothing is lost", func(t *testing.T) {
			post.refuse = func(to, _ string) error {
				if to == "bram" || to == "daniel" {
					return errPlatform
				}
				return nil
			}
			gelijk(t, []string{"2026-11-17 09:00 anouk ZO-1 EV-1,EV-5 1", "2026-11-17 09:00 chantal ZO-3 EV-1,EV-5 1"}, regels(tick(t, sched, "2026-11-17 09:00")))
			gelijk(t, []string{"anouk", "bram", "chantal", "daniel"}, post.attempts)
			gelijk(t, []string{"anouk", "chantal"}, namen(post.take()))
		})
		t.Run("EV-5 tried again later and later, not at every round", func(t *testing.T) {
			tries := map[string]int{}
			for at := om("2026-11-17 09:00"); !at.After(om("2026-11-17 10:10")); at = at.Add(30 * time.Second) {
				if _, err := sched.Tick(t.Context(), at); err != nil {
					t.Fatal(err)
				}
				for _, to := range post.attempts {
					tries[to]++
				}
				post.attempts = nil
			}
			gelijk(t, map[string]int{"bram": 6, "daniel": 6}, tries) // after 1, 2, 4, 8, 16 and 32 minutes
		})
		t.Run("EV-5 and delivered once the platform is back", func(t *testing.T) {
			post.refuse = nil
			gelijk(t, []string{"2026-11-17 11:30 bram ZO-2 EV-1,EV-5 1", "2026-11-17 11:30 daniel ZO-4 EV-1,EV-5 1"}, regels(tick(t, sched, "2026-11-17 11:30")))
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-17 11:30")))
			gelijk(t, 0, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })))
		})
		t.Run("EV-5 of what failed and what came later only the latest stage comes", func(t *testing.T) {
			post.take()
			post.refuse = func(string, string) error { return errPlatform }
			tick(t, sched, "2026-11-25 09:00") // overdue
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-26 09:00")))
			post.refuse = nil
			tick(t, sched, "2026-11-26 16:00")
			texts := post.take()["bram"]
			if len(texts) != 1 || !strings.Contains(texts[0], "2 werkdagen geleden") {
				t.Errorf("%q", texts)
			}
		})
	})
}

// The process dies between taking a message and hearing that it was delivered.
func TestDeliverAfterCrash(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		vierPersonen(t, s)
		t.Run("EV-5 before it was sent: sent when the lease is over", func(t *testing.T) {
			silent := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0")
			for _, at := range []string{"2026-10-29 09:00", "2026-11-17 09:00"} {
				gelijk(t, []string{}, regels(tick(t, silent, at))) // it queues, and delivers nothing
			}
			claimed, err := s.Claim(t.Context(), "dead", om("2026-11-17 09:00"), 2*time.Minute, 50)
			if err != nil || len(claimed) != 4 {
				t.Fatalf("%d claimed: %v", len(claimed), err)
			}
			sched, post := planner(t, s)
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-17 09:01")))
			change(endLeases)
			tick(t, sched, "2026-11-17 09:02")
			tick(t, sched, "2026-11-17 09:03")
			for _, name := range []string{"anouk", "bram", "chantal", "daniel"} {
				gelijk(t, name+" 1", name+" "+string(rune('0'+len(post.messagesTo(name))))) // of two stages the last
			}
		})
	})
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		vierPersonen(t, s)
		t.Run("EV-5 after it was sent: it looks first, and does not send it again", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			sched, post := planner(t, s)
			post.after = cancel // the receipt never gets back
			got, err := sched.Tick(ctx, om("2026-11-17 09:00"))
			if err == nil {
				t.Fatal("no error")
			}
			gelijk(t, []string{"2026-11-17 09:00 anouk ZO-1 EV-1,EV-5 1"}, regels(got)) // it did go out
			post.after = nil
			gelijk(t, []string{"anouk"}, post.attempts)
			tick(t, sched, "2026-11-17 09:01")
			change(endLeases)
			tick(t, sched, "2026-11-17 09:02")
			gelijk(t, []string{"anouk", "bram", "chantal", "daniel"}, unique(post.attempts))
			gelijk(t, 1, count(post.attempts, "anouk"))
			gelijk(t, []string{}, regels(tick(t, sched, "2026-11-17 09:05")))
		})
	})
}

func (b *postbus) messagesTo(name string) []bezorgd {
	return slices.DeleteFunc(slices.Clone(b.messages), func(d bezorgd) bool { return d.to != name })
}

func unique(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

func count(list []string, name string) int {
	n := 0
	for _, x := range list {
		if x == name {
			n++
		}
	}
	return n
}

// A round that fails half-way has queued a reminder and marked it, or neither.
func TestTickCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		sched, post := planner(t, s)
		if _, err := sched.Tick(ctx, om("2026-11-17 09:00")); err == nil {
			t.Fatal("no error")
		}
		gelijk(t, 4, len(tick(t, sched, "2026-11-17 09:01")))
		gelijk(t, 4, len(post.messages))
	})
}

// A term that is over between planning and sending sends nothing.
func TestTickAfterChange(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		post.take()
		t.Run("EV-3 held on the day before", func(t *testing.T) {
			wijzig(t, s, "ZO-2", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-16")}} })
			tick(t, sched, "2026-11-17 09:00")
			gelijk(t, []string{"anouk", "chantal", "daniel"}, namen(post.take()))
		})
		t.Run("EV-5 handed over in the night", func(t *testing.T) {
			wijzig(t, s, "ZO-3", func(c *p.Casus) { c.Regisseur = "hanan" })
			tick(t, sched, "2026-11-25 09:00")
			got := post.take()
			gelijk(t, true, slices.Contains(namen(got), "hanan"))
			gelijk(t, false, slices.Contains(namen(got), "chantal"))
		})
		t.Run("RN-8 closed", func(t *testing.T) {
			for _, zaak := range []string{"ZO-1", "ZO-2", "ZO-3", "ZO-4"} {
				wijzig(t, s, zaak, func(c *p.Casus) { c.Sluiting = p.Sluiting{Op: dag("2026-11-25"), Reden: "zelf", Nazorg: "geen"} })
			}
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-26 09:00", "2026-12-02 17:00")))
		})
	})
}

// Several processes on one database share the work and double nothing.
func TestTickSideBySide(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		metCasussen(t, metTeam(t, open()))
		post := &postbus{t: t}
		sent := map[string]int{}
		post.refuse = func(_, key string) error { sent[key]++; return nil }
		var workers []*scheduler.Scheduler
		for _, name := range []string{"w1", "w2", "w3"} {
			workers = append(workers, scheduler.New(open(), post, slog.New(slog.DiscardHandler), name))
		}
		for _, at := range []string{"2026-11-12 09:00", "2026-11-13 09:00", "2026-11-16 09:00"} {
			var group sync.WaitGroup // their clocks agree
			for _, one := range workers {
				group.Go(func() {
					if _, err := one.Tick(t.Context(), om(at)); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
		}
		for key, n := range sent {
			if n != 1 {
				t.Errorf("%s was sent %d times", key, n)
			}
		}
		if len(sent) == 0 {
			t.Error("nothing was sent")
		}
	})
}

func TestNext(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, post := planner(t, s)
		next := func() string {
			at, ok, err := sched.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				return "nothing"
			}
			return at.In(amsterdam()).Format("2006-01-02 15:04")
		}
		gelijk(t, "nothing", next())
		vierPersonen(t, s)
		gelijk(t, "2026-10-27 09:00", next())
		tick(t, sched, "2026-10-29 09:00")
		gelijk(t, "2026-11-17 09:00", next())
		post.refuse = func(string, string) error { return errPlatform }
		tick(t, sched, "2026-11-17 09:00")
		gelijk(t, "2026-11-17 09:01", next())
	})
}

// Run does a round at once and stops with its context.
func TestRun(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		sched, post := planner(t, s)
		post.after = func() {
			if len(post.messages) == 4 {
				cancel()
			}
		}
		sched.Run(ctx, func() time.Time { return om("2026-11-17 09:00") })
		gelijk(t, 4, len(post.messages))
	})
}
