package store

import (
	"context"
	"errors"
	"time"

	"github.com/regiebot/regiebot/audit"
)

// VerifyAudit proves the access log from its anchor to its head, in constant memory.
// known are signed heads that were kept elsewhere: the log must hold them too, as far as
// it was not removed because its time was over. The error is an *audit.Broken when the
// log is not right; the proof is then that of the rows before. A part that was closed by
// [Tx.RestartAudit] is no error; see [Tx.ProveAudit].
func (tx *Tx) VerifyAudit(ctx context.Context, known ...audit.Head) (audit.Proof, error) {
	v, err := tx.ProveAudit(ctx, known...)
	if v == nil {
		return audit.Proof{}, err
	}
	return v.Proof(), err
}

// ProveAudit is VerifyAudit for who wants to know more: the verifier has seen the whole
// log. It is nil when the log could not be read.
func (tx *Tx) ProveAudit(ctx context.Context, known ...audit.Head) (*audit.Verifier, error) {
	anchor, err := tx.AuditAnchor(ctx)
	if err != nil {
		return nil, err
	}
	if err := anchor.CheckAnchor(tx.ring.Verify); err != nil {
		return nil, err
	}
	return tx.prove(ctx, func(known []audit.Head) *audit.Verifier { return audit.NewVerifier(anchor, known...) }, known)
}

// prove goes through the log with a verifier that knows where it began.
func (tx *Tx) prove(ctx context.Context, verifier func([]audit.Head) *audit.Verifier, known []audit.Head) (*audit.Verifier, error) {
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return nil, err
	}
	mark, wrong, err := tx.beginning(ctx, head)
	if err != nil {
		return nil, err
	}
	v := verifier(append(mark, known...))
	if err := tx.nameRestarts(ctx, v); err != nil {
		return v, err
	}
	if err := tx.EachAudit(ctx, v.Add); err != nil {
		return v, err
	}
	if err := v.Err(); err != nil {
		return v, err
	}
	if err := head.CheckHead(tx.ring.Verify); err != nil {
		return v, err
	}
	if err := v.End(head); err != nil {
		return v, err
	}
	if wrong != nil { // last: a row that is wrong says more
		return v, wrong
	}
	return v, nil
}

// HoldsAudit reports whether the access log still holds a head that was kept elsewhere,
// or has removed it because its time was over. It looks at that row alone.
func (tx *Tx) HoldsAudit(ctx context.Context, known audit.Head) (bool, error) {
	anchor, err := tx.AuditAnchor(ctx)
	if err != nil || known.Nr < anchor.Nr {
		return err == nil, err
	}
	if known.Nr == anchor.Nr {
		return known.Hash == anchor.Hash, nil
	}
	hash, err := first(ctx, tx, q("SELECT hash FROM audit WHERE nr = ?", known.Nr), scanText)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return hash == known.Hash, err
}

// PurgeAudit removes the oldest rows of the access log, up to the first that is not
// older than a moment, and returns how many. The last of them becomes the anchor, from
// which the rest still proves itself. Nothing else removes rows. It works in Logged only;
// log there what was done.
func (tx *Tx) PurgeAudit(ctx context.Context, before time.Time) (int64, error) {
	head, err := tx.auditEnd(ctx)
	if err != nil {
		return 0, err
	}
	list, err := collect(ctx, tx, q(`SELECT nr, at, hash, '' FROM audit
		WHERE nr <= ? AND nr < coalesce((SELECT min(nr) FROM audit WHERE at >= ?), ?)
		ORDER BY nr DESC LIMIT 1`, head.Nr, millis(before), head.Nr+1), scanEnd)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	anchor := list[0]
	if whole, err := tx.wholePart(ctx, anchor.Nr); err != nil || !whole {
		return 0, err
	}
	if anchor.Signature, err = tx.ring.Sign(anchor.SignedAnchor()); err != nil {
		return 0, err
	}
	if err := tx.writeEnd(ctx, auditAnchor, anchor); err != nil {
		return 0, err
	}
	if _, err := tx.exec(ctx, "DELETE FROM audit_head WHERE what LIKE ? AND nr <= ?", restartPrefix+"%", anchor.Nr); err != nil {
		return 0, err
	}
	return tx.exec(ctx, "DELETE FROM audit WHERE nr <= ?", anchor.Nr)
}
