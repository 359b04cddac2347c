package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// serveCmd is the bot as a service.
type serveCmd struct {
	Listen string `env:"REGIEBOT_LISTEN" default:"127.0.0.1:8081" help:"Address of /healthz, /readyz and /metrics, and of what a chat platform calls."`
}

// Run answers, plans and sends until it is interrupted. Without a chat platform nothing is
// delivered: the messages wait in the outbox.
func (c *serveCmd) Run(ctx context.Context, e *env) error {
	public, err := e.publicAddress()
	if err != nil {
		return err
	}
	if _, err := e.model(); err != nil {
		return err
	}
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
	b, err := e.newBot(ctx, s)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%s cannot be used; something else may be using it. Choose another with --listen", c.Listen)
	}
	b.warn(listener.Addr())
	if active, err := inUse(ctx, s); err == nil && !active {
		fmt.Fprintln(e.out, "This database is not in use (a restored copy, or one whose mark that it is in use is gone): nothing is sent until regiebot activate.")
	}
	fmt.Fprintf(e.out, "Regiebot listens on http://%s\n", listener.Addr())
	return b.serve(ctx, listener, public)
}

// atWork is a bot that works: what answers, what plans and sends, and the platforms.
type atWork struct {
	store     *store.Store
	log       *slog.Logger
	clock     *sharedClock
	rounds    *scheduler.Scheduler
	connected platforms
}

// newBot puts the parts together.
func (e *env) newBot(ctx context.Context, s *store.Store) (*atWork, error) {
	b := &atWork{store: s, log: e.logger()}
	var err error
	if b.clock, err = e.clock(ctx, s, b.log); err != nil {
		return nil, err
	}
	app := newApp(s, e)
	answer := newLimit(time.Now).answer(bot.Excuse(app.Answer, b.log))
	if b.connected, err = e.platforms(ctx, s, answer, b.clock.now); err != nil {
		return nil, err
	}
	b.rounds = scheduler.New(s, b.connected.sender(), b.log, workerName())
	app.OnChange(b.rounds.Wake)
	return b, nil
}

// warn tells in the log what an administrator may not have meant.
func (b *atWork) warn(address net.Addr) {
	if b.connected.isNone() {
		b.log.Warn("no chat platform is connected: messages wait in the outbox, see regiebot tick")
	}
	if !onLoopback(address) {
		b.log.Warn("the service listens for other machines too, and whoever can reach it sees its figures: let a firewall see to who that is", slog.String("address", address.String()))
	}
}

// serve works until the context ends or the listener fails, and then ends what is being
// done.
func (b *atWork) serve(ctx context.Context, listener net.Listener, public string) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	all.Go(func() { b.rounds.Run(ctx, b.clock.now) })
	all.Go(func() { b.connected.run(ctx) })
	watch := newRoundWatch(b.rounds.LastGood, b.clock.now)
	watch.connected = b.connected
	own := guarded(health(b.store, watch), onLoopback(listener.Addr()))
	err := serveUntil(ctx, listener, service{handler: b.connected.handler(public, own), limits: forPlatforms()})
	stop()
	all.Wait()
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
