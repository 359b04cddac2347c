package mattermost

import (
	"encoding/json"
	"errors"
	"net/url"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot/platform"
)

// slashCommand is a command as the server sends it. The server vouches for all of it: it comes
// with the token of the command.
type slashCommand struct {
	Command string // with the slash, in lower case
	Text    string // what stands behind it

	UserID, UserName       string
	ChannelID, ChannelName string // the name is id__id in a direct conversation
	TeamID, TeamDomain     string
	RootID                 string // of the thread; empty outside one, and on servers of before
	ResponseURL, TriggerID string

	Mentions map[string]string // ids of people, by the user name that stands behind an @ in Text
}

// pressed is a button that was pressed, or a menu in which something was chosen. Nobody
// vouches for it: see [bot.Ticket].
type pressed struct {
	UserID      string         `json:"user_id"`
	UserName    string         `json:"user_name"`
	ChannelID   string         `json:"channel_id"`
	ChannelName string         `json:"channel_name"`
	TeamID      string         `json:"team_id"`
	PostID      string         `json:"post_id"`
	TriggerID   string         `json:"trigger_id"`
	Type        string         `json:"type"` // button or select
	Context     map[string]any `json:"context"`
}

// submitted is a dialog that was filled in, or closed. Nobody vouches for it: see [bot.Ticket].
type submitted struct {
	Type       string         `json:"type"`
	CallbackID string         `json:"callback_id"`
	State      string         `json:"state"`
	UserID     string         `json:"user_id"`
	ChannelID  string         `json:"channel_id"`
	TeamID     string         `json:"team_id"`
	Submission map[string]any `json:"submission"`
	Cancelled  bool           `json:"cancelled"`
}

// reply is what goes back for a command. The zero reply says nothing.
type reply struct {
	ResponseType string         `json:"response_type,omitempty"` // private, unless it says otherwise: see [whispered]
	Text         string         `json:"text,omitempty"`
	Attachments  []attachment   `json:"attachments,omitempty"`
	Props        map[string]any `json:"props,omitempty"`
	Extra        []reply        `json:"extra_responses,omitempty"`
	// Verbatim keeps the server from reading <…> in the text as something of Slack.
	Verbatim bool `json:"skip_slack_parsing,omitempty"`
}

// ephemeral is the kind of an answer that only the person sees who asked.
const ephemeral = "ephemeral"

// whispered is a sentence for who gave a command.
func whispered(text string) reply {
	return reply{ResponseType: ephemeral, Text: text, Verbatim: true}
}

// actionReply is what goes back for a button or a menu. The zero one says nothing and changes
// nothing.
type actionReply struct {
	Update        *update `json:"update,omitempty"` // of the post of the button; not on a post that only one person sees
	EphemeralText string  `json:"ephemeral_text,omitempty"`
	Verbatim      bool    `json:"skip_slack_parsing,omitempty"` // as that of [reply]
}

// update is what comes in the place of a post. Both go together: without the text the server
// would make that empty, and without props it would leave the old buttons.
type update struct {
	Message string         `json:"message"`
	Props   map[string]any `json:"props"`
}

// dialogReply is what goes back for a dialog. The zero one closes it; one with an error leaves it
// open, with what was typed.
type dialogReply struct {
	Error  string            `json:"error,omitempty"`
	Errors map[string]string `json:"errors,omitempty"` // by the name of the field
	Type   string            `json:"type,omitempty"`   // "form": Form comes in its place
	Form   *dialog           `json:"form,omitempty"`
}

// Why what came in is not taken. The texts are for the log; what it holds is in none of them.
var (
	errHalf  = errors.New("it is not well-formed")
	errLarge = errors.New("it is too large")
	errOther = errors.New("it is of a kind that is not ours")
)

// maxSaid is the longest text that is taken, in characters: as much as a post of the server can
// hold.
const maxSaid = 16_383

// readCommand reads the body of a slash command, and its token.
func readCommand(body []byte) (c slashCommand, token string, err error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return c, "", errHalf
	}
	c = slashCommand{
		Command: platform.OneLine(form.Get("command")), Text: form.Get("text"),
		UserID: form.Get("user_id"), UserName: platform.OneLine(form.Get("user_name")),
		ChannelID: known(form.Get("channel_id")), ChannelName: platform.OneLine(form.Get("channel_name")),
		TeamID: known(form.Get("team_id")), TeamDomain: platform.OneLine(form.Get("team_domain")),
		RootID: known(form.Get("root_id")), ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
		Mentions: mentioned(form["user_mentions"], form["user_mentions_ids"]),
	}
	switch {
	case c.Command == "" || !isID(c.UserID):
		return c, "", errHalf
	case tooLong(c.Command) || tooLong(c.Text):
		return c, "", errLarge
	}
	return c, form.Get("token"), nil
}

// mentioned puts names and ids together, that come as two lists in one order.
func mentioned(names, ids []string) map[string]string {
	if len(names) != len(ids) || len(names) == 0 {
		return nil
	}
	all := map[string]string{}
	for i, name := range names {
		if isID(ids[i]) {
			all[name] = ids[i]
		}
	}
	return all
}

// readPressed reads the body of a press.
func readPressed(body []byte) (p pressed, err error) {
	if json.Unmarshal(body, &p) != nil || !isID(p.UserID) {
		return pressed{}, errHalf // the error of encoding/json may quote what people wrote
	}
	p.UserName, p.ChannelName = platform.OneLine(p.UserName), platform.OneLine(p.ChannelName)
	p.ChannelID, p.TeamID, p.PostID = known(p.ChannelID), known(p.TeamID), known(p.PostID)
	for _, value := range p.Context {
		if text, is := value.(string); is && tooLong(text) {
			return pressed{}, errLarge
		}
	}
	return p, nil
}

// dialogType is the kind of a filled-in dialog, on servers that name it.
const dialogType = "dialog_submission"

// readSubmitted reads the body of a dialog.
func readSubmitted(body []byte) (s submitted, err error) {
	if json.Unmarshal(body, &s) != nil || !isID(s.UserID) {
		return submitted{}, errHalf
	}
	if s.Type != "" && s.Type != dialogType {
		return submitted{}, errOther
	}
	s.ChannelID, s.TeamID = known(s.ChannelID), known(s.TeamID)
	for _, value := range s.Submission {
		if text, is := value.(string); is && tooLong(text) {
			return submitted{}, errLarge
		}
	}
	return s, nil
}

// known is an id of the server, or nothing: what a body says may become part of an address.
func known(id string) string {
	if !isID(id) {
		return ""
	}
	return id
}

func tooLong(text string) bool { return utf8.RuneCountInString(text) > maxSaid }
