package mattermosttest

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// How often and how long an address for late answers works.
const (
	hookUses = 5
	hookLife = 30 * time.Minute
)

type hook struct {
	in   execution
	made time.Time
	used int
}

func (s *Server) hook(in execution) string {
	id := NewID()
	s.hooks[id] = &hook{in: in, made: s.now()}
	return id
}

// serveHook takes a late answer. It asks nobody who they are.
func (s *Server) serveHook(w http.ResponseWriter, r *http.Request, id string) {
	text, err := body(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	if what := s.interfering(r.Method, "/hooks/"+id); what != nil {
		defer what.answer(w)
		if !what.Done {
			return
		}
		w = discard{w}
	}
	f := s.late(id, text)
	if err != nil {
		f = invalid("body")
	}
	status := http.StatusOK
	if f != nil {
		status = f.status
	}
	s.record = append(s.record, Call{What: "hook", Status: status, Body: text})
	if f != nil {
		f.say(w)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = io.WriteString(w, "ok")
}

// discard is an answer that nobody gets.
type discard struct{ http.ResponseWriter }

func (discard) Write(text []byte) (int, error) { return len(text), nil }
func (discard) WriteHeader(int)                {}

// late posts a late answer. The lock is held.
func (s *Server) late(id string, text []byte) *fault {
	h := s.hooks[id]
	var reply commandReply
	switch {
	case h == nil || s.now().Sub(h.made) > hookLife:
		return missing("app.command_webhook.get.missing")
	case h.used >= hookUses:
		return refuse(http.StatusBadRequest, "app.command_webhook.try_use.invalid")
	case json.Unmarshal(text, &reply) != nil:
		return refuse(http.StatusBadRequest, "web.command_webhook.parse.app_error")
	}
	h.used++
	return s.replied(reply, h.in)
}
