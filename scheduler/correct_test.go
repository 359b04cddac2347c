package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// What is done says so where it stands, also when its recipient could not be reached at that
// moment.
func TestEditWaitsForWhoCannotBeReached(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		post.refuse = onbereikbaarVoor("anouk")
		wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-10-29")}} })
		ticks(t, sched, "2026-10-29 10:00", "2026-11-05 11:00")
		waits := func() int64 {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (int64, error) { return tx.Corrections(ctx) })
		}
		gelijk(t, int64(1), waits())
		post.refuse = nil
		ticks(t, sched, "2026-11-05 11:30", "2026-11-05 13:00")
		gelijk(t, int64(0), waits())
		if text := tekst(*post.archive[0].nu); !strings.Contains(text, "Gedaan. De evaluatie is gehouden") {
			t.Errorf("%q", text)
		}
	})
}

// It is not tried without end: after three months nobody reads it.
func TestEditGivesUpOnWhoIsGone(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		post.refuse = onbereikbaarVoor("anouk")
		wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-10-29")}} })
		tick(t, sched, "2026-10-29 10:00")
		for _, c := range []struct{ before, left int64 }{{92*24 - 1, 1}, {92 * 24, 0}} { // once an hour
			change(fmt.Sprintf("UPDATE corrections SET attempts = %d, not_before = 0", c.before))
			tick(t, sched, "2026-10-29 11:00")
			gelijk(t, c.left, view(t, s, func(ctx context.Context, tx *store.Tx) (int64, error) { return tx.Corrections(ctx) }))
		}
	})
}
