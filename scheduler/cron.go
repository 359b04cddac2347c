package scheduler

import (
	"context"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Run does a round every minute until the context ends. now is the clock. Rounds do
// not overlap; a round that fails is logged and the next one takes up its work.
func (s *Scheduler) Run(ctx context.Context, now func() time.Time) {
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	c.Schedule(cron.Every(time.Minute), cron.FuncJob(func() { s.round(ctx, now()) }))
	s.round(ctx, now())
	c.Start()
	<-ctx.Done()
	<-c.Stop().Done()
}

func (s *Scheduler) round(ctx context.Context, now time.Time) {
	delivered, err := s.Tick(ctx, now)
	if err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelError, "round failed; the next one goes on", slog.Any("cause", err))
	}
	if len(delivered) > 0 {
		s.log.LogAttrs(ctx, slog.LevelInfo, "messages delivered", slog.Int("count", len(delivered)))
	}
}
