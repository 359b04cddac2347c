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
	if fields, err = tx.seal(draftFields, d.row(), fields); err != nil {
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

// row is the key of the row in which a draft is stored.
func (d Draft) row() string { return d.Gebruiker + "/" + d.ID }

const (
	selectAllDrafts = "SELECT gebruiker, id, line, fields, updated_at FROM drafts"
	selectDrafts    = selectAllDrafts + " WHERE gebruiker = ?"
)

// Draft returns somebody's last draft for a line; ErrNotFound, also when it cannot be
// opened (ErrUnreadable too): whoever was filling in the form begins anew.
func (tx *Tx) Draft(ctx context.Context, gebruiker, line string) (Draft, error) {
	return tx.draft(ctx, q(selectDrafts+" AND line = ? ORDER BY updated_at DESC, id LIMIT 1", gebruiker, line))
}

// DraftByID returns one draft of somebody; errors as of Draft.
func (tx *Tx) DraftByID(ctx context.Context, gebruiker, id string) (Draft, error) {
	return tx.draft(ctx, q(selectDrafts+" AND id = ?", gebruiker, id))
}

func (tx *Tx) draft(ctx context.Context, query query) (Draft, error) {
	row, err := first(ctx, tx, query, scanDraft)
	if err != nil {
		return Draft{}, fmt.Errorf("draft: %w", err)
	}
	d, err := tx.openDraft(row)
	if err != nil {
		return Draft{}, fmt.Errorf("draft: %w: %w", ErrNotFound, err)
	}
	return d, nil
}

// openDraft opens a row. Every error is ErrUnreadable.
func (tx *Tx) openDraft(row draftRow) (Draft, error) {
	d := row.Draft
	fields, err := tx.open(draftFields, d.row(), row.fields, d.ID)
	if err == nil && decode("drafts", fields, &d.Fields) != nil {
		err = &unreadableRow{"drafts", d.ID, errForm}
	}
	return d, err
}

// draftRow is a draft as it is stored.
type draftRow struct {
	Draft
	fields string // sealed
}

func scanDraft(rows *sql.Rows) (d draftRow, err error) {
	var updated int64
	err = rows.Scan(&d.Gebruiker, &d.ID, &d.Line, &d.fields, &updated)
	d.UpdatedAt = instant(updated)
	return d, err
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
