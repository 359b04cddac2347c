package mattermosttest

import (
	"context"
	"time"
)

// couples are creations of slash commands that go two by two: each looks whether the command is there
// before the other has stored it, as the real server lets happen.
type couples struct {
	on      bool
	waiting chan struct{} // closed when the other of the first has come; nil: nobody waits
}

// lingerTime is how long the first of two waits for the other.
const lingerTime = 5 * time.Second

// Couple lets creations of slash commands go two by two from now on, so that both of two that create
// the same command succeed. Who stays alone goes on after some seconds.
func (s *Server) Couple() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.couples.on = true
}

// linger waits for the other of two creations. The lock is held, but not while it waits.
func (s *Server) linger(ctx context.Context) {
	switch {
	case !s.couples.on:
		return
	case s.couples.waiting != nil:
		close(s.couples.waiting)
		s.couples.waiting = nil
		return
	}
	other := make(chan struct{})
	s.couples.waiting = other
	s.mu.Unlock()
	late := time.NewTimer(lingerTime)
	defer late.Stop()
	select {
	case <-other:
	case <-late.C:
	case <-ctx.Done():
	}
	s.mu.Lock()
	if s.couples.waiting == other {
		s.couples.waiting = nil
	}
}
