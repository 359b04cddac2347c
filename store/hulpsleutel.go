package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// settingHulpSleutel is the key of the hashes in hulp_sleutels, sealed. It is no key of the
// key file, so that the hashes outlive its rotation: the numbers themselves are kept nowhere.
const settingHulpSleutel = "hulp.sleutel"

// hashWith hashes a number of a kind; there is no NUL in the name of a kind, so no two kinds
// share a hash.
func hashWith(key []byte, soort, number string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(soort + "\x00" + number))
	return hex.EncodeToString(h.Sum(nil))
}

// hulpSleutel returns the key, and makes it the first time that something is stored. The
// error wraps ErrUnreadable when it cannot be opened: with another one nobody would be known
// again, so none is made.
func (tx *Tx) hulpSleutel(ctx context.Context) ([]byte, error) {
	if tx.hulpKey != nil {
		return tx.hulpKey, nil
	}
	text, err := tx.readHulpSleutel(ctx)
	if errors.Is(err, ErrNotFound) {
		text, err = tx.nieuweHulpSleutel(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("the key of the hashes of persons: %w", err)
	}
	tx.hulpKey = []byte(text)
	return tx.hulpKey, nil
}

// readHulpSleutel returns the key as it is stored; ErrNotFound or ErrUnreadable.
func (tx *Tx) readHulpSleutel(ctx context.Context) (string, error) {
	sealed, there, err := tx.Setting(ctx, settingHulpSleutel)
	if err != nil {
		return "", err
	}
	if !there {
		return "", ErrNotFound
	}
	return tx.open(settingValue, settingHulpSleutel, sealed, settingHulpSleutel)
}

// hulpSleutelLost reports whether there is a key that cannot be opened.
func (tx *Tx) hulpSleutelLost(ctx context.Context) (bool, error) {
	_, err := tx.readHulpSleutel(ctx)
	switch {
	case errors.Is(err, ErrUnreadable):
		return true, nil
	case errors.Is(err, ErrNotFound):
		return false, nil
	}
	return false, err
}

// nieuweHulpSleutel makes the key. Of two processes that do so at once one makes it.
func (tx *Tx) nieuweHulpSleutel(ctx context.Context) (string, error) {
	text := rand.Text() + rand.Text()
	if tx.readOnly {
		return text, nil
	}
	sealed, err := tx.seal(settingValue, settingHulpSleutel, text)
	if err != nil {
		return "", err
	}
	n, err := tx.exec(ctx, "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", settingHulpSleutel, sealed)
	if err == nil && n == 0 {
		return tx.readHulpSleutel(ctx)
	}
	return text, err
}
