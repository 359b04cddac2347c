package store

import (
	"context"
	"time"
)

// FirstSubmission records that a form was handled, and reports whether this is the
// first time: the same form may arrive twice.
func (tx *Tx) FirstSubmission(ctx context.Context, id string, at time.Time) (bool, error) {
	n, err := tx.exec(ctx, "INSERT INTO submissions (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, millis(at))
	return n == 1, err
}

// PurgeSubmissions forgets the forms that were handled before a moment.
func (tx *Tx) PurgeSubmissions(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, "DELETE FROM submissions WHERE at < ?", millis(before))
	return err
}
