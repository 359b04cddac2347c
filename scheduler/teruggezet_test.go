package scheduler_test

import (
	"context"
	"strings"
	"testing"

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
			return scheduler.MarkReturned(ctx, tx, om("2026-11-16 12:00"), om("2026-11-17 11:00"))
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
