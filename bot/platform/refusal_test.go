package platform

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestRefusedStatus(t *testing.T) {
	for code, want := range map[int]verdict{
		400: {certain: true}, 404: {certain: true}, 413: {true, bot.Unfit, 0, false}, 429: {true, bot.Busy, 0, false},
		408: {}, 301: {}, 500: {}, 503: {},
	} {
		err := RefusedStatus("chat", code)
		equal(t, err.Error(), verdictOf(err), want)
	}
	equal(t, "its text", RefusedStatus("chat", 500).Error(), "chat: HTTP 500")
}

func TestUnanswered(t *testing.T) {
	cut := &net.OpError{Op: "read", Err: errors.New("10.0.0.1")}
	for _, c := range []struct {
		err  error
		want string
		sure bool // nothing was done
	}{
		{&net.OpError{Op: "dial", Err: errors.New("10.0.0.1")}, (&bot.NotSent{Cause: errors.New("chat: no connection")}).Error(), true},
		{context.Canceled, context.Canceled.Error(), false},
		{context.DeadlineExceeded, context.DeadlineExceeded.Error(), false},
		{&net.DNSError{IsTimeout: true}, context.DeadlineExceeded.Error(), false},
		{cut, "chat: no answer", false},
		{errors.New("secret"), "chat: an answer that is no answer", false},
	} {
		got := Unanswered("chat", c.err)
		equal(t, c.want, got.Error(), c.want)
		equal(t, c.want, NotSent(got) != nil, c.sure)
	}
	if !errors.Is(Unanswered("chat", errors.New("secret")), Nonsense("chat")) {
		t.Error("it is not to be known as nonsense")
	}
}

func TestWatch(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	for address, want := range map[string]bool{server.URL: true, "http://127.0.0.1:1": false} {
		ctx, reached := Watch(t.Context())
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := http.DefaultClient.Do(req); err == nil {
			_ = answer.Body.Close()
		}
		equal(t, "reached", reached(), want)
	}
}

func TestWithout(t *testing.T) {
	equal(t, "nothing", Without(nil), nil)
	busy := &bot.NotSent{Why: bot.Busy, After: time.Second}
	equal(t, "what says so already", verdictOf(Without(busy)), verdict{true, bot.Busy, time.Second, false})
	equal(t, "what does not", verdictOf(Without(errors.New("x"))), verdict{certain: true})
}
