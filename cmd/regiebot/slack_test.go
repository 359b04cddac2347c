package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// asks has somebody type a command, and gives what they read, also when it comes later.
func (r *running) asks(f *fakeSlack, name, line string) string {
	r.t.Helper()
	f.mu.Lock()
	before := len(f.said[slackID(name)])
	f.mu.Unlock()
	status, text := do(r.t, signed(r.t, r.address+"/slack/command", f.command(name, line), time.Now()))
	if status != http.StatusOK {
		r.t.Fatalf("%s: status %d: %s", line, status, text)
	}
	if !strings.Contains(text, bot.Wait) {
		return text
	}
	f.until("the answer to "+line, func() bool { return len(f.said[slackID(name)]) > before })
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.said[slackID(name)][before]
}

// serveWith starts a serve of which the log is kept, and waits until it listens.
func (m *machine) serveWith(t *testing.T, log io.Writer, flags ...string) *running {
	t.Helper()
	out := &talk{lines: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	args := append([]string{"--database", m.database, "serve", "--listen", "127.0.0.1:0"}, flags...)
	go func() { ended <- run(ctx, args, strings.NewReader(""), out, log) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != exitDone {
			t.Errorf("serve ended with status %d: %s", code, out.String())
		}
	})
	t.Cleanup(stop)
	for {
		select {
		case <-out.lines:
		case code := <-ended:
			t.Fatalf("serve ended with status %d: %s", code, out.String())
		}
		if address := listens.FindString(out.String()); address != "" {
			return &running{t, address, stop}
		}
	}
}

// figure reports whether a line of /metrics is there.
func (r *running) figure(line string) bool {
	r.t.Helper()
	_, text := r.get("/metrics")
	return strings.Contains(text, line+"\n")
}

// eventually asks again until something is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for !so() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("it did not happen: %s", what)
		}
	}
}

// caseOf opens a casus of Anouk on this machine.
func (m *machine) caseOf(zaak string) {
	m.Helper()
	m.ok("say", "--as", "anouk", "casus nieuw zaak="+zaak+" start=02-11-2026 niveau=licht")
}

// receipts are those of the messages that were sent, by recipient.
func (m *machine) receipts(t *testing.T) map[string][]store.Receipt {
	t.Helper()
	all := map[string][]store.Receipt{}
	must(t, m.open(t).View(t.Context(), func(tx *store.Tx) error {
		list, err := tx.History(t.Context(), "", 1000)
		for _, p := range list {
			if p.State == store.Sent {
				all[p.Aan] = append(all[p.Aan], p.Receipt)
			}
		}
		return err
	}))
	return all
}

// TestServeOnSlack: what is due goes out over Slack, what is asked is answered, and who must
// hear of a change hears it at once.
func TestServeOnSlack(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		f := newFakeSlack(t)
		m := slackMachine(t, address)
		m.caseOf("ZO-2026-0801")
		m.caseOf("ZO-2026-0802")
		m.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
		f.settings(false)
		s := m.serve(t)
		f.until("what was due is posted", func() bool { return len(f.postsTo("DBRAM")) == 1 })
		f.mu.Lock()
		post := f.postsTo("DBRAM")[0]
		f.mu.Unlock()
		if !strings.Contains(post.blocks, "ZO-2026-0801") || !strings.Contains(post.metadata, "event_type") {
			t.Errorf("posted %+v", post)
		}
		eventually(t, "the receipt is stored", func() bool { return len(m.receipts(t)["bram"]) == 1 })
		if r := m.receipts(t)["bram"][0]; r.Platform != slack.Platform || !strings.HasPrefix(r.ID, "DBRAM/1794700000.") {
			t.Errorf("the receipt is %+v", r)
		}
		if text := s.asks(f, "anouk", "agenda week"); !strings.Contains(text, "ZO-2026-0801") || !strings.Contains(text, `"response_type":"ephemeral"`) {
			t.Errorf("the agenda is %s", text)
		}
		if text := s.asks(f, "lars", "agenda week"); strings.Contains(text, "ZO-2026") {
			t.Errorf("who has no account read %s", text)
		}
		// The rounds are a minute apart: within that only a wake brings it.
		begin := time.Now()
		if text := s.asks(f, "anouk", "vpr start zaak=ZO-2026-0802 ovv=02-11-2026 duo=<@"+slackID("bram")+"|bram>"); !strings.Contains(text, "Bram") {
			t.Errorf("the answer is %s", text)
		}
		f.until("the duo-partner hears of it", func() bool { return len(f.postsTo("DBRAM")) == 2 })
		if took := time.Since(begin); took > 25*time.Second {
			t.Errorf("it took %v", took)
		}
		eventually(t, "what Slack was heard of is counted", func() bool { return !s.figure("regiebot_slack_last_heard_timestamp_seconds 0") })
		if !s.figure("regiebot_slack_connected 0") || !s.figure("regiebot_slack_problem 0") {
			t.Error("the figures are wrong")
		}
		if status, text := s.get("/readyz"); status != http.StatusOK {
			t.Errorf("status %d: %s", status, text)
		}
	})
}

