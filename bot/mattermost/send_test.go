package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
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
func lengthy(t *testing.T, m *Mattermost) bot.Message {
	t.Helper()
	long := reminder
	for range 18 {
		long.Parts = append(long.Parts, bot.Part{Text: strings.Repeat("De casus vraagt aandacht van het team. ", 70), Buttons: reminder.Buttons})
	}
	if n := len(m.render(long, restAnouk)); n < 3 {
		t.Fatalf("a long message in %d posts", n)
	}
	return long
}

func TestSendCarriesItsKeyAndNothingMore(t *testing.T) {
	w := newRestAPI(t)
	r, err := w.adapter().Send(t.Context(), toAnouk, "zaak/ZO-2026-0142/mdo", reminder)
	there := w.read(restDirect(restAnouk))
	if err != nil || len(there) != 1 || r != (bot.Receipt{Platform: "mattermost", ID: restDirect(restAnouk) + "/" + there[0].ID}) {
		t.Fatalf("%+v %v %+v", r, err, there)
	}
	mark := markOn(there[0])
	if mark["key"] != hashed("zaak/ZO-2026-0142/mdo") || mark["part"] != 1.0 || mark["of"] != 1.0 || len(mark) != 3 {
		t.Errorf("mark %v", mark)
	}
	if there[0].Props["attachments"] == nil || len(there[0].Props) != 2 || there[0].RootID != "" {
		t.Errorf("props %v, root %q", there[0].Props, there[0].RootID)
	}
}

func TestSendSaysWhatIsKnown(t *testing.T) {
	failed := verdict{certain: true}
	unreachable, unfit := verdict{true, bot.Unreachable, 0, false}, verdict{true, bot.Unfit, 0, false}
	tests := []struct {
		name  string
		wrong http.HandlerFunc
		want  verdict
	}{
		{"429", slowDown("Retry-After", "7"), verdict{true, bot.Busy, 7 * time.Second, true}},
		{"429 with a reset", slowDown("X-Ratelimit-Reset", "3"), verdict{true, bot.Busy, 3 * time.Second, true}},
		{"429 for days", slowDown("Retry-After", "999999999"), verdict{true, bot.Busy, time.Hour, true}},
		{"429 that was in the past", slowDown("Retry-After", "-7"), verdict{true, bot.Busy, 0, true}},
		{"429 with nonsense", slowDown("Retry-After", "geheim"), verdict{true, bot.Busy, 0, true}},
		{"500", httpStatus(500), verdict{}},
		{"502", httpStatus(502), verdict{}},
		{"503", httpStatus(503), verdict{}},
		{"408", httpStatus(408), verdict{}},
		{"403 of something in between", httpStatus(403), failed},
		{"404 of something in between", httpStatus(404), failed},
		{"413 of something in between", httpStatus(413), unfit},
		{"413 of the server", refusing(413, "api.file.upload_file.too_large_detailed.app_error"), unfit},
		{"302 to a page to log in", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, verdict{}},
		{"cut", hangUp, verdict{}},
		{"half an answer", answering(`{"id":"p1xxxxxxxxxxxxxxxx`), verdict{}},
		{"a page", answering(`<html>geheim</html>`), verdict{}},
		{"an empty answer", answering(``), verdict{}},
		{"an empty object", answering(`{}`), verdict{}},
		{"a post of somebody else", answering(`{"id":"` + idOf("p1") + `","user_id":"` + restBram + `","channel_id":"` + restDirect(restAnouk) + `"}`), verdict{}},
		{"500 of the server", refusing(500, "app.post.save.app_error"), verdict{}},
		{"it is being posted by another", refusing(500, "api.post.deduplicate_create_post.pending"), verdict{}},
		{"501", refusing(501, "api.post.create_post.silly.app_error"), failed},
		{"401", refusing(401, "api.context.session_expired.app_error"), failed},
		{"no right in a direct conversation holds everywhere", refusing(403, idPermission), failed},
		{"archived", refusing(400, "api.post.create_post.can_not_post_to_deleted.error"), unreachable},
		{"no team in common", refusing(400, "api.post.create_post.can_not_post_in_restricted_dm.error"), unreachable},
		{"too long", refusing(400, "model.post.is_valid.message_length.app_error"), unfit},
		{"props too long", refusing(400, "model.post.is_valid.props.app_error"), unfit},
		{"a plugin", refusing(400, "Post rejected by plugin. geheim: MDO"), unfit},
		{"a 400 that nobody knows", refusing(400, "api.something.new"), failed},
		{"a 400 that is no name", refusing(400, "geheim: MDO"), failed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			w.breaks(on("POST /posts", 0, 1, test.wrong))
			_, err := m.Send(t.Context(), toAnouk, "k", reminder)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v, want %+v (%v)", got, test.want, err)
			}
			discreet(t, err)
			if again := refusal(err); verdictOf(again) != verdictOf(err) {
				t.Errorf("read once more it is %v, not %v", again, err)
			}
		})
	}
}

