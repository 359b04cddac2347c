package mattermost

import (
	"cmp"
	"sync"
	"time"
)

// Status is how it goes with the connection to the server, for /readyz and the metrics.
type Status struct {
	Connected bool      // the websocket is open and was heard of shortly
	Since     time.Time // since when it is Connected, or not
	LastHeard time.Time // the last sign of the server, on the websocket or by a command; zero: never
	// Problem is a short code of what is wrong, "" when nothing is: "silent", "closed",
	// "timeout", "certificate", "name_unknown", "unreachable", "not_authenticated", "status 503". With
	// "bot token: " before it, it is about the token of the bot: nothing can be sent; with
	// "commands: " before it, no token of a slash command is known: none is taken.
	Problem string
}

// Status tells how it goes with the connection, at this moment.
func (m *Mattermost) Status() Status {
	s := m.in.alive.status()
	if m.in.tokens.none() {
		s.Problem = cmp.Or(s.Problem, "commands: "+m.in.alive.enlisted())
	}
	if m.tokenDead() {
		s.Problem = "bot token: " + invalidToken
	}
	return s
}

// Codes of problems.
const (
	invalidToken = "invalid_token"
	noTokens     = "no_token"    // none was given and none was read yet
	notAllowed   = "not_allowed" // none was given and the bot may read none
)

// alive keeps the Status.
type alive struct {
	mu       sync.Mutex
	state    Status
	commands string // why no token of a command is known, if so
}

func newAlive(now time.Time) *alive { return &alive{state: Status{Since: now}, commands: noTokens} }

func (a *alive) status() Status {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.state
}

// heard notes a sign of the server.
func (a *alive) heard(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.LastHeard = now
}

// up notes that the websocket is open.
func (a *alive) up(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state = Status{Connected: true, Since: now, LastHeard: now}
}

// down notes that the websocket is gone, and why.
func (a *alive) down(now time.Time, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.Connected, a.state.Since, a.state.Problem = false, now, why
}

// failed notes why no websocket could be opened.
func (a *alive) failed(why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.Problem = why
}

// enlist notes why the slash commands cannot be looked at.
func (a *alive) enlist(why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.commands = why
}

func (a *alive) enlisted() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.commands
}
