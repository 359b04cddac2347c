package commands_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/regiebot/regiebot/bot/slack/slacklimits"
)

// slackServer is Slack's side of a conversation: what the bot calls, and what is on the
// screens of the people.
type slackServer struct {
	*httptest.Server
	tb testing.TB

	mu      sync.Mutex
	n       int
	screens map[string][]string // by id of a person: what is shown to them, as JSON, oldest first
	views   map[string]openView // by id of a person: the form that is open
	files   map[string]string   // by id of an upload: name of the file
	changed chan struct{}       // closed at every change, then replaced
}

// openView is a form on a screen.
type openView struct {
	id   string
	body json.RawMessage
}

func newSlackServer(tb testing.TB) *slackServer {
	s := &slackServer{tb: tb, screens: map[string][]string{}, views: map[string]openView{}, files: map[string]string{}, changed: make(chan struct{})}
	s.Server = httptest.NewServer(s)
	tb.Cleanup(s.Close)
	return s
}

// ServeHTTP is the Web API, the response URLs and the place where files go.
func (s *slackServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.tb.Errorf("reading a call: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	form, _ := url.ParseQuery(string(body))
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		form = flat(body)
	}
	path := strings.TrimPrefix(r.URL.Path, "/")
	user, answer := "", map[string]any{}
	switch {
	case strings.HasPrefix(path, "response/"):
		user = strings.TrimPrefix(path, "response/")
		s.take(user, form)
	case strings.HasPrefix(path, "file/"):
	default:
		answer = s.call(path, form)
	}
	answer["ok"] = true
	close(s.changed)
	s.changed = make(chan struct{})
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-OAuth-Scopes", "chat:write")
	_ = json.NewEncoder(w).Encode(answer)
}

// flat reads a JSON object as a form, each value as text.
func flat(body []byte) url.Values {
	var object map[string]json.RawMessage
	_ = json.Unmarshal(body, &object)
	form := url.Values{}
	for key, value := range object {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		form.Set(key, text)
	}
	return form
}

// call does one method of the Web API. The lock is held.
func (s *slackServer) call(method string, form url.Values) map[string]any {
	id := fmt.Sprintf("%d.%06d", 1_790_000_000+s.n, s.n)
	switch method {
	case "auth.test":
		return map[string]any{"team_id": "T1", "team": "Voorbeeldstad", "user_id": "UBOT", "user": "regiebot", "bot_id": "B1"}
	case "bots.info":
		return map[string]any{"bot": map[string]any{"id": "B1", "app_id": "A1"}}
	case "users.info":
		return map[string]any{"user": map[string]any{"id": form.Get("user"), "team_id": "T1", "name": strings.ToLower(form.Get("user"))}}
	case "conversations.open":
		return map[string]any{"channel": map[string]any{"id": "D" + form.Get("users")}}
	case "conversations.info":
		return map[string]any{"channel": map[string]any{"id": form.Get("channel"), "is_private": true, "is_member": true}}
	case "chat.postMessage":
		s.take(strings.TrimPrefix(form.Get("channel"), "D"), form)
		return map[string]any{"channel": form.Get("channel"), "ts": id}
	case "chat.postEphemeral":
		s.take(form.Get("user"), form)
		return map[string]any{"message_ts": id}
	case "views.open", "views.push":
		return s.open(form.Get("trigger_id"), "V"+id, form.Get("view"))
	case "views.update":
		for user, v := range s.views {
			if v.id == form.Get("view_id") {
				return s.open(user+"/", v.id, form.Get("view"))
			}
		}
	case "files.getUploadURLExternal":
		s.files["F"+id] = form.Get("filename")
		return map[string]any{"upload_url": s.URL + "/file/" + id, "file_id": "F" + id}
	case "files.completeUploadExternal":
		for file, name := range s.files {
			s.show(strings.TrimPrefix(form.Get("channel_id"), "D"), fmt.Sprintf(`[{"text":{"text":%q}}]`, name))
			delete(s.files, file)
		}
		return map[string]any{"files": []any{map[string]any{"id": "F" + id}}}
	case "views.publish":
		slacklimits.View(s.tb, json.RawMessage(form.Get("view")))
	default:
		s.tb.Errorf("nobody expects %s", method)
	}
	return map[string]any{}
}

// take holds a post against the limits of Slack, and puts it on somebody's screen. The lock
// is held.
func (s *slackServer) take(user string, form url.Values) {
	slacklimits.Post(s.tb, json.RawMessage(form.Get("blocks")), form.Get("text"))
	if strings.Contains(form.Get("blocks"), "kon ik niet sturen") {
		s.tb.Error("a file could not be sent, and nothing is the matter")
	}
	s.show(user, form.Get("blocks"))
}

// show puts blocks on somebody's screen. The lock is held.
func (s *slackServer) show(user, blocks string) {
	s.screens[user] = append(s.screens[user], blocks)
}

// open opens a form of who has a trigger: it begins with their id. The lock is held.
func (s *slackServer) open(trigger, id, view string) map[string]any {
	user, _, _ := strings.Cut(trigger, "/")
	slacklimits.View(s.tb, json.RawMessage(view))
	s.views[user] = openView{id, json.RawMessage(view)}
	return map[string]any{"view": map[string]any{"id": id, "type": "modal"}}
}
