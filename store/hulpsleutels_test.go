package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// found is who is stored with the number of an assignment.
func found(t testing.TB, s *store.Store, nummer string) []p.Persoon {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Persoon, error) { return tx.Toewijzing(ctx, nummer) })
}

// persoon is whom a BSN was named with; empty when nobody was.
func persoon(t testing.TB, s *store.Store, bsn string) p.Persoon {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Persoon, error) {
		hash, err := tx.PersoonHash(ctx)
		if err != nil {
			return p.Persoon{}, err
		}
		who, known, err := tx.Persoon(ctx, hash(bsn))
		if known == (who == p.Persoon{}) {
			t.Errorf("found is %v with %v", known, who)
		}
		return who, err
	})
}

// known checks that messages about a casus of hulpEverywhere find whose they are.
func known(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	same(t, persoon(t, s, bsnIn(zaak)), p.Persoon{Zaaknummer: zaak, Jeugdige: "J1"})
	same(t, found(t, s, "1001-"+zaak), []p.Persoon{{Zaaknummer: zaak, Jeugdige: "J1"}})
	same(t, found(t, s, "1002-"+zaak), []p.Persoon{{Zaaknummer: zaak, Jeugdige: "J2"}})
}

func TestWhoseMessagesAre(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		same(t, persoon(t, s, bsnIn("ZO-1")), p.Persoon{})
		hulpEverywhere(t, s, "ZO-1")
		known(t, open(), "ZO-1")
		t.Run("a kind of number is not another", func(t *testing.T) {
			same(t, len(found(t, s, bsnIn("ZO-1"))), 0)
			same(t, persoon(t, s, "1001-ZO-1"), p.Persoon{})
		})
		t.Run("one number with several young people", func(t *testing.T) {
			other := hulpIn("ZO-2")
			other.Rijen[0].Toewijzing, other.IJw[0].Toewijzing = "1001-ZO-1", "1001-ZO-1"
			saveHelp(t, s, other)
			same(t, found(t, s, "1001-ZO-1"), []p.Persoon{{Zaaknummer: "ZO-1", Jeugdige: "J1"}, {Zaaknummer: "ZO-2", Jeugdige: "J1"}, {Zaaknummer: "ZO-2", Jeugdige: "J2"}})
		})
		t.Run("the same young person in other capitals", func(t *testing.T) {
			h := hulp(t, s, "ZO-2")
			h.IJw[0].Jeugdige = "j1"
			saveHelp(t, s, h)
			same(t, found(t, s, "1001-ZO-1"), []p.Persoon{{Zaaknummer: "ZO-1", Jeugdige: "J1"}, {Zaaknummer: "ZO-2", Jeugdige: "J1"}})
		})
		t.Run("what is gone is not found, what stays is", func(t *testing.T) {
			h := hulp(t, s, "ZO-1")
			h.Rijen[0].Toewijzing = ""
			saveHelp(t, s, h)
			same(t, found(t, s, "1001-ZO-1"), []p.Persoon{{Zaaknummer: "ZO-2", Jeugdige: "J1"}})
			same(t, found(t, s, "1002-ZO-1"), []p.Persoon{{Zaaknummer: "ZO-1", Jeugdige: "J2"}})
			same(t, len(found(t, s, "")), 0)
			same(t, persoon(t, s, bsnIn("ZO-1")).Zaaknummer, "ZO-1")
		})
	})
}

// The same map again changes nothing, and neither does one that says something else.
func TestSavePersonenAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		for _, who := range []p.Persoon{{Zaaknummer: "ZO-1", Jeugdige: "J1"}, {Zaaknummer: "ZO-1", Jeugdige: "J1"}, {Zaaknummer: "ZO-2", Jeugdige: "J1"}} {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				hash, err := tx.PersoonHash(ctx)
				return errors.Join(err, tx.SavePersonen(ctx, map[string]p.Persoon{hash("1"): who, hash("2"): who}))
			})
		}
		for _, bsn := range []string{"1", "2"} {
			same(t, persoon(t, s, bsn), p.Persoon{Zaaknummer: "ZO-1", Jeugdige: "J1"})
		}
		same(t, len(names(t, s, "SELECT hash FROM hulp_sleutels")), 2)
	})
}

// Several processes that store help for the first time at once make one key.
func TestFirstHelpAtTheSameTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		var all sync.WaitGroup
		for n := range 6 {
			save(t, s, casus(zaak(n)))
		}
		for n := range 6 {
			other := open()
			all.Go(func() { hulpEverywhere(t, other, zaak(n)) })
		}
		all.Wait()
		for n := range 6 {
			known(t, s, zaak(n))
		}
	})
}

// Without its key nothing can be hashed: making another would lose everybody who is known.
func TestTheKeyOfTheHashesIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		hulpEverywhere(t, s, "ZO-1")
		kept := names(t, s, "SELECT value FROM settings WHERE key = 'hulp.sleutel'")[0]
		exec(t, s, "UPDATE settings SET value = 'geheim' WHERE key = 'hulp.sleutel'")
		for name, f := range map[string]func(*store.Tx) error{
			"a BSN":      func(tx *store.Tx) error { _, err := tx.PersoonHash(t.Context()); return err },
			"a number":   func(tx *store.Tx) error { _, err := tx.Toewijzing(t.Context(), "1001"); return err },
			"other help": func(tx *store.Tx) error { return tx.SaveHulp(t.Context(), hulpIn("ZO-2")) },
		} {
			t.Run(name, func(t *testing.T) { wants(t, s.Update(t.Context(), f), store.ErrUnreadable) })
		}
		h := hulp(t, s, "ZO-1")
		h.Rijen[0].Eind = day("2026-06-01") // needs no key
		saveHelp(t, s, h)
		same(t, fmt.Sprint(damaged(t, s)), "[settings hulp.sleutel]")
		exec(t, s, "UPDATE settings SET value = '"+kept+"' WHERE key = 'hulp.sleutel'")
		known(t, s, "ZO-1")
	})
}

// Erasing a casus takes away by what its young people are known.
func TestEraseForgetsWhoseMessagesAre(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		hulpEverywhere(t, s, "ZO-1", "ZO-2")
		same(t, erase(t, s, "ZO-1").Rows["hulp_sleutels"], int64(3))
		save(t, s, casus("ZO-1")) // another casus of that name
		same(t, hulp(t, s, "ZO-1"), p.Hulp{Zaaknummer: "ZO-1"})
		same(t, persoon(t, s, bsnIn("ZO-1")), p.Persoon{})
		same(t, len(found(t, s, "1001-ZO-1")), 0)
		known(t, s, "ZO-2")
	})
}
