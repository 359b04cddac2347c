package scheduler_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// A new profile does not remind of what was said by a later stage.
func TestTickProfileAddsAnEarlierStage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"), zaakPR("ZO-2", "daniel", p.Basis, "2026-05-31"))
		sched, post := planner(t, s)
		herinner := func(weeks ...int) {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				profiel, err := tx.Profiel(ctx)
				if err != nil {
					return err
				}
				source, err := tx.ProfielSource(ctx)
				profiel.Evaluatie.Herinner = weeks
				return errors.Join(err, tx.SetProfiel(ctx, profiel, source))
			})
		}
		ticks(t, sched, "2026-10-26 09:00", "2026-10-26 09:00")
		ticks(t, sched, "2026-11-17 09:00", "2026-11-17 10:00") // 1 week before 24 November
		ticks(t, sched, "2026-11-18 09:00", "2026-11-18 10:00")
		post.take()
		t.Run("EV-5 two weeks before comes no more after one week before", func(t *testing.T) {
			herinner(4, 2, 1)
			gelijk(t, []string{"2026-11-19 09:00 daniel ZO-2 EV-1,EV-5 1"}, regels(ticks(t, sched, "2026-11-19 09:00", "2026-11-19 16:00")))
		})
		t.Run("EV-5 what is overdue comes as always", func(t *testing.T) {
			got := regels(ticks(t, sched, "2026-11-23 09:00", "2026-11-25 16:00"))
			if !slices.Contains(got, "2026-11-25 09:00 bram ZO-1 EV-1,EV-5 1") {
				t.Errorf("%q", got)
			}
		})
	})
}

// Two reports of a crisis that end on the same day are two terms.
func TestTickTwoCrises(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := zaakPR("ZO-1", "bram", p.Basis, "2026-11-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-17 01:00")}, {Soort: p.Crisis, Gemeld: om("2026-11-17 20:00")}}
		bewaar(t, s, c)
		sched, post := planner(t, s)
		t.Run("SC-4 both are overdue", func(t *testing.T) {
			gelijk(t, "2026-11-18 21:00 bram ZO-1 SC-2,SC-4 2", regels(tick(t, sched, "2026-11-18 21:00"))[0])
			gelijk(t, 2, len(post.archive[0].m.Parts))
		})
	})
}
