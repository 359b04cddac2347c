package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
	"pgregory.net/rapid"
)

// gathered puts reminders in one message in the outbox, as the scheduler does.
func gathered(t testing.TB, s *store.Store, key string, list ...p.Reminder) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		one := post("herinnering/"+key, list[0].Aan, at(9, 0))
		for _, r := range list {
			one.Keys, one.Zaken = append(one.Keys, r.Key), append(one.Zaken, r.Zaak)
		}
		return errors.Join(tx.Enqueue(ctx, one), tx.MarkSent(ctx, one.Keys, at(9, 0)))
	})
}

func recalled(t testing.TB, s *store.Store, post store.Post, at time.Time) error {
	t.Helper()
	return s.Update(t.Context(), func(tx *store.Tx) error { return tx.Recall(t.Context(), post, at) })
}

func find(t testing.TB, s *store.Store, zaak, key string) (p.Reminder, bool) {
	t.Helper()
	list := planned(t, s, zaak)
	i := slices.IndexFunc(list, func(r p.Reminder) bool { return r.Key == key })
	if i < 0 {
		return p.Reminder{}, false
	}
	return list[i], true
}

func TestRecallPlansTheRemindersAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		before := [][]p.Reminder{planned(t, s, "ZO-1"), planned(t, s, "ZO-2")}
		one, two := before[0][0], before[1][0]
		gathered(t, s, "1", one, two)
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		one.At, two.At = at(17, 0), at(17, 0)
		for _, want := range []p.Reminder{one, two} {
			got, _ := find(t, s, want.Zaak, want.Key)
			same(t, got, want)
		}
		same(t, len(planned(t, s, "ZO-1")), len(before[0]))
		same(t, waiting(t, s), []store.Post(nil))
		for _, table := range []string{"outbox", "outbox_casus"} {
			if rows, err := s.Rows(t.Context(), table); err != nil || len(rows) > 0 {
				t.Errorf("left in %s: %v %v", table, rows, err)
			}
		}
		wants(t, recalled(t, s, posts[0], at(17, 0)), store.ErrChanged)
		gathered(t, s, "1", one, two) // the same message goes out later
		keys, posts := claim(t, s, "w1", at(17, 0))
		same(t, keys, []string{"herinnering/1"})
		delivered(t, s, posts[0], at(17, 0))
		wants(t, recalled(t, s, posts[0], at(18, 0)), store.ErrChanged)
		sent := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Sent, error) { return tx.Sent(ctx, "ZO-1") })
		same(t, len(sent), 1)
	})
}

func TestRecallOfWhatDoesNotHold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"), casus("ZO-3"))
		var list []p.Reminder
		for _, zaak := range []string{"ZO-1", "ZO-2", "ZO-3"} {
			list = append(list, planned(t, s, zaak)[0])
		}
		gathered(t, s, "1", list...)
		c := load(t, s, "ZO-1")
		c.Sluiting = p.Sluiting{Op: day("2026-11-13"), Reden: "zelf"}
		save(t, s, c)
		exec(t, s, "UPDATE casussen SET data = 'weg' WHERE zaak = 'ZO-2'")
		exec(t, s, "DELETE FROM casussen WHERE zaak = 'ZO-3'")
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		for i, there := range []bool{false, true, true} { // of what cannot be known nothing is lost
			if _, found := find(t, s, list[i].Zaak, list[i].Key); found != there {
				t.Errorf("%s is planned: %v", list[i].Zaak, found)
			}
		}
	})
}

// Who can be reached no more gets nothing back: the plan gives it to somebody else.
func TestRecallGivesItToWhoStandsIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		first := planned(t, s, "ZO-1")[0]
		gathered(t, s, "1", first)
		_, posts := claim(t, s, "w1", at(9, 0))
		gone := leden()[slices.IndexFunc(leden(), func(l p.Lid) bool { return l.Gebruiker == first.Aan })]
		gone.Weg = true
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.SaveLid(ctx, gone), tx.Recall(ctx, posts[0], at(9, 5)))
		})
		asRulesSay(t, s, "ZO-1")
		for _, r := range planned(t, s, "ZO-1") {
			if r.Aan == gone.Gebruiker {
				t.Errorf("%s is still for %s", r.Stap, r.Aan)
			}
		}
	})
}

