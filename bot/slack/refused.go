package slack

import (
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// Refused is how often something over HTTP was refused that may have been Slack's, since the
// start. Everybody can send such things: a few mean nothing. When nothing of Slack arrives
// they say what is wrong.
type Refused struct {
	Signature uint64 // signed with another secret than the signing secret
	Moment    uint64 // signed more than five minutes away from Config.Now
}

// strangers are what came over HTTP and is not certainly Slack's.
type strangers struct {
	signature, moment              atomic.Uint64
	wrongSign, wrongMoment, others rate.Sometimes // lines in the log
}

// newStrangers writes the first few lines of each kind, and then one a minute: anybody can
// cause them.
func newStrangers() *strangers {
	few := func() rate.Sometimes { return rate.Sometimes{First: 3, Interval: time.Minute} }
	return &strangers{wrongSign: few(), wrongMoment: few(), others: few()}
}

// count counts one, and gives how its line is written.
func (o *strangers) count(why error) *rate.Sometimes {
	switch {
	case errors.Is(why, errWrongSign):
		o.signature.Add(1)
		return &o.wrongSign
	case errors.Is(why, errStale):
		o.moment.Add(1)
		return &o.wrongMoment
	}
	return &o.others
}

func (o *strangers) refused() Refused {
	return Refused{Signature: o.signature.Load(), Moment: o.moment.Load()}
}

// repel says no to what is not certainly Slack's.
func (in *inlet) repel(w http.ResponseWriter, r *http.Request, status int, why error) {
	in.strangers.count(why).Do(func() { in.logRefused(r, status, why) })
	deny(w, status)
}

// refuse says no to what is Slack's.
func (in *inlet) refuse(w http.ResponseWriter, r *http.Request, status int, why error) {
	in.logRefused(r, status, why)
	deny(w, status)
}

func (in *inlet) logRefused(r *http.Request, status int, why error) {
	attrs := []slog.Attr{slog.String("path", r.URL.Path), slog.Int("status", status)}
	if why != nil {
		attrs = append(attrs, slog.String("why", why.Error()))
	}
	in.log.LogAttrs(r.Context(), slog.LevelWarn, "slack: a request was refused", attrs...)
}
