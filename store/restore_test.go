package store_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// rows are all rows of a database, in memory.
type rows struct {
	tables  []string
	columns map[string][]string
	rows    map[string][][]any
}

// taken reads a database.
func taken(t testing.TB, s *store.Store) *rows {
	t.Helper()
	r := &rows{columns: map[string][]string{}, rows: map[string][][]any{}}
	err := s.View(t.Context(), func(tx *store.Tx) error {
		return tx.Dump(t.Context(), store.Rows{
			Table: func(name string, columns []string) error {
				r.tables, r.columns[name] = append(r.tables, name), columns
				return nil
			},
			Row: func(values []any) error {
				name := r.tables[len(r.tables)-1]
				r.rows[name] = append(r.rows[name], slices.Clone(values))
				return nil
			},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asOf leaves of the rows the tables and columns that were there in an older schema.
func (r *rows) asOf(t testing.TB, schema int64) *rows {
	t.Helper()
	first, err := store.OpenAt(t.Context(), storetest.SQLite(t), storetest.Ring(t), schema)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	old := &rows{columns: map[string][]string{}, rows: map[string][][]any{}}
	for _, table := range r.tables {
		known := first.Columns(t.Context(), table)
		if known == nil {
			continue
		}
		old.tables, old.columns[table] = append(old.tables, table), known
		for _, values := range r.rows[table] {
			var row []any
			for i, column := range r.columns[table] {
				if slices.Contains(known, column) {
					row = append(row, values[i])
				}
			}
			old.rows[table] = append(old.rows[table], row)
		}
	}
	return old
}

// into stores the rows.
func (r *rows) into(ctx context.Context) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		load, err := tx.Load(ctx)
		if err != nil {
			return err
		}
		for _, table := range r.tables {
			if err := load.Table(ctx, table, r.columns[table]); err != nil {
				return err
			}
			for _, values := range r.rows[table] {
				if err := load.Row(ctx, values); err != nil {
					return err
				}
			}
		}
		return load.End(ctx)
	}
}

// places opens an empty place for a database of each kind.
func places(t *testing.T, f func(t *testing.T, kind string, address func(testing.TB) string)) {
	t.Helper()
	for kind, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(kind, func(t *testing.T) { f(t, kind, address) })
	}
}

func restore(t testing.TB, address string, schema int64, load func(*store.Tx) error) (*store.Store, error) {
	t.Helper()
	s, err := store.Restore(t.Context(), address, storetest.Ring(t), store.Restoring{Schema: schema, Load: load})
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
	}
	return s, err
}

func TestRestoreEveryRow(t *testing.T) {
	places(t, func(t *testing.T, _ string, from func(testing.TB) string) {
		src := storetest.Open(t, from(t))
		everything(t, src)
		places(t, func(t *testing.T, _ string, to func(testing.TB) string) {
			address := to(t)
			dst, err := restore(t, address, store.Schema(), taken(t, src).into(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			same(t, dump(t, dst), dump(t, src))
			same(t, load(t, storetest.Open(t, address), zaak(7)), load(t, src, zaak(7)))
			proof := func(s *store.Store) store.PlanProof {
				return view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanProof, error) { return tx.PlanProof(ctx) })
			}
			same(t, proof(dst), proof(src))
		})
	})
}

// TestRestoreRefuses: what cannot be restored leaves everything as it was.
func TestRestoreRefuses(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	everything(t, src)
	places(t, func(t *testing.T, kind string, place func(testing.TB) string) {
		t.Run("a database with one row", func(t *testing.T) {
			address := place(t)
			s := storetest.Open(t, address)
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "een", "rij") })
			before := taken(t, s)
			if _, err := restore(t, address, store.Schema(), taken(t, src).into(t.Context())); !errors.Is(err, store.ErrExists) {
				t.Errorf("%v", err)
			}
			same(t, taken(t, s).rows, before.rows)
		})
		t.Run("rows that end half-way", func(t *testing.T) {
			address, broken := place(t), errors.New("broken")
			half := func(tx *store.Tx) error {
				return errors.Join(taken(t, src).into(t.Context())(tx), broken)
			}
			if _, err := restore(t, address, store.Schema(), half); !errors.Is(err, broken) {
				t.Errorf("%v", err)
			}
			nothingAt(t, kind, address)
		})
		t.Run("other keys", func(t *testing.T) {
			address := place(t)
			ring, err := keys.New()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.Restore(t.Context(), address, ring, store.Restoring{Schema: store.Schema(), Load: taken(t, src).into(t.Context())}); !errors.Is(err, store.ErrWrongKeys) {
				t.Errorf("%v", err)
			}
			nothingAt(t, kind, address)
		})
		t.Run("what is proved wrong", func(t *testing.T) {
			address, wrong := place(t), errors.New("wrong")
			r := store.Restoring{Schema: store.Schema(), Load: taken(t, src).into(t.Context()), Prove: func(context.Context, *store.Store) error { return wrong }}
			if _, err := store.Restore(t.Context(), address, storetest.Ring(t), r); !errors.Is(err, wrong) {
				t.Errorf("%v", err)
			}
			nothingAt(t, kind, address)
		})
		t.Run("somebody who stops it", func(t *testing.T) {
			address := place(t)
			ctx, stop := context.WithCancel(t.Context())
			r := store.Restoring{Schema: store.Schema(), Load: taken(t, src).into(ctx), Prove: func(context.Context, *store.Store) error { stop(); return nil }}
			if _, err := store.Restore(ctx, address, storetest.Ring(t), r); !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
			nothingAt(t, kind, address)
		})
		t.Run("a schema that nobody knows", func(t *testing.T) {
			address := place(t)
			for _, schema := range []int64{-1, 0, store.Schema() + 1} {
				if _, err := restore(t, address, schema, taken(t, src).into(t.Context())); err == nil {
					t.Errorf("schema %d", schema)
				}
			}
			nothingAt(t, kind, address)
		})
	})
}

