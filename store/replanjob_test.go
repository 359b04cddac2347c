package store_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// crowd is how crowd open casussen there are in these tests: two pages and a bit.
const crowd = 1007

// crowded gives a database many open casussen.
func crowded(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	filled(t, s)
	list := make([]p.Casus, 0, crowd)
	for n := range crowd {
		list = append(list, casus(zaak(n)))
	}
	closed := casus(zaak(crowd))
	closed.Sluiting = p.Sluiting{Op: day("2026-11-13"), Reden: "zelf"}
	save(t, s, append(list, closed)...)
	return s
}

// earlier is the profile with everything at another hour.
func earlier(hour string) p.Profiel {
	other := profiel()
	other.Tijd.Herinner = hour
	return other
}

func setProfiel(t testing.TB, s *store.Store, other p.Profiel) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, other, nil) })
}

func replanning(t testing.TB, s *store.Store) store.Replanning {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (store.Replanning, error) { return tx.Replanning(ctx) })
}

func step(t testing.TB, s *store.Store) store.Replanning {
	t.Helper()
	r, err := s.ReplanStep(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func caughtUp(t testing.TB, s *store.Store, zaak string) (did bool) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		did, err = tx.CatchUpPlan(ctx, zaak)
		return err
	})
	return did
}

// outOfPlan is how crowd casussen are not planned as the rules say.
func outOfPlan(t testing.TB, s *store.Store) int {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanDifference, error) { return tx.PlanDifference(ctx) }).Differing
}

func TestReplanInSteps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := crowded(t, open())
		same(t, replanning(t, s), store.Replanning{})
		same(t, step(t, s), store.Replanning{})
		setProfiel(t, s, earlier("08:30"))
		began := replanning(t, s)
		same(t, began, store.Replanning{Since: began.Since, Total: crowd, Running: true})
		if now, err := s.Now(t.Context()); err != nil || began.Since.IsZero() || began.Since.After(now) {
			t.Errorf("it began at %v and it is %v: %v", began.Since, now, err)
		}
		same(t, outOfPlan(t, s), crowd)

		same(t, caughtUp(t, s, "zo-2026-000600"), true) // what comes due before its turn
		same(t, outOfPlan(t, s), crowd-1)
		same(t, step(t, open()), store.Replanning{Since: began.Since, Done: 500, Total: crowd, Running: true})
		same(t, outOfPlan(t, s), crowd-501)
		same(t, caughtUp(t, s, zaak(499)), false)
		same(t, caughtUp(t, s, zaak(crowd)), false) // closed
		same(t, caughtUp(t, s, "bestaat niet"), false)

		setProfiel(t, s, earlier("08:00")) // begins anew
		same(t, replanning(t, s).Done, 0)
		same(t, caughtUp(t, s, zaak(499)), true)
		for _, want := range []int{500, 1000} {
			same(t, step(t, s).Done, want)
		}
		if last := step(t, s); last.Done != crowd || last.Total != crowd || last.Running {
			t.Errorf("at the end %+v", last)
		}
		same(t, outOfPlan(t, s), 0)
		same(t, replanning(t, s), store.Replanning{})
		same(t, step(t, s), store.Replanning{})
		same(t, caughtUp(t, s, zaak(3)), false)
	})
}

// A step that is undone halfway is done again, and nothing else is.
func TestReplanGoesOnAfterACrash(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := crowded(t, open())
		setProfiel(t, s, earlier("08:30"))
		step(t, s)
		stop, goOn := "CREATE TRIGGER stop BEFORE UPDATE ON reminders WHEN old.zaak = 'ZO-2026-000700' BEGIN SELECT RAISE(ABORT, 'stop'); END", "DROP TRIGGER stop"
		if s.Kind() == "postgres" {
			stop, goOn = "ALTER TABLE reminders ADD CONSTRAINT stop CHECK (zaak <> 'ZO-2026-000700') NOT VALID", "ALTER TABLE reminders DROP CONSTRAINT stop"
		}
		exec(t, s, stop)
		if _, err := s.ReplanStep(t.Context()); err == nil {
			t.Fatal("not interrupted")
		}
		same(t, replanning(t, s).Done, 500)
		same(t, outOfPlan(t, s), crowd-500)
		exec(t, s, goOn)
		exec(t, s, "UPDATE casussen SET data = 'weg' WHERE zaak = 'ZO-2026-000800'") // holds up nothing
		for step(t, open()).Running {
		}
		same(t, outOfPlan(t, s), 0)
	})
}

// Several processes take steps at once, while people change casussen.
func TestReplanByManyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := crowded(t, open())
		setProfiel(t, s, earlier("08:30"))
		stores := []*store.Store{s, open(), open()}
		var ended atomic.Int64
		together(4, func(i int) {
			if i == 3 {
				for n := range 20 {
					save(t, s, load(t, s, zaak(50*n)))
				}
				return
			}
			for rounds := 0; rounds < 50; rounds++ {
				done, err := stores[i].ReplanStep(t.Context())
				if err != nil {
					t.Errorf("step: %v", err)
					return
				}
				if !done.Running {
					ended.Add(int64(done.Done))
					return
				}
			}
		})
		same(t, ended.Load(), int64(crowd)) // one of them did the last step
		same(t, outOfPlan(t, s), 0)
	})
}

// The job names the last casus that it planned, until that one is erased.
func TestReplanForgetsWhatIsErased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := crowded(t, open())
		setProfiel(t, s, earlier("08:30"))
		step(t, s)
		erase(t, s, zaak(499))
		if list := over(t, s, zaak(499)); len(list) > 0 {
			t.Errorf("%v", list)
		}
		same(t, caughtUp(t, s, zaak(498)), false)
		for step(t, s).Running {
		}
		same(t, outOfPlan(t, s), 0)
	})
}

// Few casussen are planned in the same transaction, and end what was still to be done.
func TestReplanAtOnce(t *testing.T) {
	s := crowded(t, storetest.Open(t, ":memory:"))
	setProfiel(t, s, earlier("08:30"))
	exec(t, s, "UPDATE settings SET value = 'stuk' WHERE key = 'herplannen'")
	same(t, replanning(t, s).Running, true) // one that cannot be read begins anew
	same(t, step(t, s).Done, 500)
	exec(t, s, "DELETE FROM casussen WHERE zaak > '"+zaak(499)+"'")
	exec(t, s, "DELETE FROM reminders WHERE zaak > '"+zaak(499)+"'")
	setProfiel(t, s, earlier("07:30"))
	same(t, replanning(t, s), store.Replanning{})
	same(t, outOfPlan(t, s), 0)
}

// Another zone is a change for every casus too.
func TestReplanAfterAnotherZone(t *testing.T) {
	s := crowded(t, storetest.Open(t, ":memory:"))
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.SetSetting(ctx, store.SettingZone, "Europe/Lisbon")
	})
	same(t, replanning(t, s).Running, true)
	var copied []string
	dst := storetest.Open(t, ":memory:")
	if err := s.CopyTo(t.Context(), dst); err != nil {
		t.Fatal(err)
	}
	for step(t, dst).Running { // a copy goes on by itself
		copied = append(copied, "step")
	}
	same(t, copied, slices.Repeat([]string{"step"}, 2))
	same(t, outOfPlan(t, dst), 0)
	same(t, outOfPlan(t, s), crowd)
}
