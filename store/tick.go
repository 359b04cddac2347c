package store

import (
	"context"
	"errors"
	"time"
)

// LastTick returns when a job of the scheduler last ran; zero when it never did, or
// when that cannot be read.
func (tx *Tx) LastTick(ctx context.Context, name string) (time.Time, error) {
	last, err := first(ctx, tx, q("SELECT last FROM ticks WHERE name = ?", name), scanLenient)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	return instant(last.value), err
}

// SetLastTick records when a job of the scheduler ran.
func (tx *Tx) SetLastTick(ctx context.Context, name string, at time.Time) error {
	_, err := tx.exec(ctx, "INSERT INTO ticks (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last", name, millis(at))
	return err
}
