package scheduler

import (
	"context"
	"strings"
	"time"

	"github.com/regiebot/regiebot/store"
)

// settingTeruggezet is since when a copy is in use. In what was written before version 1 the
// moment of the copy stands before it.
const settingTeruggezet = "teruggezet"

// MarkReturned records that a copy was put in use: what was due until now may have been sent
// by the database of which it is a copy, and what waits too. It is for the transaction of
// [store.Tx.Activate].
func MarkReturned(ctx context.Context, tx *store.Tx, now time.Time) error {
	if err := tx.Doubt(ctx); err != nil {
		return err
	}
	return tx.SetSetting(ctx, settingTeruggezet, now.UTC().Format(time.RFC3339))
}

// returned reports whether another database may have sent a reminder: what was planned for
// a moment before the copy was in use, also when it was moved since. From which moment on is
// not known: what was due when the copy was made can have been sent right after that.
func (r *round) returned(d due) (bool, error) {
	until, err := returnedAt(r.ctx, r.tx)
	return !until.IsZero() && !d.Gepland.After(until), err
}

// returnedAt is when a copy was put in use; zero when none was.
func returnedAt(ctx context.Context, tx *store.Tx) (time.Time, error) {
	text, _, err := tx.Setting(ctx, settingTeruggezet)
	if err != nil {
		return time.Time{}, err
	}
	until, _ := time.Parse(time.RFC3339, text[strings.LastIndexByte(text, ' ')+1:]) // zero when there is none
	return until, nil
}
