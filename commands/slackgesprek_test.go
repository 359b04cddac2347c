package commands_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/bot/slack/slacklimits"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/datum"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestGesprekkenOpSlack runs the same conversations through Slack: what is said arrives as a
// signed request of Slack, what is pressed and filled in is what stands on the screen, and
// everything that the program says must be on the screen of who asked.
func TestGesprekkenOpSlack(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireUniqueNames: true, Cmds: scriptCommands(), Condition: over(slack.Platform),
		Setup: func(env *testscript.Env) error {
			tb, ok := env.T().(testing.TB)
			if !ok {
				panic("testscript promises a testing.TB")
			}
			g, err := nieuwGesprek(tb, storetest.SQLite(tb))
			if err != nil {
				return err
			}
			if err := g.overSlack(tb); err != nil {
				return err
			}
			env.Values[gesprekKey{}] = g
			return nil
		},
	})
}

// slackSide is one conversation over Slack.
type slackSide struct {
	*gesprek
	server  *slackServer
	handler http.Handler
	tickets bot.Tickets
	clock   atomic.Pointer[time.Time] // that of the adapter: the conversation's, as it was when somebody last did something
	n       int

	mu    sync.Mutex
	heard []exchanged // what reached the program since somebody did something
}

// exchanged is what the program was asked, and what it said.
type exchanged struct {
	req bot.Request
	m   bot.Message
}

const slackSecret = "0123456789abcdef0123456789abcdef"

// overSlack has everything that is said from now on go over Slack.
func (g *gesprek) overSlack(tb testing.TB) error {
	at := g.now
	side := &slackSide{gesprek: g, server: newSlackServer(tb), tickets: bot.Tickets{Platform: slack.Platform, MAC: g.ring.MAC, Check: g.ring.CheckMAC}}
	side.clock.Store(&at)
	err := g.store.Update(context.Background(), func(tx *store.Tx) error {
		leden, err := tx.Leden(context.Background(), "")
		for _, l := range leden {
			l.IDs = map[string]string{slack.Platform: slackID(l.Gebruiker)}
			err = errors.Join(err, tx.SaveLid(context.Background(), l))
		}
		return err
	})
	if err != nil {
		return err
	}
	var names []string
	for _, c := range commands.All() {
		names = append(names, c.Name)
	}
	adapter, err := slack.New(slack.Config{
		Token: "xoxb-1", SigningSecret: slackSecret, APIURL: side.server.URL + "/", Answer: bot.Excuse(side.answer, quiet), Commands: names,
		Tickets: side.tickets,
		People: slack.People{
			Member: func(_ context.Context, id string) (string, error) {
				return strings.ToLower(strings.TrimPrefix(id, "U")), nil
			},
			Whom: func(_ context.Context, to bot.Address) (string, error) { return slackID(to.Member), nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
		Now:   func() time.Time { return *side.clock.Load() }, Log: quiet,
	})
	if err != nil {
		return err
	}
	side.handler = adapter.Handler()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = adapter.Run(ctx) }()
	tb.Cleanup(func() { stop(); <-done })
	g.via = side.ask
	return nil
}

func slackID(member string) string { return "U" + strings.ToUpper(member) }

// answer lets the program answer, and keeps what it was asked.
func (s *slackSide) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	m, err := s.app.Answer(ctx, req)
	s.mu.Lock()
	s.heard = append(s.heard, exchanged{req, m})
	s.mu.Unlock()
	return m, err
}

// ask does on Slack what a request is, and returns what the program said to it.
func (s *slackSide) ask(req bot.Request) (bot.Message, error) {
	s.mu.Lock()
	s.heard = nil
	s.mu.Unlock()
	s.server.mu.Lock()
	clear(s.server.screens)
	user := slackID(req.From.ID)
	if req.Fields == nil {
		delete(s.server.views, user) // whoever does something else has closed it
	}
	s.server.mu.Unlock()
	at := s.now
	s.clock.Store(&at)
	s.n++
	var err error
	switch {
	case req.Fields != nil:
		err = s.fillIn(user, req)
	case s.presses:
		err = s.pressLine(user, req)
	default:
		err = s.say(user, req)
	}
	if err != nil {
		return bot.Message{}, err
	}
	if problems := s.problems(user); problems != "" {
		return s.problemsStand(req, problems)
	}
	m, err := s.said(req)
	if err != nil || req.Partial {
		return m, err
	}
	if m.Form != nil && req.Fields == nil {
		if err := s.openForm(user); err != nil {
			return m, err
		}
	}
	return m, s.shown(user, m)
}

