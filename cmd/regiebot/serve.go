package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
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
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%s cannot be used; something else may be using it. Choose another with --listen", c.Listen)
	}
	log := e.logger()
	log.Warn("no chat platform is connected: messages wait in the outbox, see regiebot tick")
	if !onLoopback(listener.Addr()) {
		log.Warn("the service listens for other machines too, and whoever can reach it sees its figures: let a firewall see to who that is", slog.String("address", listener.Addr().String()))
	}
	host, _ := os.Hostname()
	rounds := scheduler.New(s, nil, log, fmt.Sprintf("%s/%d", host, os.Getpid()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		rounds.Run(ctx, time.Now)
	}()
	if active, err := inUse(ctx, s); err == nil && !active {
		fmt.Fprintln(e.out, "This database is not in use (a restored copy, or one whose mark that it is in use is gone): nothing is sent until regiebot activate.")
	}
	fmt.Fprintf(e.out, "Regiebot listens on http://%s\n", listener.Addr())
	err = serveUntil(ctx, listener, service{handler: guarded(health(s, newRoundWatch(rounds.LastGood, time.Now)), onLoopback(listener.Addr()))})
	<-done
	return err
}

// roundWatch tells whether the rounds go on.
type roundWatch struct {
	last  func() time.Time // the last round that succeeded; zero when there was none
	now   func() time.Time
	since time.Time // the start of the process
}

func newRoundWatch(last, now func() time.Time) roundWatch { return roundWatch{last, now, now()} }

// patience is how long the rounds may fail before the service says that it is not ready.
const patience = 5 * time.Minute

func (w roundWatch) stands() bool {
	from := w.since
	if last := w.last(); last.After(from) {
		from = last
	}
	return w.now().Sub(from) > patience
}

// timestamp is the last good round in seconds since 1970; 0 when there was none.
func (w roundWatch) timestamp() float64 {
	last := w.last()
	if last.IsZero() {
		return 0
	}
	return float64(last.UnixMilli()) / 1000
}

// health answers whether the process lives, whether it can work, and its figures.
func health(s *store.Store, rounds roundWatch) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_outbox_waiting", Help: "Messages that wait to be delivered."}, func() float64 { return float64(waiting(s)) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_in_use", Help: "1, or 0 for a restored copy that sends nothing."}, func() float64 { return float64(inUseGauge(s)) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_last_good_round_timestamp_seconds", Help: "When a round last succeeded, in seconds since 1970; 0 when none did since the start."}, rounds.timestamp))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.Ping(r.Context()); err != nil {
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		if rounds.stands() {
			http.Error(w, "the rounds do not succeed, see the log of the service", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return mux
}

// inUseGauge tells a database that sends from a restored copy; -1 when it does not answer.
func inUseGauge(s *store.Store) int {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	switch active, err := inUse(ctx, s); {
	case err != nil:
		return -1
	case active:
		return 1
	}
	return 0
}

// waiting counts the outbox; -1 when the database does not answer.
func waiting(s *store.Store) int {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	n := -1
	_ = s.View(ctx, func(tx *store.Tx) error {
		list, err := tx.Waiting(ctx)
		if err == nil {
			n = len(list)
		}
		return err
	})
	return n
}
