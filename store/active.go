package store

import (
	"context"
	"database/sql"
	"time"
)

// settingRestored is there while the database is a restored copy that nobody put in
// use: the moment of the backup.
const settingRestored = "hersteld"

// Active reports whether the database is in use. A restored copy is not, until
// [Tx.Activate]: two databases that both send would tell everybody everything twice.
func (tx *Tx) Active(ctx context.Context) (bool, error) {
	_, restored, err := tx.Setting(ctx, settingRestored)
	return !restored, err
}

// Restored returns of which moment this database is a copy that is not in use; zero
// when it is in use.
func (tx *Tx) Restored(ctx context.Context) (time.Time, error) {
	text, restored, err := tx.Setting(ctx, settingRestored)
	if err != nil || !restored {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, text)
}

// Deactivate marks the database as a copy of what was there at a moment: it sends
// nothing.
func (tx *Tx) Deactivate(ctx context.Context, moment time.Time) error {
	return tx.writeSetting(ctx, settingRestored, moment.UTC().Format(time.RFC3339))
}

// Activate puts a restored copy in use; false when the database was in use already.
func (tx *Tx) Activate(ctx context.Context) (bool, error) {
	n, err := tx.exec(ctx, "DELETE FROM settings WHERE key = ?", settingRestored)
	return n > 0, err
}

// Held is what a database that is not in use keeps to itself.
type Held struct {
	Messages int // in the outbox
	Overdue  int // planned reminders whose moment has come
}

// Held counts what would go out at a moment.
func (tx *Tx) Held(ctx context.Context, at time.Time) (Held, error) {
	return first(ctx, tx, q(`SELECT
		(SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed')),
		(SELECT count(*) FROM reminders WHERE state = 'planned' AND at <= ?)`, millis(at)), scanHeld)
}

func scanHeld(rows *sql.Rows) (h Held, err error) {
	err = rows.Scan(&h.Messages, &h.Overdue)
	return h, err
}
