package commands

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/store"
)

// keep stores or forgets a half-filled form, after the request itself was decided.
func (a *App) keep(ctx context.Context, d *draft, at time.Time) error {
	if d == nil {
		return nil
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if d.fields == nil {
			return tx.DeleteDraft(ctx, d.gebruiker, d.line)
		}
		return tx.SaveDraft(ctx, store.Draft{Gebruiker: d.gebruiker, ID: d.line, Line: d.line, Fields: d.fields, UpdatedAt: at})
	})
}
