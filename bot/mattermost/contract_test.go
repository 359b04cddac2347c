package mattermost

import (
	"context"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/bottest"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

func TestContract(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			s := mattermosttest.New(t, mattermosttest.Options{Version: version})
			anouk, bram := s.AddUser("anouk"), s.AddUser("bram")
			team := s.AddTeam("voorbeeldstad", anouk, bram)
			room := s.AddChannel(team, "jeugd-noord", "P", anouk, bram, s.BotID)
			ids := map[bot.Address]string{{Member: "anouk"}: anouk, {Member: "bram"}: bram, {Channel: "jeugd-noord"}: room}
			m, err := New(contractConfig(s, ids))
			if err != nil {
				t.Fatal(err)
			}
			unhurried(m)
			places := map[bot.Address]func() string{
				{Member: "anouk"}:        func() string { return s.Shown(anouk, s.DM(anouk)) },
				{Member: "bram"}:         func() string { return s.Shown(bram, s.DM(bram)) },
				{Channel: "jeugd-noord"}: func() string { return s.Shown(anouk, room) },
			}
			bottest.Run(t, bottest.Platform{
				Sender: m, Member: bot.Address{Member: "anouk"}, Other: bot.Address{Member: "bram"},
				Channel: bot.Address{Channel: "jeugd-noord"}, Nobody: bot.Address{Member: "niemand"},
				Shown: func(_ *testing.T, to bot.Address) string { return places[to]() },
				Halve: func(*testing.T) func() { return halve(m) },
			})
			if problems := s.Problems(); len(problems) > 0 {
				t.Errorf("the server has problems: %q", problems)
			}
		})
	}
}

// halve lets one post through, and none after it until mend is called.
func halve(m *Mattermost) (mend func()) {
	way, posts := m.rest.http.Transport, 0
	m.rest.http.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost && r.URL.Path == apiRoot+"/posts" {
			posts++
		}
		if posts > 1 {
			return &http.Response{StatusCode: http.StatusServiceUnavailable, Body: http.NoBody, Request: r}, nil
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	return func() { m.rest.http.Transport = way }
}

type roundTripper func(r *http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// contractConfig is a configuration for a server of the tests; whom says who has which id.
func contractConfig(s *mattermosttest.Server, whom map[bot.Address]string) Config {
	shared := &inDatabase{}
	return Config{
		URL: s.URL, Token: s.Token, PublicURL: "https://regiebot.voorbeeldstad.nl",
		Answer:  func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{Text: "gehoord"}, nil },
		Tickets: bot.Tickets{Platform: Platform, MAC: func([]byte) []byte { return make([]byte, 16) }, Check: func(_, _ []byte) bool { return true }},
		People: People{
			Member: func(_ context.Context, id string) (string, error) {
				for to, known := range whom {
					if known == id {
						return to.Member, nil
					}
				}
				return "", nil
			},
			Whom: func(_ context.Context, to bot.Address) (string, error) { return whom[to], nil },
		},
		First: shared.first, Seen: shared.seen, Note: shared.note,
		Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}
}
