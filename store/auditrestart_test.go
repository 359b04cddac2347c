package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// worked is a database in which everything was logged from the beginning.
func worked(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	return journal(t, filled(t, journal(t, s, 1)), 6) // 7 rows
}

const wipe = "DELETE FROM audit; DELETE FROM audit_head"

// A thief wipes the log and hopes that nobody sees that it was there.
func TestWipedLogIsFoundOut(t *testing.T) {
	const mark = "DELETE FROM settings WHERE key = 'logboek'"
	for name, test := range map[string]struct {
		statements []string
		refused    bool // nothing can be logged any more
	}{
		"the rows and the head":           {[]string{wipe}, true},
		"the mark is of another":          {[]string{wipe, "UPDATE settings SET value = replace(value, 'begin', 'open') WHERE key = 'logboek'"}, true},
		"the mark is no mark":             {[]string{wipe, "UPDATE settings SET value = 'weg' WHERE key = 'logboek'"}, true},
		"the rows, the head and the mark": {[]string{wipe, mark}, false},
		"the mark":                        {[]string{mark}, false},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := worked(t, open())
				if _, err := proved(t, s); err != nil {
					t.Fatal(err)
				}
				sabotage(t, s, test.statements...)
				if _, err := proved(t, s); err == nil {
					t.Error("not found out")
				}
				err := open().Logged(t.Context(), func(tx *store.Tx) error { return tx.Log(t.Context(), gebeurtenis(1)) })
				if errors.Is(err, store.ErrAuditHead) != test.refused || err != nil != test.refused {
					t.Errorf("logging: %v", err)
				}
				if _, err := proved(t, s); err == nil {
					t.Error("not found out once there are rows again")
				}
			})
		})
	}
}

// A database of before there was a log begins one in peace.
func TestLogBeginsLaterAfterAnUpgrade(t *testing.T) {
	src := filled(t, storetest.Open(t, storetest.SQLite(t)))
	places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
		old := taken(t, src).asOf(t, 1)
		s, err := restore(t, place(t), 1, old.into(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := proved(t, s); err != nil {
				t.Error(err)
			}
			journal(t, s, 2)
		}
	})
}

func restart(t testing.TB, s *store.Store, known ...audit.Head) (audit.Row, error) {
	t.Helper()
	var row audit.Row
	err := s.Logged(t.Context(), func(tx *store.Tx) (err error) {
		e := gebeurtenis(30)
		e.Wat, e.Actie, e.Doel = "audit restart", audit.Wijzigen, "iemand heeft het gewist"
		row, err = tx.RestartAudit(t.Context(), e, known...)
		return err
	})
	return row, err
}

func closedParts(t testing.TB, s *store.Store) []audit.Closed {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]audit.Closed, error) {
		v, err := tx.ProveAudit(ctx)
		return v.Closed(), err
	})
}

