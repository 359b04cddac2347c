package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/regiebot/regiebot/bot/slack"
)

// The secrets of the tests. Each holds the mark that may be seen nowhere.
const (
	fakeBotToken = "xoxb-KANARIE-1"
	fakeAppToken = "xapp-KANARIE-2"
	fakeSigning  = "KANARIE0123456789abcdef012345678"
)

// fakeSlack is Slack's side: it knows people and rooms, keeps what is posted, and goes wrong
// when it is told to.
type fakeSlack struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	team    string                    // id of the workspace
	app     string                    // id of the app of the sockets
	scopes  string                    // what it says that the token may do
	users   map[string]map[string]any // by id
	rooms   map[string]map[string]any // by id
	refuse  map[string]string         // by method: the error with which it is refused
	date    time.Duration             // how far its clock is off
	typed   int                       // commands
	calls   []string                  // methods
	tokens  map[string]bool           // that were given
	posts   []fakePost
	said    map[string][]string // by id of a person: at the response_url
	hold    map[string]chan struct{}
	sockets []*websocket.Conn
	acks    []string
	changed chan struct{} // closed at every change, then replaced
}

// fakePost is a message in a conversation.
type fakePost struct{ channel, text, blocks, metadata string }

func newFakeSlack(t *testing.T) *fakeSlack {
	t.Helper()
	f := &fakeSlack{
		t: t, team: "T1", app: "A1", users: map[string]map[string]any{}, rooms: map[string]map[string]any{}, refuse: map[string]string{},
		tokens: map[string]bool{}, said: map[string][]string{}, hold: map[string]chan struct{}{}, changed: make(chan struct{}),
	}
	var names []string
	for _, s := range slack.Scopes() {
		names = append(names, s.Name)
	}
	f.scopes = strings.Join(names, ",")
	for _, name := range []string{"anouk", "bram", "hanan", "joris"} {
		f.users[slackID(name)] = map[string]any{"id": slackID(name), "team_id": "T1", "name": name}
	}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func slackID(name string) string { return "U" + strings.ToUpper(name) }

// tell changes what it does.
func (f *fakeSlack) tell(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
	f.stir()
}

// stir wakes who waits for something. The lock is held.
func (f *fakeSlack) stir() {
	close(f.changed)
	f.changed = make(chan struct{})
}

// until waits until something is so on Slack, not longer than half a minute.
func (f *fakeSlack) until(what string, so func() bool) {
	f.t.Helper()
	late := time.After(30 * time.Second)
	for {
		f.mu.Lock()
		done, changed := so(), f.changed
		f.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-late:
			f.mu.Lock()
			seen := fmt.Sprintf("posts %+v, calls %q", f.posts, f.calls)
			f.mu.Unlock()
			f.t.Fatalf("it did not happen: %s; %s", what, seen)
		}
	}
}

// postsTo is what is posted in a conversation. The lock is held.
func (f *fakeSlack) postsTo(channel string) (list []fakePost) {
	for _, p := range f.posts {
		if p.channel == channel {
			list = append(list, p)
		}
	}
	return list
}

// called counts the calls of a method.
func (f *fakeSlack) called(method string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if c == method {
			n++
		}
	}
	return n
}

// ServeHTTP is the Web API, the response URLs and the address of the sockets.
func (f *fakeSlack) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/socket" {
		f.socket(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // whoever called is gone
	}
	path := strings.TrimPrefix(r.URL.Path, "/")
	form, _ := url.ParseQuery(string(body))
	f.mu.Lock()
	f.calls = append(f.calls, path)
	f.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")+form.Get("token")] = true
	f.stir()
	held := f.hold[path]
	f.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	defer f.stir()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-OAuth-Scopes", f.scopes)
	w.Header().Set("Date", time.Now().Add(f.date).UTC().Format(http.TimeFormat))
	if user, isAnswer := strings.CutPrefix(path, "response/"); isAnswer {
		f.said[user] = append(f.said[user], string(body))
		_, _ = io.WriteString(w, "ok")
		return
	}
	_ = json.NewEncoder(w).Encode(f.answer(path, form))
}

// answer is what Slack says to a call. The lock is held.
func (f *fakeSlack) answer(method string, form url.Values) map[string]any {
	if name := f.refuse[method]; name != "" {
		return map[string]any{"ok": false, "error": name}
	}
	answer := f.call(method, form)
	if answer["error"] == nil {
		answer["ok"] = true
	}
	return answer
}

