package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// What is due of each together is what is due.
func TestDueOfEach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		dueFor := func(at time.Time) []string {
			return view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.DueFor(ctx, at) })
		}
		same(t, dueFor(at(23, 0).AddDate(1, 0, 0)), []string(nil))
		save(t, s, casus("ZO-1"), casus("ZO-2"), full("ZO-3"))
		all := due(t, s, at(23, 0).AddDate(1, 0, 0), 999)
		for _, moment := range []time.Time{all[0].At.Add(-time.Millisecond), all[0].At, all[len(all)/2].At, all[len(all)-1].At} {
			of := map[string][]p.Reminder{}
			var names []string
			for _, r := range due(t, s, moment, 999) {
				if of[r.Aan] = append(of[r.Aan], r); len(of[r.Aan]) == 1 {
					names = append(names, r.Aan)
				}
			}
			slices.Sort(names)
			same(t, dueFor(moment), names)
			for _, name := range append(names, "niemand") {
				got := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.DueOf(ctx, name, moment) })
				same(t, got, append([]p.Reminder{}, of[name]...))
			}
		}
	})
}

// That a reminder was held up stays known, until its plan has another moment.
func TestRetimeRemembersAnOutage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		first := planned(t, s, "ZO-1")[0]
		retime := func(gemist bool) bool {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.Retime(ctx, first.Key, first.Aan, at(13, 30), gemist)
			})
			got, _ := find(t, s, "ZO-1", first.Key)
			return got.Gemist
		}
		same(t, retime(false), false)
		same(t, retime(true), true)
		same(t, retime(false), true)
		save(t, s, load(t, s, "ZO-1")) // the same plan
		got, _ := find(t, s, "ZO-1", first.Key)
		same(t, []any{got.Gemist, got.At}, []any{true, at(13, 30)})
		gathered(t, s, "1", got)
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		got, _ = find(t, s, "ZO-1", first.Key)
		same(t, got.Gemist, true)
		other := profiel()
		other.Tijd.Herinner = "08:30"
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, other, nil) })
		got, _ = find(t, s, "ZO-1", first.Key)
		same(t, got.Gemist, false)
		asRulesSay(t, s, "ZO-1")
	})
}
