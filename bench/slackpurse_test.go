package bench_test

import (
	"testing"
	"time"
)

func TestPurse(t *testing.T) {
	p, start := purse{people: 10}, now()
	for _, step := range []struct {
		name  string
		after time.Duration
		n     int
		wait  time.Duration
	}{
		{"everybody may at once", 0, 10 * purseMost, 0},
		{"and then each waits for the next", 0, 10, purseEach},
		{"which is not longer when they waited", purseEach, 10, purseEach},
		{"half of the people, half of it", purseEach, 5, purseEach / 2},
		{"who has rested has no more than at once", time.Hour, 10 * (purseMost + 1), purseEach},
	} {
		start = start.Add(step.after)
		if got := p.take(step.n, start); got.Round(time.Millisecond) != step.wait {
			t.Errorf("%s: %s, not %s", step.name, got, step.wait)
		}
	}
}
