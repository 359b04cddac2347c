package slack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// inbox is who handles what comes in. Each gives within about 2.5 s what goes into the
// acknowledgement; nil: nothing. The id names what was said, the same when it is
// delivered again.
type inbox struct {
	command     func(ctx context.Context, c api.SlashCommand, id string) any
	interaction func(ctx context.Context, c api.InteractionCallback, id string) any
	event       func(ctx context.Context, e slackevents.EventsAPIEvent, id string)
}

// call is one thing that came in, over HTTP or a socket.
type call struct {
	id        string
	app       string   // whose it is; empty: it does not say
	teams     []string // workspaces and organisations it is for; none: it does not say
	challenge string   // of an address that Slack tries out
	event     bool     // acknowledged before it is handled
	command   bool     // what goes back is shown as it is
	do        func(ctx context.Context, to inbox, id string) any
}

// errHalf is the error of a payload that cannot be read. What it holds is not in it.
var errHalf = errors.New("the payload is not well-formed")

// readCommandForm reads the body of a slash command over HTTP.
func readCommandForm(body []byte) (call, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return call{}, errHalf
	}
	return commandCall(api.SlashCommand{
		TeamID: form.Get("team_id"), TeamDomain: form.Get("team_domain"),
		EnterpriseID: form.Get("enterprise_id"), EnterpriseName: form.Get("enterprise_name"),
		IsEnterpriseInstall: form.Get("is_enterprise_install") == "true",
		ChannelID:           form.Get("channel_id"), ChannelName: form.Get("channel_name"),
		UserID: form.Get("user_id"), UserName: form.Get("user_name"),
		Command: form.Get("command"), Text: form.Get("text"),
		ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"), APIAppID: form.Get("api_app_id"),
	})
}

// readCommand reads the payload of a slash command on a socket.
func readCommand(payload []byte) (call, error) {
	var c api.SlashCommand
	if err := decode(payload, &c); err != nil {
		return call{}, err
	}
	return commandCall(c)
}

func commandCall(c api.SlashCommand) (call, error) {
	if c.Command == "" || c.UserID == "" {
		return call{}, errHalf
	}
	return call{
		id: c.TriggerID, app: c.APIAppID, teams: known(c.TeamID, c.EnterpriseID),
		command: true,
		do:      func(ctx context.Context, to inbox, id string) any { return to.command(ctx, c, id) },
	}, nil
}

// readInteractionForm reads the body of an interaction over HTTP.
func readInteractionForm(body []byte) (call, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return call{}, errHalf
	}
	return readInteraction([]byte(form.Get("payload")))
}

// readInteraction reads the payload of a press, a submission or whatever else somebody
// does with what the bot showed.
func readInteraction(payload []byte) (call, error) {
	var c api.InteractionCallback
	if err := decode(payload, &c); err != nil {
		return call{}, err
	}
	if c.Type == "" {
		return call{}, errHalf
	}
	id := c.TriggerID
	if id == "" && c.View.ID != "" { // a closed view carries no trigger, and closes once
		id = strings.Join([]string{string(c.Type), c.View.ID, c.View.Hash}, "/")
	}
	return call{
		// In a channel shared with another organisation the team of a press is that of the app and
		// the team of a submission that of the person; then the view says where the app lives.
		id: id, app: c.APIAppID, teams: known(c.Team.ID, c.View.AppInstalledTeamID, c.Enterprise.ID),
		do: func(ctx context.Context, to inbox, id string) any { return to.interaction(ctx, c, id) },
	}, nil
}

// wrapper is what every event carries around it.
type wrapper struct {
	Type           string                   `json:"type"`
	Challenge      string                   `json:"challenge"`
	APIAppID       string                   `json:"api_app_id"`
	TeamID         string                   `json:"team_id"`
	EnterpriseID   string                   `json:"enterprise_id"`
	ContextTeamID  string                   `json:"context_team_id"`
	EventID        string                   `json:"event_id"`
	Authorizations []api.EventAuthorization `json:"authorizations"`
}

// readEvent reads an event. One of a kind that nobody knows is taken and does nothing:
// refusing it would make Slack send it again, and at last send no events at all.
func readEvent(payload []byte) (call, error) {
	var w wrapper
	if err := decode(payload, &w); err != nil {
		return call{}, err
	}
	c := call{
		id: w.EventID, app: w.APIAppID, event: true,
		// In a shared channel team_id can be of whoever made the channel.
		teams: known(w.TeamID, w.EnterpriseID, w.ContextTeamID),
	}
	for _, a := range w.Authorizations {
		c.teams = append(c.teams, known(a.TeamID, a.EnterpriseID)...)
	}
	switch w.Type {
	case "":
		return call{}, errHalf
	case slackevents.URLVerification:
		c.challenge = w.Challenge
	case slackevents.CallbackEvent:
		c.do = eventDo(payload)
	}
	return c, nil
}

// eventDo is what handles an event; nil for one that nobody knows.
func eventDo(payload []byte) func(context.Context, inbox, string) any {
	e, err := parseEvent(payload)
	if err != nil {
		return nil
	}
	return func(ctx context.Context, to inbox, id string) any {
		to.event(ctx, e, id)
		return nil
	}
}

func parseEvent(payload []byte) (e slackevents.EventsAPIEvent, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errHalf
		}
	}()
	return slackevents.ParseEvent(payload, slackevents.OptionNoVerifyToken())
}

// decode reads JSON that comes from outside. The types of the library have readers of
// their own; should one panic, then the payload is refused.
func decode(payload []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errHalf
		}
	}()
	if json.Unmarshal(payload, into) != nil {
		return errHalf // the error of encoding/json may quote what people wrote
	}
	return nil
}

// known leaves out what is empty.
func known(ids ...string) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
