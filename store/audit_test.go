package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// gebeurtenis is an event with something in every field.
func gebeurtenis(n int) audit.Event {
	return audit.Event{
		At: at(9, 0).Add(time.Duration(n) * time.Minute), Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk",
		Rol: "consulent", Namens: "bram", Platform: "slack", Plaats: "D024", Casus: zaak(n), Soort: "casus", Object: fmt.Sprint(n),
		Doel: "procesregie", Regel: "VPR-11", Verzoek: fmt.Sprintf("v-%d", n),
	}
}

func logged(t testing.TB, s *store.Store, events ...audit.Event) {
	t.Helper()
	if err := s.Logged(t.Context(), func(tx *store.Tx) error { return tx.Log(t.Context(), events...) }); err != nil {
		t.Fatalf("logging: %v", err)
	}
}

// journal gives a database a log of n rows, one in each transaction.
func journal(t testing.TB, s *store.Store, n int) *store.Store {
	t.Helper()
	for i := range n {
		logged(t, s, gebeurtenis(i+1))
	}
	return s
}

func auditRows(t testing.TB, s *store.Store) []audit.Row {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (rows []audit.Row, err error) {
		return rows, tx.EachAudit(ctx, func(r audit.Row) error { rows = append(rows, r); return nil })
	})
}

func auditHead(t testing.TB, s *store.Store) audit.Head {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (audit.Head, error) { return tx.AuditHead(ctx) })
}

// proved verifies the log; the error is nil or an *audit.Broken.
func proved(t testing.TB, s *store.Store, known ...audit.Head) (proof audit.Proof, found error) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) error {
		proof, found = tx.VerifyAudit(t.Context(), known...)
		return nil
	})
	var b *audit.Broken
	if err != nil || found != nil && !errors.As(found, &b) {
		t.Fatalf("verifying: %v, %v", err, found)
	}
	return proof, found
}

// isBroken checks which row was found broken, and why.
func isBroken(t testing.TB, err error, why audit.Reason, nr int64) {
	t.Helper()
	var b *audit.Broken
	if !errors.As(err, &b) {
		t.Errorf("not found out, want row %d %q", nr, why)
		return
	}
	if b.Why != why || b.Nr != nr {
		t.Errorf("row %d %q, want row %d %q (%v)", b.Nr, b.Why, nr, why, err)
	}
}

func TestLogChainsOverTransactionsAndCalls(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 3)
		err := s.Logged(t.Context(), func(tx *store.Tx) error {
			many := make([]audit.Event, 40)
			for i := range many {
				many[i] = gebeurtenis(i + 5)
			}
			return errors.Join(tx.Log(t.Context(), gebeurtenis(4)), tx.Log(t.Context()), tx.Log(t.Context(), many...))
		})
		if err != nil {
			t.Fatal(err)
		}
		rows := auditRows(t, open())
		if len(rows) != 44 {
			t.Fatalf("%d rows", len(rows))
		}
		for i, r := range rows {
			if want := gebeurtenis(i + 1); r.Event != want || r.Nr != int64(i+1) {
				t.Errorf("row %d is %+v, want %+v", r.Nr, r.Event, want)
			}
		}
		proof, err := proved(t, s, auditHead(t, s))
		if want := (audit.Proof{Rows: 44, First: 1, Last: 44, From: gebeurtenis(1).At, To: gebeurtenis(44).At}); err != nil || proof != want {
			t.Errorf("%+v, %v", proof, err)
		}
		if head := auditHead(t, s); !head.Same(rows[43].Head()) || !head.At.Equal(rows[43].At) {
			t.Errorf("head %+v", head)
		}
	})
}

func TestLogOfNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		if proof, err := proved(t, s); err != nil || proof != (audit.Proof{}) {
			t.Errorf("%+v, %v", proof, err)
		}
		logged(t, s)
		if head := auditHead(t, s); head.Nr != 0 || head.Signature != nil {
			t.Errorf("head %+v", head)
		}
	})
}

