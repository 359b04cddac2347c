package judge_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// town is a server, and the official client of two people, of the bot and of an
// administrator.
type town struct {
	*mattermosttest.Server
	team, room                   string
	anouk, bram                  string
	asAnouk, asBram, asBot, boss *model.Client4
}

func newTown(t *testing.T, version string) *town {
	w := &town{Server: mattermosttest.New(t, mattermosttest.Options{Version: version})}
	w.anouk, w.bram = w.AddUser("anouk"), w.AddUser("bram")
	w.team = w.AddTeam("voorbeeldstad", w.anouk, w.bram)
	w.room = w.AddChannel(w.team, "jeugd-noord", "O", w.anouk, w.bram, w.BotID)
	w.asAnouk, w.asBram, w.asBot, w.boss = w.client(w.TokenOf(w.anouk)), w.client(w.TokenOf(w.bram)), w.client(w.Token), w.client(w.Boss)
	return w
}

func (w *town) client(token string) *model.Client4 {
	c := model.NewAPIv4Client(w.URL)
	c.SetToken(token)
	return c
}

func both(t *testing.T, test func(*testing.T, *town)) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) { test(t, newTown(t, version)) })
	}
}

func must[T any](t *testing.T) func(T, *model.Response, error) T {
	return func(v T, _ *model.Response, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// is wants an error with an id.
func is(t *testing.T, err error, status int, id string) {
	t.Helper()
	var e *model.AppError
	if !errors.As(err, &e) || e.StatusCode != status || e.Id != id {
		t.Errorf("%v, want %d %s", err, status, id)
	}
}

func (w *town) clean(t *testing.T) {
	t.Helper()
	if problems := w.Problems(); len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

func TestPeopleAndPlaces(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx := t.Context()
		me := must[*model.User](t)(w.asBot.GetMe(ctx, ""))
		if me.Id != w.BotID || !me.IsBot || me.Username != "regiebot" || !model.IsValidId(me.Id) {
			t.Errorf("me: %+v", me)
		}
		u := must[*model.User](t)(w.asBot.GetUserByUsername(ctx, "anouk", ""))
		if u.Id != w.anouk || u.IsBot || u.DeleteAt != 0 {
			t.Errorf("anouk: %+v", u)
		}
		if list := must[[]*model.User](t)(w.asBot.GetUsersByIds(ctx, []string{w.anouk, w.bram})); len(list) != 2 {
			t.Errorf("users: %v", list)
		}
		teams := must[[]*model.Team](t)(w.asBot.GetTeamsForUser(ctx, "me", ""))
		if len(teams) != 1 || teams[0].Name != "voorbeeldstad" {
			t.Errorf("teams: %v", teams)
		}
		ch := must[*model.Channel](t)(w.asBot.GetChannelByNameForTeamName(ctx, "jeugd-noord", "voorbeeldstad", ""))
		if ch.Id != w.room || ch.Type != model.ChannelTypeOpen {
			t.Errorf("channel: %+v", ch)
		}
		dm := must[*model.Channel](t)(w.asBot.CreateDirectChannel(ctx, w.BotID, w.anouk))
		if dm.Type != model.ChannelTypeDirect || dm.Name != model.GetDMNameFromIds(w.BotID, w.anouk) {
			t.Errorf("direct: %+v", dm)
		}
		if same := must[*model.Channel](t)(w.asAnouk.CreateDirectChannel(ctx, w.anouk, w.BotID)); same.Id != dm.Id {
			t.Errorf("another conversation: %+v", same)
		}
		mine := must[[]*model.Channel](t)(w.asBot.GetChannelsForTeamForUser(ctx, w.team, "me", false, ""))
		if len(mine) != 2 {
			t.Errorf("channels: %v", mine)
		}
		guest := w.AddGuest("gast")
		w.Join(w.room, guest)
		stats := must[*model.ChannelStats](t)(w.asBot.GetChannelStats(ctx, w.room, "", false))
		if stats.MemberCount != 4 || stats.GuestCount != 1 {
			t.Errorf("stats: %+v", stats)
		}
		_, _, err := w.asBot.GetUser(ctx, model.NewId(), "")
		is(t, err, http.StatusNotFound, "app.user.missing_account.const")
		_, _, err = w.client("nobody").GetMe(ctx, "")
		is(t, err, http.StatusUnauthorized, "api.context.session_expired.app_error")
		w.clean(t)
	})
}

func TestPosts(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx := t.Context()
		props := model.StringInterface{"attachments": []*model.MessageAttachment{{Fallback: "x", Text: "stuk", Actions: []*model.PostAction{{
			Id: "a1", Type: "button", Name: "Druk", Integration: &model.PostActionIntegration{URL: "http://regiebot.voorbeeldstad.nl/x", Context: map[string]any{"t": "1"}},
		}}}}, "regiebot": map[string]any{"key": "k"}}
		p := must[*model.Post](t)(w.asBot.CreatePost(ctx, &model.Post{ChannelId: w.room, Message: "dag", Props: props, PendingPostId: w.BotID + ":1"}))
		if err := p.IsValid(mattermosttest.MaxMessageRunes); err != nil {
			t.Errorf("the post is not valid: %v", err)
		}
		if p.GetProp("from_bot") != "true" || p.GetAction("a1") == nil || p.GetAction("a1").Integration != nil {
			t.Errorf("props: %v", p.GetProps())
		}
		again := must[*model.Post](t)(w.asBot.CreatePost(ctx, &model.Post{ChannelId: w.room, Message: "dag", PendingPostId: w.BotID + ":1"}))
		if again.Id != p.Id {
			t.Error("posted twice")
		}
		text := "anders"
		patched := must[*model.Post](t)(w.asBot.PatchPost(ctx, p.Id, &model.PostPatch{Message: &text}))
		if patched.Message != text || patched.EditAt == 0 || patched.GetAction("a1") == nil {
			t.Errorf("patched: %+v", patched)
		}
		none := model.StringInterface{}
		patched = must[*model.Post](t)(w.asBot.PatchPost(ctx, p.Id, &model.PostPatch{Props: &none}))
		if len(patched.GetProps()) != 0 || patched.Message != text {
			t.Errorf("props are gone: %+v", patched)
		}
		_, _, err := w.asAnouk.PatchPost(ctx, p.Id, &model.PostPatch{Message: &text})
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		answer := must[*model.Post](t)(w.asAnouk.CreatePost(ctx, &model.Post{ChannelId: w.room, RootId: p.Id, Message: "antwoord"}))
		list := must[*model.PostList](t)(w.asBot.GetPostsForChannel(ctx, w.room, 0, 60, "", false, false))
		if !slices.Equal(list.Order, []string{answer.Id, p.Id}) {
			t.Errorf("order: %v", list.Order)
		}
		before := must[*model.PostList](t)(w.asBot.GetPostsBefore(ctx, w.room, answer.Id, 0, 60, "", false, false))
		since := must[*model.PostList](t)(w.asBot.GetPostsSince(ctx, w.room, answer.CreateAt-1, false))
		if !slices.Equal(before.Order, []string{p.Id}) || !slices.Equal(since.Order, []string{answer.Id}) {
			t.Errorf("before %v, since %v", before.Order, since.Order)
		}
		if _, err := w.asBot.DeletePost(ctx, p.Id); err != nil {
			t.Error(err)
		}
		_, err = w.asBot.DeletePost(ctx, p.Id)
		is(t, err, http.StatusNotFound, "app.post.get.app_error")
		_, _, err = w.asBot.PatchPost(ctx, p.Id, &model.PostPatch{Message: &text})
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		_, _, err = w.asBot.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: w.anouk, Post: &model.Post{ChannelId: w.room, Message: "stil"}})
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		must[*model.Post](t)(w.boss.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: w.anouk, Post: &model.Post{ChannelId: w.room, Message: "stil"}}))
		if !strings.Contains(w.Shown(w.anouk, w.room), "stil") || strings.Contains(w.Shown(w.bram, w.room), "stil") {
			t.Error("an ephemeral post is for one")
		}
		w.clean(t)
	})
}

