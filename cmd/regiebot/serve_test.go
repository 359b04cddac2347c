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
	"github.com/regiebot/regiebot/store"
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
