package webchat

import (
	"bytes"
	"log/slog"
	"net/http"

	"github.com/regiebot/regiebot/bot"
)

// pageView is a whole page.
type pageView struct {
	Me       personView
	At       seat
	Base     string
	Place    place
	Title    string
	Channel  string
	Live     string // address of the live connection
	Clock    clockView
	Nav      navView
	Entries  []entryView
	Commands []Command
	Dialog   *dialogView
}

type clockView struct{ Text, Stamp string }

// home leads to the direct messages of a persona: the first one, or the one in the address.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	member := r.PathValue("member")
	if member == "" {
		member = s.cfg.Personas[0].Member
	}
	if _, ok := s.persona(member); !ok {
		s.nowhere(w, r)
		return
	}
	http.Redirect(w, r, seat{member, direct}.path(), http.StatusSeeOther)
}

// page shows a conversation and marks it as read.
func (s *Server) page(w http.ResponseWriter, r *http.Request, at seat) {
	v := s.pageView(at)
	if t, why := s.findForm(r.Form.Get("formulier"), at.member); why == bot.Fine && !s.sentAlready(t, at.member) {
		d := s.dialogView(seat{at.member, t.place}, t)
		v.Dialog = &d
	}
	s.show(w, "page", v)
}

func (s *Server) pageView(at seat) pageView {
	me, _ := s.persona(at.member)
	clock := s.clockView()
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	read := s.room.seen(at)
	v := pageView{
		Me: s.person(me, true), At: at, Base: at.path(), Place: at.place, Title: s.title(at.place), Channel: s.cfg.Channel,
		Live: s.liveURL(at, s.room.rev), Clock: clock, Nav: s.nav(at), Entries: s.views(at, 0), Commands: s.cfg.Commands,
	}
	markFresh(v.Entries, read)
	return v
}

// markFresh marks the first entry after the last that was read; not when nothing
// was read before, because then all is new.
func markFresh(entries []entryView, read int) {
	for i := range entries {
		if entries[i].ID > read && !entries[i].Mine && read > 0 {
			entries[i].Fresh = true
			return
		}
	}
}

func (s *Server) clockView() clockView {
	now := s.cfg.Clock.Now()
	return clockView{Text: moment(now), Stamp: now.Format("2006-01-02T15:04")}
}

// show executes a template; a half page is never sent.
func (s *Server) show(w http.ResponseWriter, name string, data any) {
	html, err := s.html(name, data)
	if err != nil {
		s.cfg.Log.Error("webchat: a page failed", slog.String("page", name), slog.Any("error", err))
		http.Error(w, sorryPage, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(html) // a reader that left needs no answer
}

func (s *Server) html(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := s.pages.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}

// nowhere is the page for an address that does not exist.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	s.sorry(w, r, http.StatusNotFound, sorryNowhere)
}

// elsewhere tells an address that does not exist from one that is asked in another way.
func (s *Server) elsewhere(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != everything {
				w.Header().Set("Allow", method)
				s.sorry(w, r, http.StatusMethodNotAllowed, sorryMethod)
				return
			}
		}
		s.nowhere(w, r)
	}
}

// sorry refuses a request with one sentence: as text for the script of the page,
// which shows it above the conversation, else as a small page with the way back.
func (s *Server) sorry(w http.ResponseWriter, r *http.Request, status int, text string) {
	if scripted(r) {
		http.Error(w, text, status)
		return
	}
	html, err := s.html("sorry", text)
	if err != nil {
		http.Error(w, text, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(html)
}
