package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// today reads --today; zero when it was not given.
func (c *activateCmd) today() (procesregie.Date, error) {
	if c.Today == "" {
		return procesregie.Date{}, nil
	}
	d, err := procesregie.ParseDate(c.Today)
	if err != nil {
		return d, usagef("--today %q: type the date of today, such as 2026-11-22", c.Today)
	}
	return d, nil
}

// now is the clock that the rounds go by: that of the database, in the zone of the
// organisation.
func (e *env) now(ctx context.Context, s *store.Store) (time.Time, error) {
	zone, err := e.zone()
	if err != nil {
		return time.Time{}, err
	}
	now, err := s.Now(ctx)
	return now.In(zone), err
}

// clockProblem says what is wrong with the clock at a moment; empty when nothing is.
func clockProblem(ctx context.Context, s *store.Store, now time.Time) (problem string, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		problem, err = scheduler.ClockProblem(ctx, tx, now)
		return err
	})
	return problem, err
}

// confirmation is what the administrator says about the clock.
type confirmation struct {
	today  procesregie.Date // as typed
	now    time.Time        // as the clock says
	goesOn bool             // more is done after this: with nothing to confirm nothing is wrong
}

// trustClock records that the administrator says that the clock is right.
func (e *env) trustClock(ctx context.Context, s *store.Store, c confirmation) error {
	err := e.logged(ctx, s, audit.Event{Wat: "activate", Actie: audit.Wijzigen, Soort: "klok", Object: c.today.String()}, func(tx *store.Tx) error {
		if clock := procesregie.DateOf(c.now); clock != c.today {
			return fmt.Errorf("you say that it is %s, and the clock of the database says %s: nothing was changed. Set that clock right, or type the right date", c.today, clock)
		}
		problem, err := scheduler.ClockProblem(ctx, tx, c.now)
		if err != nil {
			return err
		}
		if problem == "" && !c.goesOn {
			return errors.New("there is nothing to confirm: the clock is trusted already, and nothing was changed")
		}
		return scheduler.TrustClock(ctx, tx, c.now)
	})
	if err != nil || c.goesOn {
		return err
	}
	return e.report(map[string]any{"trusted": true, "clock": c.now}, "the clock is trusted: it is %s; the next round sends what waits (regiebot serve, or regiebot tick)", c.now.Format("2006-01-02 15:04"))
}
