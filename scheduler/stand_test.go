package scheduler_test

import (
	"context"
	"testing"

	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// While the clock is held nothing goes that is not urgent, whether it is a reminder or not:
// status gives that reason for all of it.
func TestStandClock(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, _ := planner(t, s)
		tick(t, sched, "2026-11-16 09:00")
		inRij(t, s, "2026-11-16 06:30", "gijs herinnering/a", "gijs b", "gijs c!")
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SetLastTick(ctx, "bezorgd", om("2026-11-16 07:00"))
		})
		var why []scheduler.Waarom
		for _, w := range stand(t, s, "2026-11-16 07:00").Wachtend {
			why = append(why, w.Waarom)
		}
		gelijk(t, []scheduler.Waarom{scheduler.WachtKlok, scheduler.WachtKlok, scheduler.WachtRonde}, why)
	})
}
