package slack

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot/platform"
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
		{platform.Ended("too_many_websockets"), "too_many_websockets"},
		{platform.Ended(""), "refused"},
		{&api.RateLimitedError{RetryAfter: time.Second}, "rate_limited"},
		{api.StatusCodeError{Code: 503, Status: "503 geheim"}, "status 503"},
		{context.DeadlineExceeded, "timeout"},
		{errors.New("wss://geheim?ticket=1"), "unreachable"},
	} {
		if got := cause(c.err); got != c.want {
			t.Errorf("%T: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestRetry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := retry{}
		for range rapid.IntRange(0, 20).Draw(t, "failures") {
			if got := r.after(errors.New("x"), usual); got > usual.Most {
				t.Fatalf("waits %v, and nobody must repair it", got)
			}
		}
		if got := r.after(api.SlackErrorResponse{Err: "invalid_auth"}, usual); got < usual.Slow/2 || got > usual.Slow {
			t.Fatalf("waits %v when somebody must repair it", got)
		}
		named := time.Duration(rapid.IntRange(-3600, 1<<31).Draw(t, "retry after")) * time.Second
		obeyed := min(named, usual.longest)
		if got := r.after(&api.RateLimitedError{RetryAfter: named}, usual); got < obeyed || got > max(obeyed, usual.Most) {
			t.Fatalf("waits %v, Slack said %v", got, named)
		}
	})
}
