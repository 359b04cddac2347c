package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/store"
)

// claims is how many corrections or casussen are taken at once.
const claims = 32

// perLane is how many messages are taken at once for each lane: few, because what is taken
// waits for the platform.
const perLane = 3

// busyName is until when the platform wants to be left alone by everybody.
const busyName = "platform bezet tot"

// drain hands everything that may go now to the platform, some messages side by side:
// one recipient for whom the platform is slow holds up nobody else. Of one recipient the
// messages go in their order. now is what holds at this moment.
func (s *Scheduler) drain(ctx context.Context, now func() turn, l lanes) (sent int, delivered []Delivered, err error) {
	if err := s.passed(ctx, now().now); err != nil {
		return 0, nil, err
	}
	r := &run{Scheduler: s, lanes: l, now: now, posts: make(chan store.Post), done: make(chan struct{})}
	var all sync.WaitGroup
	for range l.n {
		all.Go(func() { r.lane(ctx) })
	}
	err = r.feed(ctx)
	close(r.posts)
	go func() { all.Wait(); close(r.done) }()
	for range r.done { // until every lane has ended
	}
	return r.sent, r.delivered, errors.Join(err, r.failed)
}

// passName is when somebody last tried to deliver what waits.
const passName = "bezorgd"

// passed records, once a minute, that there is somebody who delivers.
func (s *Scheduler) passed(ctx context.Context, now time.Time) error {
	var last time.Time
	err := s.store.View(ctx, func(tx *store.Tx) (err error) {
		last, err = tx.LastTick(ctx, passName)
		return err
	})
	if err != nil || now.Sub(last).Abs() < time.Minute {
		return err
	}
	return s.store.ByRow(ctx, func(tx *store.Tx) error { return tx.SetLastTick(ctx, passName, now) })
}

// lanes are how many messages are sent side by side, and which.
type lanes struct {
	n     int
	take  claiming
	whole bool // what went out is returned; else only how much
}

// claiming takes messages that may go, see [store.Store.Claim].
type claiming func(ctx context.Context, worker string, at time.Time, lease time.Duration, n int) ([]store.Post, error)

// run is one time that the outbox is emptied.
type run struct {
	*Scheduler
	lanes
	now   func() turn
	posts chan store.Post // to the lanes
	done  chan struct{}   // a message is dealt with

	mu        sync.Mutex
	sent      int
	delivered []Delivered
	failed    error // the first one, and that the database is away
}

func (r *run) lane(ctx context.Context) {
	for p := range r.posts {
		d, err := r.send(ctx, p, r.now())
		r.keep(d, err)
		r.done <- struct{}{}
	}
}

// keep remembers what became of one message.
func (r *run) keep(d *Delivered, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if d != nil {
		r.sent++
	}
	if d != nil && r.whole {
		r.delivered = append(r.delivered, *d)
	}
	if r.failed == nil || errors.Is(err, store.ErrUnavailable) && !errors.Is(r.failed, store.ErrUnavailable) {
		r.failed = errors.Join(r.failed, err)
	}
}

// feed gives the lanes what may go, until there is nothing left.
func (r *run) feed(ctx context.Context) error {
	busy := 0
	for {
		posts, err := r.claim(ctx)
		if err != nil {
			return err
		}
		for i := 0; i < len(posts); {
			select {
			case r.posts <- posts[i]:
				i, busy = i+1, busy+1
			case <-r.done:
				busy--
			}
		}
		if len(posts) > 0 {
			continue
		}
		if busy == 0 {
			return nil
		}
		busy -= r.await(ctx)
	}
}

// await waits until a message is dealt with, or something new may wait.
func (r *run) await(ctx context.Context) (done int) {
	look := time.NewTimer(time.Second)
	defer look.Stop()
	select {
	case <-r.done:
		return 1
	case <-r.Scheduler.posts:
	case <-look.C:
	case <-ctx.Done(): // the calls that are under way end soon
		<-r.done
		return 1
	}
	return 0
}

// claim takes messages; none when the database failed, or the platform wants to be left
// alone.
func (r *run) claim(ctx context.Context) ([]store.Post, error) {
	now := r.now().now
	var until time.Time
	if r.stopped(ctx) {
		return nil, nil
	}
	err := r.store.View(ctx, func(tx *store.Tx) (err error) {
		until, err = tx.LastTick(ctx, busyName)
		return err
	})
	if err != nil || until.After(now) && until.Sub(now) <= r.pace.RetryMax { // later was set by a clock that was ahead
		return nil, err
	}
	return r.take(ctx, r.worker, now, r.pace.Lease, perLane*r.n)
}

// stopped reports whether the database is away, or there is no more time: then nothing more
// is begun. What fails for one message is no reason to leave the others.
func (r *run) stopped(ctx context.Context) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return errors.Is(r.failed, store.ErrUnavailable) || ctx.Err() != nil
}

// backoff is how long to wait after so many attempts.
func (s *Scheduler) backoff(attempts int) time.Duration {
	return min(s.pace.RetryMin<<min(max(attempts-1, 0), 10), s.pace.RetryMax)
}

// again is when a message is tried again: later and later, but what is urgent every time
// as soon as the first.
func (s *Scheduler) again(p store.Post, now time.Time) time.Time {
	if p.Dringend {
		return now.Add(s.pace.RetryMin)
	}
	return now.Add(s.backoff(p.Attempts))
}

// failedPost records that a message did not go, and logs why.
func (s *Scheduler) failedPost(ctx context.Context, p store.Post, f store.Failure, cause error) error {
	s.log.LogAttrs(ctx, slog.LevelWarn, "message not delivered; it is tried again",
		slog.String("message", p.ID), slog.Int("attempt", p.Attempts), slog.Any("cause", cause), slog.Time("again", f.RetryAt))
	return s.store.ByRow(ctx, func(tx *store.Tx) error { return unlessChanged(tx.Failed(ctx, p, f)) })
}

// unlessChanged forgives that somebody else took a message over, or that it is gone: then
// it is theirs.
func unlessChanged(err error) error {
	if errors.Is(err, store.ErrChanged) {
		return nil
	}
	return err
}
