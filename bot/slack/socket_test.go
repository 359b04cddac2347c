package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/slacktest"

	"github.com/regiebot/regiebot/bot/platform"
)

// brisk is usual, in milliseconds.
var brisk = tempo{
	Tempo: platform.Tempo{
		Silence: 5 * time.Second, Ping: 5 * time.Millisecond, Hello: 5 * time.Second, Write: 5 * time.Second,
		Drain: 5 * time.Second, Again: 5 * time.Second, Settled: 0,
		Least: time.Millisecond, Most: 5 * time.Millisecond, Slow: 10 * time.Millisecond,
	},
	retire: 20 * time.Millisecond, longest: time.Second,
}

// side is the side of Slack: the test server of the library, with what it lacks.
type side struct {
	*slacktest.Server
	t       *testing.T
	sockets chan *peer
	open    func(n int32, w http.ResponseWriter) bool // answers the n-th call itself
	opened  atomic.Int32
	now     atomic.Int32 // sockets that are open
	most    atomic.Int32
	other   sync.Map // path → body of the last call
	mute    bool     // sockets say no hello
	app     string   // of the sockets
	bot     string   // app of the bot; empty: Slack does not say

	about func(w http.ResponseWriter) bool // answers which app the bot is of itself
}

// peer is one socket, seen from Slack.
type peer struct {
	*websocket.Conn
	acks chan map[string]any
	gone chan struct{}
}

