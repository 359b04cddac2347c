package bench_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// BenchmarkSlack is for the profiler: one signed command at a time through the adapter,
// without a network.
func BenchmarkSlack(b *testing.B) {
	f := &figures{sample: loadSample(b), folder: b.TempDir()}
	f.cache = openCache(b, f.sample)
	s := open(b, f.copyOf(b, slackCasussen, "slack"))
	onSlack(b, s)
	there := newSlackSide(b)
	handler := slackHandler(b, s, there.URL+"/")
	people := f.sample.slackPeopleOf(b, 5, there.URL+"/response") // as many as can be asked about at once
	for _, a := range slackLines("/slack/command") {
		b.Run(a.name[1:], func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, people.request(b, a))
				if text := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(text, a.says) {
					b.Fatalf("status %d: %s", w.Code, text)
				}
			}
		})
	}
}

// slackHandler is the adapter as the service makes it.
func slackHandler(tb testing.TB, s *store.Store, api string) http.Handler {
	tb.Helper()
	quiet := slog.New(slog.DiscardHandler)
	var names []string
	for _, c := range commands.All() {
		names = append(names, c.Name)
	}
	adapter, err := slack.New(slack.Config{
		Token: "xoxb-1", SigningSecret: slackSecret, APIURL: api, Commands: names, Now: time.Now, Log: quiet,
		Answer:  bot.Excuse(commands.New(s, quiet, nil).Answer, quiet),
		Tickets: bot.Tickets{Platform: slack.Platform, MAC: s.Ring().MAC, Check: s.Ring().CheckMAC},
		People: slack.People{
			Member: func(_ context.Context, id string) (string, error) { return id, nil },
			Whom:   func(_ context.Context, to bot.Address) (string, error) { return slackID(to.Member), nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
	})
	must(tb, err)
	return adapter.Handler()
}
