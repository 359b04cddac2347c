package store_test

import (
	"context"
	"errors"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// hulpIn is help in a casus: a row of a list, and a message about another assignment.
func hulpIn(zaak string) p.Hulp {
	return p.Hulp{
		Zaaknummer: zaak,
		Rijen:      []p.Levering{{Jeugdige: "J1", Aanbieder: "Ambulant Voorbeeld", Hulpvorm: "02", Toewijzing: "1001", Start: day("2026-01-05"), Aanleiding: "onrust thuis"}},
		IJw:        []p.IJwRegel{{Soort: 305, Jeugdige: "J2", Afzender: "99000002", Identificatie: "B1", Dagtekening: day("2026-02-01"), Volgnummer: 1, AGB: "99000002", Toewijzing: "1002", Productcategorie: "45", Van: day("2026-01-20")}},
	}
}

func TestHulpComesBackAsItWasSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		hulp := func(zaak string) p.Hulp {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Hulp, error) { return tx.Hulp(ctx, zaak) })
		}
		same(t, hulp("zo-1"), p.Hulp{Zaaknummer: "ZO-1"})
		want := hulpIn("ZO-1")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveHulp(ctx, want) })
		want.Versie = 1
		same(t, hulp("zo-1"), want)
		want.Rijen[0].Eind = day("2026-03-01")
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveHulp(ctx, want) })
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveHulp(t.Context(), want) })
		if !errors.Is(err, store.ErrChanged) {
			t.Errorf("an older version: %v", err)
		}
		want.Versie = 2
		same(t, hulp("ZO-1"), want)
		err = s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveHulp(t.Context(), hulpIn("ZO-9")) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("help in no casus: %v", err)
		}
	})
}
