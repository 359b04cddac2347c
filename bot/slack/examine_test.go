package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/regiebot/regiebot/bot/platform"
)

// examining is a Slack on which everything is as it should be, for a test to change.
type examining struct {
	*webAPI
	scopes []string
	date   time.Time
	secret string
	all    []any // of users.list
	wrong  map[string]http.HandlerFunc
}

func newExamining(t *testing.T) *examining {
	w := &examining{webAPI: newWebAPI(t), scopes: scopeNames(), date: time.Unix(firstStamp, 0), secret: "0123456789abcdef0123456789abcdef", wrong: map[string]http.HandlerFunc{}}
	w.rooms["C1"]["is_member"] = true
	w.webAPI.wrong = w.answer
	return w
}

func (w *examining) answer(method string, _ url.Values) http.HandlerFunc {
	if f := w.wrong[method]; f != nil {
		return f
	}
	if method != "auth.test" && method != "users.list" {
		return nil
	}
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		rw.Header().Set("X-OAuth-Scopes", strings.Join(w.scopes, ","))
		rw.Header().Set("Date", w.date.UTC().Format(http.TimeFormat))
		_ = json.NewEncoder(rw).Encode(map[string]any{"ok": true, "team_id": "T1", "team": "Voorbeeld", "user_id": "U0", "bot_id": "B0", "members": w.all})
	}
}

