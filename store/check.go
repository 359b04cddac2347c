package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/regiebot/regiebot/keys"
)

const (
	// settingCheck is a text that only the right keys open.
	settingCheck = "sleutel"
	// settingSealed is there once nothing is left in plain text.
	settingSealed = "verzegeld"

	checkText  = "regiebot"
	checkPlace = "settings.value." + settingCheck
)

// Sealed reports whether there is a database at an address that can only be opened
// with the keys it was sealed with. It changes nothing; errors as of [Open].
func Sealed(ctx context.Context, address string) (sealed bool, err error) {
	if address == inMemory {
		return false, nil
	}
	if _, err := os.Stat(address); !isPostgres(address) && errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	s, err := connect(ctx, address)
	if err != nil {
		return false, err
	}
	defer s.Close()
	check, err := s.check(ctx)
	return check != "", explain(s.dialect, err)
}

// check returns the text that only the right keys open; empty when there is none.
func (s *Store) check(ctx context.Context) (check string, err error) {
	var tables int
	row := s.writer.QueryRowContext(ctx, s.dialect.rebind(s.dialect.hasTable()), "settings")
	if err := row.Scan(&tables); err != nil || tables == 0 {
		return "", err
	}
	row = s.writer.QueryRowContext(ctx, s.dialect.rebind("SELECT value FROM settings WHERE key = ?"), settingCheck)
	if err = row.Scan(&check); errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return check, err
}

// checkKeys refuses the wrong keys before anything is changed.
func (s *Store) checkKeys(ctx context.Context) error {
	check, err := s.check(ctx)
	if err != nil || check == "" {
		return err
	}
	return opens(s.ring, check)
}

// opens returns nil when keys open the check of a database.
func opens(ring *keys.Ring, check string) error {
	_, err := ring.Open(check, checkPlace)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keys.ErrUnknownKey):
		return &wrongKeys{file: ring.Path()}
	default:
		return &unavailable{sentence: "the value by which the keys of the database are checked is damaged: restore a backup", cause: err}
	}
}

// wrongKeys is a sentence for administrators.
type wrongKeys struct{ file string }

// Error names the key file.
func (w *wrongKeys) Error() string {
	if w.file == "" {
		return "the keys at hand do not open this database; nothing was changed"
	}
	return fmt.Sprintf("the key file %s does not open this database: it is another one, or a copy from before the keys were changed. Set REGIEBOT_KEY_FILE to the right one. Nothing was changed", w.file)
}

// Unwrap returns ErrWrongKeys.
func (*wrongKeys) Unwrap() error { return ErrWrongKeys }

// writeCheck makes the present keys those of the database.
func (tx *Tx) writeCheck(ctx context.Context) error {
	check, err := tx.ring.Seal([]byte(checkText), checkPlace)
	if err != nil {
		return err
	}
	tx.sealedWith = keys.PrefixOf(check)
	return tx.writeSetting(ctx, settingCheck, check)
}

// sealAtFirst seals a database of before, one process at a time; one that was
// interrupted goes on where it was. It does nothing when everything is sealed.
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
		_, sealed, err = tx.Setting(ctx, settingSealed)
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
	begun, err := s.check(ctx)
	if err != nil {
		return err
	}
	if err := s.Update(ctx, func(tx *Tx) error { return tx.writeCheck(ctx) }); err != nil {
		return err
	}
	done, err := s.reseal(ctx, (*Tx).openPlain, nil)
	if err != nil {
		return err
	}
	if done.Rows > 0 || begun != "" {
		if err := s.dialect.compact(ctx, s.writer); err != nil {
			return explain(s.dialect, fmt.Errorf("removing plain text from the database: %w", err))
		}
	}
	return s.Update(ctx, func(tx *Tx) error { return tx.writeSetting(ctx, settingSealed, "1") })
}

// openPlain is open for a database of before, in which text was not sealed.
func (tx *Tx) openPlain(c sealedColumn, row, text, shown string) (string, error) {
	if !keys.Sealed(text) {
		return text, nil
	}
	return tx.open(c, row, text, shown)
}

// yieldKeys leaves it to the rows that are loaded to say with which keys they are sealed.
func (tx *Tx) yieldKeys(ctx context.Context) error {
	tx.loading = true
	_, err := tx.exec(ctx, "DELETE FROM settings WHERE key IN (?, ?)", settingCheck, settingSealed)
	return err
}

// checkLoaded refuses rows that the keys at hand do not open.
func (tx *Tx) checkLoaded(ctx context.Context) error {
	if !tx.loading {
		return nil
	}
	check, _, err := tx.Setting(ctx, settingCheck)
	if err != nil {
		return err
	}
	return opens(tx.ring, check)
}