// problems are the errors that stand under the fields of the form on somebody's screen.
func (s *slackSide) problems(user string) string {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	for _, text := range s.server.screens[user] {
		if strings.HasPrefix(text, `{"field/`) {
			return text
		}
	}
	return ""
}

// problemsStand is for a form that Slack sends back before the program sees it: what is
// missing stands under its field. The program says the same of the same answers.
func (s *slackSide) problemsStand(req bot.Request, problems string) (bot.Message, error) {
	m, err := s.app.Answer(context.Background(), req)
	if err != nil || m.Form == nil {
		return m, fmt.Errorf("Slack has problems (%s), and the program has not: %s (%w)", problems, m.Text, err)
	}
	for _, f := range m.Form.Fields {
		if f.Problem != "" && f.Value == "" && !strings.Contains(problems, `"field/`+f.Name+`"`) {
			return m, fmt.Errorf("Slack has no problem with %s: %s", f.Name, problems)
		}
	}
	return m, nil
}

// openForm opens a form that could not open by itself, because a message has no trigger: by
// the button under it.
func (s *slackSide) openForm(user string) error {
	value := ""
	err := s.until(func() bool {
		s.server.mu.Lock()
		defer s.server.mu.Unlock()
		for _, b := range s.server.buttonsOf(user) {
			if b.label == "Formulier openen" {
				value = b.value
			}
		}
		return value != "" || s.server.views[user].id != ""
	})
	if err != nil || value == "" {
		return err
	}
	return s.pressButton(user, value)
}

// buttonsOf are the buttons on somebody's screen. The lock is held.
func (s *slackServer) buttonsOf(user string) (found []slackButton) {
	for _, text := range append(append([]string(nil), s.screens[user]...), string(s.views[user].body)) {
		var v any
		if json.Unmarshal([]byte(text), &v) == nil {
			found = buttonsIn(v, found)
		}
	}
	return found
}

// say types a line: as a command with a slash, or as a message in the direct conversation.
func (s *slackSide) say(user string, req bot.Request) error {
	word, rest, _ := strings.Cut(req.Line, " ")
	_, known := lookupName(word)
	if known && (!req.In.Private || s.n%2 == 0) {
		channel, name := "C1", "team-noord"
		if req.In.Private {
			channel, name = "D"+user, "directmessage"
		}
		return s.post("/slack/command", user, url.Values{
			"team_id": {"T1"}, "api_app_id": {"A1"}, "channel_id": {channel}, "channel_name": {name}, "user_id": {user}, "user_name": {req.From.ID},
			"command": {"/" + word}, "text": {escapeSlack(rest)}, "response_url": {s.server.URL + "/response/" + user}, "trigger_id": {s.trigger(user)},
		}.Encode())
	}
	if !req.In.Private {
		return s.post("/slack/events", user, s.event(map[string]any{
			"type": "app_mention", "user": user, "channel": "C1", "text": "<@UBOT> " + escapeSlack(req.Line), "ts": s.stamp(), "event_ts": s.stamp(),
		}))
	}
	return s.post("/slack/events", user, s.event(map[string]any{
		"type": "message", "channel_type": "im", "user": user, "channel": "D" + user, "text": escapeSlack(req.Line), "ts": s.stamp(), "event_ts": s.stamp(),
	}))
}

func lookupName(word string) (commands.Command, bool) {
	for _, c := range commands.All() {
		if c.Name == word {
			return c, true
		}
	}
	return commands.Command{}, false
}

