package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// nagekekenName is the daily job that looks whether the database is as it was left.
const nagekekenName = "nagekeken"

// Inspect looks once a day whether what is stored is still what was stored: the planned
// reminders of every open casus, and what came in the access log since the last time. What
// is wrong is logged; reminders are made right. It is apart from the rounds, and looks at
// some hundreds of casussen at a time: nobody waits for it.
func (s *Scheduler) Inspect(ctx context.Context, now time.Time) error {
	due, err := s.inspectionDue(ctx, now)
	if err != nil || !due {
		return err
	}
	err = errors.Join(s.inspectPlans(ctx, now), s.inspectOutbox(ctx), s.inspectLog(ctx))
	if err != nil {
		return err
	}
	return s.store.Update(ctx, func(tx *store.Tx) error { return tx.SetLastTick(ctx, nagekekenName, now) })
}

// inspectionDue reports whether it was not done yet today. A restored copy is left as it is.
func (s *Scheduler) inspectionDue(ctx context.Context, now time.Time) (due bool, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		last, err := tx.LastTick(ctx, nagekekenName)
		if err != nil {
			return err
		}
		p, err := tx.Organisatie(ctx)
		if errors.Is(err, store.ErrNotFound) {
			return nil // no profile yet: nothing is planned
		}
		if err != nil {
			return err
		}
		active, err := tx.Active(ctx)
		day := func(t time.Time) procesregie.Date { return procesregie.DateOf(t.In(p.Zone)) }
		// A little later than now it was by a clock that was a little ahead.
		due = active && (last.IsZero() || last.Sub(now) > freshFor || day(last).Before(day(now)))
		return err
	})
	return due, err
}

// inspectPlans plans anew every open casus whose reminders are not as they should be. What
// the last round has looked at it may have moved, also when the clock went back since.
func (s *Scheduler) inspectPlans(ctx context.Context, now time.Time) error {
	for last := ""; ; {
		var wrong []string
		looked := now
		err := s.store.View(ctx, func(tx *store.Tx) error {
			round, err := tx.LastTick(ctx, tickName)
			if err != nil {
				return err
			}
			if round.After(now) {
				looked = round
			}
			wrong, last, err = tx.OutOfPlan(ctx, last, looked)
			return err
		})
		if err != nil {
			return err
		}
		for _, zaak := range wrong {
			if err := s.putInPlan(ctx, zaak, looked); err != nil {
				return err
			}
		}
		if last == "" {
			return nil
		}
	}
}

func (s *Scheduler) putInPlan(ctx context.Context, zaak string, now time.Time) error {
	err := s.store.Update(ctx, func(tx *store.Tx) error { return tx.PutInPlan(ctx, zaak, now) })
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return nil // erased or damaged since
	}
	if err == nil {
		s.log.LogAttrs(ctx, slog.LevelError, "the planned reminders of a casus were not those that follow from it: rows were removed or changed by hand, or this version plans in another way; they are planned anew", slog.String("casus", zaak))
	}
	return err
}

func (s *Scheduler) inspectOutbox(ctx context.Context) error {
	var n int64
	err := s.store.Update(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.MendOutbox(ctx)
		return err
	})
	if err == nil && n > 0 {
		s.log.LogAttrs(ctx, slog.LevelError, "messages waited for a moment that is no moment: somebody changed the database; they are sent now", slog.Int64("count", n))
	}
	return err
}

// inspectLog proves what came in the access log since the last time. A log that is broken
// is told every day, until it is begun again.
func (s *Scheduler) inspectLog(ctx context.Context) error {
	var head audit.Head
	err := s.store.View(ctx, func(tx *store.Tx) (err error) {
		head, err = tx.VerifyAuditSince(ctx)
		return err
	})
	var broken *audit.Broken
	if errors.As(err, &broken) {
		s.log.LogAttrs(ctx, slog.LevelError, "the access log is broken, see regiebot audit verify", slog.String("problem", broken.Error()))
		return nil
	}
	if err != nil || head.Nr == 0 {
		return err
	}
	return s.store.Update(ctx, func(tx *store.Tx) error { return tx.AuditChecked(ctx, head) })
}