func TestSendToAChannelTheBotIsNotIn(t *testing.T) {
	w := newRestAPI(t)
	w.out[restTeam] = true
	_, err := w.adapter().Send(t.Context(), toChannel, "k", reminder)
	if got := verdictOf(err); got != (verdict{true, bot.Unreachable, 0, false}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere := newRestAPI(t)
	w := newRestAPI(t)
	m := w.adapter()
	w.breaks(on("POST /posts", 0, 1, func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, elsewhere.URL+apiRoot+"/posts", http.StatusTemporaryRedirect)
	}))
	if _, err := m.Send(t.Context(), toChannel, "k", reminder); err == nil || notSent(err) != nil {
		t.Errorf("%v", err)
	}
	if len(elsewhere.calls) != 0 {
		t.Errorf("it went to %v", elsewhere.calls)
	}
}

func TestSendWithoutAServer(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	if _, err := m.open(t.Context(), restAnouk); err != nil {
		t.Fatal(err)
	}
	w.Close()
	_, err := m.Send(t.Context(), toAnouk, "k", reminder)
	if got := verdictOf(err); got != (verdict{certain: true}) {
		t.Errorf("%+v %v", got, err)
	}
	discreet(t, err)
}

func TestSendAfterItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := newRestAPI(t)
	_, err := w.adapter().Send(ctx, toAnouk, "k", reminder)
	if !verdictOf(err).certain || len(w.calls) != 0 {
		t.Errorf("%v %v", err, w.calls)
	}
}

func TestSendToWhomNobodyReaches(t *testing.T) {
	tests := []struct {
		name string
		to   bot.Address
		with func(*restAPI)
		want bot.Why
	}{
		{"nobody's address", bot.Address{}, nil, bot.Failed},
		{"two addresses", bot.Address{Member: "anouk", Channel: "jeugd-noord"}, nil, bot.Failed},
		{"no account", bot.Address{Member: "niemand"}, nil, bot.Unreachable},
		{"an id that is a path", bot.Address{Member: "krom"}, nil, bot.Unreachable},
		{"an account that is no more", bot.Address{Member: "weg"}, nil, bot.Unreachable},
		{"no channel", bot.Address{Channel: "zuid"}, nil, bot.Unreachable},
		{"a channel that is no more", bot.Address{Channel: "nergens"}, nil, bot.Unreachable},
		{"a closed account", toAnouk, func(w *restAPI) { w.users[restAnouk] = account{ID: restAnouk, DeleteAt: 5} }, bot.Unreachable},
		{"an account that is taken away later", toAnouk, func(w *restAPI) {
			w.wrong = on("GET /users/"+restAnouk, 0, 1, refusing(404, "app.user.missing_account.const"))
		}, bot.Unreachable},
		{"a bot", toAnouk, func(w *restAPI) { w.users[restAnouk] = account{ID: restAnouk, IsBot: true} }, bot.Unreachable},
		{"of another server", toAnouk, func(w *restAPI) { w.users[restAnouk] = account{ID: restAnouk, RemoteID: idOf("remote")} }, bot.Unreachable},
		{"no team in common", toAnouk, func(w *restAPI) {
			w.wrong = on("POST /channels/direct", 0, 1, refusing(403, "api.channel.create_channel.direct_channel.team_restricted_error"))
		}, bot.Unreachable},
		{"no right to direct conversations", toAnouk, func(w *restAPI) { w.wrong = on("POST /channels/direct", 0, 1, refusing(403, idPermission)) }, bot.Failed},
		{"somebody whom the bot cannot see", toAnouk, func(w *restAPI) {
			w.wrong = func(r *http.Request, _ string) http.HandlerFunc {
				if strings.HasSuffix(r.URL.Path, "/direct") || strings.HasSuffix(r.URL.Path, restAnouk) {
					return refusing(403, idPermission)
				}
				return nil
			}
		}, bot.Unreachable},
		{"a conversation with somebody else", toAnouk, func(w *restAPI) {
			w.wrong = on("POST /channels/direct", 0, 1, answering(`{"id":"`+idOf("d")+`","type":"D","name":"`+restBot+"__"+restBram+`"}`))
		}, bot.Failed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			if test.with != nil {
				test.with(w)
			}
			_, err := m.Send(t.Context(), test.to, "k", reminder)
			if got := verdictOf(err); got != (verdict{true, test.want, 0, false}) {
				t.Errorf("%+v %v", got, err)
			}
			if w.called("POST /posts") != 0 && test.to.Channel != "nergens" {
				t.Error("something was posted")
			}
		})
	}
}

