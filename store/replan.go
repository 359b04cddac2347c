package store

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// Replan plans the reminders of one casus anew; ErrNotFound or ErrUnreadable.
func (tx *Tx) Replan(ctx context.Context, zaak string) error {
	c, err := tx.Casus(ctx, zaak)
	if err != nil {
		return err
	}
	return tx.replan(ctx, c)
}

// ReplanAll plans the reminders of every open casus of a team anew; an empty team
// is every team. A closed casus has no reminders to plan. The reminders of one that
// cannot be opened stay as they are; see [Tx.Unreadable].
func (tx *Tx) ReplanAll(ctx context.Context, team string) error {
	return tx.eachOpen(ctx, team, func(c procesregie.Casus) error { return tx.replan(ctx, c) })
}

// eachOpen goes through the open casussen of a team that can be opened; an empty team is
// every team.
func (tx *Tx) eachOpen(ctx context.Context, team string, f func(procesregie.Casus) error) error {
	for last := ""; ; {
		n, next, err := tx.planPage(ctx, team, last, f)
		if err != nil || n == 0 {
			return err
		}
		last = next
	}
}

// planPage goes through the open casussen after one, at most a page, and returns how many
// there were and where to go on.
func (tx *Tx) planPage(ctx context.Context, team, last string, f func(procesregie.Casus) error) (int, string, error) {
	rows, err := tx.openAfter(ctx, team, last)
	if err != nil {
		return 0, last, err
	}
	for _, row := range rows {
		c, err := tx.casus(row)
		if err == nil {
			err = f(c)
		} else {
			tx.unreadable = append(tx.unreadable, row)
		}
		if readable(err) != nil {
			return 0, last, fmt.Errorf("planning a casus: %w", err)
		}
		last = row.zaak
	}
	return len(rows), last, nil
}

// page is how many casussen are in memory at once.
const page = 500

// openAfter returns the open casussen after one, at most a page.
func (tx *Tx) openAfter(ctx context.Context, team, last string) ([]casusRow, error) {
	if team == "" {
		return collect(ctx, tx, q(selectCasussen+" WHERE open = 1 AND zaak > ? ORDER BY zaak LIMIT ?", last, page), scanCasus)
	}
	return collect(ctx, tx, q(selectCasussen+" WHERE open = 1 AND team = ? AND zaak > ? ORDER BY zaak LIMIT ?", team, last, page), scanCasus)
}

// replan makes the reminders of a casus those that follow from the casus, the
// practice of its team and what went out before, and keeps which of those that went out
// do not hold any more.
func (tx *Tx) replan(ctx context.Context, c procesregie.Casus) error {
	stored, planned, err := tx.plan(ctx, c)
	if err != nil {
		return err
	}
	praktijk, err := tx.Praktijk(ctx, c.Team)
	if err != nil {
		return err
	}
	if err := tx.endReminders(ctx, praktijk, c, stored); err != nil {
		return err
	}
	return tx.replaceReminders(ctx, c.Team, stored, planned)
}

// plan returns the reminders of a casus as they are, and as they should be.
func (tx *Tx) plan(ctx context.Context, c procesregie.Casus) ([]reminderRow, []procesregie.Reminder, error) {
	praktijk, err := tx.Praktijk(ctx, c.Team)
	if err != nil {
		return nil, nil, err
	}
	zaak := procesregie.ZaakKey(c.Zaaknummer)
	stored, err := collect(ctx, tx, q(selectReminders+" WHERE zaak = ?", zaak), scanReminder)
	if err != nil {
		return nil, nil, err
	}
	planned := procesregie.Plan(c, praktijk, sentOf(stored))
	for i := range planned {
		planned[i].Zaak = zaak
	}
	return stored, planned, nil
}

// PlanTeam plans the returning events of a team anew (VPR-9, VPR-12): the next of
// each on or after today. It is for the scheduler, once a day and after a team was
// saved: only it knows what day it is.
func (tx *Tx) PlanTeam(ctx context.Context, team string, today procesregie.Date) error {
	praktijk, err := tx.Praktijk(ctx, team)
	if err != nil {
		return err
	}
	stored, err := collect(ctx, tx, q(selectReminders+" WHERE zaak = '' AND team = ?", team), scanReminder)
	if err != nil {
		return err
	}
	if err := tx.endEvents(ctx, praktijk, today, stored); err != nil {
		return err
	}
	return tx.replaceReminders(ctx, team, stored, procesregie.PlanTeam(praktijk, today, sentOf(stored)))
}

// replaceReminders makes the planned rows equal to wanted by touching only those
// that differ. A key that went out is never planned again.
func (tx *Tx) replaceReminders(ctx context.Context, team string, stored []reminderRow, wanted []procesregie.Reminder) error {
	rows, err := rowsOf(team, wanted)
	if err != nil {
		return err
	}
	added, changed, gone := compareReminders(stored, rows)
	for _, row := range changed {
		if err := tx.rewriteReminder(ctx, row); err != nil {
			return err
		}
	}
	for _, row := range gone {
		if _, err := tx.exec(ctx, "DELETE FROM reminders WHERE key = ?", row.key); err != nil {
			return err
		}
	}
	return tx.insertReminders(ctx, added)
}

// compareReminders tells what must be done to the stored rows to make the planned
// ones equal to wanted.
func compareReminders(stored, wanted []reminderRow) (added, changed, gone []reminderRow) {
	byKey := make(map[string]reminderRow, len(wanted))
	for _, row := range wanted {
		byKey[row.key] = row
	}
	known := make(map[string]bool, len(stored))
	for _, old := range stored {
		known[old.key] = true
		row, stays := byKey[old.key]
		switch {
		case old.state != statePlanned:
		case !stays:
			gone = append(gone, old)
		case !old.samePlan(row):
			row.dubbel = old.dubbel
			if row.planAt == old.planAt { // somebody else gets it, as late as it was
				row.gemist = old.gemist
			}
			changed = append(changed, row)
		}
	}
	for _, row := range wanted {
		if !known[row.key] {
			added = append(added, row)
		}
	}
	return added, changed, gone
}
