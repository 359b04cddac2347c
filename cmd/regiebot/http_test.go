package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store/storetest"
)

// served is a running server and what it was asked.
type served struct {
	*testing.T
	address string
	asked   chan string
}

// serveTest serves a handler that reads the whole body, within limits.
func serveTest(t *testing.T, l limits) *served {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &served{t, listener.Addr().String(), make(chan string, 10)}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var tooBig *http.MaxBytesError
		if errors.As(err, &tooBig) {
			s.asked <- "too big"
			http.Error(w, "too big", http.StatusRequestEntityTooLarge)
			return
		}
		s.asked <- string(body)
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serveUntil(ctx, listener, service{handler: handler, limits: l}) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s
}

// dial opens a connection, on which every reading ends within a minute.
func (s *served) dial() net.Conn {
	s.Helper()
	conn, err := new(net.Dialer).DialContext(s.Context(), "tcp", s.address)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		s.Fatal(err)
	}
	return conn
}

// send writes a request and returns the status, or 0 when the server hung up.
func (s *served) send(text string) int {
	s.Helper()
	conn := s.dial()
	_, _ = io.WriteString(conn, text) // a server that hangs up half-way is what some tests want
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	_ = res.Body.Close()
	return res.StatusCode
}

func short() limits {
	l := usual()
	l.header, l.read, l.idle = 50*time.Millisecond, 100*time.Millisecond, 50*time.Millisecond
	return l
}

// TestSlowClients: who sends a request a byte at a time, or nothing, is hung up on.
func TestSlowClients(t *testing.T) {
	s := serveTest(t, short())
	for name, begin := range map[string]string{
		"nothing":    "",
		"headers":    "POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
		"body":       "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
		"keep alive": "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			conn := s.dial()
			if _, err := io.WriteString(conn, begin); err != nil {
				t.Fatal(err)
			}
			// The server ends it: else this reading would end with the deadline.
			if _, err := io.Copy(io.Discard, conn); err != nil && errors.Is(err, context.DeadlineExceeded) || isTimeout(err) {
				t.Errorf("the server waits on: %v", err)
			}
		})
	}
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

func TestTooMuchComesIn(t *testing.T) {
	s := serveTest(t, usual())
	if code := s.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nkleinHTTP"); code != http.StatusOK || <-s.asked != "klein" {
		t.Errorf("a small body: %d", code)
	}
	big := strings.Repeat("a", 65<<10)
	if code := s.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 66560\r\n\r\n" + big); code != http.StatusRequestEntityTooLarge || <-s.asked != "too big" {
		t.Errorf("a big body: %d", code)
	}
	if code := s.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n10400\r\n" + big); code != http.StatusRequestEntityTooLarge || <-s.asked != "too big" {
		t.Errorf("a big body without a length: %d", code)
	}
	if code := s.send("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + big + "\r\n\r\n"); code != http.StatusRequestHeaderFieldsTooLarge && code != 0 {
		t.Errorf("big headers: %d", code)
	}
	if n := len(s.asked); n != 0 {
		t.Errorf("%d requests too many were let through", n)
	}
}

// fine are rounds that have just begun.
func fine() roundWatch { return newRoundWatch(func() time.Time { return time.Time{} }, time.Now) }

// TestHealthIsGuarded: what stands beside the chat has the same guards as the page.
func TestHealthIsGuarded(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	local, open := guarded(health(s, fine()), true), guarded(health(s, fine()), false)
	for name, tc := range map[string]struct {
		handler      http.Handler
		method, path string
		change       func(*http.Request)
		status       int
	}{
		"lives":           {local, "GET", "/healthz", nil, 200},
		"can work":        {local, "GET", "/readyz", nil, 200},
		"figures":         {local, "GET", "/metrics", nil, 200},
		"head":            {local, "HEAD", "/healthz", nil, 200},
		"IPv6":            {local, "GET", "/healthz", func(r *http.Request) { r.Host = "[::1]:8081" }, 200},
		"rebound name":    {local, "GET", "/metrics", func(r *http.Request) { r.Host = "evil.example:8081" }, 421},
		"name of a host":  {open, "GET", "/metrics", func(r *http.Request) { r.Host = "regiebot.intern:8081" }, 200},
		"wrong method":    {local, "POST", "/healthz", nil, 405},
		"unknown method":  {local, "BREW", "/metrics", nil, 405},
		"foreign website": {local, "POST", "/metrics", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		"foreign origin":  {open, "POST", "/metrics", func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		"no folder":       {local, "GET", "/", nil, 404},
		"path upwards":    {open, "GET", "/healthz/../../etc/passwd", nil, 404},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), tc.method, "http://localhost:8081"+tc.path, nil)
			if tc.change != nil {
				tc.change(r)
			}
			w := httptest.NewRecorder()
			tc.handler.ServeHTTP(w, r)
			if w.Code != tc.status && (tc.status != 404 || w.Code != 307) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			checkHeaders(t, w)
		})
	}
}

func checkHeaders(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
		"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin", "Server": "", "X-Powered-By": "",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("no Content-Security-Policy")
	}
}

// TestHealthTellsLittle: no version of anything, no label, and nothing of a database that
// does not answer.
func TestHealthTellsLittle(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	handler := guarded(health(s, fine()), true)
	ask := func(path string) string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, nil))
		return w.Body.String()
	}
	figures := ask("/metrics")
	for line := range strings.Lines(figures) {
		if strings.ContainsAny(line, "{}") {
			t.Errorf("a label: %s", line)
		}
	}
	for _, text := range []string{"go1.", "go_", "process_", "build_info", version()} {
		if strings.Contains(figures, text) {
			t.Errorf("the figures tell %q", text)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := ask("/readyz"); got != "the database does not answer\n" {
		t.Errorf("%q", got)
	}
}

// TestDemoIsLocal: every way to write an address of this machine, and nothing else.
func TestDemoIsLocal(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:8080": true, "127.8.8.8:1": true, "[::1]:8080": true, "localhost:8080": true, "[::ffff:127.0.0.1]:80": true,
		"0.0.0.0:8080": false, ":8080": false, "[::]:8080": false, "192.168.1.4:8080": false, "example.nl:8080": false,
		"localhost.example.nl:80": false, "[fe80::1]:80": false, "127.0.0.1": false, "2130706433:80": false, "[::ffff:10.0.0.1]:80": false,
	} {
		if err := loopbackOnly(address); (err == nil) != want {
			t.Errorf("loopbackOnly(%q) = %v", address, err)
		}
	}
}

// TestDemoLooksWhereItListens: a name can lead anywhere; the address does not lie.
func TestDemoLooksWhereItListens(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:0": true, "0.0.0.0:0": false} {
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		if got := onLoopback(listener.Addr()); got != want {
			t.Errorf("%s: %v", address, got)
		}
		_ = listener.Close()
	}
	if ip6 := (&net.TCPAddr{IP: net.IPv6loopback}); !onLoopback(ip6) {
		t.Error("::1 is this machine")
	}
	if onLoopback(&net.UnixAddr{Name: "/x"}) {
		t.Error("a socket is no loopback")
	}
}
