package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

var hulpData = sealedColumn{"hulp", "data", []string{"zaak"}}

// sealedHulp is what is sealed of the help in a casus.
type sealedHulp struct {
	procesregie.Hulp
	Verteld []string `json:"verteld,omitempty"` // keys of the signals that were told, in order
	Versie  int      `json:"versie"`
}

// hulpRow is the help in a casus as it is stored.
type hulpRow struct {
	zaak, zaaknummer string
	versie           int
	data             string
}

const selectHulp = "SELECT c.zaak, c.zaaknummer, h.versie, h.data FROM casussen c JOIN hulp h ON h.zaak = c.zaak"

func scanHulp(rows *sql.Rows) (r hulpRow, err error) {
	err = rows.Scan(&r.zaak, &r.zaaknummer, &r.versie, &r.data)
	return r, err
}

// openHulp opens a row. Every error is ErrUnreadable.
func (tx *Tx) openHulp(r hulpRow) (sealedHulp, error) {
	var h sealedHulp
	data, err := tx.open(hulpData, r.zaak, r.data, r.zaaknummer)
	if err == nil && (decode("hulp", data, &h) != nil || h.Versie != r.versie || procesregie.ZaakKey(h.Zaaknummer) != r.zaak) {
		err = &unreadableRow{"hulp", r.zaaknummer, errForm}
	}
	if err != nil {
		return sealedHulp{}, err
	}
	h.Hulp.Versie = r.versie
	return h, nil
}

// Hulp returns what is known of the help in a casus, by its zaaknummer in any capitals; of a
// casus without any it is empty. ErrNotFound when there is no such casus, ErrUnreadable.
func (tx *Tx) Hulp(ctx context.Context, zaak string) (procesregie.Hulp, error) {
	h, err := tx.hulp(ctx, zaak)
	return h.Hulp, err
}

func (tx *Tx) hulp(ctx context.Context, zaak string) (sealedHulp, error) {
	key := procesregie.ZaakKey(zaak)
	row, err := first(ctx, tx, q(selectHulp+" WHERE c.zaak = ?", key), scanHulp)
	if errors.Is(err, ErrNotFound) {
		zaaknummer, err := first(ctx, tx, q("SELECT zaaknummer FROM casussen WHERE zaak = ?", key), scanText)
		if err != nil {
			return sealedHulp{}, fmt.Errorf("casus: %w", err)
		}
		return sealedHulp{Hulp: procesregie.Hulp{Zaaknummer: zaaknummer}}, nil
	}
	if err != nil {
		return sealedHulp{}, fmt.Errorf("hulp: %w", err)
	}
	return tx.openHulp(row)
}

// HulpVan returns the help in every casus of a team that has any, in order of zaaknummer; an
// empty team is every team. One that cannot be opened is left out; damaged names its casus.
func (tx *Tx) HulpVan(ctx context.Context, team string) (list []procesregie.Hulp, damaged []string, err error) {
	query := q(selectHulp + " ORDER BY c.zaak")
	if team != "" {
		query = q(selectHulp+" WHERE c.team = ? ORDER BY c.zaak", team)
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
	slices.SortFunc(list, func(a, b procesregie.Hulp) int {
		return cmp.Compare(procesregie.ZaakKey(a.Zaaknummer), procesregie.ZaakKey(b.Zaaknummer))
	})
	if err != nil {
		return nil, nil, fmt.Errorf("hulp: %w", err)
	}
	return list, damaged, nil
}

// SaveHulp stores the help in a casus, and has its signals looked at (TR-1, TR-2). Versie is
// that of the help as it was read, 0 when there was none. ErrChanged when somebody else saved
// it since; ErrNotFound when there is no such casus.
func (tx *Tx) SaveHulp(ctx context.Context, h procesregie.Hulp) error {
	old, err := tx.hulp(ctx, h.Zaaknummer)
	if err != nil {
		return err
	}
	if err := tx.writeHulp(ctx, sealedHulp{Hulp: h, Verteld: old.Verteld}, kijkNu); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	if err := tx.noteToewijzingen(ctx, h); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}

// kijkNu is before every day.
const kijkNu = "0001-01-01"

func (tx *Tx) writeHulp(ctx context.Context, h sealedHulp, kijkOp string) error {
	before := h.Hulp.Versie
	h.Versie = before + 1
	data, err := encode(h)
	if err != nil {
		return err
	}
	key := procesregie.ZaakKey(h.Zaaknummer)
	if data, err = tx.seal(hulpData, key, data); err != nil {
		return err
	}
	text, args := "INSERT INTO hulp (kijk_op, versie, data, zaak) VALUES (?, ?, ?, ?) ON CONFLICT (zaak) DO NOTHING", []any{kijkOp, h.Versie, data, key}
	if before != 0 {
		text, args = "UPDATE hulp SET kijk_op = ?, versie = ?, data = ? WHERE zaak = ? AND versie = ?", append(args, before)
	}
	n, err := tx.exec(ctx, text, args...)
	if err == nil && n == 0 {
		return ErrChanged
	}
	return err
}

// TeSignaleren returns at most limit zaaknummers, in capitals, of casussen whose signals are
// to be looked at on a day, what waits longest first.
func (tx *Tx) TeSignaleren(ctx context.Context, op procesregie.Date, limit int) ([]string, error) {
	return collect(ctx, tx, q(selectTeSignaleren, op.String(), limit), scanText)
}

const selectTeSignaleren = "SELECT zaak FROM hulp WHERE kijk_op <> '' AND kijk_op <= ? ORDER BY kijk_op, zaak LIMIT ?"

// Verteld returns the help in a casus with the keys of the signals in it that were told, for
// [Tx.SaveVerteld]. The errors are those of [Tx.Hulp].
func (tx *Tx) Verteld(ctx context.Context, zaak string) (procesregie.Hulp, []string, error) {
	h, err := tx.hulp(ctx, zaak)
	return h.Hulp, h.Verteld, err
}

// SaveVerteld stores which signals of help, as it was read, are told now, and from which day
// on there is something to look at; the zero Date: when the help changes.
func (tx *Tx) SaveVerteld(ctx context.Context, h procesregie.Hulp, verteld []string, kijkOp procesregie.Date) error {
	if err := tx.writeHulp(ctx, sealedHulp{Hulp: h, Verteld: verteld}, kijkOp.String()); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}

// LaatSignaleren records that the signals of a casus need no look until its help changes, also
// when it cannot be opened.
func (tx *Tx) LaatSignaleren(ctx context.Context, zaak string) error {
	_, err := tx.exec(ctx, "UPDATE hulp SET kijk_op = '' WHERE zaak = ?", procesregie.ZaakKey(zaak))
	return err
}
