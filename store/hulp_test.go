package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// hulpIn is help in a casus: a row of a list, and a message about another assignment. Their
// numbers are like those of no other casus.
func hulpIn(zaak string) p.Hulp {
	return p.Hulp{
		Zaaknummer: zaak,
		Rijen:      []p.Levering{{Jeugdige: "J1", Aanbieder: "Ambulant Voorbeeld", Hulpvorm: "02", Toewijzing: "1001-" + zaak, Start: day("2026-01-05"), Aanleiding: "onrust thuis"}},
		IJw:        []p.IJwRegel{{Soort: 305, Jeugdige: "J2", Afzender: "99000002", Identificatie: "B1", Dagtekening: day("2026-02-01"), Volgnummer: 1, AGB: "99000002", Toewijzing: "1002-" + zaak, Productcategorie: "45", Van: day("2026-01-20")}},
	}
}

// bsnIn stands for the BSN of J1 in a casus.
func bsnIn(zaak string) string { return "999990019" + zaak }

// hulpEverywhere gives casussen rows in every table of help.
func hulpEverywhere(t testing.TB, s *store.Store, zaken ...string) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		hash, err := tx.PersoonHash(ctx)
		if err != nil {
			return err
		}
		personen := map[string]p.Persoon{}
		for _, zaak := range zaken {
			if err := tx.SaveHulp(ctx, hulpIn(zaak)); err != nil {
				return err
			}
			personen[hash(bsnIn(zaak))] = p.Persoon{Zaaknummer: zaak, Jeugdige: "J1"}
		}
		return tx.SavePersonen(ctx, personen)
	})
}

func hulp(t testing.TB, s *store.Store, zaak string) p.Hulp {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Hulp, error) { return tx.Hulp(ctx, zaak) })
}

func saveHelp(t testing.TB, s *store.Store, h p.Hulp) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveHulp(ctx, h) })
}

// saving returns the error of saving help.
func saving(t testing.TB, s *store.Store, h p.Hulp) error {
	t.Helper()
	return s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveHulp(t.Context(), h) })
}

func TestHulpComesBackAsItWasSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		same(t, hulp(t, s, "zo-1"), p.Hulp{Zaaknummer: "ZO-1"})
		want := hulpIn("ZO-1")
		saveHelp(t, s, want)
		want.Versie = 1
		same(t, hulp(t, s, "zo-1"), want)
		want.Rijen[0].Eind = day("2026-03-01")
		saveHelp(t, s, want)
		for name, h := range map[string]p.Hulp{"an older version": want, "as if there were none": hulpIn("zo-1")} {
			if err := saving(t, s, h); !errors.Is(err, store.ErrChanged) {
				t.Errorf("%s: %v", name, err)
			}
		}
		want.Versie = 2
		same(t, hulp(t, s, "ZO-1"), want)
		if err := saving(t, s, hulpIn("ZO-9")); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("help in no casus: %v", err)
		}
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Hulp(t.Context(), "ZO-9"); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("help of no casus: %v", err)
		}
	})
}

// Reading and saving go on in one change, with everything that it changed itself.
func TestHulpWithinOneChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			for n := range 3 {
				h, err := tx.Hulp(ctx, "ZO-1")
				if err != nil {
					return err
				}
				if h.Versie != n || len(h.Rijen) != n {
					return fmt.Errorf("version %d with %d rows", h.Versie, len(h.Rijen))
				}
				h.Rijen = append(h.Rijen, p.Levering{Jeugdige: "J1", Aanbieder: "Voorbeeld", Hulpvorm: "02", Toewijzing: fmt.Sprint(n), Start: day("2026-01-05")})
				if err := tx.SaveHulp(ctx, h); err != nil {
					return err
				}
				h.Rijen[0].Toewijzing = "changed by who saved it" // it was saved already
				if err := tx.SaveHulp(ctx, h); !errors.Is(err, store.ErrChanged) {
					return fmt.Errorf("what was just saved, again: %w", err)
				}
			}
			return nil
		})
		for _, nummer := range []string{"0", "1", "2"} {
			if got := found(t, s, nummer); len(got) != 1 {
				t.Errorf("%s: %v", nummer, got)
			}
		}
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			h, err := tx.Hulp(t.Context(), "ZO-1")
			if err != nil {
				return err
			}
			if _, err := tx.Erase(t.Context(), "ZO-1", store.Erasing{At: at(12, 0), Without: allesWeg}); err != nil {
				return err
			}
			h.Versie = 0
			return tx.SaveHulp(t.Context(), h)
		})
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("help in what was just erased: %v", err)
		}
	})
}

