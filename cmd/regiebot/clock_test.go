package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestSharedClock: the clock of the database is read now and then; between readings, and
// while it does not answer, the last reading goes on. A leap is seen within seconds.
func TestSharedClock(t *testing.T) {
	own := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	database := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	asked, away := 0, error(nil)
	var said bytes.Buffer
	c, err := newSharedClock(t.Context(), &sharedClock{
		ask:  func(context.Context) (time.Time, error) { asked++; return database, away },
		own:  func() time.Time { return own },
		zone: time.UTC, log: slog.New(slog.NewTextHandler(&said, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	pass := func(by time.Duration) { own, database = own.Add(by), database.Add(by) }
	want := func(what string, at time.Time, reads int) {
		t.Helper()
		if now := c.now(); !now.Equal(at) || asked != reads {
			t.Errorf("%s: %v after %d readings, want %v after %d", what, now, asked, at, reads)
		}
	}
	want("at first", database, 1)
	pass(9 * time.Second)
	want("between two readings", database, 1)
	pass(time.Second)
	want("the next reading", database, 2)
	database = database.Add(365 * 24 * time.Hour)
	pass(5 * time.Second)
	want("a leap that was not seen yet", database.Add(-365*24*time.Hour), 2)
	pass(5 * time.Second)
	want("a leap", database, 3)
	away = errors.New("gone")
	for n := range 6 {
		pass(10 * time.Second)
		want("the database is away", database, 4+n)
	}
	if strings.Count(said.String(), "cannot be read") != 1 {
		t.Errorf("said %s", said.String())
	}
	away = nil
	database = database.Add(-time.Hour)
	pass(10 * time.Second)
	want("it is back, and was put back", database, 10)
}

// TestSharedClockNeedsADatabase: without a first reading nobody knows what time it is.
func TestSharedClockNeedsADatabase(t *testing.T) {
	gone := errors.New("gone")
	_, err := newSharedClock(t.Context(), &sharedClock{ask: func(context.Context) (time.Time, error) { return time.Time{}, gone }, own: time.Now})
	if !errors.Is(err, gone) {
		t.Error(err)
	}
}

// TestAClockThatLeapt: after a leap tick sends nothing until the administrator types the
// date of today, and the clock agrees.
func TestAClockThatLeapt(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := newMachine(t)
		m.database = address
		m.ok("member", "add", "--file", "voorbeeld/team.yaml")
		m.refused([]string{"nothing to confirm"}, "activate", "--today", today(t))
		m.ok("tick", "--at", "2020-01-15T09:00")
		m.refused([]string{"the clock says", "2020-01-15 09:00:00", "nothing was sent", "activate --today", "--at"}, "tick")
		m.refused([]string{"2020-01-15", today(t), "nothing was changed"}, "activate", "--today", "2020-01-15")
		m.refused([]string{"nothing was sent"}, "tick")
		if code, _, errs := m.run("activate", "--today", "vandaag"); code != exitUsage || !strings.Contains(errs, "2026-11-22") {
			t.Errorf("status %d: %s", code, errs)
		}
		if out, _ := m.ok("activate", "--today", today(t)); !strings.Contains(out, "the clock is trusted") {
			t.Errorf("wrote %s", out)
		}
		m.ok("tick")
		m.refused([]string{"nothing to confirm"}, "activate", "--today", today(t))
		m.refused([]string{"in use already"}, "activate")
		m.ok("tick", "--at", "2020-01-16T09:00") // the administrator says what time it is
		if rows := m.audited(t, "klok"); strings.Join(rows, " ") != "mislukt mislukt gelukt mislukt" {
			t.Errorf("the access log says %v", rows)
		}
	})
}

func today(t *testing.T) string {
	t.Helper()
	zone, err := time.LoadLocation(store.DefaultZone)
	must(t, err)
	return time.Now().In(zone).Format(time.DateOnly)
}

// audited is how what the administrator did to something ended, the first first.
func (m *machine) audited(t *testing.T, soort string) (how []string) {
	t.Helper()
	s := m.open(t)
	must(t, s.View(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.AuditOf(t.Context(), "", store.AuditFilter{}, 1000)
		for _, r := range rows {
			if r.Soort == soort && r.Rol == auditRol {
				how = append([]string{r.Uitkomst}, how...)
			}
		}
		return err
	}))
	return how
}

// open opens the database of the machine beside the program.
func (m *machine) open(t *testing.T) *store.Store {
	t.Helper()
	e := m.env()
	s, err := e.makeStore(t.Context())
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// env is what a subcommand works with on this machine.
func (m *machine) env() *env {
	e := &env{in: strings.NewReader(""), out: new(bytes.Buffer), errs: new(bytes.Buffer)}
	e.Database, e.KeyFile, e.Timezone, e.Log = m.database, m.key, store.DefaultZone, "info"
	return e
}