func newSide(t *testing.T) *side {
	t.Helper()
	d := &side{t: t, sockets: make(chan *peer, 100), app: "A1", bot: "A1"}
	d.Server = slacktest.NewTestServer(func(c slacktest.Customize) {
		c.Handle("/apps.connections.open", d.connectionsOpen)
		c.Handle("/socket", slacktest.Websocket(d.socket))
		c.Handle("/auth.test", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"U0","bot_id":"B1"}`)
		})
		c.Handle("/bots.info", func(w http.ResponseWriter, _ *http.Request) {
			if d.about == nil || !d.about(w) {
				fmt.Fprintf(w, `{"ok":true,"bot":{"id":"B1","app_id":%q}}`, d.bot)
			}
		})
		c.Handle("/views.update", d.note)
		c.Handle("/respond", d.note)
	})
	d.Start()
	t.Cleanup(d.Stop)
	return d
}

func (d *side) note(w http.ResponseWriter, r *http.Request) {
	var body strings.Builder
	if strings.HasPrefix(r.Header.Get("Content-Type"), jsonType) {
		var all any
		_ = json.NewDecoder(r.Body).Decode(&all)
		_ = json.NewEncoder(&body).Encode(all)
	}
	d.other.Store(r.URL.Path, body.String())
	fmt.Fprint(w, `{"ok":true,"view":{"id":"V1"}}`)
}

func (d *side) connectionsOpen(w http.ResponseWriter, r *http.Request) {
	n := d.opened.Add(1)
	if r.Header.Get("Authorization") != "Bearer xapp-1" {
		fmt.Fprint(w, `{"ok":false,"error":"not_allowed_token_type"}`)
		return
	}
	if d.open == nil || !d.open(n, w) {
		fmt.Fprintf(w, `{"ok":true,"url":"ws://%s/socket?n=%d"}`, r.Host, n)
	}
}

func (d *side) socket(c *websocket.Conn) {
	p := &peer{Conn: c, acks: make(chan map[string]any, 100), gone: make(chan struct{})}
	defer close(p.gone)
	n := d.now.Add(1)
	defer d.now.Add(-1)
	for most := d.most.Load(); n > most && !d.most.CompareAndSwap(most, n); most = d.most.Load() {
	}
	if !d.mute {
		p.send(d.t, fmt.Sprintf(`{"type":"hello","num_connections":1,"connection_info":{"app_id":%q}}`, d.app))
	}
	d.sockets <- p
	for {
		var ack map[string]any
		if c.ReadJSON(&ack) != nil {
			return
		}
		p.acks <- ack
	}
}

func (p *peer) send(t *testing.T, message string) {
	t.Helper()
	if err := p.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		t.Error(err)
	}
}

// ack is the next acknowledgement: its envelope and its payload.
func (p *peer) ack(t *testing.T) (string, string) {
	t.Helper()
	select {
	case ack := <-p.acks:
		payload := ""
		if ack["payload"] != nil {
			data, _ := json.Marshal(ack["payload"])
			payload = string(data)
		}
		return ack["envelope_id"].(string), payload
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is acknowledged")
		return "", ""
	}
}

func (d *side) next() *peer {
	d.t.Helper()
	select {
	case p := <-d.sockets:
		return p
	case <-time.After(10 * time.Second):
		d.t.Fatal("there is no socket")
		return nil
	}
}

// run starts the bot on a socket; stop ends it and waits for it.
func (d *side) run(box inbox, change func(*tempo)) (s *Slack, stop func()) {
	d.t.Helper()
	cfg := inConfig()
	cfg.SigningSecret, cfg.AppToken, cfg.APIURL = "", "xapp-1", d.GetAPIURL()
	s = inSlack(d.t, cfg, box)
	s.in.tempo = brisk
	if change != nil {
		change(&s.in.tempo)
	}
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func(s *Slack) { ended <- s.Run(ctx) }(s)
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != context.Canceled { //nolint:errorlint // exactly this one
				d.t.Error(err)
			}
		case <-time.After(10 * time.Second):
			d.t.Error("it does not end")
		}
	})
	d.t.Cleanup(stop)
	return s, stop
}

// syncBuffer is a log that is read while others write it.
type syncBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for begin := time.Now(); !is(); time.Sleep(time.Millisecond) {
		if time.Since(begin) > 10*time.Second {
			t.Fatal("never: " + what)
		}
	}
}

func envelope(id, kind, payload string) string {
	return fmt.Sprintf(`{"envelope_id":%q,"type":%q,"accepts_response_payload":true,"payload":%s}`, id, kind, payload)
}

const socketCommand = `{"command":"/casus","text":"lijst","user_id":"U1","team_id":"T1","api_app_id":"A1","trigger_id":"1.2"}`

func TestSocketAnswers(t *testing.T) {
	d := newSide(t)
	var done atomic.Int32
	s, _ := d.run(counting(&done, map[string]string{"text": "ja"}), nil)
	p := d.next()
	eventually(t, "who we are is known", func() bool { return s.in.own.Load() != nil })
	if o := s.in.own.Load(); *o != (own{"A1", "T1"}) {
		t.Errorf("we are %+v", o)
	}
	for _, c := range []struct{ name, kind, payload, answer string }{
		{"a command", "slash_commands", socketCommand, `{"text":"ja"}`},
		{"a press", "interactive", `{"type":"block_actions","trigger_id":"2.3","api_app_id":"A1","team":{"id":"T1"}}`, `{"text":"ja"}`},
		{"an event", "events_api", eventBody, ""},
	} {
		for i := range 3 { // Slack may deliver an envelope again, and what is in it in another
			id := fmt.Sprintf("%s %d", c.kind, i/2)
			p.send(t, envelope(id, c.kind, c.payload))
			if got, payload := p.ack(t); got != id || payload != c.answer {
				t.Errorf("%s: %q is acknowledged with %q", c.name, got, payload)
			}
		}
	}
	eventually(t, "all is done", func() bool { return done.Load() == 3 })
	for _, c := range []struct{ name, kind, payload string }{
		{"an unknown kind", "teleport", `{}`},
		{"half a payload", "slash_commands", `{"command":7}`},
		{"no payload", "interactive", `null`},
		{"another app", "interactive", `{"type":"block_actions","trigger_id":"3.4","api_app_id":"A2","team":{"id":"T1"}}`},
		{"another workspace", "slash_commands", strings.Replace(strings.Replace(socketCommand, "T1", "T2", 1), "1.2", "4.5", 1)},
		{"an unknown event", "events_api", `{"type":"event_callback","event_id":"Ev9","event":{"type":"teleport"}}`},
	} {
		p.send(t, `half a JSON {`)
		p.send(t, `{"type":"slash_commands","payload":{}}`)
		p.send(t, envelope(c.name, c.kind, c.payload))
		if got, payload := p.ack(t); got != c.name || payload != "" {
			t.Errorf("%s: %q is acknowledged with %q", c.name, got, payload)
		}
	}
	if done.Load() != 3 {
		t.Errorf("%d were done", done.Load())
	}
	if got := s.Status(); !got.Socket || !got.Connected || got.LastHeard.IsZero() || got.Problem != "" {
		t.Errorf("%+v", got)
	}
}

// A Slack that is in trouble when it is asked which app the bot is of, is asked again; the
// workspace is known meanwhile. Without the right to ask it is not.
func TestIntroduce(t *testing.T) {
	for name, c := range map[string]struct {
		wrong string
		again bool
	}{
		"internal_error": {`{"ok":false,"error":"internal_error"}`, true}, "ratelimited": {`{"ok":false,"error":"ratelimited"}`, true}, "half": {`{"ok":tr`, true},
		"missing_scope": {`{"ok":false,"error":"missing_scope"}`, false}, "bot_not_found": {`{"ok":false,"error":"bot_not_found"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := newSide(t)
			var asked atomic.Int32
			well := make(chan struct{})
			d.about = func(w http.ResponseWriter) bool {
				asked.Add(1)
				select {
				case <-well:
					return false
				default:
					fmt.Fprint(w, c.wrong)
					return true
				}
			}
			s, stop := d.run(inbox{}, nil)
			eventually(t, "the workspace is known", func() bool { return s.in.own.Load() != nil })
			equal(t, "meanwhile", *s.in.own.Load(), own{team: "T1"})
			equal(t, "the token", strings.Contains(s.Status().Problem, "bot token"), false)
			if !c.again {
				stop()
				equal(t, "asked", asked.Load(), 1)
				return
			}
			eventually(t, "it asks again and again", func() bool { return asked.Load() > 3 })
			close(well)
			eventually(t, "the app is known", func() bool { return *s.in.own.Load() == own{"A1", "T1"} })
		})
	}
}

// TestSocketOfAnotherApp: a socket of another app works, and what comes on it is not for us.
// The status says so from the beginning, and the log with each of them.
func TestSocketOfAnotherApp(t *testing.T) {
	d := newSide(t)
	d.app = "A2"
	var done atomic.Int32
	cfg := inConfig()
	var log syncBuffer
	cfg.SigningSecret, cfg.AppToken, cfg.APIURL, cfg.Log = "", "xapp-1", d.GetAPIURL(), slog.New(slog.NewTextHandler(&log, nil))
	s := inSlack(t, cfg, counting(&done, nil))
	s.in.tempo = brisk
	ctx, stop := context.WithCancel(t.Context())
	var ended sync.WaitGroup
	ended.Go(func() { _ = s.Run(ctx) })
	defer ended.Wait()
	defer stop()
	p := d.next()
	eventually(t, "the status says so", func() bool { return s.Status().Problem == "app: another_app" })
	if !s.Status().Connected || !strings.Contains(log.String(), "socket=A2 bot=A1") {
		t.Errorf("%+v\n%s", s.Status(), log.String())
	}
	p.send(t, envelope("app", "slash_commands", strings.Replace(socketCommand, "A1", "A2", 1)))
	p.ack(t)
	p.send(t, envelope("team", "slash_commands", strings.Replace(strings.Replace(socketCommand, "T1", "T2", 1), "1.2", "4.5", 1)))
	p.ack(t)
	for _, want := range []string{`"it is for another app"`, `"it is for another workspace"`} {
		if strings.Count(log.String(), "why="+want) != 1 {
			t.Errorf("no %s in\n%s", want, log.String())
		}
	}
	if done.Load() != 0 {
		t.Errorf("%d were done", done.Load())
	}
}

func TestSocketPanics(t *testing.T) {
	d := newSide(t)
	d.run(inbox{
		command: func(context.Context, api.SlashCommand, string) any { panic("geheim") },
		event:   func(context.Context, slackevents.EventsAPIEvent, string) { panic("geheim") },
	}, nil)
	p := d.next()
	p.send(t, envelope("event", "events_api", eventBody))
	p.ack(t)
	p.send(t, envelope("command", "slash_commands", socketCommand))
	if id, payload := p.ack(t); id != "command" || !strings.Contains(payload, "Er ging iets mis") || d.opened.Load() != 1 {
		t.Errorf("%q is acknowledged with %q, on socket %d", id, payload, d.opened.Load())
	}
}

// When Slack asks for another socket, the old one works until the new one does, and what
// was asked on the old is answered.
func TestSocketRefresh(t *testing.T) {
	d := newSide(t)
	end := make(chan struct{})
	second := make(chan struct{})
	d.open = func(n int32, _ http.ResponseWriter) bool {
		if n == 2 {
			<-second
		}
		return false
	}
	s, _ := d.run(inbox{command: func(context.Context, api.SlashCommand, string) any { <-end; return "ja" }}, nil)
	old := d.next()
	old.send(t, envelope("slow", "slash_commands", socketCommand))
	old.send(t, `{"type":"disconnect","reason":"warning","debug_info":{}}`)
	old.send(t, `{"type":"disconnect","reason":"refresh_requested","debug_info":{}}`)
	eventually(t, "a second is asked for", func() bool { return d.opened.Load() == 2 })
	if got := s.Status(); !got.Connected {
		t.Errorf("in between: %+v", got)
	}
	old.send(t, envelope("meanwhile", "events_api", `{"type":"event_callback","event":{"type":"teleport"}}`))
	if id, _ := old.ack(t); id != "meanwhile" {
		t.Errorf("got %q", id)
	}
	close(second)
	fresh := d.next()
	<-old.gone
	close(end)
	if id, payload := fresh.ack(t); id != "slow" || payload != `"ja"` {
		t.Errorf("what was asked on the old one: %q %q", id, payload)
	}
	if got := s.Status(); !got.Connected || got.Problem != "" {
		t.Errorf("after it: %+v", got)
	}
}

func TestSocketsAreTwoAtMost(t *testing.T) {
	d := newSide(t)
	d.run(inbox{}, func(tempo *tempo) { tempo.retire = time.Hour })
	for range 20 {
		d.next().send(t, `{"type":"disconnect","reason":"refresh_requested"}`)
	}
	d.next()
	// The server notices a moment later than we that a socket is gone.
	if most := d.most.Load(); most > 3 {
		t.Errorf("%d sockets were open", most)
	}
	eventually(t, "two are left", func() bool { return d.now.Load() == 2 })
}

func TestSocketComesBack(t *testing.T) {
	for _, c := range []struct {
		name, problem string
		open          func(w http.ResponseWriter)
	}{
		{"after a wrong token", "invalid_auth", func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"invalid_auth"}`) }},
		{"after Socket Mode was off", "link_disabled", func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"link_disabled"}`) }},
		{"after a failure of Slack", "status 500", func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) }},
		{"after too many calls", "rate_limited", func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		}},
		{"after half an answer", "unreachable", func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":tr`) }},
		{"after an address that is none", "unreachable", func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":true,"url":"ws://127.0.0.1:1/geheim"}`) }},
		{"after no socket", "status 404", func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":true,"url":"ws://HOST/geheim"}`) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newSide(t)
			well := make(chan struct{})
			d.open = func(_ int32, w http.ResponseWriter) bool {
				select {
				case <-well:
					return false
				default:
				}
				c.open(host{w, d.ServerAddr})
				return true
			}
			s, _ := d.run(inbox{}, nil)
			eventually(t, "it tries again and again", func() bool { return d.opened.Load() > 5 })
			if got := s.Status(); got.Connected || got.Problem != c.problem || !got.Since.Equal(exampleMoment) {
				t.Errorf("meanwhile %+v", got)
			}
			close(well)
			d.next()
			eventually(t, "all is well", func() bool { s := s.Status(); return s.Connected && s.Problem == "" })
		})
	}
}

