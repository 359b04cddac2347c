package mattermost

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// town is a server with a team, its channel and two people, and the adapter on it.
type town struct {
	*mattermosttest.Server
	m                  *Mattermost
	anouk, team, noord string // ids
}

// both runs a test on both servers.
func both(t *testing.T, test func(t *testing.T, s town)) {
	t.Helper()
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			s := town{Server: mattermosttest.New(t, mattermosttest.Options{Version: version})}
			s.anouk = s.AddUser("anouk")
			s.team = s.AddTeam("stad", s.anouk)
			s.noord = s.AddChannel(s.team, "noord", "P", s.anouk, s.BotID)
			w := newRestAPI(t) // for its configuration only
			s.m = w.adapter(func(c *Config) {
				c.URL, c.Token, c.Now = s.URL, s.Token, time.Now
				c.People.Whom = func(_ context.Context, to bot.Address) (string, error) {
					return map[bot.Address]string{toAnouk: s.anouk, toChannel: s.noord}[to], nil
				}
			})
			test(t, s)
		})
	}
}

func TestOutOnBothServers(t *testing.T) {
	both(t, func(t *testing.T, s town) {
		for _, to := range []bot.Address{toAnouk, toChannel} {
			r, err := s.m.Send(t.Context(), to, "k", lengthy(t, s.m))
			if err != nil {
				t.Fatal(err)
			}
			found, ok, err := s.m.Find(t.Context(), to, "k", time.Now().Add(-time.Minute))
			if err != nil || !ok || found != r {
				t.Errorf("%v %v %v, not %v", found, ok, err, r)
			}
			long := lengthy(t, s.m)
			for _, next := range []*bot.Message{&done, &long, &reminder, nil, &done} {
				if err := s.m.Replace(t.Context(), to, r, next); err != nil {
					t.Fatal(err)
				}
			}
		}
		if left := s.Seen(s.anouk, s.noord); len(left) != 0 {
			t.Errorf("there is %+v", left)
		}
	})
}

func TestWhoIsReachedOnBothServers(t *testing.T) {
	both(t, func(t *testing.T, s town) {
		if p, err := s.m.place(t.Context(), s.noord); err != nil || p != (bot.Place{ID: s.noord}) {
			t.Errorf("%+v %v", p, err)
		}
		own, err := s.m.open(t.Context(), s.anouk)
		if p, at := s.m.place(t.Context(), own); err != nil || at != nil || p != (bot.Place{ID: own, Private: true}) {
			t.Errorf("%+v %v %v", p, err, at)
		}
		gast := s.AddGuest("gast")
		if p, err := s.m.person(t.Context(), gast); err != nil || p != (person{Name: "gast", Guest: true}) {
			t.Errorf("%+v %v", p, err)
		}
		open := s.AddChannel(s.team, "gasten", "P", s.anouk, gast, s.BotID)
		if p, err := s.m.place(t.Context(), open); err != nil || !p.Outside {
			t.Errorf("%+v %v", p, err)
		}
		s.Deactivate(s.anouk, true)
		if _, err := s.m.Send(t.Context(), toAnouk, "k", reminder); verdictOf(err).why != bot.Unreachable {
			t.Errorf("closed: %v", err)
		}
		s.Archive(s.noord)
		if _, err := s.m.Send(t.Context(), toChannel, "k", reminder); verdictOf(err).why != bot.Unreachable {
			t.Errorf("archived: %v", err)
		}
	})
}

func TestWhatTheBotIsNotIn(t *testing.T) {
	both(t, func(t *testing.T, s town) {
		s.Leave(s.noord, s.BotID)
		if _, err := s.m.Send(t.Context(), toChannel, "k", reminder); verdictOf(err).why != bot.Unreachable {
			t.Errorf("%v", err)
		}
		if _, _, err := s.m.Find(t.Context(), toChannel, "k", time.Now()); !errors.Is(err, bot.ErrCannotTell) {
			t.Errorf("%v", err)
		}
		if p, err := s.m.place(t.Context(), s.noord); !p.Unknown || notSent(err) == nil {
			t.Errorf("%+v %v", p, err)
		}
		if err := s.m.upload(t.Context(), s.anouk, agenda); err != nil {
			t.Error(err)
		}
	})
}

func TestVersionsOfBothServers(t *testing.T) {
	both(t, func(t *testing.T, s town) {
		want := version{11, 6}
		if s.Old() {
			want = version{5, 37}
		}
		if v, err := s.m.server(t.Context()); err != nil || v != want {
			t.Errorf("%v %v", v, err)
		}
	})
}
