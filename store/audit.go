package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
)

// ErrAuditHead says that the signed head of the access log is not right. Nothing can be
// logged then: a new head would hide what happened.
var ErrAuditHead = errors.New("the signed end of the access log was changed or is gone, so nothing can be logged and nothing was changed; see: regiebot audit verify")

var errNotLogged = errors.New("a change of the access log outside Logged")

// The ends of the access log, by their names in the table audit_head.
const (
	auditHead   = "head"
	auditAnchor = "anchor"
)

// auditLog is the end of the access log inside a transaction that logs.
type auditLog struct {
	found  *audit.Head // as it was before; nil: not read yet
	first  *audit.Head // the first row of a log that begins here
	head   audit.Head  // as it is now
	moved  bool
	signed bool
}

// Logged is Update for what is written in the access log: only in it [Tx.Log] and
// [Tx.PurgeAudit] work. One such transaction runs at a time, in all processes; those of
// Update go on beside it.
func (s *Store) Logged(ctx context.Context, f func(*Tx) error) error {
	return s.repeat(ctx, manner{isolation: sql.LevelSerializable, logged: true}, f)
}

// OnAuditHead sets what is told after each transaction that moved the end of the access
// log: the head before it and the new one, signed. Several goroutines may tell at once,
// and not in the order of the heads. Set it before the Store is used.
func (s *Store) OnAuditHead(tell func(ctx context.Context, before, after audit.Head)) {
	s.tellHead = tell
}

// Log adds events to the access log, in this order. They are there when the transaction
// is. An event that [audit.Event.Check] refuses is an error. Wraps ErrAuditHead.
func (tx *Tx) Log(ctx context.Context, events ...audit.Event) error {
	head, err := tx.auditEnd(ctx)
	if err != nil || len(events) == 0 {
		return err
	}
	rows := make([][]any, 0, len(events))
	for _, e := range events {
		if err := e.Check(); err != nil {
			return err
		}
		e.Casus = procesregie.ZaakKey(e.Casus)
		row := audit.Next(head, e)
		rows, head = append(rows, auditValues(row)), row.Head()
		if tx.log.first == nil && row.Nr == 1 {
			first := head
			tx.log.first = &first
		}
	}
	if err := tx.insert(ctx, "audit ("+auditColumns+")", rows); err != nil {
		return fmt.Errorf("the access log: %w", err)
	}
	tx.log.head, tx.log.moved = head, true
	return nil
}

// auditEnd returns the end of the log, of which the signature was checked.
func (tx *Tx) auditEnd(ctx context.Context) (audit.Head, error) {
	switch {
	case tx.log == nil:
		return audit.Head{}, errNotLogged
	case tx.log.found != nil:
		return tx.log.head, nil
	}
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return head, err
	}
	if err := tx.trust(ctx, head); err != nil {
		return head, err
	}
	tx.log.found, tx.log.head = &head, head
	return head, nil
}

// trust checks the head from which the log goes on. That no row stands after it is
// checked too: somebody without the key may have put it there. A head that this Store
// has checked or signed itself is known.
func (tx *Tx) trust(ctx context.Context, head audit.Head) error {
	last, err := first(ctx, tx, q("SELECT coalesce(max(nr), 0) FROM audit"), scanNumber)
	if err != nil {
		return err
	}
	if last > head.Nr {
		return ErrAuditHead
	}
	if known := tx.trusted.Load(); known != nil && known.Same(head) && string(known.Signature) == string(head.Signature) {
		return nil
	}
	if err := tx.mayBegin(ctx, head); err != nil {
		return err
	}
	anchor, err := tx.AuditAnchor(ctx)
	if err != nil {
		return err
	}
	if anchor.Nr > head.Nr || head.CheckHead(tx.ring.Verify) != nil {
		return ErrAuditHead
	}
	tx.trusted.Store(&head)
	return nil
}

// signHead signs the end of the log, once in a transaction.
func (tx *Tx) signHead(ctx context.Context) error {
	if tx.log == nil || !tx.log.moved {
		return nil
	}
	if tx.log.first != nil {
		if err := tx.markBeginning(ctx, *tx.log.first); err != nil {
			return err
		}
	}
	signature, err := tx.ring.Sign(tx.log.head.Signed())
	if err != nil {
		return err
	}
	tx.log.head.Signature, tx.log.signed = signature, true
	return tx.writeEnd(ctx, auditHead, tx.log.head)
}

// tellOfHead says that the end of the log has moved.
func (s *Store) tellOfHead(ctx context.Context, log *auditLog) {
	if log == nil || !log.signed {
		return
	}
	head := log.head
	s.trusted.Store(&head)
	if s.tellHead != nil {
		s.tellHead(ctx, *log.found, head)
	}
}

func (tx *Tx) writeEnd(ctx context.Context, what string, h audit.Head) error {
	_, err := tx.exec(ctx, `INSERT INTO audit_head (what, nr, at, hash, signature) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (what) DO UPDATE SET nr = excluded.nr, at = excluded.at, hash = excluded.hash, signature = excluded.signature`,
		what, h.Nr, millis(h.At), h.Hash, hex.EncodeToString(h.Signature))
	return err
}
