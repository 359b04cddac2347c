package chaos

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// envelope is a message as it is posted: To and Message, and of a new one Key.
type envelope struct {
	To      bot.Address  `json:"to"`
	Key     string       `json:"key,omitempty"`
	Message *bot.Message `json:"message"`
}

// What the server answers.
type (
	posted struct {
		ID string `json:"id"`
	}
	found struct {
		Messages []string `json:"messages"` // ids; null is no answer
	}
	clockNow struct {
		Now time.Time `json:"now"`
	}
)

// retryScope is the header that says for whom a Retry-After holds.
const retryScope, scopeEveryone = "Retry-Scope", "everyone"

// largest is how many bytes of a message or an answer are read.
const largest = 1 << 20

func (s *Server) post(w http.ResponseWriter, r *http.Request) {
	e, ok := read(w, r)
	if !ok {
		return
	}
	if e.Key == "" {
		http.Error(w, "no key", http.StatusUnprocessableEntity)
		return
	}
	to, asked := nameOf(e.To), s.real()
	f, odds := s.throw(Odds.throw)
	if !s.turn(to) {
		f = busy
	}
	s.fulfil(w, odds, deed{fate: f, to: to, do: func() (any, int) {
		id := s.ledger.add(Posted{
			To: to, Key: e.Key, Marked: marked(*e.Message), At: s.clock.Now(), Real: s.real(), Asked: asked, How: f.String(),
		})
		return posted{id}, http.StatusCreated
	}})
}

func (s *Server) replace(w http.ResponseWriter, r *http.Request) {
	to := addressOf(r)
	if r.Method == http.MethodPut {
		e, ok := read(w, r)
		if !ok {
			return
		}
		to = nameOf(e.To)
	}
	f, odds := s.throw(Odds.throw)
	s.fulfil(w, odds, deed{fate: f, to: to, do: func() (any, int) {
		if !s.ledger.replace(to, r.PathValue("id"), r.Method == http.MethodDelete) {
			return nil, http.StatusNotFound
		}
		return nil, http.StatusNoContent
	}})
}

func (s *Server) find(w http.ResponseWriter, r *http.Request) {
	since, err := time.Parse(time.RFC3339Nano, r.FormValue("since"))
	if err != nil {
		http.Error(w, "since is no moment", http.StatusUnprocessableEntity)
		return
	}
	to := addressOf(r)
	f, odds := s.throw(Odds.throwFind)
	if !tells(to, odds) {
		http.Error(w, "nobody knows", http.StatusNotImplemented)
		return
	}
	s.fulfil(w, odds, deed{fate: f, to: to, do: func() (any, int) {
		return found{s.ledger.find(to, r.FormValue("key"), since)}, http.StatusOK
	}})
}

func (s *Server) now(w http.ResponseWriter, _ *http.Request) {
	answer(w, clockNow{s.clock.Now()}, http.StatusOK)
}

// read reads and checks a message; what is wrong is answered.
func read(w http.ResponseWriter, r *http.Request) (envelope, bool) {
	var e envelope
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, largest)).Decode(&e)
	if err != nil || e.Message == nil || nameOf(e.To) == "" || bot.Check(*e.Message) != nil {
		http.Error(w, "no message", http.StatusUnprocessableEntity)
		return envelope{}, false
	}
	return e, true
}

func addressOf(r *http.Request) string {
	return nameOf(bot.Address{Member: r.FormValue("member"), Channel: r.FormValue("channel"), Team: r.FormValue("team")})
}

// deed is what a request asks, and what becomes of it. do does it, and returns the
// answer (nil: nothing) with its status.
type deed struct {
	fate fate
	to   string
	do   func() (any, int)
}

// fulfil does what a request asks, or not, and answers, or not.
func (s *Server) fulfil(w http.ResponseWriter, o Odds, d deed) {
	s.moving.RLock()
	defer s.moving.RUnlock()
	if d.fate == hangStore || d.fate == hangDrop {
		s.hang(o)
	}
	var body any
	status := http.StatusInternalServerError
	if d.fate.stores() {
		body, status = d.do()
	}
	switch d.fate {
	case loseAnswer, cutBefore, hangStore, hangDrop:
		panic(http.ErrAbortHandler) // cuts the connection without a word
	case failAfter, failBefore:
		http.Error(w, "something went wrong", http.StatusInternalServerError)
	case nonsenseAfter:
		s.nonsense(w)
	case busy:
		s.busy(w, d.to, o)
	case busyEveryone:
		w.Header().Set(retryScope, scopeEveryone)
		s.busy(w, "", o)
	default:
		answer(w, body, status)
	}
}

// busy answers 429, and keeps to it.
func (s *Server) busy(w http.ResponseWriter, to string, o Odds) {
	s.refuse(to, time.Duration(o.After)*time.Second)
	w.Header().Set("Retry-After", strconv.Itoa(o.After))
	http.Error(w, "too many messages", http.StatusTooManyRequests)
}

// nonsense answers that all went well, with something that is no answer.
func (s *Server) nonsense(w http.ResponseWriter) {
	s.mu.Lock()
	text := []string{"", "{}", "null", `{"id":""}`, `{"messages":null}`, `{"id":`, `[]`, "<html>busy</html>"}[s.dice.IntN(8)]
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(text)) // who asked may be gone
}

func answer(w http.ResponseWriter, body any, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if body != nil {
		_ = json.NewEncoder(w).Encode(body) // who asked may be gone
	}
}
