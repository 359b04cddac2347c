package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func due(t testing.TB, s *store.Store, at time.Time, limit int) []p.Reminder {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.Due(ctx, at, limit) })
}

func nextDue(t testing.TB, s *store.Store) time.Time {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) {
		next, ok, err := tx.NextDue(ctx)
		if ok == next.IsZero() {
			t.Errorf("there is a next one: %v, namely %v", ok, next)
		}
		return next, err
	})
}

func TestDueIsTheOldestFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		if next := nextDue(t, s); !next.IsZero() {
			t.Errorf("something is due at %v", next)
		}
		save(t, s, casus("ZO-2"), casus("ZO-1"))
		all := append(planned(t, s, "ZO-1"), planned(t, s, "ZO-2")...)
		slices.SortStableFunc(all, func(a, b p.Reminder) int {
			if c := a.At.Compare(b.At); c != 0 {
				return c
			}
			return strings.Compare(a.Key, b.Key)
		})
		same(t, nextDue(t, s), all[0].At)
		same(t, due(t, s, all[0].At.Add(-time.Millisecond), 99), []p.Reminder{})
		same(t, due(t, s, all[len(all)-1].At, 99), all)
		last := all[2]
		want := slices.IndexFunc(all, func(r p.Reminder) bool { return r.At.After(last.At) })
		same(t, due(t, s, last.At, 99), all[:want])
		if got := due(t, s, all[len(all)-1].At, 3); len(got) != 3 {
			t.Errorf("%d reminders, want 3", len(got))
		}
	})
}

func TestSentAndOvertakenRemindersDoNotComeBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		before := planned(t, s, "ZO-1")
		now := at(9, 0)
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Supersede(ctx, []string{before[0].Key}, now); err != nil {
				return err
			}
			return tx.MarkSent(ctx, []string{before[1].Key}, now.Add(time.Second))
		})
		sent := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Sent, error) { return tx.Sent(ctx, "zo-1") })
		same(t, sent, []p.Sent{{Key: before[0].Key, At: now}, {Key: before[1].Key, At: now.Add(time.Second)}})
		save(t, s, load(t, s, "ZO-1"))
		asRulesSay(t, s, "ZO-1")
		for _, r := range planned(t, s, "ZO-1") {
			if r.Key == before[0].Key || r.Key == before[1].Key {
				t.Errorf("%s is planned again", r.Stap)
			}
		}
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.MarkSent(t.Context(), []string{before[1].Key}, now) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("sent twice: %v", err)
		}
	})
}

// What repeats until it is done (VPR-2) is planned again as soon as it went out.
func TestMarkSentPlansWhatFollows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		c := casus("ZO-1")
		c.VPR.Brief = p.Date{}
		save(t, s, c)
		seen := map[string]bool{}
		for range 3 {
			list := planned(t, s, "ZO-1")
			i := slices.IndexFunc(list, func(r p.Reminder) bool {
				return r.Termijn == p.TermijnBrief && strings.HasPrefix(string(r.Stap), string(p.StapWeek))
			})
			if i < 0 {
				t.Fatal("nothing about the letter is planned")
			}
			if seen[list[i].Key] {
				t.Fatalf("%s is planned again", list[i].Key)
			}
			seen[list[i].Key] = true
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.MarkSent(ctx, []string{list[i].Key}, list[i].At)
			})
		}
		asRulesSay(t, s, "ZO-1")
	})
}

func TestRetimeHoldsUntilThePlanChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		first := planned(t, s, "ZO-1")[0]
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Retime(ctx, first.Key, "marga", at(13, 30), false)
		})
		find := func() p.Reminder {
			list := planned(t, s, "ZO-1")
			i := slices.IndexFunc(list, func(r p.Reminder) bool { return r.Key == first.Key })
			return list[i]
		}
		want := first
		want.Aan, want.At = "marga", at(13, 30)
		same(t, find(), want)

		save(t, s, load(t, s, "ZO-1")) // nothing in the plan changes
		same(t, find(), want)

		other := profiel()
		other.Tijd.Herinner = "08:30"
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, other, nil) })
		asRulesSay(t, s, "ZO-1")

		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.Retime(t.Context(), "bestaat niet", "marga", at(9, 0), false) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

func TestPlanTeam(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		team := p.Team{Naam: "Oost", Ritmes: []p.Ritme{{Wat: "casuistiekbespreking", Eerste: day("2026-11-17"), Weken: 2}}}
		events := func() []p.Reminder {
			return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.PlannedTeam(ctx, "Oost") })
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.SaveTeam(ctx, team); err != nil {
				return err
			}
			return tx.PlanTeam(ctx, "Oost", day("2026-11-13"))
		})
		list := events()
		if len(list) != 1 || list[0].Uiterlijk != day("2026-11-17") || list[0].Zaak != "" || list[0].Team != "Oost" {
			t.Fatalf("planned: %+v", list)
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.MarkSent(ctx, []string{list[0].Key}, list[0].At)
		})
		if list = events(); len(list) != 1 || list[0].Uiterlijk != day("2026-12-01") {
			t.Errorf("after the first: %+v", list)
		}
		save(t, s, casus("ZO-1"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.PlanTeam(ctx, "West", day("2026-11-13")) })
		same(t, events(), list)
	})
}
