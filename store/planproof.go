package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
)

// PlanProof tells whether the same reminders are planned in two databases.
type PlanProof struct {
	Count  int    `json:"planned"`        // planned reminders
	SHA256 string `json:"planned_sha256"` // of their keys in the order of their bytes, each with a line end
}

// PlanProof goes through every planned reminder.
func (tx *Tx) PlanProof(ctx context.Context) (PlanProof, error) {
	var proof PlanProof
	sum := sha256.New()
	err := tx.each(ctx, q("SELECT key FROM reminders WHERE state = 'planned' ORDER BY key"+tx.dialect.byBytes()), func(rows *sql.Rows) error {
		key, err := scanText(rows)
		_, _ = io.WriteString(sum, key+"\n") // a sum takes everything
		proof.Count++
		return err
	})
	proof.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return proof, err
}

// PlanDifference is what would change if every open casus were planned anew.
type PlanDifference struct {
	Open      int      `json:"open_cases"`        // casussen that were planned anew
	Differing int      `json:"differing_cases"`   // casussen of which something would change
	Which     []string `json:"which_differ"`      // their zaaknummers
	Unplanned []string `json:"which_cannot"`      // zaaknummers of open casussen that cannot be planned: something is damaged
	Added     int      `json:"reminders_added"`   // reminders that are missing
	Changed   int      `json:"reminders_changed"` // reminders with another moment or recipient
	Gone      int      `json:"reminders_gone"`    // reminders that should not be there
}

// PlanDifference plans every open casus anew and changes nothing. One that cannot be
// planned is named, and holds up no other.
func (tx *Tx) PlanDifference(ctx context.Context) (PlanDifference, error) {
	var all PlanDifference
	for last := ""; ; {
		page, err := tx.openAfter(ctx, "", last)
		if err != nil || len(page) == 0 {
			return all, err
		}
		for _, row := range page {
			err := tx.compare(ctx, row, &all)
			if tx.failed != nil || ctx.Err() != nil {
				return all, errors.Join(tx.failed, ctx.Err())
			}
			if err != nil {
				all.Unplanned = append(all.Unplanned, row.zaaknummer)
			}
			last = row.zaak
		}
	}
}

// compare plans one casus anew.
func (tx *Tx) compare(ctx context.Context, row casusRow, all *PlanDifference) error {
	c, err := tx.casus(row)
	if err != nil {
		return err
	}
	stored, planned, err := tx.plan(ctx, c)
	if err != nil {
		return err
	}
	rows, err := rowsOf(c.Team, planned)
	if err != nil {
		return err
	}
	added, changed, gone := compareReminders(stored, rows)
	all.Open++
	all.Added, all.Changed, all.Gone = all.Added+len(added), all.Changed+len(changed), all.Gone+len(gone)
	if len(added)+len(changed)+len(gone) > 0 {
		all.Differing++
		all.Which = append(all.Which, row.zaaknummer)
	}
	return nil
}
