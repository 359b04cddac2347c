package slack

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

func TestReadCommand(t *testing.T) {
	want := api.SlashCommand{
		TeamID: "T1DC2JH3J", TeamDomain: "testteamnow", ChannelID: "G8PSS9T3V", ChannelName: "foobar",
		UserID: "U2CERLKJA", UserName: "roadrunner", Command: "/webhook-collect",
		ResponseURL: "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
		TriggerID:   "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
	}
	form, err := readCommandForm([]byte(exampleBody))
	if err != nil {
		t.Fatal(err)
	}
	socket, err := readCommand([]byte(`{"token":"xyz","team_id":"T1DC2JH3J","team_domain":"testteamnow","channel_id":"G8PSS9T3V",
		"channel_name":"foobar","user_id":"U2CERLKJA","user_name":"roadrunner","command":"/webhook-collect","text":"",
		"is_enterprise_install":"false","response_url":"https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
		"trigger_id":"398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]call{"form": form, "socket": socket} {
		var got api.SlashCommand
		var id string
		box := inbox{command: func(_ context.Context, c api.SlashCommand, i string) any { got, id = c, i; return nil }}
		c.do(t.Context(), box, c.id)
		got.Token = ""
		if got != want || id != want.TriggerID || !slices.Equal(c.teams, []string{"T1DC2JH3J"}) || !c.command || c.event {
			t.Errorf("%s: got %+v, %q, %v", name, got, id, c.teams)
		}
	}
}

func TestReadInteraction(t *testing.T) {
	for _, c := range []struct {
		name, payload, id string
		teams             []string
	}{
		{"a press", `{"type":"block_actions","trigger_id":"1.2.3","api_app_id":"A1","team":{"id":"T1"},"user":{"id":"U1","team_id":"T9"}}`, "1.2.3", []string{"T1"}},
		{"a press by somebody of elsewhere on a view", `{"type":"view_submission","trigger_id":"1.2.3","api_app_id":"A1","team":{"id":"T9"},"view":{"id":"V1","app_installed_team_id":"T1"}}`, "1.2.3", []string{"T9", "T1"}},
		{"a view that is closed", `{"type":"view_closed","api_app_id":"A1","team":{"id":"T1"},"view":{"id":"V1","hash":"12.ab"}}`, "view_closed/V1/12.ab", []string{"T1"}},
		{"an app of an organisation", `{"type":"block_actions","api_app_id":"A1","team":null,"enterprise":{"id":"E1"}}`, "", []string{"E1"}},
		{"an unknown kind", `{"type":"teleport","api_app_id":"A1","trigger_id":"1.2.3","team":{"id":"T1"}}`, "1.2.3", []string{"T1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readInteractionForm([]byte("payload=" + url.QueryEscape(c.payload)))
			if err != nil || got.id != c.id || got.app != "A1" || !slices.Equal(got.teams, c.teams) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestReadEvent(t *testing.T) {
	const message = `{"type":"event_callback","event_id":"Ev1","api_app_id":"A1","team_id":"T9","context_team_id":"T1",
		"authorizations":[{"team_id":"T1","enterprise_id":null}],"event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"hoi"}}`
	for _, c := range []struct {
		name, payload, id, text, challenge string
		teams                              []string
	}{
		{"a message", message, "Ev1", "hoi", "", []string{"T9", "T1", "T1"}},
		{"an address that is tried out", `{"type":"url_verification","challenge":"abc","token":"x"}`, "", "", "abc", nil},
		{"a kind that nobody knows", `{"type":"event_callback","event_id":"Ev2","event":{"type":"teleport"}}`, "Ev2", "", "", nil},
		{"an event without a kind", `{"type":"event_callback","event_id":"Ev2","event":null}`, "Ev2", "", "", nil},
		{"an event of another form", `{"type":"event_callback","event_id":"Ev2","event":{"type":"message","text":7}}`, "Ev2", "", "", nil},
		{"too many events", `{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820}`, "", "", "", []string{"T1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readEvent([]byte(c.payload))
			if err != nil || got.id != c.id || got.challenge != c.challenge || !slices.Equal(got.teams, c.teams) || !got.event {
				t.Fatalf("got %+v, %v", got, err)
			}
			text := ""
			if got.do != nil {
				got.do(t.Context(), inbox{event: func(_ context.Context, e slackevents.EventsAPIEvent, id string) {
					text = e.InnerEvent.Data.(*slackevents.MessageEvent).Text
					if id != c.id {
						t.Errorf("the id is %q", id)
					}
				}}, got.id)
			}
			if text != c.text {
				t.Errorf("it says %q", text)
			}
		})
	}
}

func TestReadNothingHalf(t *testing.T) {
	for name, read := range map[string]func([]byte) (call, error){
		"command": readCommand, "interaction": readInteraction, "event": readEvent,
		"command form": readCommandForm, "interaction form": readInteractionForm,
	} {
		for _, payload := range []string{
			``, `{`, `[]`, `null`, `7`, `"x"`, `{}`, `{"type":"block_actions"`, `{"type":7}`, `payload=`, `payload={"type":"block_act`, `payload=%zz`,
			`command=%2Fcasus`, `{"type":"block_actions","actions":{}}`, `{"type":"block_actions","state":"geheim"}`, `{"command":"/casus"}`,
		} {
			if _, err := read([]byte(payload)); name == "event" && strings.HasPrefix(payload, `{"type":"block_actions",`) {
				continue // it reads no more of it than it knows
			} else if !errors.Is(err, errHalf) || strings.Contains(err.Error(), "geheim") {
				t.Errorf("%s %s: %v", name, payload, err)
			}
		}
	}
}

// Whatever comes: no panic, and what is accepted can be handled.
func FuzzPayload(f *testing.F) {
	for _, seed := range []string{
		exampleBody, `{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention","user":"U1","text":"<@U0> hulp"}}`,
		`{"type":"block_actions","trigger_id":"1","actions":[{"type":"button","action_id":"a","value":"x"}],"state":{"values":{"b":{"a":{"type":"datepicker","selected_date":"2026-11-27"}}}}}`,
		`{"type":"view_submission","view":{"id":"V1","state":{"values":{}},"blocks":[{"type":"input","element":{"type":"static_select"}}]}}`,
		`{"command":"/casus","user_id":"U1","is_enterprise_install":"true"}`, `{"type":"dialog_submission","state":"x"}`, `{"type":"block_actions","actions":[null],"message":{"blocks":[null]}}`,
		`{"type":"interactive_message","actions":[{"name":"x"}]}`, `{"type":"event_callback","event":{"type":"message","subtype":"message_changed","message":null}}`,
	} {
		f.Add([]byte(seed))
	}
	box := inbox{
		command:     func(context.Context, api.SlashCommand, string) any { return nil },
		interaction: func(context.Context, api.InteractionCallback, string) any { return nil },
		event:       func(context.Context, slackevents.EventsAPIEvent, string) {},
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		for _, read := range []func([]byte) (call, error){readCommand, readInteraction, readEvent, readCommandForm, readInteractionForm} {
			c, err := read(payload)
			if err == nil && c.do != nil {
				c.do(t.Context(), box, c.id)
			} else if err == nil && !c.event {
				t.Error("nothing handles it")
			}
		}
	})
}
