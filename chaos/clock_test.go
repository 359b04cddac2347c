package chaos_test

import (
	"testing"
	"time"

	"github.com/regiebot/regiebot/chaos"
)

func TestClock(t *testing.T) {
	machine := time.Unix(1000, 0)
	began := machine
	c := chaos.NewClock(monday, func() time.Time { return machine })
	pass := func(d time.Duration) { machine = machine.Add(d) }
	pass(10 * time.Second) // shows monday + 10 s
	c.Set(monday.Add(time.Hour))
	pass(5 * time.Second)
	c.Set(monday.Add(30 * time.Minute))
	pass(time.Second)
	if got := c.Now().Sub(monday); got != 30*time.Minute+time.Second {
		t.Errorf("now: %v", got)
	}
	if got := c.Ahead().Sub(monday); got != time.Hour+5*time.Second {
		t.Errorf("ahead: %v", got)
	}
	for _, w := range []struct{ at, real time.Duration }{
		{-time.Hour, 0},
		{4 * time.Second, 4 * time.Second},
		{10 * time.Minute, 10 * time.Second}, // it leapt over that
		{time.Hour + 2*time.Second, 12 * time.Second},
	} {
		came, ok := c.Reached(monday.Add(w.at))
		if got := came.Sub(began); !ok || got != w.real {
			t.Errorf("reached %v: %v, %v", w.at, got, ok)
		}
	}
	if at, ok := c.Reached(monday.Add(2 * time.Hour)); ok {
		t.Errorf("it has not come that far: %v", at)
	}
}
