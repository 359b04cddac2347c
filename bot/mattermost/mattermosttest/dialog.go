package mattermosttest

import (
	"encoding/json"
	"net/http"
)

func (s *Server) openDialog(c call) (answered, *fault) {
	var in OpenDialog
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	if in.URL == "" {
		return answered{}, invalid("url")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	client, user, f := s.opened(in.TriggerID)
	if f != nil {
		return answered{}, f
	}
	for _, wrong := range CheckOpenDialog(s.options.Version, c.body) {
		s.problem("dialog: %s", wrong)
	}
	in.TriggerID = client
	s.screen(user).arrive(in)
	s.change()
	s.tellOne(user, "open_dialog", map[string]any{"dialog": asText(in)})
	return answered{body: map[string]string{"status": "OK"}}, nil
}

// submission is a dialog that is sent, or left.
type submission struct {
	Type       string         `json:"type"`
	URL        string         `json:"url,omitempty"`
	CallbackID string         `json:"callback_id"`
	State      string         `json:"state"`
	UserID     string         `json:"user_id"`
	ChannelID  string         `json:"channel_id"`
	TeamID     string         `json:"team_id"`
	Submission map[string]any `json:"submission"`
	Cancelled  bool           `json:"cancelled"`
}

// dialogAnswer is what an integration says to a dialog.
type dialogAnswer struct {
	Error  string            `json:"error,omitempty"`
	Errors map[string]string `json:"errors,omitempty"`
	Type   string            `json:"type,omitempty"`
	Form   *Dialog           `json:"form,omitempty"`
}

func (s *Server) submitDialog(c call) (answered, *fault) {
	var in submission
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	answer, f := s.submit(c.by, in)
	if f != nil {
		return answered{}, f
	}
	return answered{body: answer}, nil
}

// submit sends a dialog to the integration: to whatever address the client names.
func (s *Server) submit(by *user, in submission) (dialogAnswer, *fault) {
	if in.URL == "" {
		return dialogAnswer{}, invalid("url")
	}
	s.mu.Lock()
	ch, t := s.world.channels[in.ChannelID], s.world.teams[in.TeamID]
	if ch == nil || !s.reads(by, ch) || t == nil || !t.members[by.ID] {
		s.mu.Unlock()
		return dialogAnswer{}, forbidden()
	}
	s.mu.Unlock()
	address := in.URL
	in.URL, in.Type, in.UserID = "", "dialog_submission", by.ID
	request, _ := json.Marshal(in)
	_, text, ok := s.reach(outgoingCall{what: "dialog", url: address, kind: "application/json", body: request})
	if !ok {
		return dialogAnswer{}, refuse(http.StatusBadRequest, "api.post.do_action.action_integration.app_error")
	}
	return s.dialogAnswered(text)
}

func (s *Server) dialogAnswered(text []byte) (answer dialogAnswer, f *fault) {
	if len(text) == 0 {
		return answer, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if json.Unmarshal(text, &answer) != nil {
		s.problem("the answer to a dialog is no JSON")
		if s.Old() {
			return dialogAnswer{}, nil
		}
		return answer, refuse(http.StatusInternalServerError, "app.submit_interactive_dialog.decode_json_error")
	}
	if s.Old() {
		if answer.Type != "" || answer.Form != nil {
			s.problem("%s knows no answer of the type %q to a dialog", s.options.Version, answer.Type)
		}
		answer.Type, answer.Form = "", nil
		return answer, nil
	}
	if answer.Error != "" || len(answer.Errors) > 0 {
		return answer, nil
	}
	return answer, s.nextForm(answer, text)
}

// nextForm looks at an answer that can hold a next form. The lock is held.
func (s *Server) nextForm(answer dialogAnswer, text []byte) *fault {
	known := map[string]bool{"": false, "ok": false, "navigate": false, "form": true}
	form, ok := known[answer.Type]
	if !ok || form != (answer.Form != nil) {
		s.problem("the answer to a dialog has the type %q, and a form: %v", answer.Type, answer.Form != nil)
		return refuse(http.StatusBadRequest, "app.submit_interactive_dialog.invalid_response")
	}
	if answer.Form == nil {
		return nil
	}
	var strictly struct {
		Type string `json:"type"`
		Form Dialog `json:"form"`
	}
	for _, wrong := range append(strict(text, &strictly), CheckDialog(s.options.Version, *answer.Form)...) {
		s.problem("next dialog: %s", wrong)
	}
	return nil
}
