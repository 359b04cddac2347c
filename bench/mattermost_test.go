package bench_test

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/commands"
)

const (
	mattermostToken  = "y8xg4o1bq3dgbrjzq7tq5w1s6a" // of a slash command
	mattermostAccess = "m4rkhw7u5pbn8q9s3t1v6x2z0c" // of the bot
	mattermostCalls  = "regiebot.voorbeeldstad.nl"  // the service
)

// mattermostSite is Mattermost. The service asks it once in three minutes who somebody is: when
// all had come in the same second, it would ask for all of them in the same second every time.
func mattermostSite() chatSite {
	return chatSite{
		name: mattermost.Platform, title: "Mattermost", host: mattermostCalls, path: mattermost.PathCommand, proof: "token",
		comes:   pace{each: 250 * time.Millisecond},
		account: mattermostID, form: mattermostForm, prove: mattermostProve, proven: mattermostProven,
		server: mattermostServer,
		settings: func(there string) []string {
			return []string{
				"REGIEBOT_MATTERMOST_URL=" + there, "REGIEBOT_MATTERMOST_TOKEN=" + mattermostAccess,
				"REGIEBOT_MATTERMOST_COMMAND_TOKENS=" + mattermostToken, "REGIEBOT_PUBLIC_URL=https://" + mattermostCalls,
			}
		},
		adapter: mattermostAdapter,
	}
}

// mattermostID is the id of something, always the same.
func mattermostID(of string) string {
	sum := sha256.Sum256([]byte(of))
	return hex.EncodeToString(sum[:])[:26]
}

// mattermostBot is the id of the bot, and mattermostDirect that of its conversation with somebody.
func mattermostBot() string               { return mattermostID("bot") }
func mattermostDirect(user string) string { return mattermostID("direct/" + user) }

// mattermostPair is the name of that conversation, and mattermostName that of somebody.
func mattermostPair(user string) string { return mattermostBot() + "__" + user }
func mattermostName(user string) string { return "u" + user[:8] }

// mattermostNumber is the id of one of many things.
func mattermostNumber(what string, n int) string { return mattermostID(what + strconv.Itoa(n)) }

func mattermostForm(s slash) url.Values {
	return url.Values{
		"channel_id": {mattermostDirect(s.id)}, "channel_name": {mattermostPair(s.id)}, "command": {"/" + s.command}, "text": {s.text},
		"response_url": {s.there + "/hooks/commands/" + mattermostNumber("hook", s.number)}, "root_id": {""},
		"team_domain": {"voorbeeldstad"}, "team_id": {mattermostID("team")}, "token": {mattermostToken},
		"trigger_id": {mattermostNumber("trigger", s.number)}, "user_id": {s.id}, "user_name": {mattermostName(s.id)},
	}
}

func mattermostProve(h http.Header, _ []byte) { h.Set("Authorization", "Token "+mattermostToken) }

// mattermostProven takes what has the token in its form, as that of every server has.
func mattermostProven(_ http.Header, body []byte) error {
	form, err := url.ParseQuery(string(body))
	got, want := sha256.Sum256([]byte(form.Get("token"))), sha256.Sum256([]byte(mattermostToken))
	if err == nil && subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		err = errors.New("another token")
	}
	return err
}

func mattermostAdapter(tb testing.TB, p adapterParts) http.Handler {
	tb.Helper()
	var list []mattermost.Command
	for _, c := range commands.All() {
		list = append(list, mattermost.Command{Name: c.Name, Short: c.Short, Usage: platform.Hint(c.Name, c.Usage())})
	}
	adapter, err := mattermost.New(mattermost.Config{
		URL: p.there, Token: mattermostAccess, CommandTokens: []string{mattermostToken}, PublicURL: "https://" + mattermostCalls,
		Answer: p.answer, Commands: list, Tickets: p.tickets(mattermost.Platform), Now: time.Now, Log: p.quiet,
		People: mattermost.People{
			Member: func(_ context.Context, id string) (string, error) { return id, nil },
			Whom:   func(_ context.Context, to bot.Address) (string, error) { return mattermostID(to.Member), nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
		Seen:  func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Note:  func(context.Context, time.Time) error { return nil },
	})
	must(tb, err)
	return adapter.Handler()
}