// A stage of which a later one went out since does not come back.
func TestRecallOfAnOvertakenStage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		list := planned(t, s, "ZO-1")
		first := list[0]
		i := slices.IndexFunc(list, func(r p.Reminder) bool {
			return r.Key != first.Key && r.Termijn == first.Termijn && r.Uiterlijk == first.Uiterlijk && r.Voor == first.Voor
		})
		if i < 0 {
			t.Fatal("the first term has one stage")
		}
		gathered(t, s, "1", first)
		_, posts := claim(t, s, "w1", at(9, 0))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.MarkSent(ctx, []string{list[i].Key}, at(10, 0))
		})
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		if _, found := find(t, s, "ZO-1", first.Key); found {
			t.Error("it is planned again")
		}
		sent := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Sent, error) { return tx.Sent(ctx, "ZO-1") })
		same(t, len(sent), 2)
	})
}

func TestRecallRefusesOtherMessages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		note := post("melding/1", "bram", at(9, 0))
		note.Keys = []string{"geen herinnering"}
		enqueue(t, s, post("a1", "anouk", at(9, 0)), note)
		_, posts := claim(t, s, "w1", at(9, 0))
		for _, one := range posts {
			if err := recalled(t, s, one, at(17, 0)); err == nil || errors.Is(err, store.ErrChanged) {
				t.Errorf("%s: %v", one.Key, err)
			}
		}
		same(t, len(waiting(t, s)), 2)
	})
}

// The event of a team that passed since the message was made is for who looks whether it
// still holds; it is not skipped here, and no later one is lost.
func TestRecallOfAnEventOfATeam(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		team := p.Team{Naam: "Oost", Ritmes: []p.Ritme{{Wat: "casuistiekbespreking", Eerste: day("2026-11-17"), Weken: 2}}}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.SaveTeam(ctx, team), tx.PlanTeam(ctx, "Oost", day("2026-11-13")))
		})
		events := func() []p.Reminder {
			return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.PlannedTeam(ctx, "Oost") })
		}
		first := events()[0]
		gathered(t, s, "1", first)
		_, posts := claim(t, s, "w1", at(9, 0))
		first.At = at(9, 0).AddDate(0, 0, 10)
		if err := recalled(t, s, posts[0], first.At); err != nil {
			t.Fatal(err)
		}
		same(t, events(), []p.Reminder{first})
	})
}

// Whatever happens in whatever order, every reminder that holds goes out exactly once, with
// its own key.
func TestRecallExactlyOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := storetest.Open(t, ":memory:")
		filled(t, s)
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		want := map[string]int{} // one stage of each series: a later one would overtake it
		for _, zaak := range []string{"ZO-1", "ZO-2"} {
			for _, one := range planned(t, s, zaak) {
				if one.Stap == p.StapStart {
					want[one.Key] = 1
				}
			}
		}
		got := map[string]int{}
		step := func(last bool) {
			var held []store.Post
			for _, zaak := range []string{"ZO-1", "ZO-2"} {
				for _, one := range planned(t, s, zaak) {
					if want[one.Key] == 1 && (last || rapid.Bool().Draw(r, "gather")) {
						gathered(t, s, one.Key, one)
					}
				}
			}
			_, held = claimFor(t, s, "w1", at(9, 0), 0)
			for _, one := range held {
				if last || rapid.Bool().Draw(r, "deliver") {
					delivered(t, s, one, at(9, 0))
					for _, key := range one.Keys {
						got[key]++
					}
				} else if err := recalled(t, s, one, at(9, 0)); err != nil {
					r.Fatal(err)
				}
			}
		}
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			step(false)
		}
		for n := 0; n < 2 || len(waiting(t, s)) > 0; n++ {
			step(true)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("went out %v, want %v", got, want)
		}
	})
}

// Which stage is the later one does not follow from when it was handed over: the clocks of
// processes differ.
func TestRecallKnowsTheLaterStageWhateverTheClocks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		stages := series(planned(t, s, "ZO-1"))
		early, late := stages[0], stages[1]
		update(t, s, func(ctx context.Context, tx *store.Tx) error { // by a process that is ahead
			return tx.MarkSent(ctx, []string{early.Key}, at(9, 4))
		})
		gathered(t, s, "1", late)
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		if _, again := find(t, s, "ZO-1", late.Key); !again {
			t.Error("the last stage does not come again")
		}
	})
}

