package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func urgent(p store.Post) store.Post { p.Dringend = true; return p }

// ended records how an attempt ended.
func ended(t testing.TB, s *store.Store, p store.Post, f store.Failure) error {
	t.Helper()
	return s.Update(t.Context(), func(tx *store.Tx) error { return tx.Failed(t.Context(), p, f) })
}

func renounced(t testing.TB, s *store.Store, p store.Post, at time.Time) error {
	t.Helper()
	return s.Update(t.Context(), func(tx *store.Tx) error { return tx.Renounce(t.Context(), p, "niet nu", at) })
}

func waiting(t testing.TB, s *store.Store) []store.Post {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })
}

func TestNowIsTheClockOfTheDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		before := time.Now().Add(-time.Second) // a server may be on another machine
		now, err := s.Now(t.Context())
		if err != nil || now.Before(before) || now.After(time.Now().Add(time.Second)) {
			t.Errorf("%v, %v", now, err)
		}
		if now.Location() != time.UTC || now.Nanosecond()%int(time.Millisecond) != 0 {
			t.Errorf("%v is not in UTC and whole milliseconds", now)
		}
	})
}

func TestClaimHasALaneForWhatIsUrgent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)),
			urgent(post("a3", "anouk", at(9, 0))), urgent(post("a4", "anouk", at(9, 0))))
		keys, posts := claim(t, s, "w1", at(9, 0))
		same(t, keys, []string{"a3", "a1", "b1"})
		same(t, []bool{posts[0].Dringend, posts[1].Dringend}, []bool{true, false})
		if keys, _ := claim(t, s, "w2", at(9, 0)); keys != nil {
			t.Errorf("handed out %v while the first of each lane is under way", keys)
		}
		delivered(t, s, posts[0], at(9, 0))
		keys, _ = claim(t, s, "w2", at(9, 0))
		same(t, keys, []string{"a4"})
		delivered(t, s, posts[1], at(9, 0))
		keys, _ = claim(t, s, "w2", at(9, 0))
		same(t, keys, []string{"a2"})
	})
}

// Whatever the worker says that the time is: a lease is over when the database says so.
func TestLeasesGoByTheClockOfTheDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)))
		_, posts := claim(t, s, "w1", at(9, 0))
		now, err := s.Now(t.Context())
		if left := posts[0].ClaimedUntil.Sub(now); err != nil || left <= 0 || left > time.Minute {
			t.Errorf("a lease of a minute ends in %v: %v", left, err)
		}
		if keys, _ := claim(t, s, "w2", at(9, 0).AddDate(10, 0, 0)); keys != nil {
			t.Errorf("handed out %v to a clock that runs ahead", keys)
		}
		exec(t, s, "UPDATE outbox SET claimed_until = 1")
		keys, again := claimFor(t, s, "w2", at(9, 0), 24*time.Hour)
		same(t, keys, []string{"a1"})
		if left := again[0].ClaimedUntil.Sub(now); left > time.Hour+time.Minute {
			t.Errorf("a lease of %v", left)
		}
		// The clock of the database was put back by a year: the lease of before ends at once.
		exec(t, s, fmt.Sprintf("UPDATE outbox SET claimed_until = %d", now.AddDate(1, 0, 0).UnixMilli()))
		keys, _ = claim(t, s, "w3", at(9, 0))
		same(t, keys, []string{"a1"})
	})
}

func TestBeginSaysThatItMayBeThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)))
		_, first := claimFor(t, s, "w1", at(9, 0), 0)
		same(t, first[0].Unsure, false)
		if err := s.Begin(t.Context(), first[0], time.Minute); err != nil {
			t.Fatal(err) // the lease is over, and nobody has taken it
		}
		if keys, _ := claim(t, s, "w2", at(9, 0)); keys != nil {
			t.Errorf("handed out %v during the lease that began anew", keys)
		}
		exec(t, s, "UPDATE outbox SET claimed_until = 1")
		_, second := claim(t, s, "w2", at(9, 0))
		same(t, second[0].Unsure, true)
		wants(t, s.Begin(t.Context(), first[0], time.Minute), store.ErrChanged)
		if err := s.Begin(t.Context(), second[0], time.Minute); err != nil {
			t.Fatal(err)
		}
		delivered(t, s, second[0], at(9, 1))
		wants(t, s.Begin(t.Context(), second[0], time.Minute), store.ErrChanged)
		history := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "anouk", 5) })
		same(t, history[0].Unsure, false)
	})
}

