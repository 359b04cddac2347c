package mattermosttest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// How long a trigger lives.
const (
	triggerOld    = 3 * time.Second
	triggerRecent = 30 * time.Second
)

// trigger makes what opens a dialog: the id that the client knows, and the one that an
// integration gets.
func (s *Server) trigger(user string) (client, full string) {
	client = NewID()
	data := client + ":" + user + ":" + strconv.FormatInt(s.now().UnixMilli(), 10) + ":"
	return client, base64.StdEncoding.EncodeToString([]byte(data + base64.StdEncoding.EncodeToString([]byte(s.seal(data)))))
}

// seal stands for the signature of the server.
func (s *Server) seal(data string) string { return "signed for " + s.Boss + " " + data }

// opened reads a trigger.
func (s *Server) opened(full string) (client, user string, f *fault) {
	text, err := base64.StdEncoding.DecodeString(full)
	parts := strings.Split(string(text), ":")
	switch {
	case err != nil:
		return "", "", refuse(http.StatusBadRequest, "interactive_message.decode_trigger_id.base64_decode_failed")
	case len(parts) != 4:
		return "", "", refuse(http.StatusBadRequest, "interactive_message.decode_trigger_id.missing_data")
	}
	life := triggerRecent
	if s.Old() {
		life = triggerOld
	}
	at, _ := strconv.ParseInt(parts[2], 10, 64)
	if s.now().Sub(time.UnixMilli(at)) > life {
		return "", "", refuse(http.StatusBadRequest, "interactive_message.decode_trigger_id.expired")
	}
	seal, err := base64.StdEncoding.DecodeString(parts[3])
	if err != nil || string(seal) != s.seal(strings.Join(parts[:3], ":")+":") {
		return "", "", refuse(http.StatusBadRequest, "interactive_message.decode_trigger_id.verify_signature_failed")
	}
	return parts[0], parts[1], nil
}

// RefusePrivate has the server refuse to call private addresses, as the default is.
func (s *Server) RefusePrivate() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.private = true
}

// outgoingCall is a call to an integration.
type outgoingCall struct {
	what, url, kind, token string
	body                   []byte
}

// reach calls an integration, and returns its answer when it is a good one.
func (s *Server) reach(c outgoingCall) (kind string, text []byte, ok bool) {
	s.mu.Lock()
	private := s.private
	s.mu.Unlock()
	if private {
		return "", nil, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(c.body))
	if err != nil {
		return "", nil, false
	}
	r.Header.Set("Content-Type", c.kind)
	r.Header.Set("Accept", "application/json")
	if c.token != "" {
		r.Header.Set("Authorization", "Token "+c.token)
	}
	resp, err := s.outgoing.Do(r)
	if err != nil {
		s.note(Call{What: c.what, Status: 0, Body: nil}, "the "+c.what+" got no answer")
		return "", nil, false
	}
	defer func() { _ = resp.Body.Close() }()
	text, err = io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	wrong := ""
	if err != nil || resp.StatusCode != http.StatusOK {
		wrong = "the " + c.what + " got status " + strconv.Itoa(resp.StatusCode) + ", which is hidden"
	}
	s.note(Call{What: c.what, Status: resp.StatusCode, Body: text}, wrong)
	return resp.Header.Get("Content-Type"), text, wrong == ""
}

// note records an answer of an integration, and what is wrong with it.
func (s *Server) note(c Call, wrong string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record = append(s.record, c)
	if wrong != "" {
		s.problem("%s", wrong)
	}
}

// commanded lets an integration answer a slash command.
func (s *Server) commanded(c Command, form url.Values) (commandReply, *fault) {
	failed := refuse(http.StatusInternalServerError, "api.command.execute_command.failed.app_error")
	failed.text = "Command with a trigger of '/" + c.Trigger + "' failed."
	kind, text, ok := s.reach(outgoingCall{"command", c.URL, "application/x-www-form-urlencoded", c.Token, []byte(form.Encode())})
	if !ok {
		return commandReply{}, failed
	}
	if strings.TrimSpace(strings.Split(kind, ";")[0]) != "application/json" {
		s.note(Call{What: "text", Status: http.StatusOK, Body: text}, "the answer to a command is "+kind+", and is shown as it is")
		return commandReply{Text: string(text)}, nil
	}
	var reply commandReply
	if json.Unmarshal(text, &reply) != nil {
		s.note(Call{What: "text", Status: http.StatusOK, Body: text}, "the answer to a command is no JSON")
		return commandReply{}, failed
	}
	return reply, nil
}

// commandReply is what an integration answers to a slash command, and what it says later.
type commandReply struct {
	ResponseType     string          `json:"response_type"`
	Text             string          `json:"text"`
	Username         string          `json:"username"`
	ChannelID        string          `json:"channel_id"`
	IconURL          string          `json:"icon_url"`
	Type             string          `json:"type"`
	Props            map[string]any  `json:"props"`
	GotoLocation     string          `json:"goto_location"`
	TriggerID        string          `json:"trigger_id"`
	SkipSlackParsing bool            `json:"skip_slack_parsing"`
	Attachments      []any           `json:"attachments"`
	ExtraResponses   []*commandReply `json:"extra_responses"`
}

// replied posts what an integration answered, and what it answered more. The lock is held.
func (s *Server) replied(r commandReply, in execution) *fault {
	var problem *fault
	for _, one := range append([]*commandReply{&r}, r.ExtraResponses...) {
		if one == nil {
			continue
		}
		if f := s.reply(*one, in); f != nil {
			problem = refuse(http.StatusInternalServerError, "api.command.execute_command.create_post_failed.app_error")
		}
	}
	return problem
}

// reply posts one answer. The lock is held.
func (s *Server) reply(r commandReply, in execution) *fault {
	p := Post{ChannelID: in.ChannelID, RootID: in.RootID, UserID: in.by.ID, Type: r.Type, Message: r.Text, Props: clone(r.Props)}
	if r.ChannelID != "" {
		ch := s.world.channels[r.ChannelID]
		if ch == nil || !ch.members[in.by.ID] {
			return forbidden()
		}
		p.ChannelID = r.ChannelID
	}
	p.Props["from_webhook"] = "true"
	if !r.SkipSlackParsing {
		p.Message = slackish(r.Text)
	}
	if r.Attachments != nil {
		p.Props["attachments"] = r.Attachments
		p.Props = clone(p.Props)
	}
	switch r.ResponseType {
	case "in_channel":
		s.problem("an answer in the channel belongs to who asked: the bot cannot change it")
		_, f := s.store(p, in.by)
		return f
	case "", "ephemeral":
		return s.replyToOne(p, in.by)
	}
	s.problem("nothing is posted for the response_type %q", r.ResponseType)
	return nil
}

// replyToOne posts an answer that only who asked sees; nothing when it says nothing.
func (s *Server) replyToOne(p Post, by *user) *fault {
	if p.Message == "" && p.Props["attachments"] == nil {
		return nil
	}
	if strings.ContainsRune(p.Message, 0) {
		return refuse(http.StatusInternalServerError, "app.post.save.app_error")
	}
	s.whisper(by.ID, p)
	return nil
}

var slackLink = regexp.MustCompile(`<([^<\|]+)\|([^>]+)>`)

// slackish is a text after the server read it as Slack would.
func slackish(text string) string {
	text = strings.NewReplacer("<!channel>", "@channel", "<!here>", "@here", "<!all>", "@all").Replace(text)
	return slackLink.ReplaceAllString(text, "[$2]($1)")
}
