package mattermosttest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Submit fills in the dialog that is open on somebody's screen and sends it: values by name
// of the element, as the client sends them. What is not named stays as it was. The client
// refuses by itself what it refuses.
func (s *Server) Submit(who string, values map[string]any) Result {
	s.mu.Lock()
	c := s.screen(who)
	open := c.dialog
	s.mu.Unlock()
	if open == nil {
		return Result{Status: 404, Error: "no dialog is open"}
	}
	filled, errors := s.filled(*open, values)
	if len(errors) > 0 {
		shown := *open
		return Result{Dialog: &shown, Errors: errors}
	}
	return s.send(who, c, *open, filled)
}

// send sends what was filled in.
func (s *Server) send(who string, c *screen, open Dialog, filled map[string]any) Result {
	if !s.Old() {
		s.mu.Lock()
		maps.Copy(c.earlier, filled)
		filled = maps.Clone(c.earlier)
		s.mu.Unlock()
	}
	var answer dialogAnswer
	r := s.act(who, c.channel, func(by *user) (string, *fault) {
		in := s.sending(c, open.State)
		in.Submission = filled
		var f *fault
		answer, f = s.submit(by, in)
		s.answered(c, answer, f)
		return "", f
	})
	if answer.Error != "" {
		r.Error = answer.Error
	}
	r.Errors = answer.Errors
	return r
}

// sending is what the client sends of a dialog.
func (s *Server) sending(c *screen, state string) submission {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := submission{URL: c.url, CallbackID: c.first.CallbackID, State: state, ChannelID: c.channel}
	if ch := s.world.channels[c.channel]; ch != nil {
		in.TeamID = ch.TeamID
		for id := range ch.members {
			if in.TeamID == "" && id != s.BotID {
				in.TeamID = s.current(id)
			}
		}
	}
	return in
}

// answered does on a screen what the answer to a dialog says.
func (s *Server) answered(c *screen, answer dialogAnswer, f *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change()
	if f != nil {
		if s.Old() {
			c.dialog = nil // the client closes it, and what was typed is gone
		}
		return
	}
	if len(answer.Errors) > 0 || answer.Error != "" {
		s.refusedOn(c, answer)
		return
	}
	c.dialog = answer.Form
	if answer.Form != nil && answer.Form.CallbackID == "" {
		answer.Form.CallbackID = c.first.CallbackID
	}
}

// refusedOn shows on a screen what is wrong with a dialog. The lock is held.
func (s *Server) refusedOn(c *screen, answer dialogAnswer) {
	under := 0
	for name := range answer.Errors {
		if slices.ContainsFunc(c.dialog.Elements, func(e Element) bool { return e.Name == name }) {
			under++
		} else {
			s.problem("an error under %q, which the dialog has not", name)
		}
	}
	if under == 0 && answer.Error == "" {
		s.problem("errors under no field of the dialog: the client closes it and shows none")
		c.dialog = nil
	}
}

// Cancel leaves the dialog that is open on somebody's screen, whatever was typed in it. When
// the integration wants to know, it hears the state with which the dialog began, and nothing
// of what was filled in.
func (s *Server) Cancel(who string) Result { return s.leave(who, nil) }

// CancelTelling is [Server.Cancel] from a client that tells what was filled in. Those of
// Mattermost do not.
func (s *Server) CancelTelling(who string, values map[string]any) Result { return s.leave(who, values) }

func (s *Server) leave(who string, told map[string]any) Result {
	s.mu.Lock()
	c := s.screen(who)
	open := c.dialog
	c.dialog = nil
	s.mu.Unlock()
	if open == nil {
		return Result{Status: 404, Error: "no dialog is open"}
	}
	if !c.first.NotifyOnCancel {
		return Result{}
	}
	return s.act(who, c.channel, func(by *user) (string, *fault) {
		in := s.sending(c, c.first.State)
		if told != nil {
			in.State = open.State
		}
		in.Cancelled, in.Submission = true, told
		if told == nil && !s.Old() {
			in.Submission = map[string]any{}
		}
		_, f := s.submit(by, in)
		return "", f
	})
}

