package mattermosttest

import (
	"crypto/rand"
	"slices"
	"sort"
	"strings"
)

// NewID is a new id, as those of Mattermost look.
func NewID() string {
	return strings.ToLower(rand.Text())[:26]
}

// user is somebody with an account, or a bot.
type user struct {
	ID        string `json:"id"`
	CreateAt  int64  `json:"create_at"`
	UpdateAt  int64  `json:"update_at"`
	DeleteAt  int64  `json:"delete_at"`
	Username  string `json:"username"`
	AuthData  string `json:"auth_data"`
	Auth      string `json:"auth_service"`
	Email     string `json:"email"`
	Nickname  string `json:"nickname"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Position  string `json:"position"`
	Roles     string `json:"roles"`
	Locale    string `json:"locale"`
	IsBot     bool   `json:"is_bot,omitempty"`
	BotAbout  string `json:"bot_description,omitempty"`
	RemoteID  string `json:"remote_id,omitempty"`

	token    string
	password string
}

func (u *user) admin() bool { return strings.Contains(u.Roles, "system_admin") }
func (u *user) guest() bool { return strings.Contains(u.Roles, "system_guest") }

type team struct {
	ID          string `json:"id"`
	CreateAt    int64  `json:"create_at"`
	UpdateAt    int64  `json:"update_at"`
	DeleteAt    int64  `json:"delete_at"`
	DisplayName string `json:"display_name"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Email       string `json:"email"`
	Type        string `json:"type"`
	InviteID    string `json:"invite_id"`

	members map[string]bool
	admins  map[string]bool // of its members
}

// rules reports whether somebody manages a team, and so its commands.
func (t *team) rules(u *user) bool { return u.admin() || t.members[u.ID] && t.admins[u.ID] }

type channel struct {
	ID          string `json:"id"`
	CreateAt    int64  `json:"create_at"`
	UpdateAt    int64  `json:"update_at"`
	DeleteAt    int64  `json:"delete_at"`
	TeamID      string `json:"team_id"`
	Type        string `json:"type"` // O, P, D or G
	DisplayName string `json:"display_name"`
	Name        string `json:"name"`
	Header      string `json:"header"`
	Purpose     string `json:"purpose"`
	LastPostAt  int64  `json:"last_post_at"`
	Total       int64  `json:"total_msg_count"`
	CreatorID   string `json:"creator_id"`
	Shared      *bool  `json:"shared"`

	members map[string]bool
}

type world struct {
	users    map[string]*user
	teams    map[string]*team
	channels map[string]*channel
}

func newWorld() world {
	return world{map[string]*user{}, map[string]*team{}, map[string]*channel{}}
}

func (w world) named(name string) *user {
	for _, u := range w.users {
		if u.Username == name {
			return u
		}
	}
	return nil
}

func (w world) bearer(token string) *user {
	for _, u := range w.users {
		if token != "" && u.token == token && u.DeleteAt == 0 {
			return u
		}
	}
	return nil
}

func (w world) team(name string) *team {
	for _, t := range w.teams {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// teamsOf are the teams of somebody, by name.
func (w world) teamsOf(id string) []*team {
	list := []*team{}
	for _, t := range w.teams {
		if t.members[id] {
			list = append(list, t)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// channelsOf are the channels of somebody in a team, and those without one; all of them
// where no team is named. By name.
func (w world) channelsOf(id, team string) []*channel {
	list := []*channel{}
	for _, c := range w.channels {
		if c.members[id] && (team == "" || c.TeamID == team || c.TeamID == "") {
			list = append(list, c)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// share reports whether two people are in one team.
func (w world) share(a, b string) bool {
	return slices.ContainsFunc(w.teamsOf(a), func(t *team) bool { return t.members[b] })
}

// direct is the direct conversation of two people, made where there was none.
func (s *Server) direct(a, b string) *channel {
	name := a + "__" + b
	if b < a {
		name = b + "__" + a
	}
	for _, c := range s.world.channels {
		if c.Name == name {
			return c
		}
	}
	now := s.now().UnixMilli()
	c := &channel{ID: NewID(), CreateAt: now, UpdateAt: now, Type: "D", Name: name, members: map[string]bool{a: true, b: true}}
	s.world.channels[c.ID] = c
	return c
}

func (s *Server) addUser(name string) *user {
	now := s.now().UnixMilli()
	u := &user{
		ID: NewID(), CreateAt: now, UpdateAt: now, Username: name, Email: name + "@voorbeeldstad.nl", Roles: "system_user", Locale: "nl",
		token: NewID(), password: name + "-Wachtwoord-1",
	}
	s.world.users[u.ID] = u
	return u
}

func (s *Server) addBot(name string) (id, token string) {
	u := s.addUser(name)
	u.IsBot = true
	if s.options.Admin {
		u.Roles = "system_user system_admin"
	}
	return u.ID, u.token
}
