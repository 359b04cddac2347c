package store

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// settingHulpSleutel is the key of the hashes below, sealed. It is no key of the key file, so
// that the hashes outlive its rotation: the numbers themselves are kept nowhere.
const settingHulpSleutel = "hulp.sleutel"

// The kinds of numbers of which a hash is kept.
const (
	sleutelPersoon    = "persoon"
	sleutelToewijzing = "toewijzing"
)

// PersoonHash returns the keyed hash of a BSN. In a transaction that only reads, before there
// ever was one, it hashes with a key of its own: then nobody is known by it anyway.
func (tx *Tx) PersoonHash(ctx context.Context) (func(bsn string) string, error) {
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return nil, err
	}
	return func(bsn string) string { return hashWith(key, sleutelPersoon, bsn) }, nil
}

func hashWith(key []byte, soort, number string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(soort + "\x00" + number))
	return hex.EncodeToString(h.Sum(nil))
}

// hulpSleutel returns the key, and makes it the first time that something is stored.
func (tx *Tx) hulpSleutel(ctx context.Context) ([]byte, error) {
	if tx.hulpKey != nil {
		return tx.hulpKey, nil
	}
	text, there, err := tx.sealedSetting(ctx, settingHulpSleutel)
	if err != nil {
		return nil, err
	}
	if !there {
		if _, lost, err := tx.Setting(ctx, settingHulpSleutel); err != nil || lost {
			return nil, errors.Join(err, errors.New("the key of the hashes of persons cannot be read: restore a backup"))
		}
		if text, err = tx.nieuweHulpSleutel(ctx); err != nil {
			return nil, err
		}
	}
	tx.hulpKey = []byte(text)
	return tx.hulpKey, nil
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
		text, _, err = tx.sealedSetting(ctx, settingHulpSleutel)
	}
	return text, err
}

// Persoon returns whom an earlier map named with the BSN of a hash; found is false when none
// did.
func (tx *Tx) Persoon(ctx context.Context, hash string) (p procesregie.Persoon, found bool, err error) {
	list, err := tx.personen(ctx, sleutelPersoon, hash)
	if err != nil || len(list) == 0 {
		return p, false, err
	}
	return list[0], true, nil
}

// Toewijzing returns who is stored with the number of an assignment.
func (tx *Tx) Toewijzing(ctx context.Context, nummer string) ([]procesregie.Persoon, error) {
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return nil, err
	}
	return tx.personen(ctx, sleutelToewijzing, hashWith(key, sleutelToewijzing, nummer))
}

func (tx *Tx) personen(ctx context.Context, soort, hash string) ([]procesregie.Persoon, error) {
	return collect(ctx, tx, q(`SELECT c.zaaknummer, s.jeugdige FROM hulp_sleutels s JOIN casussen c ON c.zaak = s.zaak
		WHERE s.soort = ? AND s.hash = ? ORDER BY c.zaak, s.jeugdige`, soort, hash), func(rows *sql.Rows) (p procesregie.Persoon, err error) {
		err = rows.Scan(&p.Zaaknummer, &p.Jeugdige)
		return p, err
	})
}

// SavePersonen stores whom a map named: the keyed hash of a BSN, and who that is.
func (tx *Tx) SavePersonen(ctx context.Context, personen map[string]procesregie.Persoon) error {
	var rows [][]any
	for _, hash := range slices.Sorted(maps.Keys(personen)) {
		p := personen[hash]
		rows = append(rows, []any{sleutelPersoon, hash, procesregie.ZaakKey(p.Zaaknummer), p.Jeugdige})
	}
	return tx.addSleutels(ctx, rows)
}

// noteToewijzingen keeps by which assignments the young people of a casus are found.
func (tx *Tx) noteToewijzingen(ctx context.Context, h procesregie.Hulp) error {
	zaak := procesregie.ZaakKey(h.Zaaknummer)
	if _, err := tx.exec(ctx, "DELETE FROM hulp_sleutels WHERE zaak = ? AND soort = ?", zaak, sleutelToewijzing); err != nil {
		return err
	}
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return err
	}
	type toewijzing struct{ nummer, jeugdige string }
	seen := map[toewijzing]bool{}
	for _, l := range h.Rijen {
		seen[toewijzing{l.Toewijzing, l.Jeugdige}] = l.Toewijzing != ""
	}
	for _, r := range h.IJw {
		seen[toewijzing{r.Toewijzing, r.Jeugdige}] = r.Toewijzing != ""
	}
	var rows [][]any
	for _, t := range slices.SortedFunc(maps.Keys(seen), func(a, b toewijzing) int {
		return cmp.Or(cmp.Compare(a.nummer, b.nummer), cmp.Compare(a.jeugdige, b.jeugdige))
	}) {
		if seen[t] {
			rows = append(rows, []any{sleutelToewijzing, hashWith(key, sleutelToewijzing, t.nummer), zaak, t.jeugdige})
		}
	}
	return tx.addSleutels(ctx, rows)
}

func (tx *Tx) addSleutels(ctx context.Context, rows [][]any) error {
	if err := tx.insert(ctx, "hulp_sleutels (soort, hash, zaak, jeugdige)", rows); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}
