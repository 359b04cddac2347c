package backup

import (
	"context"
	"errors"
	"fmt"
	"os"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// Check reads a whole file and stores nothing. Errors as of Read, or those of the disk.
func Check(path string, with ...age.Identity) (Summary, error) {
	return readFile(path, store.Rows{}, with)
}

// Load reads a file into an empty database: its rows, and the mark that it is a copy that
// is not in use. It proves that exactly the planned reminders of the backup are there.
// Wraps store.ErrExists when the database is not empty, ErrPlan, or the errors of Check;
// on any of them the transaction must not be stored.
func Load(ctx context.Context, tx *store.Tx, path string, with ...age.Identity) (Summary, error) {
	load, err := tx.Load(ctx)
	if err != nil {
		return Summary{}, err
	}
	s, err := readFile(path, store.Rows{
		Table: func(name string, columns []string) error { return load.Table(ctx, name, columns) },
		Row:   func(values []any) error { return load.Row(ctx, values) },
	}, with)
	if err != nil {
		return s, err
	}
	if err := load.End(ctx); err != nil {
		return s, err
	}
	plan, err := tx.PlanProof(ctx)
	if err != nil {
		return s, err
	}
	if plan != s.Plan {
		return s, ErrPlan
	}
	return s, tx.Deactivate(ctx, s.Moment)
}

func readFile(path string, into store.Rows, with []age.Identity) (s Summary, err error) {
	file, err := os.Open(path) //nolint:gosec // the administrator names the file
	if err != nil {
		return s, fmt.Errorf("the backup %s cannot be read: %w", path, reason(err))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return Read(file, into, with...)
}
