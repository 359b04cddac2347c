package scheduler_test

import (
	"context"
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// A copy that is in use again says of what the other database may have sent that it may be
// double, and not that Regiebot did not work.
func TestTickAfterRestore(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-16 12:00") // the copy is of this moment
		post.take()
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return scheduler.MarkReturned(ctx, tx, om("2026-11-17 11:00"))
		})
		tick(t, sched, "2026-11-17 11:01")
		for to, texts := range post.take() {
			if len(texts) != 1 || !strings.Contains(texts[0], "Mogelijk dubbel") || strings.Contains(texts[0], "storing") {
				t.Errorf("%s: %q", to, texts)
			}
		}
		tick(t, sched, "2026-11-25 09:00") // after that nothing may be double
		got := post.take()
		if len(got) == 0 {
			t.Error("nobody heard anything")
		}
		for to, texts := range got {
			if strings.Contains(texts[0], "dubbel") {
				t.Errorf("%s: %q", to, texts)
			}
		}
	})
}

// What waited for its person, and what was due when the copy was made, may be double too.
func TestTickAfterRestoreMoved(t *testing.T) {
	for name, change := range map[string]func(*p.Lid){
		"at once":                 func(*p.Lid) {},
		"on the next working day": func(l *p.Lid) { l.Werkdagen, l.Vervanger = []time.Weekday{time.Tuesday, time.Thursday}, "" },
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(name, func(t *testing.T) {
				vierPersonen(t, s)
				sched, post := planner(t, s)
				tick(t, sched, "2026-11-16 12:00")
				post.take()
				wijzigLid(t, s, "anouk", change)
				update(t, s, func(ctx context.Context, tx *store.Tx) error { // the copy is of nine o'clock
					return scheduler.MarkReturned(ctx, tx, om("2026-11-17 18:00"))
				})
				ticks(t, sched, "2026-11-17 18:01", "2026-11-19 12:01")
				if got := post.take()["anouk"]; len(got) != 1 || !strings.Contains(got[0], "Mogelijk dubbel") || strings.Contains(got[0], "storing") {
					t.Errorf("%q", got)
				}
			})
		})
	}
}
