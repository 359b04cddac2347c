package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// webAPI is Slack as far as messages go out: it keeps what it is sent, and goes wrong when
// it is told to. It is as strict as Slack in what the adapter relies on.
type webAPI struct {
	*httptest.Server
	t *testing.T

	mu    sync.Mutex
	there map[string][]*stood // by channel, oldest first
	users map[string]map[string]any
	rooms map[string]map[string]any
	calls []string                                              // "method channel"
	last  int                                                   // number of the last stamp
	page  int                                                   // messages in a page of the history at most
	wrong func(method string, form url.Values) http.HandlerFunc // nil: it goes right
	after func(method string, form url.Values) http.HandlerFunc // in the place of the answer
	files map[string]string
	file  string // the name of the one that comes

	refuseFiles bool
}

// stood is one message.
type stood struct {
	Type     string          `json:"type"`
	User     string          `json:"user"`
	TS       string          `json:"ts"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks,omitempty"`
	Metadata json.RawMessage `json:"metadata,omitempty"`
	thread   string
}

const firstStamp = 1794700000

func newWebAPI(t *testing.T) *webAPI {
	w := &webAPI{
		t: t, page: 999, there: map[string][]*stood{}, files: map[string]string{},
		users: map[string]map[string]any{
			"U1": {"id": "U1", "team_id": "T1", "name": "anouk", "real_name": "Anouk de Wit", "tz": "Europe/Amsterdam", "profile": map[string]any{"display_name": "Anouk", "email": "anouk@voorbeeld.nl"}},
			"U2": {"id": "U2", "team_id": "T1", "name": "bram"},
		},
		rooms: map[string]map[string]any{"C1": {"id": "C1", "name": "jeugd-noord", "is_channel": true}},
	}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Close)
	return w
}

// slack is the adapter on that Slack, with a clock that never makes it wait.
func (w *webAPI) slack(change ...func(*Config)) *Slack {
	w.t.Helper()
	cfg := Config{
		Token: "xoxb-1", SigningSecret: "geheim", APIURL: w.URL + "/api/",
		Answer:  func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil },
		First:   func(context.Context, string) (bool, error) { return true, nil },
		Tickets: bot.Tickets{Platform: Platform, MAC: func([]byte) []byte { return make([]byte, 32) }, Check: func(_, _ []byte) bool { return true }},
		People:  People{Member: func(context.Context, string) (string, error) { return "", nil }, Whom: whomOf},
		Now:     func() time.Time { return time.Unix(firstStamp, 0) },
		Log:     slog.New(slog.DiscardHandler),
	}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	unhurried(s)
	s.talk.After = func(time.Duration, func()) {} // here nobody looks at home pages
	return s
}

// unhurried gives the adapter a clock by which all turns have come.
func unhurried(s *Slack) {
	var mu sync.Mutex
	now := time.Unix(firstStamp, 0)
	s.out.turns.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
}

func whomOf(_ context.Context, to bot.Address) (string, error) {
	return map[bot.Address]string{{Member: "anouk"}: "U1", {Member: "bram"}: "U2", {Channel: "jeugd-noord"}: "C1", {Member: "weg"}: "U404"}[to], nil
}

func (w *webAPI) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/upload/") {
		w.takeFile(rw, r)
		return
	}
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	if err := r.ParseForm(); err != nil || r.Form.Get("token") != "xoxb-1" {
		w.t.Errorf("%s: %v %v", method, err, r.Form)
	}
	w.mu.Lock()
	w.calls = append(w.calls, strings.TrimSpace(method+" "+r.Form.Get("channel")))
	wrong, after := w.wrong, w.after
	w.mu.Unlock()
	if wrong != nil {
		if f := wrong(method, r.Form); f != nil {
			f(rw, r)
			return
		}
	}
	answer := w.do(method, r.Form)
	if after != nil {
		if f := after(method, r.Form); f != nil {
			f(rw, r)
			return
		}
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("X-OAuth-Scopes", "chat:write, im:history")
	_ = json.NewEncoder(rw).Encode(answer)
}

func refuse(name string) map[string]any { return map[string]any{"ok": false, "error": name} }

func (w *webAPI) do(method string, form url.Values) map[string]any {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch method {
	case "auth.test":
		return map[string]any{"ok": true, "team_id": "T1", "team": "Voorbeeld", "user_id": "U0", "user": "regiebot", "bot_id": "B0", "url": "https://voorbeeld.slack.com/"}
	case "bots.info":
		return map[string]any{"ok": true, "bot": map[string]any{"id": "B0", "app_id": "A1"}}
	case "users.info":
		return one("user", w.users[form.Get("user")], "user_not_found")
	case "conversations.info":
		return one("channel", w.rooms[form.Get("channel")], "channel_not_found")
	case "conversations.open":
		if w.users[form.Get("users")] == nil {
			return refuse("user_not_found")
		}
		return map[string]any{"ok": true, "channel": map[string]any{"id": "D" + form.Get("users")[1:]}}
	case "conversations.history":
		return w.history(form)
	case "chat.postMessage":
		return w.post(form)
	case "chat.update", "chat.delete":
		return w.change(method, form)
	case "files.getUploadURLExternal":
		w.file = form.Get("filename")
		return map[string]any{"ok": true, "upload_url": w.URL + "/upload/F1", "file_id": "F1"}
	case "files.completeUploadExternal":
		return map[string]any{"ok": true, "files": []any{map[string]any{"id": "F1"}}}
	}
	w.t.Errorf("called %s", method)
	return refuse("unknown_method")
}

func one(name string, value map[string]any, missing string) map[string]any {
	if value == nil {
		return refuse(missing)
	}
	return map[string]any{"ok": true, name: value}
}

