package chaos

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is a chat server on the loopback that misbehaves by dice.
//
//	POST   /message       {"to": …, "key": …, "message": …}  201 {"id": …}
//	GET    /message       ?member= or ?channel=, &key=, &since= (RFC 3339)  200 {"messages": [id, …]}
//	PUT    /message/{id}  {"to": …, "message": …}  204; 404 when it is not there
//	DELETE /message/{id}  ?member= or ?channel=    204; 404 when it is not there
//	GET    /clock         200 {"now": …}; it never misbehaves
//
// It refuses with 429 and Retry-After in seconds (and "Retry-Scope: everyone" when that
// holds for every address), with 422 what fits on no platform, and with 501 to say what
// is there. Two messages with one key are two messages.
type Server struct {
	clock  *Clock
	real   func() time.Time
	ledger *ledger
	url    string
	http   *http.Server
	closed chan struct{}
	moving sync.RWMutex // held to read by every request that is being done, and to write while the clock is set

	mu      sync.Mutex
	odds    Odds
	dice    *rand.Rand
	stir    chan struct{}        // closed when the clock is set: who hangs has hung long enough
	refused map[string]time.Time // until when an address takes nothing; "" is every address
}

// Serve starts a server that behaves well, until [Server.Set] says otherwise. machine is
// the clock of the machine; the same seed throws the same dice.
func Serve(clock *Clock, machine func() time.Time, seed uint64) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{
		clock: clock, real: machine, ledger: newLedger(), url: "http://" + listener.Addr().String(), closed: make(chan struct{}),
		dice:    rand.New(rand.NewPCG(seed, seed)), //nolint:gosec // dice, no secret
		stir:    make(chan struct{}),
		refused: map[string]time.Time{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /message", s.post)
	mux.HandleFunc("GET /message", s.find)
	mux.HandleFunc("PUT /message/{id}", s.replace)
	mux.HandleFunc("DELETE /message/{id}", s.replace)
	mux.HandleFunc("GET /clock", s.now)
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(listener) }() // it ends when it is closed
	return s, nil
}

// URL returns the address of the server.
func (s *Server) URL() string { return s.url }

// Set makes the server misbehave in another way from now on.
func (s *Server) Set(o Odds) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.odds = o
	clear(s.refused)
}

// Move sets the clock. What hangs is done first: it takes less than a second, and when
// the clock leaps the time between is gone for the server too.
func (s *Server) Move(to time.Time) {
	s.mu.Lock()
	close(s.stir)
	s.mu.Unlock()
	s.moving.Lock()
	defer s.moving.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stir = make(chan struct{})
	s.clock.Set(to)
}

// Posted returns every message that was ever stored, in that order.
func (s *Server) Posted() []Posted { return s.ledger.list() }

// Count returns how many messages were ever stored.
func (s *Server) Count() int { return s.ledger.len() }

// Close stops the server and cuts every connection.
func (s *Server) Close() error {
	close(s.closed)
	return s.http.Close()
}

// throw decides what becomes of a request, by one of the ways of [Odds].
func (s *Server) throw(how func(Odds, int) fate) (fate, Odds) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return how(s.odds, s.dice.IntN(1000)), s.odds
}

// turn reports whether an address may post now, and counts it as a message if so.
func (s *Server) turn(to string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.real()
	if now.Before(s.refused[to]) || now.Before(s.refused[""]) {
		return false
	}
	s.refused[to] = now.Add(s.odds.Every)
	return true
}

// refuse makes an address take nothing for a time.
func (s *Server) refuse(to string, wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused[to] = s.real().Add(wait)
}

// hang waits as long as a server that hangs, or until the clock is set or the server
// closed.
func (s *Server) hang(o Odds) {
	s.mu.Lock()
	stir := s.stir
	s.mu.Unlock()
	select {
	case <-time.After(o.Hang):
	case <-stir:
	case <-s.closed:
	}
}

// tells reports whether the server says what is at an address.
func tells(to string, o Odds) bool {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(to)) // it never fails
	return int(hash.Sum32()%1000) >= o.CannotTell
}
