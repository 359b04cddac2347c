package slack

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"

	"github.com/regiebot/regiebot/bot/platform"
)

// maxBody is the largest request that is read, in bytes. What Slack sends is smaller: the
// largest is a modal with all that is filled in, each sign of which may take several bytes
// in a form.
const maxBody = 2 << 20

// What is read of somebody who is not known yet, in bytes: lookBody of whoever wants, smallBody
// of whoever knows how a request of Slack looks, more of so many at once.
const (
	lookBody  = 1 << 10
	smallBody = 64 << 10
	maxLarge  = 32
)

// What the addresses take.
const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// errReplayed is why a request that came before is refused.
var errReplayed = errors.New("the same request came before")

// Handler serves what Slack sends over HTTP: /slack/command, /slack/interactive and
// /slack/events. What is not signed with the signing secret is refused with 401, at most
// five minutes away from Config.Now, and each signature once; what cannot be read with
// 400, 405, 413 or 415; what is for another app or workspace with 403; and with 503 when
// too much is going on or [Slack.Run] has ended.
func (s *Slack) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/slack/command", s.door(formType, readCommandForm))
	mux.Handle("/slack/interactive", s.door(formType, readInteractionForm))
	mux.Handle("/slack/events", s.door(jsonType, readEvent))
	return mux
}

// door lets in what Slack sends to one address.
func (s *Slack) door(kind string, read func(body []byte) (call, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.Query().Get("ssl_check") == "1" {
			return // Slack looks whether the certificate is good, and says nothing
		}
		p, body, status := s.receive(w, r, kind)
		if status != 0 {
			w.Header().Set("Connection", "close") // or the server would read on, to keep the connection
			s.in.repel(w, r, status, p.err)
			return
		}
		if form, err := url.ParseQuery(string(body)); kind == formType && err == nil && form.Get("ssl_check") == "1" {
			return
		}
		signed, err := s.authentic(p, body)
		if err != nil {
			s.in.repel(w, r, http.StatusUnauthorized, err)
			return
		}
		c, err := read(body)
		if err != nil {
			s.in.refuse(w, r, http.StatusBadRequest, err)
			return
		}
		if c.id == "" {
			c.id = hex.EncodeToString([]byte(signed.ID()))
		}
		s.in.admit(w, r, signed, c)
	})
}

// receive reads the raw body, or gives the status with which a request is refused. What cannot
// be Slack's by its headers is not read, unless it can be a look at the certificate: Slack
// may not sign that.
func (s *Slack) receive(w http.ResponseWriter, r *http.Request, kind string) (p promise, body []byte, status int) {
	if status = misshapen(w, r, kind); status != 0 {
		return p, nil, status
	}
	look := kind == formType && r.ContentLength >= 0 && r.ContentLength <= lookBody
	if p = promised(s.cfg.SigningSecret, r.Header, s.cfg.Now()); p.err != nil && !look {
		return p, nil, http.StatusUnauthorized
	}
	body, status = s.in.read(w, r)
	return p, body, status
}

// misshapen gives the status with which a request is refused that nobody needs to read.
func misshapen(w http.ResponseWriter, r *http.Request, kind string) int {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != kind {
		return http.StatusUnsupportedMediaType
	}
	if r.ContentLength > maxBody {
		return http.StatusRequestEntityTooLarge
	}
	return 0
}

// read reads a raw body, or gives the status with which it is refused. Few large ones are read
// at once: who sends them is not known before the end.
func (in *inlet) read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	if r.ContentLength < 0 || r.ContentLength > smallBody {
		select {
		case in.large <- struct{}{}:
			defer func() { <-in.large }()
		default:
			return nil, http.StatusServiceUnavailable
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest
	}
	return body, 0
}

// authentic reports whether Slack sent this, now, and for the first time, and gives the
// signature as it was noted. Slack signs a request anew when it sends it again a second later.
// The signature is compared as a number: written in capitals it is the same.
func (s *Slack) authentic(p promise, body []byte) (*platform.Claim, error) {
	mac, err := p.kept(s.cfg.SigningSecret, body)
	if err != nil {
		return nil, err
	}
	now := s.cfg.Now()
	signed, first := s.in.signed.Claim(string(mac[:]), now)
	if !first {
		return nil, errReplayed
	}
	s.in.alive.heard(now)
	return signed, nil
}

// admit handles what is certainly Slack's.
func (in *inlet) admit(w http.ResponseWriter, r *http.Request, signed *platform.Claim, c call) {
	if c.challenge != "" {
		in.acknowledge(w, r, map[string]string{"challenge": c.challenge})
		return
	}
	if why := in.foreign(c); why != nil {
		in.refuse(w, r, http.StatusForbidden, why)
		return
	}
	if c.event {
		if !in.take(c) {
			in.full(w, r, signed)
		}
		return
	}
	var answer any
	if !in.pool.Now(func(ctx context.Context) { answer = in.handle(ctx, c) }) {
		in.full(w, r, signed)
		return
	}
	in.acknowledge(w, r, answer)
}

// full says that there is no room for something. Slack may send it again at once, with the
// same signature: nothing was done with it.
func (in *inlet) full(w http.ResponseWriter, r *http.Request, signed *platform.Claim) {
	in.signed.Forget(signed)
	in.refuse(w, r, http.StatusServiceUnavailable, nil)
}

// acknowledge tells Slack that something arrived, with an answer as JSON. An empty body
// is all that Slack takes for nothing: it would show "{}".
func (in *inlet) acknowledge(w http.ResponseWriter, r *http.Request, answer any) {
	data := in.encode(r.Context(), answer)
	if data == nil {
		return
	}
	w.Header().Set("Content-Type", jsonType)
	if _, err := w.Write(data); err != nil {
		in.log.LogAttrs(r.Context(), slog.LevelWarn, "slack: an answer could not be given", slog.String("path", r.URL.Path))
	}
}

// deny gives a status. Only what did not fit in may be sent again.
func deny(w http.ResponseWriter, status int) {
	if status != http.StatusServiceUnavailable {
		w.Header().Set("X-Slack-No-Retry", "1")
	}
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	text := map[string]string{"error": http.StatusText(status)}
	if err := json.NewEncoder(w).Encode(text); err != nil {
		return // whoever asked is gone
	}
}
