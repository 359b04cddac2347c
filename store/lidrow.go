package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// lidRow is a member as it is stored. What is sealed rules; the columns are there to
// find it by.
type lidRow struct {
	gebruiker, team, rol, weg string
	data                      string // sealed
}

func scanLid(rows *sql.Rows) (r lidRow, err error) {
	err = rows.Scan(&r.gebruiker, &r.team, &r.rol, &r.weg, &r.data)
	return r, err
}

// text is everything of a row, to remember what was made of it.
func (r lidRow) text() string {
	return strings.Join([]string{r.gebruiker, r.team, r.rol, r.weg, r.data}, "\x1f")
}

// openLid opens a row. Every error is ErrUnreadable, and is noted.
func (tx *Tx) openLid(r lidRow) (lid procesregie.Lid, err error) {
	data, err := tx.open(memberData, r.gebruiker, r.data, r.gebruiker)
	if err == nil && (decode("members", data, &lid) != nil || !r.fits(lid)) {
		err = &unreadableRow{"members", r.gebruiker, errForm}
	}
	if err != nil {
		tx.unreadableLeden = append(tx.unreadableLeden, r.gebruiker)
		tx.tellOf(err)
		return procesregie.Lid{}, err
	}
	return lid, nil
}

// fits reports whether the columns say what is sealed.
func (r lidRow) fits(lid procesregie.Lid) bool {
	return r.gebruiker == lid.Gebruiker && r.team == lid.Team && r.rol == string(lid.Rol) && r.weg == strconv.FormatInt(flag(lid.Weg), 10)
}

// openLeden opens the members of a team. With an error, ErrUnreadable, it returns those
// that can be opened: who cannot counts as somebody who is not there.
func (tx *Tx) openLeden(rows []lidRow) (leden map[string]procesregie.Lid, err error) {
	leden = map[string]procesregie.Lid{}
	for _, row := range rows {
		lid, rowErr := tx.openLid(row)
		if rowErr != nil {
			err = rowErr
			continue
		}
		leden[lid.Gebruiker] = lid
	}
	return leden, err
}

// UnreadableLeden returns the user names of the members that could not be opened in this
// transaction, each once, in order.
func (tx *Tx) UnreadableLeden() []string {
	return slices.Compact(slices.Sorted(slices.Values(tx.unreadableLeden)))
}

// UnreadableLid returns what is left of a member that cannot be opened: a consulent of
// the team that the row is found by, for which nobody vouches. ErrNotFound when there is
// no row.
func (tx *Tx) UnreadableLid(ctx context.Context, gebruiker string) (procesregie.Lid, error) {
	row, err := first(ctx, tx, q(selectMembers+" WHERE gebruiker = ?", gebruiker), scanLid)
	if err != nil {
		return procesregie.Lid{}, err
	}
	return procesregie.Lid{Gebruiker: row.gebruiker, Naam: row.gebruiker, Team: row.team, Rol: procesregie.Consulent}, nil
}
