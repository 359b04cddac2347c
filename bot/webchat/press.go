package webchat

import (
	"net/http"

	"github.com/regiebot/regiebot/bot"
)

// press takes a pressed button: it says its line, or opens its form.
func (s *Server) press(w http.ResponseWriter, r *http.Request, at seat) {
	name := r.PostForm.Get("knop")
	t, why := s.room.find(name, at.member, s.cfg.Clock.Now())
	switch {
	case why != bot.Fine:
		s.refuse(at, s.sorryPress(name, why))
		s.back(w, r, at, "")
	case t.form != nil:
		s.open(w, r, at, t)
	case t.file != nil:
		s.refuse(at, bot.Unknown.Button())
		s.back(w, r, at, "")
	default:
		at.place = t.place // the answer belongs where the button stands
		s.room.said(entry{at: s.cfg.Clock.Now(), place: at.place, only: at.member, by: at.member, how: pressed, line: t.label})
		s.back(w, r, at, s.reply(at, s.ask(r, at, bot.Request{Line: t.line})))
	}
}

// sorryPress chooses the words: a button that opens a form is a form for people.
func (s *Server) sorryPress(name string, why bot.Fault) string {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	if t, ok := s.room.tokens[name]; ok && t.form != nil {
		return why.Form()
	}
	return why.Button()
}

// open shows a form, unless it was sent already.
func (s *Server) open(w http.ResponseWriter, r *http.Request, at seat, t *token) {
	at.place = t.place
	if s.sentAlready(t, at.member) {
		s.refuse(at, sorrySentForm)
		s.back(w, r, at, "")
		return
	}
	s.back(w, r, at, t.name)
}

// back ends a request: with the dialog of a form when there is one to open, else
// with nothing, because what was said arrives over the live connection. Without
// script it leads back to the conversation.
func (s *Server) back(w http.ResponseWriter, r *http.Request, at seat, form string) {
	if !scripted(r) {
		http.Redirect(w, r, at.path()+query(form), http.StatusSeeOther)
		return
	}
	if form == "" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.dialog(w, at, form)
}

// scripted says whether the script of the page asks, and not the browser itself.
func scripted(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

func (at seat) path() string { return "/als/" + at.member + "/" + string(at.place) }

func query(form string) string {
	if form == "" {
		return ""
	}
	return "?formulier=" + form
}
