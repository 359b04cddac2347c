package chaos

import (
	"sync"
	"time"
)

// Clock is a clock that runs as fast as a real one and can be set to any moment. It
// remembers how it was set, so that afterwards can be said when a moment came.
type Clock struct {
	real func() time.Time

	mu   sync.Mutex
	sets []setting
}

// setting is a moment to which a clock was set, and when. ahead is the furthest that
// it had come by then.
type setting struct {
	real, shown, ahead time.Time
}

// NewClock makes a clock that shows start now. machine is the clock of the machine; it
// must never go back.
func NewClock(start time.Time, machine func() time.Time) *Clock {
	return &Clock{real: machine, sets: []setting{{machine(), start, start}}}
}

// Now returns what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	last := c.sets[len(c.sets)-1]
	return last.shown.Add(c.real().Sub(last.real))
}

// Set makes the clock show another moment, earlier or later.
func (c *Clock) Set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	last := c.sets[len(c.sets)-1]
	ahead := later(last.ahead, c.now())
	c.sets = append(c.sets, setting{c.real(), to, later(ahead, to)})
}

// Ahead returns the furthest that the clock ever came.
func (c *Clock) Ahead() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return later(c.sets[len(c.sets)-1].ahead, c.now())
}

// Reached returns when, on the clock of the machine, the clock first showed a moment or
// a later one; false when it has not come that far.
func (c *Clock) Reached(at time.Time) (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, s := range c.sets {
		if !s.shown.Before(at) {
			return s.real, true
		}
		end := c.real()
		if i+1 < len(c.sets) {
			end = c.sets[i+1].real
		}
		if came := s.real.Add(at.Sub(s.shown)); !came.After(end) {
			return came, true
		}
	}
	return time.Time{}, false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
