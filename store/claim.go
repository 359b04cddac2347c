package store

import (
	"context"
	"fmt"
	"time"
)

// Claim is [Tx.Claim] in a transaction of its own. On PostgreSQL several workers
// claim side by side, each its own messages.
func (s *Store) Claim(ctx context.Context, worker string, at time.Time, lease time.Duration, n int) (posts []Post, err error) {
	err = s.byRow(ctx, func(tx *Tx) error {
		posts, err = tx.Claim(ctx, worker, at, lease, n)
		return err
	})
	return posts, err
}

// Claim hands out at most n messages that are to be sent at this moment, each to one
// worker only, until the lease is over. A message whose lease is over is handed out
// again: Attempts is then more than 1, and whoever sends it must first look whether
// it is there already. A recipient gets the messages in the order in which they were
// put in: one is handed out only when those before it are sent or given up. A message
// that failed before and waits for its next attempt holds up those behind it; one
// that is simply meant for later does not.
func (tx *Tx) Claim(ctx context.Context, worker string, at time.Time, lease time.Duration, n int) ([]Post, error) {
	ids, err := collect(ctx, tx, q(selectClaimable+tx.dialect.skipLocked(), millis(at), millis(at), millis(at), n), scanText)
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	posts := make([]Post, 0, len(ids))
	for _, id := range ids {
		_, err := tx.exec(ctx, "UPDATE outbox SET state = 'claimed', attempts = attempts + 1, claimed_by = ?, claimed_until = ? WHERE id = ?",
			worker, millis(at.Add(lease)), id)
		if err != nil {
			return nil, fmt.Errorf("outbox: %w", err)
		}
		post, err := first(ctx, tx, q(selectPosts+" WHERE id = ?", id), tx.scanPost)
		if err != nil {
			return nil, fmt.Errorf("outbox: %w", err)
		}
		posts = append(posts, post)
	}
	return posts, nil
}

// MendOutbox makes messages that wait for a moment that is no moment wait no longer, and
// returns how many. Only SQLite keeps such a thing.
func (tx *Tx) MendOutbox(ctx context.Context) (int64, error) {
	// Every text comes after every number.
	const never = "(NOT not_before <= 9223372036854775807 OR NOT claimed_until <= 9223372036854775807)"
	return tx.exec(ctx, "UPDATE outbox SET not_before = 0, claimed_until = 0 WHERE state IN ('waiting', 'claimed') AND "+never)
}

// The first line of each WHERE is that of the index on the queue. Without the empty
// text SQLite would take the order from the primary key, and go through everything that
// was ever sent.
const selectClaimable = `SELECT o.id FROM outbox o WHERE o.state IN ('waiting', 'claimed')
	AND (o.state = 'waiting' AND o.not_before <= ? OR o.state = 'claimed' AND o.claimed_until <= ?)
	AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state IN ('waiting', 'claimed')
		AND e.aan = o.aan AND e.id < o.id AND (e.state = 'claimed' OR e.attempts > 0 OR e.not_before <= ?))
	ORDER BY o.id || '' LIMIT ?`

// Delivered records that a claimed message is on the platform. It holds too when the
// lease is over: the message is there. ErrNotFound when the message was erased
// meanwhile.
func (tx *Tx) Delivered(ctx context.Context, p Post, receipt Receipt, at time.Time) error {
	n, err := tx.exec(ctx, `UPDATE outbox SET state = 'sent', receipt_platform = ?, receipt_id = ?, sent_at = ?, cause = '', claimed_by = ''
		WHERE id = ? AND key = ? AND state <> 'sent'`, receipt.Platform, receipt.ID, millis(at), p.ID, p.Key)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	if n > 0 {
		return nil
	}
	_, err = first(ctx, tx, q("SELECT id FROM outbox WHERE id = ? AND key = ?", p.ID, p.Key), scanText)
	return err
}

// Failed records that a claimed message could not be sent, and why: one sentence
// without anything of the message. It is tried again at retryAt, or given up when
// that is zero. ErrChanged when the message was claimed by somebody else meanwhile,
// or sent: then nothing is recorded.
func (tx *Tx) Failed(ctx context.Context, p Post, cause string, retryAt time.Time) error {
	state := Waiting
	if retryAt.IsZero() {
		state = Failed
	}
	n, err := tx.exec(ctx, `UPDATE outbox SET state = ?, not_before = ?, cause = ?, claimed_by = '', claimed_until = 0
		WHERE id = ? AND state = 'claimed' AND attempts = ?`, string(state), millis(retryAt), cause, p.ID, p.Attempts)
	if err == nil && n == 0 {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}
