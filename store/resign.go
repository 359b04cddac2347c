package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/audit"
)

// Resign signs with the present key what an older key has signed of the access log: its
// ends and the marks of where it begins. What was not rightly signed stays as it is. The
// older keys can go then.
func (s *Store) Resign(ctx context.Context) error {
	err := s.Logged(ctx, func(tx *Tx) error {
		if err := tx.resignEnds(ctx); err != nil {
			return err
		}
		for _, setting := range []string{settingAuditMark, settingAuditChecked} {
			mark, signed, err := tx.auditMarkOf(ctx, setting)
			if err == nil && signed {
				err = tx.writeMark(ctx, setting, mark.Kind, mark.head())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("signing the access log anew: %w", err)
	}
	return nil
}

// namedEnd is an end of the log with its name in audit_head.
type namedEnd struct {
	what string
	head audit.Head
}

func scanNamedEnd(rows *sql.Rows) (e namedEnd, err error) {
	var at int64
	var signature string
	if err := rows.Scan(&e.what, &e.head.Nr, &at, &e.head.Hash, &signature); err != nil {
		return e, err
	}
	e.head.At = instant(at)
	e.head.Signature, _ = hex.DecodeString(signature) // what is no signature does not hold
	return e, nil
}

// signedAs returns what is signed of an end.
func (e namedEnd) signedAs() []byte {
	switch {
	case e.what == auditAnchor:
		return e.head.SignedAnchor()
	case strings.HasPrefix(e.what, restartPrefix):
		return e.head.SignedRestart()
	}
	return e.head.Signed()
}

func (tx *Tx) resignEnds(ctx context.Context) error {
	ends, err := collect(ctx, tx, q("SELECT what, nr, at, hash, signature FROM audit_head"), scanNamedEnd)
	if err != nil {
		return err
	}
	for _, e := range ends {
		if tx.ring.Verify(e.head.Signature, e.signedAs()) != nil {
			continue
		}
		if e.head.Signature, err = tx.ring.Sign(e.signedAs()); err != nil {
			return err
		}
		if err := tx.writeEnd(ctx, e.what, e.head); err != nil {
			return err
		}
	}
	return nil
}
