package store_test

import (
	"context"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// An import saves many casussen in one change; each is planned.
func BenchmarkSaveCasus(b *testing.B) {
	bench(b, func(b *testing.B, s *store.Store) {
		b.Helper()
		update(b, s, func(ctx context.Context, tx *store.Tx) error {
			for n := 0; b.Loop(); n++ {
				if err := tx.SaveCasus(ctx, casus(zaak(n))); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// A conversation saves one casus in a change of its own.
func BenchmarkUpdate(b *testing.B) {
	bench(b, func(b *testing.B, s *store.Store) {
		b.Helper()
		for n := 0; b.Loop(); n++ {
			save(b, s, casus(zaak(n)))
		}
	})
}

func bench(b *testing.B, f func(*testing.B, *store.Store)) {
	b.Helper()
	for name, address := range map[string]func(testing.TB) string{
		"sqlite": storetest.SQLite, "postgres": storetest.Postgres, "memory": func(testing.TB) string { return ":memory:" },
	} {
		b.Run(name, func(b *testing.B) { f(b, filled(b, storetest.Open(b, address(b)))) })
	}
}
