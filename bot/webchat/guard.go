package webchat

import (
	"net"
	"net/http"
	"strings"
)

// maxBody is how much a page may send: a long form fits, a file does not.
const maxBody = 64 << 10

// policy allows our own files only: no inline script, no inline style, no frame.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every page: the host is loopback (against DNS rebinding),
// changes come from our own page, a body has a limit.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.sorry(w, r, http.StatusForbidden, sorryCross)
	}))
	inner := cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers(w.Header())
		if !Loopback(r.Host) {
			s.sorry(w, r, http.StatusMisdirectedRequest, sorryHost)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		inner.ServeHTTP(w, r)
	})
}

// headers are the same for every answer; nothing of the page is kept by a browser.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// Loopback says whether a Host header names this machine: localhost or a loopback
// address, with or without a port.
func Loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if strings.EqualFold(strings.TrimSuffix(name, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return ip != nil && ip.IsLoopback()
}

// as finds out who looks at which conversation, and reads the body. An unknown
// one or a body that is too big gets a sentence and nothing else.
func (s *Server) as(next func(http.ResponseWriter, *http.Request, seat)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		at := seat{member: r.PathValue("member"), place: place(r.PathValue("place"))}
		if _, known := s.persona(at.member); !known || !at.place.known() {
			s.nowhere(w, r)
			return
		}
		if err := r.ParseForm(); err != nil {
			s.sorry(w, r, http.StatusRequestEntityTooLarge, sorryBody)
			return
		}
		next(w, r, at)
	}
}

// persona finds somebody by user name.
func (s *Server) persona(member string) (Persona, bool) {
	for _, p := range s.cfg.Personas {
		if p.Member == member {
			return p, true
		}
	}
	return Persona{}, false
}
