package mattermost

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// How long what the server said is believed.
const (
	personLife = 3 * time.Minute
	placeLife  = 3 * time.Minute
	selfLife   = time.Hour
)

// quickly bounds a call that others wait for.
const quickly = 5 * time.Second

// person is somebody on the server, as far as the bot needs it. None of it says who somebody is
// in the program: that goes by the id alone.
type person = platform.Person

// who is the bot itself.
type who struct {
	ID       string
	Username string
}

// outgoing is what is remembered of the server between calls.
type outgoing struct {
	directs platform.Cache[string]
	people  platform.Cache[person]
	places  platform.Cache[bot.Place]
	me      platform.Cache[who]
	silent  platform.Cache[bool] // what the bot has no right to do
}

// account is a user as the server tells of one.
type account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Roles    string `json:"roles"`
	DeleteAt int64  `json:"delete_at"`
	IsBot    bool   `json:"is_bot"`
	RemoteID string `json:"remote_id"`
}

// self is the bot itself, asked now and then only. It fails as [bot.NotSent].
func (m *Mattermost) self(ctx context.Context) (who, error) {
	if w, ok := m.out.me.Get(""); ok {
		return w, nil
	}
	var a account
	err := m.call(ctx, http.MethodGet, "/users/me", nil, &a)
	if err == nil && !isID(a.ID) {
		err = errNonsense
	}
	if err != nil {
		return who{}, platform.Without(err)
	}
	w := who{ID: a.ID, Username: a.Username}
	m.out.me.Put("", w, selfLife)
	return w, nil
}

// person asks the server about somebody; what it says is kept a few minutes. An error is a
// [bot.NotSent].
func (m *Mattermost) person(ctx context.Context, id string) (person, error) {
	if !isID(id) {
		return person{}, &bot.NotSent{Why: bot.Unreachable, Cause: errNoMember}
	}
	if p, ok := m.out.people.Get(id); ok {
		return p, nil
	}
	var a account
	err := m.call(ctx, http.MethodGet, "/users/"+id, nil, &a)
	if err == nil && a.ID != id {
		err = errNonsense
	}
	if err != nil {
		return person{}, platform.Without(err)
	}
	p := person{
		Name: a.Username, Deleted: a.DeleteAt != 0, Outside: a.RemoteID != "", Bot: a.IsBot,
		Guest: slices.Contains(strings.Fields(a.Roles), "system_guest"),
	}
	m.out.people.Put(id, p, personLife)
	return p, nil
}

// isID reports whether something is an id of the server: what comes from a person never
// becomes a path.
func isID(id string) bool {
	return len(id) == idLength && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// idLength is how long an id of the server is.
const idLength = 26
