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
	// settingCheck is a text that only the right keys open. Where it is everything was
	// sealed: plain text was put there by somebody else.
	settingCheck = "sleutel"
	// settingSealed is there once nothing is left of plain text in the files either.
	settingSealed = "verzegeld"

	checkText = "regiebot"
)

// settingValue is the place of the settings that are sealed; [Tx.resealSettings] is what
// goes through them. The others are for everybody to read.
var settingValue = sealedColumn{table: "settings", column: "value", key: []string{"key"}}

// ownSettings are there in every database, also in one in which nobody has put
// anything yet.
func ownSettings() []any { return []any{settingCheck, settingSealed, settingActive} }

// Sealed reports whether there is a database at an address that can only be opened
// with the keys it was sealed with. It changes nothing; errors as of [Open].
func Sealed(ctx context.Context, address string) (bool, error) {
	s, err := connectExisting(ctx, address)
	if s == nil || err != nil {
		return false, err
	}
	defer s.Close()
	check, err := s.check(ctx)
	if check != "" || err != nil {
		return check != "", explain(s.dialect, err)
	}
	sealed := false
	err = s.View(ctx, func(tx *Tx) error {
		found, err := tx.look(ctx)
		sealed = found.any()
		return err
	})
	return sealed, err
}

// Exists reports whether there is a database at an address: a file, or the tables of
// this program on a server. It changes nothing; errors as of [Open].
func Exists(ctx context.Context, address string) (bool, error) {
	if address == inMemory {
		return false, nil
	}
	if !isPostgres(address) {
		_, err := os.Stat(address)
		return !errors.Is(err, os.ErrNotExist), nil // what else is wrong is said by whoever opens it
	}
	s, err := connectToRead(ctx, address)
	if err != nil {
		return false, err
	}
	defer s.Close()
	version, err := s.version(ctx, s.reader)
	return version > 0, explain(s.dialect, err)
}

// connectExisting opens a database without keys; nil when there is no file.
func connectExisting(ctx context.Context, address string) (*Store, error) {
	if address == inMemory {
		return nil, nil
	}
	if _, err := os.Stat(address); !isPostgres(address) && errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return connect(ctx, address)
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

// checkKeys refuses the wrong keys before anything is changed. Where the text is gone by
// which they are known, they must open something else that is sealed.
func (s *Store) checkKeys(ctx context.Context) error {
	check, err := s.check(ctx)
	if err != nil {
		return err
	}
	if check != "" {
		return opens(s.ring, check)
	}
	return s.View(ctx, func(tx *Tx) error {
		found, err := tx.look(ctx)
		if err == nil && found.any() && !found.opens {
			err = &wrongKeys{file: s.ring.Path()}
		}
		return err
	})
}

// opens returns nil when keys open the check of a database.
func opens(ring *keys.Ring, check string) error {
	_, err := ring.Open(check, settingValue.place(settingCheck))
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
	return tx.writeSealed(ctx, settingCheck, checkText)
}

// writeSealed stores a setting that nobody can make without the keys.
func (tx *Tx) writeSealed(ctx context.Context, key, value string) error {
	sealed, err := tx.seal(settingValue, key, value)
	if err != nil {
		return err
	}
	return tx.writeSetting(ctx, key, sealed)
}

// sealedSetting returns a setting that was stored by writeSealed; false when it is not
// there, or was made or changed by somebody without the keys.
func (tx *Tx) sealedSetting(ctx context.Context, key string) (string, bool, error) {
	sealed, there, err := tx.Setting(ctx, key)
	if err != nil || !there {
		return "", false, err
	}
	text, err := tx.open(settingValue, key, sealed, key)
	return text, err == nil, readable(err)
}

// yieldKeys leaves it to the rows that are loaded to say with which keys they are sealed,
// and whether they are in use.
func (tx *Tx) yieldKeys(ctx context.Context) error {
	tx.loading = true
	_, err := tx.exec(ctx, "DELETE FROM settings WHERE key IN (?, ?, ?)", ownSettings()...)
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
