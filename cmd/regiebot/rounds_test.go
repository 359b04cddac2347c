package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store/storetest"
)

// running is a serve that runs in this test.
type running struct {
	t       *testing.T
	address string // where it listens
	stop    func() // and wait
}

// talk keeps what is written, and tells when a line is complete.
type talk struct {
	mu    sync.Mutex
	text  string
	lines chan struct{}
}

// Write keeps what is written.
func (w *talk) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text += string(p)
	if strings.HasSuffix(w.text, "\n") {
		select {
		case w.lines <- struct{}{}:
		default:
		}
	}
	return len(p), nil
}

func (w *talk) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text
}

var listens = regexp.MustCompile(`http://\S+`)

// serve starts a serve and waits until it listens.
func (m *machine) serve(t *testing.T) *running {
	t.Helper()
	out := &talk{lines: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--database", m.database, "serve", "--listen", "127.0.0.1:0"}, strings.NewReader(""), out, io.Discard)
	}()
	stop := sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != exitDone {
			t.Errorf("serve ended with status %d: %s", code, out.String())
		}
	})
	t.Cleanup(stop)
	for {
		select {
		case <-out.lines:
		case code := <-ended:
			t.Fatalf("serve ended with status %d: %s", code, out.String())
		}
		if address := listens.FindString(out.String()); address != "" {
			return &running{t, address, stop}
		}
	}
}

// get asks the service something.
func (r *running) get(path string) (int, string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.address+path, nil)
	must(r.t, err)
	res, err := http.DefaultClient.Do(req)
	must(r.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(r.t, err)
	return res.StatusCode, string(body)
}

// TestOneServeOnSQLite: a second serve, and a tick beside one, are refused in one sentence;
// when the first one has ended they work.
func TestOneServeOnSQLite(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	first := m.serve(t)
	sentence := []string{"another regiebot already sends the reminders", "only one can, on SQLite"}
	m.refused(sentence, "serve", "--listen", "127.0.0.1:0")
	m.refused(sentence, "tick")
	m.ok("say", "--as", "anouk", "regiebot status")
	first.stop()
	m.ok("tick")
	m.serve(t)
}

// TestServesShareOnPostgreSQL: two serves and a tick work side by side.
func TestServesShareOnPostgreSQL(t *testing.T) {
	m := newMachine(t)
	m.database = storetest.Postgres(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	first, second := m.serve(t), m.serve(t)
	m.ok("tick")
	for _, s := range []*running{first, second} {
		if status, text := s.get("/readyz"); status != http.StatusOK {
			t.Errorf("status %d: %s", status, text)
		}
	}
	first.stop()
	m.ok("tick")
}

// TestTakenOverAtOnce: what a process that died was sending waits for no lease on SQLite.
func TestTakenOverAtOnce(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	m.ok("say", "--as", "anouk", "--at", beginDay, "casus nieuw zaak=ZO-2026-0801 start=02-11-2026 niveau=basis")
	m.ok("say", "--as", "anouk", "--at", beginDay, "casus overdragen zaak=ZO-2026-0801 aan=@bram reden=ruil")
	s := m.open(t)
	at, err := m.env().moment(beginDay)
	must(t, err)
	if posts, err := s.Claim(t.Context(), "dead", at, time.Hour, 10); err != nil || len(posts) != 1 {
		t.Fatalf("%d claimed, %v", len(posts), err)
	}
	if out, _ := m.ok("tick", "--at", beginDay); !strings.Contains(out, "to bram") {
		t.Errorf("wrote %s", out)
	}
}

func TestWorkersHaveDifferentNames(t *testing.T) {
	if one, other := workerName(), workerName(); one == other || !regexp.MustCompile(`^.*/\d+/\w{8}$`).MatchString(one) {
		t.Errorf("%q and %q", one, other)
	}
}

// TestTheServiceSaysThatTheClockIsHeld: who watches the service hears of it, with figures.
func TestTheServiceSaysThatTheClockIsHeld(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := newMachine(t)
		m.database = address
		m.ok("member", "add", "--file", "voorbeeld/team.yaml")
		m.ok("say", "--as", "anouk", "casus nieuw zaak=ZO-2026-0801 start=02-11-2025 niveau=basis")
		m.ok("say", "--as", "anouk", "casus overdragen zaak=ZO-2026-0801 aan=@bram reden=ruil")
		m.ok("tick", "--at", "2020-01-15T09:00")
		service := m.serve(t)
		if status, text := service.get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(text, "the clock says") || strings.Count(text, "\n") != 1 {
			t.Errorf("status %d: %s", status, text)
		}
		_, figures := service.get("/metrics")
		for _, want := range []string{"regiebot_clock_held 1\n", "regiebot_outbox_waiting 1\n", "regiebot_outbox_given_up 0\n", "regiebot_corrections_waiting 0\n", "regiebot_replanning_left 0\n", "regiebot_in_use 1\n"} {
			if !strings.Contains(figures, want) {
				t.Errorf("no %q in\n%s", want, figures)
			}
		}
		if !regexp.MustCompile(`(?m)^regiebot_outbox_oldest_seconds [0-9.e+-]+$`).MatchString(figures) || strings.Contains(figures, "oldest_seconds -1") {
			t.Errorf("no age in\n%s", figures)
		}
		m.ok("activate", "--today", today(t))
		if status, text := service.get("/readyz"); status != http.StatusOK {
			t.Errorf("status %d: %s", status, text)
		}
	})
}

// TestFiguresOfADatabaseThatIsGone: each is -1, and the page comes anyhow.
func TestFiguresOfADatabaseThatIsGone(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	must(t, s.Close())
	values := map[string]bool{}
	w := httptest.NewRecorder()
	health(s, fine()).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(w.Body.String()) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.HasPrefix(name, "regiebot_") && !strings.Contains(name, "last_good") {
			values[value] = true
		}
	}
	if len(values) != 1 || !values["-1"] {
		t.Errorf("the values are %v", values)
	}
}