// A message that was changed since it was claimed is not sent as it was.
func TestBeginAfterAPartWasErased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-1"), full("ZO-2"))
		one := post("a1", "anouk", at(9, 0))
		one.Zaken = []string{"ZO-1", "ZO-2"}
		enqueue(t, s, one)
		eraseOne := func() error {
			return s.Update(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Erase(t.Context(), "ZO-1", store.Erasing{At: at(12, 0), Without: leaves("ZO-2")})
				return err
			})
		}
		_, posts := claim(t, s, "w1", at(9, 0))
		wants(t, eraseOne(), store.ErrSending) // by the clock of the database, not by the moment
		exec(t, s, "UPDATE outbox SET claimed_until = 1")
		if err := eraseOne(); err != nil {
			t.Fatal(err)
		}
		wants(t, s.Begin(t.Context(), posts[0], time.Minute), store.ErrChanged)
		wants(t, ended(t, s, posts[0], store.Failure{}), store.ErrChanged)
		wants(t, renounced(t, s, posts[0], at(9, 0)), store.ErrChanged)
	})
}

func TestRenounceIsNoAttempt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)))
		for range 3 {
			_, posts := claim(t, s, "w1", at(9, 0))
			same(t, posts[0].Attempts, 1)
			if err := renounced(t, s, posts[0], at(9, 0)); err != nil {
				t.Fatal(err)
			}
			wants(t, renounced(t, s, posts[0], at(9, 0)), store.ErrChanged)
		}
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := errors.Join(s.Begin(t.Context(), posts[0], time.Minute), renounced(t, s, posts[0], at(9, 30))); err != nil {
			t.Fatal(err)
		}
		if keys, _ := claim(t, s, "w1", at(9, 29)); keys != nil {
			t.Errorf("handed out %v, though one before it was handed out already", keys)
		}
		keys, posts := claim(t, s, "w1", at(9, 30))
		same(t, keys, []string{"a1"})
		same(t, posts[0].Unsure, true) // that it was begun is still so
		same(t, posts[0].Cause, "niet nu")
	})
}

func TestFailedKeepsWhatIsKnown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)))
		for i, step := range []struct {
			failure  store.Failure
			attempts int // at the next claim
		}{
			{store.Failure{Cause: "bezet", Refused: true}, 1},
			{store.Failure{Cause: "onzeker", Unsure: true}, 2},
			{store.Failure{Cause: "bezet", Unsure: true, Refused: true}, 2},
			{store.Failure{Cause: "zeker niet"}, 3},
		} {
			_, posts := claim(t, s, "w1", at(9+i, 0))
			if err := s.Begin(t.Context(), posts[0], time.Minute); err != nil {
				t.Fatal(err)
			}
			f := step.failure
			f.RetryAt = at(10+i, 0)
			if err := ended(t, s, posts[0], f); err != nil {
				t.Fatal(err)
			}
			wants(t, ended(t, s, posts[0], f), store.ErrChanged)
			if keys, _ := claim(t, s, "w1", at(9+i, 59)); keys != nil {
				t.Errorf("handed out %v while the first must wait", keys)
			}
			_, posts = claimFor(t, s, "w1", at(10+i, 0), 0)
			same(t, posts[0].Key, "a1")
			same(t, posts[0].Attempts, step.attempts)
			same(t, posts[0].Unsure, f.Unsure)
			same(t, posts[0].Cause, f.Cause)
			if err := renounced(t, s, posts[0], at(10+i, 0)); err != nil {
				t.Fatal(err)
			}
		}
		// Of somebody else with the same name for his attempt nothing is recorded.
		_, posts := claim(t, s, "w1", at(14, 0))
		posts[0].ClaimedBy = "w2"
		wants(t, ended(t, s, posts[0], store.Failure{}), store.ErrChanged)
	})
}

