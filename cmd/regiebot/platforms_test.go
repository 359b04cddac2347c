package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestFromPlatform: only the public address is served, with its port or without. Whoever
// passes on another name finds that in the log, and not a thousand times.
func TestFromPlatform(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		served := 0
		h := fromPlatform("https://regiebot.voorbeeldstad.nl", slog.New(slog.NewTextHandler(&log, nil)), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served++ }))
		ask := func(host string) int {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/slack/command", nil)
			r.Host = host
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w.Code
		}
		for _, host := range []string{"regiebot.voorbeeldstad.nl", "regiebot.voorbeeldstad.nl:443", "Regiebot.Voorbeeldstad.nl"} {
			if got := ask(host); got != http.StatusOK {
				t.Errorf("%s: status %d", host, got)
			}
		}
		if served != 3 || log.Len() != 0 {
			t.Errorf("%d were served, logged %q", served, log.String())
		}
		for _, host := range []string{"127.0.0.1:8080", "regiebot.voorbeeldstad.nl:8443", "", ":443"} {
			if got := ask(host); got != http.StatusMisdirectedRequest {
				t.Errorf("%s: status %d", host, got)
			}
		}
		if served != 3 || strings.Count(log.String(), "\n") != 1 || !strings.Contains(log.String(), "host=127.0.0.1:8080 want=regiebot.voorbeeldstad.nl") {
			t.Errorf("%d were served, logged %q", served, log.String())
		}
		time.Sleep(time.Minute)
		if ask(strings.Repeat("x", 5000)); strings.Count(log.String(), "\n") != 2 || log.Len() > 1000 {
			t.Errorf("logged %q", log.String())
		}
	})
}

// TestFromPlatformByItsAddress: the port that everybody takes is that of the scheme.
func TestFromPlatformByItsAddress(t *testing.T) {
	for _, c := range []struct {
		public, host string
		want         int
	}{
		{"http://regiebot.intern", "regiebot.intern:80", http.StatusOK},
		{"http://regiebot.intern", "regiebot.intern:443", http.StatusMisdirectedRequest},
		{"http://regiebot.intern:8081", "regiebot.intern:8081", http.StatusOK},
		{"http://regiebot.intern:8081", "regiebot.intern", http.StatusMisdirectedRequest},
		{"https://regiebot.intern:443", "regiebot.intern", http.StatusOK},
		{"", "wie.dan.ook", http.StatusOK},
	} {
		h := fromPlatform(c.public, slog.New(slog.DiscardHandler), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/mattermost/command", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != c.want {
			t.Errorf("%s, %s: status %d", c.public, c.host, w.Code)
		}
	}
}

// TestReadyWithTokensOfTwoApps: they both work, and nobody is answered.
func TestReadyWithTokensOfTwoApps(t *testing.T) {
	f := newFakeSlack(t)
	f.app = "A2"
	m := slackMachine(t, "")
	e := m.env()
	e.slackSettings = slackSettings{SlackBotToken: fakeBotToken, SlackAppToken: fakeAppToken, SlackAPIURL: f.URL}
	p, err := e.platforms(t.Context(), m.open(t), nil, time.Now)
	must(t, err)
	runPlatforms(t, p)
	eventually(t, "it is told", func() bool {
		return p.problem(time.Now()) == "Slack is not connected (app: another_app), see regiebot doctor"
	})
}