func escapeSlack(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

func (s *slackSide) trigger(user string) string { return fmt.Sprintf("%s/%d", user, s.n) }

func (s *slackSide) stamp() string { return fmt.Sprintf("%d.%06d", s.now.Unix(), s.n) }

func (s *slackSide) event(inner map[string]any) string {
	return asJSON(map[string]any{"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": fmt.Sprintf("Ev%d", s.n), "event_time": s.now.Unix(), "event": inner})
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// interact sends what somebody does with what stands on the screen.
func (s *slackSide) interact(user string, payload map[string]any) error {
	payload["team"], payload["api_app_id"] = map[string]any{"id": "T1"}, "A1"
	payload["user"] = map[string]any{"id": user, "team_id": "T1", "username": strings.ToLower(user)}
	payload["trigger_id"] = s.trigger(user)
	return s.post("/slack/interactive", user, url.Values{"payload": {asJSON(payload)}}.Encode())
}

// pressButton presses a button with a value, where it stands.
func (s *slackSide) pressButton(user, value string) error {
	channel := "D" + user
	if !s.in.Private {
		channel = "C1"
	}
	return s.interact(user, map[string]any{
		"type": "block_actions", "response_url": s.server.URL + "/response/" + user,
		"container": map[string]any{"type": "message", "channel_id": channel, "message_ts": s.stamp(), "is_ephemeral": true},
		"channel":   map[string]any{"id": channel}, "actions": []any{map[string]any{"type": "button", "action_id": "a", "block_id": "b", "value": value, "action_ts": s.stamp()}},
	})
}

// pressLine presses the button that stands on somebody's screen for a line.
func (s *slackSide) pressLine(user string, req bot.Request) error {
	value, ok := s.buttons[user][req.Line]
	if !ok { // of a reminder, which goes out over the platform of the conversation
		value = s.tickets.Make(bot.Ticket{Line: req.Line, For: user, Until: s.now.Add(time.Hour * 24)})
	}
	return s.pressButton(user, value)
}

// post sends a signed request, and takes its acknowledgement.
func (s *slackSide) post(path, user, body string) error {
	stamp := strconv.FormatInt(s.now.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(slackSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if strings.HasPrefix(body, "{") {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return fmt.Errorf("%s: status %d: %s", path, w.Code, w.Body)
	}
	return s.acknowledged(user, w.Body.Bytes())
}

// acknowledged shows what an acknowledgement says.
func (s *slackSide) acknowledged(user string, body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	var ack struct {
		Action string          `json:"response_action"`
		View   json.RawMessage `json:"view"`
		Errors json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(body, &ack); err != nil {
		return fmt.Errorf("acknowledgement %q: %w", body, err)
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	switch ack.Action {
	case "":
		s.server.take(user, flat(body))
	case "clear":
		delete(s.server.views, user)
	case "errors":
		s.server.show(user, string(ack.Errors))
	case "update":
		slacklimits.View(s.server.tb, ack.View)
		s.server.views[user] = openView{s.server.views[user].id, ack.View}
	default:
		return fmt.Errorf("response_action %q", ack.Action)
	}
	return nil
}

// said waits for what the program said to a request.
func (s *slackSide) said(req bot.Request) (bot.Message, error) {
	var m bot.Message
	err := s.until(func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, e := range s.heard {
			if (e.req.Fields != nil) == (req.Fields != nil) && e.req.Partial == req.Partial && (req.Fields != nil || same(e.req.Line, req.Line)) {
				m = e.m
				return true
			}
		}
		return false
	})
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		return m, fmt.Errorf("the program did not hear %q (fields %v) on Slack; it heard %+v", req.Line, req.Fields, s.heard)
	}
	return m, nil
}

// same reports whether two lines are one, however they are typed.
func same(a, b string) bool {
	plain := func(line string) string {
		return strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "/")), " ")
	}
	return plain(a) == plain(b)
}

// until waits for something on the server, not longer than some seconds.
func (s *slackSide) until(so func() bool) error {
	late := time.NewTimer(5 * time.Second)
	defer late.Stop()
	for {
		s.server.mu.Lock()
		changed := s.server.changed
		s.server.mu.Unlock()
		if so() {
			return nil
		}
		poll := time.NewTimer(2 * time.Millisecond)
		select {
		case <-changed:
		case <-poll.C:
		case <-late.C:
			return errors.New("it does not come")
		}
		poll.Stop()
	}
}

// shown wants everything of a message on the screen of who asked, and keeps its buttons.
func (s *slackSide) shown(user string, m bot.Message) error {
	var wants []string
	if m.Form != nil {
		wants = append(wants, m.Form.Title)
		for _, f := range m.Form.Fields {
			wants = append(wants, f.Label, f.Problem)
		}
	} else {
		wants = append(wants, strings.Split(m.Text, "\n")...)
	}
	for _, p := range m.Parts {
		wants = append(wants, strings.Split(p.Text, "\n")...)
	}
	for _, f := range m.Files {
		wants = append(wants, f.Name)
	}
	missing := ""
	err := s.until(func() bool {
		missing = ""
		screen := letters(s.screen(user))
		for _, want := range wants {
			if !strings.Contains(screen, letters(want)) {
				missing = want
				return false
			}
		}
		return s.keepButtons(user, m)
	})
	if err != nil {
		return fmt.Errorf("on Slack %q is not on the screen of %s, or a button is not:\n%s\n%s", missing, user, show(m), s.screen(user))
	}
	return nil
}

// screen is everything that can be read on somebody's screen.
func (s *slackSide) screen(user string) string {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	var all strings.Builder
	read := func(text []byte) {
		var v any
		if json.Unmarshal(text, &v) == nil {
			textsIn(v, &all)
		}
	}
	for _, text := range s.server.screens[user] {
		read([]byte(text))
	}
	read(s.server.views[user].body)
	return all.String()
}

// textsIn writes every text in a JSON value, in order.
func textsIn(v any, to *strings.Builder) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			textsIn(one, to)
		}
	case map[string]any:
		for key, one := range v {
			if text, ok := one.(string); ok && (key == "text" || strings.HasPrefix(key, "field/")) {
				to.WriteString(text + "\n")
			}
		}
		for _, key := range []string{"title", "label", "text", "hint", "blocks", "elements", "accessory", "options", "element", "fields"} {
			if one, ok := v[key]; ok {
				if _, text := one.(string); !text {
					textsIn(one, to)
				}
			}
		}
	}
}