func TestFiles(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx := t.Context()
		dm := w.DM(w.anouk)
		up := must[*model.FileUploadResponse](t)(w.asBot.UploadFile(ctx, []byte("inhoud"), dm, "rooster.xlsx"))
		if len(up.FileInfos) != 1 || up.FileInfos[0].Name != "rooster.xlsx" || up.FileInfos[0].Size != 6 {
			t.Fatalf("uploaded: %+v", up)
		}
		p := must[*model.Post](t)(w.asBot.CreatePost(ctx, &model.Post{ChannelId: dm, Message: "Je bestand", FileIds: []string{up.FileInfos[0].Id}}))
		if len(p.FileIds) != 1 {
			t.Errorf("files: %v", p.FileIds)
		}
		data := must[[]byte](t)(w.asAnouk.GetFile(ctx, p.FileIds[0]))
		if string(data) != "inhoud" || !strings.Contains(w.Shown(w.anouk, dm), "rooster.xlsx") {
			t.Errorf("data: %s", data)
		}
		_, _, err := w.asBram.GetFile(ctx, p.FileIds[0])
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		w.clean(t)
	})
}

// program is an integration that does what a test says.
func program(t *testing.T, do func(path string, body []byte) any) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(do(r.URL.Path, body))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestCommands(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx := t.Context()
		url := program(t, func(string, []byte) any { return model.CommandResponse{Text: "privé"} })
		wanted := &model.Command{TeamId: w.team, Trigger: "casus", Method: "P", URL: url + "/c", AutoComplete: true, AutoCompleteHint: "nieuw", DisplayName: "Casus"}
		_, _, err := w.asBot.CreateCommand(ctx, wanted)
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		_, _, err = w.asBot.ListCommands(ctx, w.team, true)
		is(t, err, http.StatusForbidden, "api.context.permissions.app_error")
		made := must[*model.Command](t)(w.boss.CreateCommand(ctx, wanted))
		if err := made.IsValid(); err != nil {
			t.Errorf("the command is not valid: %v", err)
		}
		_, _, err = w.boss.CreateCommand(ctx, wanted)
		is(t, err, http.StatusBadRequest, "api.command.duplicate_trigger.app_error")
		made.AutoCompleteDesc = "Een casus"
		if changed := must[*model.Command](t)(w.boss.UpdateCommand(ctx, made)); changed.Token != made.Token || changed.AutoCompleteDesc != "Een casus" {
			t.Errorf("changed: %+v", changed)
		}
		if list := must[[]*model.Command](t)(w.boss.ListCommands(ctx, w.team, true)); len(list) != 1 || list[0].Token != made.Token {
			t.Errorf("list: %v", list)
		}
		if done := must[*model.CommandResponse](t)(w.asAnouk.ExecuteCommand(ctx, w.room, "/casus lijst")); done.TriggerId == "" {
			t.Error("no trigger")
		}
		if !strings.Contains(w.Shown(w.anouk, w.room), "privé") || strings.Contains(w.Shown(w.bram, w.room), "privé") {
			t.Error("the answer is for one")
		}
		if _, err := w.boss.DeleteCommand(ctx, made.Id); err != nil {
			t.Error(err)
		}
		_, _, err = w.asAnouk.ExecuteCommand(ctx, w.room, "/casus lijst")
		is(t, err, http.StatusNotFound, "api.command.execute_command.not_found.app_error")
		w.clean(t)
	})
}

