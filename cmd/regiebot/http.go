package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/regiebot/regiebot/bot/webchat"
)

// limits are how long a connection may take, and how much may come in before anybody
// looks at it.
type limits struct {
	header, read, write, idle time.Duration
	headerBytes               int
	body                      int64 // of what has no limit of its own
}

// usual are the limits of every server. A page of the demo that stays open lifts them for
// itself; no answer and no move of the clock takes as long as write.
func usual() limits {
	return limits{header: 5 * time.Second, read: 30 * time.Second, write: 2 * time.Minute, idle: 2 * time.Minute, headerBytes: 32 << 10, body: 64 << 10}
}

// forPlatforms are the limits of a service that a chat platform calls: a long form is larger
// than anything a page sends.
func forPlatforms() limits {
	l := usual()
	l.body = 2 << 20
	return l
}

// service is what is served, and what ends the requests that last.
type service struct {
	handler http.Handler
	end     func()
	limits  limits // empty: the usual ones
}

// serveUntil serves until the context ends, then ends what lasts and lets running
// requests finish.
func serveUntil(ctx context.Context, listener net.Listener, s service) error {
	l := s.limits
	if l == (limits{}) {
		l = usual()
	}
	server := &http.Server{
		Handler: http.MaxBytesHandler(s.handler, l.body), MaxHeaderBytes: l.headerBytes,
		ReadHeaderTimeout: l.header, ReadTimeout: l.read, WriteTimeout: l.write, IdleTimeout: l.idle,
	}
	if s.end != nil {
		server.RegisterOnShutdown(s.end)
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		_ = server.Shutdown(bounded)
		return nil
	}
}

// guarded stands before everything that is no page: no change comes from another website,
// nothing is kept or shown inside another page, and on a server that listens on this
// machine only no other name leads here (against DNS rebinding).
func guarded(next http.Handler, local bool) http.Handler {
	inner := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if local && !webchat.Loopback(r.Host) {
			http.Error(w, "this server answers to localhost only", http.StatusMisdirectedRequest)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// onLoopback reports whether an address can be reached from this machine only.
func onLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
