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
