package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Due returns at most limit planned reminders whose moment has come, oldest first.
// Zaak is the zaaknummer in capitals; it is empty for a reminder of the team.
func (tx *Tx) Due(ctx context.Context, at time.Time, limit int) ([]procesregie.Reminder, error) {
	return tx.reminders(ctx, q(selectDue, millis(at), limit))
}

const selectDue = selectReminders + " WHERE state = 'planned' AND at <= ? ORDER BY at, key LIMIT ?"

// NextDue returns the moment of the first planned reminder; false when there is none.
func (tx *Tx) NextDue(ctx context.Context) (time.Time, bool, error) {
	return tx.earliest(ctx, q(selectNextDue))
}

const selectNextDue = "SELECT min(at) FROM reminders WHERE state = 'planned'"

// NextDueOf is [Tx.NextDue] of what is meant for a team.
func (tx *Tx) NextDueOf(ctx context.Context, team string) (time.Time, bool, error) {
	return tx.earliest(ctx, q("SELECT min(at) FROM reminders WHERE state = 'planned' AND team = ?", team))
}

// earliest reads a moment, if there is one that is a moment.
func (tx *Tx) earliest(ctx context.Context, query query) (time.Time, bool, error) {
	next, err := first(ctx, tx, query, scanLenient)
	return instant(next.value), !next.wrong && err == nil, err
}

// scanLenient reads a row of one number, which may not be there or be no number.
func scanLenient(rows *sql.Rows) (number, error) {
	var n number
	err := rows.Scan(&n)
	return n, err
}

// Planned returns the planned reminders of a casus, oldest first.
func (tx *Tx) Planned(ctx context.Context, zaak string) ([]procesregie.Reminder, error) {
	return tx.reminders(ctx, q(selectPlanned, procesregie.ZaakKey(zaak)))
}

// Without the empty text SQLite would go through every planned reminder.
const selectPlanned = selectReminders + " WHERE zaak = ? AND state || '' = 'planned'"

const selectPlannedTeam = selectReminders + " WHERE zaak = '' AND team = ? AND state || '' = 'planned'"

// PlannedTeam returns the planned reminders about the returning events of a team.
func (tx *Tx) PlannedTeam(ctx context.Context, team string) ([]procesregie.Reminder, error) {
	return tx.reminders(ctx, q(selectPlannedTeam, team))
}

// Sent returns the reminders of a casus that went out or were overtaken by a later
// stage, oldest first.
func (tx *Tx) Sent(ctx context.Context, zaak string) ([]procesregie.Sent, error) {
	rows, err := collect(ctx, tx, q(selectReminders+" WHERE zaak = ?", procesregie.ZaakKey(zaak)), scanReminder)
	sent := sentOf(rows)
	slices.SortFunc(sent, func(a, b procesregie.Sent) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key))
	})
	return sent, err
}

// reminders returns the rows that can be read; the others are kept for MisreadReminders.
func (tx *Tx) reminders(ctx context.Context, query query) ([]procesregie.Reminder, error) {
	rows, err := collect(ctx, tx, query, scanReminder)
	if err != nil {
		return nil, err
	}
	list := make([]procesregie.Reminder, 0, len(rows))
	for _, row := range rows {
		if r, whole := row.reminder(); whole {
			list = append(list, r)
		} else {
			tx.misread = append(tx.misread, row)
		}
	}
	slices.SortFunc(list, func(a, b procesregie.Reminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key))
	})
	return list, nil
}

// MarkSent records that planned reminders were handed to the outbox, and plans what
// comes after them. ErrNotFound when one of them is not planned any more.
func (tx *Tx) MarkSent(ctx context.Context, keys []string, at time.Time) error {
	return tx.Finish(ctx, keys, nil, at)
}

// Supersede records that planned reminders were overtaken by a later stage and will
// not go out, and plans what comes after them. ErrNotFound as for MarkSent.
func (tx *Tx) Supersede(ctx context.Context, keys []string, at time.Time) error {
	return tx.Finish(ctx, nil, keys, at)
}

// planNext plans what follows after a reminder went out. Of a casus that cannot be
// opened nothing follows but what was planned already, and of one that is not there
// nothing at all.
func (tx *Tx) planNext(ctx context.Context, zaak, team string, at time.Time) error {
	if zaak != "" {
		err := tx.Replan(ctx, zaak)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		return readable(err)
	}
	zone, err := tx.zone(ctx)
	if err != nil {
		return err
	}
	return tx.PlanTeam(ctx, team, procesregie.DateOf(at.In(zone)))
}

// Retime gives one planned reminder another recipient and another moment. They hold
// until the reminder is planned differently. gemist says that it was held up by an outage;
// that it once was is never taken back. ErrNotFound.
func (tx *Tx) Retime(ctx context.Context, key, aan string, at time.Time, gemist bool) error {
	n, err := tx.exec(ctx, "UPDATE reminders SET aan = ?, at = ?, gemist = CASE WHEN gemist = 1 THEN 1 ELSE ? END WHERE key = ? AND state = 'planned'",
		aan, millis(at), flag(gemist), key)
	if err == nil && n == 0 {
		return fmt.Errorf("planned reminder: %w", ErrNotFound)
	}
	return err
}

// Finish records in one go which planned reminders went to the outbox and which were
// overtaken by a later stage, and plans what comes after them. ErrNotFound as for
// MarkSent.
func (tx *Tx) Finish(ctx context.Context, sent, overtaken []string, at time.Time) error {
	after := map[origin]bool{}
	for _, list := range []struct {
		keys  []string
		state string
	}{{sent, stateSent}, {overtaken, stateSuperseded}} {
		for _, key := range list.keys {
			from, err := tx.done(ctx, key, list.state, at)
			if err != nil {
				return err
			}
			after[from] = true
		}
	}
	return tx.planAfter(ctx, after, at)
}

// planAfter plans what follows for casussen and teams of which reminders went out.
func (tx *Tx) planAfter(ctx context.Context, after map[origin]bool, at time.Time) error {
	// In one order, so that two never wait for each other.
	for _, o := range slices.SortedFunc(maps.Keys(after), func(a, b origin) int {
		return cmp.Or(cmp.Compare(a.zaak, b.zaak), cmp.Compare(a.team, b.team))
	}) {
		if err := tx.planNext(ctx, o.zaak, o.team, at); err != nil {
			return err
		}
	}
	return nil
}

// origin is what a reminder belongs to: a casus, or a team.
type origin struct{ zaak, team string }

func scanOrigin(rows *sql.Rows) (o origin, err error) {
	err = rows.Scan(&o.zaak, &o.team)
	return o, err
}

// done gives one planned reminder its last state and returns what it belongs to.
func (tx *Tx) done(ctx context.Context, key, state string, at time.Time) (origin, error) {
	o, err := first(ctx, tx, q("SELECT zaak, team FROM reminders WHERE key = ? AND state = 'planned'", key), scanOrigin)
	if err != nil {
		return o, fmt.Errorf("planned reminder: %w", err)
	}
	_, err = tx.exec(ctx, "UPDATE reminders SET state = ?, done_at = ? WHERE key = ?", state, millis(at), key)
	return o, err
}
