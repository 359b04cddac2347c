package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// activateCmd puts a restored copy in use.
type activateCmd struct{}

// Run puts the copy in use and prints what will go out.
func (activateCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var held store.Held
	var moment time.Time
	err = e.logged(ctx, s, audit.Event{Wat: "activate", Actie: audit.Wijzigen, Soort: "database"}, func(tx *store.Tx) error {
		if moment, err = tx.Restored(ctx); err != nil {
			return err
		}
		if held, err = tx.Held(ctx, time.Now()); err != nil {
			return err
		}
		done, err := tx.Activate(ctx)
		if err == nil && !done {
			err = errors.New("this database is in use already: nothing was changed")
		}
		return err
	})
	if err != nil {
		return err
	}
	doc := map[string]any{"active": true, "waiting": held.Messages, "overdue": held.Overdue, "moment": moment}
	return e.report(doc, "the database is in use: %d messages wait and %d reminders are overdue; the next round sends them (regiebot serve, or regiebot tick)\n%s",
		held.Messages, held.Overdue, eraseAgain(e, moment))
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
