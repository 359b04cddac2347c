package slack

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestPoolIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPool(slog.New(slog.DiscardHandler))
		end := make(chan struct{})
		var busy, done atomic.Int32
		job := func(context.Context) { busy.Add(1); <-end; busy.Add(-1); done.Add(1) }
		accepted := 0
		for p.later(job) {
			accepted++
			synctest.Wait()
		}
		if busy.Load() != seats || accepted != seats+backlog {
			t.Errorf("%d are busy of %d", busy.Load(), accepted)
		}
		begin := time.Now()
		if p.now(job) || time.Since(begin) != atOnce {
			t.Errorf("it waited %v for a seat", time.Since(begin))
		}
		close(end)
		synctest.Wait()
		if int(done.Load()) != accepted {
			t.Errorf("%d were done", done.Load())
		}
		if !p.now(job) {
			t.Error("nothing is done any more")
		}
		p.drain(time.Second)
	})
}

func TestPoolSurvivesAPanic(t *testing.T) {
	p := newPool(slog.New(slog.DiscardHandler))
	for range 2 * seats {
		if !p.now(func(context.Context) { panic("mis") }) {
			t.Fatal("a seat is lost")
		}
	}
	p.drain(0)
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
				p := newPool(slog.New(slog.DiscardHandler))
				var stopped atomic.Bool
				p.later(func(ctx context.Context) {
					select {
					case <-time.After(c.takes):
					case <-ctx.Done():
						stopped.Store(true)
					}
				})
				synctest.Wait()
				begin := time.Now()
				p.drain(5 * time.Second)
				if got := time.Since(begin); got != c.waits {
					t.Errorf("it waited %v", got)
				}
				synctest.Wait()
				if stopped.Load() != c.ended {
					t.Errorf("told to stop: %v", stopped.Load())
				}
				if p.later(func(context.Context) {}) || p.now(func(context.Context) {}) {
					t.Error("it takes more")
				}
			})
		})
	}
}
