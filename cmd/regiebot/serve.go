package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// serveCmd is the bot as a service.
type serveCmd struct {
	Listen string `env:"REGIEBOT_LISTEN" default:"127.0.0.1:8081" help:"Address of /healthz, /readyz and /metrics."`
}

// Run plans and queues until it is interrupted. Without a chat platform nothing is
// delivered: the messages wait in the outbox.
func (c *serveCmd) Run(ctx context.Context, e *env) error {
	s, err := e.openOrMake(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	give, err := takeRounds(ctx, s)
	if err != nil {
		return err
	}
	defer give() //nolint:errcheck // the system gives it back when the process ends
	log := e.logger()
	clock, err := e.clock(ctx, s, log)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%s cannot be used; something else may be using it. Choose another with --listen", c.Listen)
	}
	log.Warn("no chat platform is connected: messages wait in the outbox, see regiebot tick")
	if !onLoopback(listener.Addr()) {
		log.Warn("the service listens for other machines too, and whoever can reach it sees its figures: let a firewall see to who that is", slog.String("address", listener.Addr().String()))
	}
	rounds := scheduler.New(s, nil, log, workerName())
	done := make(chan struct{})
	go func() {
		defer close(done)
		rounds.Run(ctx, clock.now)
	}()
	if active, err := inUse(ctx, s); err == nil && !active {
		fmt.Fprintln(e.out, "This database is not in use (a restored copy, or one whose mark that it is in use is gone): nothing is sent until regiebot activate.")
	}
	fmt.Fprintf(e.out, "Regiebot listens on http://%s\n", listener.Addr())
	err = serveUntil(ctx, listener, service{handler: guarded(health(s, newRoundWatch(rounds.LastGood, clock.now)), onLoopback(listener.Addr()))})
	<-done
	return err
}

// clock is the clock of the database, for as long as the service runs.
func (e *env) clock(ctx context.Context, s *store.Store, log *slog.Logger) (*sharedClock, error) {
	zone, err := e.zone()
	if err != nil {
		return nil, err
	}
	return newSharedClock(ctx, &sharedClock{ask: s.Now, own: time.Now, zone: zone, log: log})
}

// tell says something to a browser or a terminal. What it does not take cannot be told to
// anybody.
func tell(w io.Writer, text string) { fmt.Fprintln(w, text) }
