package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNotRemade says that a message is not made of reminders that are still kept.
var ErrNotRemade = errors.New("a message that is not made of reminders cannot be recalled")

// Recall takes a claimed message out of the outbox. The reminders in it are planned again,
// for a moment, and so is everything of the casussen and teams they belong to: what does
// not hold any more vanishes, what goes to somebody else now does so. A stage that was
// overtaken since does not come back. Of a message that is Unsure nobody can tell whether it
// is on the platform: it is kept as given up, and its reminders are Dubbel from now on. It is
// for messages made of reminders only; another one is refused. ErrChanged as for Failed.
func (tx *Tx) Recall(ctx context.Context, p Post, at time.Time) error {
	// As it is now: erasing a casus takes its part out.
	now, err := first(ctx, tx, q(selectPosts+ours, p.ours()...), tx.scanPost)
	if errors.Is(err, ErrNotFound) {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	rows, err := tx.madeOf(ctx, now.Keys)
	if err != nil {
		return err
	}
	if err := tx.takeBack(ctx, p, at); err != nil {
		return err
	}
	for _, row := range rows { // who it was moved to can be gone
		if _, err := tx.exec(ctx, "UPDATE reminders SET aan = plan_aan, dubbel = CASE WHEN dubbel = 1 THEN 1 ELSE ? END WHERE key = ?", flag(p.Unsure), row.key); err != nil {
			return err
		}
	}
	// A team is planned from the day of the message on: an event since then is not skipped.
	_, err = tx.planAgain(ctx, rows, at, now.CreatedAt)
	return err
}

// takeBack takes a claimed message out of the queue, for good.
func (tx *Tx) takeBack(ctx context.Context, p Post, at time.Time) error {
	if p.Unsure {
		return tx.Failed(ctx, p, Failure{Cause: "it is not known whether it arrived, and it was made anew", At: at, Unsure: true})
	}
	for _, text := range []string{"DELETE FROM outbox WHERE id = ?", "DELETE FROM outbox_casus WHERE post = ?"} {
		if _, err := tx.exec(ctx, text, p.ID); err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
	}
	return nil
}

// madeOf returns the reminders of which a message is made.
func (tx *Tx) madeOf(ctx context.Context, keys []string) ([]reminderRow, error) {
	var rows []reminderRow
	for _, key := range keys {
		row, err := first(ctx, tx, q(selectReminders+" WHERE key = ?", key), scanReminder)
		if errors.Is(err, ErrNotFound) {
			return nil, ErrNotRemade
		}
		if err != nil {
			return nil, err
		}
		if row.state == stateSent {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, ErrNotRemade
	}
	return rows, nil
}

// planAgain makes reminders that went to the outbox planned again, and then plans what
// they belong to. One of which a later stage has gone out since is overtaken. at is their
// new moment; zero leaves it. It returns how many are planned again.
func (tx *Tx) planAgain(ctx context.Context, back []reminderRow, at, today time.Time) (int, error) {
	origins, planned := map[origin]bool{}, 0
	for _, r := range back {
		later, err := tx.laterSent(ctx, r, back)
		if err != nil {
			return 0, err
		}
		state, doneAt := statePlanned, int64(0)
		if later {
			state, doneAt = stateSuperseded, r.doneAt
		} else if planned++; !at.IsZero() {
			r.at = millis(at)
		}
		_, err = tx.exec(ctx, "UPDATE reminders SET state = ?, done_at = ?, at = ?, ended = 0 WHERE key = ?", state, doneAt, r.at, r.key)
		if err != nil {
			return 0, err
		}
		origins[origin{r.zaak, r.team}] = true
	}
	return planned, tx.planAfter(ctx, origins, today)
}
