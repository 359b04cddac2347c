package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// Lid returns a member by user name, those who left included; ErrNotFound, also when
// the member cannot be opened (ErrUnreadable too): nobody vouches for who that is.
func (tx *Tx) Lid(ctx context.Context, gebruiker string) (procesregie.Lid, error) {
	return tx.lid(ctx, q(selectMembers+" WHERE gebruiker = ?", gebruiker))
}

// LidByID returns the member who has this id on a platform; errors as of Lid.
func (tx *Tx) LidByID(ctx context.Context, platform, id string) (procesregie.Lid, error) {
	lid, err := tx.lid(ctx, q(selectMembers+" WHERE gebruiker = (SELECT gebruiker FROM member_ids WHERE platform = ? AND id = ?)", platform, id))
	if err == nil && lid.IDs[platform] != id { // the id was given to another member by somebody without the keys
		tx.tellOf(&unreadableRow{"member_ids", lid.Gebruiker, errForm})
		return procesregie.Lid{}, fmt.Errorf("member: %w", ErrNotFound)
	}
	return lid, err
}

func (tx *Tx) lid(ctx context.Context, query query) (procesregie.Lid, error) {
	row, err := first(ctx, tx, query, scanLid)
	if err != nil {
		return procesregie.Lid{}, fmt.Errorf("member: %w", err)
	}
	lid, err := tx.openLid(row)
	if err != nil {
		return procesregie.Lid{}, fmt.Errorf("member: %w: %w", ErrNotFound, err)
	}
	return lid, nil
}

// Leden returns the members of a team in order of user name, those who left
// included; an empty team is every team. One that cannot be opened is left out; see
// [Tx.UnreadableLeden].
func (tx *Tx) Leden(ctx context.Context, team string) ([]procesregie.Lid, error) {
	rows, err := collect(ctx, tx, selectLeden(team), scanLid)
	leden := make([]procesregie.Lid, 0, len(rows))
	for _, row := range rows {
		if lid, err := tx.openLid(row); err == nil {
			leden = append(leden, lid)
		}
	}
	slices.SortFunc(leden, func(a, b procesregie.Lid) int { return cmp.Compare(a.Gebruiker, b.Gebruiker) })
	return leden, err
}

const selectMembers = "SELECT gebruiker, team, rol, weg, data FROM members"

func selectLeden(team string) query {
	if team == "" {
		return q(selectMembers)
	}
	return q(selectMembers+" WHERE team = ?", team)
}

// SaveLid stores a member, new or known, and plans the casussen anew in which the
// member has a part, in the team of before too. ErrExists when an id on a platform
// belongs to somebody else.
func (tx *Tx) SaveLid(ctx context.Context, lid procesregie.Lid) error {
	if lid.Gebruiker == "" {
		return fmt.Errorf("member: no user name")
	}
	before, err := collect(ctx, tx, q(selectMembers+" WHERE gebruiker = ?", lid.Gebruiker), scanLid)
	if err != nil {
		return err
	}
	if err := tx.writeLid(ctx, lid); err != nil {
		return fmt.Errorf("member: %w", err)
	}
	clear(tx.praktijken)
	for _, row := range before {
		if err := tx.replanBefore(ctx, row, lid); err != nil {
			return err
		}
	}
	return tx.replanFor(ctx, lid)
}

// replanBefore plans anew what depended on what a member was before.
func (tx *Tx) replanBefore(ctx context.Context, row lidRow, now procesregie.Lid) error {
	old, err := tx.openLid(row)
	switch {
	case err != nil: // whatever it was
		return tx.ReplanAll(ctx, row.team)
	case old.Team != now.Team || old.Rol != now.Rol:
		return tx.replanFor(ctx, old)
	}
	return nil
}

func (tx *Tx) writeLid(ctx context.Context, lid procesregie.Lid) error {
	data, err := encode(lid)
	if err != nil {
		return err
	}
	if data, err = tx.seal(memberData, lid.Gebruiker, data); err != nil {
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
