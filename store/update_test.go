package store_test

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"

	p "github.com/regiebot/regiebot/procesregie"
)

var errOops = errors.New("oops")

func setting(t testing.TB, s *store.Store, key string) string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
		value, _, err := tx.Setting(ctx, key)
		return value, err
	})
}

func TestUpdateIsWholeOrNotAtAll(t *testing.T) {
	change := func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "kleur", "rood") }
	for name, f := range map[string]func(context.Context, *store.Tx) error{
		"an error":           func(context.Context, *store.Tx) error { return errOops },
		"a panic":            func(context.Context, *store.Tx) error { panic("oops") },
		"a goroutine's exit": func(context.Context, *store.Tx) error { runtime.Goexit(); return nil },
		"a hidden failure": func(ctx context.Context, tx *store.Tx) error {
			_ = tx.Fail(ctx)
			return nil
		},
		"going on after a failure": func(ctx context.Context, tx *store.Tx) error {
			_ = tx.Fail(ctx)
			return tx.SetSetting(ctx, "kleur", "blauw")
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := open()
				var err error
				finished := false
				var wait sync.WaitGroup
				wait.Go(func() {
					defer func() { _ = recover() }()
					err = s.Update(t.Context(), func(tx *store.Tx) error {
						if err := change(t.Context(), tx); err != nil {
							return err
						}
						return f(t.Context(), tx)
					})
					finished = true
				})
				wait.Wait()
				if finished && err == nil {
					t.Error("no error")
				}
				if got := setting(t, s, "kleur"); got != "" {
					t.Errorf("stored %q", got)
				}
				update(t, s, change) // and the store goes on working
				if got := setting(t, s, "kleur"); got != "rood" {
					t.Errorf("after that: stored %q", got)
				}
			})
		})
	}
}

func TestUpdateReturnsTheErrorOfF(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		if err := open().Update(t.Context(), func(*store.Tx) error { return errOops }); !errors.Is(err, errOops) {
			t.Errorf("got %v", err)
		}
	})
}

func TestUpdateStopsWithItsContext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		stopsWithItsContext(t, open())
	})
	t.Run("memory", func(t *testing.T) { stopsWithItsContext(t, storetest.Open(t, ":memory:")) })
}

func stopsWithItsContext(t *testing.T, s *store.Store) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "kleur", "rood") })
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, func(tx *store.Tx) error {
		if err := tx.SetSetting(ctx, "kleur", "blauw"); err != nil {
			return err
		}
		cancel()
		// Time enough for database/sql to notice, if it looks.
		for n, err := 0, error(nil); err == nil && n < 500; n++ {
			_, _, err = tx.Setting(context.WithoutCancel(ctx), "kleur")
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := setting(t, s, "kleur"); got != "rood" {
		t.Errorf("stored %q", got)
	}
}

func TestViewChangesNothing(t *testing.T) {
	check := func(t *testing.T, s *store.Store) {
		t.Helper()
		err := s.View(t.Context(), func(tx *store.Tx) error { return tx.SetSetting(t.Context(), "kleur", "rood") })
		if err == nil || setting(t, s, "kleur") != "" {
			t.Errorf("changed (%v)", err)
		}
	}
	storetest.Each(t, func(t *testing.T, open func() *store.Store) { check(t, open()) })
	t.Run("memory", func(t *testing.T) { check(t, storetest.Open(t, ":memory:")) })
}

func TestViewSeesOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		err := s.View(t.Context(), func(tx *store.Tx) error {
			before, _, err := tx.Setting(t.Context(), "kleur")
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetSetting(ctx, "kleur", "rood") })
			after, _, err2 := tx.Setting(t.Context(), "kleur")
			if before != after {
				t.Errorf("%q became %q under the eyes of the reader", before, after)
			}
			return errors.Join(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Several people and processes add one to the same number at the same time.
func TestUpdateLosesNothingOfASetting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const people, times = 6, 10
		stores := []*store.Store{open(), open()}
		together(people, func(i int) {
			for range times {
				update(t, stores[i%2], func(ctx context.Context, tx *store.Tx) error {
					value, _, err := tx.Setting(ctx, "teller")
					if err != nil {
						return err
					}
					n, _ := strconv.Atoi(value)
					return tx.SetSetting(ctx, "teller", strconv.Itoa(n+1))
				})
			}
		})
		if got := setting(t, stores[0], "teller"); got != strconv.Itoa(people*times) {
			t.Errorf("counted %s of %d", got, people*times)
		}
	})
}

