package store_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// errUndone takes a change back.
var errUndone = errors.New("undone")

// What another process changes about the practice is seen at once, and what it takes
// back as well; a change that was not stored is never seen.
func TestPraktijkFollowsOtherProcesses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s, other := filled(t, open()), open()
		praktijk := func() p.Praktijk {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Praktijk, error) { return tx.Praktijk(ctx, "Oost") })
		}
		began := praktijk()
		stricter := profiel()
		stricter.VPR.MDODagen = 28
		part := leden()[1]
		part.Afwezig = []p.Periode{{Van: day("2026-12-01"), Tot: day("2026-12-04")}}
		for _, change := range []func(context.Context, *store.Tx) error{
			func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, stricter, nil) },
			func(ctx context.Context, tx *store.Tx) error { return tx.SaveLid(ctx, part) },
			func(ctx context.Context, tx *store.Tx) error { return tx.SaveTeam(ctx, p.Team{Naam: "Oost"}) },
			func(ctx context.Context, tx *store.Tx) error {
				return tx.SetSetting(ctx, store.SettingZone, "America/New_York")
			},
		} {
			before := praktijk()
			undone := s.Update(t.Context(), func(tx *store.Tx) error {
				if err := change(t.Context(), tx); err != nil {
					return err
				}
				_, err := tx.Praktijk(t.Context(), "Oost")
				return errors.Join(err, errUndone)
			})
			if undone == nil || !reflect.DeepEqual(before, praktijk()) {
				t.Error("a change that was not stored is seen")
			}
			update(t, other, change)
			if reflect.DeepEqual(before, praktijk()) {
				t.Error("a change is not seen")
			}
		}
		same(t, praktijk().Profiel, stricter)
		same(t, praktijk().Leden["bram"], part)
		same(t, praktijk().Zone.String(), "America/New_York")
		filled(t, other)
		update(t, other, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetSetting(ctx, store.SettingZone, store.DefaultZone)
		})
		same(t, praktijk().Leden, began.Leden)
		same(t, praktijk().Profiel, began.Profiel)
		same(t, praktijk().Zone.String(), store.DefaultZone)
	})
}
