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

// Scheduler runs the rounds of one process.
type Scheduler struct {
	store  *store.Store
	sender bot.Sender
	log    *slog.Logger
	worker string // name of this process in the claims it makes

	told sync.Once                 // that the database is not in use
	good atomic.Pointer[time.Time] // the last round that succeeded
}

// New makes a Scheduler. A nil sender plans and queues, and delivers nothing: the
// messages wait in the outbox until there is a platform.
func New(s *store.Store, sender bot.Sender, log *slog.Logger, worker string) *Scheduler {
	return &Scheduler{store: s, sender: sender, log: log, worker: worker}
}

// Delivered is one message that went out.
type Delivered struct {
	At       time.Time // when it was handed to the platform
	To       string    // user name, or "#" and a channel
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

// Tick does one round at a moment: what is due goes to the outbox, and the outbox to
// the platform. It returns what was delivered, also when something failed on the way.
// On a restored copy that nobody activated it does nothing at all.
func (s *Scheduler) Tick(ctx context.Context, now time.Time) ([]Delivered, error) {
	if active, err := s.active(ctx); err != nil || !active {
		return nil, err
	}
	if err := s.gather(ctx, now); err != nil {
		return nil, fmt.Errorf("gathering reminders: %w", err)
	}
	forgot := s.forget(ctx, now)
	if forgot != nil {
		forgot = fmt.Errorf("erasing what was kept long enough: %w", forgot)
	}
	delivered, err := s.deliver(ctx, now)
	if err != nil {
		err = fmt.Errorf("delivering the outbox: %w", err)
	}
	return delivered, errors.Join(forgot, err)
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
		next, ok, err = tx.NextDue(ctx)
		if err != nil {
			return err
		}
		if at, soon, err := nextAnnouncement(ctx, tx); err != nil {
			return err
		} else if soon && (!ok || at.Before(next)) {
			next, ok = at, true
		}
		waiting, err := tx.Waiting(ctx)
		for _, p := range waiting {
			if !ok || p.NotBefore.Before(next) {
				next, ok = p.NotBefore, true
			}
		}
		return err
	})
	return next, ok, err
}
