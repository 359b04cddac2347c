package scheduler_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// draai has Run work at one moment until it is enough; it is asked after every part of the
// work.
func draai(t *testing.T, s *scheduler.Scheduler, at string, enough func(asked int) bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	var mu sync.Mutex
	asked := 0
	s.With(scheduler.Pace{Round: 24 * time.Millisecond}).Run(ctx, func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		if asked++; enough(asked) {
			stop()
		}
		return om(at)
	})
	if ctx.Err() != context.Canceled {
		t.Errorf("it was never enough at %s", at)
	}
}

// schrift is a log that can be read while it is written.
type schrift struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *schrift) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *schrift) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (b *postbus) aantal() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.archive)
}

func (b *postbus) bereikt() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	to := map[string]bool{}
	for _, d := range b.archive {
		to[d.to] = true
	}
	return len(to)
}

// A clock that is a year ahead sends nothing but a crisis and erases nothing, until it is
// right or somebody says that it is.
func TestRunClockAhead(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		bewaar(t, s, gesloten("ZO-9", "anouk", "2026-03-01"))
		tick(t, scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0"), "2026-10-20 09:00")
		wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-10-20 09:30")}} })
		run := func(at string, enough func(post *postbus, asked int) bool) (*postbus, string) {
			log := &schrift{}
			post := &postbus{t: t}
			sched := scheduler.New(s, post, slog.New(slog.NewTextHandler(log, nil)), "w1")
			draai(t, sched, at, func(asked int) bool { // and the clock was looked at
				return enough(post, asked) && (!sched.LastGood().IsZero() || strings.Contains(log.String(), "leapt"))
			})
			return post, log.String()
		}
		post, log := run("2027-10-21 10:00", func(post *postbus, asked int) bool { return post.aantal() >= 2 && asked > 24 })
		for _, d := range post.archive {
			if !strings.Contains(tekst(d.m), "ZO-1: ") || !strings.Contains(strings.ToLower(tekst(d.m)), "crisis") {
				t.Errorf("%s: %s", d.to, tekst(d.m))
			}
		}
		gelijk(t, 1, strings.Count(log, "the clock of this machine or of the database leapt"))
		gelijk(t, true, bestaat(t, s, "ZO-9"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return scheduler.TrustClock(ctx, tx, om("2027-10-21 10:00"))
		})
		_, log = run("2027-10-21 10:01", func(post *postbus, asked int) bool { return post.bereikt() >= 4 && asked > 24 })
		gelijk(t, 0, strings.Count(log, "leapt"))
		gelijk(t, true, bestaat(t, s, "ZO-9")) // erasing waits for a day
	})
}

func TestClockProblem(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		problem := func(at string) bool {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
				return scheduler.ClockProblem(ctx, tx, om(at))
			}) != ""
		}
		gelijk(t, false, problem("2026-11-17 09:00"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetLastTick(ctx, "tick", om("2026-11-17 09:00"))
		})
		for at, want := range map[string]bool{
			"2025-11-17 09:00": true, "2026-11-17 07:59": true, "2026-11-17 08:00": false, "2026-11-17 09:00": false,
			"2026-12-18 09:00": false, "2026-12-18 09:01": true, "2027-11-17 09:00": true,
		} {
			if problem(at) != want {
				t.Errorf("%s: %v", at, !want)
			}
		}
		trust := func(at string) {
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return scheduler.TrustClock(ctx, tx, om(at)) })
		}
		trust("2025-11-17 09:00") // rounds were done in what is the future
		gelijk(t, false, problem("2025-11-17 09:01"))
		gelijk(t, true, problem("2026-11-17 09:00"))
		trust("2026-11-17 09:00")
		gelijk(t, false, problem("2026-11-17 09:01"))
	})
}

// langGenoeg is often enough asked for everything that is due to have been looked at.
func langGenoeg(asked int) bool { return asked > 200 }

// A clock that cannot be trusted uses up no hours of a crisis that was running; one that is
// reported meanwhile is told at once, and its hours go by that clock.
func TestRunCrisisWhileTheClockIsAhead(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		crisis := func(zaak, at string) {
			c := zaakPR(zaak, "anouk", p.Basis, "2026-10-01")
			c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om(at)}}
			bewaar(t, s, c)
		}
		crisis("ZO-1", "2026-11-17 10:00")
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 10:00")
		post.take()
		heard := func() (list []string) {
			for _, d := range post.messages {
				if d.to == "anouk" {
					list = append(list, strings.Join(strings.Fields(tekst(d.m))[:2], " "))
				}
			}
			post.take()
			return list
		}
		draai(t, sched, "2027-11-17 10:01", langGenoeg)
		gelijk(t, nil, heard())
		crisis("ZO-2", "2027-11-17 10:01")
		draai(t, sched, "2027-11-17 10:02", func(asked int) bool { return langGenoeg(asked) && post.aantal() >= 4 })
		gelijk(t, []string{"**ZO-2: Crisis:"}, heard())
		draai(t, sched, "2027-11-17 22:02", func(asked int) bool { return langGenoeg(asked) && post.aantal() >= 6 })
		gelijk(t, []string{"**ZO-2: Crisis:"}, heard())
		got := regels(slices.DeleteFunc(ticks(t, sched, "2026-11-17 10:30", "2026-11-18 10:00"), func(d scheduler.Delivered) bool { return d.To != "anouk" }))
		gelijk(t, lines(`
			2026-11-17 22:00 anouk ZO-1 SC-2,SC-4 1
			2026-11-18 06:00 anouk ZO-1 SC-2,SC-4 1
			2026-11-18 09:00 anouk ZO-1 SC-2,SC-4 1
			2026-11-18 10:00 anouk ZO-1 SC-2,SC-4 1`), got)
		for to, texts := range post.take() {
			if strings.Contains(strings.Join(texts, ""), "storing") {
				t.Errorf("%s: %q", to, texts)
			}
		}
	})
}

