package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// inBrisk is usual, in milliseconds.
var inBrisk = tempo{
	Tempo: platform.Tempo{
		Silence: 5 * time.Second, Ping: 5 * time.Millisecond, Hello: 5 * time.Second, Write: 5 * time.Second,
		Drain: 5 * time.Second, Again: 5 * time.Second, Settled: 0,
		Least: time.Millisecond, Most: 5 * time.Millisecond, Slow: 10 * time.Millisecond,
	},
	look: time.Hour, left: time.Millisecond, enlist: time.Hour,
}

// inRun starts the bot; stop ends it and waits for it.
func (s *inSide) inRun(cfg Config, box inbox, change func(*tempo)) (m *Mattermost, stop func()) {
	s.t.Helper()
	m = inMattermost(s.t, cfg, box)
	m.in.tempo = inBrisk
	if change != nil {
		change(&m.in.tempo)
	}
	ctx, cancel := context.WithCancel(s.t.Context())
	ended := make(chan error, 1)
	go func(m *Mattermost) { ended <- m.Run(ctx) }(m)
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				s.t.Error(err)
			}
		case <-time.After(10 * time.Second):
			s.t.Error("it does not end")
		}
	})
	s.t.Cleanup(stop)
	return m, stop
}

func TestSocket(t *testing.T) {
	side, d, heard := newInSide(t), &inDatabase{upTo: inMoment}, &inHeard{}
	cfg := inConfig(side.URL)
	d.use(&cfg)
	m, _ := side.inRun(cfg, heard.box(), nil)
	p := side.next()
	inEventually(t, "it is connected", func() bool { return m.Status().Connected })
	p.event("typing", nil)
	for range 3 {
		p.posted(direct, inAt(inID("a", 1), 0, func(*stored) {}))
	}
	p.posted("O", inAt(inID("a", 2), 0, func(*stored) {}))
	p.event("posted", map[string]any{"channel_type": direct, "post": "{"})
	p.posted("O", inAt(inID("a", 3), 0, func(p *stored) { p.Message = "@regiebot hulp" }))
	inEventually(t, "both were heard", func() bool { return len(heard.list()) == 2 })
	if got := strings.Join(heard.list(), " "); strings.Contains(got, inID("a", 2)) {
		t.Errorf("heard %s", got)
	}
}

// Every process hears everything; each post is handled by one of them.
func TestSocketSeveralProcesses(t *testing.T) {
	side, d, heard := newInSide(t), &inDatabase{upTo: inMoment}, &inHeard{}
	cfg := inConfig(side.URL)
	d.use(&cfg)
	var peers []*inPeer
	for range 3 {
		side.inRun(cfg, heard.box(), nil)
		peers = append(peers, side.next())
	}
	const posts = 50
	var all sync.WaitGroup
	for _, p := range peers {
		all.Go(func() {
			for i := range posts {
				p.posted(direct, inAt(inID("a", i), 0, func(*stored) {}))
			}
		})
	}
	all.Wait()
	inEventually(t, "all were heard", func() bool { return len(heard.list()) >= posts })
	known := map[string]bool{}
	for _, id := range heard.list() {
		if known[id] {
			t.Errorf("%s was heard twice", id)
		}
		known[id] = true
	}
}

// What was said while there was no websocket is found when there is one again.
func TestSocketComesBack(t *testing.T) {
	side, d, heard := newInSide(t), &inDatabase{upTo: inMoment.Add(-time.Minute)}, &inHeard{}
	cfg := inConfig(side.URL)
	d.use(&cfg)
	m, _ := side.inRun(cfg, heard.box(), nil)
	first := side.next()
	side.set("GET /users/me/teams/"+inTeam+"/channels", inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}))
	side.set(channelPosts, inPosts(inAt(inPost, 0, func(*stored) {})))
	first.Close()
	second := side.next()
	inEventually(t, "it was heard", func() bool { return len(heard.list()) == 1 })
	inEventually(t, "it is noted", func() bool { at, _ := d.seen(t.Context()); return at.Equal(inMoment) })
	second.posted(direct, inAt(inPost, 0, func(*stored) {}))
	second.posted(direct, inAt(inID("a", 1), 0, func(*stored) {}))
	inEventually(t, "the next was heard", func() bool { return len(heard.list()) == 2 })
	if !m.Status().Connected {
		t.Errorf("%+v", m.Status())
	}
}

// A number that is passed over is an event that the server could not write.
func TestSocketLosesAnEvent(t *testing.T) {
	side, d, heard := newInSide(t), &inDatabase{upTo: inMoment.Add(-time.Minute)}, &inHeard{}
	cfg := inConfig(side.URL)
	d.use(&cfg)
	side.inRun(cfg, heard.box(), nil)
	p := side.next()
	const channels = "GET /users/me/teams/" + inTeam + "/channels"
	inEventually(t, "it was looked", func() bool { return side.called(channels) == 1 })
	side.set(channels, inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}))
	side.set(channelPosts, inPosts(inAt(inPost, 0, func(*stored) {})))
	p.event("typing", nil)
	if err := p.WriteJSON(map[string]any{"status": "OK", "seq_reply": 1}); err != nil {
		t.Error(err)
	}
	p.seq++
	p.event("typing", nil)
	inEventually(t, "it was heard", func() bool { return len(heard.list()) == 1 })
}