// found is what Examine says, one finding on a line: + when it is good, and what to do
// behind an arrow.
func (w *examining) found(t *testing.T, of platform.Examined) string {
	t.Helper()
	s := w.slack(func(c *Config) { c.SigningSecret = w.secret })
	s.out.turns.Sleep = func(context.Context, time.Duration) error { return nil }
	var lines []string
	for _, f := range s.Examine(t.Context(), of) {
		mark := "-"
		if f.Good {
			mark = "+"
		}
		if !f.Good && f.Repair == "" || f.What == "" {
			t.Errorf("nobody knows what to do: %+v", f)
		}
		lines = append(lines, strings.TrimSuffix(mark+" "+f.What+" → "+f.Repair, " → "))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, call := range w.calls {
		if method, _, _ := strings.Cut(call, " "); !slices.Contains([]string{"auth.test", "users.info", "users.list", "conversations.info"}, method) {
			t.Errorf("it did more than look: %s", call)
		}
	}
	return strings.Join(lines, "\n")
}

const examinedWell = `+ Het token van de bot werkt, in de werkruimte Voorbeeld.
+ Het token heeft precies de rechten die nodig zijn.
+ De klok waarmee Regiebot rekent, die van de database, loopt gelijk met die van Slack.
+ HTTP: het signing secret heeft de goede vorm. Of het het goede is, is hier niet te zien.`

// TestExamine: everything that can be wrong is told once, with what to do; and only that.
func TestExamine(t *testing.T) {
	noord := func(change func(room map[string]any)) func(*examining) {
		return func(w *examining) { change(w.rooms["C1"]) }
	}
	anouk := func(name string, value any) func(*examining) {
		return func(w *examining) { w.users["U1"][name] = value }
	}
	channel := platform.Examined{Channels: []platform.Account{{Name: "Noord", ID: "C1"}}}
	member := platform.Examined{Members: []platform.Account{{Name: "anouk", Full: "Anouk", ID: "U1"}}}
	for name, c := range map[string]struct {
		change func(*examining)
		of     platform.Examined
		want   string   // the one line that is not as it should be; empty: all is well
		away   []string // what is not said then, of examinedWell
		also   []string // what is said as well
	}{
		"all is well":    {},
		"a good channel": {of: channel, also: []string{"+ Het kanaal van team Noord is er, en de bot is er lid van."}},
		"a good member":  {of: member, also: []string{"+ 1 lid: het account in Slack is in orde."}},
		"good members": {
			of:   platform.Examined{Members: []platform.Account{{Name: "anouk", ID: "U1"}, {Name: "bram", ID: "U2"}}},
			also: []string{"+ 2 leden: het account in Slack is in orde."},
		},
		"a scope is missing": {
			change: func(w *examining) {
				w.scopes = slices.DeleteFunc(w.scopes, func(s string) bool { return s == "im:write" || s == "commands" })
			},
			want: "- Het token mist rechten: commands, im:write. → Zet in de app het manifest", away: []string{"precies de rechten"},
		},
		"scopes too many": {
			change: func(w *examining) { w.scopes = append(w.scopes, "admin", "users:read.email", "channels:manage") },
			want:   "- Het token heeft meer rechten dan nodig: admin, channels:manage. →", away: []string{"precies de rechten"},
		},
		"too many and too few": {
			change: func(w *examining) { w.scopes[0] = "admin" },
			want:   "- Het token heeft meer rechten dan nodig: admin.", also: []string{"- Het token mist rechten: app_mentions:read."}, away: []string{"precies de rechten"},
		},
		"with e-mail":     {change: func(w *examining) { w.scopes = append(w.scopes, "users:read.email") }},
		"scopes unknown":  {change: func(w *examining) { w.scopes = nil }, want: "- Slack zegt niet welke rechten het token heeft. →", away: []string{"precies de rechten"}},
		"clock behind":    {change: func(w *examining) { w.date = w.date.Add(3 * time.Minute) }, want: "- De klok waarmee Regiebot rekent, die van de database, wijkt 3m0s af van die van Slack. → Zet de tijd gelijk op de computer van de database", away: []string{"loopt gelijk"}},
		"clock ahead":     {change: func(w *examining) { w.date = w.date.Add(-61 * time.Second) }, want: "- De klok waarmee Regiebot rekent, die van de database, wijkt 1m1s af", away: []string{"loopt gelijk"}},
		"clock just good": {change: func(w *examining) { w.date = w.date.Add(time.Minute) }},
		"secret cut off":  {change: func(w *examining) { w.secret = w.secret[1:] }, want: "- HTTP: het signing secret heeft niet de goede vorm. → Kopieer het opnieuw", away: []string{"de goede vorm."}},
		"another workspace": {
			of:   platform.Examined{Homes: []string{"T9", ""}},
			want: "- De leden hebben hun account in een andere werkruimte (T9) dan die van het token (T1)",
		},
		"the same workspace":      {of: platform.Examined{Homes: []string{"T1", ""}}},
		"a workspace that is new": {of: platform.Examined{Homes: []string{"T9", "T1"}}},
		"no channel":              {of: platform.Examined{Channels: []platform.Account{{Name: "Noord"}}}, want: "- Team Noord heeft geen kanaal in Slack: de agenda van overleggen komt dan nergens aan. → Zet in het teambestand: kanalen: {slack: C…}"},
		"not in the channel":      {noord(func(r map[string]any) { r["is_member"] = false }), channel, "- De bot is geen lid van het kanaal van team Noord. → Typ in dat kanaal: /invite @regiebot. Is hij daar al lid, dan klopt het id C1 in het teambestand niet.", nil, nil},
		"a channel nobody knows":  {of: platform.Examined{Channels: []platform.Account{{Name: "Noord", ID: "C404"}}}, want: "- De bot is geen lid van het kanaal van team Noord. → Typ in dat kanaal: /invite @regiebot. Is hij daar al lid, dan klopt het id C404 in het teambestand niet."},
		"an archived channel":     {noord(func(r map[string]any) { r["is_archived"] = true }), channel, "- Het kanaal van team Noord is gearchiveerd. → Kies een ander kanaal", nil, nil},
		"a shared channel":        {noord(func(r map[string]any) { r["is_ext_shared"] = true }), channel, "- Het kanaal van team Noord is gedeeld met een andere organisatie. → Kies een kanaal", nil, nil},
		"a channel that fails":    {func(w *examining) { w.wrong["conversations.info"] = failing("internal_error") }, channel, "- Het kanaal van team Noord kon niet worden bekeken (internal_error). → Probeer het later opnieuw.", nil, nil},
		"a closed account":        {anouk("deleted", true), member, "- Het account van anouk is uitgezet: herinneringen gaan naar wie vervangt. → Is anouk weg? regiebot member remove anouk.", nil, nil},
		"an app":                  {anouk("is_bot", true), member, "- Bij anouk staat het account van een app, niet van een mens. →", nil, nil},
		"another organisation":    {anouk("team_id", "T9"), member, "- Het account van anouk is van een andere organisatie: de bot antwoordt het niet. →", nil, nil},
		"a stranger":              {anouk("is_stranger", true), member, "- Het account van anouk is van een andere organisatie", nil, nil},
		"a guest":                 {anouk("is_restricted", true), member, "+ Het account van anouk is van een gast. → Hoort deze gast bij de casussen van het team, doe dan niets.", nil, nil},
		"a guest of one channel":  {anouk("is_ultra_restricted", true), member, "+ Het account van anouk is van een gast. →", nil, nil},
		"nobody has that id":      {of: platform.Examined{Members: []platform.Account{{Name: "anouk", ID: "U404"}}}, want: "- Het account van anouk bestaat niet in deze werkruimte. → Zoek het goede account op, en leg het vast met: regiebot member add anouk --id slack:U…"},
		"a member that fails":     {func(w *examining) { w.wrong["users.info"] = failing("internal_error") }, member, "- Het account van anouk kon niet worden bekeken (internal_error). → Probeer het later opnieuw.", nil, nil},
		"a member without an id, and nobody alike": {
			of:   platform.Examined{Members: []platform.Account{{Name: "joris", Full: "Joris"}}},
			want: "- joris heeft geen account in Slack: er komt geen herinnering aan. → Zoek het id op in Slack (profiel, drie puntjes, Lid-ID kopiëren): regiebot member add joris --id slack:U…",
		},
		"a member without an id, and one alike": {
			func(w *examining) { w.all = []any{w.users["U1"], w.users["U2"]} },
			platform.Examined{Members: []platform.Account{{Name: "anouk", Full: "Anouk"}}},
			"- anouk heeft geen account in Slack: er komt geen herinnering aan. → Is dit het goede account? regiebot member add anouk --id slack:U1 (Anouk de Wit)", nil, nil,
		},
		"nobody can be proposed": {
			func(w *examining) { w.wrong["users.list"] = failing("missing_scope") },
			platform.Examined{Members: []platform.Account{{Name: "anouk", Full: "Anouk"}}},
			"- anouk heeft geen account in Slack: er komt geen herinnering aan. → Zoek het id op in Slack", nil, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newExamining(t)
			if c.change != nil {
				c.change(w)
			}
			found := w.found(t, c.of)
			want := len(c.also)
			for line := range strings.Lines(examinedWell) {
				if !slices.ContainsFunc(c.away, func(text string) bool { return strings.Contains(line, text) }) {
					c.also = append(c.also, strings.TrimSpace(line))
					want++
				}
			}
			if c.want != "" {
				c.also = append(c.also, c.want)
				want++
			}
			for _, line := range c.also {
				if strings.Count("\n"+found, "\n"+line) != 1 {
					t.Errorf("not once %q in\n%s", line, found)
				}
			}
			if n := strings.Count(found, "\n") + 1; n != want {
				t.Errorf("%d findings, not %d:\n%s", n, want, found)
			}
		})
	}
}

