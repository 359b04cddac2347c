package store

import (
	"context"
	"fmt"
	"time"
)

// Delivered records that a claimed message is on the platform. It holds too when the
// lease is over: the message is there. When a reminder in it has ended meanwhile, the
// message is to be looked through again; see [Tx.Revisions]. ErrNotFound when the message
// was erased meanwhile.
func (tx *Tx) Delivered(ctx context.Context, p Post, receipt Receipt, at time.Time) error {
	n, err := tx.exec(ctx, `UPDATE outbox SET state = 'sent', receipt_platform = ?, receipt_id = ?, sent_at = ?, cause = '', claimed_by = '', unsure = 0, done_at = 0
		WHERE id = ? AND key = ? AND state <> 'sent'`, receipt.Platform, receipt.ID, millis(at), p.ID, p.Key)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	if n > 0 {
		return tx.reviseEnded(ctx, p.Keys)
	}
	_, err = first(ctx, tx, q("SELECT id FROM outbox WHERE id = ? AND key = ?", p.ID, p.Key), scanText)
	return err
}

// Failure is how an attempt to send a message ended.
type Failure struct {
	Cause   string    // one sentence without anything of the message
	RetryAt time.Time // when it is tried again; zero: it is given up
	At      time.Time // when it is given up
	Unsure  bool      // an attempt, this one or an earlier one, may have put it on the platform
	Refused bool      // the platform took nothing from anybody: it does not count as an attempt
	// Rest is how long nobody tries it, by the clock of the database: what the platform is
	// still doing is done by then, also when the clock of the messages leaps.
	Rest time.Duration
}

// Failed records that a claimed message could not be sent, and why. ErrChanged when the
// message was claimed by somebody else meanwhile, or sent: then nothing is recorded.
func (tx *Tx) Failed(ctx context.Context, p Post, f Failure) error {
	state, doneAt := Waiting, time.Time{}
	if f.RetryAt.IsZero() {
		state, doneAt = Failed, f.At
	}
	// The end of the lease stays, so that those behind it wait for it.
	return tx.change(ctx, p, `UPDATE outbox SET state = ?, not_before = ?, done_at = ?, cause = ?, unsure = ?, attempts = attempts - ?, claimed_by = '', claimed_until = ? + `+tx.dialect.now(),
		string(state), millis(f.RetryAt), millis(doneAt), f.Cause, flag(f.Unsure), flag(f.Refused), leased(f.Rest))
}

// Renounce gives a claimed message back, without an attempt, to be sent at a moment or
// later, and records why. It still holds up those behind it. ErrChanged as for Failed.
func (tx *Tx) Renounce(ctx context.Context, p Post, cause string, at time.Time) error {
	return tx.change(ctx, p, `UPDATE outbox SET state = 'waiting', not_before = ?, cause = ?, attempts = attempts - 1, claimed_by = '', claimed_until = `+tx.dialect.now(), millis(at), cause)
}
