package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// talker is the adapter between a program and a Slack that are both scripted: it keeps
// what the program was asked and what Slack was told.
type talker struct {
	*Slack
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	asked   []bot.Request
	calls   []slackCall
	answers map[string]func(bot.Request) bot.Message // by line
	wrong   map[string]string                        // name of the error, by method; "hook" for response_urls
	users   map[string]string                        // JSON of who is no ordinary member
	claimed map[string]bool
	waiting []func() // what happens in a while
	log     bytes.Buffer
	now     time.Time
	typed   int                 // slash commands so far
	onCall  func(method string) // nil: nothing waits for a call
}

// slackCall is one call of the Web API, or an answer at a response_url ("hook").
type slackCall struct {
	method string
	args   map[string]any
}

func newTalker(t *testing.T) *talker {
	t.Helper()
	w := &talker{
		t: t, answers: map[string]func(bot.Request) bot.Message{}, wrong: map[string]string{}, claimed: map[string]bool{},
		users: map[string]string{}, now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
	}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Close)
	s, err := New(Config{
		Token: "xoxb-1", SigningSecret: "geheim", APIURL: w.URL + "/api/", Answer: w.program, Tickets: renderer().cfg.Tickets,
		People: People{
			Member: func(_ context.Context, id string) (string, error) {
				return map[string]string{"U1": "anouk", "U2": "bram"}[id], nil
			},
			Whom: func(context.Context, bot.Address) (string, error) { return "U1", nil },
		},
		First: w.first, Now: w.clock, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	unhurried(s)
	s.talk.Within = time.Minute
	s.talk.After = func(_ time.Duration, do func()) { w.locked(func() { w.waiting = append(w.waiting, do) }) }
	w.Slack = s
	return w
}

func (w *talker) locked(do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	do()
}

func (w *talker) clock() (now time.Time) {
	w.locked(func() { now = w.now })
	return now
}

func (w *talker) first(_ context.Context, id string) (first bool, _ error) {
	w.locked(func() { first = !w.claimed[id]; w.claimed[id] = true })
	return first, nil
}

func (w *talker) program(_ context.Context, req bot.Request) (bot.Message, error) {
	var answer func(bot.Request) bot.Message
	w.locked(func() { w.asked = append(w.asked, req); answer = w.answers[req.Line] })
	if answer == nil {
		return bot.Message{Text: "Antwoord op " + req.Line}, nil
	}
	return answer(req), nil
}

// always lets the program answer a line always the same.
func (w *talker) always(line string, m bot.Message) {
	w.answers[line] = func(bot.Request) bot.Message { return m }
}

func (w *talker) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	method := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	args := arguments(r)
	wrong := ""
	w.locked(func() { w.calls = append(w.calls, slackCall{method, args}); wrong = w.wrong[method] })
	if w.onCall != nil {
		w.onCall(method)
	}
	rw.Header().Set("Content-Type", "application/json")
	switch {
	case wrong != "" && method == "hook":
		http.Error(rw, wrong, http.StatusNotFound)
	case wrong != "":
		_, _ = io.WriteString(rw, `{"ok":false,"error":"`+wrong+`"}`)
	default:
		_, _ = io.WriteString(rw, w.says(method, args))
	}
}

// says is what Slack answers when all is well.
func (w *talker) says(method string, args map[string]any) string {
	user, _ := args["user"].(string)
	who, _ := args["users"].(string)
	channel, _ := args["channel"].(string)
	switch method {
	case "users.info":
		w.mu.Lock()
		defer w.mu.Unlock()
		return `{"ok":true,"user":` + cmp.Or(w.users[user], `{"id":"`+user+`","team_id":"T1","name":"anouk"}`) + `}`
	case "conversations.info":
		return `{"ok":true,"channel":{"id":"` + channel + `","is_channel":true,"is_ext_shared":` + map[bool]string{true: "true", false: "false"}[channel == "C9"] + `}}`
	case "conversations.open":
		return `{"ok":true,"channel":{"id":"D` + strings.TrimPrefix(who, "U") + `"}}`
	case "auth.test":
		return `{"ok":true,"team_id":"T1","user_id":"U0","bot_id":"B0"}`
	case "chat.postMessage":
		return `{"ok":true,"channel":"` + channel + `","ts":"1794700009.000100"}`
	case "files.getUploadURLExternal":
		return `{"ok":true,"upload_url":"` + w.URL + `/upload","file_id":"F1"}`
	case "files.completeUploadExternal":
		return `{"ok":true,"files":[{"id":"F1"}]}`
	}
	return `{"ok":true}`
}

