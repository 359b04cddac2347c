package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type memberListCmd struct{}

// Run lists the members of every team.
func (memberListCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var all []listedLid
	err = s.View(ctx, func(tx *store.Tx) error {
		all, err = listLeden(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	if e.JSON {
		return e.printJSON(all)
	}
	for _, l := range all {
		state := ""
		switch {
		case l.Damaged:
			state = "  (damaged: this row was changed outside regiebot and counts for nothing; member add or member remove replaces it)"
		case l.Weg:
			state = "  (left)"
		case !l.Onbereikbaar.IsZero():
			state = "  (cannot be reached since " + e.localTime(l.Onbereikbaar) + ": put the account right, and then say so with member add " + l.Gebruiker + ")"
		}
		if _, err := fmt.Fprintf(e.out, "%-12s %-12s %-24s %s%s\n", l.Gebruiker, l.Naam, l.Rol, l.Team, state); err != nil {
			return err
		}
	}
	return nil
}

// listedLid is a member in the list. Of a damaged one only the user name is vouched for.
type listedLid struct {
	procesregie.Lid
	Damaged bool `json:"damaged,omitempty"`
}

// listLeden returns the members team by team, and then those that cannot be read.
func listLeden(ctx context.Context, tx *store.Tx) ([]listedLid, error) {
	all := []listedLid{}
	leden, err := tx.Leden(ctx, "")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(leden, func(a, b procesregie.Lid) int { return cmp.Compare(a.Team, b.Team) })
	for _, lid := range leden {
		all = append(all, listedLid{Lid: lid})
	}
	for _, gebruiker := range tx.UnreadableLeden() {
		lid, err := tx.UnreadableLid(ctx, gebruiker)
		if err != nil {
			return nil, err
		}
		all = append(all, listedLid{lid, true})
	}
	return all, nil
}
