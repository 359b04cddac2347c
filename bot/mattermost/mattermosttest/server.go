// Package mattermosttest is a Mattermost server for tests, of version 5.37 or 11.6. It
// does on the wire what the real ones do, keeps what it is given against their limits, and
// plays the people behind it: they type, press, choose and fill in, and it knows what is on
// their screens. It knows nothing of the adapter.
package mattermosttest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// The versions that the server can be.
const (
	Old    = "5.37"
	Recent = "11.6"
)

// Options say what server it is.
type Options struct {
	Version string           // [Old] or [Recent]; empty: [Recent]
	Bot     string           // user name of the bot; empty: regiebot
	Admin   bool             // the bot is an administrator: it creates commands and whispers
	Timeout time.Duration    // how long a call to an integration may take; 0: 30 seconds
	Now     func() time.Time // the clock of the server; nil: that of the machine
}

// Server is a Mattermost server. Its methods can be used from several goroutines.
type Server struct {
	URL   string // where it listens, without a slash at the end
	BotID string // of the bot
	Token string // of the bot
	Boss  string // token of an administrator

	tb       testing.TB
	options  Options
	outgoing *http.Client

	mu            sync.Mutex
	listening     *httptest.Server
	world         world
	posts         []*Post           // every post that is stored, oldest first; deleted ones too
	hidden        []*Post           // every ephemeral post
	files         map[string]*file  // by id
	commands      []*Command        //
	hooks         map[string]*hook  // by id
	pending       map[string]string // id of the post by pending_post_id, "" while it is made
	cookies       map[string]*Post  // the ephemeral post of a cookie
	screens       map[string]*screen
	sockets       map[*socket]bool
	muted         bool
	private       bool // private addresses are refused
	restricted    bool // no direct conversations without a shared team
	limiter       limiter
	couples       couples
	interferences []*Interference
	record        []Call
	problems      []string
	last          int64         // the newest moment in posts, in milliseconds
	revision      int           // of everything that can be seen
	changed       chan struct{} // closed at every change, then replaced
}

// New starts a server with a bot. It stops with the test, which fails where a call came that
// the server does not know.
func New(tb testing.TB, o Options) *Server {
	tb.Helper()
	if o.Version == "" {
		o.Version = Recent
	}
	if o.Bot == "" {
		o.Bot = "regiebot"
	}
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{
		tb: tb, options: o, outgoing: &http.Client{Timeout: o.Timeout},
		world: newWorld(), files: map[string]*file{}, hooks: map[string]*hook{}, pending: map[string]string{}, cookies: map[string]*Post{},
		screens: map[string]*screen{}, sockets: map[*socket]bool{}, changed: make(chan struct{}),
	}
	s.BotID, s.Token = s.addBot(o.Bot)
	boss := s.addUser("sysadmin")
	boss.Roles = "system_user system_admin"
	s.Boss = boss.token
	s.Start()
	tb.Cleanup(s.Stop)
	return s
}

// Old reports whether the server is [Old].
func (s *Server) Old() bool { return s.options.Version == Old }

// Start lets the server listen, at the address it had before.
func (s *Server) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listening != nil {
		return
	}
	address := "127.0.0.1:0"
	if s.URL != "" {
		address = s.URL[len("http://"):]
	}
	var listener net.Listener
	for range 50 { // the address was free a moment ago
		var err error
		if listener, err = new(net.ListenConfig).Listen(context.Background(), "tcp", address); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if listener == nil {
		s.tb.Errorf("the server cannot listen at %s again", address)
		return
	}
	s.listening = httptest.NewUnstartedServer(s)
	_ = s.listening.Listener.Close()
	s.listening.Listener = listener
	s.listening.Start()
	s.URL = s.listening.URL
}

// Stop stops the server, as when it restarts: connections break, what it only remembered is
// gone, and what it stored stays.
func (s *Server) Stop() {
	s.mu.Lock()
	listening := s.listening
	s.listening = nil
	s.pending = map[string]string{}
	open := s.sockets
	s.sockets = map[*socket]bool{}
	s.mu.Unlock()
	for one := range open {
		one.close()
	}
	if listening != nil {
		listening.CloseClientConnections()
		listening.Close()
	}
}

// version is what the server says of itself in every answer.
func (s *Server) version() string {
	return s.options.Version + ".0." + s.options.Version + ".0.e0b7c4d1f2a35968.false"
}

// now is the clock of the server.
func (s *Server) now() time.Time { return s.options.Now() }

// moment is now in milliseconds, later than every moment before it. The lock is held.
func (s *Server) moment() int64 {
	s.last = max(s.last+1, s.now().UnixMilli())
	return s.last
}

// change says that there is something new to see. The lock is held.
func (s *Server) change() int {
	s.revision++
	close(s.changed)
	s.changed = make(chan struct{})
	return s.revision
}

// Until waits until something is true, at most some seconds, and reports whether it is. It
// looks again at every change of the server.
func (s *Server) Until(so func() bool) bool {
	late := time.NewTimer(10 * time.Second)
	defer late.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if so() {
			return true
		}
		again := time.NewTimer(2 * time.Millisecond) // what it waits for can be elsewhere
		select {
		case <-changed:
		case <-again.C:
		case <-late.C:
			return so()
		}
		again.Stop()
	}
}

// fault is an error as the API gives it.
type fault struct {
	status int
	id     string
	text   string
}

func refuse(status int, id string) *fault { return &fault{status, id, "Refused: " + id} }

// forbidden is what somebody gets who may not.
func forbidden() *fault {
	return &fault{http.StatusForbidden, "api.context.permissions.app_error", "You do not have the appropriate permissions."}
}

func missing(id string) *fault {
	return &fault{http.StatusNotFound, id, "Unable to find the existing one."}
}

func invalid(what string) *fault {
	return &fault{http.StatusBadRequest, "api.context.invalid_body_param.app_error", "Invalid or missing " + what + " in request body."}
}

// say writes an answer of the API.
func say(w http.ResponseWriter, status int, what any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(what)
}

func (f *fault) say(w http.ResponseWriter) {
	say(w, f.status, map[string]any{"id": f.id, "message": f.text, "detailed_error": "", "request_id": NewID(), "status_code": f.status})
}

// Problem notes that something is wrong with what the server was given.
func (s *Server) problem(format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// Problems are everything that is wrong with what the server was given so far: what it
// refuses, what it takes in silence and cannot show, and what it does not know.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.problems...)
}

// Call is one body that was given to the server.
type Call struct {
	What   string // such as "POST /posts"; "command", "action", "dialog", "hook" for what an integration answered
	By     string // id of who called; empty for an integration
	Status int    // of the answer of the server, or of the integration
	Body   []byte
}

// Recorded are all bodies so far, oldest first.
func (s *Server) Recorded() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.record...)
}

// body reads what came, at most 10 MB.
func body(r *http.Request) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r.Body, 10<<20))
}
