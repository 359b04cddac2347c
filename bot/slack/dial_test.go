package slack

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

func TestCause(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{api.SlackErrorResponse{Err: "invalid_auth"}, "invalid_auth"},
		{fmt.Errorf("x: %w", api.SlackErrorResponse{Err: "link_disabled"}), "link_disabled"},
		{api.SlackErrorResponse{Err: "See https://geheim"}, "refused"},
		{api.SlackErrorResponse{}, "refused"},
		{errDisconnect{"too_many_websockets"}, "too_many_websockets"},
		{errDisconnect{""}, "refused"},
		{&api.RateLimitedError{RetryAfter: time.Second}, "rate_limited"},
		{api.StatusCodeError{Code: 503, Status: "503 geheim"}, "status 503"},
		{&websocket.CloseError{Code: 1006, Text: "geheim"}, "closed"},
		{&net.DNSError{Name: "geheim", IsNotFound: true}, "name_unknown"},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, "certificate"},
		{context.DeadlineExceeded, "timeout"},
		{&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, "timeout"},
		{&net.OpError{Op: "dial", Err: errors.New("geheim")}, "unreachable"},
		{errors.New("wss://geheim?ticket=1"), "unreachable"},
	} {
		if got := cause(c.err); got != c.want {
			t.Errorf("%T: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestRetry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := retry{failures: rapid.IntRange(0, 1_000_000).Draw(t, "failures")}
		full := min(usual.most, usual.least<<min(r.failures, 16))
		if got := r.after(errors.New("x"), usual); got < full/2 || got > full {
			t.Fatalf("waits %v, not about %v", got, full)
		}
		if got := r.after(api.SlackErrorResponse{Err: "invalid_auth"}, usual); got < usual.slow/2 || got > usual.slow {
			t.Fatalf("waits %v when somebody must repair it", got)
		}
		named := time.Duration(rapid.IntRange(-3600, 1<<31).Draw(t, "retry after")) * time.Second
		obeyed := min(named, usual.longest)
		if got := r.after(&api.RateLimitedError{RetryAfter: named}, usual); got < obeyed || got > max(obeyed, usual.most) {
			t.Fatalf("waits %v, Slack said %v", got, named)
		}
	})
	r := retry{}
	for i, seconds := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
		most := time.Duration(seconds) * time.Second
		if got := r.after(errors.New("x"), usual); got > most || got < most/2 {
			t.Errorf("attempt %d waits %v", i, got)
		}
	}
}

// What the promises of the package need: a dead socket is noticed within a minute, with
// several chances for it to say something.
func TestUsualTimes(t *testing.T) {
	if usual.silence+usual.ping >= time.Minute || usual.silence < 4*usual.ping || usual.again >= 3*time.Second {
		t.Errorf("%+v", usual)
	}
}
