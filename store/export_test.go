package store

import (
	"context"
	"database/sql"
	"fmt"

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

// ByRow runs f as a claim does.
func (s *Store) ByRow(ctx context.Context, f func(*Tx) error) error { return s.byRow(ctx, f) }

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
