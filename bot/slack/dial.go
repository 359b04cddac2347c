package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot/platform"
)

// tempo is how long everything around a socket takes.
type tempo struct {
	platform.Tempo
	retire  time.Duration // an old socket stays this long beside the new one
	longest time.Duration // the longest that Slack is believed when it names a time
}

// usual are the times outside tests.
var usual = tempo{Tempo: platform.UsualTempo(), retire: 10 * time.Second, longest: 10 * time.Minute}

// socketBuffer is how much is written on a socket at once, in bytes. Slack does not put the frames
// of a message together: what does not fit in the buffer would be lost.
const socketBuffer = 32 << 10

// dial opens a socket. It has said hello when it is given back.
func (s *Slack) dial(ctx context.Context) (*session, error) {
	ctx, stop := context.WithTimeout(ctx, s.in.tempo.Hello)
	defer stop()
	ws, err := s.connect(ctx)
	if err != nil {
		return nil, err
	}
	return s.begin(ws).welcome(ctx)
}

// connect opens a socket on which nothing was read yet.
func (s *Slack) connect(ctx context.Context) (*websocket.Conn, error) {
	_, address, err := s.client.StartSocketModeContext(ctx)
	if err != nil {
		return nil, err
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, WriteBufferSize: socketBuffer}
	ws, answer, err := dialer.DialContext(ctx, address, nil)
	if answer != nil && answer.Body != nil {
		defer func() { _ = answer.Body.Close() }()
	}
	if errors.Is(err, websocket.ErrBadHandshake) && answer != nil {
		return nil, api.StatusCodeError{Code: answer.StatusCode}
	}
	return ws, err
}

// welcome waits until a socket has said hello. One that did so is given, whatever else
// happened: something may have come on it already, that waits for an answer.
func (c *session) welcome(ctx context.Context) (*session, error) {
	var err error
	select {
	case <-c.Greeted():
	case <-c.Gone():
		err = c.Why()
	case <-c.leaving:
		err = platform.Ended(c.reason)
	case <-ctx.Done():
		err = ctx.Err()
	}
	select {
	case <-c.Greeted():
		return c, nil
	default:
		c.Cut()
		return nil, err
	}
}

// retry is how long to wait after a failure.
type retry struct{ platform.Retry }

// after gives the time to wait after one more failure. Slack is obeyed when it names a
// time, within reason: what stands in between can name one too.
func (r *retry) after(err error, t tempo) time.Duration {
	wait := r.After(t.Tempo, repair(cause(err)))
	if limited := (*api.RateLimitedError)(nil); errors.As(err, &limited) {
		wait = max(wait, min(limited.RetryAfter, t.longest))
	}
	return wait
}

// repair reports whether somebody must change something on Slack or in the settings
// before this goes right.
func repair(code string) bool {
	switch code {
	case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
		"no_permission", "missing_scope", "link_disabled", "org_login_required", "team_access_not_granted", "access_denied":
		return true
	}
	return false
}

// cause is an error in one word, for the log and the Status.
func cause(err error) string {
	var (
		refused api.SlackErrorResponse
		left    platform.Ended
		limited *api.RateLimitedError
		status  api.StatusCodeError
	)
	switch {
	case errors.As(err, &refused):
		return word(refused.Err)
	case errors.As(err, &left):
		return word(string(left))
	case errors.As(err, &limited):
		return "rate_limited"
	case errors.As(err, &status):
		return fmt.Sprintf("status %d", status.Code)
	}
	return platform.NetworkCause(err)
}

// word is a code that Slack sent, or another when it does not look like one.
func word(code string) string {
	if code == "" || len(code) > 64 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz_0123456789") != "" {
		return "refused"
	}
	return code
}
