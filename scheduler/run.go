package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/store"
)

// Run plans, sends, edits and inspects until the context ends, each beside the others: at
// every moment at which something is due, when [Scheduler.Wake] is called, and at least once
// a round. now is the clock: that of the database, where several processes share one. What
// fails is logged and done again. No part knows a calendar, so that no night of summer time
// skips or doubles anything: what happens on a day or at an hour is decided by the rules.
func (s *Scheduler) Run(ctx context.Context, now func() time.Time) {
	s.distrust()
	var all sync.WaitGroup
	for _, e := range s.errands(now) {
		all.Go(func() { s.goOn(ctx, now, e) })
	}
	all.Wait()
}

// inspectEvery is how often is looked whether the daily inspection is to be done.
const inspectEvery = 10 * time.Minute

// errand is a part of the work: it is done when its bell rings, when its time has come, and
// at least every so often.
type errand struct {
	what  string
	bell  chan struct{}
	every time.Duration
	do    func(context.Context) error
	next  func(context.Context, *store.Tx) (time.Time, bool, error) // nil: it has no time of its own
}

func (s *Scheduler) errands(now func() time.Time) []errand {
	at := func() turn { return s.turnAt(now()) }
	list := []errand{
		{"round", s.rounds, s.pace.Round, func(ctx context.Context) error { return s.round(ctx, now()) }, nextDue},
		{"what is urgent", s.urgent, s.pace.Round, func(ctx context.Context) error { return s.gatherUrgent(ctx, now()) }, nextUrgent},
		{"inspecting", nil, inspectEvery, func(ctx context.Context) error { return s.Inspect(ctx, now()) }, nil},
	}
	if s.sender == nil {
		return list
	}
	return append(list,
		errand{"delivering", s.posts, s.pace.Round, func(ctx context.Context) error { return s.deliver(ctx, at, s.store.Claim) }, nextPost},
		errand{"delivering what is urgent", s.alarms, s.pace.Round, func(ctx context.Context) error { return s.deliver(ctx, at, s.store.ClaimUrgent) }, nil},
		errand{"editing", s.edits, s.pace.Round, func(ctx context.Context) error { return s.edit(ctx, at()) }, nextEdit})
}

// nextDue is when the next reminder is due, or help begins that gives a signal.
func nextDue(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	next, ok, err := tx.NextDue(ctx)
	if err != nil {
		return next, ok, err
	}
	at, some, err := nextSignal(ctx, tx)
	if some && (!ok || at.Before(next)) {
		next, ok = at, true
	}
	return next, ok, err
}

func nextUrgent(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	return tx.NextUrgent(ctx)
}

func nextPost(ctx context.Context, tx *store.Tx) (time.Time, bool, error) { return tx.NextPost(ctx) }

func nextEdit(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	return tx.NextCorrection(ctx)
}

// goOn does an errand until the context ends.
func (s *Scheduler) goOn(ctx context.Context, now func() time.Time, e errand) {
	for ctx.Err() == nil {
		looked := now()
		active, err := s.active(ctx)
		if err == nil && active {
			err = e.do(ctx)
		}
		if err != nil && ctx.Err() == nil && !errors.Is(err, errClock) { // that was logged
			s.log.LogAttrs(ctx, slog.LevelError, "part of the work failed; it is done again soon", slog.String("part", e.what), slog.Any("cause", err))
		}
		wait := time.NewTimer(s.pause(ctx, span{looked, now()}, e, err))
		select {
		case <-ctx.Done():
		case <-e.bell:
		case <-wait.C:
		}
		wait.Stop()
	}
}

// span is from when to when an errand was done.
type span struct{ begin, end time.Time }

// pause is how long there is nothing to do. After a failure, and when there still is
// something that could not be done, it is a while, so that nobody is asked without end. What
// became due while the errand was done was perhaps not looked at: it does not wait.
func (s *Scheduler) pause(ctx context.Context, done span, e errand, failed error) time.Duration {
	while := s.pace.Round / 12
	if failed != nil {
		return while
	}
	wait := e.every
	if e.next == nil {
		return wait
	}
	err := s.store.View(ctx, func(tx *store.Tx) error {
		at, some, err := e.next(ctx, tx)
		if some && at.After(done.begin) {
			wait = min(wait, max(at.Sub(done.end), time.Millisecond))
		} else if some {
			wait = 0
		}
		return err
	})
	if err != nil || wait <= 0 {
		return while
	}
	return wait
}

// Wake has everything looked at once: after a change that tells somebody something.
func (s *Scheduler) Wake() {
	ring(s.urgent)
	ring(s.rounds)
	ring(s.edits)
}

// ring rings a bell, unless it rings already.
func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
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

// LastDelivering returns when somebody last tried to deliver what waits, by any process; zero
// when nobody did.
func LastDelivering(ctx context.Context, tx *store.Tx) (time.Time, error) {
	return tx.LastTick(ctx, passName)
}

// round plans and tidies up, and then has what is in the outbox sent.
func (s *Scheduler) round(ctx context.Context, now time.Time) error {
	err := s.planned(ctx, now)
	if err == nil {
		s.good.Store(&now)
	}
	ring(s.posts)
	ring(s.alarms)
	return err
}

func (s *Scheduler) planned(ctx context.Context, now time.Time) error {
	if active, err := s.active(ctx); err != nil || !active {
		return err
	}
	t, problem, err := s.look(ctx, now)
	if err != nil {
		return err
	}
	if t.held { // what is urgent has an errand of its own
		return problem
	}
	ring(s.posts) // what waits since before does not wait for what is due now
	return errors.Join(s.plan(ctx, t), s.signaling(ctx, t), s.replanPage(ctx), s.forgetting(ctx, t))
}

// deliver sends what may go now.
func (s *Scheduler) deliver(ctx context.Context, at func() turn, claim claiming) error {
	if at().held {
		claim = s.store.ClaimUrgent
	}
	sent, _, err := s.drain(ctx, at, lanes{n: s.pace.Lanes, take: claim})
	if sent > 0 {
		s.log.LogAttrs(ctx, slog.LevelInfo, "messages delivered", slog.Int("count", sent))
	}
	return err
}
