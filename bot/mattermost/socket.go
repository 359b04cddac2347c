package mattermost

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// Run keeps the websocket open on which the server tells what people say, until the context
// ends; it looks for what was said while there was none, and keeps the slash commands in order.
// It never gives up: what is wrong meanwhile stands in [Mattermost.Status]. Then it takes nothing
// any more, over HTTP neither, and gives what is going on a few seconds. It is called once, and
// gives no error but that of the context.
func (m *Mattermost) Run(ctx context.Context) error {
	m.in.gone.Go(func() { m.in.whenever(ctx, routine{"posts", m.in.look, m.in.tempo.look, m.catchUp}) })
	m.in.gone.Go(func() { m.in.whenever(ctx, routine{"commands", m.in.roll, m.in.tempo.enlist, m.enlist}) })
	last := m.keepOpen(ctx)
	m.in.drain(m.in.tempo.Drain)
	late, stop := context.WithTimeout(context.WithoutCancel(ctx), m.in.tempo.Drain)
	defer stop()
	if m.Finish(late) != nil {
		m.in.log.LogAttrs(late, slog.LevelWarn, "mattermost: not everything was answered before the end")
	}
	if last != nil {
		last.Close()
	}
	m.in.gone.Wait()
	return ctx.Err()
}

// keepOpen opens a websocket, and the next when it is gone. It gives what is open when the
// context ends, or nil.
func (m *Mattermost) keepOpen(ctx context.Context) *session {
	var fails retry
	for ctx.Err() == nil {
		fresh, err := m.dial(ctx)
		if err != nil {
			m.in.failed(ctx, err)
			platform.Pause(ctx, fails.after(err, m.in.tempo))
			continue
		}
		ring(m.in.look)
		ring(m.in.roll)
		begin := time.Now()
		select {
		case <-fresh.Gone():
		case <-ctx.Done():
			return fresh
		}
		if time.Since(begin) >= m.in.tempo.Settled {
			fails = retry{}
		}
		platform.Pause(ctx, fails.after(fresh.Why(), m.in.tempo)) // also the first time: a server that restarts closes all at once
	}
	return nil
}

// failed notes that no websocket could be opened.
func (in *inlet) failed(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	in.alive.failed(cause(err))
	in.log.LogAttrs(ctx, slog.LevelWarn, "mattermost: no websocket could be opened", slog.String("why", cause(err)))
}

// routine is something that is done after a signal, and every so often.
type routine struct {
	name   string // for the log
	signal chan struct{}
	every  time.Duration
	do     func(context.Context) error
}

// ring gives a signal, if none is waiting yet.
func ring(signal chan struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}

// whenever does a routine until the context ends. What failed is done again after a while, and
// however many signals come, there is a pause in between.
func (in *inlet) whenever(ctx context.Context, r routine) {
	ticker := time.NewTicker(r.every)
	defer ticker.Stop()
	var fails retry
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-r.signal:
		}
		wait := in.tempo.Least
		switch err := r.do(ctx); {
		case err == nil:
			fails = retry{}
		case errors.Is(err, errElsewhere):
			wait = in.tempo.left
			ring(r.signal)
		default:
			in.trouble(ctx, r.name, err)
			wait = fails.after(err, in.tempo)
			ring(r.signal)
		}
		platform.Pause(ctx, wait)
	}
}
