package webchat

import (
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// liveURL is the address of the live connection of a page: from which revision
// on, and of which server. It may be used again and again: the page knows what it
// has, so nothing is lost or doubled when the connection breaks.
func (s *Server) liveURL(at seat, rev int) string {
	return at.path() + "/live?" + url.Values{"sinds": {strconv.Itoa(rev)}, "start": {s.boot}}.Encode()
}

// live keeps a connection open and writes what changes in a conversation, in what
// is unread and on the clock. A page of an earlier server is told to reload.
func (s *Server) live(w http.ResponseWriter, r *http.Request, at seat) {
	out, err := openStream(w)
	if err != nil {
		s.cfg.Log.Error("webchat: no live connection", slog.Any("error", err))
		return
	}
	if r.Form.Get("start") != s.boot {
		_ = out.write(event{name: "ververs", data: []byte("ververs")})
		return
	}
	ended, leave := s.lines.join()
	defer leave()
	since := cursor(r)
	for {
		events, rev, changed := s.news(at, since)
		if out.write(events...) != nil {
			return
		}
		since = rev
		select {
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		case <-ended:
			return
		case <-changed:
		}
	}
}

// cursor is the last revision the page has. A browser that reconnects by itself
// tells the last one it saw.
func cursor(r *http.Request) int {
	since, _ := strconv.Atoi(r.Form.Get("sinds"))
	_, rev, _ := strings.Cut(r.Header.Get("Last-Event-ID"), ".")
	seen, _ := strconv.Atoi(rev)
	return max(since, seen)
}

// news collects what changed after a revision, and what to wait for next. Who is
// connected sees it: the conversation counts as read.
func (s *Server) news(at seat, since int) ([]event, int, <-chan struct{}) {
	clock := s.clockView()
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	s.room.seen(at)
	entries := s.views(at, since)
	events := make([]event, 0, len(entries)+3)
	for _, v := range entries {
		e := s.event("bericht", v)
		e.id = strconv.Itoa(v.ID) + "." + strconv.Itoa(v.Rev)
		events = append(events, e)
	}
	nav := s.nav(at)
	events = append(events, s.event("stand", nav), s.event("totaal", nav.Total), s.event("klok", clock))
	return events, s.room.rev, s.room.changed
}

// event renders the template of the same name.
func (s *Server) event(name string, data any) event {
	html, err := s.html(name, data)
	if err != nil {
		s.cfg.Log.Error("webchat: a page failed", slog.String("page", name), slog.Any("error", err))
	}
	return event{name: name, data: html}
}