// TestExamineWithoutAToken: then there is nothing else to look at.
func TestExamineWithoutAToken(t *testing.T) {
	for want, wrong := range map[string]http.HandlerFunc{
		"- Het token van de bot werkt niet (invalid_auth). → Kopieer het token opnieuw": failing("invalid_auth"),
		"- Het token van de bot werkt niet (refused). → Kopieer het token opnieuw":      failing("Onbekende <fout>"),
		"- Het token van de bot werkt niet (account_inactive). → Kopieer het":           failing("account_inactive"),
		"- Slack heeft een storing of te veel te doen (internal_error): er is":          failing("internal_error"),
		"- Slack heeft een storing of te veel te doen (service_unavailable)":            failing("service_unavailable"),
		"- Slack heeft een storing of te veel te doen (ratelimited)":                    failing("ratelimited"),
		"- Slack heeft een storing of te veel te doen (status 503)":                     httpStatus(http.StatusServiceUnavailable),
		"- Slack heeft een storing of te veel te doen (rate_limited)":                   limited("1"),
		"- Slack is niet te bereiken (status 407). → Kijk of deze computer bij Slack":   httpStatus(http.StatusProxyAuthRequired),
		"- Slack is niet te bereiken (unreachable). →":                                  hangUp,
		"- Slack is niet te bereiken (unreachable). → Kijk of deze computer":            answering("<html>Log in op het gastnetwerk</html>"),
	} {
		w := newExamining(t)
		w.wrong["auth.test"] = wrong
		if found := w.found(t, platform.Examined{Members: []platform.Account{{Name: "anouk"}}}); !strings.HasPrefix(found, want) || strings.Contains(found, "\n") || strings.Contains(found, "geheim") {
			t.Errorf("got %q, not %q", found, want)
		}
	}
}

