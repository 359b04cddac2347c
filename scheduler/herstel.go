package scheduler

import (
	"log/slog"

	"github.com/regiebot/regiebot/procesregie"
)

// readable reads reminders. A row that cannot be read holds up nobody: it is made anew
// from its casus, and what is due of that goes along.
func (r *round) readable(read func() ([]procesregie.Reminder, error)) ([]procesregie.Reminder, error) {
	rows, err := read()
	if err != nil {
		return nil, err
	}
	mended, err := r.mend()
	if err != nil || !mended {
		return rows, err
	}
	return read()
}

// mend makes the reminders anew that could not be read so far.
func (r *round) mend() (mended bool, err error) {
	for _, m := range r.tx.MisreadReminders() {
		where := slog.String("casus", m.Zaak)
		if m.Zaak == "" {
			where = slog.String("team", m.Team)
		}
		r.log.LogAttrs(r.ctx, slog.LevelError, "a planned reminder cannot be read: somebody changed the database; it is planned anew", where, slog.String("reminder", m.Key))
		if err := r.tx.Mend(r.ctx, m, r.now); err != nil {
			return false, err
		}
		mended = true
	}
	return mended, nil
}

// orphan logs a reminder of a casus that is not there; it is not sent.
func (r *round) orphan(row procesregie.Reminder) bool {
	r.log.LogAttrs(r.ctx, slog.LevelError, "a reminder is about a casus that is not there: somebody changed the database; it is not sent", slog.String("casus", row.Zaak))
	return true
}
