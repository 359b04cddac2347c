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
		if moment.IsZero() {
			return errors.New("this database is in use already: nothing was changed")
		}
		if held, err = tx.Held(ctx, time.Now()); err != nil {
			return err
		}
		_, err := tx.Activate(ctx)
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
	return fmt.Sprintf("what was erased after %s is here again: erase it once more with regiebot erase", e.localTime(moment))
}

// restoredAt returns of which moment the database is a copy that is not in use; zero when
// it is in use.
func restoredAt(ctx context.Context, s *store.Store) (moment time.Time, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		moment, err = tx.Restored(ctx)
		return err
	})
	return moment, err
}
