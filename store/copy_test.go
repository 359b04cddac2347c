package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// everything puts something in every table.
func everything(t testing.TB, s *store.Store) {
	t.Helper()
	filled(t, s)
	for n := range 40 {
		save(t, s, full(zaak(n)))
	}
	hulpEverywhere(t, s, zaak(1), zaak(2))
	closed := full(zaak(41))
	closed.Sluiting.Op = day("2026-11-13")
	save(t, s, closed)
	first := planned(t, s, zaak(0))[0]
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.FirstSubmission(ctx, "form-1", at(9, 0))
		return errors.Join(err, tx.MarkSent(ctx, []string{first.Key}, at(9, 0)), tx.Retime(ctx, planned(t, s, zaak(1))[0].Key, "marga", at(9, 30), true),
			tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: "1", Fields: map[string]string{"a": "b"}, UpdatedAt: at(9, 0)}),
			tx.SetLastTick(ctx, "digest", at(9, 0)),
			tx.Correct(ctx, store.Correction{ID: "c1", Aan: "anouk", Key: "k"}, at(9, 0)))
	})
	about := post("a1", "anouk", at(9, 0))
	about.Zaken = []string{zaak(0)}
	enqueue(t, s, about, post("b1", "bram", at(9, 0)))
	_, posts := claim(t, s, "w1", at(9, 0))
	delivered(t, s, posts[0], at(9, 1))
	everyMark(t, s, posts[0], posts[1])
	inDoubt(t, s)
	for column, want := range map[string]string{"unsure": "outbox", "seen_at": "outbox", "done_at": "outbox", "gemist": "reminders", "ended": "reminders", "dubbel": "reminders"} {
		if names, err := s.Names(t.Context(), "SELECT 'x' FROM "+want+" WHERE "+column+" > 0"); err != nil || len(names) == 0 {
			t.Errorf("no row with %s: %v", column, err)
		}
	}
}

// inDoubt makes a message anew of which nobody can tell whether it arrived.
func inDoubt(t testing.TB, s *store.Store) {
	t.Helper()
	gathered(t, s, "1", planned(t, s, zaak(3))[0])
	_, posts := claim(t, s, "w1", at(9, 5))
	doubted := posts[len(posts)-1]
	doubted.Unsure = true
	if err := recalled(t, s, doubted, at(9, 5)); err != nil {
		t.Fatal(err)
	}
}

// everyMark gives what was sent, what is under way and what went out every mark there is.
func everyMark(t testing.TB, s *store.Store, sent, claimed store.Post) {
	t.Helper()
	if err := s.Begin(t.Context(), claimed, time.Minute); err != nil {
		t.Fatal(err)
	}
	gone := planned(t, s, zaak(2))[0].Key
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.Seen(ctx, "anouk", zaak(0), at(9, 2)), tx.Rewrite(ctx, sent, []byte("klaar"), at(9, 3)),
			tx.MarkSent(ctx, []string{gone}, at(9, 0)))
	})
	ended := load(t, s, zaak(2))
	ended.Niveaus = append(ended.Niveaus, p.NiveauWissel{Niveau: p.Licht, Sinds: day("2026-11-13")})
	save(t, s, ended)
}

// dump is every row of every table as text.
func dump(t testing.TB, s *store.Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range store.Tables() {
		rows, err := s.Rows(t.Context(), table)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			t.Errorf("the table %s is empty: this test shows too little", table)
		}
		slices.Sort(rows)
		all[table] = rows
	}
	return all
}

func TestCopyTo(t *testing.T) {
	places := map[string]func(t *testing.T) *store.Store{
		"sqlite":   func(t *testing.T) *store.Store { t.Helper(); return storetest.Open(t, storetest.SQLite(t)) },
		"postgres": func(t *testing.T) *store.Store { t.Helper(); return storetest.Open(t, storetest.Postgres(t)) },
		"memory":   func(t *testing.T) *store.Store { t.Helper(); return storetest.Open(t, ":memory:") },
	}
	for from, openFrom := range places {
		for to, openTo := range places {
			if from == "memory" {
				continue // nobody is to keep a simulation
			}
			t.Run(fmt.Sprintf("%s to %s", from, to), func(t *testing.T) {
				src, dst := openFrom(t), openTo(t)
				everything(t, src)
				want := dump(t, src)
				if err := src.CopyTo(t.Context(), dst); err != nil {
					t.Fatal(err)
				}
				same(t, dump(t, dst), want)
				same(t, dump(t, src), want)
				same(t, load(t, dst, zaak(7)), load(t, src, zaak(7)))
				if err := src.CopyTo(t.Context(), dst); !errors.Is(err, store.ErrExists) {
					t.Errorf("copying to a database in use: %v", err)
				}
				c := load(t, dst, zaak(7)) // the copy lives on by itself
				c.Sluiting = p.Sluiting{Op: day("2026-12-01")}
				save(t, dst, c)
				same(t, dump(t, src), want)
			})
		}
	}
}

func TestCopyToItself(t *testing.T) {
	s := storetest.Open(t, ":memory:")
	if err := s.CopyTo(t.Context(), s); err == nil {
		t.Error("no error")
	}
}

func TestCopyKnowsEveryTable(t *testing.T) {
	query := map[string]string{
		"sqlite":   "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'",
		"postgres": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'goose_%'",
	}
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		got, err := s.Names(t.Context(), query[s.Kind()])
		if err != nil {
			t.Fatal(err)
		}
		want := store.AllTables()
		slices.Sort(got)
		slices.Sort(want)
		same(t, got, want)
	})
}

func TestStats(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) }), store.Stats{})
		everything(t, s)
		c := load(t, s, zaak(3))
		c.Sluiting.Op = day("2026-12-01")
		save(t, s, c)
		saveLid(t, s, p.Lid{Gebruiker: "weg", Team: "Oost", Weg: true})
		got := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) })
		want := store.Stats{
			Open: 39, Closed: 2, Leden: 3, Planned: got.Planned, Claimed: 1, Sent: 1, Failed: 1, NextDue: nextDue(t, s), LastSent: at(9, 1),
		}
		same(t, got, want)
		if got.Planned < 39 {
			t.Errorf("%d reminders", got.Planned)
		}
	})
}
