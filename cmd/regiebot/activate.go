package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// activateCmd puts a restored copy in use, or confirms that the clock is right.
type activateCmd struct {
	Today string `help:"The date of today, such as 2026-11-22, typed by you: when the clock says the same it is trusted, however far it is from the last round."`
}

// Run puts the copy in use and prints what will go out, or trusts the clock, or both.
func (c *activateCmd) Run(ctx context.Context, e *env) error {
	today, err := c.today()
	if err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	active, err := inUse(ctx, s)
	if err != nil {
		return err
	}
	now, err := e.now(ctx, s)
	if err != nil {
		return err
	}
	if !today.IsZero() {
		if err := e.trustClock(ctx, s, confirmation{today, now, !active}); err != nil || active {
			return err
		}
	}
	return e.activate(ctx, s, now)
}

// activate puts a copy in use.
func (e *env) activate(ctx context.Context, s *store.Store, now time.Time) error {
	var held store.Held
	var moment time.Time
	err := e.logged(ctx, s, audit.Event{Wat: "activate", Actie: audit.Wijzigen, Soort: "database"}, func(tx *store.Tx) (err error) {
		if moment, err = tx.Restored(ctx); err != nil {
			return err
		}
		if held, err = tx.Held(ctx, now); err != nil {
			return err
		}
		done, err := tx.Activate(ctx)
		if err == nil && !done {
			err = errors.New("this database is in use already: nothing was changed")
		}
		if err != nil {
			return err
		}
		return scheduler.MarkReturned(ctx, tx, now)
	})
	if err != nil {
		return err
	}
	problem, err := clockProblem(ctx, s, now)
	if err != nil {
		return err
	}
	doc := map[string]any{"active": true, "waiting": held.Messages, "overdue": held.Overdue, "moment": moment, "clock": problem}
	if problem != "" {
		problem = "\n" + problem + ": reminders wait until you confirm that the clock is right, with regiebot activate --today and the date of today"
	}
	return e.report(doc, "the database is in use: %d messages wait and %d reminders are overdue; the next round sends them (regiebot serve, or regiebot tick)\n%s%s",
		held.Messages, held.Overdue, eraseAgain(e, moment), problem)
}

// eraseAgain is what only people can do after a restore.
func eraseAgain(e *env, moment time.Time) string {
	if moment.IsZero() {
		return "it is not known of which moment this copy is: erase once more, with regiebot erase, what was erased since"
	}
	return fmt.Sprintf("what was erased after %s may be here again: erase it once more with regiebot erase", e.localTime(moment))
}

// inUse reports whether the database sends: it does not while it is a restored copy.
func inUse(ctx context.Context, s *store.Store) (active bool, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		active, err = tx.Active(ctx)
		return err
	})
	return active, err
}
