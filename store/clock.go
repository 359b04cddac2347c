package store

import (
	"context"
	"time"
)

// Now returns the moment of the clock of the database, in UTC and whole milliseconds. It
// is the same for every process, however their own clocks differ.
func (s *Store) Now(ctx context.Context) (now time.Time, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		now, err = tx.now(ctx)
		return err
	})
	return now, err
}

func (tx *Tx) now(ctx context.Context) (time.Time, error) {
	ms, err := first(ctx, tx, q("SELECT "+tx.dialect.now()), scanNumber)
	return instant(ms), err
}

// held reports whether a lease that ends at a moment is not over; see leaseOver.
func (tx *Tx) held(ctx context.Context, until time.Time) (bool, error) {
	now, err := tx.now(ctx)
	return until.After(now) && !until.After(now.Add(longest)), err
}
