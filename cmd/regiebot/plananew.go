package main

import (
	"context"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/store"
)

// planAnew plans every open case anew after a new profile or zone, as far as that was not
// done at once, and says on standard error how far it is. It returns whether there was
// anything to do. Who is interrupted loses nothing: the rounds go on with it.
func (e *env) planAnew(ctx context.Context, s *store.Store) (some bool, err error) {
	var job store.Replanning
	err = s.View(ctx, func(tx *store.Tx) error {
		job, err = tx.Replanning(ctx)
		return err
	})
	if err != nil || !job.Running {
		return false, err
	}
	var said time.Time // never
	for job.Running {
		next, err := s.ReplanStep(ctx)
		if err != nil {
			return true, fmt.Errorf("planned %d of %d cases anew, and was stopped; the profile is in use, and the next regiebot serve goes on with the rest: %w", job.Done, job.Total, err)
		}
		if job = next; job.Running && time.Since(said) >= time.Second {
			said = time.Now()
			tell(e.errs, fmt.Sprintf("planned %d of %d cases anew", job.Done, job.Total))
		}
	}
	return true, nil
}

// unreadableCases names the open cases that cannot be read: they keep the reminders they
// had.
func unreadableCases(ctx context.Context, s *store.Store) (names []string, err error) {
	open := true
	err = s.View(ctx, func(tx *store.Tx) error {
		_, err := tx.Casussen(ctx, store.Filter{Open: &open})
		names = tx.Unreadable()
		return err
	})
	return names, err
}
