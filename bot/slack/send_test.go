package slack

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

var (
	toAnouk   = bot.Address{Member: "anouk"}
	toChannel = bot.Address{Channel: "jeugd-noord"}
	reminder  = bot.Message{Text: "Plan het MDO van ZO-2026-0142.", Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan zaak=ZO-2026-0142"}}}
)

// lengthy is a message that goes in at least three posts.
func lengthy(t *testing.T, s *Slack) bot.Message {
	t.Helper()
	m := reminder
	for range 10 {
		m.Parts = append(m.Parts, bot.Part{Text: strings.Repeat("De casus vraagt aandacht van het team. ", 70), Buttons: reminder.Buttons})
	}
	if n := len(s.render(m, "U1")); n < 3 {
		t.Fatalf("a long message in %d posts", n)
	}
	return m
}

// verdict is what an error of Send says.
type verdict struct {
	certain bool // nothing was posted
	why     bot.Why
	after   time.Duration
	all     bool
}

func verdictOf(err error) verdict {
	var not *bot.NotSent
	if !errors.As(err, &not) {
		return verdict{}
	}
	return verdict{true, not.Why, not.After, not.Everyone}
}

// discreet checks that an error says nothing of what was answered or sent.
func discreet(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{"geheim", "xoxb", "MDO", "ZO-2026", "127.0.0.1"} {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("the error holds %s: %v", secret, err)
		}
	}
}

func TestSendCarriesItsKeyAndFetchesNothing(t *testing.T) {
	w := newWebAPI(t)
	r, err := w.slack().Send(t.Context(), toAnouk, "zaak/ZO-2026-0142/mdo", reminder)
	if err != nil || r != (bot.Receipt{Platform: "slack", ID: "D1/1794700000.000001"}) {
		t.Fatalf("%+v %v", r, err)
	}
	m := w.read("D1")[0]
	var meta struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}
	if err := json.Unmarshal(m.Metadata, &meta); err != nil || meta.EventType != "regiebot" {
		t.Fatalf("metadata %s %v", m.Metadata, err)
	}
	if p := meta.EventPayload; p["key"] != hashed("zaak/ZO-2026-0142/mdo") || p["part"] != 1.0 || p["of"] != 1.0 || len(p) != 3 {
		t.Errorf("payload %v", p)
	}
	if strings.Contains(string(m.Metadata), "ZO-2026") || strings.Contains(m.Text, "ZO-2026") || m.Text == "" {
		t.Errorf("the number is in the metadata or in the notification: %s %s", m.Metadata, m.Text)
	}
}