// host writes where the server is.
type host struct {
	http.ResponseWriter
	addr string
}

func (h host) Write(data []byte) (int, error) {
	_, err := h.ResponseWriter.Write([]byte(strings.Replace(string(data), "HOST", h.addr, 1)))
	return len(data), err
}

// A socket on which nothing comes is dead, however open it is: also when it was never
// heard of, and when what we send arrives nowhere.
func TestSocketSilent(t *testing.T) {
	for _, c := range []struct {
		name  string
		hello bool
	}{{"after hello", true}, {"from the beginning", false}} {
		t.Run(c.name, func(t *testing.T) {
			d := newSide(t)
			d.mute = true
			s, _ := d.run(inbox{}, func(tempo *tempo) {
				tempo.Silence, tempo.Ping, tempo.Least, tempo.Most = 50*time.Millisecond, time.Hour, time.Hour, time.Hour
			})
			p := d.next()
			if c.hello {
				p.send(t, `{"type":"hello"}`)
			}
			eventually(t, "it is noticed", func() bool { s := s.Status(); return !s.Connected && s.Problem == "silent" })
			<-p.gone
		})
	}
}

// What says nothing but answers our pings is alive; so is what only asks for a sign.
func TestSocketQuietIsNotDead(t *testing.T) {
	for name, ping := range map[string]time.Duration{"it answers": 5 * time.Millisecond, "it asks": time.Hour} {
		t.Run(name, func(t *testing.T) {
			d := newSide(t)
			s, _ := d.run(inbox{}, func(tempo *tempo) { tempo.Silence, tempo.Ping = 200*time.Millisecond, ping })
			p := d.next()
			for begin := time.Now(); time.Since(begin) < 450*time.Millisecond; time.Sleep(10 * time.Millisecond) {
				if ping == time.Hour {
					if err := p.WriteControl(websocket.PingMessage, []byte("x"), time.Now().Add(time.Second)); err != nil {
						t.Fatal(err)
					}
				}
			}
			if got := s.Status(); d.opened.Load() != 1 || !got.Connected {
				t.Errorf("%d sockets, %+v", d.opened.Load(), got)
			}
		})
	}
}

