package mattermost

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// inSide is the side of the server, as far as what comes in needs it.
type inSide struct {
	*httptest.Server
	t *testing.T

	mu     sync.Mutex
	answer map[string]func(r *http.Request) (int, any) // by method and path
	calls  []string

	sockets chan *inPeer
	open    func(n int32, w http.ResponseWriter) bool // answers the n-th websocket itself
	opened  atomic.Int32
	mute    atomic.Bool // websockets say no hello
}

// inPeer is one websocket, seen from the server.
type inPeer struct {
	*websocket.Conn
	t    *testing.T
	seq  int
	gone chan struct{}
}

func newInSide(t *testing.T) *inSide {
	t.Helper()
	s := &inSide{t: t, sockets: make(chan *inPeer, 100)}
	s.answer = map[string]func(*http.Request) (int, any){
		"GET /users/me":       func(*http.Request) (int, any) { return 200, map[string]any{"id": inBot, "username": "regiebot"} },
		"GET /users/me/teams": func(*http.Request) (int, any) { return 200, []team{{ID: inTeam, Name: "voorbeeldstad"}} },
		"GET /users/me/teams/" + inTeam + "/channels": func(*http.Request) (int, any) { return 200, []channel{} },
		"GET /commands": func(*http.Request) (int, any) { return 200, []command{} },
		"POST /commands": func(r *http.Request) (int, any) {
			var c command
			_ = json.NewDecoder(r.Body).Decode(&c)
			c.ID, c.Token, c.CreatorID = inPost, inToken, inBot
			return 201, c
		},
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *inSide) set(call string, answer func(r *http.Request) (int, any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer[call] = answer
}

// ServeHTTP answers a call of the REST API, or opens a websocket.
func (s *inSide) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, apiRoot)
	if path == "/websocket" {
		s.socket(w, r)
		return
	}
	s.mu.Lock()
	answer := s.answer[r.Method+" "+path]
	s.calls = append(s.calls, r.Method+" "+strings.TrimPrefix(r.URL.RequestURI(), apiRoot))
	s.mu.Unlock()
	code, body := http.StatusNotFound, any(map[string]any{"id": "api.context.404.app_error", "status_code": 404})
	if answer != nil {
		code, body = answer(r)
	}
	if r.Header.Get("Authorization") != "Bearer bot-token" {
		code, body = 401, map[string]any{"id": "api.context.session_expired.app_error", "status_code": 401}
	}
	w.Header().Set("X-Version-Id", "5.37.0.5.37.0.x.y")
	if text, is := body.(string); is {
		w.WriteHeader(code)
		fmt.Fprint(w, text)
		return
	}
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

func (s *inSide) called(call string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.calls {
		if c == call || strings.HasPrefix(c, call+"?") {
			n++
		}
	}
	return n
}

func (s *inSide) socket(w http.ResponseWriter, r *http.Request) {
	n := s.opened.Add(1)
	if s.open != nil && s.open(n, w) {
		return
	}
	c, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	p := &inPeer{Conn: c, t: s.t, gone: make(chan struct{})}
	defer close(p.gone)
	defer c.Close()
	if r.Header.Get("Authorization") == "Bearer bot-token" && !s.mute.Load() {
		p.event("hello", map[string]any{"server_version": "5.37.0"})
	}
	s.sockets <- p
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			return
		}
	}
}

// event sends an event.
func (p *inPeer) event(name string, data map[string]any) {
	p.t.Helper()
	if err := p.WriteJSON(map[string]any{"event": name, "data": data, "broadcast": map[string]any{}, "seq": p.seq}); err != nil {
		p.t.Error(err)
	}
	p.seq++
}

// posted tells of a new post.
func (p *inPeer) posted(channelType string, post stored) {
	data, err := json.Marshal(post)
	if err != nil {
		p.t.Error(err)
	}
	p.event("posted", map[string]any{"channel_type": channelType, "post": string(data), "sender_name": "@anouk", "mentions": "[]"})
}

func (s *inSide) next() *inPeer {
	s.t.Helper()
	select {
	case p := <-s.sockets:
		return p
	case <-time.After(10 * time.Second):
		s.t.Fatal("there is no websocket")
		return nil
	}
}

// inEventually waits until something is so, with the clock of the machine: what it waits for
// comes over a connection.
func inEventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for begin := time.Now(); !is(); time.Sleep(time.Millisecond) {
		if time.Since(begin) > 10*time.Second {
			t.Fatal("never: " + what)
		}
	}
}

// inID is an id of the server, by a letter and a number.
func inID(letter string, n int) string { return fmt.Sprintf("%s%025d", letter, n) }