func TestRunCrisisWhileTheClockIsBehind(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := zaakPR("ZO-1", "anouk", p.Basis, "2026-10-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-17 10:00")}}
		bewaar(t, s, c)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-17 10:00")
		if _, err := sched.Tick(t.Context(), om("2026-11-17 22:00").Add(-time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		post.take()
		draai(t, sched, "2025-11-17 22:00", func(asked int) bool { return langGenoeg(asked) && post.aantal() >= 4 })
		gelijk(t, []string{"anouk", "hanan"}, namen(post.take()))
		c.Zaaknummer, c.Meldingen = "ZO-2", []p.Melding{{Soort: p.Crisis, Gemeld: om("2025-11-17 22:01")}}
		bewaar(t, s, c)
		draai(t, sched, "2025-11-17 22:02", func(asked int) bool { return langGenoeg(asked) && post.aantal() >= 6 })
		for to, texts := range post.take() {
			if len(texts) != 1 || !strings.Contains(texts[0], "ZO-2: Crisis") || strings.Contains(texts[0], "Te laat") {
				t.Errorf("%s: %q", to, texts)
			}
		}
	})
}

// A clock that leaps between two rounds is not believed until the next: a message that was
// just sent is not too old to be changed.
func TestRunLeapBetweenRounds(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"), zaakPR("ZO-2", "bram", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		ticks(t, sched, "2026-10-26 09:00", "2026-10-29 12:00")
		for at := om("2026-11-10 09:00"); at.Before(om("2026-11-17 08:59")); at = at.Add(24 * time.Hour) {
			if _, err := sched.Tick(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		now, leapt, edited := om("2026-11-17 09:00"), false, false
		clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		post.after = func() { // the first message is on the platform
			mu.Lock()
			defer mu.Unlock()
			if now = om("2027-03-01 09:00"); leapt {
				return
			}
			leapt = true
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-16")}} })
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.Correct(ctx, store.Correction{ID: "later", Aan: "bram", Receipt: store.Receipt{Platform: "postbus", ID: "0"}}, om("2026-11-17 09:00"))
			})
		}
		post.refuse = func(_, key string) error {
			mu.Lock()
			defer mu.Unlock()
			if edited = edited || key == post.archive[0].key; edited { // of the correction, which comes after looking through
				stop()
			}
			return nil
		}
		sched.With(scheduler.Pace{Round: time.Hour}).Run(ctx, clock)
		gelijk(t, true, edited)
		gelijk(t, []string{"ZO-1"}, view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Revisions(ctx, 9) }))
	})
}

// The nights of summer time, and of the new year, skip nothing and double nothing.
func TestNightsOfTheClock(t *testing.T) {
	for _, night := range []string{"2026-03-28", "2026-10-24", "2026-12-31"} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(night, func(t *testing.T) {
				day := dag(night)
				reported := om(night + " 20:00").Add(5 * time.Hour)
				c := zaakPR("ZO-1", "bram", p.Basis, day.AddDays(-100).String())
				c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: reported}}
				bewaar(t, s, c, zaakVPR("ZO-2", "anouk", "bram", day.AddDays(-35).String()), zaakPR("ZO-3", "daniel", p.Basis, day.AddMonths(-6).AddDays(5).String()))
				sched, _ := planner(t, s)
				from, until := om(night+" 08:30"), om(day.AddDays(4).String()+" 16:30")
				times := map[string]int{}
				crisis := map[time.Duration]bool{}
				for at := from; !at.After(until); at = at.Add(30 * time.Minute) {
					delivered, err := sched.Tick(t.Context(), at)
					if err != nil {
						t.Fatal(err)
					}
					for _, d := range delivered {
						for _, key := range d.Keys {
							times[key]++
						}
						if strings.Contains(d.Keys[0], "/crisis/") && strings.Contains(d.Keys[0], "/uur-") {
							crisis[at.Sub(reported)] = true
						}
					}
				}
				for key, n := range times {
					if n != 1 {
						t.Errorf("%s came %d times", key, n)
					}
				}
				for key := range times {
					for _, hours := range []string{"0", "4", "12", "20"} { // by the hours that go by, not by those on the clock
						if after, err := time.ParseDuration(hours + "h"); err == nil && strings.Contains(key, "/uur-"+hours+"/") && !crisis[after] {
							t.Errorf("%s came at another moment: %v", key, crisis)
						}
					}
				}
				if len(crisis) == 0 || len(times) < 4 {
					t.Errorf("%v", times)
				}
				left := view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.DueFor(ctx, until) })
				gelijk(t, 0, len(left))
			})
		})
	}
}
