package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestMembersAreSealed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		rows, err := s.Rows(t.Context(), "members")
		if err != nil || len(rows) != 3 {
			t.Fatal(rows, err)
		}
		for _, row := range rows {
			if strings.Contains(row, "Marga") || !strings.Contains(row, s.Ring().Prefix()) {
				t.Errorf("stored as %s", row)
			}
		}
	})
}

// Who can write in the database and has no keys makes nobody manager, and takes nobody's
// place: the row counts for nothing, and the others go on.
func TestAMemberThatWasChangedOutsideCountsForNothing(t *testing.T) {
	for name, change := range map[string]string{
		"another role":       "UPDATE members SET rol = 'manager' WHERE gebruiker = 'bram'",
		"another team":       "UPDATE members SET team = 'West' WHERE gebruiker = 'bram'",
		"gone":               "UPDATE members SET weg = 1 WHERE gebruiker = 'bram'",
		"plain text":         `UPDATE members SET data = '{"gebruiker":"bram","naam":"Bram","team":"Oost","rol":"manager"}', rol = 'manager' WHERE gebruiker = 'bram'`,
		"the row of another": "UPDATE members SET rol = 'manager', data = (SELECT data FROM members WHERE gebruiker = 'marga') WHERE gebruiker = 'bram'",
		"a flipped byte":     "UPDATE members SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE gebruiker = 'bram'",
		"nothing":            "UPDATE members SET data = '' WHERE gebruiker = 'bram'",
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := filled(t, open())
				saveLid(t, s, p.Lid{Gebruiker: "bram", Naam: "Bram", Team: "Oost", Rol: p.Consulent, IDs: map[string]string{"slack": "U2"}})
				var told []string
				s.OnUnreadable(func(table, row string) { told = append(told, table+" "+row) })
				exec(t, s, change)
				err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Lid(t.Context(), "bram"); return err })
				wants(t, err, store.ErrNotFound)
				wants(t, err, store.ErrUnreadable)
				err = s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.LidByID(t.Context(), "slack", "U2"); return err })
				wants(t, err, store.ErrNotFound)
				save(t, s, casus("ZO-1"))
				asRulesSay(t, s, "ZO-1")
				for range 2 {
					praktijk := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Praktijk, error) { return tx.Praktijk(ctx, "Oost") })
					if _, there := praktijk.Leden["bram"]; there || len(praktijk.Leden) != 2 {
						t.Errorf("the team is %v", praktijk.Leden)
					}
				}
				left := view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) {
					leden, err := tx.Leden(ctx, "")
					if len(leden) != 2 {
						t.Errorf("%d members", len(leden))
					}
					return tx.UnreadableLeden(), err
				})
				if !slices.Equal(left, []string{"bram"}) || !slices.Equal(told, []string{"members bram"}) {
					t.Errorf("left out %q, told %q", left, told)
				}
				saveLid(t, s, p.Lid{Gebruiker: "bram", Team: "Oost", Rol: p.Consulent})
				asRulesSay(t, s, "ZO-1")
				same(t, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Lid, error) { return tx.Leden(ctx, "Oost") })), 3)
			})
		})
	}
}

func TestAnIDThatWasGivenAwayOutsideOpensNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		exec(t, s, "INSERT INTO member_ids (platform, id, gebruiker) VALUES ('slack', 'U666', 'marga')")
		exec(t, s, "UPDATE member_ids SET gebruiker = 'marga' WHERE id = 'U1'")
		for _, id := range []string{"U666", "U1"} {
			err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.LidByID(t.Context(), "slack", id); return err })
			wants(t, err, store.ErrNotFound)
		}
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.LidByID(ctx, "mattermost", "m1") }).Gebruiker, "anouk")
	})
}

func TestUnreadableLidHasTheLeastOfRights(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		exec(t, s, "UPDATE members SET rol = 'manager' WHERE gebruiker = 'bram'")
		lid := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.UnreadableLid(ctx, "bram") })
		same(t, lid, p.Lid{Gebruiker: "bram", Naam: "bram", Team: "Oost", Rol: p.Consulent})
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.UnreadableLid(t.Context(), "niemand"); return err })
		wants(t, err, store.ErrNotFound)
	})
}

// A team that cannot be read has no settings of its own, and holds up nothing.
func TestAnUnreadableTeam(t *testing.T) {
	for name, data := range map[string]string{"no JSON": "x", "another team": `{"naam":"West"}`} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := filled(t, open())
				var told []string
				s.OnUnreadable(func(table, row string) { told = append(told, table+" "+row) })
				exec(t, s, "UPDATE teams SET data = '"+data+"'")
				praktijk := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Praktijk, error) { return tx.Praktijk(ctx, "Oost") })
				same(t, praktijk.Team, p.Team{Naam: "Oost"})
				same(t, view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Team, error) { return tx.Teams(ctx) }), []p.Team{{Naam: "Oost"}})
				same(t, told, []string{"teams Oost"})
				save(t, s, casus("ZO-1"))
				update(t, s, func(ctx context.Context, tx *store.Tx) error {
					return tx.SaveTeam(ctx, p.Team{Naam: "Oost", Crisiscontact: "bram"})
				})
				same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (p.Team, error) { return tx.Team(ctx, "Oost") }).Crisiscontact, "bram")
			})
		})
	}
}
