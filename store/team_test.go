package store_test

import (
	"context"
	"errors"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestTeamComesBackAndPlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		before := planned(t, s, "ZO-1")
		team := p.Team{
			Naam: "Oost", Crisiscontact: "bram", Sluitingsdagen: []p.Date{before[0].Uiterlijk.AddDays(-1), p.DateOf(before[0].At)},
			Ritmes: []p.Ritme{{Wat: "training", Eerste: day("2026-12-01")}},
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveTeam(ctx, team) })
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (p.Team, error) { return tx.Team(ctx, "Oost") }), team)
		asRulesSay(t, s, "ZO-1")
		if equal(before, planned(t, s, "ZO-1")) {
			t.Error("closing days made no difference")
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveTeam(ctx, p.Team{Naam: "Noord"}) })
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Team, error) { return tx.Teams(ctx) }), []p.Team{{Naam: "Noord"}, team})
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Team(t.Context(), "West"); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}
