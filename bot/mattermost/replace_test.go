package mattermost

import (
	"net/http"
	"strings"
	"testing"

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
