package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// Filter selects casussen; what is empty selects all.
type Filter struct {
	Team      string
	Regisseur string // user name
	Duo       string // user name
	Van       string // user name of one of both
	Niveau    string // the present level
	Open      *bool
}

// Casus returns one casus by its zaaknummer, in any capitals; ErrNotFound or
// ErrUnreadable.
func (tx *Tx) Casus(ctx context.Context, zaak string) (procesregie.Casus, error) {
	row, err := first(ctx, tx, q(selectCasussen+" WHERE zaak = ?", procesregie.ZaakKey(zaak)), scanCasus)
	if err != nil {
		return procesregie.Casus{}, fmt.Errorf("casus: %w", err)
	}
	return tx.casus(row)
}

// Casussen returns the casussen that a filter selects, in order of zaaknummer. One that
// cannot be opened is left out; see [Tx.Unreadable].
func (tx *Tx) Casussen(ctx context.Context, f Filter) ([]procesregie.Casus, error) {
	where, args := f.where()
	var list []procesregie.Casus
	err := tx.each(ctx, q(selectCasussen+where, args...), func(rows *sql.Rows) error {
		row, err := scanCasus(rows)
		if err != nil {
			return err
		}
		c, err := tx.casus(row)
		if err != nil {
			tx.unreadable = append(tx.unreadable, row)
			return readable(err)
		}
		list = append(list, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("casussen: %w", err)
	}
	// Not in SQL: the databases have different orders of text.
	slices.SortFunc(list, func(a, b procesregie.Casus) int {
		return cmp.Compare(procesregie.ZaakKey(a.Zaaknummer), procesregie.ZaakKey(b.Zaaknummer))
	})
	return list, nil
}

func (f Filter) where() (string, []any) {
	var conditions []string
	var args []any
	add := func(column string, value any) {
		conditions, args = append(conditions, column+" = ?"), append(args, value)
	}
	for _, text := range []struct{ column, value string }{
		{"team", f.Team}, {"regisseur", f.Regisseur}, {"duo", f.Duo}, {"niveau", f.Niveau},
	} {
		if text.value != "" {
			add(text.column, text.value)
		}
	}
	if f.Van != "" {
		conditions, args = append(conditions, "(regisseur = ? OR duo = ?)"), append(args, f.Van, f.Van)
	}
	if f.Open != nil {
		add("open", flag(*f.Open))
	}
	if len(conditions) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

// Unreadable returns the zaaknummers of the casussen that [Tx.Casussen] or planning left
// out in this transaction because they cannot be opened, each once, in order.
func (tx *Tx) Unreadable() []string {
	return zaaknummers(tx.unreadable)
}

// UnreadableIn returns those of Unreadable that belong to a team.
func (tx *Tx) UnreadableIn(team string) []string {
	return zaaknummers(slices.DeleteFunc(slices.Clone(tx.unreadable), func(r casusRow) bool { return r.team != team }))
}

func zaaknummers(rows []casusRow) []string {
	var list []string
	for _, row := range rows {
		list = append(list, row.zaaknummer)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// SaveCasus stores a casus and plans its reminders anew. Versie is that of the casus
// as it was read, 0 for a new one; the stored casus gets the next, so read it again
// before saving it again. ErrExists when a new zaaknummer is taken, ErrChanged when
// somebody else saved the casus since it was read.
func (tx *Tx) SaveCasus(ctx context.Context, c procesregie.Casus) error {
	if !procesregie.ValidZaak(c.Zaaknummer) {
		return fmt.Errorf("casus: not a zaaknummer")
	}
	if err := tx.writeCasus(ctx, c); err != nil {
		return fmt.Errorf("casus: %w", err)
	}
	if err := tx.noteClosing(ctx, c); err != nil {
		return fmt.Errorf("casus: %w", err)
	}
	if err := tx.freeSignals(ctx, c); err != nil {
		return fmt.Errorf("casus: %w", err)
	}
	if err := tx.replan(ctx, c); err != nil {
		return fmt.Errorf("planning the casus: %w", err)
	}
	return nil
}

const (
	insertCasus = `INSERT INTO casussen (zaaknummer, team, regisseur, duo, niveau, open, start_regie, data, versie, zaak)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (zaak) DO NOTHING`
	updateCasus = `UPDATE casussen SET zaaknummer = ?, team = ?, regisseur = ?, duo = ?, niveau = ?, open = ?,
		start_regie = ?, data = ?, versie = ? WHERE zaak = ? AND versie = ?`
)

func (tx *Tx) writeCasus(ctx context.Context, c procesregie.Casus) error {
	next := c
	next.Versie++
	data, err := encode(sealedCasus{next, next.Versie})
	if err != nil {
		return err
	}
	key := procesregie.ZaakKey(c.Zaaknummer)
	if data, err = tx.seal(casusData, key, data); err != nil {
		return err
	}
	args := []any{
		c.Zaaknummer, c.Team, c.Regisseur, c.Duo, string(c.Niveau()), flag(c.IsOpen()),
		c.StartRegie.String(), data, next.Versie, key,
	}
	text, conflict := insertCasus, ErrExists
	if c.Versie != 0 {
		text, conflict = updateCasus, ErrChanged
		args = append(args, c.Versie)
	}
	n, err := tx.exec(ctx, text, args...)
	if err == nil && n == 0 {
		return conflict
	}
	return err
}