// Several people in several processes at once, some of whose transactions come to nothing,
// with others who change what the log does not hold up.
func TestLogChainsOverProcesses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const people, times = 6, 8
		stores := []*store.Store{filled(t, open()), open()}
		var mu sync.Mutex
		var heads []audit.Head
		for _, s := range stores {
			s.OnAuditHead(func(_ context.Context, before, after audit.Head) {
				mu.Lock()
				defer mu.Unlock()
				if before.Nr+1 != after.Nr {
					t.Errorf("the head moved from %d to %d", before.Nr, after.Nr)
				}
				heads = append(heads, after)
			})
		}
		together(people, func(i int) {
			for n := range times {
				s := stores[i%2]
				update(t, s, func(ctx context.Context, tx *store.Tx) error {
					return tx.SetSetting(ctx, fmt.Sprint("los", i), fmt.Sprint(n))
				})
				err := s.Logged(t.Context(), func(tx *store.Tx) error {
					if _, err := tx.Casussen(t.Context(), store.Filter{}); err != nil {
						return err
					}
					if err := tx.SaveCasus(t.Context(), casus(zaak(i*times+n))); err != nil {
						return err
					}
					if err := tx.Log(t.Context(), gebeurtenis(i*times+n)); err != nil || n%4 != 3 {
						return err
					}
					return errOops
				})
				if (err == nil) != (n%4 != 3) || err != nil && !errors.Is(err, errOops) {
					t.Errorf("%d %d: %v", i, n, err)
				}
			}
		})
		const want = people * times * 3 / 4
		proof, err := proved(t, stores[0], heads...)
		isBroken(t, err, audit.Gone, 0) // the members were there before the log
		if proof.Rows != want || len(heads) != want {
			t.Errorf("%+v, %v, %d heads", proof, err, len(heads))
		}
		var objects []string
		for _, r := range auditRows(t, stores[1]) {
			objects = append(objects, r.Object)
		}
		slices.Sort(objects)
		if len(slices.Compact(objects)) != want {
			t.Errorf("%d different events", len(slices.Compact(objects)))
		}
	})
}

// A transaction that logs does not hold up one that does not.
func TestLoggedHoldsUpNoOtherChange(t *testing.T) {
	s := storetest.Open(t, storetest.Postgres(t))
	err := s.Logged(t.Context(), func(tx *store.Tx) error {
		if err := tx.Log(t.Context(), gebeurtenis(1)); err != nil {
			return err
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "kleur", "rood") })
		if rows := auditRows(t, s); len(rows) != 0 {
			t.Errorf("%d rows are seen before they are stored", len(rows))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLogLeavesNothingOfWhatFailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 2)
		told := 0
		s.OnAuditHead(func(context.Context, audit.Head, audit.Head) { told++ })
		for name, f := range map[string]func(*store.Tx) error{
			"an error":         func(*store.Tx) error { return errOops },
			"a hidden failure": func(tx *store.Tx) error { _ = tx.Fail(t.Context()); return nil },
			"an event without a moment": func(tx *store.Tx) error {
				return tx.Log(t.Context(), audit.Event{Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk"})
			},
		} {
			err := s.Logged(t.Context(), func(tx *store.Tx) error {
				if err := tx.Log(t.Context(), gebeurtenis(3)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				return f(tx)
			})
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		logged(t, s, gebeurtenis(3))
		if proof, err := proved(t, s); err != nil || proof.Rows != 3 || told != 1 {
			t.Errorf("%+v, %v, told %d times", proof, err, told)
		}
	})
}

func TestLogIsRefusedOutsideLogged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 1)
		for name, run := range map[string]func(context.Context, func(*store.Tx) error) error{"Update": s.Update, "View": s.View} {
			if err := run(t.Context(), func(tx *store.Tx) error { return tx.Log(t.Context(), gebeurtenis(2)) }); err == nil {
				t.Errorf("%s logs", name)
			}
			if err := run(t.Context(), func(tx *store.Tx) error { _, err := tx.PurgeAudit(t.Context(), at(23, 0)); return err }); err == nil {
				t.Errorf("%s removes rows", name)
			}
		}
		if proof, err := proved(t, s); err != nil || proof.Rows != 1 {
			t.Errorf("%+v, %v", proof, err)
		}
	})
}

func TestAuditOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for n := range 12 {
			e := gebeurtenis(n)
			e.Casus, e.Wie = []string{"zo-2026-0142 ", "ZO-2026-0007", ""}[n%3], []string{"anouk", "bram"}[n%2]
			if n == 6 {
				e.Actie = audit.Verwijderen
			}
			logged(t, s, e)
		}
		minute := func(n int) time.Time { return gebeurtenis(n).At }
		for name, test := range map[string]struct {
			zaak   string
			filter store.AuditFilter
			limit  int
			want   []int64
		}{
			"a casus":             {"ZO-2026-0142", store.AuditFilter{}, 100, []int64{10, 7, 4, 1}},
			"in other capitals":   {"zo-2026-0142", store.AuditFilter{}, 100, []int64{10, 7, 4, 1}},
			"the newest":          {"ZO-2026-0142", store.AuditFilter{}, 2, []int64{10, 7}},
			"from":                {"ZO-2026-0142", store.AuditFilter{From: minute(3)}, 100, []int64{10, 7, 4}},
			"to":                  {"ZO-2026-0142", store.AuditFilter{To: minute(6)}, 100, []int64{4, 1}},
			"somebody":            {"ZO-2026-0142", store.AuditFilter{Wie: "bram"}, 100, []int64{10, 4}},
			"everything at once":  {"ZO-2026-0142", store.AuditFilter{From: minute(1), To: minute(9), Wie: "anouk"}, 100, []int64{7}},
			"since it was erased": {"ZO-2026-0142", store.AuditFilter{Nu: true}, 100, []int64{10}},
			"since, by somebody":  {"ZO-2026-0142", store.AuditFilter{Nu: true, Wie: "anouk"}, 100, nil},
			"since, until before": {"ZO-2026-0142", store.AuditFilter{Nu: true, To: minute(6)}, 100, nil},
			"never erased":        {"ZO-2026-0007", store.AuditFilter{Nu: true}, 100, []int64{11, 8, 5, 2}},
			"some people":         {"", store.AuditFilter{From: minute(9), Onder: []string{"bram", "niemand"}}, 100, []int64{12, 10}},
			"another casus":       {"ZO-2026-0099", store.AuditFilter{}, 100, nil},
			"every casus":         {"", store.AuditFilter{From: minute(9)}, 100, []int64{12, 11, 10}},
		} {
			t.Run(name, func(t *testing.T) {
				list := view(t, s, func(ctx context.Context, tx *store.Tx) ([]audit.Row, error) {
					return tx.AuditOf(ctx, test.zaak, test.filter, test.limit)
				})
				var got []int64
				for _, r := range list {
					got = append(got, r.Nr)
				}
				if !slices.Equal(got, test.want) {
					t.Errorf("rows %v, want %v", got, test.want)
				}
			})
		}
	})
}

func TestEachAuditStops(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s, n := journal(t, open(), 3), 0
		err := s.View(t.Context(), func(tx *store.Tx) error {
			return tx.EachAudit(t.Context(), func(audit.Row) error { n++; return errOops })
		})
		if !errors.Is(err, errOops) || n != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// A copy to simulate with has no log, and whoever copies it on loses nothing.
func TestCopyToLeavesTheLog(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s, dry := journal(t, filled(t, open()), 3), storetest.Open(t, ":memory:")
		if err := s.CopyTo(t.Context(), dry); err != nil {
			t.Fatal(err)
		}
		if rows := auditRows(t, dry); len(rows) != 0 || auditHead(t, dry).Nr != 0 {
			t.Errorf("%d rows", len(rows))
		}
	})
}

func TestLoggedInMemory(t *testing.T) {
	s := journal(t, storetest.Open(t, ":memory:"), 3)
	if proof, err := proved(t, s); err != nil || proof.Rows != 3 {
		t.Errorf("%+v, %v", proof, err)
	}
}
