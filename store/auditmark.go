package store

import (
	"context"
	"encoding/hex"
	"encoding/json"

	"github.com/regiebot/regiebot/audit"
)

// settingAuditMark is a signed mark, apart from the log, of where it begins: a log that
// is gone as a whole, or was begun anew, is found out by it.
const settingAuditMark = "logboek"

// settingAuditChecked is the last row that was found to be in order, signed.
const settingAuditChecked = "logboek.nagekeken"

// The kinds of marks.
const (
	markBegin = "begin" // the row with which the log began, or began again
	markLate  = "late"  // the same, and there was data already that nobody had logged
	markOpen  = "open"  // there is data of before there was a log: it is still to begin

	markChecked = "checked" // the last row that was found to be in order
)

// auditMark is the value of the setting.
type auditMark struct {
	Kind      string `json:"kind"`
	Row       int64  `json:"row"`
	At        int64  `json:"at"`
	Hash      string `json:"hash"`
	Signature string `json:"signature"`
}

func (m auditMark) head() audit.Head { return audit.Head{Nr: m.Row, Hash: m.Hash, At: instant(m.At)} }

func signedMark(kind string, h audit.Head) []byte { return h.SignedMark("mark-" + kind) }

// auditMarkOf returns a signed mark; nil when there is none. signed is false when it was
// changed.
func (tx *Tx) auditMarkOf(ctx context.Context, setting string) (mark *auditMark, signed bool, err error) {
	text, ok, err := tx.Setting(ctx, setting)
	if err != nil || !ok {
		return nil, false, err
	}
	var m auditMark
	wrong := json.Unmarshal([]byte(text), &m)
	signature, notHex := hex.DecodeString(m.Signature)
	return &m, wrong == nil && notHex == nil && tx.ring.Verify(signature, signedMark(m.Kind, m.head())) == nil, nil
}

func (tx *Tx) writeMark(ctx context.Context, setting, kind string, h audit.Head) error {
	signature, err := tx.ring.Sign(signedMark(kind, h))
	if err != nil {
		return err
	}
	text, err := encode(auditMark{kind, h.Nr, millis(h.At), h.Hash, hex.EncodeToString(signature)})
	if err != nil {
		return err
	}
	return tx.writeSetting(ctx, setting, text)
}

// mayBegin refuses to begin a log where there was one.
func (tx *Tx) mayBegin(ctx context.Context, head audit.Head) error {
	if head.Nr > 0 {
		return nil // it has begun
	}
	mark, signed, err := tx.auditMarkOf(ctx, settingAuditMark)
	if err == nil && mark != nil && (!signed || mark.Kind != markOpen) { // begun before, or nobody knows
		err = ErrAuditHead
	}
	return err
}

// markBeginning keeps the first row of a log that begins here.
func (tx *Tx) markBeginning(ctx context.Context, row audit.Head) error {
	kind := markBegin
	mark, _, err := tx.auditMarkOf(ctx, settingAuditMark)
	if err == nil && mark == nil {
		var there bool
		if there, err = tx.hasData(ctx); there {
			kind = markLate
		}
	}
	if err != nil {
		return err
	}
	return tx.writeMark(ctx, settingAuditMark, kind, row)
}

// hasData reports whether there is anything that must have been logged.
func (tx *Tx) hasData(ctx context.Context) (bool, error) {
	n, err := first(ctx, tx, q("SELECT CASE WHEN EXISTS (SELECT 1 FROM members) OR EXISTS (SELECT 1 FROM casussen) THEN 1 ELSE 0 END"), scanNumber)
	return n > 0, err
}

// beginning returns the row that the log must begin with, and what is wrong with where it
// begins, as far as that is known without its rows.
func (tx *Tx) beginning(ctx context.Context, head audit.Head) (known []audit.Head, wrong, err error) {
	mark, signed, err := tx.auditMarkOf(ctx, settingAuditMark)
	switch {
	case err != nil:
		return nil, nil, err
	case mark == nil && head.Nr == 0:
		there, err := tx.hasData(ctx)
		if there {
			wrong = audit.GoneError("the access log is gone: there are members or cases, and not one row about them")
		}
		return nil, wrong, err
	case mark == nil:
		return nil, audit.GoneError("the signed mark of the first row of the access log is gone: the log may have been begun anew"), nil
	case !signed:
		return nil, audit.GoneError("the signed mark of the first row of the access log was changed, or it belongs to another key file"), nil
	case mark.Kind == markOpen:
		return nil, nil, nil
	case mark.Kind == markLate:
		wrong = audit.GoneError("the access log begins with row %d of %s, and there were members or cases before: what was logged about them is gone", mark.Row, instant(mark.At).Format("2006-01-02T15:04:05Z"))
	}
	return []audit.Head{mark.head()}, wrong, nil
}

// openMark lets the log of a database of before there was one begin.
func (s *Store) openMark(ctx context.Context) error {
	return s.Update(ctx, func(tx *Tx) error { return tx.writeMark(ctx, settingAuditMark, markOpen, audit.Head{}) })
}
