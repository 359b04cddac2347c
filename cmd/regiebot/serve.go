package main

import (
	"context"
	"fmt"
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
	err = serveUntil(ctx, listener, service{handler: guarded(health(s), onLoopback(listener.Addr()))})
	<-done
	return err
}

// health answers whether the process lives, whether it can work, and its figures.
func health(s *store.Store) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_outbox_waiting", Help: "Messages that wait to be delivered."}, func() float64 { return float64(waiting(s)) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_in_use", Help: "1, or 0 for a restored copy that sends nothing."}, func() float64 { return float64(inUseGauge(s)) }))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.Ping(r.Context()); err != nil {
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
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
