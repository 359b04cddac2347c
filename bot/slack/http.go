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
		body, status := receive(w, r, kind)
		if status != 0 {
			s.in.refuse(w, r, status, nil)
			return
		}
		if form, err := url.ParseQuery(string(body)); kind == formType && err == nil && form.Get("ssl_check") == "1" {
			return
		}
		signed, err := s.authentic(r.Header, body)
		if err != nil {
			s.in.refuse(w, r, http.StatusUnauthorized, err)
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

// receive reads the raw body, or gives the status with which a request is refused.
func receive(w http.ResponseWriter, r *http.Request, kind string) ([]byte, int) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != kind {
		return nil, http.StatusUnsupportedMediaType
	}
	if r.ContentLength > maxBody {
		w.Header().Set("Connection", "close") // or the server would read on, to keep the connection
		return nil, http.StatusRequestEntityTooLarge
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
func (s *Slack) authentic(header http.Header, body []byte) (*platform.Claim, error) {
	now := s.cfg.Now()
	mac, err := verify(s.cfg.SigningSecret, header, body, now)
	if err != nil {
		return nil, err
	}
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

// refuse says no. Only what did not fit in may be sent again.
func (in *inlet) refuse(w http.ResponseWriter, r *http.Request, status int, why error) {
	attrs := []slog.Attr{slog.String("path", r.URL.Path), slog.Int("status", status)}
	if why != nil {
		attrs = append(attrs, slog.String("why", why.Error()))
	}
	in.log.LogAttrs(r.Context(), slog.LevelWarn, "slack: a request was refused", attrs...)
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
