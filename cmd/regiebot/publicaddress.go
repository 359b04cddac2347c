package main

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/slack"
)

// publicAddress checks --public-url; empty stays empty. Slack calls nothing but https;
// Mattermost also http, inside a network.
func (e *env) publicAddress() (string, error) {
	check := slack.PublicAddress
	if e.mattermostSettings.isSet() && !e.isCalled() {
		check = mattermost.PublicAddress
	}
	public, err := check(e.PublicURL)
	if err != nil {
		return "", &wrongSetting{usagef("--public-url: %v", err), settingPublic + " is geen adres dat een chatplatform kan aanroepen.", "Gebruik een vorm zoals https://regiebot.voorbeeldstad.nl, zonder iets erachter."}
	}
	return public, nil
}

// hostOf is the name of the host of an address, with its port if that is not the one that
// everybody takes.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return usualHost(u.Scheme, u.Host)
}

func usualHost(scheme, host string) string {
	if scheme == "http" {
		return strings.TrimSuffix(host, ":80")
	}
	return strings.TrimSuffix(host, ":443")
}

// fromPlatform stands before what a platform calls: it comes from a server, not from a page,
// and names the public address, if there is one. A webserver in between that passes on another
// name lets nothing through: that is in the log, once a minute at most.
func fromPlatform(public string, log *slog.Logger, next http.Handler) http.Handler {
	want := hostOf(public)
	scheme, _, _ := strings.Cut(public, ":")
	told := rate.Sometimes{Interval: time.Minute}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if want != "" && !strings.EqualFold(usualHost(scheme, r.Host), want) {
			told.Do(func() {
				log.LogAttrs(r.Context(), slog.LevelWarn, "a request for a platform names another host than the public address, see docs/slack.md and docs/mattermost.md",
					slog.String("host", r.Host[:min(len(r.Host), 100)]), slog.String("want", want))
			})
			http.Error(w, "this is not the address of the service", http.StatusMisdirectedRequest)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