func arguments(r *http.Request) map[string]any {
	args := map[string]any{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		_ = json.NewDecoder(r.Body).Decode(&args)
		return args
	}
	_ = r.ParseForm()
	for key, values := range r.Form {
		args[key] = values[0]
		var inside any
		if key == "blocks" && json.Unmarshal([]byte(values[0]), &inside) == nil {
			args[key] = inside
		}
	}
	return args
}

// told are the calls of a method.
func (w *talker) told(method string) (calls []slackCall) {
	w.locked(func() {
		for _, c := range w.calls {
			if c.method == method {
				calls = append(calls, c)
			}
		}
	})
	return calls
}

// settle waits until what goes on in the background is done.
func (w *talker) settle() {
	w.t.Helper()
	if err := w.Finish(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// later lets what was to happen in a while happen.
func (w *talker) later() {
	w.t.Helper()
	var due []func()
	w.locked(func() { due, w.waiting = w.waiting, nil })
	for _, do := range due {
		do()
	}
	w.settle()
}

// lines are what the program was asked since the last time.
func (w *talker) lines() (lines []string) {
	w.locked(func() {
		for _, req := range w.asked {
			lines = append(lines, req.Line)
		}
		w.asked = nil
	})
	return lines
}

// wordsOf is all text in something that goes to Slack, notifications apart.
func wordsOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		return err.Error()
	}
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if text, ok := v["text"].(string); ok && v["blocks"] == nil {
				out = append(out, text)
			}
			for _, key := range []string{"view", "title", "blocks", "elements", "text", "label", "element", "submit"} {
				walk(v[key])
			}
		}
	}
	walk(plain)
	return strings.Join(out, "|")
}

// valueOf is what the first button with a label carries.
func valueOf(t *testing.T, v any, label string) string {
	t.Helper()
	data, _ := json.Marshal(v)
	var plain any
	_ = json.Unmarshal(data, &plain)
	found := ""
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			if text, ok := v["text"].(map[string]any); ok && v["type"] == "button" && text["text"] == label && found == "" {
				found, _ = v["value"].(string)
			}
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(plain)
	if found == "" {
		t.Fatalf("no button %q in %s", label, wordsOf(v))
	}
	return found
}

// payload is what Slack sends, with what a test fills in: pairs of a name and a value.
func payload(t *testing.T, name string, fill ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "talk", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i+1 < len(fill); i += 2 {
		if fill[i] == "values" {
			text = strings.ReplaceAll(text, `"{{values}}"`, fill[i+1])
			continue
		}
		quoted, _ := json.Marshal(fill[i+1])
		text = strings.ReplaceAll(text, "{{"+fill[i]+"}}", string(quoted[1:len(quoted)-1]))
	}
	return []byte(text)
}

func (w *talker) hook() string { return w.URL + "/hook" }

// commanded sends a slash command; what it does is done when it returns.
func (w *talker) commanded(name string, change ...func(*api.SlashCommand)) any {
	w.t.Helper()
	var c api.SlashCommand
	if err := json.Unmarshal(payload(w.t, name, "hook", w.hook()), &c); err != nil {
		w.t.Fatal(err)
	}
	for _, f := range change {
		f(&c)
	}
	w.typed++
	return w.command(w.t.Context(), c, "trigger-"+strconv.Itoa(w.typed))
}

// interacted sends a press, a submission or a closed form.
func (w *talker) interacted(id, name string, fill ...string) any {
	w.t.Helper()
	var c api.InteractionCallback
	if err := json.Unmarshal(payload(w.t, name, append(fill, "hook", w.hook())...), &c); err != nil {
		w.t.Fatal(err)
	}
	return w.interaction(w.t.Context(), c, id)
}

// happened sends an event.
func (w *talker) happened(id, name string, fill ...string) {
	w.t.Helper()
	e, err := parseEvent(payload(w.t, name, fill...))
	if err != nil {
		w.t.Fatal(err)
	}
	w.event(w.t.Context(), e, id)
	w.settle()
}

// ticket is what a button for somebody carries.
func (w *talker) ticket(line, owner string) string {
	return w.cfg.Tickets.Make(bot.Ticket{Line: line, For: owner, Until: w.clock().Add(bot.TicketLife)})
}

func typing(text string) func(*api.SlashCommand) {
	return func(c *api.SlashCommand) {
		name, rest, _ := strings.Cut(text, " ")
		c.Command, c.Text = "/"+name, rest
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %q", part, text)
		}
	}
}
