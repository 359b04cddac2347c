// Package scheduler delivers the reminders: it takes what is due, makes one message
// per person of it in the outbox, and hands the outbox to the platforms.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// Scheduler runs the rounds of one process. Any number of processes can do so on one
// PostgreSQL database; on SQLite it is one, see [store.Store.LockRounds].
type Scheduler struct {
	store  *store.Store
	sender bot.Sender
	log    *slog.Logger
	worker string // name of this process in the claims it makes
	pace   Pace

	rounds chan struct{}             // rings when something may be due
	urgent chan struct{}             // rings when something urgent may be due
	posts  chan struct{}             // rings when there may be something to send
	alarms chan struct{}             // rings when there may be something urgent to send
	edits  chan struct{}             // rings when there may be something to change on the platform
	told   sync.Once                 // that the database is not in use
	good   atomic.Pointer[time.Time] // the last round that succeeded
	locked sync.Mutex                // of clock
	clock  clock
}

// New makes a Scheduler. worker is a name that no other process has. A nil sender plans
// and queues, and delivers nothing: the messages wait in the outbox until there is a
// platform.
func New(s *store.Store, sender bot.Sender, log *slog.Logger, worker string) *Scheduler {
	made := &Scheduler{store: s, sender: sender, log: log, worker: worker}
	for _, bell := range []*chan struct{}{&made.rounds, &made.urgent, &made.posts, &made.alarms, &made.edits} {
		*bell = make(chan struct{}, 1)
	}
	return made.With(Pace{})
}

// Pace is how fast a Scheduler works. A zero field is the usual.
type Pace struct {
	Round    time.Duration // between two rounds: a minute
	Lease    time.Duration // how long a message is for one process only: 2 minutes
	Attempt  time.Duration // how long the platform may take for one call; less than half of Lease: 30 seconds
	RetryMin time.Duration // before the second attempt; doubles after each: a minute
	RetryMax time.Duration // at most between two attempts: an hour
	Lanes    int           // how many messages are sent side by side by [Scheduler.Run]: 4
}

// With sets the pace; it is for before the first round.
func (s *Scheduler) With(p Pace) *Scheduler {
	usual := Pace{Round: time.Minute, Lease: 2 * time.Minute, Attempt: 30 * time.Second, RetryMin: time.Minute, RetryMax: time.Hour, Lanes: 4}
	for _, one := range []struct{ set, to *time.Duration }{
		{&p.Round, &usual.Round}, {&p.Lease, &usual.Lease}, {&p.Attempt, &usual.Attempt}, {&p.RetryMin, &usual.RetryMin}, {&p.RetryMax, &usual.RetryMax},
	} {
		if *one.set <= 0 {
			*one.set = *one.to
		}
	}
	if p.Lanes <= 0 {
		p.Lanes = usual.Lanes
	}
	s.pace = p
	return s
}

// Delivered is one message that went out.
type Delivered struct {
	At       time.Time // when it was handed to the platform
	To       string    // user name, or "#", a channel, "/" and its team
	Platform string
	Keys     []string
	Casus    []string
	Rules    []string
	Message  bot.Message
}

// tickName is the job whose last round is kept: it tells an outage from a slow night.
const tickName = "tick"

// outage is how long the rounds must have stood still before messages say so.
const outage = time.Hour

// turn is what holds for one round.
type turn struct {
	now    time.Time
	held   bool // the clock cannot be trusted: only what is urgent goes
	fresh  bool // the rounds stood still for long: nothing is erased yet
	shared bool // other processes may be doing the same

	said  time.Time // what a clock says that cannot be trusted: now goes on from right; zero when now is what it says
	right time.Time // the last moment of which is known that it was right
}

// Tick does one round at a moment: what is due goes to the outbox, and the outbox to
// the platform. It returns what was delivered, also when something failed on the way.
// On a restored copy that nobody activated it does nothing at all.
func (s *Scheduler) Tick(ctx context.Context, now time.Time) ([]Delivered, error) {
	return s.tick(ctx, turn{now: now})
}