func TestReleaseClaims(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Correct(ctx, store.Correction{ID: "c1", Aan: "anouk", Key: "k"}, at(9, 0))
		})
		corrections := func() int {
			list, err := s.ClaimCorrections(t.Context(), at(9, 0), time.Minute, 10)
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		claim(t, s, "w1", at(9, 0))
		same(t, corrections(), 1)
		same(t, corrections(), 0)
		if err := s.ReleaseClaims(t.Context()); err != nil {
			t.Fatal(err)
		}
		keys, posts := claim(t, s, "w2", at(9, 0))
		if s.Kind() == "postgres" { // others are at work there
			if keys != nil || corrections() != 0 {
				t.Errorf("handed out %v", keys)
			}
			return
		}
		same(t, keys, []string{"a1", "b1"})
		same(t, posts[0].Attempts, 2)
		same(t, corrections(), 1)
	})
}

func TestNextPost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		next := func() time.Time {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (time.Time, error) {
				next, some, err := tx.NextPost(ctx)
				if some != (len(waiting(t, s)) > 0) {
					t.Errorf("something waits: %v", some)
				}
				return next, err
			})
		}
		same(t, next(), time.Time{})
		later := post("b1", "bram", at(9, 0))
		later.NotBefore = at(17, 0)
		enqueue(t, s, later)
		same(t, next(), at(17, 0))
		first := post("a1", "anouk", at(9, 0))
		first.NotBefore = at(9, 0)
		second := post("a2", "anouk", at(9, 0))
		second.NotBefore = at(9, 0)
		enqueue(t, s, first, second)
		same(t, next(), at(9, 0))
		_, posts := claim(t, s, "w1", at(9, 0))
		same(t, next(), at(17, 0)) // the lease of a1 ends after that
		if err := ended(t, s, posts[0], store.Failure{RetryAt: at(9, 30)}); err != nil {
			t.Fatal(err)
		}
		same(t, next(), at(9, 30)) // a2 waits for a1
	})
}

