package commands

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/store"
)

// keep stores or forgets a half-filled form, in the transaction of the request where
// that changes anything: one answer is one change. Nothing is kept of nil.
func (d *draft) keep(ctx context.Context, tx *store.Tx, at time.Time) error {
	if d == nil {
		return nil
	}
	if d.fields == nil {
		return tx.DeleteDraft(ctx, d.gebruiker, d.line)
	}
	return tx.SaveDraft(ctx, store.Draft{Gebruiker: d.gebruiker, ID: d.line, Line: d.line, Fields: d.fields, UpdatedAt: at})
}
