package store

import (
	"context"
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// DueFor returns who has a planned reminder of which the moment has come, in order: user
// names, and # with the name of a channel.
func (tx *Tx) DueFor(ctx context.Context, at time.Time) ([]string, error) {
	names, err := collect(ctx, tx, q(selectDueFor, millis(at)), scanText)
	slices.Sort(names)
	return names, err
}

// UrgentFor is DueFor of what is urgent only.
func (tx *Tx) UrgentFor(ctx context.Context, at time.Time) ([]string, error) {
	names, err := collect(ctx, tx, q(selectUrgentFor, millis(at)), scanText)
	slices.Sort(names)
	return slices.Compact(names), err
}

// NextUrgent returns the moment of the first planned reminder that is urgent; false when
// there is none.
func (tx *Tx) NextUrgent(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q("SELECT min(at) FROM reminders WHERE state = 'planned' AND dringend = 1"))
}

// DueOf returns the planned reminders for one recipient of which the moment has come,
// oldest first, as for [Tx.Due].
func (tx *Tx) DueOf(ctx context.Context, aan string, at time.Time) ([]procesregie.Reminder, error) {
	return tx.reminders(ctx, q(selectDueOf, aan, millis(at)))
}

// Without the empty text SQLite would go through every planned reminder in the order of
// the recipients.
const (
	selectDueFor    = "SELECT DISTINCT aan || '' FROM reminders WHERE state = 'planned' AND at <= ?"
	selectUrgentFor = "SELECT aan FROM reminders WHERE state = 'planned' AND dringend = 1 AND at <= ?"
	selectDueOf     = selectReminders + " WHERE aan = ? AND state = 'planned' AND at <= ?"
)
