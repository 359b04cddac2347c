package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// replanFor plans the open casussen anew whose reminders depend on a member. That is
// everything of the team for who has another role than consulent, or stands in for
// such a person, or is the crisis contact: they have a part in every casus.
func (tx *Tx) replanFor(ctx context.Context, lid procesregie.Lid) error {
	team, err := tx.team(ctx, lid.Team)
	if err != nil {
		return err
	}
	leden, err := tx.Leden(ctx, lid.Team)
	if err != nil {
		return err
	}
	names := replacedBy(leden, lid.Gebruiker)
	if lid.Rol != procesregie.Consulent || names[team.Crisiscontact] || slices.ContainsFunc(leden, func(l procesregie.Lid) bool {
		return names[l.Gebruiker] && l.Rol != procesregie.Consulent
	}) {
		return tx.ReplanAll(ctx, lid.Team)
	}
	zaken, err := tx.zakenOf(ctx, lid, names)
	if err != nil {
		return err
	}
	for _, zaak := range zaken {
		if err := readable(tx.Replan(ctx, zaak)); err != nil {
			return err
		}
	}
	return nil
}

// replacedBy returns the user name itself and those of everybody for whom this
// person stands in, directly or through others.
func replacedBy(leden []procesregie.Lid, gebruiker string) map[string]bool {
	names := map[string]bool{gebruiker: true}
	for grown := true; grown; {
		grown = false
		for _, l := range leden {
			if names[l.Vervanger] && !names[l.Gebruiker] {
				names[l.Gebruiker], grown = true, true
			}
		}
	}
	return names
}

// zakenOf returns the open casussen of the team of which one of names is
// procesregisseur or duo-partner, and those with a reminder for the member.
func (tx *Tx) zakenOf(ctx context.Context, lid procesregie.Lid, names map[string]bool) ([]string, error) {
	found := map[string]bool{}
	add := func(rows *sql.Rows) error {
		zaak, err := scanText(rows)
		found[zaak] = true
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		err := tx.each(ctx, q("SELECT zaak FROM casussen WHERE open = 1 AND team = ? AND (regisseur = ? OR duo = ?)", lid.Team, name, name), add)
		if err != nil {
			return nil, err
		}
	}
	err := tx.each(ctx, q(selectZakenFor, lid.Team, lid.Gebruiker, lid.Gebruiker), add)
	return slices.Sorted(maps.Keys(found)), err
}

// CROSS JOIN and the team of the reminder make SQLite go through the casussen of the
// team, and not through every reminder of every team.
const selectZakenFor = `SELECT DISTINCT r.zaak FROM casussen c CROSS JOIN reminders r
	WHERE c.team = ? AND c.open = 1 AND r.zaak = c.zaak AND r.team = c.team AND r.state = 'planned' AND (r.voor = ? OR r.aan = ?)`