// While one is claiming, another gets nothing of the same recipients, neither what the
// first is taking nor what comes after it.
func TestClaimsAtTheSameMoment(t *testing.T) {
	s := storetest.Open(t, storetest.Postgres(t))
	enqueue(t, s, post("a1", "anouk", at(9, 0)), post("a2", "anouk", at(9, 0)), post("b1", "bram", at(9, 0)), post("b2", "bram", at(9, 0)))
	err := s.ByRow(t.Context(), func(tx *store.Tx) error {
		posts, err := tx.Claim(t.Context(), "w1", at(9, 0), time.Minute, 1)
		if err != nil || len(posts) != 1 || posts[0].Key != "a1" {
			t.Errorf("%v, %v", posts, err)
		}
		keys, _ := claim(t, s, "w2", at(9, 0))
		same(t, keys, []string{"b1"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if keys, _ := claim(t, s, "w3", at(9, 0)); keys != nil {
		t.Errorf("handed out %v", keys)
	}
}

// crew is what several workers see of one outbox.
type crew struct {
	mu    sync.Mutex
	busy  map[string]string // the message that is under way, by recipient and lane
	order map[string][]string
}

func lane(p store.Post) string { return fmt.Sprint(p.Aan, p.Dringend) }

func (c *crew) start(p store.Post) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if other := c.busy[lane(p)]; other != "" {
		return fmt.Errorf("%s was handed out while %s is under way", p.Key, other)
	}
	c.busy[lane(p)] = p.Key
	return nil
}

// end is called before the database hears of it: from there on the next may be handed out.
func (c *crew) end(p store.Post, sent bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[lane(p)] = ""; sent {
		c.order[lane(p)] = append(c.order[lane(p)], p.Key)
	}
}

// Six workers, in as many processes, of which many an attempt fails or is given back: none
// of them ever has a message of which the one before it, or the same one, is with another.
func TestOrderIsKeptAmongManyWorkers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const workers, recipients, each = 6, 5, 24
		s := open()
		var posts []store.Post
		for n := range recipients * each {
			p := post(fmt.Sprintf("%04d", n), fmt.Sprintf("lid%d", n%recipients), at(9, 0))
			p.Dringend = n%3 == 0
			posts = append(posts, p)
		}
		enqueue(t, s, posts...)
		c := &crew{busy: map[string]string{}, order: map[string][]string{}}
		stores := []*store.Store{s}
		for range workers - 1 {
			stores = append(stores, open())
		}
		together(workers, func(i int) {
			chance := rand.New(rand.NewPCG(uint64(i), 7))
			for rounds := 0; rounds < 3000 && len(waiting(t, stores[i])) > 0; rounds++ {
				claimed, err := stores[i].Claim(t.Context(), fmt.Sprintf("w%d", i), at(9, 0), time.Minute, 3)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				for _, p := range claimed {
					if err := c.start(p); err != nil {
						t.Error(err)
					}
				}
				for _, p := range claimed {
					handle(t, stores[i], c, p, chance.IntN(4))
				}
			}
		})
		sent := 0
		for name, keys := range c.order {
			if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
				t.Errorf("%s got %v", name, keys)
			}
			sent += len(keys)
		}
		same(t, sent, recipients*each)
	})
}

// handle does with a claimed message what a chance says.
func handle(t testing.TB, s *store.Store, c *crew, p store.Post, chance int) {
	t.Helper()
	err := s.Begin(t.Context(), p, time.Minute)
	c.end(p, chance < 2)
	switch {
	case err != nil:
	case chance == 2:
		err = ended(t, s, p, store.Failure{Cause: "bezet", RetryAt: at(9, 0), Refused: p.Attempts%2 == 0})
	case chance == 3:
		err = renounced(t, s, p, at(9, 0))
	default:
		delivered(t, s, p, at(9, 0))
	}
	if err != nil {
		t.Errorf("%s: %v", p.Key, err)
	}
}

// Workers that come too late: every lease is over at once, so a message is taken over
// again and again. Only one of those who have it may begin, and what is sent is sent once.
func TestOnlyTheLastToClaimMayBegin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const workers, messages = 4, 12
		s := open()
		for n := range messages {
			enqueue(t, s, post(fmt.Sprintf("%03d", n), fmt.Sprintf("lid%d", n%3), at(9, 0)))
		}
		stores := []*store.Store{s, open(), open(), open()}
		var mu sync.Mutex
		begun := map[string]int{}
		together(workers, func(i int) {
			for rounds := 0; rounds < 3000 && len(waiting(t, stores[i])) > 0; rounds++ {
				claimed, err := stores[i].Claim(t.Context(), fmt.Sprintf("w%d", i), at(9, 0), 0, 3)
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				for _, p := range claimed {
					err := stores[i].Begin(t.Context(), p, time.Minute)
					if errors.Is(err, store.ErrChanged) {
						continue
					}
					if err != nil {
						t.Errorf("begin: %v", err)
						return
					}
					mu.Lock()
					begun[p.Key]++
					mu.Unlock()
					delivered(t, stores[i], p, at(9, 0))
				}
			}
		})
		same(t, len(begun), messages)
		for key, times := range begun {
			if times != 1 {
				t.Errorf("%s was begun %d times", key, times)
			}
		}
	})
}

// leaves leaves of every message the same.
func leaves(message string) func([]byte, string) ([]byte, error) {
	return func([]byte, string) ([]byte, error) { return []byte(message), nil }
}
