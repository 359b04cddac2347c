package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// A disk that fills up halfway a change leaves the database as it was.
func TestFullDisk(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)))
	save(t, s, casus("ZO-1"))
	if err := s.Exec(t.Context(), "PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	saved := 0
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		for n := range 1000 {
			if err := tx.SaveCasus(t.Context(), full(zaak(n))); err != nil {
				// SQLite has undone everything by now: going on would store this alone.
				_ = tx.SetSetting(t.Context(), "kleur", "rood")
				return err
			}
			saved++
		}
		return nil
	})
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "is full: nothing of this change was stored") {
		t.Fatalf("got %v", err)
	}
	stats := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) })
	if saved == 0 || stats.Open != 1 || setting(t, s, "kleur") != "" {
		t.Errorf("%d casussen after %d were saved in vain", stats.Open, saved)
	}
	save(t, s, load(t, s, "ZO-1")) // what fits is stored again
}

// What was unavailable for a while is explained, and works again afterwards.
func TestPostgresGoesAway(t *testing.T) {
	address := storetest.Postgres(t)
	s, other := filled(t, storetest.Open(t, address)), storetest.Open(t, address)
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		if err := tx.SaveCasus(t.Context(), casus("ZO-1")); err != nil {
			return err
		}
		if err := other.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
			t.Fatal(err)
		}
		return tx.SaveCasus(t.Context(), casus("ZO-2"))
	})
	if !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	save(t, s, casus("ZO-3"))
	if got := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) }); got.Open != 1 {
		t.Errorf("%d casussen", got.Open)
	}
}
