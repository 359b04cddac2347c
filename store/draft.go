package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Draft is a form that somebody has not finished.
type Draft struct {
	Gebruiker string            // whose it is
	ID        string            // unique per person
	Line      string            // what submitting the form says
	Fields    map[string]string // the answers so far
	UpdatedAt time.Time
}

// SaveDraft stores a draft, new or known.
func (tx *Tx) SaveDraft(ctx context.Context, d Draft) error {
	fields, err := encode(d.Fields)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO drafts (gebruiker, id, line, fields, updated_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (gebruiker, id) DO UPDATE SET line = excluded.line, fields = excluded.fields, updated_at = excluded.updated_at`,
		d.Gebruiker, d.ID, d.Line, fields, millis(d.UpdatedAt))
	if err != nil {
		return fmt.Errorf("draft: %w", err)
	}
	return nil
}

const selectDrafts = "SELECT gebruiker, id, line, fields, updated_at FROM drafts WHERE gebruiker = ?"

// Draft returns somebody's last draft for a line; ErrNotFound.
func (tx *Tx) Draft(ctx context.Context, gebruiker, line string) (Draft, error) {
	return tx.draft(ctx, q(selectDrafts+" AND line = ? ORDER BY updated_at DESC, id LIMIT 1", gebruiker, line))
}

// DraftByID returns one draft of somebody; ErrNotFound.
func (tx *Tx) DraftByID(ctx context.Context, gebruiker, id string) (Draft, error) {
	return tx.draft(ctx, q(selectDrafts+" AND id = ?", gebruiker, id))
}

func (tx *Tx) draft(ctx context.Context, query query) (Draft, error) {
	d, err := first(ctx, tx, query, scanDraft)
	if err != nil {
		return d, fmt.Errorf("draft: %w", err)
	}
	return d, nil
}

func scanDraft(rows *sql.Rows) (d Draft, err error) {
	var fields string
	var updated int64
	if err := rows.Scan(&d.Gebruiker, &d.ID, &d.Line, &fields, &updated); err != nil {
		return d, err
	}
	d.UpdatedAt = instant(updated)
	return d, decode("drafts", fields, &d.Fields)
}

// DeleteDraft removes a draft; one that is not there is no error.
func (tx *Tx) DeleteDraft(ctx context.Context, gebruiker, id string) error {
	_, err := tx.exec(ctx, "DELETE FROM drafts WHERE gebruiker = ? AND id = ?", gebruiker, id)
	return err
}

// PurgeDrafts removes the drafts that were last touched before a moment.
func (tx *Tx) PurgeDrafts(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, "DELETE FROM drafts WHERE updated_at < ?", millis(before))
	return err
}
