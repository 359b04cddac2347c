package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// Check reads a whole file and stores nothing. Errors as of Read, or those of the disk.
func Check(path string, with ...age.Identity) (Written, error) {
	return readFile(path, store.Rows{}, with)
}

// Load reads a file into an empty database: its rows, and the mark that it is a copy that
// is not in use. It proves that exactly the planned reminders of the backup are there.
// Wraps store.ErrExists when the database is not empty, ErrPlan, or the errors of Check;
// on any of them the transaction must not be stored.
func Load(ctx context.Context, tx *store.Tx, path string, with ...age.Identity) (Written, error) {
	load, err := tx.Load(ctx)
	if err != nil {
		return Written{}, err
	}
	w, err := readFile(path, store.Rows{
		Table: func(name string, columns []string) error { return load.Table(ctx, name, columns) },
		Row:   func(values []any) error { return load.Row(ctx, values) },
	}, with)
	if err != nil {
		return w, err
	}
	if err := load.End(ctx); err != nil {
		return w, err
	}
	plan, err := tx.PlanProof(ctx)
	if err != nil {
		return w, err
	}
	if plan != w.Plan {
		return w, ErrPlan
	}
	return w, tx.Deactivate(ctx, w.Moment)
}

func readFile(path string, into store.Rows, with []age.Identity) (w Written, err error) {
	file, err := os.Open(path) //nolint:gosec // the administrator names the file
	if err != nil {
		return w, fmt.Errorf("the backup %s cannot be read: %w", path, reason(err))
	}
	defer func() { _ = file.Close() }() // it was only read
	sum := sha256.New()
	w.Summary, err = Read(io.TeeReader(file, sum), into, with...)
	if err != nil {
		return w, err
	}
	w.SHA256 = hex.EncodeToString(sum.Sum(nil))
	w.Bytes, err = file.Seek(0, io.SeekCurrent)
	return w, err
}
