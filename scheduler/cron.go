package scheduler

import (
	"context"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Run does a round every minute until the context ends, and beside it [Scheduler.Inspect]
// once a day. now is the clock. Rounds do not overlap; a round that fails is logged and the
// next one takes up its work.
func (s *Scheduler) Run(ctx context.Context, now func() time.Time) {
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	c.Schedule(cron.Every(time.Minute), cron.FuncJob(func() { s.round(ctx, now()) }))
	c.Schedule(cron.Every(inspectEvery), cron.FuncJob(func() { s.inspect(ctx, now()) }))
	s.round(ctx, now())
	c.Start()
	s.inspect(ctx, now())
	<-ctx.Done()
	<-c.Stop().Done()
}

// inspectEvery is how often is looked whether the daily inspection is to be done.
const inspectEvery = 10 * time.Minute

func (s *Scheduler) inspect(ctx context.Context, now time.Time) {
	if err := s.Inspect(ctx, now); err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelError, "the daily inspection failed; it is done again soon", slog.Any("cause", err))
	}
}

// LastGood returns the moment of the last round in this process that succeeded; zero when
// there was none.
func (s *Scheduler) LastGood() time.Time {
	if at := s.good.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

func (s *Scheduler) round(ctx context.Context, now time.Time) {
	delivered, err := s.Tick(ctx, now)
	if err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelError, "round failed; the next one goes on", slog.Any("cause", err))
	}
	if err == nil {
		s.good.Store(&now)
	}
	if len(delivered) > 0 {
		s.log.LogAttrs(ctx, slog.LevelInfo, "messages delivered", slog.Int("count", len(delivered)))
	}
}
