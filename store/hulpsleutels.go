package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// The kinds of numbers of which a hash is kept.
const (
	sleutelPersoon    = "persoon"
	sleutelToewijzing = "toewijzing"
)

// PersoonHash returns the keyed hash of a BSN. In a transaction that only reads, before there
// ever was a key, it hashes with one of its own: then nobody is known by it anyway. The error
// wraps ErrUnreadable when the key cannot be opened.
func (tx *Tx) PersoonHash(ctx context.Context) (func(bsn string) string, error) {
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return nil, err
	}
	return func(bsn string) string { return hashWith(key, sleutelPersoon, bsn) }, nil
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

// Toewijzing returns who is stored with the number of an assignment, codes of young people in
// capitals.
func (tx *Tx) Toewijzing(ctx context.Context, nummer string) ([]procesregie.Persoon, error) {
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return nil, err
	}
	return tx.personen(ctx, sleutelToewijzing, hashWith(key, sleutelToewijzing, nummer))
}

const selectPersonen = `SELECT c.zaaknummer, s.jeugdige FROM hulp_sleutels s JOIN casussen c ON c.zaak = s.zaak
	WHERE s.soort = ? AND s.hash = ?`

const deleteToewijzingen = "DELETE FROM hulp_sleutels WHERE zaak = ? AND soort = ?"

func (tx *Tx) personen(ctx context.Context, soort, hash string) ([]procesregie.Persoon, error) {
	list, err := collect(ctx, tx, q(selectPersonen, soort, hash), func(rows *sql.Rows) (p procesregie.Persoon, err error) {
		err = rows.Scan(&p.Zaaknummer, &p.Jeugdige)
		return p, err
	})
	// Not in SQL: the databases have different orders of text.
	slices.SortFunc(list, func(a, b procesregie.Persoon) int {
		return cmp.Or(cmp.Compare(a.Zaaknummer, b.Zaaknummer), cmp.Compare(a.Jeugdige, b.Jeugdige))
	})
	return list, err
}

// SavePersonen stores whom a map named in casussen that are stored: the keyed hash of a BSN,
// and who that is. A hash that is known already stays with whom it was.
func (tx *Tx) SavePersonen(ctx context.Context, personen map[string]procesregie.Persoon) error {
	var rows [][]any
	for _, hash := range slices.Sorted(maps.Keys(personen)) {
		p := personen[hash]
		rows = append(rows, []any{sleutelPersoon, hash, procesregie.ZaakKey(p.Zaaknummer), p.Jeugdige})
	}
	return tx.addSleutels(ctx, rows)
}

// toewijzing is the number of an assignment, and the code of the young person in capitals.
type toewijzing struct{ nummer, jeugdige string }

func (t toewijzing) compare(other toewijzing) int {
	return cmp.Or(cmp.Compare(t.nummer, other.nummer), cmp.Compare(t.jeugdige, other.jeugdige))
}

// toewijzingenVan returns by which assignments the young people in a casus are found, each
// once, in order.
func toewijzingenVan(h procesregie.Hulp) []toewijzing {
	var list []toewijzing
	add := func(nummer, jeugdige string) {
		if nummer != "" {
			list = append(list, toewijzing{nummer, procesregie.ZaakKey(jeugdige)})
		}
	}
	for i := range h.Rijen {
		add(h.Rijen[i].Toewijzing, h.Rijen[i].Jeugdige)
	}
	for i := range h.IJw {
		add(h.IJw[i].Toewijzing, h.IJw[i].Jeugdige)
	}
	slices.SortFunc(list, toewijzing.compare)
	return slices.Compact(list)
}

// noteToewijzingen keeps by which assignments the young people in a casus are found, and
// touches nothing when that is what it was.
func (tx *Tx) noteToewijzingen(ctx context.Context, zaak string, was, is []toewijzing) error {
	added := slices.DeleteFunc(slices.Clone(is), func(t toewijzing) bool {
		_, there := slices.BinarySearchFunc(was, t, toewijzing.compare)
		return there
	})
	if len(was) > len(is)-len(added) { // some are gone
		added = is
		if _, err := tx.exec(ctx, deleteToewijzingen, zaak, sleutelToewijzing); err != nil {
			return err
		}
	}
	if len(added) == 0 {
		return nil
	}
	key, err := tx.hulpSleutel(ctx)
	if err != nil {
		return err
	}
	rows := make([][]any, len(added))
	for i, t := range added {
		rows[i] = []any{sleutelToewijzing, hashWith(key, sleutelToewijzing, t.nummer), zaak, t.jeugdige}
	}
	return tx.addSleutels(ctx, rows)
}

func (tx *Tx) addSleutels(ctx context.Context, rows [][]any) error {
	if err := tx.insertNew(ctx, "hulp_sleutels (soort, hash, zaak, jeugdige)", rows); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}
