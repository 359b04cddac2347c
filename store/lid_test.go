package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func saveLid(t testing.TB, s *store.Store, lid p.Lid) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveLid(ctx, lid) })
}

func TestLidComesBackAsItWasSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		want := p.Lid{
			Naam: "Daniël", Gebruiker: "daniel", Team: "Oost", Rol: p.Consulent, Functie: "jeugdconsulent", Uren: 24, Norm: 34, Vervanger: "bram",
			Werkdagen: []time.Weekday{time.Tuesday, time.Thursday}, Afwezig: []p.Periode{{Van: day("2026-11-23"), Tot: day("2026-11-27")}},
			IDs: map[string]string{"slack": "U9"},
		}
		saveLid(t, s, want)
		byName := func(name string) p.Lid {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.Lid(ctx, name) })
		}
		same(t, byName("daniel"), want)
		byID := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.LidByID(ctx, "slack", "U9") })
		same(t, byID, want)

		want.Weg, want.IDs = true, map[string]string{"mattermost": "U9"}
		saveLid(t, s, want)
		same(t, byName("daniel"), want)
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.LidByID(t.Context(), "slack", "U9"); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an id that was taken away: %v", err)
		}
		if err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Lid(t.Context(), "niemand"); return err }); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an unknown member: %v", err)
		}
	})
}

func TestLidKeepsAnIDToOnePerson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.SaveLid(t.Context(), p.Lid{Gebruiker: "esra", Team: "Oost", IDs: map[string]string{"slack": "U1"}})
		})
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("got %v", err)
		}
		byID := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.LidByID(ctx, "slack", "U1") })
		same(t, byID.Gebruiker, "anouk")
		names := func(team string) (list []string) {
			for _, l := range view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Lid, error) { return tx.Leden(ctx, team) }) {
				list = append(list, l.Gebruiker)
			}
			return list
		}
		saveLid(t, s, p.Lid{Gebruiker: "zoë", Team: "West", Rol: p.Manager})
		same(t, names("Oost"), []string{"anouk", "bram", "marga"})
		same(t, names(""), []string{"anouk", "bram", "marga", "zoë"})
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveLid(t.Context(), p.Lid{}) }); err == nil {
			t.Error("a member without a user name")
		}
	})
}

// Whatever changes about people, every reminder follows at once.
func TestSaveLidPlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		solo := casus("ZO-2")
		solo.Duo, solo.Niveaus = "", solo.Niveaus[:1]
		save(t, s, casus("ZO-1"), solo)
		away := []p.Periode{{Van: day("2026-11-14"), Tot: day("2027-06-30")}}
		changed := 0
		for _, step := range []struct {
			name string
			lid  p.Lid
		}{
			{"the procesregisseur is away", p.Lid{Gebruiker: "anouk", Team: "Oost", Rol: p.Consulent, Afwezig: away}},
			{"somebody stands in for her", p.Lid{Gebruiker: "anouk", Team: "Oost", Rol: p.Consulent, Afwezig: away, Vervanger: "chantal"}},
			{"who comes to work in the team", p.Lid{Gebruiker: "chantal", Team: "Oost", Rol: p.Consulent}},
			{"who works part-time", p.Lid{Gebruiker: "chantal", Team: "Oost", Rol: p.Consulent, Werkdagen: []time.Weekday{time.Monday}}},
			{"who is away too", p.Lid{Gebruiker: "chantal", Team: "Oost", Rol: p.Consulent, Afwezig: away}},
			{"and comes back", p.Lid{Gebruiker: "chantal", Team: "Oost", Rol: p.Consulent}},
			{"the duo-partner is away", p.Lid{Gebruiker: "bram", Team: "Oost", Rol: p.Consulent, Afwezig: away}},
			{"the manager is away", p.Lid{Gebruiker: "marga", Team: "Oost", Rol: p.Manager, Afwezig: away}},
			{"another manager comes", p.Lid{Gebruiker: "noor", Team: "Oost", Rol: p.Manager}},
			{"the manager becomes consulent", p.Lid{Gebruiker: "marga", Team: "Oost", Rol: p.Consulent}},
			{"who stands in moves to another team", p.Lid{Gebruiker: "chantal", Team: "West", Rol: p.Consulent}},
			{"the procesregisseur leaves", p.Lid{Gebruiker: "anouk", Team: "Oost", Rol: p.Consulent, Weg: true}},
		} {
			before := planned(t, s, "ZO-2")
			saveLid(t, s, step.lid)
			t.Run(step.name, func(t *testing.T) {
				asRulesSay(t, s, "ZO-1")
				asRulesSay(t, s, "ZO-2")
			})
			if !equal(before, planned(t, s, "ZO-2")) {
				changed++
			}
		}
		if changed < 6 {
			t.Errorf("only %d steps made a difference: this test shows too little", changed)
		}
	})
}

func equal(a, b []p.Reminder) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key || a[i].Aan != b[i].Aan || !a[i].At.Equal(b[i].At) {
			return false
		}
	}
	return true
}
