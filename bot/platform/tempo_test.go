package platform

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func TestRetry(t *testing.T) {
	usual := UsualTempo()
	rapid.Check(t, func(t *rapid.T) {
		r := Retry{failures: rapid.IntRange(0, 1_000_000).Draw(t, "failures")}
		full := min(usual.Most, usual.Least<<min(r.failures, 16))
		if got := r.After(usual, false); got < full/2 || got > full {
			t.Fatalf("waits %v, not about %v", got, full)
		}
		if got := r.After(usual, true); got < usual.Slow/2 || got > usual.Slow {
			t.Fatalf("waits %v when somebody must repair it", got)
		}
	})
	r := Retry{}
	for i, seconds := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
		most := time.Duration(seconds) * time.Second
		if got := r.After(usual, false); got > most || got < most/2 {
			t.Errorf("attempt %d waits %v", i, got)
		}
	}
}

// What the promises of the adapters need: a dead socket is noticed within a minute, with several
// chances for it to say something.
func TestUsualTimes(t *testing.T) {
	usual := UsualTempo()
	if usual.Silence+usual.Ping >= time.Minute || usual.Silence < 4*usual.Ping || usual.Again >= 3*time.Second {
		t.Errorf("%+v", usual)
	}
}

func TestPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		begin := time.Now()
		equal(t, "in time", Pause(ctx, 40*time.Second), true)
		equal(t, "too long", Pause(ctx, 40*time.Second), false)
		equal(t, "both took", time.Since(begin), time.Minute)
	})
}
