package mattermost

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

var done = bot.Message{Text: "Het MDO is gepland."}

// told is what stands in a channel, in order.
func toldIn(w *restAPI, channel string) string {
	var all []string
	for _, p := range w.read(channel) {
		all = append(all, p.Message)
	}
	return strings.Join(all, "|")
}

func TestReplaceChangesTextAndButtonsTogether(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	r, err := m.Send(t.Context(), toAnouk, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	w.posts[0].Props["from_bot"] = "true" // as the server does
	if err := m.Replace(t.Context(), toAnouk, r, &done); err != nil {
		t.Fatal(err)
	}
	p := w.read(restDirect(restAnouk))[0]
	if p.Message != "Het MDO is gepland." || p.Props["attachments"] != nil || p.Props["from_bot"] != "true" {
		t.Errorf("%q %v", p.Message, p.Props)
	}
	if found, ok, err := m.Find(t.Context(), toAnouk, "k", sentAt()); err != nil || !ok || found != r {
		t.Errorf("it is not found again: %v %v %v", found, ok, err)
	}
}

func TestReplaceTakesAway(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	r, err := m.Send(t.Context(), toChannel, "k", lengthy(t, m))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is not there any more
		if err := m.Replace(t.Context(), bot.Address{Member: "niemand"}, r, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := toldIn(w, restTeam); got != "" {
		t.Errorf("there is %q", got)
	}
	if err := m.Replace(t.Context(), toChannel, r, &done); err != nil || toldIn(w, restTeam) != "" {
		t.Errorf("%v %q", err, toldIn(w, restTeam))
	}
}

func TestReplaceWhereNothingMayBeTakenAway(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	r, err := m.Send(t.Context(), toChannel, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	w.breaks(func(r *http.Request, _ string) http.HandlerFunc {
		if r.Method == http.MethodDelete {
			return refusing(403, idPermission)
		}
		return nil
	})
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || toldIn(w, restTeam) != wordTakenAway {
		t.Errorf("%v %q", err, toldIn(w, restTeam))
	}
	if p := w.read(restTeam)[0]; p.Props["attachments"] != nil || markOn(p) == nil {
		t.Errorf("props %v", p.Props)
	}
}

func TestReplaceInOtherSizes(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	long := lengthy(t, m)
	n := len(m.render(long, ""))
	r, err := m.Send(t.Context(), toChannel, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	w.write(restBram, restTeam, "ertussen", nil)
	for step, test := range []struct {
		with bot.Message
		want int // posts of the bot
	}{{long, n}, {long, n}, {done, 1}, {long, n}, {reminder, 1}} {
		if err := m.Replace(t.Context(), toChannel, r, &test.with); err != nil {
			t.Fatal(step, err)
		}
		if got := len(w.read(restTeam)) - 1; got != test.want {
			t.Errorf("step %d: %d posts, not %d", step, got, test.want)
		}
	}
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || toldIn(w, restTeam) != "ertussen" {
		t.Errorf("%v %q", err, toldIn(w, restTeam))
	}
}

// lengthened is a message that became longer than its receipt, and how many posts it is.
func lengthened(t *testing.T, w *restAPI, m *Mattermost) (r bot.Receipt, posts int) {
	t.Helper()
	w.write(restBram, restTeam, "ervoor", nil)
	r, err := m.Send(t.Context(), toChannel, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	w.write(restBram, restTeam, "ertussen", nil)
	long := lengthy(t, m)
	if err := m.Replace(t.Context(), toChannel, r, &long); err != nil {
		t.Fatal(err)
	}
	return r, len(w.read(restTeam)) - 2
}

// takesAway checks that nothing of a message is left.
func takesAway(t *testing.T, w *restAPI, m *Mattermost, r bot.Receipt) {
	t.Helper()
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || toldIn(w, restTeam) != "ervoor|ertussen" {
		t.Errorf("%v: there is %.200q", err, toldIn(w, restTeam))
	}
}

// Whatever goes wrong on the way, nothing is left in the end.
func TestTakingAwayHalfWay(t *testing.T) {
	for done := range 3 {
		w := newRestAPI(t)
		m := w.adapter()
		r, posts := lengthened(t, w, m)
		n := 0
		w.breaks(func(r *http.Request, _ string) http.HandlerFunc {
			if r.Method == http.MethodDelete {
				n++
			}
			if n > done {
				return httpStatus(503)
			}
			return nil
		})
		if err := m.Replace(t.Context(), toChannel, r, nil); err == nil {
			t.Fatal("no error")
		}
		if left := len(w.read(restTeam)) - 2; left != posts-done {
			t.Errorf("%d of %d posts are left after %d", left, posts, done)
		}
		w.breaks(nil)
		takesAway(t, w, m, r)
	}
}

// removed is a post that somebody else took away.
func (w *restAPI) removed(i int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.posts[i].DeleteAt = w.last
}

// When somebody else took the first post away, the others go all the same, and what is older is
// not looked at.
func TestTakingAwayWithoutTheFirst(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.step = time.Hour.Milliseconds()
	for i := range 2 * pageSize {
		w.write(restBram, restRoom, "elders", nil)
		if i > 0 {
			w.posts[i].ChannelID = restTeam
		}
	}
	r, err := m.Send(t.Context(), toChannel, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	long := lengthy(t, m)
	if err := m.Replace(t.Context(), toChannel, r, &long); err != nil {
		t.Fatal(err)
	}
	w.removed(2 * pageSize)
	asked := w.called("GET /channels/" + restTeam + "/posts")
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || len(w.read(restTeam)) != 2*pageSize-1 {
		t.Errorf("%v: %d posts", err, len(w.read(restTeam)))
	}
	if n := w.called("GET /channels/"+restTeam+"/posts") - asked; n != 2 {
		t.Errorf("%d pages", n)
	}
}

// A channel that begins with the message, and a first post of which the server knows nothing any
// more.
func TestTakingAwayWithoutAnythingBefore(t *testing.T) {
	for name, lost := range map[string]http.HandlerFunc{"nothing was before it": nil, "nobody knows": answering(`{"order":[],"posts":{},"prev_post_id":""}`)} {
		w := newRestAPI(t)
		m := w.adapter()
		r, err := m.Send(t.Context(), toChannel, "k", reminder)
		if err != nil {
			t.Fatal(err)
		}
		long := lengthy(t, m)
		if err := m.Replace(t.Context(), toChannel, r, &long); err != nil {
			t.Fatal(err)
		}
		w.removed(0)
		if lost != nil {
			w.breaks(on("GET /channels/"+restTeam+"/posts", 0, 1, lost))
		}
		if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || toldIn(w, restTeam) != "" {
			t.Errorf("%s: %v, there is %.200q", name, err, toldIn(w, restTeam))
		}
	}
}

// A part that somebody else took away comes again, as long as the first one stands.
func TestReplaceWithAHole(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	r, posts := lengthened(t, w, m)
	w.removed(3) // the second one of it
	long := lengthy(t, m)
	for _, test := range []struct {
		with bot.Message
		want int
	}{{long, posts}, {long, posts}, {done, 1}} {
		if err := m.Replace(t.Context(), toChannel, r, &test.with); err != nil {
			t.Fatal(err)
		}
		if got := len(w.read(restTeam)) - 2; got != test.want {
			t.Errorf("%d posts, not %d", got, test.want)
		}
	}
	takesAway(t, w, m, r)
}

// What cannot be looked for now is no reason to say that it is done. What the server shows nobody
// is one.
func TestWhatWasAddedIsNotForgotten(t *testing.T) {
	for name, wrong := range map[string]http.HandlerFunc{"a proxy": httpStatus(403), "the token": refusing(401, "api.context.session_expired.app_error"), "down": httpStatus(503)} {
		w := newRestAPI(t)
		m := w.adapter()
		r, posts := lengthened(t, w, m)
		w.breaks(on("GET /channels/"+restTeam+"/posts", 0, 1, wrong))
		if err := m.Replace(t.Context(), toChannel, r, nil); err == nil || len(w.read(restTeam)) != posts+2 {
			t.Errorf("%s: %d of %d posts are left, %v", name, len(w.read(restTeam))-2, posts, err)
		}
		takesAway(t, w, m, r)
	}
	w := newRestAPI(t)
	m := w.adapter()
	r, _ := lengthened(t, w, m)
	w.removed(1)
	w.breaks(on("GET /channels/"+restTeam+"/posts", 1, 1, answering(`{"order":[],"posts":{},"prev_post_id":"","first_inaccessible_post_time":1794700000001}`)))
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil {
		t.Error(err)
	}
}

// A message of several posts, of which the last ones went because it became shorter.
func TestShorterAndLongerAgain(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	long := lengthy(t, m)
	n := len(m.render(long, ""))
	r, err := m.Send(t.Context(), toChannel, "k", long)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		with *bot.Message
		want int
	}{{&reminder, 1}, {&long, n}, {&long, n}, {&reminder, 1}, {&long, n}, {nil, 0}} {
		if err := m.Replace(t.Context(), toChannel, r, test.with); err != nil {
			t.Fatal(err)
		}
		if got := len(w.read(restTeam)); got != test.want {
			t.Errorf("%d posts, want %d", got, test.want)
		}
	}
}

func TestReplaceSaysWhatIsKnown(t *testing.T) {
	tests := []struct {
		name  string
		what  string
		wrong http.HandlerFunc
		want  verdict
	}{
		{"not in the channel any more", http.MethodGet, refusing(403, idPermission), verdict{true, bot.Unreachable, 0, false}},
		{"archived", http.MethodPut, refusing(400, "api.post.patch_post.can_not_update_post_in_deleted.error"), verdict{true, bot.Unreachable, 0, false}},
		{"too late", http.MethodPut, refusing(400, idEditLate), verdict{true, bot.Unfit, 0, false}},
		{"no such call", http.MethodGet, refusing(404, idRoute), verdict{certain: true}},
		{"a page", http.MethodGet, httpStatus(404), verdict{certain: true}},
		{"500", http.MethodPut, httpStatus(500), verdict{}},
		{"another post", http.MethodPut, answering(`{"id":"` + idOf("p9") + `"}`), verdict{}},
		{"another post that was read", http.MethodGet, answering(`{"id":"` + idOf("p9") + `"}`), verdict{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			r, err := m.Send(t.Context(), toChannel, "k", reminder)
			if err != nil {
				t.Fatal(err)
			}
			w.breaks(func(r *http.Request, _ string) http.HandlerFunc {
				if r.Method == test.what && strings.HasPrefix(r.URL.Path, apiRoot+"/posts/") {
					return test.wrong
				}
				return nil
			})
			err = m.Replace(t.Context(), toChannel, r, &done)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v %v", got, err)
			}
			discreet(t, err)
		})
	}
}

func TestReplaceOfNoReceipt(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	if err := m.Replace(t.Context(), toChannel, bot.Receipt{Platform: "slack", ID: restTeam + "/" + idOf("p1")}, nil); err == nil {
		t.Error("a receipt of Slack is taken")
	}
	for _, id := range []string{"", restTeam, restTeam + "/", restTeam + "/../users", restTeam + "/" + idOf("p1") + ",x", "C1/" + idOf("p1")} {
		r := bot.Receipt{Platform: Platform, ID: id}
		if err := m.Replace(t.Context(), toChannel, r, nil); verdictOf(err) != (verdict{true, bot.Unfit, 0, false}) {
			t.Errorf("%v: %v", r, err)
		}
	}
	if len(w.calls) != 0 {
		t.Errorf("calls %v", w.calls)
	}
}
