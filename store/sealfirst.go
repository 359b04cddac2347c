package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/keys"
)

// sealAtFirst seals a database of before, one process at a time, and gives every
// database the marks it needs. It does nothing when they are there.
func (s *Store) sealAtFirst(ctx context.Context) error {
	if done, err := s.isSealed(ctx); done || err != nil {
		return err
	}
	unlock, err := s.dialect.lock(ctx, s.writer)
	if err != nil {
		return err
	}
	return errors.Join(s.sealLocked(ctx), unlock())
}

func (s *Store) isSealed(ctx context.Context) (sealed bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		if _, sealed, err = tx.sealedSetting(ctx, settingCheck); err != nil || !sealed {
			return err
		}
		_, sealed, err = tx.sealedSetting(ctx, settingSealed)
		return err
	})
	return sealed, err
}

func (s *Store) sealLocked(ctx context.Context) error {
	if done, err := s.isSealed(ctx); done || err != nil {
		return err
	}
	if err := s.checkKeys(ctx); err != nil { // somebody else may have been first
		return err
	}
	isNew := false
	err := s.Update(ctx, func(tx *Tx) (err error) {
		isNew, err = tx.sealAll(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if !isNew { // also when nothing was sealed now: it may have been interrupted here
		if err := s.dialect.compact(ctx, s.writer); err != nil {
			return explain(s.dialect, fmt.Errorf("removing plain text from the database: %w", err))
		}
	}
	return s.Update(ctx, func(tx *Tx) error { return tx.writeSealed(ctx, settingSealed, "1") })
}

// sealAll seals everything, whole or not at all, when nothing in the database was ever
// sealed: then it is new, or of before. Otherwise only the check is put back: what is not
// sealed was put there by somebody else, and stays what it is, damaged. It reports
// whether there was nothing at all.
func (tx *Tx) sealAll(ctx context.Context) (isNew bool, err error) {
	if _, sealed, err := tx.sealedSetting(ctx, settingCheck); err != nil || sealed {
		return false, err
	}
	found, err := tx.look(ctx)
	if err != nil {
		return false, err
	}
	if err := tx.writeCheck(ctx); err != nil || found.any() {
		return false, err
	}
	if err := tx.writeSealed(ctx, settingActive, checkText); err != nil {
		return false, err
	}
	pass, rows := &resealing{open: (*Tx).openPlain}, 0
	for _, c := range sealedColumns() {
		page, err := pass.rest(ctx, tx, c)
		if err != nil {
			return false, fmt.Errorf("sealing %s: %w", c.table, err)
		}
		rows += page.rows
	}
	return rows == 0, nil
}

// openPlain is open for a database of before, in which nothing is sealed.
func (tx *Tx) openPlain(_ sealedColumn, _, text, _ string) (string, error) { return text, nil }

// found is what looking for sealed text and marks gave.
type found struct {
	marks  bool // a setting of this program, or a signed end of the access log
	sealed bool // some text is sealed
	opens  bool // some of it opens with the keys at hand
}

// any reports whether anything was ever sealed or signed here.
func (f found) any() bool { return f.marks || f.sealed }

// errEnough ends looking.
var errEnough = errors.New("enough was seen")

// look looks for anything that was sealed or signed. Without keys it only says whether
// there is.
func (tx *Tx) look(ctx context.Context) (f found, err error) {
	for _, step := range []func(context.Context, *found) error{tx.lookAtSettings, tx.lookAtHead, tx.lookAtRows} {
		if err := step(ctx, &f); err != nil {
			return f, err
		}
	}
	return f, nil
}

// take notes that text was met at a place.
func (f *found) take(tx *Tx, text, place string) {
	f.sealed = true
	if tx.ring == nil || f.opens {
		return
	}
	_, err := tx.ring.Open(text, place)
	f.opens = err == nil
}

func (tx *Tx) lookAtSettings(ctx context.Context, f *found) error {
	if there, err := tx.hasTable(ctx, "settings"); err != nil || !there {
		return err
	}
	for _, key := range ownSettings() {
		key, _ := key.(string)
		text, there, err := tx.Setting(ctx, key)
		if err != nil {
			return err
		}
		if f.marks = f.marks || there; keys.Sealed(text) {
			f.take(tx, text, settingValue.place(key))
		}
	}
	return nil
}

func (tx *Tx) lookAtHead(ctx context.Context, f *found) error {
	if there, err := tx.hasTable(ctx, "audit_head"); err != nil || !there {
		return err
	}
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return err
	}
	rows, err := first(ctx, tx, q("SELECT count(*) FROM (SELECT nr FROM audit LIMIT 1) AS one"), scanNumber)
	if err != nil || rows == 0 && head.Nr == 0 {
		return err
	}
	f.marks = true
	f.opens = f.opens || tx.ring != nil && head.CheckHead(tx.ring.Verify) == nil
	return nil
}

// lookAtRows goes through the sealed columns until something opens.
func (tx *Tx) lookAtRows(ctx context.Context, f *found) error {
	for _, c := range sealedColumns() {
		there, err := tx.hasTable(ctx, c.table)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		err = tx.lookAtColumn(ctx, c, f)
		if errors.Is(err, errEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lookAtColumn returns errEnough when more would tell nothing.
func (tx *Tx) lookAtColumn(ctx context.Context, c sealedColumn, f *found) error {
	return tx.each(ctx, c.selectSealed(), func(rows *sql.Rows) error {
		row, err := c.scan(rows)
		if err != nil {
			return err
		}
		if f.take(tx, row.text, c.place(row.name())); f.opens || tx.ring == nil {
			return errEnough
		}
		return nil
	})
}
