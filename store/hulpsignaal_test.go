package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// toLookAt are the casussen whose signals are to be looked at.
func toLookAt(t testing.TB, s *store.Store, op string) string {
	t.Helper()
	return fmt.Sprint(view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.TeSignaleren(ctx, day(op), 10) }))
}

// told stores that signals in a casus were told.
func told(t testing.TB, s *store.Store, zaak string, kijkOp p.Date, keys ...string) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		h, before, err := tx.Verteld(ctx, zaak)
		if err != nil {
			return err
		}
		return tx.SaveVerteld(ctx, h, append(before, keys...), kijkOp)
	})
}

func TestSignalsAreLookedAt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("zo-1"), casus("ZO-2"), casus("ZO-3"), casus("ZO-4"))
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
		hulpEverywhere(t, s, "ZO-1", "ZO-2", "ZO-3")
		same(t, toLookAt(t, s, "2026-11-13"), "[ZO-1 ZO-2 ZO-3]")
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			two, err := tx.TeSignaleren(ctx, day("2026-11-13"), 2)
			same(t, fmt.Sprint(two), "[ZO-1 ZO-2]")
			return err
		})
		told(t, s, "zo-1", p.Date{}, "TR-1/J1/4")
		told(t, s, "ZO-2", day("2026-11-20"))
		told(t, s, "ZO-3", day("2026-11-18"))
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
		same(t, toLookAt(t, s, "2026-11-18"), "[ZO-3]")
		same(t, toLookAt(t, s, "2026-11-20"), "[ZO-3 ZO-2]")
		h := hulp(t, s, "ZO-1")
		saveHelp(t, s, h)
		same(t, toLookAt(t, s, "2026-11-13"), "[ZO-1]")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.LaatSignaleren(ctx, "zo-1") })
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
	})
}

// The first day on which there is something to look at is known.
func TestNextSignaal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		next := func() string {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
				day, some, err := tx.NextSignaal(ctx)
				return fmt.Sprint(day, some), err
			})
		}
		same(t, next(), " false")
		hulpEverywhere(t, s, "ZO-1", "ZO-2")
		same(t, next(), "0001-01-01 true")
		told(t, s, "ZO-1", p.Date{})
		told(t, s, "ZO-2", day("2026-11-20"))
		same(t, next(), "2026-11-20 true")
		told(t, s, "ZO-2", p.Date{})
		same(t, next(), " false")
	})
}

// What was told stays told, whatever becomes of the help.
func TestWhatWasToldStaysTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		told(t, s, "ZO-1", p.Date{}, "a", "b")
		told(t, s, "ZO-1", p.Date{}, "c")
		h := hulp(t, s, "ZO-1")
		h.Rijen, h.IJw = nil, nil
		saveHelp(t, s, h)
		update(t, s, func(ctx context.Context, tx *store.Tx) error { // read and saved in one change
			h, told, err := tx.Verteld(ctx, "ZO-1")
			if len(told) > 0 {
				told[0] = "changed by who read it"
			}
			h.Rijen = hulpIn("ZO-1").Rijen
			return errors.Join(err, tx.SaveHulp(ctx, h))
		})
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			h, told, err := tx.Verteld(ctx, "ZO-1")
			same(t, told, []string{"a", "b", "c"})
			same(t, len(h.Rijen), 1)
			same(t, len(h.IJw), 0)
			return err
		})
	})
}

// Two that tell at the same moment do not both tell.
func TestSaveVerteldOfAnOlderVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		before := hulp(t, s, "ZO-1")
		told(t, s, "ZO-1", p.Date{}, "a")
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.SaveVerteld(t.Context(), before, []string{"a"}, p.Date{})
		})
		wants(t, err, store.ErrChanged)
	})
}

// One that cannot be opened is not looked at for ever.
func TestDamagedHelpIsLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		exec(t, s, "UPDATE hulp SET data = 'rb1.nothing'")
		err := s.Update(t.Context(), func(tx *store.Tx) error { _, _, err := tx.Verteld(t.Context(), "ZO-1"); return err })
		wants(t, err, store.ErrUnreadable)
		same(t, toLookAt(t, s, "2026-11-13"), "[ZO-1]")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.LaatSignaleren(ctx, "ZO-1") })
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
	})
}

// Another profile can have other signals: the module on or off, other numbers.
func TestAnotherProfileLooksAtAllSignals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"), casus("ZO-3"), casus("ZO-4"))
		hulpEverywhere(t, s, "ZO-1", "ZO-2", "ZO-3")
		told(t, s, "ZO-1", p.Date{}, "a")
		told(t, s, "ZO-2", day("2027-01-01"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			off := profiel()
			off.Modules.Trajectsignalen = false
			return tx.SetProfiel(ctx, off, nil)
		})
		same(t, toLookAt(t, s, "2026-11-13"), "[ZO-1 ZO-2 ZO-3]")
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			_, told, err := tx.Verteld(ctx, "ZO-1")
			same(t, told, []string{"a"})
			return err
		})
	})
}

// Nothing is told of a closed casus; once it is open again it may be.
func TestAReopenedCasusIsLookedAt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		change := func(closed string) {
			c := load(t, s, "ZO-1")
			c.Sluiting = p.Sluiting{}
			if closed != "" {
				c.Sluiting.Op = day(closed)
			}
			save(t, s, c)
		}
		change("2026-11-13")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.LaatSignaleren(ctx, "ZO-1") })
		change("2026-11-12")
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
		change("")
		same(t, toLookAt(t, s, "2026-11-13"), "[ZO-1]")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.LaatSignaleren(ctx, "ZO-1") })
		change("")
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
	})
}