func TestActionsAndDialogs(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx := t.Context()
		var url string
		var sent model.SubmitDialogRequest
		url = program(t, func(path string, body []byte) any {
			if path == "/dialog" {
				_ = json.Unmarshal(body, &sent)
				return model.SubmitDialogResponse{Errors: map[string]string{"naam": "te kort"}}
			}
			var in model.PostActionIntegrationRequest
			if err := json.Unmarshal(body, &in); err != nil || in.UserId != w.anouk || in.Context["selected_option"] != "b" {
				t.Errorf("pressed: %s", body)
			}
			_, err := w.asBot.OpenInteractiveDialog(context.Background(), model.OpenDialogRequest{TriggerId: in.TriggerId, URL: url + "/dialog", Dialog: model.Dialog{
				CallbackId: "c", Title: "Casus", State: "s", Elements: []model.DialogElement{{DisplayName: "Naam", Name: "naam", Type: "text"}},
			}})
			if err != nil {
				t.Error(err)
			}
			return model.PostActionIntegrationResponse{Update: &model.Post{Message: "gedaan", Props: model.StringInterface{}}, EphemeralText: "gekozen"}
		})
		p := must[*model.Post](t)(w.asBot.CreatePost(ctx, &model.Post{ChannelId: w.room, Message: "kies", Props: model.StringInterface{"attachments": []*model.MessageAttachment{{
			Actions: []*model.PostAction{{Id: "m1", Type: "select", Name: "Wie", Options: []*model.PostActionOptions{{Text: "A", Value: "a"}, {Text: "B", Value: "b"}}, Integration: &model.PostActionIntegration{URL: url + "/action"}}},
		}}}}))
		r := w.Choose(w.anouk, p.Id, "Wie", "B")
		if r.Dialog == nil || r.Dialog.Title != "Casus" || !strings.Contains(r.Text(), "gedaan") || !strings.Contains(r.Text(), "gekozen") {
			t.Fatalf("seen: %+v", r)
		}
		back := must[*model.Post](t)(w.asBot.GetPost(ctx, p.Id, ""))
		if len(back.Attachments()) != 0 {
			t.Errorf("props:{} takes the buttons away: %v", back.GetProps())
		}
		answer := must[*model.SubmitDialogResponse](t)(w.asAnouk.SubmitInteractiveDialog(ctx, model.SubmitDialogRequest{
			URL: url + "/dialog", CallbackId: "c", State: "s", ChannelId: w.room, TeamId: w.team, Submission: map[string]any{"naam": "A"},
		}))
		if answer.Errors["naam"] != "te kort" || sent.UserId != w.anouk || sent.Type != "dialog_submission" {
			t.Errorf("answer %+v to %+v", answer, sent)
		}
		_, err := w.asBot.OpenInteractiveDialog(ctx, model.OpenDialogRequest{TriggerId: "x", URL: url, Dialog: model.Dialog{Title: "a"}})
		is(t, err, http.StatusBadRequest, "interactive_message.decode_trigger_id.base64_decode_failed")
		w.clean(t)
	})
}

