package mattermosttest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// call is one call of the API.
type call struct {
	r    *http.Request
	by   *user    // nil: nobody
	path []string // below /api/v4
	body []byte
}

// query is a parameter of the address.
func (c call) query(name string) string { return c.r.URL.Query().Get(name) }

// number is a parameter that is a number.
func (c call) number(name string, otherwise int) int {
	n, err := strconv.Atoi(c.query(name))
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}

// into reads the body.
func (c call) into(v any) *fault {
	if json.Unmarshal(c.body, v) != nil {
		return invalid("body")
	}
	return nil
}

// id is a part of the path; "me" is who calls.
func (c call) id(n int) string {
	if c.path[n] == "me" {
		return c.by.ID
	}
	return c.path[n]
}

// answered is what a call gives.
type answered struct {
	status int // 0: 200
	body   any
	raw    *raw
}

// raw is an answer that is not JSON.
type raw struct {
	kind string
	data []byte
}

// ServeHTTP is the API, the websocket, and the addresses for late answers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Version-Id", s.version())
	w.Header().Set("X-Request-Id", NewID())
	if id, ok := strings.CutPrefix(r.URL.Path, "/hooks/commands/"); ok {
		s.serveHook(w, r, id)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, "/api/v4/")
	if !ok {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<!doctype html><title>Mattermost</title>") // the page of the web app, whatever the path
		return
	}
	if rest == "websocket" {
		s.serveSocket(w, r)
		return
	}
	if s.slowed(w, r) {
		return
	}
	text, err := body(r)
	if err != nil {
		refuse(http.StatusBadRequest, "api.context.invalid_body_param.app_error").say(w)
		return
	}
	s.mu.Lock()
	c := call{r, s.world.bearer(bearer(r)), strings.Split(strings.TrimSuffix(rest, "/"), "/"), text}
	what := s.interfering(r.Method, "/"+rest)
	s.mu.Unlock()
	if what == nil || what.Done {
		w = s.serve(w, c, what)
	}
	if what != nil {
		what.answer(w)
	}
}

// serve does a call; its answer is thrown away when another takes its place.
func (s *Server) serve(w http.ResponseWriter, c call, instead *Interference) http.ResponseWriter {
	answer, f := s.dispatch(c)
	if f == nil && answer.status == 0 {
		answer.status = http.StatusOK
	}
	by := ""
	if c.by != nil {
		by = c.by.ID
	}
	s.mu.Lock()
	one := Call{What: c.r.Method + " /" + strings.Join(c.path, "/"), By: by, Status: answer.status, Body: bytes.Clone(c.body)}
	if f != nil {
		one.Status = f.status
	}
	s.record = append(s.record, one)
	s.mu.Unlock()
	switch {
	case instead != nil:
	case f != nil:
		f.say(w)
	case answer.raw != nil:
		w.Header().Set("Content-Type", answer.raw.kind)
		_, _ = w.Write(answer.raw.data)
	default:
		say(w, answer.status, answer.body)
	}
	return w
}

func bearer(r *http.Request) string {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "bearer") && !strings.EqualFold(kind, "token") {
		return ""
	}
	return token
}

// route is one entry of the API: a method, a pattern of [path.Match], and what it does.
type route struct {
	method, pattern string
	do              func(call) (answered, *fault)
	open            bool // for who is not logged in too
	since           bool // not in [Old]
}

func (s *Server) dispatch(c call) (answered, *fault) {
	at := strings.Join(c.path, "/")
	for _, list := range [][]route{s.postRoutes(), s.peopleRoutes(), s.placeRoutes(), s.commandRoutes(), s.otherRoutes()} {
		for _, one := range list {
			if ok, _ := path.Match(one.pattern, at); !ok || one.method != c.r.Method || one.since && s.Old() {
				continue
			}
			if c.by == nil && !one.open {
				return answered{}, refuse(http.StatusUnauthorized, "api.context.session_expired.app_error")
			}
			return one.do(c)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problem("version %s knows no %s /%s", s.options.Version, c.r.Method, at)
	return answered{}, refuse(http.StatusNotFound, "api.context.404.app_error")
}

// limiter lets so many calls through in a second, after a first rush.
type limiter struct {
	perSecond, burst int
	left             float64
	at               time.Time
}

// Limit lets at most so many calls a second through, after a rush of burst; 0 lets all
// through, as the default is.
func (s *Server) Limit(perSecond, burst int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limiter = limiter{perSecond, burst, float64(burst), s.now()}
}

// slowed refuses a call when there were too many.
func (s *Server) slowed(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.limiter
	if l.perSecond == 0 {
		return false
	}
	now := s.now()
	l.left = min(float64(l.burst), l.left+now.Sub(l.at).Seconds()*float64(l.perSecond))
	l.at = now
	if l.left < 1 {
		l.tell(w.Header())
		w.Header().Set("Retry-After", "1")
		http.Error(w, "limit exceeded", http.StatusTooManyRequests)
		return true
	}
	l.left--
	l.tell(w.Header())
	if s.world.bearer(bearer(r)) != nil {
		l.tell(w.Header()) // once for the token, and once for whose it is
	}
	return false
}

// tell says how much is left, beside what was said already.
func (l *limiter) tell(h http.Header) {
	h.Add("X-RateLimit-Limit", strconv.Itoa(l.burst))
	h.Add("X-RateLimit-Remaining", strconv.Itoa(int(l.left)))
	h.Add("X-RateLimit-Reset", strconv.Itoa(int((float64(l.burst)-l.left)/float64(l.perSecond))+1))
}

// Interference is what happens to calls instead of what they ask.
type Interference struct {
	Method string // empty: every one
	Path   string // below /api/v4, as [path.Match] takes it, such as "/posts/*"
	Times  int    // how often; 0: once

	Status int // of the answer
	Type   string
	Body   string
	Header map[string]string
	Done   bool            // what was asked is done all the same
	Cut    bool            // there is no answer: the connection breaks
	Wait   <-chan struct{} // the answer comes after it is closed
}

// Interfere has something else happen to the next calls.
func (s *Server) Interfere(what Interference) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what.Times = max(what.Times, 1)
	s.interferences = append(s.interferences, &what)
}

// interfering is what happens to a call; nil: what it asks. The lock is held.
func (s *Server) interfering(method, at string) *Interference {
	for _, one := range s.interferences {
		fits, _ := path.Match(one.Path, at)
		if one.Times > 0 && fits && (one.Method == "" || one.Method == method) {
			one.Times--
			return one
		}
	}
	return nil
}

func (i *Interference) answer(w http.ResponseWriter) {
	if i.Wait != nil {
		<-i.Wait
	}
	if i.Cut {
		panic(http.ErrAbortHandler)
	}
	for name, value := range i.Header {
		w.Header().Set(name, value)
	}
	kind := i.Type
	if kind == "" {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	if i.Status == 0 {
		i.Status = http.StatusInternalServerError
	}
	w.WriteHeader(i.Status)
	_, _ = io.WriteString(w, i.Body)
}
