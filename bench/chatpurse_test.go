package bench_test

import (
	"testing"
	"time"
)

// What the service lets one person ask; a little less, for who is first in line.
const (
	purseMost = 36 // at once
	purseEach = time.Second
)

// purse is what may still be asked without that anybody is refused.
type purse struct {
	people int
	spent  float64 // by each, of what they may at once
	at     time.Time
}

// take asks for n, and says how long to wait first.
func (p *purse) take(n int, now time.Time) time.Duration {
	back := now.Sub(p.at).Seconds() / purseEach.Seconds()
	p.spent, p.at = max(0, p.spent-back)+float64(n)/float64(p.people), now
	return time.Duration(max(0, p.spent-purseMost) * float64(purseEach))
}

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
