package scheduler

import (
	"context"
	"log/slog"

	"github.com/regiebot/regiebot/store"
)

// replanPages is how many pages of casussen one round plans anew after a new profile; the
// rounds between do their own work.
const replanPages = 20

// replanPage goes on with planning everything anew, if that is to be done.
func (s *Scheduler) replanPage(ctx context.Context) error {
	for range replanPages {
		done, err := s.replanStep(ctx)
		if err != nil || done {
			return err
		}
	}
	return nil
}

// finishReplan plans everything anew, if that is to be done.
func (s *Scheduler) finishReplan(ctx context.Context) error {
	for {
		if done, err := s.replanStep(ctx); err != nil || done {
			return err
		}
	}
}

func (s *Scheduler) replanStep(ctx context.Context) (done bool, err error) {
	var job store.Replanning
	err = s.store.View(ctx, func(tx *store.Tx) error {
		job, err = tx.Replanning(ctx)
		return err
	})
	if err != nil || !job.Running {
		return true, err
	}
	if job, err = s.store.ReplanStep(ctx); err != nil {
		return true, err
	}
	s.log.LogAttrs(ctx, slog.LevelInfo, "every casus is planned anew after a new profile", slog.Int("done", job.Done), slog.Int("of", job.Total))
	return !job.Running, nil
}
