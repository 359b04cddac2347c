package scheduler_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// platformWeg refuses every message for certain.
func platformWeg(string, string) error { return &bot.NotSent{Cause: errPlatform} }

// SC-4: a second crisis of the same casus, that ends on the same day, is another term: it
// does not come in the place of the first, that waits for the platform.
func TestSecondCrisisOvertakesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := zaakPR("ZO-1", "anouk", p.Basis, "2026-10-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-17 08:00")}}
		bewaar(t, s, c)
		sched, post := planner(t, s)
		post.refuse = platformWeg
		tick(t, sched, "2026-11-17 08:00")
		wijzig(t, s, "ZO-1", func(c *p.Casus) {
			c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Crisis, Gemeld: om("2026-11-17 08:10")})
		})
		tick(t, sched, "2026-11-17 08:10")
		post.refuse = nil
		ticks(t, sched, "2026-11-17 08:30", "2026-11-17 12:00")
		for name, texts := range post.take() {
			all := strings.Join(texts, "\n")
			for _, want := range []string{"om 08.00 uur", "om 08.10 uur"} {
				if !strings.Contains(all, want) {
					t.Errorf("%s does not hear of the crisis of %s: %q", name, want, all)
				}
			}
		}
	})
}
