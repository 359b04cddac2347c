package main

import (
	"context"
	"errors"
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
			return true, halfPlanned(ctx, job, err)
		}
		if job = next; job.Running && time.Since(said) >= time.Second {
			said = time.Now()
			tell(e.errs, fmt.Sprintf("planned %d of %d cases anew", job.Done, job.Total))
		}
	}
	return true, nil
}

// unfinishedError says that a profile is in use, and that not every case was planned by it
// yet.
type unfinishedError struct {
	text  string
	cause error
}

// Error returns the sentence.
func (u *unfinishedError) Error() string { return u.text }

// Unwrap returns why it was not finished.
func (u *unfinishedError) Unwrap() error { return u.cause }

// halfPlanned says how far the planning came. Who was interrupted knows why.
func halfPlanned(ctx context.Context, job store.Replanning, cause error) error {
	text := fmt.Sprintf("stopped after %d of %d cases; the profile is in use, and the next regiebot serve goes on with the rest", job.Done, job.Total)
	if ctx.Err() == nil {
		text += ": " + cause.Error()
	}
	return &unfinishedError{text, cause}
}

// errStopped ends a call that was interrupted before it did anything.
var errStopped = errors.New("stopped; nothing was changed")

// unlessStopped is the error of what is stored as a whole or not at all.
func unlessStopped(ctx context.Context, err error) error {
	var unfinished *unfinishedError
	if err != nil && ctx.Err() != nil && !errors.As(err, &unfinished) {
		return errStopped
	}
	return err
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
