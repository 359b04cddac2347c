package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/store"
)

// chat is a chat platform that this program can be connected to, with its settings.
type chat struct {
	name  string // in ids, receipts, figures and paths, such as slack
	title string // for people, such as Slack
	home  homeWords
	meant string // the place that an administrator says is meant, when it is another than before
	isSet bool
	make  func(parts) (link, error)
}

// parts are what an adapter is made of.
type parts struct {
	store  *store.Store
	answer bot.Answer
	now    func() time.Time
}

// adapter is what every chat platform does.
type adapter interface {
	bot.Sender
	Handler() http.Handler                                                // what the platform calls, under the name of the platform
	Run(ctx context.Context) error                                        // keeps the connection open until the context ends
	Examine(ctx context.Context, of platform.Examined) []platform.Finding // looks what can be wrong
}

// link is an adapter, and what every platform tells in its own way.
type link struct {
	adapter
	home   func(context.Context) (platform.Home, error)
	status func() status
	counts []prometheus.Collector // figures that no other platform has
}

// status is how it goes with a platform.
type status struct {
	socket    bool // a connection is kept open
	connected bool
	since     time.Time // since when it is connected, or not
	heard     time.Time // the last sign of the platform; zero: never
	problem   string    // a short code; empty: nothing is wrong
	grave     bool      // with this problem nothing can be sent, or nobody is answered
}

// chats are the platforms that there are. Who is known on several hears on the first.
func (e *env) chats() []chat { return []chat{e.slackChat(), e.mattermostChat()} }

// connected is a platform that is connected.
type connected struct {
	chat
	*housed
	link link
}

// platforms are the chat platforms that are connected: none, or some.
type platforms struct {
	list  []connected
	store *store.Store
	log   *slog.Logger
}

// platforms connects to every platform of which something is set. answer may be nil for who
// only sends.
func (e *env) platforms(ctx context.Context, s *store.Store, answer bot.Answer, now func() time.Time) (platforms, error) {
	p := platforms{store: s, log: e.logger()}
	if answer == nil {
		answer = deaf
	}
	for _, c := range e.chats() {
		if !c.isSet {
			continue
		}
		made, err := c.make(parts{s, answer, now})
		if err != nil {
			return p, err
		}
		h := &housed{adapter: made.adapter, chat: c, store: s, ask: made.home}
		if err := h.first(ctx, p.log); err != nil {
			return p, err
		}
		p.list = append(p.list, connected{c, h, made})
	}
	return p, nil
}

// isNone reports whether no platform is connected.
func (p platforms) isNone() bool { return len(p.list) == 0 }

// sender sends over the platforms; nil when none is connected.
func (p platforms) sender() bot.Sender {
	if p.isNone() {
		return nil
	}
	all := senders{whom: whom(p.store), other: terminal{}}
	for _, c := range p.list {
		all.list = append(all.list, outlet{c.name, c.housed})
	}
	return all
}

// handler serves what the platforms send, beside what everybody may ask.
func (p platforms) handler(public string, others http.Handler) http.Handler {
	if p.isNone() {
		return others
	}
	mux := http.NewServeMux()
	mux.Handle("/", others)
	for _, c := range p.list {
		mux.Handle("/"+c.name+"/", fromPlatform(public, p.log, c.Handler()))
	}
	return mux
}

// run keeps the platforms connected until the context ends.
func (p platforms) run(ctx context.Context) {
	var all sync.WaitGroup
	for _, c := range p.list {
		all.Go(func() {
			if err := c.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				p.log.LogAttrs(ctx, slog.LevelError, "the connection has ended", slog.String("platform", c.name), slog.Any("cause", err))
			}
		})
	}
	all.Wait()
}

// lost is how long a platform may be away before the service says that it is not ready.
const lost = time.Minute

// problem says what is wrong with the platforms; empty when nothing is. A connection may be
// away for a while.
func (p platforms) problem(now time.Time) string {
	var all []string
	for _, c := range p.list {
		st := c.link.status()
		away := st.socket && !st.connected && now.Sub(st.since) > lost
		if !away && !st.grave {
			continue
		}
		if st.problem == "" {
			st.problem = "no connection yet"
		}
		all = append(all, c.title+" is not connected ("+st.problem+"), see regiebot doctor")
	}
	return strings.Join(all, "; ")
}

// figures are those of the platforms.
func (p platforms) figures() (all []prometheus.Collector) {
	for _, c := range p.list {
		all = append(all, c.link.counts...)
		gauge := func(name, help string, value func(status) float64) {
			all = append(all, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regiebot_" + c.name + "_" + name, Help: help}, func() float64 { return value(c.link.status()) }))
		}
		gauge("connected", "1 when a connection with "+c.title+" is open, or 0. Where none is kept open it is always 0.", func(st status) float64 { return oneIf(st.connected) })
		gauge("problem", "1 when something is wrong between the bot and "+c.title+", see regiebot doctor, or 0.", func(st status) float64 { return oneIf(st.problem != "") })
		gauge("last_heard_timestamp_seconds", "When "+c.title+" was last heard of, in seconds since 1970; 0 when never.", func(st status) float64 {
			if st.heard.IsZero() {
				return 0
			}
			return float64(st.heard.UnixMilli()) / 1000
		})
	}
	return all
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
