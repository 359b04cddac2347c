package mattermosttest

import (
	"net/http"
	"slices"
)

func (s *Server) peopleRoutes() []route {
	return []route{
		{http.MethodPost, "users/login", s.login, true, false},
		{http.MethodGet, "users/username/*", s.userByName, false, false},
		{http.MethodGet, "users/*", s.userByID, false, false},
		{http.MethodPost, "users/ids", s.usersByID, false, false},
		{http.MethodPost, "users/usernames", s.usersByName, false, false},
		{http.MethodGet, "users/*/teams", s.teamsOfUser, false, false},
		{http.MethodGet, "users/*/teams/*/channels", s.channelsOfUser, false, false},
		{http.MethodGet, "users/*/channels", s.allChannelsOfUser, false, true},
	}
}

// one gives something that is there, or 404.
func one[T any](v *T, id string) (answered, *fault) {
	if v == nil {
		return answered{}, missing(id)
	}
	copied := *v
	return answered{body: copied}, nil
}

// copies are those that an answer is made of, after the lock is gone.
func copies[T any](list []*T) []T {
	all := make([]T, 0, len(list))
	for _, v := range list {
		all = append(all, *v)
	}
	return all
}

func (s *Server) login(c call) (answered, *fault) {
	var in struct {
		LoginID  string `json:"login_id"`
		Password string `json:"password"`
	}
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.world.named(in.LoginID)
	if u == nil || u.password != in.Password || u.DeleteAt != 0 {
		return answered{}, refuse(http.StatusUnauthorized, "api.user.login.invalid_credentials_email_username")
	}
	return answered{body: *u}, nil
}

// Password is what a person logs in with.
func (s *Server) Password(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world.users[id].password
}

func (s *Server) userByID(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return one(s.world.users[c.id(1)], "app.user.missing_account.const")
}

func (s *Server) userByName(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return one(s.world.named(c.path[2]), "app.user.missing_account.const")
}

func (s *Server) usersByID(c call) (answered, *fault) {
	return s.usersBy(c, func(u *user) string { return u.ID })
}

func (s *Server) usersByName(c call) (answered, *fault) {
	return s.usersBy(c, func(u *user) string { return u.Username })
}

func (s *Server) usersBy(c call, key func(*user) string) (answered, *fault) {
	var in []string
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []user{}
	for _, u := range s.world.users {
		if slices.Contains(in, key(u)) {
			list = append(list, *u)
		}
	}
	return answered{body: list}, nil
}

func (s *Server) teamsOfUser(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.id(1) != c.by.ID && !c.by.admin() {
		return answered{}, forbidden()
	}
	return answered{body: copies(s.world.teamsOf(c.id(1)))}, nil
}

func (s *Server) channelsOfUser(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.world.teams[c.path[3]]
	if t == nil || !t.members[c.by.ID] {
		return answered{}, forbidden()
	}
	return answered{body: copies(s.world.channelsOf(c.id(1), t.ID))}, nil
}

func (s *Server) allChannelsOfUser(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.id(1) != c.by.ID && !c.by.admin() {
		return answered{}, forbidden()
	}
	return answered{body: copies(s.world.channelsOf(c.id(1), ""))}, nil
}

func (s *Server) placeRoutes() []route {
	return []route{
		{http.MethodGet, "teams", s.allTeams, false, false},
		{http.MethodGet, "teams/name/*", s.teamByName, false, false},
		{http.MethodGet, "teams/name/*/channels/name/*", s.channelByNames, false, false},
		{http.MethodGet, "teams/*", s.teamByID, false, false},
		{http.MethodGet, "teams/*/members/*", s.teamMember, false, false},
		{http.MethodGet, "teams/*/channels/name/*", s.channelByName, false, false},
		{http.MethodPost, "channels/direct", s.makeDirect, false, false},
		{http.MethodGet, "channels/*", s.channelByID, false, false},
		{http.MethodGet, "channels/*/stats", s.channelStats, false, false},
		{http.MethodGet, "channels/*/members", s.channelMembers, false, false},
		{http.MethodGet, "channels/*/members/*", s.channelMember, false, false},
	}
}

