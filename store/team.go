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

// Team returns a team by name; ErrNotFound. One that cannot be read has no settings of
// its own, and is told of; see [Store.OnUnreadable].
func (tx *Tx) Team(ctx context.Context, naam string) (procesregie.Team, error) {
	team, err := first(ctx, tx, q("SELECT naam, data FROM teams WHERE naam = ?", naam), tx.scanTeam)
	if err != nil {
		return team, fmt.Errorf("team: %w", err)
	}
	return team, nil
}

// team returns a team; one that was never saved has no settings of its own.
func (tx *Tx) team(ctx context.Context, naam string) (procesregie.Team, error) {
	team, err := tx.Team(ctx, naam)
	if errors.Is(err, ErrNotFound) {
		return procesregie.Team{Naam: naam}, nil
	}
	return team, err
}

// Teams returns the teams in order of name.
func (tx *Tx) Teams(ctx context.Context) ([]procesregie.Team, error) {
	teams, err := collect(ctx, tx, q("SELECT naam, data FROM teams"), tx.scanTeam)
	slices.SortFunc(teams, func(a, b procesregie.Team) int { return cmp.Compare(a.Naam, b.Naam) })
	return teams, err
}

func (tx *Tx) scanTeam(rows *sql.Rows) (team procesregie.Team, err error) {
	var naam, data string
	if err := rows.Scan(&naam, &data); err != nil {
		return team, err
	}
	fits := decode("teams", data, &team) == nil && team.Naam == naam
	if !fits {
		tx.tellOf(&unreadableRow{"teams", naam, errForm})
		team = procesregie.Team{Naam: naam}
	}
	return team, nil
}

// SaveTeam stores a team, new or known, and plans its casussen anew.
func (tx *Tx) SaveTeam(ctx context.Context, team procesregie.Team) error {
	data, err := encode(team)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, "INSERT INTO teams (naam, data) VALUES (?, ?) ON CONFLICT (naam) DO UPDATE SET data = excluded.data", team.Naam, data)
	if err != nil {
		return fmt.Errorf("team: %w", err)
	}
	clear(tx.praktijken)
	return tx.ReplanAll(ctx, team.Naam)
}
