package store

import (
	"context"
	"time"
)

// NextCorrection returns the first moment at which something is to be changed on a
// platform; false when there is nothing.
func (tx *Tx) NextCorrection(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q(`SELECT min(at) FROM (
		SELECT CASE WHEN claimed_until > not_before THEN claimed_until ELSE not_before END AS at FROM corrections
		UNION ALL SELECT at FROM revisions) AS changes`))
}

// GivenUp returns at most limit messages that were put in the outbox at a moment or later
// and were given up, the last one first.
func (tx *Tx) GivenUp(ctx context.Context, since time.Time, limit int) ([]Post, error) {
	return collect(ctx, tx, q(selectPosts+" WHERE state = 'failed' AND created_at >= ? ORDER BY created_at DESC LIMIT ?", millis(since), limit), tx.scanPost)
}

// NextPost returns when the first message that waits can be sent, or be taken over from
// who was sending it; false when nothing waits. A message behind another one of the same
// recipient has its turn after that one.
func (tx *Tx) NextPost(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q(selectNextPost))
}

const selectNextPost = `SELECT min(CASE WHEN o.state = 'claimed' THEN o.claimed_until ELSE o.not_before END) FROM outbox o
	WHERE o.state IN ('waiting', 'claimed') AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state IN ('waiting', 'claimed')
		AND e.aan = o.aan AND e.dringend = o.dringend AND e.id < o.id
		AND (e.state = 'claimed' OR e.attempts > 0 OR e.claimed_until > 0 OR e.not_before <= o.not_before))`
