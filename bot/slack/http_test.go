package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func unix(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

func mac(secret, stamp, body string) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte("v0:" + stamp + ":" + body))
	return "v0=" + hex.EncodeToString(h.Sum(nil))
}

// inConfig is a configuration for what comes in; nobody is asked anything.
func inConfig() Config {
	return Config{
		Token: "xoxb-1", SigningSecret: exampleSecret,
		Answer:  func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil },
		Tickets: bot.Tickets{MAC: func([]byte) []byte { return make([]byte, 16) }},
		People: People{
			Member: func(context.Context, string) (string, error) { return "", nil },
			Whom:   func(context.Context, bot.Address) (string, error) { return "", nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
		Now:   func() time.Time { return exampleMoment },
		Log:   slog.New(slog.DiscardHandler),
	}
}

func inSlack(t testing.TB, cfg Config, box inbox) *Slack {
	t.Helper()
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	s.in.box = box
	return s
}

// sent is what a test sends; what is left empty is as Slack does it.
type sent struct {
	path, kind, body, stamp, signature string
	header                             http.Header
	method                             string
}

func (r sent) request(t testing.TB) *http.Request {
	t.Helper()
	if r.kind == "" {
		if r.kind = formType; strings.HasSuffix(r.path, "events") {
			r.kind = "application/json; charset=utf-8"
		}
	}
	if r.stamp == "" {
		r.stamp = exampleTime
	}
	if r.signature == "" {
		r.signature = mac(exampleSecret, r.stamp, r.body)
	}
	if r.method == "" {
		r.method = http.MethodPost
	}
	req := httptest.NewRequestWithContext(t.Context(), r.method, r.path, strings.NewReader(r.body))
	for k, v := range r.header {
		req.Header[k] = v
	}
	req.Header.Set("Content-Type", r.kind)
	req.Header.Set(signatureHeader, r.signature)
	req.Header.Set(timestampHeader, r.stamp)
	return req
}

func serve(t testing.TB, h http.Handler, r sent) (int, string, http.Header) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.request(t))
	return w.Code, strings.TrimSpace(w.Body.String()), w.Header()
}

// counting handles everything with the same answer and counts it.
func counting(n *atomic.Int32, answer any) inbox {
	return inbox{
		command:     func(context.Context, api.SlashCommand, string) any { n.Add(1); return answer },
		interaction: func(context.Context, api.InteractionCallback, string) any { n.Add(1); return answer },
		event:       func(context.Context, slackevents.EventsAPIEvent, string) { n.Add(1) },
	}
}

const (
	pressBody = "payload=%7B%22type%22%3A%22block_actions%22%2C%22trigger_id%22%3A%221.2%22%2C%22api_app_id%22%3A%22A1%22%2C%22team%22%3A%7B%22id%22%3A%22T1%22%7D%7D"
	eventBody = `{"type":"event_callback","event_id":"Ev1","api_app_id":"A1","team_id":"T1","event":{"type":"app_mention","user":"U1","text":"hulp"}}`
)

