package store_test

import (
	"context"
	"fmt"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// benchCasussen is in how many casussen the benchmarks save help, in turn.
const benchCasussen = 1000

// manyRows is the help of an import: ten rows a casus, each under its own number.
func manyRows(zaak string) p.Hulp {
	h := p.Hulp{Zaaknummer: zaak}
	for n := range 10 {
		h.Rijen = append(h.Rijen, p.Levering{
			Jeugdige: "J1", Aanbieder: "Ambulant Voorbeeld", AGB: "99000002", Hulpvorm: "02", Toewijzing: fmt.Sprint(zaak, "-", n),
			Start: p.Date{Year: 2015 + n, Month: 3, Day: 1}, Eind: p.Date{Year: 2015 + n, Month: 9, Day: 1}, Reden: "02",
			Aanleiding: "onrust thuis, school valt uit", Resultaat: "deels geholpen",
		})
	}
	return h
}

// saveHulp saves help in one casus after the other; each time around it is read first.
func saveHulp(ctx context.Context, tx *store.Tx, n int) error {
	h := manyRows(zaak(n % benchCasussen))
	known, err := tx.Hulp(ctx, h.Zaaknummer)
	if err != nil {
		return err
	}
	h.Versie = known.Versie
	return tx.SaveHulp(ctx, h)
}

// An import reads the help in many casussen and saves it, in one change: the first time
// around it is new.
func BenchmarkSaveHulp(b *testing.B) {
	bench(b, func(b *testing.B, s *store.Store) {
		b.Helper()
		save(b, s, many("", benchCasussen)...)
		update(b, s, func(ctx context.Context, tx *store.Tx) error {
			for n := 0; b.Loop(); n++ {
				if err := saveHulp(ctx, tx, n); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// Another profile has the signals of all help looked at again.
func BenchmarkSetProfielMetHulp(b *testing.B) {
	bench(b, func(b *testing.B, s *store.Store) {
		b.Helper()
		save(b, s, many("", benchCasussen)...)
		update(b, s, func(ctx context.Context, tx *store.Tx) error {
			for n := range benchCasussen {
				if err := saveHulp(ctx, tx, n); err != nil {
					return err
				}
			}
			return nil
		})
		for b.Loop() {
			b.StopTimer()
			exec(b, s, "UPDATE hulp SET kijk_op = ''")
			b.StartTimer()
			update(b, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, profiel(), nil) })
		}
	})
}
