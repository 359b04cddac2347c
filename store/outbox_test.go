package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func post(key, aan string, created time.Time) store.Post {
	return store.Post{Key: key, Aan: aan, Message: []byte(`{"Text":"` + key + ` '?'"}`), CreatedAt: created}
}

func enqueue(t testing.TB, s *store.Store, posts ...store.Post) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		for _, p := range posts {
			if err := tx.Enqueue(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// claim returns the keys that a worker gets, and the posts.
func claim(t testing.TB, s *store.Store, worker string, at time.Time) ([]string, []store.Post) {
	t.Helper()
	return claimFor(t, s, worker, at, time.Minute)
}

// claimFor is claim with a lease; a lease of nothing is over at once.
func claimFor(t testing.TB, s *store.Store, worker string, at time.Time, lease time.Duration) ([]string, []store.Post) {
	t.Helper()
	posts, err := s.Claim(t.Context(), worker, at, lease, 10)
	if err != nil {
		t.Fatalf("claim: %v", err)
	}
	var keys []string
	for _, p := range posts {
		keys = append(keys, p.Key)
	}
	return keys, posts
}

func delivered(t testing.TB, s *store.Store, p store.Post, at time.Time) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.Delivered(ctx, p, store.Receipt{Platform: "slack", ID: "ts-" + p.Key}, at)
	})
}

func TestOutboxKeepsTheMessage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		want := post("a", "anouk", at(9, 0))
		want.Keys, want.Zaken, want.Regels, want.NotBefore = []string{"k1", "k2"}, []string{"ZO-1"}, []string{"VPR-6"}, at(10, 0)
		enqueue(t, s, want, want) // the same key twice
		enqueue(t, s, want)
		waiting := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })
		want.State = store.Waiting
		if diff := cmp.Diff([]store.Post{want}, waiting, cmpopts.IgnoreFields(store.Post{}, "ID")); diff != "" {
			t.Fatal(diff)
		}
		_, posts := claim(t, s, "w1", at(10, 0))
		want.ID, want.State, want.Attempts, want.ClaimedBy, want.ClaimedUntil = waiting[0].ID, store.Claimed, 1, "w1", posts[0].ClaimedUntil
		same(t, posts, []store.Post{want})
		delivered(t, s, posts[0], at(10, 1))
		want.State, want.Receipt, want.SentAt, want.ClaimedBy = store.Sent, store.Receipt{Platform: "slack", ID: "ts-a"}, at(10, 1), ""
		history := func(aan string) []store.Post {
			return view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, aan, 5) })
		}
		same(t, history("anouk"), []store.Post{want})
		same(t, history(""), []store.Post{want})
		same(t, history("bram"), []store.Post(nil))
		enqueue(t, s, want) // also a message that was sent is sent once
		if keys, _ := claim(t, s, "w1", at(23, 0)); keys != nil {
			t.Errorf("handed out %v", keys)
		}
	})
}

func TestEnqueueRefusesHalfAMessage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for _, p := range []store.Post{post("", "anouk", at(9, 0)), post("a", "", at(9, 0)), post("a", "anouk", time.Time{})} {
			if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.Enqueue(t.Context(), p) }); err == nil {
				t.Errorf("%+v was taken", p)
			}
		}
	})
}

func TestClaimKeepsTheOrderOfEachRecipient(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("z1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)))
		enqueue(t, s, post("a0", "anouk", at(9, 1)), post("c1", "#oost", at(9, 1)))
		keys, posts := claim(t, s, "w1", at(9, 1))
		same(t, keys, []string{"z1", "b1", "c1"})
		if keys, _ := claim(t, s, "w2", at(9, 1)); keys != nil {
			t.Errorf("handed out %v while the first of each is under way", keys)
		}
		delivered(t, s, posts[0], at(9, 1))
		keys, posts = claim(t, s, "w2", at(9, 1))
		same(t, keys, []string{"a2"})
		delivered(t, s, posts[0], at(9, 1))
		keys, _ = claim(t, s, "w1", at(9, 1))
		same(t, keys, []string{"a0"})
	})
}

func TestClaimHandsOutWhatIsMeantForNow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		later := post("later", "anouk", at(9, 0))
		later.NotBefore = at(17, 0)
		enqueue(t, s, later, post("crisis", "anouk", at(9, 1)))
		keys, posts := claim(t, s, "w1", at(9, 2))
		same(t, keys, []string{"crisis"}) // what is meant for later holds up nothing
		delivered(t, s, posts[0], at(9, 2))
		if keys, _ = claim(t, s, "w1", at(16, 59)); keys != nil {
			t.Errorf("too early: %v", keys)
		}
		keys, _ = claim(t, s, "w1", at(17, 0))
		same(t, keys, []string{"later"})
	})
}

