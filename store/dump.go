package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// Rows takes the rows of every table in turn: Table is called once for each table, then
// Row for each of its rows, with a value for each column: a string, an int64 or nil.
type Rows struct {
	Table func(name string, columns []string) error
	Row   func(values []any) error
}

// Dump hands out every row of every table, the access log included, a table that is
// referred to before those that refer to it. Wraps ErrNewer when another program has
// brought the schema further.
func (tx *Tx) Dump(ctx context.Context, to Rows) error { return tx.dump(ctx, allTables(), to) }

func (tx *Tx) dump(ctx context.Context, tables []string, to Rows) error {
	schema, err := first(ctx, tx, q("SELECT max(version_id) FROM "+goose.DefaultTablename), scanNumber)
	if err != nil {
		return err
	}
	if schema != Schema() {
		return ErrNewer
	}
	for _, name := range tables {
		if err := tx.dumpTable(ctx, name, to); err != nil {
			return fmt.Errorf("the table %s: %w", name, err)
		}
	}
	return nil
}

func (tx *Tx) dumpTable(ctx context.Context, name string, to Rows) error {
	columns, err := tx.columns(ctx, name)
	if err != nil {
		return err
	}
	if err := to.Table(name, columns); err != nil {
		return err
	}
	return tx.each(ctx, q("SELECT "+strings.Join(columns, ", ")+" FROM "+name), func(rows *sql.Rows) error {
		values, err := scanAll(rows, len(columns))
		if err != nil {
			return err
		}
		return to.Row(values)
	})
}

// columns returns the names of the columns of a table.
func (tx *Tx) columns(ctx context.Context, table string) ([]string, error) {
	if tx.failed != nil {
		return nil, tx.failed
	}
	nothing := q("SELECT * FROM " + table + " WHERE 1 = 0")
	rows, err := tx.sql.QueryContext(ctx, nothing.text)
	if err != nil {
		return nil, tx.fail(err)
	}
	defer func() { _ = rows.Close() }() // what went wrong with the rows is in Err
	columns, err := rows.Columns()
	if err != nil {
		return nil, tx.fail(err)
	}
	return columns, tx.fail(rows.Err())
}

// scanAll returns the values of a row: text, whole numbers and nothing else, which mean
// the same in every database and in every file.
func scanAll(row *sql.Rows, columns int) ([]any, error) {
	values := make([]any, columns)
	into := make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	if err := row.Scan(into...); err != nil {
		return nil, err
	}
	for i, value := range values {
		switch value := value.(type) {
		case nil, string, int64:
		case []byte:
			values[i] = string(value) // bytes would be stored as something else than text
		default:
			return nil, fmt.Errorf("a column of a kind that has no place in a copy: %T", value)
		}
	}
	return values, nil
}