// TestServeRefusesWhatSlackDidNotSend: with another signature, an old one, a second time, or
// none.
func TestServeRefusesWhatSlackDidNotSend(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	m.caseOf("ZO-2026-0801")
	f.settings(false)
	s := m.serve(t)
	address := s.address + "/slack/command"
	body := f.command("anouk", "casus toon ZO-2026-0801")
	once := time.Now()
	if status, text := do(t, signed(t, address, body, once)); status != http.StatusOK {
		t.Fatalf("status %d: %s", status, text)
	}
	for name, change := range map[string]func() *http.Request{
		"a second time": func() *http.Request { return signed(t, address, body, once) },
		"old":           func() *http.Request { return signed(t, address, body, once.Add(-6*time.Minute)) },
		"of later":      func() *http.Request { return signed(t, address, body, once.Add(6*time.Minute)) },
		"another body": func() *http.Request {
			r := signed(t, address, body, time.Now())
			r.Body = io.NopCloser(strings.NewReader(body + "x"))
			r.ContentLength++
			return r
		},
		"no signature": func() *http.Request {
			r := signed(t, address, body, time.Now())
			r.Header.Del("X-Slack-Signature")
			return r
		},
	} {
		if status, text := do(t, change()); status != http.StatusUnauthorized || strings.Contains(text, "ZO-2026") || strings.Contains(text, "KANARIE") {
			t.Errorf("%s: status %d: %s", name, status, text)
		}
	}
	if !s.figure(`regiebot_slack_refused_total{why="signature"} 1`) || !s.figure(`regiebot_slack_refused_total{why="moment"} 2`) {
		_, text := s.get("/metrics")
		t.Errorf("what is refused is not counted: %s", text)
	}
}

// TestServeWithoutASigningSecret: with Socket Mode nothing is taken over HTTP.
func TestServeWithoutASigningSecret(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	f.settings(true)
	s := m.serve(t)
	if status, text := do(t, signed(t, s.address+"/slack/command", f.command("anouk", "agenda"), time.Now())); status != http.StatusUnauthorized {
		t.Errorf("status %d: %s", status, text)
	}
}

// TestServeAndThePublicAddress: a platform names the public address, a watchman does not.
func TestServeAndThePublicAddress(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	f.settings(false)
	t.Setenv("REGIEBOT_PUBLIC_URL", "https://Regiebot.voorbeeldstad.nl:443/")
	s := m.serve(t)
	for host, want := range map[string]int{"regiebot.voorbeeldstad.nl": http.StatusOK, "evil.example": http.StatusMisdirectedRequest, "": http.StatusMisdirectedRequest} {
		r := signed(t, s.address+"/slack/command", f.command("anouk", "agenda"), time.Now())
		r.Host = host
		if status, text := do(t, r); status != want {
			t.Errorf("%q: status %d: %s", host, status, text)
		}
	}
	if status, text := s.get("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: status %d: %s", status, text)
	}
	r := signed(t, s.address+"/healthz", "", time.Now())
	r.Method, r.Host, r.Body, r.ContentLength = http.MethodGet, "regiebot.voorbeeldstad.nl", nil, 0
	if status, _ := do(t, r); status != http.StatusMisdirectedRequest {
		t.Errorf("the figures are there for everybody: status %d", status)
	}
	for _, public := range []string{"regiebot.voorbeeldstad.nl", "http://regiebot.voorbeeldstad.nl", "https://"} {
		t.Setenv("REGIEBOT_PUBLIC_URL", public)
		if code, out, errs := m.run("serve", "--listen", "127.0.0.1:0"); code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "cannot be called by Slack") {
			t.Errorf("%q: status %d, wrote %q, said %q", public, code, out, errs)
		}
	}
}

