package mattermosttest

// AddUser makes an account and returns its id.
func (s *Server) AddUser(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addUser(name).ID
}

// AddGuest makes the account of a guest and returns its id.
func (s *Server) AddGuest(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.addUser(name)
	u.Roles = "system_guest"
	return u.ID
}

// AddRemote makes the account of somebody of another server, and returns its id.
func (s *Server) AddRemote(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.addUser(name)
	u.RemoteID = NewID()
	return u.ID
}

// AddBot makes another bot, and returns its id.
func (s *Server) AddBot(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.addUser(name)
	u.IsBot = true
	return u.ID
}

// Deactivate closes an account, or opens it again. A connection over which something should have gone
// meanwhile stays open, and is told nothing any more.
func (s *Server) Deactivate(id string, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.world.users[id]; u != nil {
		u.DeleteAt = 0
		if closed {
			u.DeleteAt = s.now().UnixMilli()
		}
		s.forget(id)
	}
}

// Revoke makes the token of the bot worth nothing; it returns what brings it back. A connection that
// is open is told of what happens as before, and only what is asked on it is refused.
func (s *Server) Revoke() (restore func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bot := s.world.users[s.BotID]
	bot.token = ""
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		bot.token = s.Token
	}
}

// TokenOf is the token of somebody's session.
func (s *Server) TokenOf(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.world.users[id]; u != nil {
		return u.token
	}
	return ""
}

// AddTeam makes a team with members and the bot, and returns its id.
func (s *Server) AddTeam(name string, members ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now().UnixMilli()
	t := &team{ID: NewID(), CreateAt: now, UpdateAt: now, Name: name, DisplayName: name, Type: "O", members: map[string]bool{s.BotID: true}, admins: map[string]bool{}}
	for _, m := range members {
		t.members[m] = true
	}
	s.world.teams[t.ID] = t
	return t.ID
}

// AddChannel makes a channel in a team, public ("O") or private ("P"), with members of the
// team, and returns its id. The bot is in it when it is named as a member.
func (s *Server) AddChannel(team, name, kind string, members ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now().UnixMilli()
	c := &channel{ID: NewID(), CreateAt: now, UpdateAt: now, TeamID: team, Type: kind, Name: name, DisplayName: name, members: map[string]bool{}}
	for _, m := range members {
		c.members[m] = true
	}
	s.world.channels[c.ID] = c
	return c.ID
}

// Join makes somebody a member of a team or a channel; Leave ends that.
func (s *Server) Join(where, who string) { s.member(where, who, true) }

// Leave ends somebody's membership of a team or a channel.
func (s *Server) Leave(where, who string) { s.member(where, who, false) }

func (s *Server) member(where, who string, in bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.world.teams[where]; t != nil {
		t.members[who] = in
		s.forget(who)
	}
	if c := s.world.channels[where]; c != nil {
		c.members[who] = in
	}
}

// Appoint makes somebody an administrator of a team, which tells them.
func (s *Server) Appoint(team, who string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.world.teams[team]
	t.admins[who] = true
	s.tellOne(who, "memberrole_updated", map[string]any{"member": asText(map[string]any{
		"team_id": team, "user_id": who, "roles": "team_user team_admin", "delete_at": 0,
		"scheme_guest": false, "scheme_user": true, "scheme_admin": true, "explicit_roles": "",
	})})
}

// Share makes a channel one that is shared with another server.
func (s *Server) Share(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	yes := true
	s.world.channels[channel].Shared = &yes
}

// Archive closes a channel.
func (s *Server) Archive(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.channels[channel].DeleteAt = s.now().UnixMilli()
}

// DM is the direct conversation of somebody and the bot.
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.direct(user, s.BotID).ID
}

// RestrictDirect forbids direct conversations between people without a shared team.
func (s *Server) RestrictDirect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.restricted = true
}
