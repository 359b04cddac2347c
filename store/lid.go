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

// Lid returns a member by user name, those who left included; ErrNotFound.
func (tx *Tx) Lid(ctx context.Context, gebruiker string) (procesregie.Lid, error) {
	lid, err := first(ctx, tx, q("SELECT data FROM members WHERE gebruiker = ?", gebruiker), scanLid)
	if err != nil {
		return lid, fmt.Errorf("member: %w", err)
	}
	return lid, nil
}

// LidByID returns the member who has this id on a platform; ErrNotFound.
func (tx *Tx) LidByID(ctx context.Context, platform, id string) (procesregie.Lid, error) {
	lid, err := first(ctx, tx, q(`SELECT m.data FROM members m JOIN member_ids i ON i.gebruiker = m.gebruiker
		WHERE i.platform = ? AND i.id = ?`, platform, id), scanLid)
	if err != nil {
		return lid, fmt.Errorf("member: %w", err)
	}
	return lid, nil
}

// Leden returns the members of a team in order of user name, those who left
// included; an empty team is every team.
func (tx *Tx) Leden(ctx context.Context, team string) ([]procesregie.Lid, error) {
	leden, err := collect(ctx, tx, selectLeden(team), scanLid)
	slices.SortFunc(leden, func(a, b procesregie.Lid) int { return cmp.Compare(a.Gebruiker, b.Gebruiker) })
	return leden, err
}

func selectLeden(team string) query {
	if team == "" {
		return q("SELECT data FROM members")
	}
	return q("SELECT data FROM members WHERE team = ?", team)
}

func scanLid(rows *sql.Rows) (lid procesregie.Lid, err error) {
	var data string
	if err := rows.Scan(&data); err != nil {
		return lid, err
	}
	return lid, decode("members", data, &lid)
}

// SaveLid stores a member, new or known, and plans the casussen anew in which the
// member has a part, in the team of before too. ErrExists when an id on a platform
// belongs to somebody else.
func (tx *Tx) SaveLid(ctx context.Context, lid procesregie.Lid) error {
	if lid.Gebruiker == "" {
		return fmt.Errorf("member: no user name")
	}
	before, err := collect(ctx, tx, q("SELECT data FROM members WHERE gebruiker = ?", lid.Gebruiker), scanLid)
	if err != nil {
		return err
	}
	if err := tx.writeLid(ctx, lid); err != nil {
		return fmt.Errorf("member: %w", err)
	}
	clear(tx.praktijken)
	for _, old := range before {
		if old.Team != lid.Team || old.Rol != lid.Rol {
			if err := tx.replanFor(ctx, old); err != nil {
				return err
			}
		}
	}
	return tx.replanFor(ctx, lid)
}

func (tx *Tx) writeLid(ctx context.Context, lid procesregie.Lid) error {
	data, err := encode(lid)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO members (gebruiker, team, rol, weg, data) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (gebruiker) DO UPDATE SET team = excluded.team, rol = excluded.rol, weg = excluded.weg, data = excluded.data`,
		lid.Gebruiker, lid.Team, string(lid.Rol), flag(lid.Weg), data)
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, "DELETE FROM member_ids WHERE gebruiker = ?", lid.Gebruiker); err != nil {
		return err
	}
	for _, platform := range slices.Sorted(maps.Keys(lid.IDs)) {
		n, err := tx.exec(ctx, "INSERT INTO member_ids (platform, id, gebruiker) VALUES (?, ?, ?) ON CONFLICT (platform, id) DO NOTHING",
			platform, lid.IDs[platform], lid.Gebruiker)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("the id on %s of another member: %w", platform, ErrExists)
		}
	}
	return nil
}