// TestServeTakesALongForm: more than a page may send, and not without end.
func TestServeTakesALongForm(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	f.settings(false)
	s := m.serve(t)
	for name, c := range map[string]struct {
		size   int
		status int
	}{
		"a long form":       {2<<20 - 1000, http.StatusOK},
		"too long":          {2 << 20, http.StatusRequestEntityTooLarge},
		"too long for long": {10 << 20, http.StatusRequestEntityTooLarge},
	} {
		body := f.command("anouk", "agenda") + "&rest=" + strings.Repeat("a", c.size)
		r := signed(t, s.address+"/slack/command", body, time.Now())
		r.Header.Set("Expect", "100-continue") // or what is refused is still being sent
		if status, text := do(t, r); status != c.status {
			t.Errorf("%s: status %d: %s", name, status, text)
		}
	}
}

// TestServesOnSlackSendOnce: two processes and a tick on one database.
func TestServesOnSlackSendOnce(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, storetest.Postgres(t))
	for _, zaak := range []string{"ZO-2026-0801", "ZO-2026-0802", "ZO-2026-0803", "ZO-2026-0804"} {
		m.caseOf(zaak)
		m.ok("say", "--as", "anouk", "vpr start zaak="+zaak+" ovv=02-11-2026 duo=@bram")
	}
	f.settings(false)
	first, second := m.serve(t), m.serve(t)
	first.asks(f, "anouk", "melding crisis zaak=ZO-2026-0801")
	second.asks(f, "anouk", "melding crisis zaak=ZO-2026-0802")
	f.until("everybody has heard", func() bool {
		crisis := 0
		for _, p := range f.postsTo("DHANAN") {
			crisis += strings.Count(p.blocks, "Je krijgt dit als crisiscontact")
		}
		return len(f.postsTo("DBRAM")) > 0 && crisis == 2
	})
	m.ok("tick")
	first.stop()
	second.stop()
	seen := map[string]bool{}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.posts {
		if seen[p.metadata] {
			t.Errorf("posted twice: %+v", p)
		}
		seen[p.metadata] = true
	}
}

// TestServeOverASocket: it comes up by itself when Slack is back, and answers on the socket.
func TestServeOverASocket(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	m.caseOf("ZO-2026-0801")
	f.settings(true)
	f.refuse["apps.connections.open"] = "internal_error"
	s := m.serve(t)
	eventually(t, "the problem is counted", func() bool { return s.figure("regiebot_slack_problem 1") })
	if !s.figure("regiebot_slack_connected 0") {
		t.Error("connected to nothing")
	}
	if status, text := s.get("/readyz"); status != http.StatusOK {
		t.Errorf("not ready within a minute: status %d: %s", status, text)
	}
	f.tell(func() { delete(f.refuse, "apps.connections.open") })
	f.until("a socket is open", func() bool { return len(f.sockets) == 1 })
	eventually(t, "the connection is counted", func() bool { return s.figure("regiebot_slack_connected 1") && s.figure("regiebot_slack_problem 0") })
	f.tell(func() {
		payload := `{"type":"slash_commands","envelope_id":"E1","accepts_response_payload":true,"payload":{"team_id":"T1","api_app_id":"A1","command":"/agenda","text":"week","user_id":"UANOUK","channel_id":"DANOUK","response_url":"` + f.URL + `/response/UANOUK","trigger_id":"1"}}`
		must(t, f.sockets[0].WriteMessage(websocket.TextMessage, []byte(payload)))
	})
	f.until("it is answered", func() bool {
		all := strings.Join(append(f.acks, f.said["UANOUK"]...), "\n")
		return strings.Contains(all, `"E1"`) && strings.Contains(all, "ZO-2026-0801")
	})
	s.stop()
	f.until("the socket is closed", func() bool { return len(f.sockets) == 0 })
}