func (s *Server) allTeams(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return answered{body: copies(s.world.teamsOf(c.by.ID))}, nil
}

// seenTeam is a team, for who may see it.
func (s *Server) seenTeam(c call, t *team) (answered, *fault) {
	if t != nil && !t.members[c.by.ID] && !c.by.admin() {
		return answered{}, forbidden()
	}
	return one(t, "app.team.get.find.app_error")
}

func (s *Server) teamByID(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seenTeam(c, s.world.teams[c.path[1]])
}

func (s *Server) teamByName(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seenTeam(c, s.world.team(c.path[2]))
}

func (s *Server) teamMember(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, id := s.world.teams[c.path[1]], c.id(3)
	if t == nil || !t.members[c.by.ID] && !c.by.admin() {
		return answered{}, forbidden()
	}
	in, was := t.members[id]
	if !was {
		return answered{}, missing("app.team.get_member.missing.app_error")
	}
	left := int64(0) // who left stays known
	if !in {
		left = s.now().UnixMilli()
	}
	return answered{body: map[string]any{"team_id": t.ID, "user_id": id, "roles": "team_user", "delete_at": left}}, nil
}

// seenChannel is a channel, for who may read it.
func (s *Server) seenChannel(c call, ch *channel) (answered, *fault) {
	if ch != nil && !s.reads(c.by, ch) {
		return answered{}, forbidden()
	}
	return one(ch, "app.channel.get.existing.app_error")
}

// reads reports whether somebody may read a channel.
func (s *Server) reads(by *user, ch *channel) bool {
	public := ch.Type == "O" && s.world.teams[ch.TeamID] != nil && s.world.teams[ch.TeamID].members[by.ID] && !by.guest()
	return ch.members[by.ID] || public || by.admin()
}

func (s *Server) channelByID(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seenChannel(c, s.world.channels[c.path[1]])
}

func (s *Server) channelNamed(c call, t *team, name string) (answered, *fault) {
	if t == nil {
		return answered{}, missing("app.team.get_by_name.missing.app_error")
	}
	for _, ch := range s.world.channels {
		if ch.TeamID == t.ID && ch.Name == name && ch.DeleteAt == 0 {
			return s.seenChannel(c, ch)
		}
	}
	return answered{}, missing("app.channel.get_by_name.missing.app_error")
}

func (s *Server) channelByName(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channelNamed(c, s.world.teams[c.path[1]], c.path[4])
}

func (s *Server) channelByNames(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channelNamed(c, s.world.team(c.path[2]), c.path[5])
}

func (s *Server) channelStats(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[c.path[1]]
	if ch == nil || !s.reads(c.by, ch) {
		return answered{}, forbidden()
	}
	members, guests := 0, 0
	for id, in := range ch.members {
		if u := s.world.users[id]; in && u != nil && u.DeleteAt == 0 {
			members++
			if u.guest() {
				guests++
			}
		}
	}
	return answered{body: map[string]any{"channel_id": ch.ID, "member_count": members, "guest_count": guests, "pinnedpost_count": 0}}, nil
}

func membership(ch *channel, id string) map[string]any {
	return map[string]any{"channel_id": ch.ID, "user_id": id, "roles": "channel_user", "last_viewed_at": 0, "msg_count": 0, "notify_props": map[string]any{}}
}

func (s *Server) channelMembers(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[c.path[1]]
	if ch == nil || !s.reads(c.by, ch) {
		return answered{}, forbidden()
	}
	var ids []string
	for id, in := range ch.members {
		if in {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	size := min(c.number("per_page", 60), 200)
	from := min(c.number("page", 0)*size, len(ids))
	list := []any{}
	for _, id := range ids[from:min(from+size, len(ids))] {
		list = append(list, membership(ch, id))
	}
	return answered{body: list}, nil
}

func (s *Server) channelMember(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[c.path[1]]
	switch {
	case ch == nil || !s.reads(c.by, ch):
		return answered{}, forbidden()
	case !ch.members[c.id(3)]:
		return answered{}, missing("app.channel.get_member.missing.app_error")
	}
	return answered{body: membership(ch, c.id(3))}, nil
}