// call does one method. The lock is held.
func (f *fakeSlack) call(method string, form url.Values) map[string]any {
	switch method {
	case "auth.test":
		return map[string]any{"team_id": f.team, "team": "Voorbeeldstad", "user_id": "UBOT", "user": "regiebot", "bot_id": "B1"}
	case "bots.info":
		return map[string]any{"bot": map[string]any{"id": "B1", "app_id": "A1"}}
	case "apps.connections.open":
		return map[string]any{"url": "ws" + strings.TrimPrefix(f.URL, "http") + "/socket"}
	case "users.info":
		return known("user", f.users[form.Get("user")], "user_not_found")
	case "users.list":
		var all []any
		for _, id := range sortedKeys(f.users) {
			all = append(all, f.users[id])
		}
		return map[string]any{"members": all}
	case "conversations.info":
		return known("channel", f.rooms[form.Get("channel")], "channel_not_found")
	case "conversations.open":
		if f.users[form.Get("users")] == nil {
			return map[string]any{"error": "user_not_found"}
		}
		return map[string]any{"channel": map[string]any{"id": "D" + form.Get("users")[1:]}}
	case "conversations.history":
		return map[string]any{"messages": []any{}}
	case "chat.postMessage":
		f.posts = append(f.posts, fakePost{form.Get("channel"), form.Get("text"), form.Get("blocks"), form.Get("metadata")})
		return map[string]any{"channel": form.Get("channel"), "ts": fmt.Sprintf("1794700000.%06d", len(f.posts))}
	case "chat.update", "chat.delete":
		return map[string]any{"channel": form.Get("channel"), "ts": form.Get("ts")}
	case "views.publish":
		return map[string]any{}
	}
	f.t.Errorf("nobody expects %s", method)
	return map[string]any{"error": "unknown_method"}
}

func known(name string, value map[string]any, missing string) map[string]any {
	if value == nil {
		return map[string]any{"error": missing}
	}
	return map[string]any{name: value}
}

func sortedKeys(m map[string]map[string]any) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// socket is one of Socket Mode: it says hello and keeps what is acknowledged.
func (f *fakeSlack) socket(w http.ResponseWriter, r *http.Request) {
	ws, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		f.t.Error(err)
		return
	}
	defer ws.Close()
	f.tell(func() {
		_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"hello","num_connections":1,"connection_info":{"app_id":"`+f.app+`"}}`))
		f.sockets = append(f.sockets, ws)
	})
	for {
		_, data, err := ws.ReadMessage()
		if err != nil {
			f.tell(func() { f.sockets = slices.DeleteFunc(f.sockets, func(c *websocket.Conn) bool { return c == ws }) })
			return
		}
		f.tell(func() { f.acks = append(f.acks, string(data)) })
	}
}

// settings sets the environment for this Slack: over HTTP, or with an app token.
func (f *fakeSlack) settings(socket bool) {
	f.t.Setenv("REGIEBOT_SLACK_API_URL", f.URL) // without a slash at the end
	f.t.Setenv("REGIEBOT_SLACK_BOT_TOKEN", fakeBotToken)
	f.t.Setenv("REGIEBOT_SLACK_APP_TOKEN", "")
	f.t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", fakeSigning)
	if socket {
		f.t.Setenv("REGIEBOT_SLACK_APP_TOKEN", fakeAppToken)
		f.t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", "")
	}
}

// command is what Slack sends when somebody types a command; each time another.
func (f *fakeSlack) command(name, line string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.typed++
	command, text, _ := strings.Cut(line, " ")
	return url.Values{
		"team_id": {"T1"}, "api_app_id": {"A1"}, "command": {"/" + command}, "text": {text}, "user_id": {slackID(name)}, "user_name": {name},
		"channel_id": {"D" + strings.ToUpper(name)}, "channel_name": {"directmessage"}, "response_url": {f.URL + "/response/" + slackID(name)}, "trigger_id": {strconv.Itoa(f.typed)},
	}.Encode()
}

// signed is a request as Slack signs it, at a moment.
func signed(t *testing.T, address, body string, at time.Time) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	must(t, err)
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(fakeSigning))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

// do sends a request, and gives what comes back.
func do(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	res, err := http.DefaultClient.Do(r)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

// slackMachine is a machine with the example team, of which some have an account.
func slackMachine(t *testing.T, address string) *machine {
	t.Helper()
	m := newMachine(t)
	if address != "" {
		m.database = address
	}
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	for _, name := range []string{"anouk", "bram", "hanan", "joris"} {
		m.ok("member", "add", name, "--id", "slack:"+slackID(name))
	}
	return m
}