func TestHTTP(t *testing.T) {
	const challenge = `{"type":"url_verification","challenge":"3eZb","token":"x"}`
	large := "text=" + strings.Repeat("x", 10<<20)
	for _, c := range []struct {
		name   string
		sent   sent
		status int
		body   string // "*": whatever
		done   int32
	}{
		{"a command", sent{path: "/slack/command", body: exampleBody}, 200, `{"text":"ja"}`, 1},
		{"a press", sent{path: "/slack/interactive", body: pressBody}, 200, `{"text":"ja"}`, 1},
		{"an event", sent{path: "/slack/events", body: eventBody}, 200, "", 1},
		{"an event again, because it did not arrive before", sent{path: "/slack/events", body: eventBody, header: http.Header{"X-Slack-Retry-Num": {"1"}}}, 200, "", 1},
		{"an address that is tried out", sent{path: "/slack/events", body: challenge}, 200, `{"challenge":"3eZb"}`, 0},
		{"an address that is tried out by another", sent{path: "/slack/events", body: challenge, signature: "v0=00"}, 401, "*", 0},
		{"an event that nobody knows", sent{path: "/slack/events", body: `{"type":"event_callback","event":{"type":"teleport"}}`}, 200, "", 0},
		{"an interaction that nobody knows", sent{path: "/slack/interactive", body: "payload=" + url.QueryEscape(`{"type":"teleport"}`)}, 200, `{"text":"ja"}`, 1},
		{"a certificate that is looked at", sent{path: "/slack/command", body: "ssl_check=1&token=x", signature: "v0=00"}, 200, "", 0},
		{"a certificate that is looked at, as before", sent{path: "/slack/command?ssl_check=1&token=x", method: http.MethodGet}, 200, "", 0},
		{"an event cannot look at a certificate", sent{path: "/slack/events", body: "ssl_check=1", signature: "v0=00"}, 401, "*", 0},
		{"a wrong signature", sent{path: "/slack/command", body: exampleBody, signature: exampleSignature[:66] + "4"}, 401, "*", 0},
		{"a signature of another body", sent{path: "/slack/command", body: exampleBody + "&x=y", signature: exampleSignature}, 401, "*", 0},
		{"a stale one", sent{path: "/slack/command", body: exampleBody, stamp: unix(exampleMoment.Add(-301 * time.Second))}, 401, "*", 0},
		{"one of the future", sent{path: "/slack/command", body: exampleBody, stamp: unix(exampleMoment.Add(301 * time.Second))}, 401, "*", 0},
		{"half a JSON", sent{path: "/slack/events", body: eventBody[:60]}, 400, "*", 0},
		{"half a payload", sent{path: "/slack/interactive", body: pressBody[:60]}, 400, "*", 0},
		{"a command without a command", sent{path: "/slack/command", body: "user_id=U1"}, 400, "*", 0},
		{"ten megabytes", sent{path: "/slack/command", body: large}, 413, "*", 0},
		{"nothing but looking", sent{path: "/slack/command", method: http.MethodGet}, 405, "*", 0},
		{"a form as an event", sent{path: "/slack/events", kind: formType, body: exampleBody}, 415, "*", 0},
		{"a command as JSON", sent{path: "/slack/command", kind: jsonType, body: "{}"}, 415, "*", 0},
		{"a kind that is none", sent{path: "/slack/command", kind: ";", body: exampleBody}, 415, "*", 0},
		{"another address", sent{path: "/slack/x", body: exampleBody}, 404, "*", 0},
		{"for another app", sent{path: "/slack/interactive", body: strings.Replace(pressBody, "A1", "A2", 1)}, 403, "*", 0},
		{"for another workspace", sent{path: "/slack/events", body: strings.Replace(eventBody, "T1", "T2", 1)}, 403, "*", 0},
		{"a command of another workspace", sent{path: "/slack/command", body: strings.Replace(exampleBody, "T1DC2JH3J", "T2", 1)}, 403, "*", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var done atomic.Int32
			var log strings.Builder
			cfg := inConfig()
			cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
			s := inSlack(t, cfg, counting(&done, map[string]string{"text": "ja"}))
			team := "T1"
			if strings.Contains(c.sent.path, "command") {
				team = "T1DC2JH3J"
			}
			s.in.own.Store(&own{app: "A1", team: team})
			status, body, header := serve(t, s.Handler(), c.sent)
			s.in.drain(time.Minute)
			if status != c.status || (c.body != "*" && body != c.body) || done.Load() != c.done {
				t.Errorf("got %d %q, done %d", status, body, done.Load())
			}
			if body != "" && status != 404 && header.Get("Content-Type") != jsonType {
				t.Errorf("the body is %q", header.Get("Content-Type"))
			}
			if refused := status >= 400 && status != 404; (header.Get("X-Slack-No-Retry") == "1") != refused {
				t.Errorf("sent again: %v", header)
			}
			if another, of, _ := strings.Cut(c.name, " another "); status == http.StatusForbidden && (another == "" || !strings.Contains(log.String(), `why="it is for another `+of+`"`)) {
				t.Errorf("logged %s", log.String())
			}
			if problem := s.Status().Problem; (problem == "app: another_app") != (c.name == "for another app") {
				t.Errorf("the problem is %q", problem)
			}
			if heard := s.Status().LastHeard; heard.IsZero() == (status == 200 && !strings.Contains(c.name, "certificate") || status == 400 || status == 403) {
				t.Errorf("heard at %v", heard)
			}
		})
	}
}

func TestHTTPWithoutASecretTakesNothing(t *testing.T) {
	var done atomic.Int32
	cfg := inConfig()
	cfg.SigningSecret, cfg.AppToken = "", "xapp-1"
	s := inSlack(t, cfg, counting(&done, nil))
	r := sent{path: "/slack/command", body: exampleBody, signature: mac("", exampleTime, exampleBody)}
	if status, _, _ := serve(t, s.Handler(), r); status != 401 || done.Load() != 0 {
		t.Errorf("got %d", status)
	}
}

