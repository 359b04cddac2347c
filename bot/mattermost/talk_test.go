package mattermost

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// Who and what is where in these tests. The direct conversations of the bot begin with dm.
var (
	talkBot, talkAnouk, talkBram = idOf("regiebot"), idOf("anouk"), idOf("bram")
	talkRoom, talkOther          = idOf("room"), idOf("other")
	talkDM, talkDMBram           = idOf("dmanouk"), idOf("dmbram")
)

// talker is the adapter between a program and a server that are both scripted: it keeps
// what the program was asked and what the server was told.
type talker struct {
	*Mattermost
	*httptest.Server
	t *testing.T

	mu         sync.Mutex
	asked      []bot.Request
	calls      []talkCall
	answers    map[string]func(bot.Request) bot.Message // by line
	wrong      map[string]int                           // status, by path
	users      map[string]account                       // who is no ordinary member
	members    map[string]bool                          // channel/user: who is in a channel
	threads    map[string]stored                        // posts of the server by id
	waiting    []func()                                 // what happens in a while
	version    string
	log        bytes.Buffer
	now        time.Time
	keepsFiles bool // the server takes files
}

// talkCall is one call of the server.
type talkCall struct {
	path string // without /api/v4, with the method before it
	args map[string]any
}

func newTalker(t *testing.T) *talker {
	t.Helper()
	w := &talker{
		t: t, answers: map[string]func(bot.Request) bot.Message{}, wrong: map[string]int{"POST /posts/ephemeral": http.StatusForbidden},
		users: map[string]account{}, members: map[string]bool{talkRoom + "/" + talkAnouk: true}, threads: map[string]stored{},
		version: "11.6.0.1.x", now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
	}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Close)
	m, err := New(Config{
		URL: w.URL, Token: "geheim-token", PublicURL: "https://regiebot.example", CommandTokens: []string{"t"},
		Answer: w.program, Tickets: talkTickets(),
		People: People{
			Member: func(_ context.Context, id string) (string, error) {
				return map[string]string{talkAnouk: "anouk", talkBram: "bram"}[id], nil
			},
			Whom: func(context.Context, bot.Address) (string, error) { return talkAnouk, nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
		Seen:  func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Note:  func(context.Context, time.Time) error { return nil },
		Now:   w.clock, Log: slog.New(slog.NewTextHandler(&w.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	unhurried(m)
	m.talk.Within = time.Minute
	m.talk.After = func(_ time.Duration, do func()) { w.locked(func() { w.waiting = append(w.waiting, do) }) }
	w.Mattermost = m
	if _, err := m.self(context.Background()); err != nil { // what the server is, too
		t.Fatal(err)
	}
	return w
}

// talkTickets are tickets under a key.
func talkTickets() bot.Tickets {
	mac := func(data []byte) []byte {
		h := hmac.New(sha256.New, []byte("sleutel"))
		h.Write(data)
		return h.Sum(nil)
	}
	return bot.Tickets{Platform: Platform, MAC: mac, Check: func(got, data []byte) bool { return hmac.Equal(got, mac(data)[:len(got)]) }}
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
	body, _ := io.ReadAll(r.Body)
	args := map[string]any{}
	if json.Unmarshal(body, &args) != nil {
		args = map[string]any{"raw": string(body)}
	}
	path := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v4")
	wrong, version := 0, ""
	w.locked(func() { w.calls = append(w.calls, talkCall{path, args}); wrong, version = w.wrong[path], w.version })
	rw.Header().Set("X-Version-Id", version)
	if wrong != 0 {
		rw.WriteHeader(wrong)
		_, _ = io.WriteString(rw, `{"id":"api.test.app_error","status_code":`+http.StatusText(wrong)[:0]+`400}`)
		return
	}
	out, found := w.says(path, body, args)
	if !found {
		rw.WriteHeader(http.StatusNotFound)
		out = map[string]any{"id": "api.not_found.app_error", "status_code": 404}
	}
	_ = json.NewEncoder(rw).Encode(out)
}

// says is what the server answers when all is well.
func (w *talker) says(path string, body []byte, args map[string]any) (out any, found bool) {
	method, rest, _ := strings.Cut(path, " /")
	parts := strings.Split(rest, "/")
	switch {
	case path == "GET /users/me":
		return account{ID: talkBot, Username: "regiebot", IsBot: true}, true
	case path == "POST /users/usernames":
		return w.named(body), true
	case path == "POST /channels/direct":
		var two []string
		_ = json.Unmarshal(body, &two)
		there := cmp.Or(map[string]string{talkAnouk: talkDM, talkBram: talkDMBram}[two[1]], idOf("dmelse"))
		return room{ID: there, Type: direct, Name: strings.Join(two, "__")}, true
	case path == "POST /files" && w.keepsFiles:
		return map[string]any{"file_infos": []any{map[string]any{"id": idOf("file")}}}, true
	case path == "POST /posts":
		args["id"], args["user_id"] = idOf("post"), talkBot
		return args, true
	case parts[0] == "users":
		return w.user(parts[1]), true
	case parts[0] == "channels" && len(parts) == 2 && (parts[1] == talkDM || parts[1] == talkDMBram):
		other := map[string]string{talkDM: talkAnouk, talkDMBram: talkBram}[parts[1]]
		return room{ID: parts[1], Type: direct, Name: other + "__" + talkBot}, true
	case parts[0] == "channels" && len(parts) == 2:
		return map[string]any{"id": parts[1], "type": "O", "name": "kamer", "display_name": "Team Noord"}, true
	case parts[0] == "channels" && parts[2] == "stats":
		return map[string]any{"channel_id": parts[1], "guest_count": 0}, true
	case parts[0] == "channels" && parts[2] == "members":
		return map[string]any{"user_id": parts[3]}, w.members[parts[1]+"/"+parts[3]]
	case method == "GET" && parts[0] == "posts":
		p, is := w.threads[parts[1]]
		return p, is
	}
	return map[string]any{"status": "OK"}, true
}

func (w *talker) named(body []byte) (out []account) {
	var names []string
	_ = json.Unmarshal(body, &names)
	for _, a := range []account{w.user(talkAnouk), w.user(talkBram)} {
		if slices.Contains(names, a.Username) {
			out = append(out, a)
		}
	}
	return out
}

func (w *talker) user(id string) account {
	if a, is := w.users[id]; is {
		return a
	}
	return account{ID: id, Username: map[string]string{talkAnouk: "anouk.devries", talkBram: "bram-b"}[id], Roles: "system_user"}
}

// settle waits until nothing goes on any more.
func (w *talker) settle() {
	w.t.Helper()
	for {
		if err := w.Finish(context.Background()); err != nil {
			w.t.Fatal(err)
		}
		var next []func()
		w.locked(func() { next, w.waiting = w.waiting, nil })
		if len(next) == 0 {
			return
		}
		for _, do := range next {
			do()
		}
	}
}

// told are the calls of one path, or of those that begin with it when it ends in a star.
func (w *talker) heard(path string) (found []talkCall) {
	w.locked(func() {
		for _, c := range w.calls {
			if prefix, star := strings.CutSuffix(path, "*"); c.path == path || star && strings.HasPrefix(c.path, prefix) {
				found = append(found, c)
			}
		}
	})
	return found
}

// posted are the texts of posts in a channel.
func (w *talker) posted(channel string) (texts []string) {
	for _, c := range w.heard("POST /posts") {
		if c.args["channel_id"] == channel {
			texts = append(texts, c.args["message"].(string))
		}
	}
	return texts
}

// command gives a command in a channel, as Anouk.
func (w *talker) commands(channel, line string, change ...func(*slashCommand)) reply {
	w.t.Helper()
	word, text, _ := strings.Cut(line, " ")
	c := slashCommand{
		Command: "/" + word, Text: text, UserID: talkAnouk, UserName: "anouk.devries", ChannelID: channel, ChannelName: "kamer",
		ResponseURL: w.URL + "/hooks/commands/" + idOf("hook"), TriggerID: "t1",
	}
	for _, f := range change {
		f(&c)
	}
	r := w.command(context.Background(), c, c.TriggerID)
	w.settle()
	return r
}

// presses uses a button with a ticket, as Anouk.
func (w *talker) uses(channel, ticket string, change ...func(*pressed)) actionReply {
	w.t.Helper()
	p := pressed{UserID: talkAnouk, ChannelID: channel, PostID: idOf("pressed"), TriggerID: "t2", Type: "button", Context: map[string]any{contextTicket: ticket}}
	for _, f := range change {
		f(&p)
	}
	r := w.action(context.Background(), p, p.TriggerID)
	w.settle()
	return r
}

// submits sends a dialog, as Anouk.
func (w *talker) submits(state string, answers map[string]any, change ...func(*submitted)) dialogReply {
	w.t.Helper()
	s := submitted{Type: dialogType, State: state, UserID: talkAnouk, ChannelID: talkRoom, Submission: inSheet(state, answers)}
	for _, f := range change {
		f(&s)
	}
	r := w.submitted(context.Background(), s, "")
	w.settle()
	for name, text := range r.Errors {
		delete(r.Errors, name)
		r.Errors[strings.TrimSuffix(name, sheetMark(state))] = text
	}
	return r
}

// inSheet are answers as a client sends them of a sheet.
func inSheet(state string, answers map[string]any) map[string]any {
	if answers == nil {
		return nil
	}
	sent := map[string]any{}
	for name, value := range answers {
		sent[name+sheetMark(state)] = value
	}
	return sent
}

// ticketFor is a ticket of a line.
func (w *talker) ticketFor(line, owner string) string { return w.ticket(line, owner) }

// ticketsIn are the tickets of what is posted, by label.
func ticketsIn(args any) map[string]string {
	found := map[string]string{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if integration, is := v["integration"].(map[string]any); is {
				context, _ := integration["context"].(map[string]any)
				name, _ := v["name"].(string)
				found[name], _ = context[contextTicket].(string)
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	data, _ := json.Marshal(args)
	var plain any
	_ = json.Unmarshal(data, &plain)
	walk(plain)
	return found
}

// is fails a test when two things differ.
func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestACommandWhereTheBotIsNot: the server tells nothing of a channel that the bot is not in. People
// ask there all the time: it is no trouble. That the server is in trouble is.
func TestACommandWhereTheBotIsNot(t *testing.T) {
	for name, trouble := range map[string]bool{"as usual": false, "the server is in trouble": true} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			w := stillWhole(t, mattermosttest.Old, logged(&log))
			room := w.AddChannel(w.team, "jeugd-zuid", "P", w.anouk)
			if trouble {
				w.Interfere(mattermosttest.Interference{Method: http.MethodGet, Path: "/channels/" + room, Status: http.StatusServiceUnavailable, Times: 9})
			}
			if r := w.Command(w.anouk, room, "", "/casus"); !strings.Contains(r.Text(), "gehoord") {
				t.Errorf("it says %q", r.Text())
			}
			if err := w.m.Finish(t.Context()); err != nil {
				t.Error(err)
			}
			if got := strings.Contains(log.String(), "a place is not known"); got != trouble {
				t.Errorf("the log says %s", log.String())
			}
		})
	}
}
