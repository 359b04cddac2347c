package store

import (
	"context"
	"fmt"
	"strings"
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

// ClaimUrgent is [Store.Claim] of what is urgent only.
func (s *Store) ClaimUrgent(ctx context.Context, worker string, at time.Time, lease time.Duration, n int) (posts []Post, err error) {
	err = s.byRow(ctx, func(tx *Tx) error {
		posts, err = tx.claim(ctx, selectClaimable(tx.dialect, "AND o.dringend = 1"), claimant{worker, at, lease, n})
		return err
	})
	return posts, err
}

// claimant is who claims messages, when, for how long, and how many at most.
type claimant struct {
	worker string
	at     time.Time
	lease  time.Duration
	n      int
}

// Claim hands out at most n messages that are to be sent at this moment, each to one
// worker only, until the lease is over, and no longer than an hour; the lease goes by the
// clock of the database, whatever the moment is. A message whose lease is over is handed
// out again.
//
// There are two lanes, of what is urgent and of the rest; what is urgent comes first. In
// each a recipient gets the messages in the order in which they were put in: one is handed
// out only when those before it are sent or given up. A message that was handed out before
// and waits for its next attempt holds up those behind it; one that is simply meant for
// later does not.
func (tx *Tx) Claim(ctx context.Context, worker string, at time.Time, lease time.Duration, n int) ([]Post, error) {
	return tx.claim(ctx, selectClaimable(tx.dialect, ""), claimant{worker, at, lease, n})
}

func (tx *Tx) claim(ctx context.Context, claimable string, c claimant) ([]Post, error) {
	ids, err := collect(ctx, tx, q(claimable, millis(c.at), millis(c.at.Add(tooLong)), millis(c.at), c.n), scanText)
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	posts := make([]Post, 0, len(ids))
	for _, id := range ids {
		post, err := tx.take(ctx, id, c.worker, c.lease)
		if err != nil {
			return nil, fmt.Errorf("outbox: %w", err)
		}
		posts = append(posts, post)
	}
	return posts, nil
}

// take gives one message to a worker.
func (tx *Tx) take(ctx context.Context, id, worker string, lease time.Duration) (Post, error) {
	if tx.readOnly {
		return Post{}, errReadOnly
	}
	return first(ctx, tx, q("UPDATE outbox SET state = 'claimed', attempts = attempts + 1, claimed_by = ?, claimed_until = ? + "+tx.dialect.now()+
		" WHERE id = ? RETURNING "+postColumns, worker, leased(lease), id), tx.scanPost)
}

// longest is how long a lease is at most. One that ends later than that was made before
// the clock of the database was put back, and holds nobody up.
const longest = time.Hour

// tooLong is longer than anything that was tried before waits for its next attempt: a moment
// later than that was set by a clock that was ahead, and holds nobody up.
const tooLong = 2 * time.Hour

// leased is a lease in milliseconds.
func leased(lease time.Duration) int64 { return min(lease, longest).Milliseconds() }

// leaseOver is the condition that nobody holds a row any more; column is its end.
func leaseOver(d dialect, column string) string {
	return fmt.Sprintf("(%s <= %s OR %s > %d + %s)", column, d.now(), column, longest.Milliseconds(), d.now())
}

// selectClaimable goes through the queue in order, and stops when there are enough. That
// the order is kept when several claim at the same moment needs no more than this one
// statement: a message of which an earlier one is under way or waits is in no answer, and
// one that somebody else has just taken is left out, or looked at again.
func selectClaimable(d dialect, which string) string {
	return strings.NewReplacer("[over]", leaseOver(d, "o.claimed_until"), "[which]", which).Replace(`SELECT o.id FROM outbox o WHERE o.state IN ('waiting', 'claimed')
	AND (o.state = 'claimed' OR o.not_before <= ? OR o.claimed_until > 0 AND o.not_before > ?) AND [over] [which]
	AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state IN ('waiting', 'claimed')
		AND e.aan = o.aan AND e.dringend = o.dringend AND e.id < o.id
		AND (e.state = 'claimed' OR e.attempts > 0 OR e.claimed_until > 0 OR e.not_before <= ?))
	ORDER BY o.dringend DESC, o.id LIMIT ?`) + d.skipLocked()
}

// ours is the condition that a message is still in the hands of who claimed it.
const ours = " WHERE id = ? AND key = ? AND state = 'claimed' AND attempts = ? AND claimed_by = ?"

func (p Post) ours() []any { return []any{p.ID, p.Key, p.Attempts, p.ClaimedBy} }

// Begin says that a claimed message is about to be sent: from here on it may be on the
// platform, and its lease begins anew. ErrChanged when somebody else has claimed it since,
// or it was erased or sent: then it must not be sent.
func (s *Store) Begin(ctx context.Context, p Post, lease time.Duration) error {
	return s.byRow(ctx, func(tx *Tx) error {
		return tx.change(ctx, p, "UPDATE outbox SET unsure = 1, claimed_until = ? + "+tx.dialect.now(), leased(lease))
	})
}

// change changes a claimed message that is still ours; ErrChanged when it is not.
func (tx *Tx) change(ctx context.Context, p Post, update string, args ...any) error {
	n, err := tx.exec(ctx, update+ours, append(args, p.ours()...)...)
	if err == nil && n == 0 {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}

// ReleaseClaims ends every lease of what was not begun. It is for who holds the lock of
// [Store.LockRounds]: on SQLite whoever had claimed something is gone by then. What was
// begun keeps its lease: the platform may still be doing it. On PostgreSQL, where others
// are at work, it does nothing.
func (s *Store) ReleaseClaims(ctx context.Context) error {
	if !s.dialect.leftBehind() {
		return nil
	}
	return s.Update(ctx, func(tx *Tx) error {
		for _, text := range []string{
			"UPDATE outbox SET claimed_until = 1 WHERE state IN ('waiting', 'claimed') AND claimed_until > 1 AND unsure = 0",
			"UPDATE corrections SET claimed_until = 0 WHERE claimed_until > 0",
		} {
			if _, err := tx.exec(ctx, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// MendOutbox makes messages that wait for a moment that is no moment wait no longer, and
// returns how many. Only SQLite keeps such a thing.
func (tx *Tx) MendOutbox(ctx context.Context) (int64, error) {
	// Every text comes after every number.
	const never = "(NOT not_before <= 9223372036854775807 OR NOT claimed_until <= 9223372036854775807)"
	return tx.exec(ctx, "UPDATE outbox SET not_before = 0, claimed_until = 0 WHERE state IN ('waiting', 'claimed') AND "+never)
}
