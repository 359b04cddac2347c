package scheduler_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// One message a morning; what comes later waits for the next one, unless the end is near.
func TestCalm(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-24"))
		sched, _ := planner(t, s)
		ticks(t, sched, "2026-11-16 09:00", "2026-11-16 16:30")
		gelijk(t, []string{"2026-11-17 09:00 bram ZO-1 EV-1,EV-5 1"}, regels(ticks(t, sched, "2026-11-17 09:00", "2026-11-17 13:30")))
		t.Run("EV-5 found at two o'clock with a far end: the next working morning", func(t *testing.T) {
			bewaar(t, s, zaakPR("ZO-2", "bram", p.Basis, "2026-06-15"))
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-17 14:00", "2026-11-17 14:30")))
		})
		t.Run("EV-5 with an end within 48 hours: at once, by itself", func(t *testing.T) {
			bewaar(t, s, zaakPR("ZO-3", "bram", p.Basis, "2026-05-18"))
			gelijk(t, []string{"2026-11-17 15:00 bram ZO-3 EV-1,EV-5 1"}, regels(ticks(t, sched, "2026-11-17 15:00", "2026-11-17 16:30")))
			got := regels(ticks(t, sched, "2026-11-18 09:00", "2026-11-18 09:00"))
			gelijk(t, true, len(got) == 1 && strings.Contains(got[0], "09:00 bram ") && strings.Contains(got[0], "ZO-2"))
		})
		t.Run("EV-5 the last day is the first after the weekend: now", func(t *testing.T) {
			ticks(t, sched, "2026-11-20 09:00", "2026-11-20 13:30")
			bewaar(t, s, zaakPR("ZO-4", "bram", p.Basis, "2026-05-23"))
			gelijk(t, []string{"2026-11-20 14:00 bram ZO-4 EV-1,EV-5 1"}, regels(ticks(t, sched, "2026-11-20 14:00", "2026-11-20 16:30")))
		})
	})
}

// After an outage who must do something hears it first, and the note survives the night.
func TestCalmAfterOutage(t *testing.T) {
	const note = "gemist tijdens storing"
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "bram", p.Basis, "2026-05-13")) // until Friday 13 November
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-12 09:00")
		post.take()
		t.Run("EV-5 back in the evening: the next morning, with the reason", func(t *testing.T) {
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-23 18:00", "2026-11-24 08:30")))
			gelijk(t, []string{"2026-11-24 09:00 bram ZO-1 EV-1,EV-5 1"}, regels(tick(t, sched, "2026-11-24 09:00")))
			if texts := post.take()["bram"]; len(texts) != 1 || strings.Count(texts[0], note) != 1 {
				t.Errorf("%q", texts)
			}
		})
		t.Run("EV-5 the manager a working morning later", func(t *testing.T) {
			gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-24 09:30", "2026-11-25 08:30")))
			tick(t, sched, "2026-11-25 09:00")
			if texts := post.take()["joris"]; len(texts) != 1 || !strings.Contains(texts[0], note) {
				t.Errorf("%q", texts)
			}
		})
	})
}

// A list that is made anew because of one item comes today, as the rest of it does.
func TestCalmMadeAnew(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var all []p.Casus
		for i := range 25 {
			all = append(all, zaakPR(fmt.Sprintf("ZO-%02d", i), "bram", p.Basis, "2026-05-24"))
		}
		bewaar(t, s, all...)
		sched, post := planner(t, s)
		ticks(t, sched, "2026-10-29 09:00", "2026-10-29 12:00")
		post.take()
		post.refuse = func(string, string) error { return &bot.NotSent{Cause: errPlatform} }
		tick(t, sched, "2026-11-17 09:00")
		wijzig(t, s, "ZO-03", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
		post.refuse = nil
		ticks(t, sched, "2026-11-17 09:30", "2026-11-17 11:30")
		var heads []string
		for _, text := range post.take()["bram"] {
			heads = append(heads, strings.SplitN(text, "\n", 2)[0])
			if strings.Contains(text, "Deel") || strings.Contains(text, "in totaal") {
				t.Errorf("%q", text)
			}
		}
		slices.Sort(heads)
		gelijk(t, []string{"**Je hebt 19 herinneringen**", "**Je hebt 5 herinneringen**"}, heads)
	})
}

// After an outage it is decided first who gets what, so that everybody gets one message; but
// not for ever: a process that dies before that is done goes on without it the next time.
func TestCalmAfterOutageIsNoReasonToWait(t *testing.T) {
	for began, want := range map[string][]string{
		"":                 {"2026-11-19 10:00 anouk ZO-2,ZO-1 EV-1,EV-5 2"},
		"2026-11-19 09:58": {"2026-11-19 10:00 anouk ZO-2,ZO-1 EV-1,EV-5 2"},
		"2026-11-19 09:54": {"2026-11-19 10:00 anouk ZO-1 EV-1,EV-5 1", "2026-11-19 10:01 anouk ZO-2 EV-1,EV-5 1"},
		"2026-11-19 10:02": {"2026-11-19 10:00 anouk ZO-2,ZO-1 EV-1,EV-5 2"}, // by a clock that was ahead
		"2026-11-09 11:00": {"2026-11-19 10:00 anouk ZO-2,ZO-1 EV-1,EV-5 2"}, // after another outage
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run("begun at "+began, func(t *testing.T) {
				wijzigLid(t, s, "bram", func(l *p.Lid) {
					l.Werkdagen, l.Vervanger = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday}, "anouk"
				})
				bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"), zaakPR("ZO-2", "bram", p.Basis, "2026-05-19"))
				sched, _ := planner(t, s)
				tick(t, sched, "2026-11-09 12:00")
				if began != "" {
					update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "verdelen", om(began)) })
				}
				gelijk(t, want, regels(append(tick(t, sched, "2026-11-19 10:00"), tick(t, sched, "2026-11-19 10:01")...)))
			})
		})
	}
}
