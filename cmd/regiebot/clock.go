package main

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// sharedClock is the clock of the database, which is the same for every process. Between
// two readings, and while the database does not answer, the last one goes on with the clock
// of this machine that nobody can set.
type sharedClock struct {
	ask  func(context.Context) (time.Time, error) // reads the clock of the database
	own  func() time.Time                         // of this machine; differences of its readings are right
	zone *time.Location
	log  *slog.Logger

	mu    sync.Mutex
	read  time.Time // the last reading
	since time.Time // when that was, by own
	asked time.Time // when it was last asked, by own
	lost  bool      // the last time that it was asked it did not answer
}

const (
	clockEvery = 10 * time.Second // between two readings
	clockWait  = 2 * time.Second  // how long one may take
)

// newSharedClock reads the clock for the first time.
func newSharedClock(ctx context.Context, c *sharedClock) (*sharedClock, error) {
	at, err := c.ask(ctx)
	if err != nil {
		return nil, err
	}
	c.read, c.since = at, c.own()
	c.asked = c.since
	return c, nil
}

// now returns the time.
func (c *sharedClock) now() time.Time {
	if c.isOld() {
		ctx, cancel := context.WithTimeout(context.Background(), clockWait)
		at, err := c.ask(ctx)
		cancel()
		c.keep(at, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read.Add(c.own().Sub(c.since)).In(c.zone)
}

// isOld reports whether the clock of the database is to be read, which only one caller at a
// time does.
func (c *sharedClock) isOld() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.own()
	if now.Sub(c.asked) < clockEvery {
		return false
	}
	c.asked = now
	return true
}

// keep takes a reading over.
func (c *sharedClock) keep(at time.Time, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		if !c.lost {
			c.log.LogAttrs(context.Background(), slog.LevelWarn, "the clock of the database cannot be read; its last reading goes on", slog.Any("cause", err))
		}
		c.lost = true
		return
	}
	c.read, c.since, c.lost = at, c.own(), false
}