func TestSendSaysWhatIsKnown(t *testing.T) {
	failed := verdict{certain: true}
	tests := []struct {
		name  string
		wrong http.HandlerFunc
		want  verdict
	}{
		{"429", limited("7"), verdict{true, bot.Busy, 7 * time.Second, false}},
		{"429 for days", limited("999999"), verdict{true, bot.Busy, time.Hour, false}},
		{"429 that was in the past", limited("-7"), verdict{true, bot.Busy, 0, false}},
		{"429 without a time", httpStatus(429), verdict{true, bot.Busy, 0, false}},
		{"429 with nonsense", limited("geheim"), verdict{}},
		{"429 in a 200", failing("ratelimited"), verdict{true, bot.Busy, 0, false}},
		{"500", httpStatus(500), verdict{}},
		{"502", httpStatus(502), verdict{}},
		{"503", httpStatus(503), verdict{}},
		{"408", httpStatus(408), verdict{}},
		{"403 from in between", httpStatus(403), failed},
		{"413", httpStatus(413), verdict{true, bot.Unfit, 0, false}},
		{"302 to a page to log in", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/api/auth.test?token=xoxb-1", http.StatusFound)
		}, verdict{}},
		{"cut", hangUp, verdict{}},
		{"half an answer", answering(`{"ok":true,"channel":"D1","ts":"17947`), verdict{}},
		{"a page", answering(`<html>geheim</html>`), verdict{}},
		{"an empty answer", answering(``), verdict{}},
		{"an empty object", answering(`{}`), verdict{}},
		{"ok and no more", answering(`{"ok":true}`), verdict{}},
		{"not ok and no more", answering(`{"ok":false}`), verdict{}},
		{"a list of errors that holds what was sent", answering(`{"ok":false,"error":"x","errors":[{"geheim":"MDO"}]}`), verdict{}},
		{"internal_error", failing("internal_error"), verdict{}},
		{"fatal_error", failing("fatal_error"), verdict{}},
		{"service_unavailable", failing("service_unavailable"), verdict{}},
		{"an error that nobody knows", failing("something_new"), verdict{}},
		{"an error that is no name", failing("Geheim: MDO"), verdict{}},
		{"channel_not_found", failing("channel_not_found"), verdict{true, bot.Unreachable, 0, false}},
		{"not_in_channel", failing("not_in_channel"), verdict{true, bot.Unreachable, 0, false}},
		{"is_archived", failing("is_archived"), verdict{true, bot.Unreachable, 0, false}},
		{"msg_too_long", failing("msg_too_long"), verdict{true, bot.Unfit, 0, false}},
		{"invalid_blocks", failing("invalid_blocks"), verdict{true, bot.Unfit, 0, false}},
		{"invalid_auth", failing("invalid_auth"), failed},
		{"account_inactive", failing("account_inactive"), failed},
		{"token_revoked", failing("token_revoked"), failed},
		{"missing_scope", failing("missing_scope"), failed},
		{"messages_tab_disabled", failing("messages_tab_disabled"), failed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			w.breaks(on("chat.postMessage", 0, 1, test.wrong))
			_, err := s.Send(t.Context(), toAnouk, "k", reminder)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v, want %+v (%v)", got, test.want, err)
			}
			discreet(t, err)
			if len(w.read("D1")) != 0 {
				t.Error("the fake posted it")
			}
		})
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere := newWebAPI(t)
	w := newWebAPI(t)
	s := w.slack()
	w.breaks(on("chat.postMessage", 0, 1, func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	_, err := s.Send(t.Context(), toAnouk, "k", reminder)
	if err == nil || verdictOf(err).certain || elsewhere.called("chat.postMessage") != 0 {
		t.Errorf("%v: the token went elsewhere", err)
	}
	discreet(t, err)
}

func TestEveryRefusalOfTheToken(t *testing.T) {
	for _, name := range []apiError{
		"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission", "not_allowed_token_type",
		"ekm_access_denied", "org_login_required", "team_added_to_org", "access_denied", "accesslimited", "two_factor_setup_required",
	} {
		if why, known := meanings[name]; !known || why != bot.Failed {
			t.Errorf("%s means %q: everybody would be unreachable", name, why)
		}
	}
	for _, name := range []apiError{"internal_error", "fatal_error", "service_unavailable", "update_failed"} {
		if why, known := meanings[name]; known {
			t.Errorf("%s means %q: something may have happened", name, why)
		}
	}
}

func TestLostAnswerIsFound(t *testing.T) {
	for name, lost := range map[string]http.HandlerFunc{"cut": hangUp, "500": httpStatus(500), "nonsense": answering("geheim"), "too slow": hang} {
		t.Run(name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			w.loses(on("chat.postMessage", 0, 1, lost))
			if name == "too slow" {
				if _, err := s.open(t.Context(), "U1"); err != nil {
					t.Fatal(err)
				}
				hasty(s, w)
			}
			_, err := s.Send(t.Context(), toAnouk, "k", reminder)
			if got := verdictOf(err); err == nil || got.certain {
				t.Errorf("%+v (%v), want nothing certain", got, err)
			}
			discreet(t, err)
			w.loses(nil)
			r, there, err := w.slack().Find(t.Context(), toAnouk, "k", time.Unix(firstStamp, 0))
			if err != nil || !there || r.ID != "D1/"+w.read("D1")[0].TS {
				t.Errorf("%+v %v %v", r, there, err)
			}
			if n := len(w.read("D1")); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	if _, err := s.open(t.Context(), "U1"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	_, err := s.Send(t.Context(), toAnouk, "k", reminder)
	if got := verdictOf(err); got != (verdict{certain: true}) {
		t.Errorf("%+v (%v): nothing can have been posted", got, err)
	}
	for name, err := range map[string]error{"a name": &net.DNSError{Err: "no such host"}, "a certificate": errors.New("x509")} {
		err := s.ask(t.Context(), "D1", func(context.Context) error { return err })
		if got := verdictOf(err); got != (verdict{certain: true}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWhoCannotBeReached(t *testing.T) {
	gone := map[string]any{"id": "U1", "team_id": "T1", "deleted": true}
	app := map[string]any{"id": "U1", "team_id": "T1", "is_bot": true}
	stranger := map[string]any{"id": "U1", "team_id": "T9", "is_stranger": true}
	elsewhere := map[string]any{"id": "U1", "team_id": "T9"}
	unreachable := verdict{certain: true, why: bot.Unreachable}
	tests := []struct {
		name  string
		to    bot.Address
		spoil func(w *webAPI)
		want  verdict
	}{
		{"no account", bot.Address{Member: "els"}, nil, unreachable},
		{"no channel", bot.Address{Channel: "jeugd-zuid"}, nil, unreachable},
		{"an account that Slack does not know", bot.Address{Member: "weg"}, nil, unreachable},
		{"closed", toAnouk, func(w *webAPI) { w.users["U1"] = gone }, unreachable},
		{"an app", toAnouk, func(w *webAPI) { w.users["U1"] = app }, unreachable},
		{"of another organisation", toAnouk, func(w *webAPI) { w.users["U1"] = stranger }, unreachable},
		{"of another workspace", toAnouk, func(w *webAPI) { w.users["U1"] = elsewhere }, unreachable},
		{"disabled", toAnouk, func(w *webAPI) { w.breaks(on("conversations.open", 0, 1, failing("user_disabled"))) }, unreachable},
		{"nobody can open", toAnouk, func(w *webAPI) { w.breaks(on("conversations.open", 0, 1, failing("missing_scope"))) }, verdict{certain: true}},
		{"opening is broken", toAnouk, func(w *webAPI) { w.breaks(on("conversations.open", 0, 1, httpStatus(500))) }, verdict{certain: true}},
		{"opening is cut", toAnouk, func(w *webAPI) { w.breaks(on("conversations.open", 0, 1, hangUp)) }, verdict{certain: true}},
		{"opening says nothing", toAnouk, func(w *webAPI) { w.breaks(on("conversations.open", 0, 1, answering(`{"ok":true}`))) }, verdict{certain: true}},
		{"the bot is out of the channel", toChannel, func(w *webAPI) { delete(w.rooms, "C1") }, unreachable},
		{"no address", bot.Address{}, nil, verdict{certain: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWebAPI(t)
			if test.spoil != nil {
				test.spoil(w)
			}
			_, err := w.slack().Send(t.Context(), test.to, "k", reminder)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v, want %+v (%v)", got, test.want, err)
			}
			discreet(t, err)
		})
	}
}

func TestClosedWhileKnown(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	if _, err := s.Send(t.Context(), toAnouk, "1", reminder); err != nil {
		t.Fatal(err)
	}
	w.breaks(on("users.info", 0, 99, httpStatus(500)))
	s.out.people.Drop("U1")
	if _, err := s.Send(t.Context(), toAnouk, "2", reminder); err != nil {
		t.Errorf("that nobody can say who somebody is holds up a message: %v", err)
	}
	w.breaks(nil)
	w.users["U1"]["deleted"] = true
	if _, err := s.Send(t.Context(), toAnouk, "3", reminder); verdictOf(err).why != bot.Unreachable {
		t.Errorf("a message for a closed account: %v", err)
	}
	if n := len(w.read("D1")); n != 2 {
		t.Errorf("%d messages", n)
	}
}

func TestAPeopleBookThatFails(t *testing.T) {
	w := newWebAPI(t)
	broken := errors.New("the database is away")
	s := w.slack(func(c *Config) {
		c.People.Whom = func(context.Context, bot.Address) (string, error) { return "", broken }
	})
	if _, err := s.Send(t.Context(), toAnouk, "k", reminder); verdictOf(err) != (verdict{certain: true}) {
		t.Errorf("%v", err)
	}
	if _, there, err := s.Find(t.Context(), toAnouk, "k", time.Time{}); there || err == nil || errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("%v %v", there, err)
	}
}

func TestLongMessageHalfWay(t *testing.T) {
	for name, wrong := range map[string]http.HandlerFunc{
		"429": limited("3"), "500": httpStatus(500), "cut": hangUp, "refused": failing("invalid_blocks"), "the token": failing("token_revoked"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			m := lengthy(t, s)
			w.breaks(on("chat.postMessage", 1, 1, wrong))
			_, err := s.Send(t.Context(), toAnouk, "lang", m)
			if got := verdictOf(err); err == nil || got.certain {
				t.Errorf("%+v (%v): the first part is there", got, err)
			}
			discreet(t, err)
			if _, there, err := s.Find(t.Context(), toAnouk, "lang", time.Time{}); there || err != nil {
				t.Errorf("half a message is found: %v %v", there, err)
			}
			w.breaks(nil)
			whole(t, w, s, m)
		})
	}
}

// whole sends a message of which a part is there, and checks that each part is there once.
func whole(t *testing.T, w *webAPI, s *Slack, m bot.Message) {
	t.Helper()
	unhurried(s)
	sent, err := w.slack().Send(t.Context(), toAnouk, "lang", m)
	if err != nil {
		t.Fatal(err)
	}
	posts := s.render(m, "U1")
	if n := len(w.read("D1")); n != len(posts) {
		t.Errorf("%d posts, want %d", n, len(posts))
	}
	got, there, err := w.slack().Find(t.Context(), toAnouk, "lang", time.Time{})
	if err != nil || !there || got != sent || strings.Count(sent.ID, ",") != len(posts)-1 {
		t.Errorf("%+v %v %v, want %+v", got, there, err, sent)
	}
}

func TestLongMessageLostInTheMiddle(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	m := lengthy(t, s)
	w.loses(on("chat.postMessage", 1, 1, hangUp))
	if _, err := s.Send(t.Context(), toAnouk, "lang", m); err == nil || verdictOf(err).certain {
		t.Errorf("%v", err)
	}
	if n := len(w.read("D1")); n != 2 {
		t.Fatalf("%d posts", n)
	}
	w.loses(nil)
	whole(t, w, s, m)
}

func TestLongMessageWhenNobodyCanLook(t *testing.T) {
	for name, test := range map[string]struct {
		wrong http.HandlerFunc
		want  verdict
	}{
		"429": {limited("9"), verdict{true, bot.Busy, 9 * time.Second, false}},
		"500": {httpStatus(500), verdict{certain: true}},
		"cut": {hangUp, verdict{certain: true}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			at := time.Unix(firstStamp, 0)
			s.out.turns.Now = func() time.Time { return at }
			w.breaks(on("conversations.history", 0, 1, test.wrong))
			_, err := s.Send(t.Context(), toAnouk, "lang", lengthy(t, s))
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v (%v), want %+v", got, err, test.want)
			}
			if len(w.read("D1")) != 0 {
				t.Error("something was posted")
			}
		})
	}
}

func TestSayInAThread(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	if err := s.say(t.Context(), "C1", "1794700000.000009", s.render(reminder, "")); err != nil {
		t.Fatal(err)
	}
	if m := w.read("C1")[0]; m.thread != "1794700000.000009" || m.Metadata != nil {
		t.Errorf("%+v", m)
	}
	w.breaks(on("chat.postMessage", 1, 1, failing("not_in_channel")))
	err := s.say(t.Context(), "C1", "", s.render(lengthy(t, s), ""))
	if again := refusal(err); err == nil || verdictOf(err).certain || !errors.Is(again, err) {
		t.Errorf("%v, read once more it is %v", err, again)
	}
	w.breaks(on("chat.postMessage", 0, 1, failing("not_in_channel")))
	if err := s.say(t.Context(), "C1", "", s.render(reminder, "")); verdictOf(err).why != bot.Unreachable {
		t.Errorf("%v", err)
	}
}

// TestATokenThatIsRevoked: a token that stops working while the service runs is noticed at the
// first call, and so is one that works again. A refusal about one place says nothing of it.
func TestATokenThatIsRevoked(t *testing.T) {
	for code, want := range map[string]string{
		"token_revoked": "bot token: token_revoked", "account_inactive": "bot token: account_inactive", "invalid_auth": "bot token: invalid_auth",
		"not_in_channel": "", "missing_scope": "", "internal_error": "",
	} {
		w := newWebAPI(t)
		var log strings.Builder
		s := w.slack(func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
		s.introduce(t.Context())
		w.breaks(func(string, url.Values) http.HandlerFunc { return failing(code) })
		for i := range 2 {
			if _, err := s.Send(t.Context(), toChannel, "k", reminder); err == nil {
				t.Errorf("%s: sent %d", code, i)
			}
		}
		if got := s.Status().Problem; got != want {
			t.Errorf("%s: the problem is %q", code, got)
		}
		if logged := strings.Count(log.String(), "token of the bot"); logged != min(len(want), 1) || strings.Contains(log.String(), "xoxb") {
			t.Errorf("%s: logged %s", code, log.String())
		}
		w.breaks(nil)
		if _, err := s.Send(t.Context(), toChannel, "k", reminder); err != nil || s.Status().Problem != "" {
			t.Errorf("%s: afterwards %v, %q", code, err, s.Status().Problem)
		}
	}
}