// Dismiss takes the dialog from somebody's screen without telling anybody: the page is
// loaded again.
func (s *Server) Dismiss(who string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.screen(who).dialog = nil
}

// SubmitRaw has the server send any submission to any address, in somebody's name: that is
// what everybody with an account can do.
func (s *Server) SubmitRaw(who, channel, address string, in map[string]any) Result {
	text := func(key string) string { v, _ := in[key].(string); return v }
	values, _ := in["submission"].(map[string]any)
	cancelled, _ := in["cancelled"].(bool)
	return s.act(who, channel, func(by *user) (string, *fault) {
		s.mu.Lock()
		team := s.current(who)
		s.mu.Unlock()
		_, f := s.submit(by, submission{
			URL: address, CallbackID: text("callback_id"), State: text("state"), ChannelID: channel, TeamID: team, Submission: values, Cancelled: cancelled,
		})
		return "", f
	})
}

// filled is what the client sends of a dialog, and what it refuses to send.
func (s *Server) filled(d Dialog, values map[string]any) (sent map[string]any, errors map[string]string) {
	sent, errors = map[string]any{}, map[string]string{}
	for name := range values {
		if !slices.ContainsFunc(d.Elements, func(e Element) bool { return e.Name == name }) {
			errors[name] = "there is no such field"
		}
	}
	for _, e := range d.Elements {
		value, given := values[e.Name]
		if !given {
			value = begin(e)
		}
		if wrong := e.refuses(value); wrong != "" {
			errors[e.Name] = wrong
		}
		if value != nil || s.Old() { // recent clients leave out what is empty
			sent[e.Name] = value
		}
	}
	return sent, errors
}

// begin is what an element holds before anybody touches it.
func begin(e Element) any {
	switch {
	case e.Type == "bool":
		return strings.EqualFold(e.Default, "true")
	case e.MultiSelect && e.Default != "":
		var list []any
		for one := range strings.SplitSeq(strings.ReplaceAll(e.Default, " ", ""), ",") {
			list = append(list, one)
		}
		return list
	case e.Default == "":
		return nil
	}
	return e.Default
}

var day = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// refuses is what the client says under an element before it sends anything.
func (e Element) refuses(value any) string {
	if isEmpty(value) {
		return e.refusesNothing()
	}
	text, _ := value.(string)
	switch e.Type {
	case "radio", "select":
		if !e.chooses(value) {
			return fmt.Sprintf("nobody can choose %v", value)
		}
	case "date":
		if !day.MatchString(text) {
			return "Date field must be in YYYY-MM-DD format"
		}
	case "text", "textarea":
		return e.refusesText(text)
	}
	return ""
}

func isEmpty(value any) bool {
	list, many := value.([]any)
	return value == nil || value == "" || value == false || many && len(list) == 0
}

func (e Element) refusesNothing() string {
	switch {
	case !e.Optional:
		return "This field is required."
	case e.Type == "radio":
		return "Must be a valid option"
	}
	return ""
}

func (e Element) refusesText(text string) string {
	switch {
	case e.Type == "text" && strings.ContainsAny(text, "\r\n"):
		return "nobody can type a second line here"
	case units(text) > e.most():
		return fmt.Sprintf("nobody can type more than %d characters here", e.most())
	case units(text) < e.MinLength:
		return fmt.Sprintf("Minimum input length is %d.", e.MinLength)
	}
	return ""
}

// chooses reports whether a value, or every one of a list, is an option.
func (e Element) chooses(value any) bool {
	if e.DataSource != "" {
		return true
	}
	list, many := value.([]any)
	if !many {
		list = []any{value}
	}
	return many == e.MultiSelect && !slices.ContainsFunc(list, func(v any) bool {
		text, ok := v.(string)
		return !ok || !e.offers(text)
	})
}

// SubmitUnchecked is [Server.Submit] from a client that checks nothing.
func (s *Server) SubmitUnchecked(who string, values map[string]any) Result {
	s.mu.Lock()
	c := s.screen(who)
	open := c.dialog
	s.mu.Unlock()
	if open == nil {
		return Result{Status: 404, Error: "no dialog is open"}
	}
	filled, _ := s.filled(*open, values)
	return s.send(who, c, *open, filled)
}
