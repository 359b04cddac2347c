package store

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/regiebot/regiebot/audit"
)

// ErrAuditWhole says that there is nothing wrong with the access log.
var ErrAuditWhole = errors.New("the access log is in order: there is nothing to begin again")

// restartPrefix is how the rows of audit_head begin that name a restart.
const restartPrefix = "restart-"

// RestartAudit closes an access log that is broken and begins it again: every row stays,
// and a signed row says what was found, by whom and why (e.Doel). From then on there can be
// logged again. known are signed heads that were kept elsewhere; numbers that were in use
// are not used again. It works in Logged only, before anything else is logged there.
// ErrAuditWhole.
func (tx *Tx) RestartAudit(ctx context.Context, e audit.Event, known ...audit.Head) (audit.Row, error) {
	if tx.log == nil {
		return audit.Row{}, errNotLogged
	}
	if err := e.Check(); err != nil {
		return audit.Row{}, err
	}
	v, why, err := tx.broken(ctx, known)
	if err != nil {
		return audit.Row{}, err
	}
	at, err := tx.highest(ctx, known)
	if err != nil {
		return audit.Row{}, err
	}
	row := v.NextPart(at, why, e)
	if row.Nr > math.MaxInt32<<16 {
		return row, fmt.Errorf("the access log has a row with the number %d, which was put there by hand: restore a backup of the database", at)
	}
	return row, tx.beginAgain(ctx, row)
}

// broken goes through the log and returns what is wrong with it.
func (tx *Tx) broken(ctx context.Context, known []audit.Head) (*audit.Verifier, *audit.Broken, error) {
	anchor, err := tx.AuditAnchor(ctx)
	if err != nil {
		return nil, nil, err
	}
	found := anchor.CheckAnchor(tx.ring.Verify)
	if found != nil { // it says nothing: what is missing is missing
		if _, err := tx.exec(ctx, "DELETE FROM audit_head WHERE what = ?", auditAnchor); err != nil {
			return nil, nil, err
		}
		anchor = audit.Head{}
	}
	v, err := tx.prove(ctx, func(known []audit.Head) *audit.Verifier { return audit.NewCloser(anchor, known...) }, known)
	if found == nil {
		found = err
	}
	var why *audit.Broken
	switch {
	case found == nil:
		return nil, nil, ErrAuditWhole
	case !errors.As(found, &why):
		return nil, nil, found
	}
	return v, why, nil
}

// highest is the highest number of a row that is known of, also of rows that are gone.
func (tx *Tx) highest(ctx context.Context, known []audit.Head) (int64, error) {
	last, err := first(ctx, tx, q("SELECT coalesce(max(nr), 0) FROM audit"), scanNumber)
	if err != nil {
		return 0, err
	}
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return 0, err
	}
	if head.CheckHead(tx.ring.Verify) == nil {
		last = max(last, head.Nr)
	}
	mark, signed, err := tx.auditMarkOf(ctx, settingAuditMark)
	if signed {
		last = max(last, mark.Row)
	}
	for _, h := range known {
		last = max(last, h.Nr)
	}
	return last, err
}

// beginAgain stores the row with which the log begins again.
func (tx *Tx) beginAgain(ctx context.Context, row audit.Row) error {
	if err := tx.insert(ctx, "audit ("+auditColumns+")", [][]any{auditValues(row)}); err != nil {
		return fmt.Errorf("the access log: %w", err)
	}
	h := row.Head()
	var err error
	if h.Signature, err = tx.ring.Sign(h.SignedRestart()); err != nil {
		return err
	}
	if err := tx.writeEnd(ctx, fmt.Sprintf("%s%d", restartPrefix, row.Nr), h); err != nil {
		return err
	}
	if err := tx.writeMark(ctx, settingAuditMark, markBegin, h); err != nil {
		return err
	}
	tx.log.found = &audit.Head{Nr: row.Nr - 1, Hash: row.Vorige}
	tx.log.head, tx.log.moved = row.Head(), true
	return nil
}

// AuditRestarts returns the signed rows with which the access log was begun again, in
// order. One of which the signature is not right is left out: its row is then as any other.
func (tx *Tx) AuditRestarts(ctx context.Context) ([]audit.Head, error) {
	all, err := collect(ctx, tx, q("SELECT nr, at, hash, signature FROM audit_head WHERE what LIKE ? ORDER BY nr", restartPrefix+"%"), scanEnd)
	var list []audit.Head
	for _, h := range all {
		if h.CheckRestart(tx.ring.Verify) == nil {
			list = append(list, h)
		}
	}
	return list, err
}

func (tx *Tx) nameRestarts(ctx context.Context, v *audit.Verifier) error {
	list, err := tx.AuditRestarts(ctx)
	for _, h := range list {
		v.Restart(h)
	}
	return err
}

// wholePart reports whether no part that was closed is cut in two by removing the rows up
// to a number: what is broken cannot be proved by halves.
func (tx *Tx) wholePart(ctx context.Context, nr int64) (bool, error) {
	list, err := tx.AuditRestarts(ctx)
	for _, h := range list {
		if h.Nr > nr {
			left, err := first(ctx, tx, q("SELECT count(*) FROM audit WHERE nr > ? AND nr < ?", nr, h.Nr), scanNumber)
			return left == 0, err
		}
	}
	return true, err
}
