package scheduler_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// An access log in which nothing can be written holds up no reminder, and no copy of what
// was done.
func TestTickWithoutAccessLog(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		sched, post, log := verslag(t, s)
		ticks(t, sched, "2026-10-29 09:00", "2026-10-29 12:00")
		restartLog(t, s, proef())
		damage("UPDATE audit SET nr = nr + 5 WHERE nr = (SELECT max(nr) FROM audit)")
		wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-16")}} })
		delivered, err := sched.Tick(t.Context(), om("2026-11-17 09:00"))
		if len(delivered) == 0 || err != nil && !errors.Is(err, store.ErrAuditHead) { // that of erasing
			t.Errorf("%d messages, %v", len(delivered), err)
		}
		if !strings.Contains(log.String(), "is not in the access log") {
			t.Errorf("logged %q", log.String())
		}
		for _, d := range post.archive {
			if strings.Contains(tekst(d.m), "ZO-1: ") && !strings.Contains(tekst(*d.nu), "Gedaan") {
				t.Errorf("%s still reads %q", d.to, tekst(*d.nu))
			}
		}
		gelijk(t, 0, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Revisions(ctx, 9) })))
	})
}

// Planning anew that fails holds up nothing that is planned.
func TestTickWhenPlanningAnewFails(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		sched, _ := planner(t, s)
		refuse := "CREATE TRIGGER nee BEFORE DELETE ON settings BEGIN SELECT RAISE(ABORT, 'nee'); END"
		if s.Kind() == "postgres" {
			damage("CREATE FUNCTION nee() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''nee''; END'")
			refuse = "CREATE TRIGGER nee BEFORE DELETE ON settings FOR EACH ROW EXECUTE FUNCTION nee()"
		}
		damage(refuse)
		damage("INSERT INTO settings (key, value) VALUES ('herplannen', '{}')")
		delivered, err := sched.Tick(t.Context(), om("2026-11-17 09:00"))
		if err == nil || !strings.HasPrefix(err.Error(), "planning anew: ") {
			t.Errorf("got %v", err)
		}
		if len(delivered) == 0 {
			t.Error("nobody heard anything")
		}
	})
}