func TestHTTPWithoutHeaders(t *testing.T) {
	s := inSlack(t, inConfig(), counting(new(atomic.Int32), nil))
	for _, missing := range []string{signatureHeader, timestampHeader} {
		r := sent{path: "/slack/command", body: exampleBody}.request(t)
		r.Header.Del(missing)
		w := httptest.NewRecorder()
		if s.Handler().ServeHTTP(w, r); w.Code != http.StatusUnauthorized {
			t.Errorf("without %s: %d", missing, w.Code)
		}
	}
}

// bulky is a request with a body of which the size is not said, and with headers that can be
// Slack's.
func bulky(t *testing.T, body io.Reader) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/slack/command", body)
	r.ContentLength = -1
	r.Header = signature(exampleSignature, exampleTime)
	r.Header.Set("Content-Type", formType)
	return r
}

// A body that is too large is not read to its end, whether it says how large it is or not.
func TestHTTPReadsNotOn(t *testing.T) {
	s := inSlack(t, inConfig(), inbox{})
	for _, says := range []bool{true, false} {
		read := &reader{left: 10 << 20}
		r := bulky(t, read)
		if says {
			r.ContentLength = 10 << 20
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if read := 10<<20 - read.left; w.Code != http.StatusRequestEntityTooLarge || read > maxBody+1 || (says && read > 0) {
			t.Errorf("status %d after %d bytes", w.Code, read)
		}
	}
}

// What cannot be Slack's is refused before anything of it is read; only what can be a look at
// the certificate is.
func TestHTTPReadsNothingOfStrangers(t *testing.T) {
	for name, c := range map[string]struct {
		secret, signature, stamp string
	}{
		"no signature":      {exampleSecret, "", exampleTime},
		"no moment":         {exampleSecret, exampleSignature, ""},
		"no number":         {exampleSecret, "v0=zz", exampleTime},
		"no version":        {exampleSecret, exampleSignature[3:], exampleTime},
		"long ago":          {exampleSecret, exampleSignature, unix(exampleMoment.Add(-301 * time.Second))},
		"of the future":     {exampleSecret, exampleSignature, unix(exampleMoment.Add(301 * time.Second))},
		"no secret is set ": {"", exampleSignature, exampleTime},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := inConfig()
			cfg.SigningSecret, cfg.AppToken = c.secret, "xapp-1"
			h := inSlack(t, cfg, inbox{}).Handler()
			for _, size := range []int64{-1, 1<<10 + 1, maxBody} {
				read := &reader{left: maxBody}
				r := bulky(t, read)
				r.Header = signature(c.signature, c.stamp)
				r.Header.Set("Content-Type", formType)
				r.ContentLength = size
				w := httptest.NewRecorder()
				if h.ServeHTTP(w, r); w.Code != http.StatusUnauthorized || read.left != maxBody {
					t.Errorf("%d bytes: status %d after %d", size, w.Code, maxBody-read.left)
				}
			}
			r := sent{path: "/slack/command", body: "ssl_check=1&token=x"}.request(t)
			r.Header = signature(c.signature, c.stamp)
			r.Header.Set("Content-Type", formType)
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code != http.StatusOK {
				t.Errorf("a look at the certificate: %d", w.Code)
			}
		})
	}
}

// However many send something large at once, a few are read; what is small goes on.
func TestHTTPReadsFewLargeBodiesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var done atomic.Int32
		s := inSlack(t, inConfig(), counting(&done, nil))
		h := s.Handler()
		var all sync.WaitGroup
		var slow []*io.PipeWriter
		for range 32 {
			body, in := io.Pipe()
			slow = append(slow, in)
			all.Go(func() { h.ServeHTTP(httptest.NewRecorder(), bulky(t, body)) })
		}
		synctest.Wait()
		large := "trigger_id=2.1&" + exampleBody + "&x=" + strings.Repeat("x", 64<<10)
		status, _, header := serve(t, h, sent{path: "/slack/command", body: large})
		if status != http.StatusServiceUnavailable || header.Get("X-Slack-No-Retry") != "" {
			t.Errorf("one too many: %d %v", status, header)
		}
		if status, _, _ := serve(t, h, sent{path: "/slack/command", body: exampleBody}); status != http.StatusOK {
			t.Errorf("a small one: %d", status)
		}
		for _, in := range slow {
			_ = in.Close()
		}
		all.Wait()
		if status, _, _ := serve(t, h, sent{path: "/slack/command", body: large}); status != http.StatusOK || done.Load() != 2 {
			t.Errorf("with room: %d, %d done", status, done.Load())
		}
		s.in.drain(time.Minute)
	})
}

