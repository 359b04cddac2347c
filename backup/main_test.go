package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests do not depend on the zones of the machine

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/exchange"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// header is that of every backup here.
var header = backup.Header{Moment: time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC), Program: "test"}

func same[T any](t testing.TB, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-) and got (+):\n%s", diff)
	}
}

// identity makes a pair of keys.
func identity(t testing.TB) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func update(t testing.TB, s *store.Store, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view[T any](t testing.TB, s *store.Store, f func(context.Context, *store.Tx) (T, error)) (result T) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		result, err = f(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatalf("view: %v", err)
	}
	return result
}

func day(iso string) p.Date {
	d, err := p.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

func zaak(n int) string { return fmt.Sprintf("ZO-2026-%06d", n) }

// casus is an open VPR of a team of three.
func casus(n int) p.Casus {
	return p.Casus{
		Zaaknummer: zaak(n), Team: "Oost", Regisseur: "anouk", Duo: "bram", StartRegie: day("2026-09-01"), Aanduiding: "gezin " + strconv.Itoa(n),
		Niveaus: []p.NiveauWissel{{Niveau: p.Basis, Sinds: day("2026-09-01")}, {Niveau: p.VPR, Sinds: day("2026-11-02"), Door: "anouk"}},
		VPR:     p.VPRStappen{Kernbesluit: day("2026-11-02"), Brief: day("2026-11-04"), Startbijeenkomst: day("2026-11-13")},
	}
}

// filled gives a database a profile, a team and casussen.
func filled(t testing.TB, s *store.Store, casussen int) *store.Store {
	t.Helper()
	source, _ := p.ProfielBestand("standaard")
	profiel, err := exchange.ReadProfiel(source)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		err := errors.Join(tx.SetProfiel(ctx, profiel, source), tx.SaveTeam(ctx, p.Team{Naam: "Oost", Crisiscontact: "marga"}))
		for name, rol := range map[string]p.Rol{"anouk": p.Consulent, "bram": p.Consulent, "marga": p.Manager} {
			err = errors.Join(err, tx.SaveLid(ctx, p.Lid{Naam: name, Gebruiker: name, Team: "Oost", Rol: rol, IDs: map[string]string{"slack": "U-" + name}}))
		}
		return err
	})
	for n := range casussen {
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveCasus(ctx, casus(n)) })
	}
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.FirstSubmission(ctx, "form-1", header.Moment)
		return errors.Join(err, tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: "1", Line: "mpcheck", Fields: map[string]string{"a": "b"}, UpdatedAt: header.Moment}),
			tx.SetLastTick(ctx, "tick", header.Moment), tx.Enqueue(ctx, store.Post{Key: "k1", Aan: "anouk", Message: []byte(`{"Text":"hallo"}`), NotBefore: header.Moment, CreatedAt: header.Moment}))
	})
	return s
}

// rows are all rows of a database as text, by table.
func rows(t testing.TB, s *store.Store) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	table := ""
	err := s.View(t.Context(), func(tx *store.Tx) error {
		return tx.Dump(t.Context(), store.Rows{
			Table: func(name string, columns []string) error {
				table = name + " (" + strings.Join(columns, ", ") + ")"
				all[table] = map[string]bool{}
				return nil
			},
			Row: func(values []any) error {
				if values[0] == "actief" { // sealed anew by whoever puts a copy in use
					values = values[:1]
				}
				all[table][fmt.Sprintf("%#v", values)] = true
				return nil
			},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// written returns a backup of a database, in memory.
func written(t testing.TB, s *store.Store, to ...age.Recipient) []byte {
	t.Helper()
	var file bytes.Buffer
	err := s.View(t.Context(), func(tx *store.Tx) error {
		file.Reset()
		_, err := backup.Write(t.Context(), tx, &file, header, to...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// restored makes a database of a backup file.
func restored(t testing.TB, address, path string, with ...age.Identity) (*store.Store, backup.Written, error) {
	t.Helper()
	var summary backup.Written
	first, err := backup.Check(path, with...)
	if err != nil {
		return nil, first, err
	}
	s, err := store.Restore(t.Context(), address, storetest.Ring(t), store.Restoring{Schema: first.Schema, Load: func(tx *store.Tx) (err error) {
		summary, err = backup.Load(t.Context(), tx, path, with...)
		return err
	}})
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
		same(t, summary, first)
	}
	return s, summary, err
}

// places gives the address of an empty database of each kind.
func places(t *testing.T, f func(t *testing.T, kind string, place func(testing.TB) string)) {
	t.Helper()
	for kind, place := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(kind, func(t *testing.T) { f(t, kind, place) })
	}
}
