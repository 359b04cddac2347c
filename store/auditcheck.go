package store

import (
	"context"
	"database/sql"

	"github.com/regiebot/regiebot/audit"
)

// VerifyAuditSince proves the access log from the row that was the last one when
// [Tx.AuditChecked] was called, or from its anchor when nobody did or that row is not
// there any more as it was. It returns the last row, for AuditChecked; errors as of
// [Tx.VerifyAudit].
func (tx *Tx) VerifyAuditSince(ctx context.Context) (audit.Head, error) {
	mark, signed, err := tx.auditMarkOf(ctx, settingAuditChecked)
	if err != nil {
		return audit.Head{}, err
	}
	held := false
	if signed && mark.Row > 0 {
		if held, err = tx.isRow(ctx, mark.head()); err != nil {
			return audit.Head{}, err
		}
	}
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return head, err
	}
	if !held {
		_, err := tx.VerifyAudit(ctx)
		return head, err
	}
	return head, tx.verifyAfter(ctx, mark.head(), head)
}

// verifyAfter proves the rows after one that was proved before.
func (tx *Tx) verifyAfter(ctx context.Context, proved, head audit.Head) error {
	v := audit.NewVerifier(proved)
	err := tx.each(ctx, q(selectAudit+" WHERE nr > ? ORDER BY nr", proved.Nr), func(rows *sql.Rows) error {
		row, err := scanAudit(rows)
		if err != nil {
			return err
		}
		return v.Add(row)
	})
	if err != nil {
		return err
	}
	if err := head.CheckHead(tx.ring.Verify); err != nil {
		return err
	}
	return v.End(head)
}

// AuditChecked keeps, signed, up to where the access log was proved.
func (tx *Tx) AuditChecked(ctx context.Context, h audit.Head) error {
	return tx.writeMark(ctx, settingAuditChecked, markChecked, h)
}

// isRow reports whether a row of the log is still there.
func (tx *Tx) isRow(ctx context.Context, h audit.Head) (bool, error) {
	n, err := first(ctx, tx, q("SELECT count(*) FROM audit WHERE nr = ? AND hash = ?", h.Nr, h.Hash), scanNumber)
	return n == 1, err
}
