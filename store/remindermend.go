package store

import (
	"context"
	"errors"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Misread is a planned reminder that cannot be read.
type Misread struct {
	Key  string
	Zaak string // in capitals; empty for a reminder of the team
	Team string

	row reminderRow
}

// MisreadReminders returns the reminders that were left out of what was asked in this
// transaction because they cannot be read, and forgets them.
func (tx *Tx) MisreadReminders() []Misread {
	var list []Misread
	for _, r := range tx.misread {
		list = append(list, Misread{r.key, r.zaak, r.team, r})
	}
	tx.misread = nil
	return list
}

// Mend plans anew what a reminder belongs to that cannot be read, which replaces it. Where
// that cannot be done the reminder becomes what can be read of it: it goes out.
func (tx *Tx) Mend(ctx context.Context, m Misread, at time.Time) error {
	err := tx.mendByPlan(ctx, m, at)
	if err != nil && !errors.Is(err, ErrUnreadable) && !errors.Is(err, ErrNotFound) {
		return err
	}
	left, err := collect(ctx, tx, q(selectReminders+" WHERE key = ? AND state = 'planned'", m.Key), scanReminder)
	if err != nil || len(left) == 0 {
		return err
	}
	r, whole := left[0].reminder()
	if whole {
		return nil
	}
	rows, err := rowsOf(m.Team, []procesregie.Reminder{r})
	if err != nil {
		return err
	}
	return tx.rewriteReminder(ctx, rows[0])
}

func (tx *Tx) mendByPlan(ctx context.Context, m Misread, at time.Time) error {
	if m.Zaak != "" {
		return tx.Replan(ctx, m.Zaak)
	}
	return tx.planNext(ctx, "", m.Team, at)
}

// OutOfPlan returns the open casussen after a zaaknummer in capitals, at most a page, of
// which the reminders are not those that follow from the casus: somebody removed or
// changed them. last is where to go on; empty at the end. A casus that cannot be opened is
// left out.
func (tx *Tx) OutOfPlan(ctx context.Context, after string, at time.Time) (zaken []string, last string, err error) {
	page, err := tx.openAfter(ctx, "", after)
	if err != nil {
		return nil, "", err
	}
	for _, row := range page {
		c, err := tx.casus(row)
		differs := false
		if err == nil {
			differs, err = tx.outOfPlan(ctx, c, at)
		}
		if readable(err) != nil {
			return nil, "", err
		}
		if differs {
			zaken = append(zaken, row.zaaknummer)
		}
		last = row.zaak
	}
	return zaken, last, nil
}

// outOfPlan compares the reminders of a casus with what they should be. One that is still
// to come was not given another moment or recipient by anybody here.
func (tx *Tx) outOfPlan(ctx context.Context, c procesregie.Casus, at time.Time) (bool, error) {
	stored, planned, err := tx.plan(ctx, c)
	if err != nil {
		return false, err
	}
	rows, err := rowsOf(c.Team, planned)
	if err != nil {
		return false, err
	}
	added, changed, gone := compareReminders(stored, rows)
	if len(added)+len(changed)+len(gone) > 0 {
		return true, nil
	}
	for _, r := range stored {
		if r.moved(at) {
			return true, nil
		}
	}
	return false, nil
}

// moved reports whether a planned row that is still to come was changed by hand.
func (r reminderRow) moved(at time.Time) bool {
	return r.state == statePlanned && r.planAt > millis(at) && (r.at != r.planAt || r.aan != r.planAan)
}

const updateAsPlanned = "UPDATE reminders SET at = plan_at, aan = plan_aan WHERE zaak = ? AND state || '' = 'planned' AND plan_at > ?"

// PutInPlan plans a casus anew, and undoes what was done by hand. ErrNotFound or
// ErrUnreadable.
func (tx *Tx) PutInPlan(ctx context.Context, zaak string, at time.Time) error {
	_, err := tx.exec(ctx, updateAsPlanned, procesregie.ZaakKey(zaak), millis(at))
	if err != nil {
		return err
	}
	return tx.Replan(ctx, zaak)
}
