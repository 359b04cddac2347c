package slack

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// How long what Slack said is believed.
const (
	personLife = 3 * time.Minute
	placeLife  = 3 * time.Minute
	selfLife   = time.Hour
)

// person is somebody on Slack, as far as the bot needs it. None of it says who somebody is in
// the program: that goes by the id alone. Their time zone is not in it: moments are told in
// the zone of the organisation, where the terms hold.
type person = platform.Person

// person asks Slack about somebody; what it says is kept a few minutes. An error is a
// [bot.NotSent].
func (s *Slack) person(ctx context.Context, id string) (person, error) {
	if p, ok := s.out.people.Get(id); ok {
		return p, nil
	}
	var u *api.User
	err := s.call(ctx, func(ctx context.Context) (err error) {
		u, err = s.client.GetUserInfoContext(ctx, id)
		if err == nil && u.ID != id {
			return errNonsense
		}
		return err
	}, methodPerson)
	if err != nil {
		return person{}, platform.Without(err)
	}
	p := person{
		Name:    platform.FirstOf(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name),
		Deleted: u.Deleted, Guest: u.IsRestricted || u.IsUltraRestricted, Outside: s.outside(ctx, *u), Bot: u.IsBot || u.IsWorkflowBot || id == slackbot,
	}
	s.out.people.Put(id, p, personLife)
	return p, nil
}

// slackbot is the only bot that does not say that it is one.
const slackbot = "USLACKBOT"

// outside reports whether somebody is of another workspace than the bot. In an organisation
// with several workspaces one account can be in more of them.
func (s *Slack) outside(ctx context.Context, u api.User) bool {
	if u.IsStranger {
		return true
	}
	self, err := s.known(ctx)
	if err != nil || u.TeamID == "" || u.TeamID == self.TeamID {
		return false
	}
	return !slices.Contains(u.Enterprise.Teams, self.TeamID)
}

// Who is the bot itself, and the workspace it is in.
type Who struct {
	TeamID string
	Team   string // the name of the workspace
	UserID string // of the bot
	User   string
	BotID  string
	URL    string   // of the workspace
	Scopes []string // what the token may do; empty when Slack did not say
}

// Self asks Slack whose token it is. It fails as [bot.NotSent].
func (s *Slack) Self(ctx context.Context) (Who, error) {
	var a *api.AuthTestResponse
	lane := "auth.test"
	err := s.call(ctx, func(ctx context.Context) (err error) {
		a, err = s.client.AuthTestContext(ctx)
		if err == nil && (a.TeamID == "" || a.UserID == "") {
			return errNonsense
		}
		return err
	}, lane)
	if err != nil {
		return Who{}, platform.Without(err)
	}
	who := Who{TeamID: a.TeamID, Team: a.Team, UserID: a.UserID, User: a.User, BotID: a.BotID, URL: a.URL, Scopes: scopes(a.Header)}
	s.out.self.Put("", who, selfLife)
	return who, nil
}

// known is [Slack.Self], asked now and then only.
func (s *Slack) known(ctx context.Context) (Who, error) {
	if who, ok := s.out.self.Get(""); ok {
		return who, nil
	}
	return s.Self(ctx)
}

// scopes reads what a token may do.
func scopes(h http.Header) []string {
	var all []string
	for scope := range strings.SplitSeq(h.Get("X-OAuth-Scopes"), ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			all = append(all, scope)
		}
	}
	return all
}

var _ bot.Sender = (*Slack)(nil)
