package platform

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestPoolIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPool("chat", slog.New(slog.DiscardHandler))
		end := make(chan struct{})
		var busy, done atomic.Int32
		job := func(context.Context) { busy.Add(1); <-end; busy.Add(-1); done.Add(1) }
		accepted := 0
		for p.Later(job) {
			accepted++
			synctest.Wait()
		}
		if busy.Load() != Seats || accepted != Seats+Backlog {
			t.Errorf("%d are busy of %d", busy.Load(), accepted)
		}
		begin := time.Now()
		if p.Now(job) || time.Since(begin) != atOnce {
			t.Errorf("it waited %v for a seat", time.Since(begin))
		}
		close(end)
		synctest.Wait()
		if int(done.Load()) != accepted {
			t.Errorf("%d were done", done.Load())
		}
		if !p.Now(job) {
			t.Error("nothing is done any more")
		}
		p.Drain(time.Second)
	})
}

// However much comes in one queue, it is done in its order, and holds up nothing in another.
func TestPoolInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPool("chat", slog.New(slog.DiscardHandler))
		const many = 3 * Seats
		var done []int // in one queue they are never done at once
		for i := range many {
			if !p.InTurn("een", func(context.Context) {
				time.Sleep(time.Second)
				if done = append(done, i); i == 0 {
					panic("mis")
				}
			}) {
				t.Fatal("there is no room")
			}
		}
		begin := time.Now()
		var other time.Duration
		p.InTurn("twee", func(context.Context) { other = time.Since(begin) })
		p.Drain(time.Hour)
		if !slices.IsSorted(done) || len(done) != many || other != 0 {
			t.Errorf("done %v, the other after %v", done, other)
		}
		if p.InTurn("een", func(context.Context) {}) {
			t.Error("it takes something after the end")
		}
	})
}

func TestPoolSurvivesAPanic(t *testing.T) {
	p := NewPool("chat", slog.New(slog.DiscardHandler))
	for range 2 * Seats {
		if !p.Now(func(context.Context) { panic("mis") }) {
			t.Fatal("a seat is lost")
		}
	}
	p.Drain(0)
}

func TestPoolDrains(t *testing.T) {
	for _, c := range []struct {
		name  string
		takes time.Duration
		ended bool // it was told to stop
		waits time.Duration
	}{
		{"what is nearly done", time.Second, false, time.Second},
		{"not for what takes long", time.Minute, true, 5 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := NewPool("chat", slog.New(slog.DiscardHandler))
				var stopped atomic.Bool
				p.Later(func(ctx context.Context) {
					select {
					case <-time.After(c.takes):
					case <-ctx.Done():
						stopped.Store(true)
					}
				})
				synctest.Wait()
				begin := time.Now()
				p.Drain(5 * time.Second)
				if got := time.Since(begin); got != c.waits {
					t.Errorf("it waited %v", got)
				}
				synctest.Wait()
				if stopped.Load() != c.ended {
					t.Errorf("told to stop: %v", stopped.Load())
				}
				if p.Later(func(context.Context) {}) || p.Now(func(context.Context) {}) {
					t.Error("it takes more")
				}
			})
		})
	}
}