// TestReadyAndSlack: a minute without a socket is not ready, and a token that does not work
// neither.
func TestReadyAndSlack(t *testing.T) {
	f := newFakeSlack(t)
	f.refuse["apps.connections.open"] = "internal_error"
	m := slackMachine(t, "")
	f.settings(true)
	e := m.env()
	e.slackSettings = slackSettings{SlackBotToken: fakeBotToken, SlackAppToken: fakeAppToken, SlackAPIURL: f.URL, SlackWorkspace: "T1"}
	s := m.open(t)
	now := newTestClock()
	p, err := e.platforms(t.Context(), s, nil, now.now)
	must(t, err)
	watch := newRoundWatch(now.now, now.now)
	watch.connected = p
	handler := health(s, watch)
	ready := func() string {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
		return w.Body.String()
	}
	runPlatforms(t, p)
	eventually(t, "it was tried", func() bool { return p.list[0].link.status().problem != "" })
	if text := ready(); text != "ok\n" {
		t.Errorf("a moment without: %q", text)
	}
	now.pass(lost + time.Second)
	if text := ready(); !strings.Contains(text, "Slack is not connected (internal_error), see regiebot doctor") || strings.Count(text, "\n") != 1 {
		t.Errorf("a minute without: %q", text)
	}
	f.tell(func() { delete(f.refuse, "apps.connections.open") })
	eventually(t, "it is ready again", func() bool { return ready() == "ok\n" })
	f.tell(func() { f.refuse["auth.test"] = "invalid_auth" })
	other, err := e.platforms(t.Context(), s, nil, now.now)
	must(t, err)
	runPlatforms(t, other)
	eventually(t, "a token that does not work is told", func() bool {
		return strings.Contains(other.problem(now.now()), "bot token: invalid_auth")
	})
}

// testClock is a clock that goes on when it is told to.
type testClock struct {
	mu sync.Mutex
	at time.Time
}

func newTestClock() *testClock { return &testClock{at: time.Now()} }

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *testClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// runPlatforms connects them until the end of the test.
func runPlatforms(t *testing.T, p platforms) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); p.run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
}

// TestStoppingFinishesWhatWasAsked: who asked something just before the end gets the answer.
func TestStoppingFinishesWhatWasAsked(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	m.caseOf("ZO-2026-0801")
	f.settings(false)
	s := m.serve(t)
	f.until("it knows who it is", func() bool { return countOf(f.calls, "bots.info") > 0 })
	held := make(chan struct{})
	f.tell(func() { f.hold["users.info"] = held })
	r := signed(t, s.address+"/slack/command", f.command("anouk", "agenda week"), time.Now())
	type answer struct {
		status int
		text   string
	}
	answers := make(chan answer, 1)
	go func() {
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			answers <- answer{0, err.Error()}
			return
		}
		defer res.Body.Close()
		text, _ := io.ReadAll(res.Body)
		answers <- answer{res.StatusCode, string(text)}
	}()
	f.until("it is being answered", func() bool { return countOf(f.calls, "users.info") > 0 })
	stopped := make(chan struct{})
	go func() { defer close(stopped); s.stop() }()
	close(held)
	if a := <-answers; a.status != http.StatusOK || !strings.Contains(a.text, "ZO-2026-0801") && !strings.Contains(a.text, bot.Wait) {
		t.Errorf("status %d: %s", a.status, a.text)
	} else if strings.Contains(a.text, bot.Wait) {
		f.until("the answer comes", func() bool { return strings.Contains(strings.Join(f.said["UANOUK"], ""), "ZO-2026-0801") })
	}
	<-stopped
}

func countOf(list []string, one string) (n int) {
	for _, s := range list {
		if s == one {
			n++
		}
	}
	return n
}

// TestAnotherWorkspace: a token of another workspace than before sends nothing, until
// somebody says that it is meant.
func TestAnotherWorkspace(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		f := newFakeSlack(t)
		m := slackMachine(t, address)
		f.settings(false)
		m.ok("tick")
		m.caseOf("ZO-2026-0801")
		m.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
		f.tell(func() { f.team = "T2" })
		for _, args := range [][]string{{"tick"}, {"serve", "--listen", "127.0.0.1:0"}} {
			m.refused([]string{"is of the workspace Voorbeeldstad (T2)", "nothing was sent", "--slack-workspace T2"}, args...)
		}
		if n := f.called("chat.postMessage"); n != 0 {
			t.Errorf("%d messages were posted", n)
		}
		if code, out, _ := m.run("doctor"); code != exitRefused || !strings.Contains(out, "andere werkruimte (T1) dan die van het token (T2)") {
			t.Errorf("status %d: %s", code, out)
		}
		m.refused([]string{"--slack-workspace T2"}, "tick", "--slack-workspace", "T3")
		f.tell(func() { f.users[slackID("bram")]["team_id"] = "T2" }) // a new account
		m.ok("tick", "--slack-workspace", "T2")
		if n := f.called("chat.postMessage"); n != 1 {
			t.Errorf("%d messages were posted", n)
		}
		m.ok("tick") // from now on it is the one
		f.tell(func() { f.team = "T1" })
		m.refused([]string{"--slack-workspace T1"}, "tick")
	})
}

