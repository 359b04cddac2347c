package slack

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"
)

// tempo is how long everything around a socket takes.
type tempo struct {
	silence time.Duration // without any sign a socket is dead after this; noticed then and there
	ping    time.Duration // we ask for a sign this often
	hello   time.Duration // a new socket says hello within this
	write   time.Duration // one message is written within this
	retire  time.Duration // an old socket stays this long beside the new one
	drain   time.Duration // what is going on when the program stops gets this
	again   time.Duration // who asks for the second time waits this long for the answer
	settled time.Duration // a socket that stays open this long was a success
	least   time.Duration // before the second attempt; doubled with each
	most    time.Duration // and never more than this
	slow    time.Duration // when somebody has to repair something first
	longest time.Duration // the longest that Slack is believed when it names a time
}

// usual are the times outside tests. Slack itself asks for a sign every few seconds, and
// its answer to ours can take longer than five.
var usual = tempo{
	silence: 45 * time.Second, ping: 10 * time.Second, hello: 20 * time.Second, write: 10 * time.Second,
	retire: 10 * time.Second, drain: 5 * time.Second, again: 2500 * time.Millisecond, settled: 30 * time.Second,
	least: time.Second, most: time.Minute, slow: 2 * time.Minute, longest: 10 * time.Minute,
}

// Sizes on a socket, in bytes. Slack does not put the frames of a message together: what
// does not fit in the buffer would be lost.
const (
	socketBuffer = 32 << 10
	socketRead   = 4 << 20
)

// errDisconnect is the error of a socket that Slack closes at once; its text is Slack's
// reason.
type errDisconnect struct{ reason string }

func (e errDisconnect) Error() string { return e.reason }

// dial opens a socket. It has said hello when it is given back.
func (s *Slack) dial(ctx context.Context) (*session, error) {
	ctx, stop := context.WithTimeout(ctx, s.in.tempo.hello)
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
	case <-c.greeted:
	case <-c.gone:
		err = c.why
	case <-c.leaving:
		err = errDisconnect{c.reason}
	case <-ctx.Done():
		err = ctx.Err()
	}
	select {
	case <-c.greeted:
		return c, nil
	default:
		c.cut()
		return nil, err
	}
}

// retry is how long to wait after a failure.
type retry struct{ failures int }

// after gives the time to wait after one more failure. Slack is obeyed when it names a
// time, within reason: what stands in between can name one too. The rest is chance: after a failure of Slack itself everybody comes back at once.
func (r *retry) after(err error, t tempo) time.Duration {
	wait := min(t.most, t.least<<min(r.failures, 16))
	r.failures++
	if repair(cause(err)) {
		wait = t.slow
	}
	wait = wait/2 + rand.N(wait/2+1) //nolint:gosec // it spreads moments, it hides nothing
	if limited := (*api.RateLimitedError)(nil); errors.As(err, &limited) {
		wait = max(wait, min(limited.RetryAfter, t.longest))
	}
	return wait
}

// pause waits; false: the context ended.
func pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
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

// cause is an error in one word, for the log and the Status. The errors of libraries may
// hold addresses with a secret in them.
func cause(err error) string {
	var refused api.SlackErrorResponse
	var left errDisconnect
	switch {
	case errors.As(err, &refused):
		return word(refused.Err)
	case errors.As(err, &left):
		return word(left.reason)
	}
	return networkCause(err)
}

func networkCause(err error) string {
	var (
		limited *api.RateLimitedError
		status  api.StatusCodeError
		closed  *websocket.CloseError
		name    *net.DNSError
		cert    *tls.CertificateVerificationError
		network net.Error
	)
	switch {
	case errors.As(err, &limited):
		return "rate_limited"
	case errors.As(err, &status):
		return fmt.Sprintf("status %d", status.Code)
	case errors.As(err, &closed):
		return "closed"
	case errors.As(err, &name):
		return "name_unknown"
	case errors.As(err, &cert):
		return "certificate"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "timeout"
	}
	return "unreachable"
}

// word is a code that Slack sent, or another when it does not look like one.
func word(code string) string {
	if code == "" || len(code) > 64 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz_0123456789") != "" {
		return "refused"
	}
	return code
}
