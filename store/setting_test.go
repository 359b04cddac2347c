package store_test

import (
	"context"
	"errors"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestSetting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for _, value := range []string{"een", "", "twee\nregels ? '"} {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				if err := tx.SetSetting(ctx, "x", value); err != nil {
					return err
				}
				got, ok, err := tx.Setting(ctx, "x")
				if got != value || !ok {
					t.Errorf("%q became %q, %v", value, got, ok)
				}
				return err
			})
		}
		if _, ok, err := ask(t, s, "y"); ok || err != nil {
			t.Errorf("never set: %v, %v", ok, err)
		}
	})
}

func ask(t testing.TB, s *store.Store, key string) (value string, ok bool, err error) {
	t.Helper()
	err = s.View(t.Context(), func(tx *store.Tx) error {
		value, ok, err = tx.Setting(t.Context(), key)
		return err
	})
	return value, ok, err
}

func TestZonePlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		before := planned(t, s, "ZO-1")[0].At
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetSetting(ctx, store.SettingZone, "America/Curacao")
		})
		asRulesSay(t, s, "ZO-1")
		if got := planned(t, s, "ZO-1")[0].At.Sub(before).Hours(); got != 5 {
			t.Errorf("moved by %v hours, want 5", got)
		}
		for _, wrong := range []string{"Europe/Voorbeeldstad", "../../etc/passwd"} {
			if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SetSetting(t.Context(), store.SettingZone, wrong) }); err == nil {
				t.Errorf("%s was taken", wrong)
			}
		}
		same(t, setting(t, s, store.SettingZone), "America/Curacao")
	})
}

func TestProfielComesBackAndPlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for _, read := range []func(*store.Tx) error{
			func(tx *store.Tx) error { _, err := tx.Profiel(t.Context()); return err },
			func(tx *store.Tx) error { _, err := tx.ProfielSource(t.Context()); return err },
			func(tx *store.Tx) error { _, err := tx.Praktijk(t.Context(), "Oost"); return err },
		} {
			if err := s.View(t.Context(), read); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("none was set: %v", err)
			}
		}
		filled(t, s)
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) (p.Profiel, error) { return tx.Profiel(ctx) }), profiel())
		source := view(t, s, func(ctx context.Context, tx *store.Tx) ([]byte, error) { return tx.ProfielSource(ctx) })
		same(t, string(source), "naam: standaard\n")

		other := casus("ZO-9")
		other.Team = "West"
		save(t, s, casus("ZO-1"), other)
		before, beforeWest := len(planned(t, s, "ZO-1")), len(planned(t, s, "ZO-9"))
		changed := profiel()
		changed.VPR.MDOHerinner = []int{2, 1}
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, changed, nil) })
		asRulesSay(t, s, "ZO-1")
		if len(planned(t, s, "ZO-1")) <= before || len(planned(t, s, "ZO-9")) <= beforeWest {
			t.Error("the new profile did not plan more")
		}
	})
}

func TestPraktijkIsOfTheTeam(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		saveLid(t, s, p.Lid{Gebruiker: "zoë", Team: "West", Rol: p.Manager})
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			oost, err := tx.Praktijk(ctx, "Oost")
			if err != nil {
				return err
			}
			west, err := tx.Praktijk(ctx, "West")
			if err != nil {
				return err
			}
			same(t, len(oost.Leden), 3)
			same(t, oost.Managers(), []string{"marga"})
			same(t, west.Managers(), []string{"zoë"})
			same(t, west.Team, p.Team{Naam: "West"})
			same(t, oost.Zone.String(), store.DefaultZone)
			if err := tx.SaveLid(ctx, p.Lid{Gebruiker: "noor", Team: "West", Rol: p.Manager}); err != nil {
				return err
			}
			west, err = tx.Praktijk(ctx, "West")
			same(t, west.Managers(), []string{"noor", "zoë"})
			return err
		})
	})
}
