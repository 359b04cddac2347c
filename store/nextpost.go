package store

import (
	"context"
	"time"
)

// NextPost returns the first moment at which a message in the outbox may go that waits for
// no other; false when there is none.
func (tx *Tx) NextPost(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q(selectNextPost))
}

const selectNextPost = `SELECT min(o.not_before) FROM outbox o WHERE o.state IN ('waiting', 'claimed') AND o.state = 'waiting'
	AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state IN ('waiting', 'claimed')
		AND e.aan = o.aan AND e.dringend = o.dringend AND e.id < o.id AND (e.state = 'claimed' OR e.attempts > 0 OR e.not_before <= o.not_before))`

// NextCorrection returns the first moment at which something is to be changed on a
// platform; false when there is nothing.
func (tx *Tx) NextCorrection(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q("SELECT min(CASE WHEN claimed_until > not_before THEN claimed_until ELSE not_before END) FROM corrections"))
}
