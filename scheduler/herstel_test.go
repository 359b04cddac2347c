package scheduler_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// verslag is a scheduler whose log can be read.
func verslag(t *testing.T, s *store.Store) (*scheduler.Scheduler, *postbus, *bytes.Buffer) {
	t.Helper()
	log := new(bytes.Buffer)
	post := &postbus{t: t}
	return scheduler.New(s, post, slog.New(slog.NewTextHandler(log, nil)), "w1"), post, log
}

// A row that cannot be read is made anew, and holds up nobody.
func TestTickMisreadReminder(t *testing.T) {
	for name, test := range map[string]struct {
		damage string
		sqlite bool // PostgreSQL keeps no such thing
	}{
		"no day":           {"uiterlijk = 'gisteren'", false},
		"no rules":         {"regels = '['", false},
		"no moment":        {"plan_at = 'x'", true},
		"no flag":          {"dringend = 'x'", true},
		"nothing is right": {"uiterlijk = 'x', regels = 'x', plan_at = 'x', dringend = 'x', done_at = 'x', at = -1", true},
	} {
		eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
			t.Run(name, func(t *testing.T) {
				if test.sqlite && s.Kind() != "sqlite" {
					t.Skip("PostgreSQL keeps no text where a number belongs")
				}
				vierPersonen(t, s)
				sched, post, log := verslag(t, s)
				damage("UPDATE reminders SET " + test.damage + " WHERE zaak = 'ZO-2'")
				gelijk(t, 4, len(tick(t, sched, "2026-10-29 09:00")))
				if got := post.take()["bram"]; len(got) != 1 || !strings.Contains(got[0], "ZO-2: Evaluatie houden") || !strings.Contains(got[0], "24 november 2026") {
					t.Errorf("%q", got)
				}
				if !strings.Contains(log.String(), "casus=ZO-2") || strings.Contains(log.String(), "ZO-1") || strings.Contains(log.String(), "round failed") {
					t.Errorf("logged %q", log.String())
				}
				gelijk(t, 0, len(tick(t, sched, "2026-10-29 09:01")))
			})
		})
	}
}

// When the casus cannot be opened either, what can be read of the reminder goes out.
func TestTickMisreadReminderOfUnreadableCasus(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		damage(damageCasus)
		damage("UPDATE reminders SET regels = '[' WHERE zaak = 'ZO-2'")
		sched, post, _ := verslag(t, s)
		gelijk(t, 4, len(tick(t, sched, "2026-10-29 09:00")))
		if got := post.take()["bram"]; len(got) != 1 || !strings.Contains(got[0], "ZO-2: Evaluatie houden") {
			t.Errorf("%q", got)
		}
		gelijk(t, 0, len(tick(t, sched, "2026-10-29 09:01")))
	})
}

// A row of an event of the team, and one of a casus that is not there.
func TestTickMisreadOthers(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		metRitme(t, s)
		damage("UPDATE reminders SET uiterlijk = 'gisteren' WHERE zaak = ''")
		damage("INSERT INTO reminders SELECT 'vreemd', 'ZO-99', team, termijn, uiterlijk, stap, voor, aan, at, plan_aan, plan_at, dringend, regels, state, done_at, 0, 0, 0 FROM reminders WHERE zaak = 'ZO-1' AND state = 'planned' ORDER BY at LIMIT 1")
		sched, post, log := verslag(t, s)
		if got := tick(t, sched, "2026-11-16 09:00"); len(got) < 4 {
			t.Errorf("%v", regels(got))
		}
		for _, texts := range post.take() {
			if strings.Contains(strings.Join(texts, "\n"), "ZO-99") {
				t.Errorf("%q", texts)
			}
		}
		for _, want := range []string{"team=\"" + teamNaam, "casus=ZO-99"} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("%q is not in %q", want, log.String())
			}
		}
	})
}

