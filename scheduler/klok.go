package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/procesregie"
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
	said        bool      // that it is held
	looked      time.Time // when it was last found to be right
	known       time.Time // the last round by a clock that was right
	since       time.Time // when that was first seen, by the clock that nobody can set
}

// ClockProblem says in one sentence what is wrong with the clock at a moment, compared with
// the last round; empty when nothing is.
func ClockProblem(ctx context.Context, tx *store.Tx, now time.Time) (string, error) {
	last, err := lastRight(ctx, tx)
	if err != nil || last.IsZero() {
		return "", err
	}
	switch {
	case now.After(last) && leapt(last, now):
		return fmt.Sprintf("the clock says %s, and the last round was at %s", now.Format(time.DateTime), last.In(now.Location()).Format(time.DateTime)), nil
	case leapt(last, now):
		return fmt.Sprintf("the clock says %s, which is before the last round at %s", now.Format(time.DateTime), last.In(now.Location()).Format(time.DateTime)), nil
	}
	return "", nil
}

// lastRight returns the last moment at which the clock was right, as far as is known: of a
// round, or of what the administrator said.
func lastRight(ctx context.Context, tx *store.Tx) (time.Time, error) {
	last, err := tx.LastTick(ctx, tickName)
	if err != nil || last.IsZero() {
		return last, err
	}
	text, _, err := tx.Setting(ctx, SettingKlok)
	if confirmed, bad := time.Parse(time.RFC3339, text); bad == nil && confirmed.After(last) {
		last = confirmed
	}
	return last, err
}

// leapt reports whether a clock went further between two moments than is believed.
func leapt(last, now time.Time) bool {
	return now.Sub(last) > leapAhead || last.Sub(now) > leapBack
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
	s.clock.held, s.clock.fresh, s.clock.said = t.held, t.fresh, t.held
	if !t.held {
		s.clock.looked = now
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

// turnAt is what holds between two rounds. A clock that leapt since the last one is held by
// the next: what is done until then does not believe it either.
func (s *Scheduler) turnAt(now time.Time) turn {
	s.locked.Lock()
	defer s.locked.Unlock()
	return turn{now: now, held: s.clock.held || leapt(s.clock.looked, now), fresh: s.clock.fresh, shared: true}
}

// urgentTurn is what holds for what is urgent, and when the last round was. A clock that
// cannot be trusted does not count the hours of a crisis: they go on from the last moment
// that was right.
func (s *Scheduler) urgentTurn(ctx context.Context, tx *store.Tx, now time.Time) (t turn, before time.Time, err error) {
	t = turn{now: now, held: true, shared: true}
	if before, err = tx.LastTick(ctx, tickName); err != nil {
		return t, before, err
	}
	right, err := lastRight(ctx, tx)
	if err != nil {
		return t, before, err
	}
	s.locked.Lock()
	defer s.locked.Unlock()
	if !right.Equal(s.clock.known) {
		s.clock.known, s.clock.since = right, time.Now()
	}
	if !right.IsZero() && leapt(right, now) {
		t.now, t.said, t.right = right.Add(time.Since(s.clock.since)), now, right
	}
	return t, before, nil
}

// comes reports whether the moment of a planned reminder has come.
func (t turn) comes(r procesregie.Reminder) bool {
	switch {
	case t.held && !r.Dringend:
		return false
	case t.said.IsZero():
		return !r.At.After(t.now)
	case t.said.Before(t.now): // what lies behind the last round, and was not done by it, is of what the clock says
		return !r.At.After(t.said) || !r.At.After(t.now) && r.At.After(t.right.Add(-leapBack))
	}
	told := r.Stap == stapGemeld // at once, whatever the clock says
	return !r.At.After(t.said) && (told || !r.Gepland.After(t.nowFor(r)))
}

// nowFor is now for a reminder. While the clock says something that cannot be right there
// are two kinds: what was planned by what it said before, and by what it says.
func (t turn) nowFor(r procesregie.Reminder) time.Time {
	ahead := t.said.After(t.now) && r.Gepland.After(t.right.Add(leapAhead))
	behind := t.said.Before(t.now) && !r.Gepland.After(t.said)
	if !t.said.IsZero() && (ahead || behind) {
		return t.said
	}
	return t.now
}

// stapGemeld is the stage of a crisis at which it is reported.
const stapGemeld procesregie.Stap = "uur-0"

// until is up to when planned reminders can come.
func (t turn) until() time.Time {
	if t.said.After(t.now) {
		return t.said
	}
	return t.now
}