// TestAWorkspaceThatIsNotKnown: when Slack does not say at the start, nothing is sent until
// it does; and nothing at all when it turns out to be another.
func TestAWorkspaceThatIsNotKnown(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	f.settings(false)
	m.ok("tick") // T1 is the one
	m.caseOf("ZO-2026-0801")
	m.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
	f.refuse["auth.test"] = "internal_error"
	_, errs := m.ok("tick")
	if !strings.Contains(errs, "see regiebot doctor") || !strings.Contains(errs, "internal_error") || f.called("chat.postMessage") != 0 {
		t.Errorf("%d posts, said %q", f.called("chat.postMessage"), errs)
	}
	e := m.env()
	e.slackSettings = slackSettings{SlackBotToken: fakeBotToken, SlackSigningSecret: fakeSigning, SlackAPIURL: f.URL}
	p, err := e.platforms(t.Context(), m.open(t), nil, time.Now)
	must(t, err)
	bram := bot.Address{Member: "bram"}
	send := func() error {
		_, err := p.sender().Send(t.Context(), bram, "k", bot.Message{Text: "Hallo"})
		return err
	}
	nothing := func(why string) {
		t.Helper()
		var not *bot.NotSent
		if err := send(); !errors.As(err, &not) || not.Why != bot.Failed || !strings.Contains(err.Error(), why) {
			t.Errorf("got %v, not %q", err, why)
		}
		if _, found, err := p.sender().Find(t.Context(), bram, "k", time.Time{}); found || err == nil {
			t.Errorf("it is certain that nothing is there: %v", err)
		}
		if err := p.sender().Replace(t.Context(), bram, bot.Receipt{Platform: slack.Platform, ID: "DBRAM/1.1"}, nil); !errors.As(err, &not) {
			t.Errorf("replaced: %v", err)
		}
	}
	nothing("Slack does not say which workspace it is")
	f.tell(func() { clear(f.refuse); f.team = "T2" })
	nothing("is of the workspace Voorbeeldstad (T2)")
	f.tell(func() { f.team = "T1" })
	must(t, send())
	asked := f.called("auth.test")
	must(t, send())
	if f.called("auth.test") != asked || f.called("chat.postMessage") != 2 {
		t.Errorf("asked %d and %d times, posted %d", asked, f.called("auth.test"), f.called("chat.postMessage"))
	}
}

// TestTickOnSlack: it posts, prints, and does so once.
func TestTickOnSlack(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	m.caseOf("ZO-2026-0801")
	m.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
	m.ok("say", "--as", "anouk", "casus overdragen zaak=ZO-2026-0801 aan=@esra reden=ruil") // has no account
	f.settings(false)
	out, _ := m.ok("tick", "--json")
	sent, waits := map[string]string{}, map[string]string{}
	for _, one := range tickedLines(t, out) {
		if one.State == stateSent {
			sent[one.To] = one.Platform
		} else {
			waits[one.To] = one.Why
		}
	}
	if sent["bram"] != slack.Platform || sent["esra"] != "" {
		t.Errorf("sent %v, waits %v: %s", sent, waits, out)
	}
	posts := f.called("chat.postMessage")
	f.mu.Lock()
	for _, p := range f.posts {
		if p.channel != "DBRAM" && p.channel != "DANOUK" {
			t.Errorf("posted %+v", p)
		}
	}
	if len(f.postsTo("DBRAM")) == 0 {
		t.Error("nothing is posted for Bram")
	}
	f.mu.Unlock()
	if out, _ := m.ok("tick"); !strings.Contains(out, "nothing to deliver") || f.called("chat.postMessage") != posts {
		t.Errorf("the second tick wrote %q; %d and then %d posts", out, posts, f.called("chat.postMessage"))
	}
}

