package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/regiebot/regiebot/store"
)

// Run does a round every minute until the context ends, beside it [Scheduler.Inspect] once
// a day, and sends what waits as soon as it may go. now is the clock: that of the database,
// where several processes share one. Rounds do not overlap; what fails is logged and the
// next round takes up its work.
func (s *Scheduler) Run(ctx context.Context, now func() time.Time) {
	s.distrust()
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	c.Schedule(every(s.pace.Round), cron.FuncJob(func() { s.round(ctx, now()) }))
	c.Schedule(every(inspectEvery), cron.FuncJob(func() { s.inspect(ctx, now()) }))
	s.round(ctx, now())
	c.Start()
	var all sync.WaitGroup
	if s.sender != nil {
		for _, e := range s.errands(now) {
			all.Go(func() { s.goOn(ctx, now, e) })
		}
	}
	s.inspect(ctx, now())
	<-ctx.Done()
	<-c.Stop().Done()
	all.Wait()
}

// every is a schedule that knows no calendar, so that no night of summer time skips or
// doubles anything. What happens on a day or at an hour is decided by the round.
type every time.Duration

// Next is so much later.
func (e every) Next(t time.Time) time.Time { return t.Add(time.Duration(e)) }

// inspectEvery is how often is looked whether the daily inspection is to be done.
const inspectEvery = 10 * time.Minute

func (s *Scheduler) inspect(ctx context.Context, now time.Time) {
	if err := s.Inspect(ctx, now); err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelError, "the daily inspection failed; it is done again soon", slog.Any("cause", err))
	}
}

// LastGood returns the moment of the last round in this process that succeeded; zero when
// there was none.
func (s *Scheduler) LastGood() time.Time {
	if at := s.good.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

// round plans and tidies up; what is sent goes beside it.
func (s *Scheduler) round(ctx context.Context, now time.Time) {
	err := s.planned(ctx, now)
	switch {
	case err == nil:
		s.good.Store(&now)
	case ctx.Err() == nil && !errors.Is(err, errClock): // that was logged
		s.log.LogAttrs(ctx, slog.LevelError, "round failed; the next one goes on", slog.Any("cause", err))
	}
	s.Wake()
}

func (s *Scheduler) planned(ctx context.Context, now time.Time) error {
	if active, err := s.active(ctx); err != nil || !active {
		return err
	}
	t, problem, err := s.look(ctx, now)
	if err != nil {
		return err
	}
	if !t.held {
		if err := s.replanPage(ctx); err != nil {
			return err
		}
	}
	return errors.Join(problem, s.plan(ctx, t), s.forgetting(ctx, t))
}

// Wake has it looked at once whether there is something to send: after a change that tells
// somebody something.
func (s *Scheduler) Wake() {
	for _, bell := range []chan struct{}{s.wake, s.edits} {
		select {
		case bell <- struct{}{}:
		default: // it has rung already
		}
	}
}

// errand is work that goes on beside the rounds: it is done whenever its bell rings, and
// when its time has come.
type errand struct {
	bell chan struct{}
	do   func(context.Context) error
	next func(context.Context, *store.Tx) (time.Time, bool, error)
}

func (s *Scheduler) errands(now func() time.Time) []errand {
	at := func() turn { return s.turnAt(now()) }
	return []errand{
		{s.wake, func(ctx context.Context) error { return s.deliver(ctx, at) }, func(ctx context.Context, tx *store.Tx) (time.Time, bool, error) { return tx.NextPost(ctx) }},
		{s.edits, func(ctx context.Context) error { return s.edit(ctx, now()) }, func(ctx context.Context, tx *store.Tx) (time.Time, bool, error) { return tx.NextCorrection(ctx) }},
	}
}

func (s *Scheduler) deliver(ctx context.Context, at func() turn) error {
	delivered, err := s.drain(ctx, at, s.pace.Lanes)
	if len(delivered) > 0 {
		s.log.LogAttrs(ctx, slog.LevelInfo, "messages delivered", slog.Int("count", len(delivered)))
	}
	return err
}

// goOn does an errand until the context ends.
func (s *Scheduler) goOn(ctx context.Context, now func() time.Time, e errand) {
	for ctx.Err() == nil {
		active, err := s.active(ctx)
		if err == nil && active {
			err = e.do(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.log.LogAttrs(ctx, slog.LevelError, "delivering failed; it goes on soon", slog.Any("cause", err))
		}
		wait := time.NewTimer(s.pause(ctx, now(), e, err))
		select {
		case <-ctx.Done():
		case <-e.bell:
		case <-wait.C:
		}
		wait.Stop()
	}
}

// pause is how long there is nothing to do: until the next time that there is, and at most
// until the next round; after a failure a part of that, so that nobody is asked without
// end.
func (s *Scheduler) pause(ctx context.Context, now time.Time, e errand, failed error) time.Duration {
	const least = 20 * time.Millisecond
	if failed != nil {
		return s.pace.Round / 12
	}
	next := now.Add(s.pace.Round)
	err := s.store.View(ctx, func(tx *store.Tx) error {
		at, some, err := e.next(ctx, tx)
		if some && at.Before(next) {
			next = at
		}
		return err
	})
	if err != nil {
		return s.pace.Round / 12
	}
	return max(next.Sub(now), least)
}