// What is refused is counted by why, for a wrong secret and a wrong clock are seen by nobody
// else. Who knocks with something that Slack does not send says nothing of either. Many of them
// write a few lines, and do not hide the others.
func TestHTTPCountsWhatItRefuses(t *testing.T) {
	var log strings.Builder
	cfg := inConfig()
	cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
	s := inSlack(t, cfg, inbox{})
	h := s.Handler()
	for range 50 {
		serve(t, h, sent{path: "/slack/command", body: exampleBody, signature: "v0="})
		serve(t, h, sent{path: "/slack/command", body: exampleBody, signature: "x"})
		serve(t, h, sent{path: "/slack/command", method: http.MethodGet})
	}
	for range 2 {
		serve(t, h, sent{path: "/slack/events", body: eventBody, stamp: unix(exampleMoment.Add(-time.Hour))})
	}
	if got := s.Status().Refused; got != (Refused{Signature: 50, Moment: 2}) {
		t.Errorf("%+v", got)
	}
	if n := strings.Count(log.String(), "\n"); n > 12 {
		t.Errorf("%d lines", n)
	}
	contains(t, log.String(), errWrongSign.Error(), errUnsigned.Error(), errStale.Error())
}

type reader struct{ left int }

func (r *reader) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), r.left)
	r.left -= n
	return n, nil
}

func TestHTTPReplay(t *testing.T) {
	var done atomic.Int32
	s := inSlack(t, inConfig(), counting(&done, map[string]string{"text": "ja"}))
	h := s.Handler()
	for i, c := range []struct {
		name   string
		sent   sent
		status int
		done   int32
	}{
		{"the first time", sent{path: "/slack/command", body: exampleBody}, 200, 1},
		{"the same request", sent{path: "/slack/command", body: exampleBody}, 401, 1},
		{"in capitals", sent{path: "/slack/command", body: exampleBody, signature: "v0=" + strings.ToUpper(exampleSignature[3:])}, 401, 1},
		{"to another address", sent{path: "/slack/interactive", body: exampleBody}, 401, 1},
		{"signed again a second later it is the same command, with the same answer", sent{path: "/slack/command", body: exampleBody, stamp: "1531420619"}, 200, 1},
		{"another command", sent{path: "/slack/command", body: exampleBody + "0"}, 200, 2},
	} {
		status, body, _ := serve(t, h, c.sent)
		if status != c.status || done.Load() != c.done || (status == 200 && body != `{"text":"ja"}`) {
			t.Errorf("%d %s: got %d %q, done %d", i, c.name, status, body, done.Load())
		}
	}
}

func TestHTTPRedeliveredEvents(t *testing.T) {
	var done atomic.Int32
	s := inSlack(t, inConfig(), counting(&done, nil))
	h := s.Handler()
	for retry := range 4 {
		r := sent{path: "/slack/events", body: eventBody, stamp: unix(exampleMoment.Add(time.Duration(retry) * time.Minute))}
		r.header = http.Header{"X-Slack-Retry-Num": {strconv.Itoa(retry)}, "X-Slack-Retry-Reason": {"http_timeout"}}
		if status, body, _ := serve(t, h, r); status != 200 || body != "" {
			t.Errorf("got %d %q", status, body)
		}
	}
	s.in.drain(time.Minute)
	if done.Load() != 1 {
		t.Errorf("done %d times", done.Load())
	}
}

// An event is acknowledged before it is handled, and one that there is no room for is not,
// so that it is handled when Slack sends it again.
func TestHTTPEventsDoNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		var done atomic.Int32
		s := inSlack(t, inConfig(), inbox{event: func(context.Context, slackevents.EventsAPIEvent, string) { <-end; done.Add(1) }})
		h := s.Handler()
		event := func(n, second int) int {
			at := unix(exampleMoment.Add(time.Duration(second) * time.Second))
			status, _, _ := serve(t, h, sent{path: "/slack/events", stamp: at, body: strings.Replace(eventBody, "Ev1", "Ev"+strconv.Itoa(n), 1)})
			synctest.Wait()
			return status
		}
		n := 0
		for event(n, 0) == http.StatusOK {
			n++
		}
		if n != platform.Seats+platform.Backlog {
			t.Errorf("%d were accepted", n)
		}
		if status := event(n, 1); status != http.StatusServiceUnavailable {
			t.Errorf("one too many: %d", status)
		}
		close(end)
		synctest.Wait()
		if status := event(n, 2); status != http.StatusOK || int(done.Load()) != n+1 {
			t.Errorf("sent again: %d, and %d of %d were handled", status, done.Load(), n+1)
		}
		s.in.drain(time.Minute)
		if status := event(n+1, 0); status != http.StatusServiceUnavailable {
			t.Errorf("after the end: %d", status)
		}
	})
}

