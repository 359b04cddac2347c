package store

import (
	"context"
	"strings"
)

// batch is how many rows go into one INSERT at most. There are few different
// batches, so that the drivers can keep their prepared statements.
const batch = 16

// insert adds rows to a table; into is its name and, between brackets, its columns.
func (tx *Tx) insert(ctx context.Context, into string, rows [][]any) error {
	return tx.insertEnding(ctx, into, rows, "")
}

// insertNew adds the rows that are not there yet.
func (tx *Tx) insertNew(ctx context.Context, into string, rows [][]any) error {
	return tx.insertEnding(ctx, into, rows, " ON CONFLICT DO NOTHING")
}

func (tx *Tx) insertEnding(ctx context.Context, into string, rows [][]any, end string) error {
	for len(rows) > 0 {
		n := min(len(rows), batch)
		if _, err := tx.exec(ctx, insertText(into, n, len(rows[0]))+end, flatten(rows[:n])...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func insertText(into string, rows, columns int) string {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	return "INSERT INTO " + into + " VALUES " + row + strings.Repeat(", "+row, rows-1)
}

func flatten(rows [][]any) []any {
	values := make([]any, 0, len(rows)*len(rows[0]))
	for _, row := range rows {
		values = append(values, row...)
	}
	return values
}
