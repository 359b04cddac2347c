package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// Who looks at the service sees that its rounds stand still.
func TestReadyOnlyWhileRoundsSucceed(t *testing.T) {
	ring, err := keys.New()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), ":memory:", ring)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	start := time.Date(2026, time.November, 13, 9, 0, 0, 0, time.UTC)
	var last time.Time
	now := start
	handler := health(s, newRoundWatch(func() time.Time { return last }, func() time.Time { return now }))
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	for _, step := range []struct {
		now, last time.Time
		status    int
		metric    string
	}{
		{start, time.Time{}, http.StatusOK, "0"},
		{start.Add(5 * time.Minute), time.Time{}, http.StatusOK, "0"},
		{start.Add(5*time.Minute + time.Second), time.Time{}, http.StatusServiceUnavailable, "0"},
		{start.Add(6 * time.Minute), start.Add(5 * time.Minute), http.StatusOK, "1.7945607e+09"},
		{start.Add(11 * time.Minute), start.Add(5 * time.Minute), http.StatusServiceUnavailable, "1.7945607e+09"},
	} {
		now, last = step.now, step.last
		if status, text := get("/readyz"); status != step.status || strings.Count(text, "\n") != 1 {
			t.Errorf("at %v: %d %q", step.now, status, text)
		}
		if _, text := get("/metrics"); !strings.Contains(text, "regiebot_last_good_round_timestamp_seconds "+step.metric+"\n") {
			t.Errorf("at %v: %s", step.now, text)
		}
		if status, _ := get("/healthz"); status != http.StatusOK {
			t.Errorf("at %v it does not live", step.now)
		}
	}
}

// The service is not ready while messages wait that nobody tries to deliver.
func TestHealthWatchesTheDelivering(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		start := time.Date(2026, time.November, 13, 9, 0, 0, 0, time.UTC)
		now := start
		clock := func() time.Time { return now }
		handler := health(s, newRoundWatch(clock, clock))
		ready := func(want bool) {
			t.Helper()
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
			if (w.Code == http.StatusOK) != want || !want && !strings.Contains(w.Body.String(), "nobody delivers") {
				t.Errorf("at %v: %d %q", now, w.Code, w.Body.String())
			}
		}
		change := func(f func(tx *store.Tx) error) { must(t, s.Update(t.Context(), f)) }
		now = start.Add(6 * time.Minute)
		ready(true) // nothing waits
		change(func(tx *store.Tx) error {
			return tx.Enqueue(t.Context(), store.Post{Key: "a", Aan: "anouk", Message: []byte("{}"), NotBefore: start.Add(7 * time.Minute), CreatedAt: start})
		})
		ready(true) // nor now
		now = start.Add(8 * time.Minute)
		ready(false)
		change(func(tx *store.Tx) error { return tx.SetLastTick(t.Context(), "bezorgd", now.Add(-time.Minute)) })
		ready(true)
		now = now.Add(5 * time.Minute)
		ready(false)
		must(t, s.View(t.Context(), func(tx *store.Tx) error {
			at, err := scheduler.LastDelivering(t.Context(), tx)
			if !at.Equal(start.Add(7 * time.Minute)) {
				t.Errorf("got %v", at)
			}
			return err
		}))
	})
}

// Whoever opens the service to others is told so.
func TestServeWarnsWhenOthersCanReachIt(t *testing.T) {
	for listen, warned := range map[string]bool{"127.0.0.1:0": false, "0.0.0.0:0": true} {
		folder := t.TempDir()
		e := &env{out: new(bytes.Buffer), errs: new(bytes.Buffer)}
		e.Database, e.KeyFile, e.Timezone, e.Log = filepath.Join(folder, "regiebot.db"), filepath.Join(folder, "keys.json"), "Europe/Amsterdam", "info"
		if _, err := keys.Init(e.KeyFile); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		out := &stopper{stop: stop}
		e.out = out
		if err := (&serveCmd{Listen: listen}).Run(ctx, e); err != nil {
			t.Error(err)
		}
		if said := e.errs.(*bytes.Buffer).String(); strings.Contains(said, "other machines") != warned {
			t.Errorf("%s: %s", listen, said)
		}
	}
}

// stopper stops a service once it says that it listens.
type stopper struct {
	bytes.Buffer
	stop func()
}

// Write keeps what is said.
func (s *stopper) Write(text []byte) (int, error) {
	defer s.stop()
	return s.Buffer.Write(text)
}