func TestTickWithoutALastRound(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		if s.Kind() != "sqlite" {
			t.Skip("PostgreSQL keeps no text where a number belongs")
		}
		vierPersonen(t, s)
		sched, _, _ := verslag(t, s)
		tick(t, sched, "2026-10-20 09:00")
		damage("UPDATE ticks SET last = 'x'")
		gelijk(t, 4, len(tick(t, sched, "2026-10-29 09:00")))
		gelijk(t, om("2026-10-29 09:00").UTC(), view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) { return tx.LastTick(ctx, "tick") }))
	})
}

// A message of which the lists cannot be read is given up, as one that cannot be opened.
func TestDeliverMisread(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		quiet := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0")
		tick(t, quiet, "2026-10-29 09:00")
		damage("UPDATE outbox SET regels = '[' WHERE aan = 'bram'")
		if s.Kind() == "sqlite" {
			damage("UPDATE outbox SET created_at = 'x' WHERE aan = 'anouk'")
			damage("UPDATE outbox SET not_before = 'x' WHERE aan = 'daniel'")
		}
		sched, post, log := verslag(t, s)
		if err := sched.Inspect(t.Context(), om("2026-10-29 09:01")); err != nil {
			t.Fatal(err)
		}
		tick(t, sched, "2026-10-29 09:01")
		tick(t, sched, "2026-10-29 09:05")
		texts := post.take()
		gelijk(t, []string{"anouk", "bram", "chantal", "daniel"}, namen(texts))
		if got := texts["bram"]; len(got) != 1 || !strings.Contains(got[0], "ZO-2: Evaluatie houden") { // made anew
			t.Errorf("%q", got)
		}
		if s.Kind() == "sqlite" && !strings.Contains(log.String(), "no moment") {
			t.Errorf("logged %q", log.String())
		}
	})
}

// The daily inspection finds reminders that somebody removed or changed.
func TestInspectPlans(t *testing.T) {
	for name, statement := range map[string]string{
		"removed":           "DELETE FROM reminders WHERE zaak = 'ZO-2'",
		"another moment":    "UPDATE reminders SET at = at + 86400000 WHERE zaak = 'ZO-2'",
		"another recipient": "UPDATE reminders SET aan = 'anouk' WHERE zaak = 'ZO-2'",
		"another term":      "UPDATE reminders SET termijn = 'iets' WHERE zaak = 'ZO-2'",
		"one too many":      "INSERT INTO reminders SELECT 'vreemd', zaak, team, termijn, uiterlijk, stap, voor, aan, at, plan_aan, plan_at, dringend, regels, state, done_at, 0, 0, 0 FROM reminders WHERE zaak = 'ZO-2' ORDER BY at LIMIT 1",
	} {
		eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
			t.Run(name, func(t *testing.T) {
				vierPersonen(t, s)
				planned := func() []p.Reminder {
					return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.Planned(ctx, "ZO-2") })
				}
				want := planned()
				restartLog(t, s, proef())
				sched, _, log := verslag(t, s)
				inspect := func(at string) {
					t.Helper()
					if err := sched.Inspect(t.Context(), om(at)); err != nil {
						t.Fatal(err)
					}
				}
				inspect("2026-10-22 10:00")
				gelijk(t, "", log.String())
				damage(statement)
				inspect("2026-10-22 23:59")
				gelijk(t, "", log.String())
				inspect("2026-10-23 00:10")
				if strings.Count(log.String(), "level=ERROR") != 1 || !strings.Contains(log.String(), "casus=ZO-2") {
					t.Errorf("logged %q", log.String())
				}
				gelijk(t, want, planned())
				log.Reset()
				inspect("2026-10-24 00:10")
				gelijk(t, "", log.String())
			})
		})
	}
}

// A reminder that the scheduler itself has moved is as it should be.
func TestInspectLeavesWhatWasMoved(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		wijzigLid(t, s, "bram", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Friday} })
		restartLog(t, s, proef())
		sched, _, log := verslag(t, s)
		tick(t, sched, "2026-10-29 09:00")
		if err := sched.Inspect(t.Context(), om("2026-10-29 10:00")); err != nil || log.Len() > 0 && strings.Contains(log.String(), "level=ERROR") {
			t.Errorf("%v, logged %q", err, log.String())
		}
	})
}

