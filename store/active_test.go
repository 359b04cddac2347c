package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestActive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		check := func(want bool, restored time.Time) {
			t.Helper()
			same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Active(ctx) }), want)
			same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) { return tx.Restored(ctx) }), restored)
		}
		activate := func(want bool) {
			t.Helper()
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				done, err := tx.Activate(ctx)
				same(t, done, want)
				return err
			})
		}
		check(true, time.Time{})
		activate(false)
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Deactivate(ctx, at(9, 0)) })
		check(false, at(9, 0))
		activate(true)
		check(true, time.Time{})
		activate(false)
	})
}

// Only whoever has the keys puts a database in use: to take something away from it, or to
// put something else in its place, makes it silent.
func TestACopyCannotBePutInUseWithoutKeys(t *testing.T) {
	active := func(t testing.TB, s *store.Store) bool {
		return view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Active(ctx) })
	}
	for name, statement := range map[string]string{
		"what people read":      "DELETE FROM settings WHERE key = 'hersteld'",
		"every mark":            "DELETE FROM settings WHERE key IN ('hersteld', 'actief', 'sleutel', 'verzegeld')",
		"a mark of his own":     "INSERT INTO settings (key, value) VALUES ('actief', '1')",
		"the mark of something": "INSERT INTO settings (key, value) SELECT 'actief', value FROM settings WHERE key = 'sleutel'",
		"another moment":        "UPDATE settings SET value = 'gisteren' WHERE key = 'hersteld'",
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				s := filled(t, storetest.Open(t, address))
				secrets(t, s)
				same(t, active(t, s), true)
				update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Deactivate(ctx, at(9, 0)) })
				exec(t, s, statement)
				same(t, active(t, s), false)
				again := storetest.Open(t, address)
				same(t, active(t, again), false)
				view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) { return tx.Restored(ctx) })
				update(t, s, func(ctx context.Context, tx *store.Tx) error { _, err := tx.Activate(ctx); return err })
				same(t, active(t, s), true)
			})
		})
	}
}

func TestADatabaseStaysInUse(t *testing.T) {
	active := func(t testing.TB, s *store.Store) bool {
		return view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Active(ctx) })
	}
	storetest.EachAddress(t, func(t *testing.T, address string) {
		first := storetest.Open(t, address)
		before(t, first)
		same(t, active(t, first), false)
		ring := keyFile(t)
		s := process(t, address, ring.Path())
		same(t, active(t, s), true) // a database of before
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Reseal(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Ring().DropOld(); err != nil {
			t.Fatal(err)
		}
		same(t, active(t, process(t, address, ring.Path())), true)
	})
}

func TestHeld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus(zaak(1)))
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)))
		_, posts := claim(t, s, "w1", at(9, 0))
		delivered(t, s, posts[0], at(9, 1))
		list := planned(t, s, zaak(1))
		held := func(moment time.Time) store.Held {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (store.Held, error) { return tx.Held(ctx, moment) })
		}
		same(t, held(list[0].At.Add(-time.Millisecond)), store.Held{Messages: 2})
		same(t, held(list[0].At).Overdue > 0, true)
		same(t, held(list[len(list)-1].At), store.Held{Messages: 2, Overdue: len(list)})
	})
}
