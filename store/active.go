package store

import (
	"context"
	"database/sql"
	"time"
)

const (
	// settingActive is there, sealed, while the database is in use. Whoever takes it away
	// makes it silent; nobody can put it there without the keys.
	settingActive = "actief"
	// settingRestored is of which moment a restored copy is, for people to read.
	settingRestored = "hersteld"
)

// Active reports whether the database is in use. A restored copy is not, until
// [Tx.Activate]: two databases that both send would tell everybody everything twice.
func (tx *Tx) Active(ctx context.Context) (bool, error) {
	_, active, err := tx.sealedSetting(ctx, settingActive)
	return active, err
}

// Restored returns of which moment this database is a copy that is not in use; zero
// when it is in use, or when that moment is not known.
func (tx *Tx) Restored(ctx context.Context) (time.Time, error) {
	if active, err := tx.Active(ctx); err != nil || active {
		return time.Time{}, err
	}
	text, _, err := tx.Setting(ctx, settingRestored)
	if err != nil {
		return time.Time{}, err
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, nil //nolint:nilerr // somebody has changed it: it is not known
	}
	return moment, nil
}

// Deactivate marks the database as a copy of what was there at a moment: it sends
// nothing.
func (tx *Tx) Deactivate(ctx context.Context, moment time.Time) error {
	if _, err := tx.exec(ctx, "DELETE FROM settings WHERE key = ?", settingActive); err != nil {
		return err
	}
	return tx.writeSetting(ctx, settingRestored, moment.UTC().Format(time.RFC3339))
}

// Activate puts a restored copy in use; false when the database was in use already. See
// [Tx.Doubt].
func (tx *Tx) Activate(ctx context.Context) (bool, error) {
	if active, err := tx.Active(ctx); err != nil || active {
		return false, err
	}
	if _, err := tx.exec(ctx, "DELETE FROM settings WHERE key = ?", settingRestored); err != nil {
		return false, err
	}
	return true, tx.writeSealed(ctx, settingActive, checkText)
}

// Doubt records that what waits in a copy may have been sent since by the database of which
// it is a copy: whoever sends it looks first.
func (tx *Tx) Doubt(ctx context.Context) error {
	_, err := tx.exec(ctx, "UPDATE outbox SET unsure = 1 WHERE state IN ('waiting', 'claimed')")
	return err
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
