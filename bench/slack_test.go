package bench_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
)

const slackSecret = "0123456789abcdef0123456789abcdef"

// What goes above a request of Slack.
const (
	slackSignature = "X-Slack-Signature"
	slackMoment    = "X-Slack-Request-Timestamp"
)

// slackSite is Slack. The service asks it for the direct conversation of each, which it may do so
// many times at once, and then one each so often.
func slackSite() chatSite {
	return chatSite{
		name: slack.Platform, title: "Slack", path: "/slack/command", proof: "signature",
		comes:   pace{atOnce: 18, each: 1250 * time.Millisecond},
		account: slackID, form: slackForm, prove: slackProve, proven: slackProven,
		server: func() http.Handler { return http.HandlerFunc(slackAnswer) },
		settings: func(there string) []string {
			return []string{"REGIEBOT_SLACK_BOT_TOKEN=xoxb-1", "REGIEBOT_SLACK_SIGNING_SECRET=" + slackSecret, "REGIEBOT_SLACK_API_URL=" + there + "/"}
		},
		adapter: slackAdapter,
	}
}

func slackID(member string) string {
	return "U" + strings.ToUpper(strings.ReplaceAll(member, "-", ""))
}

func slackForm(s slash) url.Values {
	return url.Values{
		"api_app_id": {"A1"}, "team_id": {"T1"}, "team_domain": {"voorbeeldstad"}, "user_id": {s.id}, "user_name": {strings.ToLower(s.id)},
		"channel_id": {"D" + s.id}, "channel_name": {"directmessage"}, "command": {"/" + s.command}, "text": {s.text},
		"trigger_id": {fmt.Sprintf("%d.%s", s.number, s.id)}, "response_url": {fmt.Sprintf("%s/response/%d", s.there, s.number)}, "is_enterprise_install": {"false"},
	}
}

// slackSign is the signature of a body that was sent at a moment.
func slackSign(moment string, body []byte) string {
	hash := hmac.New(sha256.New, []byte(slackSecret))
	fmt.Fprintf(hash, "v0:%s:", moment)
	hash.Write(body)
	return "v0=" + hex.EncodeToString(hash.Sum(nil))
}

func slackProve(h http.Header, body []byte) {
	moment := strconv.FormatInt(time.Now().Unix(), 10)
	h.Set(slackMoment, moment)
	h.Set(slackSignature, slackSign(moment, body))
}

// slackProven takes what Slack signed within five minutes.
func slackProven(h http.Header, body []byte) error {
	moment := h.Get(slackMoment)
	at, err := strconv.ParseInt(moment, 10, 64)
	if err == nil && time.Since(time.Unix(at, 0)).Abs() > 5*time.Minute {
		err = errors.New("too old")
	}
	if err == nil && !hmac.Equal([]byte(slackSign(moment, body)), []byte(h.Get(slackSignature))) {
		err = errors.New("not signed")
	}
	return err
}

// slackAnswer is Slack's side: it says at once and of everything that it is well.
func slackAnswer(w http.ResponseWriter, r *http.Request) {
	answer := map[string]any{"ok": true}
	switch r.URL.Path {
	case "/auth.test":
		answer = map[string]any{"ok": true, "team_id": "T1", "team": "Voorbeeldstad", "user_id": "UBOT", "user": "regiebot", "bot_id": "B1"}
	case "/bots.info":
		answer["bot"] = map[string]any{"id": "B1", "app_id": "A1"}
	case "/users.info":
		answer["user"] = map[string]any{"id": r.FormValue("user"), "team_id": "T1", "name": "iemand"}
	case "/conversations.open":
		answer["channel"] = map[string]any{"id": "D" + r.FormValue("users")}
	case "/chat.postMessage":
		answer["channel"], answer["ts"] = r.FormValue("channel"), "1790000000.000001"
	}
	giveJSON(w, answer)
}

func slackAdapter(tb testing.TB, p adapterParts) http.Handler {
	tb.Helper()
	var names []string
	for _, c := range commands.All() {
		names = append(names, c.Name)
	}
	adapter, err := slack.New(slack.Config{
		Token: "xoxb-1", SigningSecret: slackSecret, APIURL: p.there + "/", Commands: names, Now: time.Now, Log: p.quiet,
		Answer: p.answer, Tickets: p.tickets(slack.Platform),
		People: slack.People{
			Member: func(_ context.Context, id string) (string, error) { return id, nil },
			Whom:   func(_ context.Context, to bot.Address) (string, error) { return slackID(to.Member), nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
	})
	must(tb, err)
	return adapter.Handler()
}