func TestFailedIsTriedAgainBeforeTheNext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)))
		_, posts := claim(t, s, "w1", at(9, 0))
		failed := func(p store.Post, retry time.Time) error {
			return s.Update(t.Context(), func(tx *store.Tx) error {
				return tx.Failed(t.Context(), p, store.Failure{Cause: "429", RetryAt: retry, Unsure: true})
			})
		}
		if err := failed(posts[0], at(9, 10)); err != nil {
			t.Fatal(err)
		}
		if err := failed(posts[1], time.Time{}); err != nil {
			t.Fatal(err)
		}
		if keys, _ := claim(t, s, "w1", at(9, 9)); keys != nil {
			t.Errorf("handed out %v while the channel must rest", keys)
		}
		keys, again := claim(t, s, "w2", at(9, 10))
		same(t, keys, []string{"a1"})
		same(t, again[0].Attempts, 2)
		same(t, again[0].Cause, "429")
		if err := failed(posts[0], at(9, 30)); !errors.Is(err, store.ErrChanged) {
			t.Errorf("a worker whose turn is over: %v", err)
		}
		if err := failed(again[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		keys, _ = claim(t, s, "w2", at(9, 10))
		same(t, keys, []string{"a2"}) // what was given up holds up nothing
		stats := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) })
		same(t, stats, store.Stats{Failed: 2, Claimed: 1})
	})
}

func TestClaimTakesOverAfterTheLease(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)))
		_, first := claimFor(t, s, "w1", at(9, 0), 0)
		keys, second := claim(t, s, "w2", at(9, 0))
		if keys, _ := claim(t, s, "w3", at(23, 0)); keys != nil {
			t.Errorf("handed out %v during the lease", keys)
		}
		same(t, keys, []string{"a1"})
		same(t, second[0].Attempts, 2)
		delivered(t, s, first[0], at(9, 2)) // it did arrive after all
		delivered(t, s, second[0], at(9, 3))
		history := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "anouk", 5) })
		if len(history) != 1 || !history[0].SentAt.Equal(at(9, 2)) {
			t.Errorf("history: %+v", history)
		}
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.Delivered(t.Context(), store.Post{ID: "bestaat niet"}, store.Receipt{}, at(9, 0))
		})
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

// Three workers, of which two in another process, empty the outbox at the same time.
func TestClaimHandsOutEachMessageOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const recipients, each = 8, 6
		s := open()
		var posts []store.Post
		for n := range recipients * each {
			posts = append(posts, post(fmt.Sprintf("%03d", n), fmt.Sprintf("lid%d", n%recipients), at(9, 0)))
		}
		enqueue(t, s, posts...)
		stores := []*store.Store{s, open(), open()}
		var mu sync.Mutex
		var got []string
		order := map[string][]string{}
		together(3, func(i int) {
			for left, rounds := 1, 0; left > 0 && rounds < 500; rounds++ {
				claimed, err := stores[i].Claim(t.Context(), fmt.Sprintf("w%d", i), at(9, 0), time.Minute, 3)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				for _, p := range claimed {
					mu.Lock()
					got, order[p.Aan] = append(got, p.Key), append(order[p.Aan], p.Key)
					mu.Unlock()
					delivered(t, stores[i], p, at(9, 0))
				}
				left = len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) }))
			}
		})
		for aan, keys := range order {
			if !slices.IsSorted(keys) {
				t.Errorf("%s got %v", aan, keys)
			}
		}
		slices.Sort(got)
		if len(got) != recipients*each || len(slices.Compact(got)) != recipients*each {
			t.Errorf("%d messages were handed out %d times", recipients*each, len(got))
		}
	})
}

// Claiming may be part of a larger change too.
func TestClaimWithinUpdate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)))
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			posts, err := tx.Claim(t.Context(), "w1", at(9, 0), time.Minute, 3)
			if len(posts) != 1 {
				t.Errorf("got %v", posts)
			}
			return errors.Join(err, errOops)
		})
		if !errors.Is(err, errOops) {
			t.Fatal(err)
		}
		keys, posts := claim(t, s, "w1", at(9, 0))
		same(t, keys, []string{"a1"})
		same(t, posts[0].Attempts, 1)
	})
}