func (w *webAPI) exists(channel string) bool {
	return w.rooms[channel] != nil || strings.HasPrefix(channel, "D") && w.users["U"+channel[1:]] != nil
}

func (w *webAPI) post(form url.Values) map[string]any {
	channel := form.Get("channel")
	if !w.exists(channel) {
		return refuse("channel_not_found")
	}
	for name, want := range map[string]string{"unfurl_links": "false", "unfurl_media": "false", "parse": "none"} {
		if got := form.Get(name); got != want {
			w.t.Errorf("%s is %q", name, got)
		}
	}
	if form.Get("text") == "" {
		w.t.Error("no text for the notification")
	}
	w.last++
	m := &stood{Type: "message", User: "U0", TS: fmt.Sprintf("%d.%06d", firstStamp, w.last), thread: form.Get("thread_ts")}
	m.put(form)
	w.there[channel] = append(w.there[channel], m)
	return map[string]any{"ok": true, "channel": channel, "ts": m.TS}
}

// put is what is kept of a message that is given: metadata that is not given stays.
func (m *stood) put(form url.Values) {
	m.Text, m.Blocks = form.Get("text"), json.RawMessage(form.Get("blocks"))
	if form.Has("metadata") {
		m.Metadata = json.RawMessage(form.Get("metadata"))
	}
	if len(m.Blocks) == 0 {
		m.Blocks = nil
	}
}

func (w *webAPI) change(method string, form url.Values) map[string]any {
	channel, ts := form.Get("channel"), form.Get("ts")
	i := slices.IndexFunc(w.there[channel], func(m *stood) bool { return m.TS == ts })
	if i < 0 {
		return refuse("message_not_found")
	}
	if method == "chat.delete" {
		w.there[channel] = slices.Delete(w.there[channel], i, i+1)
	} else {
		if form.Get("text") == "" || !form.Has("blocks") || form.Get("parse") != "none" {
			w.t.Errorf("update without text, blocks or parse: %v", form)
		}
		w.there[channel][i].put(form)
	}
	return map[string]any{"ok": true, "channel": channel, "ts": ts}
}

func (w *webAPI) history(form url.Values) map[string]any {
	channel := form.Get("channel")
	limit, err := strconv.Atoi(form.Get("limit"))
	if err != nil || limit < 1 || limit > 999 || form.Get("include_all_metadata") != "1" {
		w.t.Errorf("history with limit %q, metadata %q", form.Get("limit"), form.Get("include_all_metadata"))
	}
	if !w.exists(channel) {
		return refuse("channel_not_found")
	}
	all := []*stood{}
	for _, m := range slices.Backward(w.there[channel]) {
		oldest, latest := form.Get("oldest"), form.Get("latest")
		edge := form.Get("inclusive") == "1" && (m.TS == oldest || m.TS == latest)
		if edge || m.TS > oldest && (latest == "" || m.TS < latest) {
			all = append(all, m)
		}
	}
	from, _ := strconv.Atoi(form.Get("cursor"))
	to := min(from+min(limit, w.page), len(all))
	answer := map[string]any{"ok": true, "messages": all[from:to], "has_more": to < len(all)}
	if to < len(all) {
		answer["response_metadata"] = map[string]any{"next_cursor": strconv.Itoa(to)}
	}
	return answer
}

func (w *webAPI) takeFile(rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil || r.Header.Get("Authorization") != "" {
		w.t.Errorf("a file with the token: %v", err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.refuseFiles {
		http.Error(rw, "geheim", http.StatusForbidden)
		return
	}
	w.files[w.file] = string(data)
	_, _ = io.WriteString(rw, "OK")
}

// read is what stands in a channel.
func (w *webAPI) read(channel string) []stood {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []stood
	for _, m := range w.there[channel] {
		all = append(all, *m)
	}
	return all
}

// called counts the calls of a method.
func (w *webAPI) called(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		if name, _, _ := strings.Cut(c, " "); name == method {
			n++
		}
	}
	return n
}

// shown is what can be read in a channel, as the blocks that Slack got.
func (w *webAPI) shown(channel string) string {
	var all strings.Builder
	for _, m := range w.read(channel) {
		all.WriteString(m.Text + "\n" + string(m.Blocks) + "\n")
	}
	return all.String()
}

// on goes wrong at the first n calls of a method that are left after skip of them.
func on(method string, skip, n int, f http.HandlerFunc) func(string, url.Values) http.HandlerFunc {
	var mu sync.Mutex
	return func(called string, _ url.Values) http.HandlerFunc {
		mu.Lock()
		defer mu.Unlock()
		if called != method {
			return nil
		}
		if skip > 0 {
			skip--
			return nil
		}
		if n--; n < 0 {
			return nil
		}
		return f
	}
}

func answering(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}
}

func failing(name string) http.HandlerFunc { return answering(`{"ok":false,"error":"` + name + `"}`) }

func limited(seconds string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", seconds)
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
	}
}

func httpStatus(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "geheim van een casus", code) }
}

// hangUp ends the connection without an answer.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = c.Close()
	}
}

// hang answers when who asked is gone.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// hasty makes the adapter wait only so long for an answer.
func hasty(s *Slack, w *webAPI) {
	s.client = api.New("xoxb-1", api.OptionAPIURL(w.URL+"/api/"), api.OptionHTTPClient(&http.Client{Timeout: 50 * time.Millisecond}))
}

// breaks lets what is asked from now on go wrong; nil: nothing.
func (w *webAPI) breaks(f func(string, url.Values) http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = f
}

// loses lets answers go wrong after what was asked is done; nil: none.
func (w *webAPI) loses(f func(string, url.Values) http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.after = f
}