// TestSlackSettings: everything that is wrong is told at once, and nothing of what was set.
func TestSlackSettings(t *testing.T) {
	const missingBot, missingWay = "REGIEBOT_SLACK_BOT_TOKEN is missing", "without either nothing comes in from Slack"
	for name, c := range map[string]struct {
		set  slackSettings
		want []string // nil: they are right
	}{
		"HTTP":                  {slackSettings{SlackBotToken: fakeBotToken, SlackSigningSecret: fakeSigning}, nil},
		"Socket Mode":           {slackSettings{SlackBotToken: fakeBotToken, SlackAppToken: fakeAppToken}, nil},
		"both":                  {slackSettings{SlackBotToken: fakeBotToken, SlackAppToken: fakeAppToken, SlackSigningSecret: fakeSigning}, nil},
		"spaces around":         {slackSettings{SlackBotToken: " " + fakeBotToken + "\n", SlackSigningSecret: fakeSigning + "\t"}, nil},
		"only a bot token":      {slackSettings{SlackBotToken: fakeBotToken}, []string{missingWay}},
		"only an app token":     {slackSettings{SlackAppToken: fakeAppToken}, []string{missingBot}},
		"only a signing secret": {slackSettings{SlackSigningSecret: fakeSigning}, []string{missingBot}},
		"only spaces":           {slackSettings{SlackBotToken: "  "}, []string{missingBot, missingWay}},
		"the tokens changed round": {
			slackSettings{SlackBotToken: fakeAppToken, SlackAppToken: fakeBotToken},
			[]string{"REGIEBOT_SLACK_BOT_TOKEN does not begin with xoxb-", "REGIEBOT_SLACK_APP_TOKEN does not begin with xapp-"},
		},
		"a wrong one and a missing one": {slackSettings{SlackAppToken: "KANARIE"}, []string{"REGIEBOT_SLACK_APP_TOKEN does not begin", missingBot}},
		"everything": {
			slackSettings{SlackBotToken: "KANARIE a", SlackAppToken: fakeAppToken, SlackAppFile: "/KANARIE", SlackSigningFile: "/nowhere/secret"},
			[]string{"REGIEBOT_SLACK_BOT_TOKEN holds characters", "REGIEBOT_SLACK_APP_TOKEN and REGIEBOT_SLACK_APP_TOKEN_FILE are both set", "REGIEBOT_SLACK_SIGNING_SECRET_FILE: the file /nowhere/secret cannot be read: no such file"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := c.set.secrets()
			if c.want == nil {
				if err != nil || s.bot != fakeBotToken || s.app != "" && s.app != fakeAppToken || s.signing != "" && s.signing != fakeSigning {
					t.Errorf("%v", err)
				}
				return
			}
			if err == nil || strings.Contains(err.Error(), "KANARIE") || strings.Count(err.Error(), "\n") != len(c.want)-1 {
				t.Fatalf("got %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, not %q", err, want)
				}
			}
		})
	}
}

// TestNoSlack: with nothing set there is no platform, and the address of a test or the name
// of a workspace alone sets nothing.
func TestNoSlack(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	t.Setenv("REGIEBOT_SLACK_API_URL", "http://127.0.0.1:1/")
	t.Setenv("REGIEBOT_SLACK_WORKSPACE", "T1")
	m.ok("tick")
	s := m.serve(t)
	if status, _ := s.get("/slack/command"); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
	if status, text := s.get("/readyz"); status != http.StatusOK {
		t.Errorf("status %d: %s", status, text)
	}
	if _, text := s.get("/metrics"); strings.Contains(text, "regiebot_slack") {
		t.Error("there are figures of Slack")
	}
	s.stop()
	t.Setenv("REGIEBOT_SLACK_BOT_TOKEN", fakeBotToken)
	if code, out, errs := m.run("serve", "--listen", "127.0.0.1:0"); code != exitUsage || out != "" || !strings.Contains(errs, "REGIEBOT_SLACK_APP_TOKEN (Socket Mode") || strings.Contains(errs, "KANARIE") {
		t.Errorf("status %d, wrote %q, said %q", code, out, errs)
	}
}
