package mattermost

import (
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot/platform"
)

// Ids as the server makes them.
const (
	inBot     = "bbbbbbbbbbbbbbbbbbbbbbbbb1"
	inAnouk   = "aaaaaaaaaaaaaaaaaaaaaaaaa1"
	inBram    = "aaaaaaaaaaaaaaaaaaaaaaaaa2"
	inChannel = "ccccccccccccccccccccccccc1"
	inTeam    = "ttttttttttttttttttttttttt1"
	inPost    = "ppppppppppppppppppppppppp1"
	inToken   = "kkkkkkkkkkkkkkkkkkkkkkkkk1"
)

// inCommand is a slash command as a server of 11.6 sends it, changed by pairs of a name and a value.
func inCommand(changes ...string) url.Values {
	form := url.Values{
		"channel_id": {inChannel}, "channel_name": {"noord"}, "command": {"/casus"}, "response_url": {"http://chat/hooks/commands/x"},
		"root_id": {inPost}, "team_domain": {"voorbeeldstad"}, "team_id": {inTeam}, "text": {"Z-1  status\nen meer "},
		"token": {inToken}, "trigger_id": {"dHJpZ2dlcg=="}, "user_id": {inAnouk}, "user_name": {"anouk"},
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

func TestReadCommand(t *testing.T) {
	whole := slashCommand{
		Command: "/casus", Text: "Z-1  status\nen meer ", UserID: inAnouk, UserName: "anouk", ChannelID: inChannel, ChannelName: "noord",
		TeamID: inTeam, TeamDomain: "voorbeeldstad", RootID: inPost, ResponseURL: "http://chat/hooks/commands/x", TriggerID: "dHJpZ2dlcg==",
	}
	with := func(change func(*slashCommand)) slashCommand {
		c := whole
		change(&c)
		return c
	}
	named := inCommand()
	named["user_mentions"], named["user_mentions_ids"] = []string{"bram", "x"}, []string{inBram, "../teams"}
	half := inCommand()
	half["user_mentions"], half["user_mentions_ids"] = []string{"bram", "anouk"}, []string{inBram}
	for _, c := range []struct {
		name string
		body string
		want slashCommand
		err  error
	}{
		{"as it comes", inCommand().Encode(), whole, nil},
		{"with fields that nobody knows", inCommand("shiny", "new").Encode(), whole, nil},
		{"outside a thread, or a server of before", inCommand("root_id", "").Encode(), with(func(c *slashCommand) { c.RootID = "" }), nil},
		{"somebody is mentioned", named.Encode(), with(func(c *slashCommand) { c.Mentions = map[string]string{"bram": inBram} }), nil},
		{"of mentions one half came", half.Encode(), whole, nil},
		{"what nobody sees is for the program to refuse", inCommand("text", "a\x00b\x1b[31m\tc\r\nd\u202Ee\xff").Encode(), with(func(c *slashCommand) { c.Text = "a\x00b\x1b[31m\tc\r\nd\u202Ee\xff" }), nil},
		{"ids that are paths", inCommand("channel_id", "../users", "team_id", "x", "root_id", "%2e").Encode(), with(func(c *slashCommand) { c.ChannelID, c.TeamID, c.RootID = "", "", "" }), nil},
		{"as long as a post", inCommand("text", strings.Repeat("é", maxSaid)).Encode(), with(func(c *slashCommand) { c.Text = strings.Repeat("é", maxSaid) }), nil},
		{"one character more", inCommand("text", strings.Repeat("é", maxSaid+1)).Encode(), slashCommand{}, errLarge},
		{"300,000 characters", inCommand("text", strings.Repeat("😀", 300_000)).Encode(), slashCommand{}, errLarge},
		{"no command", inCommand("command", "").Encode(), slashCommand{}, errHalf},
		{"nobody", inCommand("user_id", "").Encode(), slashCommand{}, errHalf},
		{"a user who is a path", inCommand("user_id", "me").Encode(), slashCommand{}, errHalf},
		{"no form", "text=%zz", slashCommand{}, errHalf},
		{"nothing", "", slashCommand{}, errHalf},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, token, err := readCommand([]byte(c.body))
			if !errors.Is(err, c.err) || err == nil && (!reflect.DeepEqual(got, c.want) || token != inToken) {
				t.Errorf("got %+v, token %q, error %v", got, token, err)
			}
		})
	}
	if n := len(inCommand("text", strings.Repeat("😀", 300_000)).Encode()); n > maxBody {
		t.Errorf("300,000 characters are %d bytes: they would not even be read", n)
	}
}

const inPress = `{"user_id":"` + inAnouk + `","user_name":"anouk","channel_id":"` + inChannel + `","channel_name":"noord","team_id":"` + inTeam +
	`","team_domain":"voorbeeldstad","post_id":"` + inPost + `","trigger_id":"dA==","type":"select","data_source":"","context":{"ticket":"x","selected_option":"y","n":1}}`

