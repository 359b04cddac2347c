package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/store"
)

// What a clock may do. A reminder that goes out is never planned again, and what is erased
// is gone: with a clock that is a year ahead all of next year would be lost.
const (
	leapAhead = 31 * 24 * time.Hour // longer than this nobody lets a service stand still
	leapBack  = time.Hour           // what a machine corrects by itself is less
	freshFor  = 24 * time.Hour      // after a leap of so much, nothing is erased for so long
)

// sprongName is when the rounds last went on after they stood still for long.
const sprongName = "sprong"

// SettingKlok is the setting with which the administrator says that a clock that leapt is
// right: the moment, as RFC 3339.
const SettingKlok = "klok"

// errClock is the problem of a clock that nobody trusts.
var errClock = errors.New("the clock cannot be trusted")

// clock is what is known of the clock between two rounds.
type clock struct {
	held, fresh bool
	said        bool // that it is held
}

// ClockProblem says in one sentence what is wrong with the clock at a moment, compared with
// the last round; empty when nothing is.
func ClockProblem(ctx context.Context, tx *store.Tx, now time.Time) (string, error) {
	last, err := tx.LastTick(ctx, tickName)
	if err != nil || last.IsZero() {
		return "", err
	}
	text, _, err := tx.Setting(ctx, SettingKlok)
	if err != nil {
		return "", err
	}
	if confirmed, bad := time.Parse(time.RFC3339, text); bad == nil && confirmed.After(last) {
		last = confirmed
	}
	switch {
	case now.Sub(last) > leapAhead:
		return fmt.Sprintf("the clock says %s, and the last round was at %s", now.Format(time.DateTime), last.In(now.Location()).Format(time.DateTime)), nil
	case last.Sub(now) > leapBack:
		return fmt.Sprintf("the clock says %s, which is before the last round at %s", now.Format(time.DateTime), last.In(now.Location()).Format(time.DateTime)), nil
	}
	return "", nil
}

// TrustClock records that the administrator says that the clock is right at a moment.
func TrustClock(ctx context.Context, tx *store.Tx, now time.Time) error {
	if err := tx.PullBackTicks(ctx, now); err != nil { // rounds were done in what is the future
		return err
	}
	return tx.SetSetting(ctx, SettingKlok, now.UTC().Format(time.RFC3339))
}

// look finds out what holds for a round, and says it in the log when the clock is held.
func (s *Scheduler) look(ctx context.Context, now time.Time) (t turn, problem, err error) {
	t.now, t.shared = now, true
	var why string
	err = s.store.Update(ctx, func(tx *store.Tx) error {
		if why, err = ClockProblem(ctx, tx, now); err != nil || why != "" {
			return err
		}
		t.fresh, err = stoodStill(ctx, tx, now)
		return err
	})
	if err != nil {
		return t, nil, err
	}
	t.held = why != ""
	s.locked.Lock()
	defer s.locked.Unlock()
	said := s.clock.said && t.held
	s.clock = clock{t.held, t.fresh, t.held}
	if !t.held {
		return t, nil, nil
	}
	if !said {
		s.log.LogAttrs(ctx, slog.LevelError, "the clock of this machine or of the database leapt: only what is urgent is sent until it is right again, or until regiebot activate says that it is",
			slog.String("problem", why))
	}
	return t, errClock, nil
}

// stoodStill reports whether the rounds stood still for long, less than a day ago.
func stoodStill(ctx context.Context, tx *store.Tx, now time.Time) (bool, error) {
	last, err := tx.LastTick(ctx, tickName)
	if err != nil {
		return false, err
	}
	if !last.IsZero() && now.Sub(last) > freshFor {
		return true, tx.SetLastTick(ctx, sprongName, now)
	}
	leapt, err := tx.LastTick(ctx, sprongName)
	return !leapt.IsZero() && now.Sub(leapt) < freshFor, err
}

// distrust is for before the first round: nothing that is not urgent goes before it was
// looked at the clock.
func (s *Scheduler) distrust() {
	s.locked.Lock()
	defer s.locked.Unlock()
	s.clock = clock{held: true}
}

// turnAt is what holds between two rounds.
func (s *Scheduler) turnAt(now time.Time) turn {
	s.locked.Lock()
	defer s.locked.Unlock()
	return turn{now: now, held: s.clock.held, fresh: s.clock.fresh, shared: true}
}