// A socket that is closed as soon as it is open does not make a storm.
func TestSocketFlapping(t *testing.T) {
	for _, farewell := range []string{"", `{"type":"disconnect","reason":"too_many_websockets"}`} {
		d := newSide(t)
		s, stop := d.run(inbox{}, func(tempo *tempo) { tempo.Settled, tempo.Least, tempo.Most = time.Hour, time.Hour, time.Hour })
		p := d.next()
		if farewell != "" {
			p.send(t, farewell)
		}
		p.Close()
		eventually(t, "it is gone", func() bool { return s.Status().Problem == "closed" })
		stop()
		if got := d.opened.Load(); got != 1 {
			t.Errorf("%d sockets were opened", got)
		}
	}
}

// What is going on when the program stops is done and acknowledged; what comes then is
// left for another.
func TestSocketEnds(t *testing.T) {
	d := newSide(t)
	end, begun := make(chan struct{}), make(chan struct{})
	s, stop := d.run(inbox{command: func(context.Context, api.SlashCommand, string) any { close(begun); <-end; return "ja" }}, nil)
	p := d.next()
	p.send(t, envelope("slow", "slash_commands", socketCommand))
	<-begun
	ended := make(chan struct{})
	go func() { stop(); close(ended) }()
	eventually(t, "nothing is begun any more", func() bool {
		return !s.in.events.Later(func(context.Context) {}) && !s.in.pool.Now(func(context.Context) {})
	})
	p.send(t, envelope("late", "slash_commands", strings.Replace(socketCommand, "1.2", "9.9", 1)))
	p.send(t, envelope("late", "events_api", eventBody))
	close(end)
	if id, payload := p.ack(t); id != "slow" || payload != `"ja"` {
		t.Errorf("%q is acknowledged with %q", id, payload)
	}
	<-ended
	<-p.gone
	if len(p.acks) > 0 {
		t.Error("what came late is acknowledged")
	}
	if s.Status().Connected {
		t.Error("a socket is open")
	}
}

// Slack throws away what is too large for a socket: then it gets nothing, so that its person
// waits for nothing.
func TestSocketLargeAnswers(t *testing.T) {
	d := newSide(t)
	large := strings.Repeat("x", maxAck)
	d.run(inbox{command: func(context.Context, api.SlashCommand, string) any { return map[string]string{"text": large} }}, nil)
	p := d.next()
	p.send(t, envelope("e", "slash_commands", socketCommand))
	if id, got := p.ack(t); id != "e" || got != "" {
		t.Errorf("%q is acknowledged with %d bytes", id, len(got))
	}
}

func TestRunWithoutSocket(t *testing.T) {
	d := newSide(t)
	cfg := inConfig()
	cfg.APIURL = d.GetAPIURL()
	s := inSlack(t, cfg, inbox{})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	eventually(t, "who we are is known", func() bool { return s.in.own.Load() != nil })
	if got := s.Status(); got.Socket || got.Connected || got.Problem != "" || d.opened.Load() != 0 {
		t.Errorf("%+v, %d sockets", got, d.opened.Load())
	}
	stop()
	if err := <-ended; err == nil {
		t.Error("no error")
	}
}
