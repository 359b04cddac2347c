package commands_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/bot/slack/slacklimits"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/datum"
	"github.com/regiebot/regiebot/procesregie"
)

// TestGesprekkenOpSlack runs the same conversations through Slack: what is said arrives as a
// signed request of Slack, what is pressed and filled in is what stands on the screen, and
// everything that the program says must be on the screen of who asked.
func TestGesprekkenOpSlack(t *testing.T) {
	runOver(t, slack.Platform, func(tb testing.TB, g *gesprek) error { return g.overSlack(tb) })
}

// slackSide is one conversation over Slack.
type slackSide struct {
	*chatSide
	server  *slackServer
	handler http.Handler
	tickets bot.Tickets
}

const slackSecret = "0123456789abcdef0123456789abcdef"

// overSlack has everything that is said from now on go over Slack.
func (g *gesprek) overSlack(tb testing.TB) error {
	_, err := g.opSlack(tb)
	return err
}

// opSlack does so, and gives the side of Slack.
func (g *gesprek) opSlack(tb testing.TB) (*slackSide, error) {
	shared, err := newChatSide(g, slack.Platform, slackID)
	if err != nil {
		return nil, err
	}
	side := &slackSide{
		chatSide: shared, server: newSlackServer(tb),
		tickets: bot.Tickets{Platform: slack.Platform, MAC: g.ring.MAC, Check: g.ring.CheckMAC},
	}
	side.chat = side
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
		Now:   side.time, Log: quiet,
	})
	if err != nil {
		return nil, err
	}
	side.handler = adapter.Handler()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = adapter.Run(ctx) }()
	tb.Cleanup(func() { stop(); <-done })
	g.via = side.ask
	return side, nil
}

func slackID(member string) string { return "U" + strings.ToUpper(member) }

// begin empties all screens. Whoever does something else than filling in a form closes it.
func (s *slackSide) begin(member string, closes bool) {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	clear(s.server.screens)
	if closes {
		delete(s.server.views, slackID(member))
	}
}

func (s *slackSide) changed() <-chan struct{} {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	return s.server.changed
}

func (s *slackSide) hasForm(member string) bool {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	return s.server.views[slackID(member)].id != ""
}

// hides: a modal takes every form as a whole.
func (s *slackSide) hides(bot.Form, bot.Field) bool { return false }

// problems are the errors that stand under the fields of the form on somebody's screen.
func (s *slackSide) problems(member string, _ bool) string {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	for _, text := range s.server.screens[slackID(member)] {
		if strings.HasPrefix(text, `{"field/`) {
			return strings.ReplaceAll(text, `"field/`, `"`)
		}
	}
	return ""
}

// controls are the buttons on somebody's screen.
func (s *slackSide) controls(member string) (found []chatControl) {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	user := slackID(member)
	for _, text := range append(append([]string(nil), s.server.screens[user]...), string(s.server.views[user].body)) {
		var v any
		if json.Unmarshal([]byte(text), &v) == nil {
			found = buttonsIn(v, found)
		}
	}
	return found
}

// say types a line: as a command with a slash, or as a message in the direct conversation.
func (s *slackSide) say(member string, req bot.Request) error {
	user := slackID(member)
	word, rest, _ := strings.Cut(req.Line, " ")
	known := isCommand(word)
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

// press presses a button with a value, where it stands.
func (s *slackSide) press(member, value string) error {
	user := slackID(member)
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

// reminder is the button of a reminder.
func (s *slackSide) reminder(member, line string) string {
	return s.tickets.Make(bot.Ticket{Line: line, For: slackID(member), Until: s.now.Add(time.Hour * 24)})
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

// screen is everything that can be read on somebody's screen.
func (s *slackSide) screen(member string) string {
	user := slackID(member)
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

// aloud is what the bot said to everybody in the channel since somebody did something.
func (s *slackSide) aloud() string {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	return strings.Join(s.server.screens["C1"], "\n")
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

// buttonsIn finds the buttons in a JSON value, in order.
func buttonsIn(v any, found []chatControl) []chatControl {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			found = buttonsIn(one, found)
		}
	case map[string]any:
		if v["type"] == "button" {
			label, _ := v["text"].(map[string]any)
			return append(found, chatControl{fmt.Sprint(label["text"]), fmt.Sprint(v["value"])})
		}
		for _, key := range []string{"blocks", "elements", "accessory"} {
			found = buttonsIn(v[key], found)
		}
	}
	return found
}

// fillIn fills in the form that is open on somebody's screen, and sends or leaves it.
func (s *slackSide) fillIn(member string, req bot.Request) error {
	user := slackID(member)
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