// TestExamineIsPatient: a Slack that asks to wait a moment has said nothing about an account.
func TestExamineIsPatient(t *testing.T) {
	w := newExamining(t)
	asked := 0
	w.wrong["users.info"] = func(rw http.ResponseWriter, r *http.Request) {
		if asked++; asked < attempts {
			limited("30")(rw, r)
			return
		}
		answering(`{"ok":true,"user":{"id":"U1","team_id":"T1"}}`)(rw, r)
	}
	of := platform.Examined{Members: []platform.Account{{Name: "anouk", ID: "U1"}}}
	if found := w.found(t, of); !strings.Contains(found, "+ 1 lid: het account in Slack is in orde.") || asked != attempts {
		t.Errorf("asked %d times:\n%s", asked, found)
	}
	w.wrong["users.info"] = limited("30")
	if found := w.found(t, of); !strings.Contains(found, "- Het account van anouk kon niet worden bekeken") {
		t.Errorf("got\n%s", found)
	}
}

// TestProposals: who looks like a member, in whatever field; never an app or who has gone, and
// not half the workspace.
func TestProposals(t *testing.T) {
	user := func(id string, more map[string]any) map[string]any {
		u := map[string]any{"id": id, "name": "iets-" + id}
		for k, v := range more {
			u[k] = v
		}
		return u
	}
	for name, c := range map[string]struct {
		of   platform.Account
		user map[string]any
		want bool
	}{
		"user name":         {platform.Account{Name: "anouk"}, map[string]any{"name": "anouk"}, true},
		"in capitals":       {platform.Account{Name: "anouk"}, map[string]any{"name": "Anouk"}, true},
		"real name":         {platform.Account{Name: "a.wit", Full: "Anouk de Wit"}, map[string]any{"real_name": "Anouk de Wit"}, true},
		"display name":      {platform.Account{Name: "a.wit", Full: "Anouk"}, map[string]any{"profile": map[string]any{"display_name": "Anouk"}}, true},
		"e-mail":            {platform.Account{Name: "a.wit"}, map[string]any{"profile": map[string]any{"email": "A.Wit@voorbeeld.nl"}}, true},
		"somebody else":     {platform.Account{Name: "anouk", Full: "Anouk"}, map[string]any{"real_name": "Anouk de Wit"}, false},
		"nameless":          {platform.Account{Name: "anouk"}, map[string]any{"name": "", "real_name": ""}, false},
		"closed":            {platform.Account{Name: "anouk"}, map[string]any{"name": "anouk", "deleted": true}, false},
		"an app":            {platform.Account{Name: "anouk"}, map[string]any{"name": "anouk", "is_bot": true}, false},
		"an e-mail address": {platform.Account{Name: "voorbeeld.nl"}, map[string]any{"profile": map[string]any{"email": "anouk@voorbeeld.nl"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newExamining(t)
			w.all = []any{user("U7", c.user)}
			found := w.found(t, platform.Examined{Members: []platform.Account{c.of}})
			if got := strings.Contains(found, "regiebot member add "+c.of.Name+" --id slack:U7"); got != c.want {
				t.Errorf("got %s", found)
			}
		})
	}
	w := newExamining(t)
	for i := range 9 {
		w.all = append(w.all, user(fmt.Sprintf("U7%d", i), map[string]any{"real_name": "Anouk"}))
	}
	if found := w.found(t, platform.Examined{Members: []platform.Account{{Name: "anouk", Full: "Anouk"}}}); strings.Count(found, "slack:U7") != mostProposed {
		t.Errorf("got %s", found)
	}
}

// TestExamineASocket: what Slack says when a socket is asked for, and nothing is taken from
// one that opens.
func TestExamineASocket(t *testing.T) {
	for name, c := range map[string]struct {
		open func(w http.ResponseWriter)
		want string
	}{
		"good":        {nil, "Socket Mode: de verbinding komt tot stand."},
		"wrong token": {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"invalid_auth"}`) }, "Socket Mode: het app-token werkt niet (invalid_auth)."},
		"no scope":    {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"missing_scope"}`) }, "Socket Mode: het app-token werkt niet (missing_scope)."},
		"other kind":  {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"not_allowed_token_type"}`) }, "Socket Mode: het app-token werkt niet (not_allowed_token_type)."},
		"off":         {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":false,"error":"link_disabled"}`) }, "Socket Mode staat uit in de app."},
		"down":        {func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) }, "Socket Mode: er komt geen verbinding (status 503)."},
		"firewall":    {func(w http.ResponseWriter) { fmt.Fprint(w, `{"ok":true,"url":"ws://127.0.0.1:1/"}`) }, "Socket Mode: er komt geen verbinding (unreachable)."},
	} {
		t.Run(name, func(t *testing.T) {
			d := newSide(t)
			if c.open != nil {
				d.open = func(_ int32, w http.ResponseWriter) bool { c.open(w); return true }
			}
			cfg := inConfig()
			cfg.AppToken, cfg.APIURL, cfg.SigningSecret = "xapp-1", d.GetAPIURL(), ""
			s := inSlack(t, cfg, inbox{})
			list := s.examineInwards(t.Context())
			if len(list) != 1 || list[0].What != c.want || list[0].Good != (c.open == nil) || list[0].Good != (list[0].Repair == "") {
				t.Errorf("got %+v", list)
			}
			if st := s.Status(); st.Connected || st.Problem != "" {
				t.Errorf("looking changed the status: %+v", st)
			}
		})
	}
}

