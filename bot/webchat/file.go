package webchat

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// file sends a file to the person who asked for it, as a download.
func (s *Server) file(w http.ResponseWriter, r *http.Request, at seat) {
	t, why := s.room.find(r.PathValue("token"), at.member, s.cfg.Clock.Now())
	if why == bot.Fine && t.file == nil {
		why = bot.Unknown
	}
	if why != bot.Fine {
		s.sorry(w, r, map[bot.Fault]int{bot.Unknown: 404, bot.Foreign: 403, bot.Expired: 410}[why], sorryFile(why))
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType(t.file.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": t.file.SafeName()}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Length", strconv.Itoa(len(t.file.Data)))
	_, _ = w.Write(t.file.Data) // a reader that left needs no answer
}

// mediaType is a type that a header can carry.
func mediaType(t string) string {
	if name, params, err := mime.ParseMediaType(t); err == nil && strings.Contains(name, "/") {
		return mime.FormatMediaType(name, params)
	}
	return "application/octet-stream"
}
