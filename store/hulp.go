package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"github.com/regiebot/regiebot/procesregie"
)

var hulpData = sealedColumn{"hulp", "data", []string{"zaak"}}

// sealedHulp is what is sealed of the help in a casus.
type sealedHulp struct {
	procesregie.Hulp
	Verteld []string `json:"verteld,omitempty"` // keys of the signals that were told, in order
	Versie  int      `json:"versie"`
}

// hulpRow is the help in a casus as it is stored. Its version is read as text, so that one
// that holds something strange spoils no row but its own.
type hulpRow struct {
	zaak, zaaknummer string
	versie, data     sql.NullString // not valid when there is no help
}

// The LEFT JOIN tells a casus without help from one that is not there.
const (
	hulpColumns   = "SELECT c.zaak, c.zaaknummer, h.versie, h.data FROM casussen c"
	selectHulp    = hulpColumns + " LEFT JOIN hulp h ON h.zaak = c.zaak WHERE c.zaak = ?"
	selectHulpVan = hulpColumns + " JOIN hulp h ON h.zaak = c.zaak"
)

func scanHulp(rows *sql.Rows) (r hulpRow, err error) {
	err = rows.Scan(&r.zaak, &r.zaaknummer, &r.versie, &r.data)
	return r, err
}

// openHulp opens a row. Every error is ErrUnreadable.
func (tx *Tx) openHulp(r hulpRow) (h sealedHulp, err error) {
	if !r.data.Valid {
		h.Zaaknummer = r.zaaknummer
		return h, nil
	}
	data, err := tx.open(hulpData, r.zaak, r.data.String, r.zaaknummer)
	if err == nil && (decode("hulp", data, &h) != nil || !r.fits(h)) {
		err = &unreadableRow{"hulp", r.zaaknummer, errForm}
	}
	if err != nil {
		return sealedHulp{}, err
	}
	h.Zaaknummer = r.zaaknummer // as it is written now
	h.Hulp.Versie = h.Versie
	return h, nil
}

// fits reports whether the columns say what is sealed.
func (r hulpRow) fits(h sealedHulp) bool {
	return strconv.Itoa(h.Versie) == r.versie.String && procesregie.ZaakKey(h.Zaaknummer) == r.zaak && procesregie.ZaakKey(r.zaaknummer) == r.zaak
}

// Hulp returns what is known of the help in a casus, by its zaaknummer in any capitals; of a
// casus without any it is empty. ErrNotFound when there is no such casus, ErrUnreadable.
func (tx *Tx) Hulp(ctx context.Context, zaak string) (procesregie.Hulp, error) {
	h, err := tx.hulp(ctx, zaak)
	return h.Hulp, err
}

func (tx *Tx) hulp(ctx context.Context, zaak string) (sealedHulp, error) {
	row, err := first(ctx, tx, q(selectHulp, procesregie.ZaakKey(zaak)), scanHulp)
	if err != nil {
		return sealedHulp{}, fmt.Errorf("hulp: %w", err)
	}
	h, err := tx.openHulp(row)
	if err == nil {
		tx.noteHulp(row.zaak, h)
	}
	return h, err
}

// HulpVan returns the help in every casus of a team that has any, in order of zaaknummer; an
// empty team is every team. One that cannot be opened is left out; damaged names its casus.
func (tx *Tx) HulpVan(ctx context.Context, team string) (list []procesregie.Hulp, damaged []string, err error) {
	query := q(selectHulpVan)
	if team != "" {
		query = q(selectHulpVan+" WHERE c.team = ?", team)
	}
	err = tx.each(ctx, query, func(rows *sql.Rows) error {
		row, err := scanHulp(rows)
		if err != nil {
			return err
		}
		h, err := tx.openHulp(row)
		if err != nil {
			damaged = append(damaged, row.zaaknummer)
			return readable(err)
		}
		list = append(list, h.Hulp)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("hulp: %w", err)
	}
	// Not in SQL: the databases have different orders of text.
	slices.Sort(damaged)
	slices.SortFunc(list, func(a, b procesregie.Hulp) int {
		return cmp.Compare(procesregie.ZaakKey(a.Zaaknummer), procesregie.ZaakKey(b.Zaaknummer))
	})
	return list, damaged, nil
}