func TestReadPressed(t *testing.T) {
	p, err := readPressed([]byte(inPress))
	if err != nil || p.UserID != inAnouk || p.ChannelID != inChannel || p.TeamID != inTeam || p.PostID != inPost || p.TriggerID != "dA==" || p.Type != "select" {
		t.Errorf("got %+v, %v", p, err)
	}
	if want := map[string]any{"ticket": "x", "selected_option": "y", "n": 1.0}; !reflect.DeepEqual(p.Context, want) {
		t.Errorf("the context is %v", p.Context)
	}
	for name, c := range map[string]struct {
		body string
		err  error
	}{
		"half a JSON":           {inPress[:60], errHalf},
		"two":                   {inPress + inPress, errHalf},
		"no object":             {`[]`, errHalf},
		"nothing":               {``, errHalf},
		"null":                  {`null`, errHalf},
		"another kind of thing": {strings.Replace(inPress, `"select"`, `7`, 1), errHalf},
		"a user who is a path":  {strings.Replace(inPress, inAnouk, "../../x", 1), errHalf},
		"a ticket too long":     {strings.Replace(inPress, `"x"`, `"`+strings.Repeat("x", 300_000)+`"`, 1), errLarge},
		"nested without end":    {strings.Repeat(`{"context":`, 100_000), errHalf},
	} {
		if _, err := readPressed([]byte(c.body)); !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p, err := readPressed([]byte(strings.Replace(inPress, inPost, "x", 1))); err != nil || p.PostID != "" {
		t.Errorf("a post that is none: %q, %v", p.PostID, err)
	}
}

const inDialog = `{"type":"dialog_submission","callback_id":"c","state":"s","user_id":"` + inAnouk + `","channel_id":"` + inChannel +
	`","team_id":"` + inTeam + `","submission":{"doel":"a\u0000b","aan":true,"leeg":null,"veel":["x"]},"cancelled":false}`

func TestReadSubmitted(t *testing.T) {
	want := map[string]any{"doel": "a\x00b", "aan": true, "leeg": nil, "veel": []any{"x"}}
	s, err := readSubmitted([]byte(inDialog))
	if err != nil || s.State != "s" || s.UserID != inAnouk || s.Cancelled || !reflect.DeepEqual(s.Submission, want) {
		t.Errorf("got %+v, %v", s, err)
	}
	for name, c := range map[string]struct {
		body string
		err  error
	}{
		"of a server that names no kind": {strings.Replace(inDialog, dialogType, "", 1), nil},
		"closed":                         {`{"user_id":"` + inAnouk + `","cancelled":true,"submission":null}`, nil},
		"of a kind that is not ours":     {strings.Replace(inDialog, dialogType, "refresh", 1), errOther},
		"half a JSON":                    {inDialog[:90], errHalf},
		"nobody":                         {`{}`, errHalf},
		"a text too long":                {strings.Replace(inDialog, `a\u0000b`, strings.Repeat("é", 300_000), 1), errLarge},
	} {
		if _, err := readSubmitted([]byte(c.body)); !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatSaysNothingIsAnEmptyObject(t *testing.T) {
	for _, nothing := range []any{reply{}, actionReply{}, dialogReply{}} {
		if data, err := json.Marshal(nothing); err != nil || string(data) != "{}" {
			t.Errorf("%T: %s, %v", nothing, data, err)
		}
	}
	// Without the two together the server would make the text empty or leave the buttons.
	if data, _ := json.Marshal(actionReply{Update: &update{Props: map[string]any{}}}); string(data) != `{"update":{"message":"","props":{}}}` {
		t.Errorf("got %s", data)
	}
}

func FuzzReadCommand(f *testing.F) {
	f.Add(inCommand().Encode())
	f.Add("text=a%00&command=%2Fcasus&user_id=" + inAnouk)
	f.Fuzz(func(t *testing.T, body string) {
		c, _, err := readCommand([]byte(body))
		if err != nil {
			return
		}
		for _, id := range []string{c.ChannelID, c.TeamID, c.RootID} {
			if id != "" && !isID(id) {
				t.Errorf("%q is an id", id)
			}
		}
		if !isID(c.UserID) || tooLong(c.Text) || c.Command != platform.OneLine(c.Command) {
			t.Errorf("got %+v", c)
		}
	})
}

func FuzzReadUnsigned(f *testing.F) {
	f.Add(inPress)
	f.Add(inDialog)
	f.Fuzz(func(t *testing.T, body string) {
		if p, err := readPressed([]byte(body)); err == nil && !isID(p.UserID) {
			t.Errorf("got %+v", p)
		}
		s, err := readSubmitted([]byte(body))
		if err != nil {
			return
		}
		for _, value := range s.Submission {
			if text, is := value.(string); is && tooLong(text) {
				t.Errorf("got %d characters", len(text))
			}
		}
	})
}
