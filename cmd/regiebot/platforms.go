package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/store"
)

// platforms are the chat platforms that are connected: none, or some.
type platforms struct {
	slack *workspace // nil: not connected
	store *store.Store
	log   *slog.Logger
}

// platforms connects to every platform of which something is set. answer may be nil for who
// only sends.
func (e *env) platforms(ctx context.Context, s *store.Store, answer bot.Answer, now func() time.Time) (p platforms, err error) {
	p = platforms{store: s, log: e.logger()}
	adapter, err := e.slack(s, answer, now)
	if err != nil || adapter == nil {
		return p, err
	}
	p.slack = &workspace{Slack: adapter, store: s, meant: e.SlackWorkspace}
	return p, p.slack.first(ctx, p.log)
}

// isNone reports whether no platform is connected.
func (p platforms) isNone() bool { return p.slack == nil }

// sender sends over the platforms; nil when none is connected.
func (p platforms) sender() bot.Sender {
	if p.isNone() {
		return nil
	}
	all := senders{whom: whom(p.store), other: terminal{}}
	if p.slack != nil {
		all.list = append(all.list, platform{slack.Platform, p.slack})
	}
	return all
}

// handler serves what the platforms send, beside what everybody may ask.
func (p platforms) handler(public string, others http.Handler) http.Handler {
	if p.slack == nil {
		return others
	}
	mux := http.NewServeMux()
	mux.Handle("/", others)
	mux.Handle("/slack/", fromPlatform(public, p.log, p.slack.Handler()))
	return mux
}

// run keeps the platforms connected until the context ends.
func (p platforms) run(ctx context.Context) {
	var all sync.WaitGroup
	if p.slack != nil {
		all.Go(func() {
			if err := p.slack.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				p.log.LogAttrs(ctx, slog.LevelError, "the connection to Slack has ended", slog.Any("cause", err))
			}
		})
	}
	all.Wait()
}

// lost is how long a platform may be away before the service says that it is not ready.
const lost = time.Minute

// problem says what is wrong with a platform; empty when nothing is. A socket may be away for
// a while. Without the token of the bot nothing can be sent, socket or not; with the tokens of
// two apps nobody is answered.
func (p platforms) problem(now time.Time) string {
	if p.slack == nil {
		return ""
	}
	st := p.slack.Status()
	away := st.Socket && !st.Connected && now.Sub(st.Since) > lost
	if away || strings.HasPrefix(st.Problem, "bot token: ") || strings.HasPrefix(st.Problem, "app: ") {
		return "Slack is not connected (" + cmp.Or(st.Problem, "no connection yet") + "), see regiebot doctor"
	}
	return ""
}

// figures are those of the platforms.
func (p platforms) figures() []prometheus.Collector {
	if p.slack == nil {
		return nil
	}
	gauge := func(name, help string, value func(slack.Status) float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return value(p.slack.Status()) })
	}
	return []prometheus.Collector{
		gauge("regiebot_slack_connected", "1 when a socket of Slack is open, or 0. With HTTP only it is always 0.", func(st slack.Status) float64 { return oneIf(st.Connected) }),
		gauge("regiebot_slack_problem", "1 when something is wrong between the bot and Slack, see regiebot doctor, or 0.", func(st slack.Status) float64 { return oneIf(st.Problem != "") }),
		gauge("regiebot_slack_last_heard_timestamp_seconds", "When Slack was last heard of, in seconds since 1970; 0 when never.", func(st slack.Status) float64 {
			if st.LastHeard.IsZero() {
				return 0
			}
			return float64(st.LastHeard.UnixMilli()) / 1000
		}),
	}
}

// deaf is the answer of a program that only sends.
func deaf(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil }

// tickets are those of a platform, under the keys of the database.
func tickets(s *store.Store, platform string) bot.Tickets {
	return bot.Tickets{Platform: platform, MAC: s.Ring().MAC, Check: s.Ring().CheckMAC}
}

func whomOn(s *store.Store, platform string) func(context.Context, bot.Address) (string, error) {
	find := whom(s)
	return func(ctx context.Context, to bot.Address) (string, error) { return find(ctx, platform, to) }
}

// httpsPort is the port that a name of a host may carry and mostly does not.
const httpsPort = ":443"

// fromPlatform stands before what a platform calls: it comes from a server, not from a page,
// and names the public address, if there is one. A webserver in between that passes on another
// name lets nothing through: that is in the log, once a minute at most.
func fromPlatform(public string, log *slog.Logger, next http.Handler) http.Handler {
	host := ""
	if u, err := url.Parse(public); err == nil {
		host = strings.TrimSuffix(u.Host, httpsPort)
	}
	told := rate.Sometimes{Interval: time.Minute}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host != "" && !strings.EqualFold(strings.TrimSuffix(r.Host, httpsPort), host) {
			told.Do(func() {
				log.LogAttrs(r.Context(), slog.LevelWarn, "a request for a platform names another host than the public address, see docs/slack.md",
					slog.String("host", r.Host[:min(len(r.Host), 100)]), slog.String("want", host))
			})
			http.Error(w, "this is not the address of the service", http.StatusMisdirectedRequest)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