func TestTheWebsocket(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		client, err := model.NewWebSocketClient4("ws"+strings.TrimPrefix(w.URL, "http"), w.Token)
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		client.Listen()
		next := func(kind model.WebsocketEventType) *model.WebSocketEvent {
			for {
				select {
				case e := <-client.EventChannel:
					if e != nil && e.EventType() == kind {
						return e
					}
				case <-client.ResponseChannel:
				case <-ctx.Done():
					t.Fatalf("no %s", kind)
				}
			}
		}
		next(model.WebsocketEventHello)
		if w.Connected(w.BotID) != 1 {
			t.Error("not connected")
		}
		id := w.Say(w.anouk, w.room, "", "dag @regiebot, hoe gaat het?")
		e := next(model.WebsocketEventPosted)
		var p model.Post
		if err := json.Unmarshal([]byte(e.GetData()["post"].(string)), &p); err != nil || p.Id != id || p.IsValid(mattermosttest.MaxMessageRunes) != nil {
			t.Errorf("posted: %v %v", e.GetData(), err)
		}
		if !strings.Contains(e.GetData()["mentions"].(string), w.BotID) || e.GetData()["channel_type"] != "O" {
			t.Errorf("data: %v", e.GetData())
		}
		w.Edit(id, "dag")
		next(model.WebsocketEventPostEdited)
		w.Remove(id)
		next(model.WebsocketEventPostDeleted)
		w.clean(t)
	})
}
