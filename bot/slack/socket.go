package slack

import (
	"context"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// Run keeps a socket open with which Slack reaches the bot, until the context ends. It
// never gives up: what is wrong meanwhile stands in [Slack.Status]. Without an app token
// there is no socket, and it waits for the context. Then it takes nothing any more, over
// HTTP neither, and gives what is going on a few seconds. It is called once, also for
// HTTP alone, and gives no error but that of the context.
func (s *Slack) Run(ctx context.Context) error {
	s.in.gone.Go(func() { s.introduce(ctx) })
	var open []*session
	if s.cfg.AppToken != "" {
		open = s.keepOpen(ctx)
	}
	<-ctx.Done()
	s.in.drain(s.in.tempo.Drain)
	late, stop := context.WithTimeout(context.WithoutCancel(ctx), s.in.tempo.Drain)
	defer stop()
	if s.Finish(late) != nil {
		s.in.log.LogAttrs(late, slog.LevelWarn, "slack: not everything was answered before the end")
	}
	for _, c := range open {
		c.Close()
	}
	s.in.gone.Wait()
	return ctx.Err()
}

// keepOpen opens a socket, and the next when Slack asks for it or the one is gone. When
// Slack asks, the one stays until the next is there: two at most, of the ten that Slack
// allows an app. It gives what is open when the context ends.
//
// It stands in the place of the managed client of the library. That one closes the old
// socket before it opens the new, ends at invalid_auth, opens the next at once when one
// is closed as soon as it is open, and counts only the pings of Slack as signs of life.
func (s *Slack) keepOpen(ctx context.Context) (open []*session) {
	var fails retry
	for ctx.Err() == nil {
		fresh, err := s.dial(ctx)
		if err != nil {
			s.in.failed(ctx, err)
			platform.Pause(ctx, fails.after(err, s.in.tempo))
			continue
		}
		for _, c := range open {
			s.in.gone.Go(c.retire)
		}
		begin := time.Now()
		why := fresh.ending(ctx)
		if ctx.Err() != nil {
			return append(open, fresh)
		}
		for _, c := range open {
			c.Cut() // it had its time: there would be three
			<-c.Gone()
		}
		open = []*session{fresh}
		if time.Since(begin) >= s.in.tempo.Settled {
			fails = retry{}
			continue
		}
		platform.Pause(ctx, fails.after(why, s.in.tempo))
	}
	return open
}

// failed notes that no socket could be opened.
func (in *inlet) failed(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	in.alive.failed(cause(err))
	in.log.LogAttrs(ctx, slog.LevelWarn, "slack: no socket could be opened", slog.String("why", cause(err)))
}