func TestSendWhenNobodyKnowsTheAccount(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.breaks(on("GET /users/"+restAnouk, 0, 1, httpStatus(500)))
	if _, err := m.Send(t.Context(), toAnouk, "k", reminder); err != nil {
		t.Error(err)
	}
}

func TestSendInPartsGoesOnWhereItStopped(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	long := lengthy(t, m)
	w.breaks(on("POST /posts", 1, 1, refusing(400, "api.something.new")))
	if _, err := m.Send(t.Context(), toChannel, "k", long); err == nil || notSent(err) != nil {
		t.Fatalf("a half message is certain: %v", err)
	}
	r, err := m.Send(t.Context(), toChannel, "k", long)
	if err != nil {
		t.Fatal(err)
	}
	there := w.read(restTeam)
	var parts []int
	var ids []string
	for _, p := range there {
		at, _ := tagOn(p)
		parts, ids = append(parts, at.part), append(ids, p.ID)
	}
	if n := len(m.render(long, "")); len(there) != n || !slices.IsSorted(parts) || parts[n-1] != n {
		t.Errorf("parts %v of %d", parts, n)
	}
	if r != receipt(restTeam, ids) {
		t.Errorf("receipt %v of %v", r, ids)
	}
}

func TestSendInPartsWhenNobodyCanLook(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.breaks(on("GET /channels/"+restTeam+"/posts", 0, 1, httpStatus(502)))
	_, err := m.Send(t.Context(), toChannel, "k", lengthy(t, m))
	if got := verdictOf(err); got != (verdict{certain: true}) || len(w.read(restTeam)) != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

// A post that was taken for ours because somebody else used its id first is not ours.
func TestAnIDThatSomebodyTookFirst(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.write(restBot, restTeam, "iets anders", nil)
	w.seen[tag{hashed("k"), 1, 1}.pending(restBot, restTeam)] = w.read(restTeam)[0].ID
	if _, err := m.Send(t.Context(), toChannel, "k", reminder); err == nil || notSent(err) != nil {
		t.Errorf("%v", err)
	}
}

func TestAPostIsNotPostedTwiceInAWhile(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.after = on("POST /posts", 0, 1, hangUp)
	if _, err := m.Send(t.Context(), toChannel, "k", reminder); err == nil || notSent(err) != nil {
		t.Fatalf("%v", err)
	}
	if _, err := m.Send(t.Context(), toChannel, "k", reminder); err != nil || len(w.read(restTeam)) != 1 {
		t.Errorf("%v, %d posts", err, len(w.read(restTeam)))
	}
}

func TestSendSaysNothing(t *testing.T) {
	w := newRestAPI(t)
	_, err := w.adapter().Send(t.Context(), toAnouk, "k", bot.Message{})
	if got := verdictOf(err); got != (verdict{true, bot.Unfit, 0, false}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestSayKeepsTheThread(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	root, asked := idOf("root"), idOf("asked")
	if err := m.say(t.Context(), spot{channel: restTeam, root: root}, []post{{Message: "een"}, {Message: "twee"}}); err != nil {
		t.Fatal(err)
	}
	if err := m.say(t.Context(), spot{channel: restTeam, root: root, to: asked}, []post{{Message: "drie"}}); err != nil {
		t.Fatal(err)
	}
	there := w.read(restTeam)
	if len(there) != 3 || there[0].RootID != root || there[2].RootID != root || markOn(there[0]) != nil || markOn(there[2])["to"] != asked {
		t.Errorf("%+v", there)
	}
	w.breaks(on("POST /posts", 1, 1, refusing(403, idPermission)))
	err := m.say(t.Context(), spot{channel: restTeam}, []post{{Message: "vier"}, {Message: "vijf"}})
	if again := refusal(err); err == nil || notSent(err) != nil || !errors.Is(again, err) {
		t.Errorf("half an answer: %v, read once more it is %v", err, again)
	}
}

// An answer of which the server says that something went wrong goes another way. When it was
// posted all the same, it stands there once.
func TestAnAnswerStandsThereOnce(t *testing.T) {
	long := bot.Message{Text: strings.Repeat(strings.Repeat("Hetzelfde. ", 1489)+"\n\n", 2)} // two posts that say the same
	for name, lost := range map[string]http.HandlerFunc{"502": httpStatus(502), "cut": hangUp, "nonsense": answering("geheim")} {
		for _, answer := range []bot.Message{done, long} {
			w := newRestAPI(t)
			m := w.adapter(func(c *Config) {
				c.Answer = func(context.Context, bot.Request) (bot.Message, error) { return answer, nil }
			})
			if _, err := m.open(t.Context(), restAnouk); err != nil {
				t.Fatal(err)
			}
			ask := func() {
				w.write(restAnouk, restDirect(restAnouk), "mdo", nil)
				there := w.read(restDirect(restAnouk))
				m.told(t.Context(), there[len(there)-1], direct, there[len(there)-1].ID, func(bool) {})
			}
			posts := len(m.render(answer, restAnouk))
			w.after = on("POST /posts", 0, 1, lost)
			for asked := range 2 { // who asks it again gets it again
				ask()
				if got := len(w.read(restDirect(restAnouk))); got != (asked+1)*(posts+1) {
					t.Errorf("%s: asked %d times, there are %d posts, an answer has %d", name, asked+1, got, posts)
				}
			}
		}
	}
}

func TestTurnsAreKept(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	now := time.UnixMilli(restStart)
	m.rest.turns.Now = func() time.Time { return now }
	w.breaks(on("POST /posts", 0, 1, slowDown("Retry-After", "30")))
	_, first := m.Send(t.Context(), toChannel, "1", reminder)
	_, second := m.Send(t.Context(), toAnouk, "2", reminder)
	for _, err := range []error{first, second} {
		if got := verdictOf(err); got != (verdict{true, bot.Busy, 30 * time.Second, true}) {
			t.Errorf("%+v %v", got, err)
		}
	}
	now = now.Add(31 * time.Second)
	if _, err := m.Send(t.Context(), toAnouk, "2", reminder); err != nil {
		t.Error(err)
	}
}

func TestALittleLeftIsForAnswers(t *testing.T) {
	tests := []struct {
		left           string
		unasked, whole bool // rest
	}{{"60", false, false}, {"25", true, false}, {"1", true, false}, {"0", true, true}, {"veel", false, false}, {"", false, false}}
	for _, test := range tests {
		t.Run(test.left, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			now := time.UnixMilli(restStart)
			m.rest.turns.Now = func() time.Time { return now }
			w.head.Set("X-Ratelimit-Limit", "100")
			w.head.Set("X-Ratelimit-Remaining", test.left)
			if err := m.say(t.Context(), spot{channel: restTeam}, []post{{Message: "een"}}); err != nil {
				t.Fatal(err)
			}
			if got := m.rest.turns.Resting("unasked") > 0; got != test.unasked {
				t.Errorf("what nobody asked for rests: %v", got)
			}
			if got := m.rest.turns.Resting("everyone") > 0; got != test.whole {
				t.Errorf("everything rests: %v", got)
			}
		})
	}
}

func TestATokenThatIsDead(t *testing.T) {
	w := newRestAPI(t)
	var log strings.Builder
	m := w.adapter(logged(&log))
	w.breaks(on("GET /users/me", 0, 2, refusing(401, "api.context.session_expired.app_error")))
	for range 2 {
		if _, err := m.self(t.Context()); verdictOf(err) != (verdict{certain: true}) || !m.tokenDead() {
			t.Errorf("%v, dead %v", err, m.tokenDead())
		}
	}
	if n := strings.Count(log.String(), "session_expired"); n != 1 {
		t.Errorf("the log says it %d times", n)
	}
	if _, err := m.self(t.Context()); err != nil || m.tokenDead() {
		t.Errorf("%v, dead %v", err, m.tokenDead())
	}
}

func TestUnexpectedErrorsAreNotPassedOn(t *testing.T) {
	secret := errors.New("Get \"http://geheim:8065/api/v4/users/me\": geheim")
	if err := refusal(fmt.Errorf("geheim: %w", secret)); !errors.Is(err, errNonsense) {
		t.Errorf("%v", err)
	}
	if refusal(nil) != nil {
		t.Error("nothing is an error")
	}
}
