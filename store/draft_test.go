package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestDrafts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		a := store.Draft{Gebruiker: "anouk", ID: "1", Line: "mpcheck jeugd", Fields: map[string]string{"kind": "ja"}, UpdatedAt: at(9, 0)}
		b := store.Draft{Gebruiker: "anouk", ID: "2", Line: "mpcheck jeugd", Fields: map[string]string{"kind": "nee"}, UpdatedAt: at(9, 5)}
		c := store.Draft{Gebruiker: "bram", ID: "1", Line: "mpcheck jeugd", UpdatedAt: at(9, 1)}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.SaveDraft(ctx, a), tx.SaveDraft(ctx, b), tx.SaveDraft(ctx, c))
		})
		last := func(who string) (store.Draft, error) {
			return draft(t, s, func(ctx context.Context, tx *store.Tx) (store.Draft, error) {
				return tx.Draft(ctx, who, "mpcheck jeugd")
			})
		}
		got, err := last("anouk")
		same(t, got, b)
		same(t, err, error(nil))
		got, _ = last("bram")
		same(t, got, c)

		a.Fields["ouder"], a.UpdatedAt = "ja", at(9, 10)
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveDraft(ctx, a) })
		got, _ = last("anouk")
		same(t, got, a)
		got, _ = draft(t, s, func(ctx context.Context, tx *store.Tx) (store.Draft, error) { return tx.DraftByID(ctx, "anouk", "2") })
		same(t, got, b)

		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.DeleteDraft(ctx, "anouk", "1"), tx.DeleteDraft(ctx, "anouk", "weg"), tx.PurgeDrafts(ctx, at(9, 5)))
		})
		got, _ = last("anouk")
		same(t, got, b)
		if _, err := last("bram"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an old draft is still there: %v", err)
		}
	})
}

func draft(t testing.TB, s *store.Store, f func(context.Context, *store.Tx) (store.Draft, error)) (d store.Draft, err error) {
	t.Helper()
	err = s.View(t.Context(), func(tx *store.Tx) error {
		d, err = f(t.Context(), tx)
		return err
	})
	return d, err
}

func TestTicks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		last := func() time.Time {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) { return tx.LastTick(ctx, "digest") })
		}
		same(t, last(), time.Time{})
		for _, moment := range []time.Time{at(9, 0), at(10, 0)} {
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "digest", moment) })
			same(t, last(), moment)
		}
	})
}

func TestSubmissionsAreHandledOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		firsts := make(chan bool, 4)
		submit := func(int) {
			var first bool
			update(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				first, err = tx.FirstSubmission(ctx, "form-1", at(9, 0))
				return err
			})
			firsts <- first
		}
		together(4, submit)
		count := 0
		for range 4 {
			if <-firsts {
				count++
			}
		}
		same(t, count, 1)
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.PurgeSubmissions(ctx, at(9, 1)) })
		submit(0)
		same(t, <-firsts, true)
	})
}
