package slack

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/bottest"
	"github.com/regiebot/regiebot/bot/platform"
)

// emulateFolder is where `make check` installs the npm package emulate.
const emulateFolder = "../../.cache/emulate-0.12.2"

// emulated is a Slack that others wrote: the npm package emulate, with strict scopes. The
// token may do what is needed, and no more.
type emulated struct {
	url   string // of the Web API
	users map[string]string
	room  string // the channel of the team
}

// neededScopes are what going out needs, of what the manifest asks for.
func neededScopes() []string {
	return []string{"chat:write", "im:write", "im:history", "channels:read", "channels:history", "groups:read", "groups:history", "files:write", "users:read"}
}

// needEmulate returns the folder of the package. Without it, or without Node, the test is
// skipped, or fails when REGIEBOT_TEST_EMULATE is "required" or names a folder.
func needEmulate(t *testing.T) string {
	t.Helper()
	folder, wanted := emulateFolder, os.Getenv("REGIEBOT_TEST_EMULATE")
	if wanted != "" && wanted != "required" {
		folder = wanted
	}
	_, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "node_modules", "emulate", "package.json"))
	}
	if err != nil && wanted != "" {
		t.Fatalf("emulate is required and not there: %v", err)
	}
	if err != nil {
		t.Skipf("not tested on emulate: %v", err)
	}
	return folder
}

