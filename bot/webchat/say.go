package webchat

import (
	"net/http"
	"strings"
	"unicode"

	"github.com/regiebot/regiebot/bot"
)

// say takes a typed line.
func (s *Server) say(w http.ResponseWriter, r *http.Request, at seat) {
	text := clean(r.PostForm.Get("regel"))
	if text == "" {
		s.back(w, r, at, "")
		return
	}
	line, heard := s.hear(at, text)
	s.room.said(entry{at: s.cfg.Clock.Now(), place: at.place, only: s.audience(at, text), by: at.member, line: text})
	form := ""
	if heard {
		form = s.reply(at, s.ask(r, at, bot.Request{Line: line}))
	} else if s.command(text) {
		s.reply(at, hint(text))
	}
	s.back(w, r, at, form)
}

// hear finds the line for Regiebot in a text. In a direct message that is the
// whole text; in the channel what begins with a slash or a mention: the rest is
// talk among colleagues.
func (s *Server) hear(at seat, text string) (line string, heard bool) {
	if slashed, ok := strings.CutPrefix(text, "/"); ok {
		return strings.TrimSpace(slashed), true
	}
	rest, mentioned := mention(text)
	if mentioned {
		return strings.TrimPrefix(rest, "/"), true
	}
	return text, at.place == direct
}

// audience is the only member who sees a typed text, or empty for everybody: a
// slash command in the channel stays between the member and Regiebot.
func (s *Server) audience(at seat, text string) string {
	if at.place == direct || strings.HasPrefix(text, "/") {
		return at.member
	}
	return ""
}

// mention takes "@regiebot" off the beginning of a text.
func mention(text string) (rest string, ok bool) {
	const name = "@regiebot"
	if len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return text, false
	}
	rest = text[len(name):]
	if rest != "" && !strings.ContainsAny(rest[:1], " ,:") {
		return text, false
	}
	return strings.TrimLeft(rest, " ,:"), true
}

// command says whether a text begins with the name of a command.
func (s *Server) command(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	for _, c := range s.cfg.Commands {
		if strings.EqualFold(c.Name, word) {
			return true
		}
	}
	return false
}

// hint helps somebody who typed a command in the channel without its slash.
func hint(text string) bot.Message {
	return bot.Message{
		Text:    "Was dit voor mij? In het kanaal begint een opdracht met een schuine streep: **/" + text + "**",
		Buttons: []bot.Button{{Label: "Voer de opdracht uit", Line: text}},
		Refused: true,
	}
}

// clean makes one line of what was typed, without control characters.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.TrimSpace(text)
}