// TestRestoreIsProvedFirst: nobody sees anything before it is proved, what the proof adds is
// there afterwards, and what a killed restore left is in nobody's way.
func TestRestoreIsProvedFirst(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	save(t, filled(t, src), casus(zaak(7)))
	places(t, func(t *testing.T, kind string, place func(testing.TB) string) {
		address := place(t)
		if kind == "sqlite" {
			for _, end := range []string{".restoring", ".restoring-wal", ".restoring-shm", ".restoring.migrating", ".restoring.lock"} {
				if err := os.WriteFile(address+end, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(address+".restoring", []byte("half a database"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		prove := func(ctx context.Context, s *store.Store) error {
			same(t, load(t, s, zaak(7)), load(t, src, zaak(7)))
			if kind == "sqlite" {
				if _, err := os.Lstat(address); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("it is there already: %v", err)
				}
			} else if rows := taken(t, storetest.Open(t, address)).rows; len(rows["casussen"]) != 0 {
				t.Error("it is there already")
			}
			return s.Update(ctx, func(tx *store.Tx) error { return tx.SetSetting(ctx, "bewijs", "geleverd") })
		}
		s, err := store.Restore(t.Context(), address, storetest.Ring(t), store.Restoring{Schema: store.Schema(), Load: taken(t, src).into(t.Context()), Prove: prove})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		same(t, load(t, s, zaak(7)), load(t, src, zaak(7)))
		if !anything(t, s, "settings", "geleverd") {
			t.Error("what was added is gone")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if left, err := os.ReadDir(address[:strings.LastIndex(address, "/")+1]); kind == "sqlite" && (err != nil || len(left) != 1) {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
}

// Into an empty database of this program go rows of an older schema too.
func TestRestoreOlderIntoNewer(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	save(t, filled(t, src), casus(zaak(7)))
	places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
		old := taken(t, src).asOf(t, 1)
		address := place(t)
		if err := storetest.Open(t, address).Close(); err != nil {
			t.Fatal(err)
		}
		s, err := restore(t, address, 1, old.into(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		same(t, load(t, s, zaak(7)), load(t, src, zaak(7)))
	})
}

// nothingAt wants no file, or an empty database on a server.
func nothingAt(t *testing.T, kind, address string) {
	t.Helper()
	if kind == "sqlite" {
		folder := address[:strings.LastIndex(address, "/")]
		left, err := os.ReadDir(folder)
		if err != nil || len(left) != 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
		return
	}
	s, err := restore(t, address, store.Schema(), func(tx *store.Tx) error { _, err := tx.Load(t.Context()); return err })
	if s != nil || errors.Is(err, store.ErrExists) {
		t.Errorf("rows were left behind: %v", err)
	}
}

// TestRestoreTakesNoPlainText: whoever makes a backup without the keys cannot have plain
// text sealed by leaving marks out.
func TestRestoreTakesNoPlainText(t *testing.T) {
	for name, leave := range map[string][]string{"the mark": {"verzegeld"}, "the check": {"sleutel", "verzegeld"}, "all marks": {"sleutel", "verzegeld", "actief"}} {
		t.Run(name, func(t *testing.T) {
			src := storetest.Open(t, storetest.SQLite(t))
			secrets(t, filled(t, src))
			exec(t, src, `UPDATE casussen SET data = '{"zaaknummer":"ZO-1","team":"West"}' WHERE zaak = 'ZO-1'`)
			forged := taken(t, src)
			forged.rows["settings"] = slices.DeleteFunc(forged.rows["settings"], func(row []any) bool { return slices.Contains(leave, row[0].(string)) })
			places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
				dst, err := restore(t, place(t), store.Schema(), forged.into(t.Context()))
				if err != nil {
					return // refused as a whole
				}
				err = dst.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
				wants(t, err, store.ErrUnreadable)
			})
		})
	}
}

// TestRestoreOfAnOlderSchema: rows of the first schema get what later ones add.
func TestRestoreOfAnOlderSchema(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	everything(t, src)
	places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
		old := taken(t, src).asOf(t, 1)
		dst, err := restore(t, place(t), 1, old.into(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		got := taken(t, dst)
		for _, table := range old.tables {
			extra := 0
			if table == "settings" {
				extra = 1 // that the access log is still to begin
			}
			same(t, len(got.rows[table]), len(old.rows[table])+extra)
		}
		same(t, load(t, dst, zaak(7)), load(t, src, zaak(7)))
		save(t, dst, casus(zaak(999)))
	})
}

// TestOutboxOfBefore: of what was handed out before it was kept what may be there, it is
// taken that it may be.
func TestOutboxOfBefore(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	enqueue(t, src, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)), post("c1", "carla", at(9, 0)))
	_, posts := claim(t, src, "w1", at(9, 0))
	if err := ended(t, src, posts[1], store.Failure{Cause: "bezet", RetryAt: at(10, 0)}); err != nil {
		t.Fatal(err)
	}
	delivered(t, src, posts[2], at(9, 0))
	places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
		s, err := restore(t, place(t), 3, taken(t, src).asOf(t, 3).into(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, one := range append(waiting(t, s), view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "", 9) })...) {
			got[one.Key] = one.Unsure
			same(t, one.Dringend, false)
		}
		same(t, got, map[string]bool{"a1": true, "b1": true, "a2": false, "c1": false})
	})
}

// TestLoadTakesNoStrangeNames: a file that somebody made says nothing to the database but
// rows of our tables.
func TestLoadTakesNoStrangeNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for name, table := range map[string]struct {
			name    string
			columns []string
		}{
			"no such table":         {"koekjes", []string{"key"}},
			"the schema itself":     {"goose_db_version", []string{"id", "version_id", "is_applied", "tstamp"}},
			"a table of SQLite":     {"sqlite_master", []string{"type", "name", "tbl_name", "rootpage", "sql"}},
			"a table of PostgreSQL": {"pg_class", []string{"relname"}},
			"more than a name":      {"settings; DROP TABLE settings; --", []string{"key", "value"}},
			"another column":        {"settings", []string{"key", "value", "extra"}},
			"a column too few":      {"settings", []string{"key"}},
			"a column twice":        {"settings", []string{"key", "key"}},
			"no column":             {"settings", nil},
			"SQL for a column":      {"settings", []string{"key", "value) VALUES ('a', 'b'); --"}},
		} {
			t.Run(name, func(t *testing.T) {
				refused := errors.New("as it should be")
				err := s.Update(t.Context(), func(tx *store.Tx) error {
					load, err := tx.Load(t.Context())
					if err != nil {
						return err
					}
					if err := load.Table(t.Context(), table.name, table.columns); err == nil {
						t.Error("taken")
					}
					return refused
				})
				if !errors.Is(err, refused) {
					t.Error(err)
				}
			})
		}
	})
}

