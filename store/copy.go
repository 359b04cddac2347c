package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// tables lists every table; one that is referred to stands before those that refer
// to it.
func tables() []string {
	return []string{"settings", "teams", "members", "member_ids", "casussen", "reminders", "outbox", "drafts", "ticks", "submissions"}
}

// CopyTo copies everything, as it is at one moment, into an empty database, whatever
// their kinds. The copy is whole or not there at all. ErrExists when dst is not
// empty.
func (s *Store) CopyTo(ctx context.Context, dst *Store) error {
	if s == dst {
		return errors.New("copying a database to itself")
	}
	return s.View(ctx, func(from *Tx) error {
		return dst.Update(ctx, func(to *Tx) error {
			for _, table := range tables() {
				if err := copyTable(ctx, table, from, to); err != nil {
					return fmt.Errorf("copying %s: %w", table, err)
				}
			}
			return nil
		})
	})
}

func copyTable(ctx context.Context, table string, from, to *Tx) error {
	n, err := first(ctx, to, q("SELECT count(*) FROM "+table), scanNumber)
	if err != nil {
		return err
	}
	if n > 0 {
		return ErrExists
	}
	var into string
	var rows [][]any
	err = from.each(ctx, q("SELECT * FROM "+table), func(row *sql.Rows) error {
		columns, values, err := scanAll(row)
		if err != nil {
			return err
		}
		into, rows = table+" ("+columns+")", append(rows, values)
		if len(rows) < batch {
			return nil
		}
		err = to.insert(ctx, into, rows)
		rows = rows[:0]
		return err
	})
	if err != nil {
		return err
	}
	return to.insert(ctx, into, rows)
}

// scanAll returns the names of the columns of a row, and their values.
func scanAll(row *sql.Rows) (names string, values []any, err error) {
	columns, err := row.Columns()
	if err != nil {
		return "", nil, err
	}
	values = make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if err := row.Scan(into...); err != nil {
		return "", nil, err
	}
	for i, value := range values {
		if text, ok := value.([]byte); ok {
			values[i] = string(text) // bytes would be stored as something else than text
		}
	}
	return strings.Join(columns, ", "), values, nil
}
