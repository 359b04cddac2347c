package mattermosttest

import (
	"encoding/json"
	"net/http"
)

// pressing is a press on a button, or a choice in a menu.
type pressing struct {
	Selected string `json:"selected_option"`
	Cookie   string `json:"cookie"`

	by           *user
	post, action string
}

func (s *Server) doAction(c call) (answered, *fault) {
	in := pressing{by: c.by, post: c.path[1], action: c.path[3]}
	if len(c.body) > 0 {
		if f := c.into(&in); f != nil {
			return answered{}, f
		}
	}
	trigger, f := s.press(in)
	if f != nil {
		return answered{}, f
	}
	return answered{body: map[string]string{"status": "OK", "trigger_id": trigger}}, nil
}

// pressed finds the post and the action of a press. The lock is held.
func (s *Server) pressed(in pressing) (*Post, *Action, *fault) {
	p := s.stored(in.post)
	if p == nil {
		p = s.cookies[in.Cookie]
		if p == nil || p.ID != in.post {
			return nil, nil, missing("app.post.get.app_error")
		}
	}
	if ch := s.world.channels[p.ChannelID]; ch == nil || !s.reads(in.by, ch) {
		return nil, nil, forbidden()
	}
	for _, a := range p.Actions() {
		if a.ID == in.action && a.Integration != nil {
			return p, &a, nil
		}
	}
	return nil, nil, missing("api.post.do_action.action_id.app_error")
}

// pressRequest is what an integration gets of a press. The lock is held.
func (s *Server) pressRequest(in pressing, p *Post, a *Action) (client string, request []byte) {
	client, trigger := s.trigger(in.by.ID)
	ch := s.world.channels[p.ChannelID]
	team := ""
	if t := s.world.teams[ch.TeamID]; t != nil {
		team = t.Name
	}
	context := clone(a.Integration.Context)
	source := ""
	if a.Type == "select" && in.Selected != "" {
		context["selected_option"], source = in.Selected, a.DataSource // nobody looks whether it was offered
	}
	request, _ = json.Marshal(map[string]any{
		"user_id": in.by.ID, "user_name": in.by.Username, "channel_id": ch.ID, "channel_name": ch.Name, "team_id": ch.TeamID, "team_domain": team,
		"post_id": p.ID, "trigger_id": trigger, "type": a.Type, "data_source": source, "context": context,
	})
	return client, request
}

// pressAnswer is what an integration says to a press.
type pressAnswer struct {
	Update    *Post  `json:"update"`
	Ephemeral string `json:"ephemeral_text"`
	AsIs      bool   `json:"skip_slack_parsing"`
}

// press tells an integration of a press, and does what it answers. It returns the trigger
// that the client may show a dialog of.
func (s *Server) press(in pressing) (string, *fault) {
	s.mu.Lock()
	p, a, f := s.pressed(in)
	if f != nil {
		s.mu.Unlock()
		return "", f
	}
	client, request := s.pressRequest(in, p, a)
	s.mu.Unlock()
	_, text, ok := s.reach(outgoingCall{what: "action", url: a.Integration.URL, kind: "application/json", body: request})
	bad := refuse(http.StatusBadRequest, "api.post.do_action.action_integration.app_error")
	if !ok {
		return "", bad
	}
	var answer pressAnswer
	if (len(text) > 0 || s.Old()) && json.Unmarshal(text, &answer) != nil {
		s.note(Call{What: "text", Status: http.StatusOK, Body: text}, "the answer to an action is no JSON")
		return "", bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return client, s.pressAnswered(p, in.by, answer)
}

// pressAnswered does what an integration answers to a press. The lock is held.
func (s *Server) pressAnswered(p *Post, by *user, answer pressAnswer) *fault {
	if answer.Update != nil {
		if f := s.pressedUpdate(p, *answer.Update); f != nil {
			return f
		}
	}
	if answer.Ephemeral == "" {
		return nil
	}
	if !answer.AsIs {
		answer.Ephemeral = slackLink.ReplaceAllString(answer.Ephemeral, "[$2]($1)")
	}
	root := p.RootID
	if root == "" {
		root = p.ID
	}
	s.whisper(by.ID, Post{ChannelID: p.ChannelID, RootID: root, UserID: by.ID, Message: answer.Ephemeral})
	return nil
}

// pressedUpdate changes the post that was pressed. The lock is held.
func (s *Server) pressedUpdate(p *Post, to Post) *fault {
	there := s.stored(p.ID)
	if there == nil {
		s.problem("an ephemeral post, or one that is gone, cannot be changed")
		return missing("app.post.get.app_error")
	}
	if to.Message == "" {
		s.problem("a change of a post without a message takes its text away")
	}
	if to.Props == nil {
		to.Props = there.Props
	} else {
		to.Props = clone(to.Props)
		for _, key := range []string{"from_webhook", "override_username", "override_icon_url"} {
			delete(to.Props, key)
			if value, ok := there.Props[key]; ok {
				to.Props[key] = value
			}
		}
	}
	return s.put(there, to)
}