func TestLoadWantsWholeRows(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		load, err := tx.Load(t.Context())
		if err != nil {
			return err
		}
		if err := load.Row(t.Context(), nil); err == nil {
			t.Error("a row without a table was taken")
		}
		if err := load.Table(t.Context(), "settings", []string{"key", "value"}); err != nil {
			return err
		}
		return load.Row(t.Context(), []any{"key"})
	})
	if err == nil {
		t.Error("half a row was taken")
	}
}

// TestPlanDifference: nothing to change in what was planned by the rules; what somebody
// took away is missed.
func TestPlanDifference(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus(zaak(1)), casus(zaak(2)))
		difference := func() store.PlanDifference {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanDifference, error) { return tx.PlanDifference(ctx) })
		}
		same(t, difference(), store.PlanDifference{Open: 2})
		n := len(planned(t, s, zaak(1)))
		if err := s.Exec(t.Context(), "DELETE FROM reminders WHERE zaak = '"+zaak(1)+"'"); err != nil {
			t.Fatal(err)
		}
		same(t, difference(), store.PlanDifference{Open: 2, Differing: 1, Which: []string{zaak(1)}, Added: n})
		same(t, len(planned(t, s, zaak(1))), 0)
	})
}

// TestPlanProofOrder: every database has the same order, whatever its own is.
func TestPlanProofOrder(t *testing.T) {
	var proofs []store.PlanProof
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		for _, name := range []string{"a-1", "B-1", "b-1", "A-2", "a_1", "A1", "Z-9", "é-1"} {
			if err := s.Exec(t.Context(), "INSERT INTO reminders VALUES ('"+name+"', '', '', '', '', '', '', '', 0, '', 0, 0, '', 'planned', 0, 0, 0, 0)"); err != nil {
				t.Fatal(err)
			}
		}
		proofs = append(proofs, view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanProof, error) { return tx.PlanProof(ctx) }))
	})
	for _, p := range proofs {
		same(t, p, proofs[0])
		same(t, p.Count, 8)
	}
}

// A casus that cannot be planned is named, and the others are planned.
func TestPlanDifferenceNamesTheDamaged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus(zaak(1)), casus(zaak(2)))
		if err := s.Exec(t.Context(), "UPDATE casussen SET data = 'x' WHERE zaak = '"+zaak(1)+"'"); err != nil {
			t.Fatal(err)
		}
		got := view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanDifference, error) { return tx.PlanDifference(ctx) })
		same(t, got, store.PlanDifference{Open: 1, Unplanned: []string{zaak(1)}})
	})
}
