package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// roundWatch tells whether the rounds go on.
type roundWatch struct {
	last  func() time.Time // the last round that succeeded; zero when there was none
	now   func() time.Time
	since time.Time // the start of the process

	connected platforms // over which is sent
}

func newRoundWatch(last, now func() time.Time) roundWatch {
	return roundWatch{last: last, now: now, since: now()}
}

// patience is how long the rounds may fail before the service says that it is not ready.
const patience = 5 * time.Minute

func (w roundWatch) stands() bool { return w.longSince(w.last()) }

// longSince reports whether it is longer ago than the patience, and the start of the process too,
// that something was last done.
func (w roundWatch) longSince(last time.Time) bool {
	if last.Before(w.since) {
		last = w.since
	}
	return w.now().Sub(last) > patience
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
		newFigures(s, rounds.now),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_last_good_round_timestamp_seconds", Help: "When a round last succeeded, in seconds since 1970; 0 when none did since the start."}, rounds.timestamp))
	registry.MustRegister(rounds.connected.figures()...)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { tell(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if problem := notReady(r.Context(), s, rounds); problem != "" {
			http.Error(w, problem, http.StatusServiceUnavailable)
			return
		}
		tell(w, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return mux
}

// notReady says why the service cannot do its work; empty when it can.
func notReady(ctx context.Context, s *store.Store, rounds roundWatch) string {
	ctx, cancel := context.WithTimeout(ctx, figuresWait)
	defer cancel()
	var clock string
	var undelivered bool
	err := s.View(ctx, func(tx *store.Tx) error {
		active, err := tx.Active(ctx)
		if err != nil || !active { // of a copy the last round was long ago
			return err
		}
		if undelivered, err = rounds.undelivered(ctx, tx); err != nil {
			return err
		}
		clock, err = scheduler.ClockProblem(ctx, tx, rounds.now())
		return err
	})
	switch {
	case err != nil:
		return "the database does not answer"
	case clock != "":
		return clock + ": only what is urgent is sent, until the clock is right or regiebot activate --today says that it is"
	case rounds.stands():
		return "the rounds do not succeed, see the log of the service"
	case rounds.connected.problem(rounds.now()) != "":
		return rounds.connected.problem(rounds.now())
	case undelivered:
		return "messages wait and nobody delivers them, see the log of the service"
	}
	return ""
}

// undelivered reports whether there is something to deliver and nobody tries to.
func (w roundWatch) undelivered(ctx context.Context, tx *store.Tx) (bool, error) {
	tried, err := scheduler.LastDelivering(ctx, tx)
	if err != nil || !w.longSince(tried) {
		return false, err
	}
	next, some, err := tx.NextPost(ctx)
	return some && !next.After(w.now()), err
}

// figuresWait is how long looking at the database for a figure may take.
const figuresWait = 2 * time.Second

// figures are the figures that are read from the database, all of them at one moment. Each
// is -1 while the database does not answer.
type figures struct {
	store *store.Store
	now   func() time.Time
	descs []*prometheus.Desc
}

// figure is one of them.
type figure struct {
	name, help string
	value      func(standing) float64
}

// standing is what the figures are made of.
type standing struct {
	scheduler.Stand
	active bool
	now    time.Time
}

func newFigures(s *store.Store, now func() time.Time) *figures {
	f := &figures{store: s, now: now}
	for _, one := range figureList() {
		f.descs = append(f.descs, prometheus.NewDesc(one.name, one.help, nil, nil))
	}
	return f
}

func figureList() []figure {
	return []figure{
		{"regiebot_outbox_waiting", "Messages that wait to be delivered.", func(st standing) float64 { return float64(st.Totaal) }},
		{"regiebot_outbox_oldest_seconds", "How long the message has waited that waits longest, apart from those that are meant for later; 0 when none waits.", standing.oldest},
		{"regiebot_outbox_given_up", "Messages that were given up in the last week, 20 at most; others came in their place.", func(st standing) float64 { return float64(len(st.NietBezorgd)) }},
		{"regiebot_corrections_waiting", "Messages that are still to be changed where they stand.", func(st standing) float64 { return float64(st.Correcties) }},
		{"regiebot_replanning_left", "Cases that are still to be planned anew after a new profile.", func(st standing) float64 { return float64(st.Herplannen.Total - st.Herplannen.Done) }},
		{"regiebot_clock_held", "1 when the clock is not trusted and only what is urgent is sent, or 0.", func(st standing) float64 { return oneIf(st.Klok != "") }},
		{"regiebot_in_use", "1, or 0 for a restored copy that sends nothing.", func(st standing) float64 { return oneIf(st.active) }},
	}
}

func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// oldest is how long the message has waited that waits longest, in seconds.
func (st standing) oldest() float64 {
	longest := time.Duration(0)
	for _, w := range st.Wachtend {
		if w.Waarom != scheduler.WachtMoment {
			longest = max(longest, st.now.Sub(w.CreatedAt))
		}
	}
	return longest.Seconds()
}

// Describe names the figures.
func (f *figures) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range f.descs {
		descs <- d
	}
}

// Collect reads the figures.
func (f *figures) Collect(metrics chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), figuresWait)
	defer cancel()
	st := standing{now: f.now()}
	err := f.store.View(ctx, func(tx *store.Tx) (err error) {
		if st.active, err = tx.Active(ctx); err != nil {
			return err
		}
		st.Stand, err = scheduler.StandAt(ctx, tx, st.now)
		return err
	})
	for i, one := range figureList() {
		value := -1.0
		if err == nil {
			value = one.value(st)
		}
		metrics <- prometheus.MustNewConstMetric(f.descs[i], prometheus.GaugeValue, value)
	}
}
