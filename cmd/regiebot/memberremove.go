package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

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
			err = gone.tell(ctx, tx, time.Now())
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
		if k.Team == lid.Team { // of another team its managers here hear nothing
			d.own = append(d.own, k.Zaaknummer)
		}
	}
	slices.Sort(d.zaken)
	slices.Sort(d.own)
	praktijk, err := tx.Praktijk(ctx, lid.Team)
	if errors.Is(err, store.ErrNotFound) { // the team of a damaged row
		return d, nil
	}
	d.managers, d.contact = praktijk.Managers(), praktijk.Team.Crisiscontact == lid.Gebruiker
	d.lid.Naam = cmp.Or(lid.Naam, lid.Gebruiker)
	return d, err
}