// TickNow is Tick at the moment that a clock tells, which may have leapt: when the rounds
// stood still for long, nothing is erased in the day after it.
func (s *Scheduler) TickNow(ctx context.Context, now time.Time) ([]Delivered, error) {
	t := turn{now: now}
	err := s.store.Update(ctx, func(tx *store.Tx) (err error) {
		t.fresh, err = stoodStill(ctx, tx, now)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.tick(ctx, t)
}

func (s *Scheduler) tick(ctx context.Context, t turn) ([]Delivered, error) {
	if active, err := s.active(ctx); err != nil || !active {
		return nil, err
	}
	var failed error
	parts := []func(context.Context, turn) error{s.replanning, s.plan, s.signaling, s.forgetting}
	if s.sender != nil {
		parts = append(parts, s.edit)
	}
	for _, part := range parts { // what fails in one is no reason to leave the others
		failed = errors.Join(failed, part(ctx, t))
		if errors.Is(failed, store.ErrUnavailable) || ctx.Err() != nil {
			return nil, failed
		}
	}
	if s.sender == nil {
		return nil, failed
	}
	_, delivered, err := s.drain(ctx, func() turn { return t }, lanes{n: 1, take: s.store.Claim, whole: true})
	if err != nil {
		err = fmt.Errorf("delivering the outbox: %w", err)
	}
	return delivered, errors.Join(failed, err)
}

func (s *Scheduler) replanning(ctx context.Context, _ turn) error {
	if err := s.finishReplan(ctx); err != nil {
		return fmt.Errorf("planning anew: %w", err)
	}
	return nil
}

// plan puts in the outbox what is due.
func (s *Scheduler) plan(ctx context.Context, t turn) error {
	if err := s.gather(ctx, t); err != nil {
		return fmt.Errorf("gathering reminders: %w", err)
	}
	return nil
}

func (s *Scheduler) forgetting(ctx context.Context, t turn) error {
	if t.held || t.fresh {
		return nil
	}
	if err := s.forget(ctx, t.now); err != nil {
		return fmt.Errorf("erasing what was kept long enough: %w", err)
	}
	return nil
}

// edit changes on the platform what does not hold any more. What the clock says is too old
// to edit is not asked while the clock cannot be trusted.
func (s *Scheduler) edit(ctx context.Context, t turn) error {
	var revised, corrected error
	if !t.held {
		if revised = s.revise(ctx, t.now); revised != nil {
			revised = fmt.Errorf("looking through what was sent: %w", revised)
		}
	}
	if corrected = s.correct(ctx, t.now); corrected != nil {
		corrected = fmt.Errorf("editing what was sent: %w", corrected)
	}
	return errors.Join(revised, corrected)
}

// active reports whether the database is in use, and logs once that it is not.
func (s *Scheduler) active(ctx context.Context) (active bool, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		active, err = tx.Active(ctx)
		return err
	})
	if err == nil && !active {
		s.told.Do(func() {
			s.log.LogAttrs(ctx, slog.LevelWarn, "this database is a restored copy that is not in use: nothing is sent and nothing is tidied up, see regiebot activate")
		})
	}
	return active, err
}

// Next returns the next moment at which something is due; false when nothing is planned.
func (s *Scheduler) Next(ctx context.Context) (next time.Time, ok bool, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		next, ok, err = nextDue(ctx, tx)
		if err != nil {
			return err
		}
		if at, soon, err := nextAnnouncement(ctx, tx); err != nil {
			return err
		} else if soon && (!ok || at.Before(next)) {
			next, ok = at, true
		}
		at, some, err := tx.NextPost(ctx)
		if some && (!ok || at.Before(next)) {
			next, ok = at, true
		}
		return err
	})
	return next, ok, err
}