// startEmulate starts it. It ends with the test.
func startEmulate(t *testing.T) *emulated {
	t.Helper()
	folder := needEmulate(t)
	var between httputil.ReverseProxy
	front := httptest.NewServer(&between)
	t.Cleanup(front.Close)
	config, err := json.Marshal(map[string]any{"baseUrl": front.URL, "seed": map[string]any{"slack": map[string]any{
		"strict_scopes": true,
		"users":         []any{map[string]any{"name": "anouk", "real_name": "Anouk de Wit"}, map[string]any{"name": "bram"}},
		"channels":      []any{map[string]any{"name": "jeugd-noord"}, map[string]any{"name": "elders", "is_private": true}},
		"oauth_apps":    []any{map[string]any{"client_id": "1", "client_secret": "2", "name": "Regiebot", "redirect_uris": []string{}, "bot_id": "B0REGIE", "bot_user_id": "U0REGIE", "bot_name": "regiebot"}},
		"tokens": []any{
			map[string]any{"token": "xoxb-1", "type": "bot", "user_id": "U0REGIE", "bot_id": "B0REGIE", "bot_user_id": "U0REGIE", "scopes": neededScopes()},
			map[string]any{"token": "xoxb-little", "type": "bot", "user_id": "U0REGIE", "bot_id": "B0REGIE", "bot_user_id": "U0REGIE", "scopes": []string{"users:read"}},
			map[string]any{"token": "xoxp-all", "type": "user", "user": "admin"},
		},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	back := runNode(t, "testdata/emulate/serve.mjs", folder, string(config))
	between.Rewrite = func(r *httputil.ProxyRequest) {
		r.SetURL(back)
		tokenToHeader(t, r.Out)
	}
	between.ModifyResponse = onlyThatMessage
	e := &emulated{url: front.URL + "/api/", users: map[string]string{}}
	e.lookAround(t)
	return e
}

// runNode starts a program that says its address on its first line.
func runNode(t *testing.T, args ...string) *url.URL {
	t.Helper()
	node := exec.Command("node", args...)
	var complaints bytes.Buffer
	node.Stderr = &complaints
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	slow := time.AfterFunc(time.Minute, func() { _ = node.Process.Kill() })
	t.Cleanup(func() {
		slow.Stop()
		_ = in.Close()
		last := time.AfterFunc(10*time.Second, func() { _ = node.Process.Kill() })
		defer last.Stop()
		_ = node.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("emulate does not start: %v\n%s", err, complaints.String())
	}
	slow.Stop()
	go func() { _, _ = io.Copy(io.Discard, out) }()
	address, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// tokenToHeader moves the token of a form to where emulate looks for it; Slack takes both.
// It asks for all messages where one is asked for: see [onlyThatMessage].
func tokenToHeader(t *testing.T, r *http.Request) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return
	}
	body, err := io.ReadAll(r.Body)
	form, formErr := url.ParseQuery(string(body))
	if err := errors.Join(err, formErr); err != nil {
		t.Error(err)
	}
	if token := form.Get("token"); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if form.Has("latest") {
		r.Header.Set("X-Only", form.Get("latest"))
		form.Set("limit", "1000")
	}
	text := form.Encode()
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", strconv.Itoa(len(text)))
}

// onlyThatMessage keeps the one message that was asked for: emulate does not know "oldest"
// and "latest", and gives the newest.
func onlyThatMessage(r *http.Response) error {
	stamp := r.Request.Header.Get("X-Only")
	if stamp == "" {
		return nil
	}
	var page map[string]any
	if err := json.NewDecoder(r.Body).Decode(&page); err != nil {
		return err
	}
	all, _ := page["messages"].([]any)
	page["messages"] = slices.DeleteFunc(append([]any{}, all...), func(m any) bool { return m.(map[string]any)["ts"] != stamp })
	page["has_more"] = false
	text, err := json.Marshal(page)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", strconv.Itoa(len(text)))
	return err
}

// admin is somebody who may do everything there.
func (e *emulated) admin() *api.Client { return api.New("xoxp-all", api.OptionAPIURL(e.url)) }

// lookAround learns the ids that emulate made up.
func (e *emulated) lookAround(t *testing.T) {
	t.Helper()
	users, err := e.admin().GetUsersContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		e.users[u.Name] = u.ID
	}
	channels, _, err := e.admin().GetConversationsContext(t.Context(), &api.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range channels {
		e.users["#"+c.Name] = c.ID
	}
	e.room = e.users["#jeugd-noord"]
}

// slack is the adapter on it.
func (e *emulated) slack(t *testing.T, change ...func(*Config)) *Slack {
	t.Helper()
	change = append(change, func(c *Config) {
		c.APIURL, c.Now = e.url, time.Now
		c.People.Whom = func(_ context.Context, to bot.Address) (string, error) {
			if to.Channel != "" {
				return e.users["#"+to.Channel], nil
			}
			return e.users[to.Member], nil
		}
	})
	return newWebAPI(t).slack(change...)
}

// shown is what can be read at an address.
func (e *emulated) shown(t *testing.T, s *Slack, to bot.Address) string {
	t.Helper()
	at, err := s.where(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.client.GetConversationHistoryContext(t.Context(), &api.GetConversationHistoryParameters{ChannelID: at.channel, Limit: 999})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(page.Messages)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEmulate(t *testing.T) {
	e := startEmulate(t)
	s := e.slack(t)
	t.Run("contract", func(t *testing.T) {
		bottest.Run(t, bottest.Platform{
			Sender: s, Member: toAnouk, Other: bot.Address{Member: "bram"}, Channel: toChannel, Nobody: bot.Address{Member: "niemand"},
			Shown: func(t *testing.T, to bot.Address) string { return e.shown(t, s, to) },
		})
	})
	t.Run("posts and metadata", e.posts)
	t.Run("a history of several pages", e.pages)
	t.Run("threads and answers", e.answers)
	t.Run("users, channels and the bot itself", e.people)
	t.Run("files", e.files)
	t.Run("views", e.views)
	t.Run("what is refused", e.refuses)
	t.Run("too few scopes", e.scopes)
}

func (e *emulated) posts(t *testing.T) {
	s := e.slack(t)
	r, err := s.Send(t.Context(), toChannel, "posts/1", reminder)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.history(t.Context(), api.GetConversationHistoryParameters{ChannelID: e.room, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	m := page.Messages[0]
	tag, ours := tagOf(m.Metadata)
	if r.ID != e.room+"/"+m.Timestamp || !ours || tag.key != hashed("posts/1") || tag.part != 1 || tag.of != 1 {
		t.Errorf("%+v: %+v %v", r, tag, ours)
	}
	want := s.render(reminder, "")[0]
	if m.Text != want.Text || len(m.Blocks.BlockSet) != len(want.Blocks) {
		t.Errorf("%q and %d blocks, want %q and %d", m.Text, len(m.Blocks.BlockSet), want.Text, len(want.Blocks))
	}
	for i, b := range m.Blocks.BlockSet {
		if b.BlockType() != want.Blocks[i].BlockType() {
			t.Errorf("block %d: %s", i, b.BlockType())
		}
	}
}

func (e *emulated) pages(t *testing.T) {
	s := e.slack(t)
	first, err := s.Send(t.Context(), toChannel, "pages/0", reminder)
	if err != nil {
		t.Fatal(err)
	}
	for range 1005 { // more than a page
		if _, err := s.put(t.Context(), cover{channel: e.room}, post{Text: "van alles"}); err != nil {
			t.Fatal(err)
		}
	}
	if got, there, err := s.Find(t.Context(), toChannel, "pages/0", time.Time{}); err != nil || !there || got != first {
		t.Errorf("%+v %v %v", got, there, err)
	}
}

func (e *emulated) answers(t *testing.T) {
	s := e.slack(t)
	r, err := s.Send(t.Context(), toChannel, "answers/0", reminder)
	if err != nil {
		t.Fatal(err)
	}
	_, stamps, err := readReceipt(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.say(t.Context(), e.room, stamps[0], []post{{Text: "een antwoord"}}); err != nil {
		t.Fatal(err)
	}
	all, _, _, err := s.client.GetConversationRepliesContext(t.Context(), &api.GetConversationRepliesParameters{ChannelID: e.room, Timestamp: stamps[0]})
	if err != nil || len(all) != 2 || all[1].Text != "een antwoord" {
		t.Errorf("%d messages, %v", len(all), err)
	}
}

func (e *emulated) people(t *testing.T) {
	s := e.slack(t)
	who, err := s.Self(t.Context())
	if err != nil || who.UserID != "U0REGIE" || who.BotID != "B0REGIE" || who.TeamID == "" {
		t.Errorf("%+v %v", who, err)
	}
	if p, err := s.person(t.Context(), e.users["anouk"]); err != nil || p.Name != "anouk" || p.Bot || p.Deleted || p.Outside {
		t.Errorf("%+v %v", p, err)
	}
	if p, err := s.person(t.Context(), "U0REGIE"); err != nil || !p.Bot {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := s.person(t.Context(), "U404"); verdictOf(err).why != bot.Unreachable {
		t.Errorf("%v", err)
	}
	if p, err := s.place(t.Context(), e.room); err != nil || p.Private || p.Outside {
		t.Errorf("%+v %v", p, err)
	}
	if p, err := s.place(t.Context(), e.users["#elders"]); err == nil || p.Private || p.Outside || !p.Unknown {
		t.Errorf("a channel without the bot: %+v %v", p, err)
	}
}

func (e *emulated) files(t *testing.T) {
	s := e.slack(t)
	if err := s.upload(t.Context(), e.users["bram"], agendaFile); err != nil {
		t.Fatal(err)
	}
	files, _, err := e.admin().GetFilesContext(t.Context(), api.GetFilesParameters{User: "U0REGIE"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.IsPublic {
			t.Errorf("%s is public", f.Name)
		}
	}
	if shown := e.shown(t, s, bot.Address{Member: "bram"}); !strings.Contains(shown, "agenda.ics") {
		t.Error("the file is not in the direct conversation")
	}
	if shown := e.shown(t, s, toChannel); strings.Contains(shown, "agenda.ics") {
		t.Error("the file is in the channel")
	}
}

func (e *emulated) views(t *testing.T) {
	s := e.slack(t)
	form := bot.Form{Title: "MDO plannen", Line: "mdo plan", Fields: []bot.Field{
		{Name: "zaak", Label: "Zaaknummer", Kind: bot.KindLine, Value: "ZO-2026-0142"}, {Name: "datum", Label: "Datum", Kind: bot.KindDate},
	}}
	trigger := e.trigger(t)
	opened, err := s.client.OpenViewContext(t.Context(), trigger, s.modal(form, platform.Desk{Line: form.Line, Owner: e.users["anouk"]}))
	if err != nil {
		t.Fatal(err)
	}
	if _, fault := s.forms().Open(opened.PrivateMetadata, e.users["anouk"]); fault != bot.Fine {
		t.Errorf("what the modal remembers: %v", fault)
	}
	if _, err := s.client.OpenViewContext(t.Context(), trigger, s.modal(form, platform.Desk{Line: form.Line})); err == nil {
		t.Error("one trigger opens twice")
	}
	if _, err := s.client.UpdateViewContext(t.Context(), s.modal(form, platform.Desk{Line: form.Line}), "", "", opened.ID); err != nil {
		t.Errorf("update: %v", err)
	}
	if _, err := s.client.PublishViewContext(t.Context(), api.PublishViewContextRequest{UserID: e.users["anouk"], View: s.homeView(reminder, e.users["anouk"])}); err != nil {
		t.Errorf("home: %v", err)
	}
}

// trigger is the permission to open one modal for Anouk.
func (e *emulated) trigger(t *testing.T) string {
	t.Helper()
	form := url.Values{"token": {"xoxb-1"}, "user_id": {e.users["anouk"]}}
	answer, err := http.PostForm(e.url+"views.generateTriggerId", form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var got struct {
		ID string `json:"trigger_id"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil || got.ID == "" {
		t.Fatalf("no trigger: %v", err)
	}
	return got.ID
}

func (e *emulated) refuses(t *testing.T) {
	s := e.slack(t)
	unreachable := verdict{certain: true, why: bot.Unreachable}
	for channel, want := range map[string]verdict{"C404": unreachable, e.users["#elders"]: unreachable} {
		if err := s.say(t.Context(), channel, "", []post{{Text: "x"}}); verdictOf(err) != want {
			t.Errorf("%s: %v", channel, err)
		}
	}
	if err := s.say(t.Context(), e.room, "", []post{{}}); verdictOf(err) != (verdict{certain: true, why: bot.Unfit}) {
		t.Errorf("nothing is said: %v", err)
	}
	if err := e.admin().ArchiveConversationContext(t.Context(), e.users["#random"]); err != nil {
		t.Fatal(err)
	}
	if err := s.say(t.Context(), e.users["#random"], "", []post{{Text: "x"}}); verdictOf(err) != unreachable {
		t.Errorf("archived: %v", err)
	}
	_, stamp, err := e.admin().PostMessageContext(t.Context(), e.room, api.MsgOptionText("van een ander", false))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Replace(t.Context(), toChannel, receipt(e.room, []string{stamp}), &bot.Message{Text: "x"}); verdictOf(err).why != bot.Unfit {
		t.Errorf("a message of somebody else: %v", err)
	}
}

func (e *emulated) scopes(t *testing.T) {
	s := e.slack(t, func(c *Config) { c.Token = "xoxb-little" })
	for _, to := range []bot.Address{toAnouk, toChannel} {
		if _, err := s.Send(t.Context(), to, "k", reminder); verdictOf(err) != (verdict{certain: true}) {
			t.Errorf("%+v: %v", to, err)
		}
		if _, there, err := s.Find(t.Context(), to, "k", time.Time{}); there || err == nil || errors.Is(err, bot.ErrCannotTell) {
			t.Errorf("%+v: %v %v", to, there, err)
		}
	}
	if err := s.upload(t.Context(), e.users["anouk"], agendaFile); verdictOf(err) != (verdict{certain: true}) {
		t.Errorf("%v", err)
	}
}
