package store

import (
	"context"
	"database/sql"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// The states of a reminder.
const (
	statePlanned    = "planned"
	stateSent       = "sent"
	stateSuperseded = "superseded"
)

// reminderRow is a row of the table reminders.
type reminderRow struct {
	key, zaak, team, termijn, uiterlijk, stap, voor string
	aan                                             string
	at                                              int64
	planAan                                         string // as planned, before anybody changed it
	planAt                                          int64
	dringend                                        int64
	regels, state                                   string
	doneAt                                          int64
	gemist, ended, dubbel                           int64
	damaged                                         bool // it holds something that is not written here
}

const reminderColumns = "key, zaak, team, termijn, uiterlijk, stap, voor, aan, at, plan_aan, plan_at, dringend, regels, state, done_at, gemist, ended, dubbel"

const selectReminders = "SELECT " + reminderColumns + " FROM reminders"

// scanReminder reads a row, also one that is damaged.
func scanReminder(rows *sql.Rows) (r reminderRow, err error) {
	var at, planAt, dringend, doneAt, gemist, ended, dubbel number
	err = rows.Scan(&r.key, &r.zaak, &r.team, &r.termijn, &r.uiterlijk, &r.stap, &r.voor, &r.aan, &at,
		&r.planAan, &planAt, &dringend, &r.regels, &r.state, &doneAt, &gemist, &ended, &dubbel)
	r.at, r.planAt, r.dringend, r.doneAt = at.value, planAt.value, dringend.value, doneAt.value
	r.gemist, r.ended, r.dubbel = gemist.value, ended.value, dubbel.value
	r.damaged = at.wrong || planAt.wrong || dringend.wrong || doneAt.wrong || gemist.wrong || ended.wrong || dubbel.wrong
	return r, err
}

func (r reminderRow) values() []any {
	return []any{
		r.key, r.zaak, r.team, r.termijn, r.uiterlijk, r.stap, r.voor, r.aan, r.at,
		r.planAan, r.planAt, r.dringend, r.regels, r.state, r.doneAt, r.gemist, r.ended, r.dubbel,
	}
}

// about is what a reminder is about, whichever stage it is and whoever it is meant for: its
// key without these. Two crises of one casus can end on the same day.
func (r reminderRow) about() string {
	parts := strings.Split(r.key, "/")
	return strings.Join(parts[:max(len(parts)-2, 0)], "/")
}

// samePlan reports whether a stored row rests on the same plan: then it stays as it
// is, also when it was retimed since.
func (r reminderRow) samePlan(planned reminderRow) bool {
	planned.aan, planned.at, planned.gemist, planned.ended, planned.dubbel = r.aan, r.at, r.gemist, r.ended, r.dubbel
	return r == planned
}

// rowsOf returns the rows of planned reminders, each key once.
func rowsOf(team string, reminders []procesregie.Reminder) ([]reminderRow, error) {
	rows := make([]reminderRow, 0, len(reminders))
	seen := make(map[string]bool, len(reminders))
	for _, r := range reminders {
		if seen[r.Key] {
			continue
		}
		seen[r.Key] = true
		regels, err := encode(r.Regels)
		if err != nil {
			return nil, err
		}
		rows = append(rows, reminderRow{
			key: r.Key, zaak: r.Zaak, team: team, termijn: string(r.Termijn), uiterlijk: r.Uiterlijk.String(),
			stap: string(r.Stap), voor: r.Voor, aan: r.Aan, at: millis(r.At), planAan: r.Aan, planAt: millis(r.At),
			dringend: flag(r.Dringend), regels: regels, state: statePlanned, gemist: flag(r.Gemist),
		})
	}
	return rows, nil
}

// reminder returns the reminder that a row holds, as far as it can be read; whole is false
// when that is not everything.
func (r reminderRow) reminder() (reminder procesregie.Reminder, whole bool) {
	reminder = procesregie.Reminder{
		Key: r.key, Zaak: r.zaak, Team: r.team, Termijn: procesregie.TermijnSoort(r.termijn), Stap: procesregie.Stap(r.stap),
		Voor: r.voor, Aan: r.aan, At: instant(r.at), Gepland: instant(r.planAt),
		Dringend: r.dringend == 1, Gemist: r.gemist == 1, Dubbel: r.dubbel == 1,
	}
	whole = !r.damaged && decode("reminders", r.regels, &reminder.Regels) == nil
	return reminder, reminder.Uiterlijk.UnmarshalText([]byte(r.uiterlijk)) == nil && whole
}

// sentOf returns the rows that are done with, as planning wants them.
func sentOf(rows []reminderRow) []procesregie.Sent {
	var sent []procesregie.Sent
	for _, r := range rows {
		if r.state != statePlanned {
			sent = append(sent, procesregie.Sent{Key: r.key, At: instant(r.doneAt)})
		}
	}
	return sent
}

func (tx *Tx) insertReminders(ctx context.Context, rows []reminderRow) error {
	values := make([][]any, 0, len(rows))
	for _, r := range rows {
		values = append(values, r.values())
	}
	return tx.insert(ctx, "reminders ("+reminderColumns+")", values)
}

func (tx *Tx) rewriteReminder(ctx context.Context, r reminderRow) error {
	_, err := tx.exec(ctx, `UPDATE reminders SET key = ?, zaak = ?, team = ?, termijn = ?, uiterlijk = ?, stap = ?, voor = ?,
		aan = ?, at = ?, plan_aan = ?, plan_at = ?, dringend = ?, regels = ?, state = ?, done_at = ?, gemist = ?, ended = ?, dubbel = ? WHERE key = ?`,
		append(r.values(), r.key)...)
	return err
}