func TestSocketThatCannotBeOpened(t *testing.T) {
	for _, c := range []struct {
		name    string
		problem string
		arrange func(*inSide)
		token   string
	}{
		{"the token is no good", "bot token: invalid_token", func(*inSide) {}, "other"},
		{"a server that restarts", "status 503", func(s *inSide) {
			s.set("GET /users/me", func(*http.Request) (int, any) { return 503, "<html>" })
		}, ""},
		{"something in between answers", "nonsense", func(s *inSide) {
			s.set("GET /users/me", func(*http.Request) (int, any) { return 200, "<html>" })
		}, ""},
		{"a proxy that knows no websockets", "status 400", func(s *inSide) {
			s.open = func(_ int32, w http.ResponseWriter) bool { w.WriteHeader(http.StatusBadRequest); return true }
		}, ""},
		{"it says nothing", "timeout", func(s *inSide) { s.mute.Store(true) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			side := newInSide(t)
			c.arrange(side)
			cfg := inConfig(side.URL)
			cfg.CommandTokens = []string{inToken}
			if c.token != "" {
				cfg.Token = c.token
			}
			m, stop := side.inRun(cfg, inbox{}, func(t *tempo) {
				if c.problem == "timeout" {
					t.Hello = 50 * time.Millisecond
				}
			})
			inEventually(t, "the problem is known", func() bool { return m.Status().Problem == c.problem })
			if m.Status().Connected {
				t.Error("it is connected")
			}
			stop()
		})
	}
}

// A websocket on which nothing comes any more is dead, and another comes in its place.
func TestSocketFallsSilent(t *testing.T) {
	side := newInSide(t)
	cfg := inConfig(side.URL)
	m, _ := side.inRun(cfg, inbox{}, func(t *tempo) { t.Silence, t.Ping = 200*time.Millisecond, time.Hour })
	side.next()
	side.next()
	inEventually(t, "it is connected again", func() bool { return m.Status().Connected })
}

// Our own questions keep a quiet one alive.
func TestSocketIsQuiet(t *testing.T) {
	side := newInSide(t)
	var now atomic.Int64
	cfg := inConfig(side.URL)
	cfg.Now = func() time.Time { return inMoment.Add(time.Duration(now.Load())) }
	m, _ := side.inRun(cfg, inbox{}, nil)
	side.next()
	inEventually(t, "it is connected", func() bool { return m.Status().Connected })
	now.Store(int64(time.Hour))
	inEventually(t, "it was heard of", func() bool { return m.Status().LastHeard.Equal(inMoment.Add(time.Hour)) })
	if n := side.opened.Load(); n != 1 {
		t.Errorf("%d websockets", n)
	}
}

// What is going on when the program stops is done; nothing is begun any more.
func TestSocketStops(t *testing.T) {
	side, d := newInSide(t), &inDatabase{upTo: inMoment}
	begun, end, done := make(chan struct{}), make(chan struct{}), atomic.Bool{}
	cfg := inConfig(side.URL)
	d.use(&cfg)
	_, stop := side.inRun(cfg, inbox{told: inTold(func(context.Context, stored, string, string) {
		close(begun)
		<-end
		done.Store(true)
	})}, nil)
	p := side.next()
	p.posted(direct, inAt(inPost, 0, func(*stored) {}))
	<-begun
	time.AfterFunc(50*time.Millisecond, func() { close(end) })
	if stop(); !done.Load() {
		t.Error("it was not waited for")
	}
	<-p.gone
}

func TestRetry(t *testing.T) {
	if wait := (&retry{}).after(apiError{"api.context.session_expired.app_error", 401}, usual); wait < usual.Slow/2 {
		t.Errorf("somebody must repair something, and it waits %v", wait)
	}
	if wait := (&retry{}).after(&bot.NotSent{Why: bot.Busy, After: time.Hour}, usual); wait < time.Hour {
		t.Errorf("the server asked for an hour, and it waits %v", wait)
	}
}

func TestWhenever(t *testing.T) {
	for _, c := range []struct {
		name  string
		fails int
		ring  bool
		want  string
	}{
		{"every so often", 0, false, "[5m0s 10m0s]"},
		{"after a signal", 0, true, "[0s 5m0s 10m0s]"},
		{"again when it fails", 2, false, "[5m0s 5m0s 5m0s 10m0s]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				in := &inlet{log: slog.New(slog.DiscardHandler), tempo: usual}
				ctx, stop := context.WithTimeout(t.Context(), 11*time.Minute)
				defer stop()
				var times []time.Duration
				begin, fails := time.Now(), c.fails
				do := routine{"it", make(chan struct{}, 1), 5 * time.Minute, func(context.Context) error {
					times = append(times, time.Since(begin).Round(time.Minute))
					if fails--; fails >= 0 {
						return io.ErrUnexpectedEOF
					}
					return nil
				}}
				if c.ring {
					ring(do.signal)
					ring(do.signal) // one is enough
				}
				in.whenever(ctx, do)
				if got := fmt.Sprint(times); got != c.want {
					t.Errorf("it was done at %s", got)
				}
			})
		})
	}
}

func TestCause(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{platform.Silent, "silent"},
		{&bot.NotSent{Cause: apiError{"api.context.session_expired.app_error", 401}}, invalidToken},
		{&bot.NotSent{Cause: apiError{idPermission, 403}}, idPermission},
		{status(502), "status 502"},
		{context.DeadlineExceeded, "timeout"},
		{errNonsense, "nonsense"},
		{errors.New("geheim"), "unreachable"},
	} {
		if got := cause(c.err); got != c.want {
			t.Errorf("%v: %q", c.err, got)
		}
	}
}