// Whatever was done to the log, it can be begun again; what is broken stays to be seen.
func TestRestartAudit(t *testing.T) {
	for name, statements := range map[string][]string{
		"wiped":                {wipe},
		"wiped with its mark":  {wipe, "DELETE FROM settings WHERE key = 'logboek'"},
		"the head is gone":     {"DELETE FROM audit_head"},
		"the head was changed": {"UPDATE audit_head SET signature = 'x'"},
		"the head lies":        {"UPDATE audit_head SET nr = 9223372036854775807"},
		"a row is gone":        {"DELETE FROM audit WHERE nr = 3"},
		"a row was changed":    {"UPDATE audit SET wie = 'niemand' WHERE nr = 3"},
		"a row was added":      {"INSERT INTO audit (nr, " + rest + ") SELECT 8, " + rest + " FROM audit WHERE nr = 7"},
		"the end was cut off":  {"DELETE FROM audit WHERE nr > 3"},
		"a false anchor":       {"INSERT INTO audit_head (what, nr, at, hash, signature) SELECT 'anchor', nr, at, hash, signature FROM audit_head"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := worked(t, open())
				if _, err := restart(t, s); !errors.Is(err, store.ErrAuditWhole) {
					t.Errorf("what is whole is begun again: %v", err)
				}
				sabotage(t, s, statements...)
				before := len(auditRows(t, s))
				row, err := restart(t, open())
				if err != nil {
					t.Fatal(err)
				}
				if rows := auditRows(t, s); len(rows) != before+1 || rows[before] != row || row.Soort != audit.RestartKind {
					t.Errorf("%d rows, want %d and %+v", len(rows), before, row)
				}
				logged(t, s, gebeurtenis(31))
				logged(t, open(), gebeurtenis(32))
				if _, err := proved(t, s); err != nil {
					t.Fatal(err)
				}
				if closed := closedParts(t, s); len(closed) != 1 || closed[0].Restart != row || closed[0].Restart.Doel != "iemand heeft het gewist" {
					t.Errorf("%+v", closed)
				}
				// Again, and then what was closed is changed once more.
				sabotage(t, s, "UPDATE audit_head SET signature = 'x' WHERE what = 'head'")
				if _, err := restart(t, s); err != nil {
					t.Fatal(err)
				}
				if closed := closedParts(t, s); len(closed) != 2 {
					t.Errorf("%+v", closed)
				}
				sabotage(t, s, "UPDATE audit SET wat = 'iets anders' WHERE nr = (SELECT min(nr) FROM audit)")
				if _, err := proved(t, s); err == nil {
					t.Error("a closed part can be changed")
				}
				if _, err := restart(t, s); err != nil {
					t.Fatal(err)
				}
				if _, err := proved(t, s); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// The numbers of rows that only a head elsewhere knows of are not used again.
func TestRestartAuditAfterAHeadElsewhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := worked(t, open())
		sabotage(t, s, "DELETE FROM audit WHERE nr > 3")
		row, err := restart(t, s, audit.Head{Nr: 40, Hash: "elders"})
		if err != nil || row.Nr != 41 {
			t.Errorf("row %d, %v", row.Nr, err)
		}
	})
}

// A part that was closed goes when the time of its last row is over, and not before.
func TestPurgeOfAClosedPart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := worked(t, open())
		sabotage(t, s, "DELETE FROM audit WHERE nr = 3")
		row, err := restart(t, s)
		if err != nil {
			t.Fatal(err)
		}
		logged(t, s, gebeurtenis(31))
		if n := purge(t, s, gebeurtenis(4).At); n != 0 {
			t.Errorf("%d rows of half a part are gone", n)
		}
		if n := purge(t, s, row.At); n != 6 {
			t.Errorf("%d rows are gone", n)
		}
		if proof, err := proved(t, s); err != nil || proof.Rows != 2 {
			t.Errorf("%+v, %v", proof, err)
		}
		if n := purge(t, s, gebeurtenis(31).At); n != 1 {
			t.Errorf("%d rows are gone", n)
		}
		if proof, err := proved(t, s); err != nil || proof.Rows != 1 {
			t.Errorf("%+v, %v", proof, err)
		}
	})
}

// SQLite keeps a text where a number belongs: that is a row that was changed.
func TestVerifyAuditOfNoNumber(t *testing.T) {
	for column, why := range map[string]audit.Reason{"at": audit.Changed, "nr": audit.OutOfOrder} {
		s := worked(t, storetest.Open(t, storetest.SQLite(t)))
		sabotage(t, s, "UPDATE audit SET "+column+" = 'gisteren' WHERE nr = 7")
		_, err := proved(t, s)
		var b *audit.Broken
		if !errors.As(err, &b) || b.Why != why {
			t.Errorf("%s: %v", column, err)
		}
	}
	s := worked(t, storetest.Open(t, storetest.SQLite(t)))
	sabotage(t, s, "UPDATE audit_head SET nr = 'x', at = 'y'")
	_, err := proved(t, s)
	isBroken(t, err, audit.Unsigned, 0)
}
