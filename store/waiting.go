package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// NextCorrection returns the first moment at which something is to be changed on a
// platform; false when there is nothing.
func (tx *Tx) NextCorrection(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q(`SELECT min(at) FROM (
		SELECT CASE WHEN claimed_until > not_before THEN claimed_until ELSE not_before END AS at FROM corrections
		UNION ALL SELECT at FROM revisions) AS changes`))
}

// GivenUp returns at most limit messages that were given up at a moment or later, the last
// one first.
func (tx *Tx) GivenUp(ctx context.Context, since time.Time, limit int) ([]Post, error) {
	return collect(ctx, tx, q(selectGivenUp, millis(since), limit), tx.scanPost)
}

const selectGivenUp = selectPosts + " WHERE state = 'failed' AND unsure = 0 AND done_at >= ? ORDER BY done_at DESC LIMIT ?"

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

// Queue returns the messages that have still to be sent, as [Tx.Waiting] does, without what
// they say, and at most limit of them; and how many there are.
func (tx *Tx) Queue(ctx context.Context, limit int) (posts []Post, total int, err error) {
	if posts, err = collect(ctx, tx, q(selectQueue(), limit), tx.scanPost); err != nil {
		return nil, 0, err
	}
	n, err := first(ctx, tx, q("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed')"), scanNumber)
	for i := range posts {
		posts[i].Lost, posts[i].Message = false, nil
	}
	slices.SortFunc(posts, func(a, b Post) int { return cmp.Compare(a.ID, b.ID) })
	return posts, int(n), err
}

func selectQueue() string {
	return strings.Replace(selectPosts, "message", "'' AS message", 1) + " WHERE state IN ('waiting', 'claimed') ORDER BY id LIMIT ?"
}

// Overtaken reports whether of a message that waits a later stage went out meanwhile to
// whom it is meant for, through somebody else.
func (tx *Tx) Overtaken(ctx context.Context, p Post) (bool, error) {
	rows, err := tx.madeOf(ctx, p.Keys)
	if errors.Is(err, ErrNotRemade) {
		return false, nil
	}
	for _, row := range rows {
		later, laterErr := tx.laterSent(ctx, row, rows)
		if later || laterErr != nil {
			return later, laterErr
		}
	}
	return false, err
}

// PullBackTicks makes moments of jobs that lie in the future those of now: they were set by
// a clock that was ahead.
func (tx *Tx) PullBackTicks(ctx context.Context, now time.Time) error {
	_, err := tx.exec(ctx, "UPDATE ticks SET last = ? WHERE last > ?", millis(now), millis(now))
	return err
}
