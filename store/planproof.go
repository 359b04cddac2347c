package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"io"

	"github.com/regiebot/regiebot/procesregie"
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
	Open      int `json:"open_cases"`        // casussen that were planned anew
	Differing int `json:"differing_cases"`   // casussen of which something would change
	Added     int `json:"reminders_added"`   // reminders that are missing
	Changed   int `json:"reminders_changed"` // reminders with another moment or recipient
	Gone      int `json:"reminders_gone"`    // reminders that should not be there
}

// PlanDifference plans every open casus anew and changes nothing.
func (tx *Tx) PlanDifference(ctx context.Context) (PlanDifference, error) {
	var all PlanDifference
	err := tx.eachOpen(ctx, "", func(c procesregie.Casus) error {
		stored, planned, err := tx.plan(ctx, c)
		if err != nil {
			return err
		}
		rows, err := rowsOf(c.Team, planned)
		if err != nil {
			return err
		}
		all.count(compareReminders(stored, rows))
		return nil
	})
	return all, err
}

func (d *PlanDifference) count(added, changed, gone []reminderRow) {
	d.Open++
	d.Added, d.Changed, d.Gone = d.Added+len(added), d.Changed+len(changed), d.Gone+len(gone)
	if len(added)+len(changed)+len(gone) > 0 {
		d.Differing++
	}
}
