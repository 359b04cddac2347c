package scheduler

import (
	"context"
	"strings"
	"time"

	"github.com/regiebot/regiebot/store"
)

// settingTeruggezet is of which moment a copy was that is in use now, and since when it is.
const settingTeruggezet = "teruggezet"

// MarkReturned records that a copy of a moment was put in use: what was due between the two
// may have been sent by the database of which it is a copy, and what waits too. It is for the transaction of
// [store.Tx.Activate].
func MarkReturned(ctx context.Context, tx *store.Tx, of, now time.Time) error {
	if err := tx.Doubt(ctx); err != nil || of.IsZero() {
		return err
	}
	return tx.SetSetting(ctx, settingTeruggezet, of.UTC().Format(time.RFC3339)+" "+now.UTC().Format(time.RFC3339))
}

// returned reports whether another database may have sent a reminder.
func (r *round) returned(d due) (bool, error) {
	text, _, err := r.tx.Setting(r.ctx, settingTeruggezet)
	of, since, ok := strings.Cut(text, " ")
	if err != nil || !ok {
		return false, err
	}
	from, fromErr := time.Parse(time.RFC3339, of)
	until, untilErr := time.Parse(time.RFC3339, since)
	return fromErr == nil && untilErr == nil && d.At.After(from) && !d.At.After(until), nil
}