// TestExamineTheAppOfASocket: tokens of two apps each work, and together they do nothing.
func TestExamineTheAppOfASocket(t *testing.T) {
	for name, c := range map[string]struct{ hello, bot, want string }{
		"one app":               {"A1", "A1", "Socket Mode: de verbinding komt tot stand."},
		"two apps":              {"A2", "A1", "Socket Mode: het app-token is van een andere app (A2) dan het token van de bot (A1): niemand krijgt antwoord."},
		"a socket of no app":    {"", "A1", "Socket Mode: de verbinding komt tot stand."},
		"a bot of no known app": {"A2", "", "Socket Mode: de verbinding komt tot stand."},
	} {
		t.Run(name, func(t *testing.T) {
			d := newSide(t)
			d.app, d.bot = c.hello, c.bot
			cfg := inConfig()
			cfg.AppToken, cfg.APIURL, cfg.SigningSecret = "xapp-1", d.GetAPIURL(), ""
			list := inSlack(t, cfg, inbox{}).examineInwards(t.Context())
			if len(list) != 1 || list[0].What != c.want || list[0].Good != (name != "two apps") || list[0].Good != (list[0].Repair == "") {
				t.Errorf("got %+v", list)
			}
		})
	}
}

// TestExamineTakesNothing: what Slack sends on the socket of who only looks is not
// acknowledged, so that it goes to who works, or its person hears that it was not done.
func TestExamineTakesNothing(t *testing.T) {
	d := newSide(t)
	cfg := inConfig()
	cfg.AppToken, cfg.APIURL = "xapp-1", d.GetAPIURL()
	s := inSlack(t, cfg, inbox{})
	d.mute = true
	done := make(chan error, 1)
	go func() {
		app, err := s.greeted(t.Context())
		if app != "A1" {
			t.Errorf("the app is %q", app)
		}
		done <- err
	}()
	p := d.next()
	p.send(t, `{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}`)
	_ = p.WriteMessage(websocket.TextMessage, []byte(`{"type":"slash_commands","envelope_id":"E1","payload":{"command":"/melding","text":"crisis"}}`)) // who looked may be gone
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	<-p.gone
	if len(p.acks) != 0 {
		t.Error("it was acknowledged, and nobody did it")
	}
}
