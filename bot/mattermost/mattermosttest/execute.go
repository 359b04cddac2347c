package mattermosttest

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
)

// execution is a slash command that somebody gives.
type execution struct {
	ChannelID string `json:"channel_id"`
	TeamID    string `json:"team_id"`
	RootID    string `json:"root_id"`
	Command   string `json:"command"`

	by *user
}

func (s *Server) executeCommand(c call) (answered, *fault) {
	in := execution{by: c.by}
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	trigger, f := s.execute(in)
	if f != nil {
		return answered{}, f
	}
	return answered{body: map[string]any{"response_type": "", "text": "", "trigger_id": trigger}}, nil
}

// split takes a line apart as the server does.
func split(line string) (trigger, text string) {
	trigger = line
	if at := strings.IndexFunc(line, unicode.IsSpace); at >= 0 {
		trigger, text = line[:at], line[at+1:]
	}
	return strings.ToLower(strings.TrimPrefix(trigger, "/")), text
}

// execute gives a command, and returns the trigger that the client of who gave it may show a
// dialog of.
func (s *Server) execute(in execution) (string, *fault) {
	if len(in.Command) < 2 || in.Command[0] != '/' {
		return "", refuse(http.StatusBadRequest, "api.command.execute_command.format.app_error")
	}
	trigger, text := split(in.Command)
	s.mu.Lock()
	command, f := s.meant(&in, trigger)
	if f != nil {
		s.mu.Unlock()
		return "", f
	}
	client, form := s.request(in, command, text)
	s.mu.Unlock()
	reply, f := s.commanded(*command, form)
	if f != nil {
		return "", f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return client, s.replied(reply, in)
}

// meant is the command with a trigger where it is given: in the team of the channel. The lock
// is held.
func (s *Server) meant(in *execution, trigger string) (*Command, *fault) {
	ch := s.world.channels[in.ChannelID]
	if ch == nil || !ch.members[in.by.ID] || ch.DeleteAt != 0 {
		return nil, forbidden()
	}
	if ch.TeamID != "" {
		in.TeamID = ch.TeamID
	}
	for _, c := range s.commands {
		if c.DeleteAt == 0 && c.TeamID == in.TeamID && c.Trigger == trigger && s.world.teams[in.TeamID] != nil {
			found := *c
			return &found, nil
		}
	}
	return nil, missing("api.command.execute_command.not_found.app_error")
}

// request is what the integration gets. The lock is held.
func (s *Server) request(in execution, c *Command, text string) (client string, form url.Values) {
	client, trigger := s.trigger(in.by.ID)
	team := s.world.teams[in.TeamID]
	hook := s.hook(in)
	form = url.Values{
		"channel_id": {in.ChannelID}, "channel_name": {s.world.channels[in.ChannelID].Name}, "command": {"/" + c.Trigger},
		"response_url": {s.URL + "/hooks/commands/" + hook}, "team_domain": {team.Name}, "team_id": {team.ID}, "text": {text},
		"token": {c.Token}, "trigger_id": {trigger}, "user_id": {in.by.ID}, "user_name": {in.by.Username},
	}
	if !s.Old() {
		form.Set("root_id", in.RootID)
	}
	for _, word := range strings.Fields(text) {
		name, at := strings.CutPrefix(strings.TrimRight(word, ".,:;!?-_"), "@")
		if u := s.world.named(strings.ToLower(name)); at && u != nil && team.members[u.ID] {
			form.Add("user_mentions", u.Username)
			form.Add("user_mentions_ids", u.ID)
		}
	}
	return client, form
}
