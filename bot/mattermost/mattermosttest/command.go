package mattermosttest

import (
	"net/http"
	"slices"
	"strings"
)

// Command is a slash command as the server keeps it.
type Command struct {
	ID               string `json:"id"`
	Token            string `json:"token"`
	CreateAt         int64  `json:"create_at"`
	UpdateAt         int64  `json:"update_at"`
	DeleteAt         int64  `json:"delete_at"`
	CreatorID        string `json:"creator_id"`
	TeamID           string `json:"team_id"`
	Trigger          string `json:"trigger"`
	Method           string `json:"method"`
	Username         string `json:"username"`
	IconURL          string `json:"icon_url"`
	AutoComplete     bool   `json:"auto_complete"`
	AutoCompleteDesc string `json:"auto_complete_desc"`
	AutoCompleteHint string `json:"auto_complete_hint"`
	DisplayName      string `json:"display_name"`
	Description      string `json:"description"`
	URL              string `json:"url"`
	PluginID         string `json:"plugin_id"`
}

func (s *Server) commandRoutes() []route {
	return []route{
		{http.MethodPost, "commands", s.createCommand, false, false},
		{http.MethodGet, "commands", s.listCommands, false, false},
		{http.MethodPost, "commands/execute", s.executeCommand, false, false},
		{http.MethodGet, "commands/*", s.getCommand, false, true},
		{http.MethodPut, "commands/*", s.updateCommand, false, false},
		{http.MethodDelete, "commands/*", s.deleteCommand, false, false},
		{http.MethodPut, "commands/*/regen_token", s.regenToken, false, false},
	}
}

// AddCommand enters a slash command by hand, as an administrator does, and returns its
// token.
func (s *Server) AddCommand(team, trigger, address string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.keep(Command{TeamID: team, Trigger: trigger, URL: address, Method: "P", AutoComplete: true, CreatorID: s.world.named("sysadmin").ID})
	return c.Token
}

// Commands are the slash commands of a team.
func (s *Server) Commands(team string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []Command{}
	for _, c := range s.commands {
		if c.TeamID == team && c.DeleteAt == 0 {
			list = append(list, *c)
		}
	}
	return list
}

func (s *Server) keep(c Command) *Command {
	c.ID, c.Token, c.CreateAt = NewID(), NewID(), s.now().UnixMilli()
	c.UpdateAt = c.CreateAt
	s.commands = append(s.commands, &c)
	return &c
}

// managed is the team of a command, for who may manage it.
func (s *Server) managed(by *user, team string) *fault {
	t := s.world.teams[team]
	if t == nil || !t.rules(by) {
		return forbidden()
	}
	return nil
}

// taken reports whether a trigger is used in a team, by another command or by the server.
func (s *Server) taken(c Command) bool {
	if slices.Contains([]string{"away", "me", "join", "msg", "help", "invite", "leave", "search", "settings", "shortcuts"}, c.Trigger) {
		return true
	}
	return slices.ContainsFunc(s.commands, func(one *Command) bool {
		return one.DeleteAt == 0 && one.TeamID == c.TeamID && one.Trigger == c.Trigger && one.ID != c.ID
	})
}

func (s *Server) createCommand(c call) (answered, *fault) {
	var in Command
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.managed(c.by, in.TeamID); f != nil {
		return answered{}, f
	}
	in.Trigger, in.CreatorID = strings.ToLower(in.Trigger), c.by.ID
	if f := s.refused(in); f != nil {
		return answered{}, f
	}
	s.linger(c.r.Context())
	return answered{status: http.StatusCreated, body: *s.keep(in)}, nil
}

func (s *Server) refused(c Command) *fault {
	if s.taken(c) {
		return refuse(http.StatusBadRequest, "api.command.duplicate_trigger.app_error")
	}
	for _, wrong := range CheckCommand(c) {
		s.problem("command: %s", wrong)
		return refuse(http.StatusBadRequest, "model.command.is_valid.app_error")
	}
	return nil
}

func (s *Server) listCommands(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.world.teams[c.query("team_id")]
	if t == nil || !t.members[c.by.ID] && !c.by.admin() {
		return answered{}, forbidden()
	}
	if c.query("custom_only") == "true" && !t.rules(c.by) {
		return answered{}, forbidden()
	}
	list := []Command{}
	for _, one := range s.commands {
		if one.TeamID != t.ID || one.DeleteAt != 0 {
			continue
		}
		shown := *one
		if !t.rules(c.by) {
			shown.Token, shown.CreatorID, shown.Method, shown.URL = "", "", "", ""
		}
		list = append(list, shown)
	}
	return answered{body: list}, nil
}

// ofCommand is the command of a call, for who may manage it.
func (s *Server) ofCommand(c call) (*Command, *fault) {
	for _, one := range s.commands {
		if one.ID == c.path[1] && one.DeleteAt == 0 {
			return one, s.managed(c.by, one.TeamID)
		}
	}
	return nil, missing("store.sql_command.get.missing.app_error")
}

func (s *Server) getCommand(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, f := s.ofCommand(c)
	if f != nil {
		return answered{}, f
	}
	return answered{body: *one}, nil
}

func (s *Server) updateCommand(c call) (answered, *fault) {
	var in Command
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old, f := s.ofCommand(c)
	switch {
	case f != nil:
		return answered{}, f
	case in.ID != old.ID:
		return answered{}, invalid("command")
	case in.TeamID != old.TeamID:
		return answered{}, refuse(http.StatusBadRequest, "api.command.team_mismatch.app_error")
	}
	in.Trigger = strings.ToLower(in.Trigger)
	in.Token, in.CreateAt, in.CreatorID, in.DeleteAt = old.Token, old.CreateAt, old.CreatorID, old.DeleteAt
	in.UpdateAt = s.moment()
	if f := s.refused(in); f != nil {
		return answered{}, f
	}
	*old = in
	return answered{body: in}, nil
}

func (s *Server) deleteCommand(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, f := s.ofCommand(c)
	if f != nil {
		return answered{}, f
	}
	one.DeleteAt = s.moment()
	return answered{body: map[string]string{"status": "OK"}}, nil
}

func (s *Server) regenToken(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, f := s.ofCommand(c)
	if f != nil {
		return answered{}, f
	}
	one.Token = NewID()
	return answered{body: map[string]string{"token": one.Token}}, nil
}
