package platform

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync/atomic"

	"github.com/regiebot/regiebot/bot"
)

// Nonsense is the error of an answer that is no answer, by the name of its platform. The
// errors of libraries are not passed on: they may hold what was answered.
type Nonsense string

// Error names the platform and nothing of the answer.
func (n Nonsense) Error() string { return string(n) + ": an answer that is no answer" }

// status is an answer of something between us and a platform, or of a platform that is
// down.
type status struct {
	name string
	code int
}

func (s status) Error() string { return s.name + ": HTTP " + strconv.Itoa(s.code) }

// unconnected is the cause of an error of a call for which there was no connection, by the name of
// its platform.
type unconnected string

func (n unconnected) Error() string { return string(n) + ": no connection" }

// RefusedStatus is what an answer other than 200 means of the platform with a name, when it
// says nothing else: 4xx comes from in between or before anything was done; 408 and 5xx may
// come after it was done.
func RefusedStatus(name string, code int) error {
	s := status{name, code}
	switch {
	case code == http.StatusTooManyRequests:
		return &bot.NotSent{Why: bot.Busy, Cause: s}
	case code == http.StatusRequestEntityTooLarge:
		return &bot.NotSent{Why: bot.Unfit, Cause: s}
	case code/100 == 4 && code != http.StatusRequestTimeout:
		return &bot.NotSent{Cause: s}
	}
	return s
}

// Unanswered is what is known when nothing came back of the platform with a name that can be
// read.
func Unanswered(name string, err error) error {
	var dial *net.OpError
	var network net.Error
	switch {
	case errors.As(err, &dial) && (dial.Op == "dial" || dial.Op == "proxyconnect"):
		return &bot.NotSent{Cause: unconnected(name)}
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return context.DeadlineExceeded
	case errors.As(err, &network):
		return errors.New(name + ": no answer")
	}
	return Nonsense(name)
}

// Watch tells whether a connection was there for a call: before that nothing can have been
// written, whatever went wrong (a name that is not known, a certificate that is not right).
func Watch(ctx context.Context) (watched context.Context, reached func() bool) {
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	return httptrace.WithClientTrace(ctx, trace), connected.Load
}

// NotSent is an error as one that says that nothing was done; nil when it does not.
func NotSent(err error) *bot.NotSent {
	var not *bot.NotSent
	errors.As(err, &not)
	return not
}

// Without is an error of a call that posts nothing, as one that says so; nil of nil.
func Without(err error) error {
	if err == nil || NotSent(err) != nil {
		return err
	}
	return &bot.NotSent{Cause: err}
}