// series returns two stages of one term for one person, the earlier one first.
func series(list []p.Reminder) []p.Reminder {
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.Termijn == b.Termijn && a.Uiterlijk == b.Uiterlijk && a.Voor == b.Voor && a.At.Before(b.At) {
				return []p.Reminder{a, b}
			}
		}
	}
	panic("no two stages of one term")
}

// Two crises of one casus that end on the same day are two series.
func TestRecallKnowsTwoCrisesApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		c := casus("ZO-1")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: at(9, 0)}, {Soort: p.Crisis, Gemeld: at(9, 10)}}
		save(t, s, c)
		of := map[time.Time]p.Reminder{}
		for _, r := range planned(t, s, "ZO-1") {
			if r.Dringend && r.Voor == "anouk" && strings.Contains(r.Key, "/uur-0/") {
				of[r.At] = r
			}
		}
		first, second := of[at(9, 0)], of[at(9, 10)]
		gathered(t, s, "1", first)
		_, posts := claim(t, s, "w1", at(9, 0))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.MarkSent(ctx, []string{second.Key}, at(9, 10))
		})
		overtaken := view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Overtaken(ctx, posts[0]) })
		same(t, overtaken, false)
		if err := recalled(t, s, posts[0], at(9, 11)); err != nil {
			t.Fatal(err)
		}
		if _, again := find(t, s, "ZO-1", first.Key); !again {
			t.Error("the first crisis does not come again")
		}
	})
}

// Of a message of which nobody can tell whether it is there it stays known that it may be,
// and what is made of its reminders says so, until it went out.
func TestRecallInDoubt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		first := planned(t, s, "ZO-1")[0]
		gathered(t, s, "1", first)
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := s.Begin(t.Context(), posts[0], time.Minute); err != nil {
			t.Fatal(err)
		}
		posts[0].Unsure = true
		if err := recalled(t, s, posts[0], at(17, 0)); err != nil {
			t.Fatal(err)
		}
		again, _ := find(t, s, "ZO-1", first.Key)
		same(t, again.Dubbel, true)
		same(t, again.At, at(17, 0))
		same(t, waiting(t, s), []store.Post(nil))
		about := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.PostsAbout(ctx, "ZO-1") })
		same(t, []any{len(about), about[0].State, about[0].Unsure, about[0].DoneAt}, []any{1, store.Failed, true, at(17, 0)})
		wants(t, recalled(t, s, posts[0], at(17, 0)), store.ErrChanged)
		away := leden()[slices.IndexFunc(leden(), func(l p.Lid) bool { return l.Gebruiker == first.Aan })]
		away.Afwezig = []p.Periode{{Van: p.DateOf(first.At), Tot: p.DateOf(first.At).AddDays(30)}}
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveLid(ctx, away) })
		again, _ = find(t, s, "ZO-1", first.Key) // planned for somebody else it stays so
		same(t, []any{again.Dubbel, again.Aan != first.Aan}, []any{true, true})
		gathered(t, s, "2", again)
		_, posts = claimFor(t, s, "w1", at(17, 0), 0)
		if err := recalled(t, s, posts[0], at(17, 1)); err != nil { // this one is nowhere
			t.Fatal(err)
		}
		again, _ = find(t, s, "ZO-1", first.Key)
		same(t, again.Dubbel, true)
	})
}

// What was given up says when, however long it waited before.
func TestGivenUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)))
		later := at(9, 0).AddDate(0, 0, 8)
		_, posts := claim(t, s, "w1", at(9, 0))
		for i, f := range []store.Failure{{Cause: "weg", At: later}, {Cause: "bezet", RetryAt: later}} {
			if err := ended(t, s, posts[i], f); err != nil {
				t.Fatal(err)
			}
		}
		since := func(from time.Time) (keys []string) {
			for _, one := range view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.GivenUp(ctx, from, 10) }) {
				keys = append(keys, one.Key)
			}
			return keys
		}
		same(t, since(later.AddDate(0, 0, -7)), []string{"a1"})
		same(t, since(later.Add(time.Millisecond)), []string(nil))
	})
}