// However many events wait for a Slack that answers nothing, who types a command is answered.
func TestHTTPEventsHoldUpNoCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		var done atomic.Int32
		box := counting(&done, nil)
		box.event = func(context.Context, slackevents.EventsAPIEvent, string) { <-end }
		s := inSlack(t, inConfig(), box)
		h := s.Handler()
		for n := range 2 * platform.Seats {
			serve(t, h, sent{path: "/slack/events", body: strings.Replace(eventBody, "Ev1", "Ev"+strconv.Itoa(n), 1)})
		}
		synctest.Wait()
		if status, _, _ := serve(t, h, sent{path: "/slack/command", body: exampleBody}); status != http.StatusOK || done.Load() != 1 {
			t.Errorf("a command: %d", status)
		}
		close(end)
		s.in.drain(time.Minute)
	})
}

// Slack sends an event again at once when there was no room for it: within the same second it
// is the same request to the letter, and no replay.
func TestHTTPSentAgainAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var done atomic.Int32
		end := make(chan struct{})
		s := inSlack(t, inConfig(), inbox{event: func(context.Context, slackevents.EventsAPIEvent, string) { <-end; done.Add(1) }})
		h := s.Handler()
		for n := range platform.Seats + platform.Backlog {
			serve(t, h, sent{path: "/slack/events", body: strings.Replace(eventBody, "Ev1", "Ev"+strconv.Itoa(n+2), 1)})
			synctest.Wait()
		}
		for range 2 {
			if status, _, header := serve(t, h, sent{path: "/slack/events", body: eventBody}); status != http.StatusServiceUnavailable || header.Get("X-Slack-No-Retry") != "" {
				t.Errorf("without room: %d %v", status, header)
			}
		}
		close(end)
		synctest.Wait()
		for i, want := range []int{http.StatusOK, http.StatusUnauthorized} {
			if status, _, _ := serve(t, h, sent{path: "/slack/events", body: eventBody}); status != want {
				t.Errorf("attempt %d with room: %d", i, status)
			}
		}
		synctest.Wait()
		if done.Load() != platform.Seats+platform.Backlog+1 {
			t.Errorf("%d were handled", done.Load())
		}
		s.in.drain(time.Minute)
	})
}

func TestHTTPPanics(t *testing.T) {
	s := inSlack(t, inConfig(), inbox{
		command:     func(context.Context, api.SlashCommand, string) any { panic("geheim") },
		interaction: func(context.Context, api.InteractionCallback, string) any { panic("geheim") },
		event:       func(context.Context, slackevents.EventsAPIEvent, string) { panic("geheim") },
	})
	var log strings.Builder
	s.in.log = slog.New(slog.NewTextHandler(&log, nil))
	h := s.Handler()
	status, body, _ := serve(t, h, sent{path: "/slack/command", body: exampleBody})
	if status != 200 || !strings.Contains(body, "Er ging iets mis (kenmerk ") || !strings.Contains(body, `"ephemeral"`) {
		t.Errorf("a command: %d %s", status, body)
	}
	if status, body, _ = serve(t, h, sent{path: "/slack/interactive", body: pressBody}); status != 200 || body != "" {
		t.Errorf("a press: %d %s", status, body)
	}
	if status, body, _ = serve(t, h, sent{path: "/slack/events", body: eventBody}); status != 200 || body != "" {
		t.Errorf("an event: %d %s", status, body)
	}
	s.in.drain(time.Minute)
	if strings.Contains(log.String(), "geheim") || strings.Count(log.String(), "panic (string)") != 3 {
		t.Error(log.String())
	}
}

func TestHTTPAtOnceAndTogether(t *testing.T) {
	var done atomic.Int32
	s := inSlack(t, inConfig(), counting(&done, nil))
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			body := exampleBody + strconv.Itoa(i)
			r := sent{path: "/slack/command", body: body}.request(t)
			out, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/slack/command", strings.NewReader(body))
			if err != nil {
				t.Error(err)
				return
			}
			out.Header = r.Header
			answer, err := server.Client().Do(out)
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			if data, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusOK || len(data) != 0 {
				t.Errorf("got %d %q", answer.StatusCode, data)
			}
		})
	}
	all.Wait()
	if done.Load() != 100 {
		t.Errorf("%d were done", done.Load())
	}
}
