package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/keys"
)

// Numbered is exported for its test.
func Numbered(query string) string { return numbered(query) }

// Tables is exported for the test that they are copied.
func Tables() []string { return tables() }

// AllTables is exported for the test that it names every table.
func AllTables() []string { return allTables() }

// Exec runs a statement outside everything the store guards.
func (s *Store) Exec(ctx context.Context, statement string) error {
	_, err := s.writer.ExecContext(ctx, statement)
	return err
}

// Fail runs a statement that does not exist, so that the transaction has failed.
func (tx *Tx) Fail(ctx context.Context) error {
	_, err := tx.exec(ctx, "THIS IS NOT SQL")
	return err
}

// Names returns what a query finds.
func (s *Store) Names(ctx context.Context, text string) (names []string, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		names, err = collect(ctx, tx, q(text), scanText)
		return err
	})
	return names, err
}

// Rows returns every row of a table as text.
func (s *Store) Rows(ctx context.Context, table string) (list []string, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		list, err = collect(ctx, tx, q("SELECT * FROM "+table), func(rows *sql.Rows) (string, error) {
			names, err := rows.Columns()
			if err != nil {
				return "", err
			}
			values, err := scanAll(rows, len(names))
			return fmt.Sprintf("%s: %#v", names, values), err
		})
		return err
	})
	return list, err
}

// OpenAt opens an empty database at an older schema.
func OpenAt(ctx context.Context, address string, ring *keys.Ring, schema int64) (*Store, error) {
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	s.ring = ring
	return s, s.migrateTo(ctx, schema)
}

// Hot returns what is asked in every round, by what it is for.
func (s *Store) Hot() map[string]string {
	return map[string]string{
		"what can be sent":          selectClaimable(s.dialect, ""),
		"who has something due":     selectDueFor,
		"what is due of one":        selectDueOf,
		"the next that is due":      selectNextDue,
		"the next to be sent":       selectNextPost,
		"what waits":                selectPosts + " WHERE state IN ('waiting', 'claimed')",
		"what was sent today":       countSent,
		"what waits for one":        countQueued,
		"a claimed message":         selectPosts + ours,
		"what somebody has seen":    updateSeen,
		"reminders that have ended": selectEnded(),
		"whose signals to look at":  selectTeSignaleren,
		"the next look at signals":  selectNextSignaal,
		"the help in a casus":       selectHulp,
		"whose a message is":        selectPersonen,
		"the numbers of a casus":    deleteToewijzingen,
		"help as it was read":       updateHulp,
	}
}

// Plan is how PostgreSQL finds the rows of a query, whatever its values are.
func (s *Store) Plan(ctx context.Context, query string) (plan []string, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		for _, text := range []string{"SET LOCAL plan_cache_mode = force_generic_plan", "PREPARE asked AS " + tx.dialect.rebind(query)} {
			if _, err := tx.sql.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		values := strings.TrimSuffix(strings.Repeat("NULL, ", strings.Count(query, "?")), ", ")
		if values != "" {
			values = "(" + values + ")"
		}
		plan, err = collect(ctx, tx, q("EXPLAIN EXECUTE asked"+values), scanText)
		_, end := tx.sql.ExecContext(ctx, "DEALLOCATE asked")
		return errors.Join(err, end)
	})
	return plan, err
}

// Columns returns the columns of a table; none when it is not there.
func (s *Store) Columns(ctx context.Context, table string) (columns []string) {
	if !s.Has(ctx, table) {
		return nil
	}
	_ = s.View(ctx, func(tx *Tx) (err error) {
		columns, err = tx.columns(ctx, table)
		return err
	})
	return columns
}

// Has reports whether there is a table.
func (s *Store) Has(ctx context.Context, table string) (there bool) {
	_ = s.View(ctx, func(tx *Tx) (err error) {
		there, err = tx.hasTable(ctx, table)
		return err
	})
	return there
}
