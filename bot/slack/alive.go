package slack

import (
	"cmp"
	"sync"
	"time"
)

// Status is how it goes with the connection to Slack, for /readyz and the metrics.
type Status struct {
	Socket    bool      // Socket Mode is used; else Slack comes in over HTTP and Connected says nothing
	Connected bool      // at least one socket is open and was heard of shortly
	Since     time.Time // since when it is Connected, or not
	LastHeard time.Time // the last sign of Slack on a socket or over HTTP; zero: never
	// Problem is a short code of what is wrong, "" when nothing is: what Slack calls it
	// ("invalid_auth", "link_disabled", "too_many_websockets"), or "rate_limited",
	// "silent", "closed", "timeout", "certificate", "name_unknown", "unreachable",
	// "status 503". With "bot token: " before it, it is about the token of the bot; and
	// "app: another_app" says that the app token or the signing secret is of another app.
	Problem string
	Refused Refused
}

// Status tells how it goes with the connection, at this moment.
func (s *Slack) Status() Status {
	now := s.in.alive.status()
	now.Refused = s.in.strangers.refused()
	return now
}

// alive keeps the Status.
type alive struct {
	mu    sync.Mutex
	state Status
	open  int    // sockets that are open
	token string // what is wrong with the token of the bot
	other string // what is wrong with the app that Slack reaches us by
}

func newAlive(socket bool, now time.Time) *alive {
	return &alive{state: Status{Socket: socket, Since: now}}
}

func (a *alive) status() Status {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.state
	if a.other != "" {
		s.Problem = cmp.Or(s.Problem, "app: "+a.other)
	}
	if a.token != "" {
		s.Problem = cmp.Or(s.Problem, "bot token: "+a.token)
	}
	return s
}

// heard notes a sign of Slack.
func (a *alive) heard(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.LastHeard = now
}

// up notes that a socket is open.
func (a *alive) up(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open++
	a.state.Problem = ""
	if !a.state.Connected {
		a.state.Connected, a.state.Since = true, now
	}
}

// down notes that a socket is gone, and why. Without another one that is a problem.
func (a *alive) down(now time.Time, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open--
	if a.open == 0 {
		a.state.Connected, a.state.Since, a.state.Problem = false, now, why
	}
}

// failed notes why no socket could be opened. With one that is still open it is a problem
// all the same: that one goes soon.
func (a *alive) failed(why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.Problem = why
}

// bot notes what is wrong with the token of the bot, "": nothing; and reports whether that is
// something else than before.
func (a *alive) bot(why string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	before := a.token
	a.token = why
	return before != why
}

// app notes what is wrong with the app that Slack reaches us by; "": nothing.
func (a *alive) app(why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.other = why
}
