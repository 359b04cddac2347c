package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Load stores what [Tx.Dump] gave out: rows as they are, in an empty database.
type Load struct {
	tx   *Tx
	into string
	size int
	rows [][]any
}

// Load begins to fill the database. ErrExists when there is a row in any table.
func (tx *Tx) Load(ctx context.Context) (*Load, error) {
	if err := tx.mustBeEmpty(ctx); err != nil {
		return nil, err
	}
	return &Load{tx: tx}, tx.yieldKeys(ctx)
}

// Table goes on with another table. The names may come from a file that anybody made: a
// table or a column that is not there is refused, and so is a table of which a column
// would stay empty.
func (l *Load) Table(ctx context.Context, name string, columns []string) error {
	if err := l.End(ctx); err != nil {
		return err
	}
	if err := l.tx.fits(ctx, name, columns); err != nil {
		return err
	}
	l.into, l.size = name+" ("+strings.Join(columns, ", ")+")", len(columns)
	return nil
}

// Row stores a row of the table, now or later. The values are in the order of the columns.
func (l *Load) Row(ctx context.Context, values []any) error {
	if len(values) != l.size || l.size == 0 {
		return errors.New("a row that does not fit its table")
	}
	if l.rows = append(l.rows, values); len(l.rows) < batch {
		return nil
	}
	return l.End(ctx)
}

// End stores what was still to be stored.
func (l *Load) End(ctx context.Context) error {
	err := l.tx.insert(ctx, l.into, l.rows)
	l.rows = l.rows[:0]
	return err
}

// fits returns nil when a table of the schema has exactly these columns.
func (tx *Tx) fits(ctx context.Context, table string, columns []string) error {
	there, err := tx.hasTable(ctx, table)
	if err != nil {
		return err
	}
	if !there || !plainName(table) {
		return errors.New("a table that is not in the schema")
	}
	known, err := tx.columns(ctx, table)
	if err != nil {
		return err
	}
	left := make(map[string]bool, len(known))
	for _, name := range known {
		left[name] = true
	}
	for _, name := range columns {
		if !left[name] {
			return fmt.Errorf("the table %s has another column", table)
		}
		delete(left, name)
	}
	if len(left) > 0 {
		return fmt.Errorf("a column of the table %s is missing", table)
	}
	return nil
}

// plainName reports whether a name can be that of one of our tables.
func plainName(table string) bool {
	strange := func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }
	return !strings.ContainsFunc(table, strange) && !strings.HasPrefix(table, "goose_")
}

func (tx *Tx) hasTable(ctx context.Context, table string) (bool, error) {
	n, err := first(ctx, tx, q(tx.dialect.hasTable(), table), scanNumber)
	return n > 0, err
}

// mustBeEmpty returns ErrExists when there is a row in any table.
func (tx *Tx) mustBeEmpty(ctx context.Context) error {
	for _, table := range allTables() {
		there, err := tx.hasTable(ctx, table)
		if err != nil {
			return err
		}
		if !there {
			continue // it comes with a later schema
		}
		n, err := first(ctx, tx, q("SELECT count(*) FROM "+table), scanNumber)
		if table == "settings" {
			n, err = first(ctx, tx, q("SELECT count(*) FROM settings WHERE key NOT IN (?, ?, ?)", ownSettings()...), scanNumber)
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrExists
		}
	}
	return nil
}