// letters is a text without everything that a platform may write in its own way.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text))
}

// keepButtons finds the buttons of a message on the screen; false when one is not there.
func (s *slackSide) keepButtons(user string, m bot.Message) bool {
	all := append([]bot.Button(nil), m.Buttons...)
	for _, p := range m.Parts {
		all = append(all, p.Buttons...)
	}
	if len(all) == 0 {
		return true
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	found := s.server.buttonsOf(user)
	if s.buttons[user] == nil {
		s.buttons[user] = map[string]string{}
	}
	for _, b := range all {
		at := -1
		for i, f := range found {
			if letters(f.label) == letters(b.Label) {
				at = i
				break
			}
		}
		if at < 0 {
			return false
		}
		s.buttons[user][b.Line] = found[at].value
		found = append(found[:at:at], found[at+1:]...)
	}
	return true
}

type slackButton struct{ label, value string }

// buttonsIn finds the buttons in a JSON value, in order.
func buttonsIn(v any, found []slackButton) []slackButton {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			found = buttonsIn(one, found)
		}
	case map[string]any:
		if v["type"] == "button" {
			label, _ := v["text"].(map[string]any)
			return append(found, slackButton{fmt.Sprint(label["text"]), fmt.Sprint(v["value"])})
		}
		for _, key := range []string{"blocks", "elements", "accessory"} {
			found = buttonsIn(v[key], found)
		}
	}
	return found
}

// fillIn fills in the form that is open on somebody's screen, and sends or leaves it.
func (s *slackSide) fillIn(user string, req bot.Request) error {
	s.server.mu.Lock()
	view := s.server.views[user]
	s.server.mu.Unlock()
	if view.id == "" {
		return fmt.Errorf("no form is open on the screen of %s", user)
	}
	form := s.forms[req.From.ID]
	state, err := stateOf(view.body, *form, req, s.gesprek)
	if err != nil {
		return err
	}
	var body map[string]any
	if err := json.Unmarshal(view.body, &body); err != nil {
		return err
	}
	body["id"], body["state"] = view.id, map[string]any{"values": state}
	kind := "view_submission"
	if req.Partial {
		kind = "view_closed"
	}
	return s.interact(user, map[string]any{"type": kind, "view": body, "is_cleared": false})
}

// stateOf is what a form holds when the fields are filled in: each in the element under its
// label.
func stateOf(body []byte, form bot.Form, req bot.Request, g *gesprek) (map[string]any, error) {
	var view struct {
		Blocks []struct {
			Type    string                `json:"type"`
			BlockID string                `json:"block_id"`
			Label   struct{ Text string } `json:"label"`
			Element map[string]any        `json:"element"`
		} `json:"blocks"`
	}
	if err := json.Unmarshal(body, &view); err != nil {
		return nil, err
	}
	state := map[string]any{}
	for _, f := range form.Fields {
		there := false
		for _, b := range view.Blocks {
			if b.Type != "input" || letters(b.Label.Text) != letters(f.Label) {
				continue
			}
			there = true
			state[b.BlockID] = map[string]any{fmt.Sprint(b.Element["action_id"]): filled(b.Element, req.Fields[f.Name], g)}
		}
		if !there {
			return nil, fmt.Errorf("the form on Slack has no field %s:\n%s", f.Label, body)
		}
	}
	return state, nil
}

// filled is the state of an element with a value.
func filled(element map[string]any, value string, g *gesprek) map[string]any {
	kind := fmt.Sprint(element["type"])
	out := map[string]any{"type": kind}
	option := func(value string) map[string]any {
		return map[string]any{"value": value, "text": map[string]any{"type": "plain_text", "text": value}}
	}
	switch {
	case value == "":
	case kind == "datepicker":
		if day, err := datum.Parse(value, datum.Context{Today: procesregie.DateOf(g.now)}); err == nil {
			value = day.String()
		}
		out["selected_date"] = value
	case kind == "radio_buttons", kind == "static_select":
		out["selected_option"] = option(value)
	case kind == "checkboxes":
		var list []any
		for one := range strings.SplitSeq(value, ",") {
			list = append(list, option(one))
		}
		out["selected_options"] = list
	default:
		out["value"] = value
	}
	return out
}