// Several people change one casus at the same time: each change is there afterwards.
func TestUpdateLosesNothingOfACasus(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const people, times = 5, 4
		stores := []*store.Store{filled(t, open()), open()}
		save(t, stores[0], casus("ZO-2026-0142"))
		together(people, func(i int) {
			for n := range times {
				update(t, stores[i%2], func(ctx context.Context, tx *store.Tx) error {
					c, err := tx.Casus(ctx, "ZO-2026-0142")
					if err != nil {
						return err
					}
					c.Uitstel = append(c.Uitstel, p.Uitstel{Termijn: p.TermijnMDO, Door: "lid" + strconv.Itoa(i), Tot: day("2026-12-01").AddDays(n)})
					return tx.SaveCasus(ctx, c)
				})
			}
		})
		c := load(t, stores[0], "ZO-2026-0142")
		if len(c.Uitstel) != people*times || c.Versie != 1+people*times {
			t.Errorf("%d of %d changes, version %d", len(c.Uitstel), people*times, c.Versie)
		}
	})
}

// Somebody reports sick while cases of theirs come in: whoever is first, in the end
// every reminder rests on both.
func TestUpdatePlansOnWhatOthersChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const zaken = 12
		s := filled(t, open())
		together(2, func(i int) {
			for n := range zaken {
				if i == 0 {
					save(t, s, casus(zaak(n)))
					continue
				}
				lid := leden()[0]
				lid.Afwezig = []p.Periode{{Van: day("2026-11-16"), Tot: day("2027-01-01").AddDays(n)}}
				update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveLid(ctx, lid) })
			}
		})
		for n := range zaken {
			before := planned(t, s, zaak(n))
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Replan(ctx, zaak(n)) })
			same(t, planned(t, s, zaak(n)), before)
		}
	})
}

// A casus is planned while somebody reports sick: neither sees what the other does,
// so one of them must run again.
func TestUpdateRunsAgainWhenItsGroundsChange(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.Postgres(t)))
	sick := leden()[0]
	sick.Afwezig = []p.Periode{{Van: day("2026-11-16"), Tot: day("2027-01-01")}}
	runs := 0
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		runs++
		if err := tx.SaveCasus(ctx, casus("ZO-1")); err != nil || runs > 1 {
			return err
		}
		saveLid(t, s, sick)
		return nil
	})
	if runs != 2 {
		t.Errorf("ran %d times", runs)
	}
	asRulesSay(t, s, "ZO-1")
}

// Whoever is in the way of others again and again is let through in the end.
func TestUpdateComesThrough(t *testing.T) {
	address := storetest.Postgres(t)
	s := storetest.Open(t, address)
	runs := 0
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		runs++
		if _, _, err := tx.Setting(ctx, "teller"); err != nil {
			return err
		}
		quick, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
		defer cancel()
		err := s.Update(quick, func(tx *store.Tx) error { return tx.SetSetting(quick, "teller", strconv.Itoa(runs)) })
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the other: %v", err)
		}
		return tx.SetSetting(ctx, "teller", "mijn")
	})
	if got := setting(t, s, "teller"); got != "mijn" || runs != 4 {
		t.Errorf("%q after %d runs, want 3 among others and 1 alone", got, runs)
	}
}

// together runs f for 0 … n-1 at the same time, and waits.
func together(n int, f func(int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}