// What the scheduler moved is as it should be, also when the clock went back since; and a
// clock that went back over midnight inspects nothing twice.
func TestInspectWhenTheClockWentBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		restartLog(t, s, proef())
		sched, _, log := verslag(t, s)
		tick(t, sched, "2026-10-26 12:00")
		tick(t, sched, "2026-11-17 18:00") // all of it is for tomorrow
		inspect := func(at string) int64 {
			t.Helper()
			log.Reset()
			if err := sched.Inspect(t.Context(), om(at)); err != nil || strings.Contains(log.String(), "level=ERROR") {
				t.Errorf("%v, logged %q", err, log.String())
			}
			return view(t, s, func(ctx context.Context, tx *store.Tx) (int64, error) {
				last, err := tx.LastTick(ctx, "nagekeken")
				return last.UnixMilli(), err
			})
		}
		inspect("2026-11-17 08:59")
		done := inspect("2026-11-18 00:01")
		gelijk(t, done, inspect("2026-11-17 23:59"))
		gelijk(t, done, inspect("2026-11-18 00:02"))
		if at := inspect("2026-11-16 23:59"); at == done { // that clock was wrong
			t.Error("a day that was never inspected")
		}
	})
}

// Once a day the new rows of the access log are proved.
func TestInspectLog(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		sched, _, log := verslag(t, s)
		event := proef()
		write := func() {
			t.Helper()
			if err := s.Logged(t.Context(), func(tx *store.Tx) error { return tx.Log(t.Context(), event, event, event) }); err != nil {
				t.Fatal(err)
			}
		}
		inspect := func(at string, broken bool) {
			t.Helper()
			log.Reset()
			if err := sched.Inspect(t.Context(), om(at)); err != nil || strings.Contains(log.String(), "the access log is broken") != broken {
				t.Errorf("%v, logged %q", err, log.String())
			}
		}
		write()
		inspect("2026-10-27 09:00", true) // it began later than the members
		restartLog(t, s, event)
		write()
		inspect("2026-10-28 09:00", false)
		damage("UPDATE audit SET wie = 'x' WHERE nr = 2") // proved before: audit verify finds it
		inspect("2026-10-29 09:00", false)
		write()
		inspect("2026-10-30 09:00", false)
		write()
		damage("UPDATE audit SET wie = 'x' WHERE nr = (SELECT max(nr) - 1 FROM audit)")
		inspect("2026-10-31 09:00", true)
		inspect("2026-11-01 09:00", true)
		damage("DELETE FROM audit")
		inspect("2026-11-02 09:00", true)
	})
}

func proef() audit.Event {
	return audit.Event{At: om("2026-10-27 09:00"), Wat: "proef", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk"}
}

func restartLog(t *testing.T, s *store.Store, e audit.Event) {
	t.Helper()
	err := s.Logged(t.Context(), func(tx *store.Tx) error {
		_, err := tx.RestartAudit(t.Context(), e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Run says when its last round was, and does the inspection.
func TestRunTellsOfItsRounds(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		damage("DELETE FROM reminders WHERE zaak = 'ZO-2'")
		sched, _, log := verslag(t, s)
		gelijk(t, time.Time{}, sched.LastGood())
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		sched.Run(ctx, func() time.Time { // it is asked the time after every part of the work
			err := s.View(t.Context(), func(tx *store.Tx) error {
				last, err := tx.LastTick(t.Context(), "nagekeken")
				if !last.IsZero() && !sched.LastGood().IsZero() {
					stop()
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			return om("2026-10-27 09:00")
		})
		gelijk(t, om("2026-10-27 09:00"), sched.LastGood())
		if !strings.Contains(log.String(), "casus=ZO-2") {
			t.Errorf("not inspected: %s", log)
		}
	})
}