func TestHulpOfAClosedCasusIsStored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		c := casus("ZO-1")
		c.Sluiting.Op = day("2026-11-13")
		save(t, s, c)
		want := hulpIn("ZO-1")
		saveHelp(t, s, want)
		want.Versie = 1
		same(t, hulp(t, s, "ZO-1"), want)
	})
}

// The help is called as the casus is written now.
func TestHulpHasTheNameOfItsCasus(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("zo-1"))
		saveHelp(t, s, hulpIn("ZO-1"))
		same(t, hulp(t, s, "ZO-1").Zaaknummer, "zo-1")
		c := load(t, s, "zo-1")
		c.Zaaknummer = "Zo-1"
		save(t, s, c)
		same(t, hulp(t, s, "ZO-1").Zaaknummer, "Zo-1")
	})
}

func TestHulpCannotBeSavedWhileReading(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)))
	save(t, s, casus("ZO-1"))
	err := s.View(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Hulp(t.Context(), "ZO-1"); err != nil {
			return err
		}
		return tx.SaveHulp(t.Context(), hulpIn("ZO-1"))
	})
	if err == nil {
		t.Error("no error")
	}
}

func TestHulpVan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		west := casus("ZO_3")
		west.Team = "West"
		save(t, s, casus("zo-2"), casus("ZO.1"), casus("ZO-9"), west)
		hulpEverywhere(t, s, "ZO-2", "ZO.1", "ZO_3")
		for team, want := range map[string]string{"": "[zo-2 ZO.1 ZO_3] []", "Oost": "[zo-2 ZO.1] []", "West": "[ZO_3] []", "Noord": "[] []"} {
			if got := namesOf(t, s, team); got != want {
				t.Errorf("%q: %s, want %s", team, got, want)
			}
		}
		for n, statement := range []string{
			"UPDATE hulp SET data = 'rb1.nothing' WHERE zaak = 'ZO.1'",
			"UPDATE hulp SET data = (SELECT data FROM hulp WHERE zaak = 'ZO-2') WHERE zaak = 'ZO_3'", // of another casus
			"UPDATE hulp SET versie = 7 WHERE zaak = 'ZO-2'",
		} {
			exec(t, s, statement)
			want := []string{"[zo-2 ZO_3] [ZO.1]", "[zo-2] [ZO.1 ZO_3]", "[] [ZO.1 ZO_3 zo-2]"}[n]
			if got := namesOf(t, s, ""); got != want {
				t.Errorf("after %s: %s, want %s", statement, got, want)
			}
		}
		same(t, namesOf(t, s, "West"), "[] [ZO_3]")
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Hulp(t.Context(), "zo-2"); return err })
		wants(t, err, store.ErrUnreadable)
		if text := err.Error(); !strings.Contains(text, "zo-2") || !strings.Contains(text, "hulp") || strings.Contains(text, "Voorbeeld") {
			t.Errorf("says %q", text)
		}
		for _, versie := range []int{0, 1, 7} {
			h := hulpIn("ZO-2")
			h.Versie = versie
			wants(t, saving(t, s, h), store.ErrUnreadable) // it would be lost for good
		}
		load(t, s, "ZO-2")
	})
}

// A column with something strange spoils no row but its own.
func TestHulpWithAStrangeVersion(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)))
	save(t, s, casus("ZO-1"), casus("ZO-2"))
	hulpEverywhere(t, s, "ZO-1", "ZO-2")
	exec(t, s, "UPDATE hulp SET versie = 'strange' WHERE zaak = 'ZO-1'")
	same(t, namesOf(t, s, ""), "[ZO-2] [ZO-1]")
}

// namesOf are the zaaknummers of the help of a team, and of what is damaged of it.
func namesOf(t testing.TB, s *store.Store, team string) string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
		list, damaged, err := tx.HulpVan(ctx, team)
		var names []string
		for _, h := range list {
			names = append(names, h.Zaaknummer)
		}
		return fmt.Sprint(names, damaged), err
	})
}
