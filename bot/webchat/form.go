package webchat

import (
	"net/http"

	"github.com/regiebot/regiebot/bot"
)

// submit takes a form. Wrong or missing answers give the same form again; an
// accepted form is closed for good, so that sending it twice does one thing.
func (s *Server) submit(w http.ResponseWriter, r *http.Request, at seat) {
	t, why := s.findForm(r.PathValue("token"), at.member)
	if why != bot.Fine {
		s.refuse(at, why.Form())
		s.shut(w, r, at)
		return
	}
	at.place = t.place
	sh := s.room.sheet(t, at.member)
	sh.turn.Lock()
	defer sh.turn.Unlock()
	if sh.done {
		s.refuse(at, sorrySentForm)
		s.shut(w, r, at)
		return
	}
	if show := s.process(r, at, t, sh); show != "" {
		s.back(w, r, at, show)
		return
	}
	s.shut(w, r, at)
}

// process gives a form to the program. It returns the token of the form to show:
// the same one again, a next one, or none. It is this sheet's turn.
func (s *Server) process(r *http.Request, at seat, t *token, sh *sheet) string {
	form, complete := fill(sh.form, r.PostForm).Checked()
	if !complete {
		s.room.update(t, sh, func(sh *sheet) { sh.form, sh.note, sh.part = form, nil, true })
		return t.name
	}
	m := s.ask(r, at, bot.Request{Line: form.Line, Fields: form.Values()})
	if m.Again() {
		s.room.update(t, sh, func(sh *sheet) { sh.form, sh.note, sh.part = form.Retry(m), parse(m.Note()), true })
		return t.name
	}
	s.room.update(t, sh, func(sh *sheet) { sh.form, sh.note, sh.part, sh.done = form, nil, true, !m.Refused })
	s.room.said(entry{at: s.cfg.Clock.Now(), place: at.place, only: at.member, by: at.member, how: filled, line: form.Title})
	return s.reply(at, m)
}

// keep takes a form that was left half-way: the program keeps it, and so does the
// page, for when it is opened again.
func (s *Server) keep(w http.ResponseWriter, r *http.Request, at seat) {
	t, why := s.findForm(r.PathValue("token"), at.member)
	if why != bot.Fine {
		s.show(w, "bewaard", why.Form())
		return
	}
	at.place = t.place
	sh := s.room.sheet(t, at.member)
	sh.turn.Lock()
	defer sh.turn.Unlock()
	if sh.done {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	form := fill(sh.form, r.PostForm)
	m := s.ask(r, at, bot.Request{Line: form.Line, Fields: form.Values(), Partial: true})
	s.room.update(t, sh, func(sh *sheet) { sh.form, sh.part = form, true })
	if m.Refused {
		s.show(w, "bewaard", m.Text)
		return
	}
	s.show(w, "bewaard", wordKept)
}

// findForm looks up a token that stands for a form.
func (s *Server) findForm(name, member string) (*token, bot.Fault) {
	t, why := s.room.find(name, member, s.cfg.Clock.Now())
	if why == bot.Fine && t.form == nil {
		return nil, bot.Unknown
	}
	return t, why
}

// sentAlready says whether somebody sent this form before. It waits for a form
// that is being sent.
func (s *Server) sentAlready(t *token, member string) bool {
	sh := s.room.sheet(t, member)
	sh.turn.Lock()
	defer sh.turn.Unlock()
	return sh.done
}

// shut closes the dialog of the page.
func (s *Server) shut(w http.ResponseWriter, r *http.Request, at seat) {
	if scripted(r) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusOK)
		return
	}
	s.back(w, r, at, "")
}
