package chaos

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// status is an answer that is no success.
type status struct{ code int }

// Error names the number; what a platform writes beside it may repeat the message.
func (s *status) Error() string { return fmt.Sprintf("the platform answered %d", s.code) }

// refusal says what an answer that is no success means. With 4xx the platform says that
// it did not do what was asked; everything else, of the platform itself or of something in
// between, may have come after it was done. So may 408: it comes from in between too.
func refusal(answer *http.Response) error {
	why := &status{answer.StatusCode}
	if why.code/100 != 4 || why.code == http.StatusRequestTimeout {
		return why
	}
	refused := &bot.NotSent{Why: meaning(why.code), Cause: why}
	if refused.Why == bot.Busy {
		refused.After = retryAfter(answer.Header)
		refused.Everyone = answer.Header.Get(retryScope) == scopeEveryone
	}
	return refused
}

// meaning is what a refusal says about the address or about the message. What is wrong
// with neither of them, such as a token that is not valid (401), may go right later.
func meaning(code int) bot.Why {
	switch code {
	case http.StatusTooManyRequests:
		return bot.Busy
	case http.StatusForbidden, http.StatusNotFound, http.StatusGone:
		return bot.Unreachable
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		return bot.Unfit
	}
	return bot.Failed
}

// longest is the longest that a platform is believed when it asks to wait.
const longest = time.Hour

// retryAfter reads how long to wait. A moment instead of seconds, or nonsense, is as if
// it said nothing: the usual back-off holds.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, int(longest/time.Second)))*time.Second, longest)
}

// watch tells whether a connection was there for a request: before that nothing can have
// been written.
func watch(ctx context.Context) (context.Context, func() bool) {
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	return httptrace.WithClientTrace(ctx, trace), connected.Load
}

// unanswered says what is known when there was no answer.
func unanswered(err error, reached bool) error {
	if !reached {
		return &bot.NotSent{Cause: bare(err)}
	}
	return bare(err)
}

// bare takes the address off an error: the key of a message is in it.
func bare(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}
