package scheduler_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// herstel marks a database as a restored copy.
func herstel(t testing.TB, s *store.Store) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Deactivate(ctx, om("2026-11-13 09:00")) })
}

// TestRestoredCopyIsSilent: a copy that nobody put in use sends nothing and tidies up
// nothing, and says so once; what was overdue goes out once when it is put in use.
func TestRestoredCopyIsSilent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: "1", UpdatedAt: om("2026-11-13 09:00")})
		})
		herstel(t, s)
		var log bytes.Buffer
		post := &postbus{t: t}
		sched := scheduler.New(s, post, slog.New(slog.NewTextHandler(&log, nil)), "w1")
		if sent := ticks(t, sched, "2026-12-01 08:00", "2026-12-03 09:00"); len(sent) != 0 || len(post.attempts) != 0 {
			t.Errorf("%v went out", regels(sent))
		}
		if n := strings.Count(log.String(), "regiebot activate"); n != 1 {
			t.Errorf("the log says %d times that nothing is sent: %s", n, log.String())
		}
		gelijk(t, time.Time{}, view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) { return tx.LastTick(ctx, "tick") }))
		gelijk(t, "1", view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
			d, err := tx.DraftByID(ctx, "anouk", "1")
			return d.ID, err
		}))

		update(t, s, func(ctx context.Context, tx *store.Tx) error { _, err := tx.Activate(ctx); return err })
		if sent := tick(t, sched, "2026-12-03 09:00"); len(sent) != 2 {
			t.Errorf("in use, this goes out: %v", regels(sent))
		}
		if sent := tick(t, sched, "2026-12-03 09:01"); len(sent) != 0 {
			t.Errorf("and once more: %v", regels(sent))
		}
	})
}

// TestSimulateOnARestoredCopy: what would be sent can be looked at before it is put in
// use, and looking does not put it in use.
func TestSimulateOnARestoredCopy(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		want := regels(simuleer(t, s, "2026-11-13 00:00", "2026-12-31 00:00"))
		herstel(t, s)
		gelijk(t, want, regels(simuleer(t, s, "2026-11-13 00:00", "2026-12-31 00:00")))
		gelijk(t, false, view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Active(ctx) }))
	})
}
