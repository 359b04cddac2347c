package main

import (
	"context"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/webchat"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// demo has the clock of the demo, which stands still until somebody moves it. Every
// move runs the real rounds at every moment at which something is due.
type demo struct {
	mu   sync.Mutex // of now
	now  time.Time
	move sync.Mutex // one move, or one round, at a time

	scheduler *scheduler.Scheduler
}

func (d *demo) attach(s *store.Store, page *webchat.Server, e *env) {
	d.scheduler = scheduler.New(s, page, e.logger(), workerName())
}

// Now returns the time of the demo.
func (d *demo) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *demo) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = t
}

// Add moves the clock forward, round by round.
func (d *demo) Add(ctx context.Context, by time.Duration) error {
	d.move.Lock()
	defer d.move.Unlock()
	return d.runUntil(ctx, d.Now().Add(by))
}

func (d *demo) runUntil(ctx context.Context, until time.Time) error {
	for {
		if err := d.round(ctx); err != nil {
			return err
		}
		next, ok, err := d.scheduler.Next(ctx)
		if err != nil {
			return err
		}
		if !ok || next.After(until) {
			d.set(until)
			return d.round(ctx)
		}
		d.set(later(next.In(until.Location()), d.Now()))
	}
}

// later moves at least a minute, because a message that failed is due again at once.
func later(next, now time.Time) time.Time {
	if next.After(now) {
		return next
	}
	return now.Add(time.Minute)
}

// maxQuiet is how many moments at which nobody hears anything are passed in one move: what
// waits for somebody who does not work is looked at every hour.
const maxQuiet = 500

// NextReminder moves the clock to the next moment at which somebody hears something.
func (d *demo) NextReminder(ctx context.Context) error {
	d.move.Lock()
	defer d.move.Unlock()
	if err := d.round(ctx); err != nil {
		return err
	}
	for range maxQuiet {
		next, ok, err := d.scheduler.Next(ctx)
		if err != nil {
			return err
		}
		if !ok {
			return bot.Mistakef("Er is geen herinnering meer gepland. Begin bijvoorbeeld een VPR of een melding.")
		}
		d.set(later(next.In(d.Now().Location()), d.Now()))
		if told, err := d.scheduler.Tick(ctx, d.Now()); err != nil || len(told) > 0 {
			return err
		}
	}
	return nil
}

func (d *demo) round(ctx context.Context) error {
	_, err := d.scheduler.Tick(ctx, d.Now())
	return err
}

// answer answers as the member whose page it is, and then does a round: what a change
// tells a colleague arrives at once.
func (d *demo) answer(next bot.Answer) bot.Answer {
	return func(ctx context.Context, req bot.Request) (bot.Message, error) {
		req.From.Platform = bot.Local
		m, err := next(ctx, req)
		if err != nil || m.Refused || req.Partial {
			return m, err
		}
		d.move.Lock()
		defer d.move.Unlock()
		return m, d.round(ctx)
	}
}
