package webchat

import (
	"context"
	"net/http"

	"github.com/regiebot/regiebot/bot"
)

// ask gives a request of somebody to the program. Whatever goes wrong comes back
// as a message that is refused. Leaving the page does not stop it half-way.
func (s *Server) ask(r *http.Request, at seat, req bot.Request) bot.Message {
	req.From = s.from(at.member)
	req.In = s.in(at)
	req.At = s.cfg.Clock.Now()
	m, _ := s.cfg.Answer(context.WithoutCancel(r.Context()), req) // made by bot.Excuse: never an error
	return m
}

func (s *Server) from(member string) bot.Person {
	p, _ := s.persona(member)
	return bot.Person{Platform: Platform, ID: p.Member, Name: p.Name}
}

func (s *Server) in(at seat) bot.Place {
	if at.place == channel {
		return bot.Place{ID: s.cfg.Channel}
	}
	return bot.Place{ID: string(direct) + "/" + at.member, Private: true}
}

// reply posts an answer where it was asked: for the asker only, unless it is
// public and asked in the channel. One that is not for the channel goes to the asker's
// own conversation. It returns the token of its form, if any.
func (s *Server) reply(at seat, m bot.Message) string {
	if empty(m) {
		return ""
	}
	if m.Direct && at.place == channel {
		s.reply(at, bot.Message{Text: bot.ElsewhereNote})
		at.place = direct
	}
	e := &entry{at: s.cfg.Clock.Now(), place: at.place, only: at.member, asked: at.member}
	if m.Public && at.place == channel {
		e.only = ""
	}
	s.room.post(e, m, grant{owner: e.only, asker: at.member, place: e.place, until: e.at.Add(s.cfg.Lifetime)})
	return e.body.form
}

// refuse says in the conversation that nothing was done.
func (s *Server) refuse(at seat, text string) {
	s.reply(at, bot.Message{Text: text, Refused: true})
}

// welcome starts the direct conversation of every persona. Its buttons have no
// end: they are the first steps, and stay so after weeks on the clock.
func (s *Server) welcome() {
	if empty(s.cfg.Welcome) {
		return
	}
	for _, p := range s.cfg.Personas {
		e := &entry{at: s.cfg.Clock.Now(), place: direct, only: p.Member}
		s.room.post(e, s.cfg.Welcome, grant{owner: p.Member, asker: p.Member, place: direct})
		e.body.welcome = true
		s.room.read[seat{p.Member, direct}] = e.id
	}
}
