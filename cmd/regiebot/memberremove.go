package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type memberRemoveCmd struct {
	User string `arg:"" help:"User name."`
}

// Run marks a member as gone, and tells the managers what that leaves. Cases stay with who
// left until they are handed over.
func (c *memberRemoveCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	now, err := e.now(ctx, s)
	if err != nil {
		return err
	}
	var gone departure
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		lid, err := c.member(ctx, tx)
		about := aboutLid("member remove", audit.Verwijderen, lid)
		if err != nil {
			return about, err
		}
		was := lid.Weg
		lid.Weg = true
		if err := tx.SaveLid(ctx, lid); err != nil {
			return about, err
		}
		if gone, err = left(ctx, tx, lid); err == nil && !was {
			err = gone.tell(ctx, tx, now)
		}
		return about, err
	})
	if err != nil {
		return err
	}
	return e.report(gone.document(), "%s", gone.text())
}

// member is who leaves, also when the row cannot be read: who leaves needs no rights.
func (c *memberRemoveCmd) member(ctx context.Context, tx *store.Tx) (procesregie.Lid, error) {
	user := strings.ToLower(strings.TrimPrefix(c.User, "@"))
	lid, err := tx.Lid(ctx, user)
	if errors.Is(err, store.ErrUnreadable) {
		lid, err = tx.UnreadableLid(ctx, user)
	}
	if errors.Is(err, store.ErrNotFound) {
		return lid, fmt.Errorf("there is no member %q; see: regiebot member list", c.User)
	}
	return lid, err
}

// left finds out what a member leaves behind who is gone.
func left(ctx context.Context, tx *store.Tx, lid procesregie.Lid) (departure, error) {
	open := true
	cases, err := tx.Casussen(ctx, store.Filter{Regisseur: lid.Gebruiker, Open: &open})
	if err != nil {
		return departure{}, err
	}
	d := departure{lid: lid}
	for _, k := range cases {
		d.zaken = append(d.zaken, k.Zaaknummer)
	}
	slices.Sort(d.zaken)
	alone, err := tx.Casussen(ctx, store.Filter{Duo: lid.Gebruiker, Team: lid.Team, Niveau: string(procesregie.VPR), Open: &open})
	if err != nil {
		return d, err
	}
	praktijk, err := tx.Praktijk(ctx, lid.Team)
	if errors.Is(err, store.ErrNotFound) { // the team of a damaged row
		return d, nil
	}
	// Of another team its managers here hear nothing.
	d.own, d.duo = slices.DeleteFunc(cases, func(k procesregie.Casus) bool { return k.Team != lid.Team }), alone
	d.of, d.managers, d.contact = praktijk, praktijk.Managers(), praktijk.Team.Crisiscontact == lid.Gebruiker
	d.lid.Naam = cmp.Or(lid.Naam, lid.Gebruiker)
	return d, err
}
