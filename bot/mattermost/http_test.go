package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// inSent is what a test sends; what is left empty is as the server does it.
type inSent struct {
	path, kind, body, method, token string
	reader                          io.Reader
}

func (r inSent) request(t testing.TB) *http.Request {
	t.Helper()
	var body io.Reader = strings.NewReader(r.body)
	if r.reader != nil {
		body = r.reader
	}
	req := httptest.NewRequestWithContext(t.Context(), platform.FirstOf(r.method, http.MethodPost), r.path, body)
	kind := jsonType
	if r.path == PathCommand {
		kind = formType
		req.Header.Set("Authorization", "Token "+platform.FirstOf(r.token, inToken))
	}
	req.Header.Set("Content-Type", platform.FirstOf(r.kind, kind))
	return req
}

// inServe gives what came back. Whatever it is, it must be what the server takes.
func inServe(t testing.TB, h http.Handler, r inSent) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.request(t))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != jsonType || !json.Valid(w.Body.Bytes()) {
		t.Errorf("status %d, %q: %s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	return w.Body.String()
}

// inCounting handles everything and counts it.
func inCounting(n *atomic.Int32) inbox {
	return inbox{
		command:   func(context.Context, slashCommand, string) reply { n.Add(1); return whispered("ja") },
		action:    func(context.Context, pressed, string) actionReply { n.Add(1); return hinted("ja") },
		submitted: func(context.Context, submitted, string) dialogReply { n.Add(1); return dialogReply{} },
		told:      inTold(func(context.Context, stored, string, string) { n.Add(1) }),
	}
}

func said(t testing.TB, of any) string {
	t.Helper()
	data, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestHTTP(t *testing.T) {
	unread, large := said(t, whispered(wordUnread)), said(t, whispered(wordLarge))
	long := strings.Repeat("😀", 300_000)
	for _, c := range []struct {
		name string
		sent inSent
		body string
		done int32
	}{
		{"a command", inSent{path: PathCommand, body: inCommand().Encode()}, said(t, whispered("ja")), 1},
		{"a command, with a kind that says more", inSent{path: PathCommand, kind: formType + "; charset=utf-8", body: inCommand().Encode()}, said(t, whispered("ja")), 1},
		{"a press", inSent{path: PathAction, body: inPress}, said(t, hinted("ja")), 1},
		{"a dialog", inSent{path: PathDialog, body: inDialog}, "{}", 1},
		{"a wrong token", inSent{path: PathCommand, token: "x", body: inCommand().Encode()}, said(t, whispered(wordEntry)), 0},
		{"half a form", inSent{path: PathCommand, body: "text=%"}, unread, 0},
		{"a command that says nothing", inSent{path: PathCommand}, unread, 0},
		{"a command as JSON", inSent{path: PathCommand, kind: jsonType, body: "{}"}, unread, 0},
		{"a kind that is none", inSent{path: PathCommand, kind: ";", body: inCommand().Encode()}, unread, 0},
		{"nothing but looking", inSent{path: PathCommand, method: http.MethodGet}, unread, 0},
		{"300,000 characters", inSent{path: PathCommand, body: inCommand("text", long).Encode()}, large, 0},
		{"ten megabytes", inSent{path: PathCommand, body: "text=" + strings.Repeat("x", 10<<20)}, large, 0},
		{"a body that ends half-way", inSent{path: PathCommand, reader: iotest.ErrReader(io.ErrUnexpectedEOF)}, unread, 0},
		{"half a JSON as a press", inSent{path: PathAction, body: inPress[:90]}, said(t, hinted(wordUnread)), 0},
		{"a press that says nothing", inSent{path: PathAction}, said(t, hinted(wordUnread)), 0},
		{"a press as a form", inSent{path: PathAction, kind: formType, body: inPress}, said(t, hinted(wordUnread)), 0},
		{"ten megabytes as a press", inSent{path: PathAction, body: strings.Repeat(" ", 10<<20)}, said(t, hinted(wordLarge)), 0},
		{"half a JSON as a dialog", inSent{path: PathDialog, body: inDialog[:90]}, said(t, failed(wordUnread)), 0},
		{"a dialog with 300,000 characters", inSent{path: PathDialog, body: strings.Replace(inDialog, `a\u0000b`, long, 1)}, said(t, failed(wordLarge)), 0},
		{"a dialog of a kind that is not ours", inSent{path: PathDialog, body: strings.Replace(inDialog, dialogType, "lookup", 1)}, said(t, failed(wordUnread)), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var done atomic.Int32
			var log strings.Builder
			cfg := inConfig("http://127.0.0.1:1")
			cfg.Teams, cfg.CommandTokens, cfg.Log = nil, []string{inToken}, slog.New(slog.NewTextHandler(&log, nil))
			m := inMattermost(t, cfg, inCounting(&done))
			body := inServe(t, m.Handler(), c.sent)
			if body != c.body || done.Load() != c.done {
				t.Errorf("got %s, done %d", body, done.Load())
			}
			if refused := strings.Contains(log.String(), "a request was refused"); refused == (c.done == 1) {
				t.Errorf("logged %s", log.String())
			}
			for _, secret := range []string{"Z-1", "status", inAnouk, inToken, "hooks"} {
				if strings.Contains(log.String(), secret) {
					t.Errorf("%s stands in the log: %s", secret, log.String())
				}
			}
			if heard := m.Status().LastHeard; heard.IsZero() == (c.done == 1 && c.sent.path == PathCommand) {
				t.Errorf("heard at %v", heard)
			}
		})
	}
}

func TestHTTPWithoutATokenTakesNothing(t *testing.T) {
	var done atomic.Int32
	for want, change := range map[string]func(*Config){
		wordUnsure: func(*Config) {}, // the server may know it
		wordEntry:  func(c *Config) { c.Teams = nil },
	} {
		cfg := inConfig("http://127.0.0.1:1")
		change(&cfg)
		m := inMattermost(t, cfg, inCounting(&done))
		for _, token := range []string{"x", inToken} {
			body := inServe(t, m.Handler(), inSent{path: PathCommand, token: " " + token, body: inCommand("token", token).Encode()})
			if done.Load() != 0 || body != said(t, whispered(want)) {
				t.Errorf("with the token %q: %s", token, body)
			}
		}
	}
}

func TestHTTPWhatComesTwiceIsDoneOnce(t *testing.T) {
	var done atomic.Int32
	cfg := inConfig("http://127.0.0.1:1")
	cfg.CommandTokens = []string{inToken}
	m := inMattermost(t, cfg, inCounting(&done))
	for range 3 {
		if body := inServe(t, m.Handler(), inSent{path: PathCommand, body: inCommand().Encode()}); body != said(t, whispered("ja")) {
			t.Errorf("got %s", body)
		}
	}
	if done.Load() != 1 {
		t.Errorf("done %d times", done.Load())
	}
	// Nobody vouches for what names a press: to somebody else it must not give what the first one got.
	for range 2 {
		inServe(t, m.Handler(), inSent{path: PathAction, body: inPress})
	}
	if done.Load() != 3 {
		t.Errorf("done %d times", done.Load())
	}
}

func TestHTTPSurvivesAPanic(t *testing.T) {
	var log bytes.Buffer
	cfg := inConfig("http://127.0.0.1:1")
	cfg.CommandTokens, cfg.Log = []string{inToken}, slog.New(slog.NewTextHandler(&log, nil))
	m := inMattermost(t, cfg, inbox{
		command:   func(context.Context, slashCommand, string) reply { panic("geheim") },
		action:    func(context.Context, pressed, string) actionReply { panic("geheim") },
		submitted: func(context.Context, submitted, string) dialogReply { panic("geheim") },
	})
	for path, body := range map[string]string{PathCommand: inCommand().Encode(), PathAction: inPress, PathDialog: inDialog} {
		if got := inServe(t, m.Handler(), inSent{path: path, body: body}); !strings.Contains(got, "Er ging iets mis (kenmerk ") {
			t.Errorf("%s: %s", path, got)
		}
	}
	if strings.Contains(log.String(), "geheim") {
		t.Error("the value of a panic is in the log")
	}
}

func TestHTTPAnAnswerThatCannotBeWritten(t *testing.T) {
	cfg := inConfig("http://127.0.0.1:1")
	m := inMattermost(t, cfg, inbox{action: func(context.Context, pressed, string) actionReply {
		return actionReply{Update: &update{Props: map[string]any{"x": func() {}}}}
	}})
	if got := inServe(t, m.Handler(), inSent{path: PathAction, body: inPress}); !strings.Contains(got, "Er ging iets mis (kenmerk ") {
		t.Errorf("got %s", got)
	}
}

func TestHTTPAfterTheEnd(t *testing.T) {
	var done atomic.Int32
	cfg := inConfig("http://127.0.0.1:1")
	cfg.CommandTokens = []string{inToken}
	m := inMattermost(t, cfg, inCounting(&done))
	m.in.drain(0)
	for path, c := range map[string]struct{ body, want string }{
		PathCommand: {inCommand().Encode(), said(t, whispered(wordFull))},
		PathAction:  {inPress, said(t, hinted(wordFull))},
		PathDialog:  {inDialog, said(t, failed(wordFull))},
	} {
		if got := inServe(t, m.Handler(), inSent{path: path, body: c.body}); got != c.want || done.Load() != 0 {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// However many posts wait for a server that answers nothing, who types a command is answered.
func TestHTTPPostsHoldUpNoCommand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		var done atomic.Int32
		box := inCounting(&done)
		box.told = inTold(func(context.Context, stored, string, string) { <-end })
		cfg := inConfig("http://127.0.0.1:1")
		cfg.CommandTokens = []string{inToken}
		m := inMattermost(t, cfg, box)
		for n := range 2 * platform.Seats {
			m.hearPost(heardPost{stored: inStored(func(p *stored) { p.ID, p.UserID = inID("a", n), inID("u", n) }), channelType: direct})
		}
		synctest.Wait()
		if body := inServe(t, m.Handler(), inSent{path: PathCommand, body: inCommand().Encode()}); body != said(t, whispered("ja")) || done.Load() != 1 {
			t.Errorf("a command: %s", body)
		}
		close(end)
		m.in.drain(time.Minute)
	})
}

// A body that does not come does not hold a connection for ever: what is left of one that could not
// be read must still come within the time, or the connection ends. After a whole one there is none.
func TestHTTPSlowBody(t *testing.T) {
	for name, c := range map[string]struct {
		body io.Reader
		kept bool
	}{
		"whole":          {strings.NewReader(inPress[:9]), false},
		"it stops":       {iotest.ErrReader(os.ErrDeadlineExceeded), true},
		"it is too much": {strings.NewReader(strings.Repeat(" ", maxBody+1)), true},
	} {
		t.Run(name, func(t *testing.T) {
			w := &slowWriter{ResponseRecorder: httptest.NewRecorder()}
			h := inMattermost(t, inConfig("http://127.0.0.1:1"), inbox{}).Handler()
			h.ServeHTTP(w, inSent{path: PathAction, reader: c.body}.request(t))
			if len(w.deadlines) == 0 || w.deadlines[len(w.deadlines)-1].IsZero() == c.kept {
				t.Fatalf("the deadlines are %v", w.deadlines)
			}
			if left := time.Until(w.deadlines[0]); left <= 0 || left > bodyTime {
				t.Errorf("it may take %v", left)
			}
		})
	}
}

type slowWriter struct {
	*httptest.ResponseRecorder
	deadlines []time.Time
}

func (w *slowWriter) SetReadDeadline(at time.Time) error {
	w.deadlines = append(w.deadlines, at)
	return nil
}

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		why  error
		want string
	}{{errLarge, wordLarge}, {errToken, wordEntry}, {errUnsure, wordUnsure}, {errFull, wordFull}, {errHalf, wordUnread}, {errOther, wordUnread}, {errors.New("x"), wordUnread}} {
		if got := sentence(c.why); got != c.want {
			t.Errorf("%v: %q", c.why, got)
		}
	}
}
