package mattermost

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func sentAt() time.Time { return time.UnixMilli(restStart) }

func TestFindSeesWhatWasSent(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	for _, to := range []bot.Address{toAnouk, toChannel} {
		sent, err := m.Send(t.Context(), to, "k", lengthy(t, m))
		if err != nil {
			t.Fatal(err)
		}
		found, ok, err := m.Find(t.Context(), to, "k", sentAt())
		if err != nil || !ok || found != sent {
			t.Errorf("%v %v %v, not %v", found, ok, err, sent)
		}
		if r, ok, err := m.Find(t.Context(), to, "another", sentAt()); ok || err != nil {
			t.Errorf("another key: %v %v", r, err)
		}
	}
}

// Of half a message is known what is there: it can be taken away.
func TestFindHalf(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.breaks(on("POST /posts", 2, 1, httpStatus(503)))
	if _, err := m.Send(t.Context(), toChannel, "k", lengthy(t, m)); err == nil {
		t.Fatal("it went")
	}
	there := w.read(restTeam)
	r, whole, err := m.Find(t.Context(), toChannel, "k", sentAt())
	if err != nil || whole || r != receipt(restTeam, []string{there[0].ID, there[1].ID}) {
		t.Errorf("%+v %v %v", r, whole, err)
	}
	if err := m.Replace(t.Context(), toChannel, r, nil); err != nil || toldIn(w, restTeam) != "" {
		t.Errorf("%v: %q stays", err, toldIn(w, restTeam))
	}
	if r, whole, err := m.Find(t.Context(), toChannel, "k", sentAt()); r != (bot.Receipt{}) || whole || err != nil {
		t.Errorf("%+v %v %v", r, whole, err)
	}
}

// What others wrote, whatever they put on it, is not ours.
func TestFindIsNotFooled(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	mark := map[string]any{propMark: tag{hashed("k"), 1, 1}.mark()}
	w.write(restBram, restTeam, "ik ben regiebot", mark)
	w.write(restBot, restRoom, "elders", mark)
	for name, odd := range map[string]any{
		"text": "k", "no part": map[string]any{"key": hashed("k")}, "half a part": map[string]any{"key": hashed("k"), "part": 1.5, "of": 2},
		"part 0": map[string]any{"key": hashed("k"), "part": 0, "of": 1}, "no key": map[string]any{"part": 1, "of": 1},
		"part 1 of 2": tag{hashed("k"), 1, 2}.mark(), "part 3 of 2": tag{hashed("k"), 3, 2}.mark(), "nothing": nil,
	} {
		w.write(restBot, restTeam, name, map[string]any{propMark: odd})
	}
	if r, ok, err := m.Find(t.Context(), toChannel, "k", sentAt()); ok || err != nil {
		t.Errorf("%v %v %v", r, ok, err)
	}
}

func TestFindReadsOnUntilItIsCertain(t *testing.T) {
	for _, step := range []int64{0, 1000} {
		for _, after := range []int{0, 1, 196, 197, 198, 199, 200, 450} {
			w := newRestAPI(t)
			m := w.adapter()
			w.step = step // of the parts: they can come in one millisecond
			sent, err := m.Send(t.Context(), toChannel, "k", lengthy(t, m))
			if err != nil {
				t.Fatal(err)
			}
			w.step = max(step, 1)
			for i := range after {
				w.write(restBram, restTeam, fmt.Sprint(i), nil)
			}
			found, ok, err := m.Find(t.Context(), toChannel, "k", sentAt())
			if err != nil || !ok || found != sent {
				t.Errorf("%d ms, %d after: %v %v %v, not %v", step, after, found, ok, err, sent)
			}
		}
	}
}

func TestFindStopsWhereItMay(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.step = time.Minute.Milliseconds()
	for range 3 * pageSize {
		w.write(restBram, restTeam, "oud", nil)
	}
	since := time.UnixMilli(w.last).Add(-time.Minute)
	if _, ok, err := m.Find(t.Context(), toChannel, "k", since); ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
	if n := w.called("GET /channels/" + restTeam + "/posts"); n != 1 {
		t.Errorf("%d pages", n)
	}
	if _, ok, err := m.Find(t.Context(), toChannel, "k", time.Time{}); ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
}

func TestFindThatCannotTell(t *testing.T) {
	empty := `{"order":[],"posts":{},"prev_post_id":""}`
	hidden := `{"order":[],"posts":{},"prev_post_id":"","first_inaccessible_post_time":1794700000001}`
	tests := []struct {
		name  string
		to    bot.Address
		wrong http.HandlerFunc
		tell  error // nil: any other
	}{
		{"not in the channel", toChannel, refusing(403, idPermission), bot.ErrCannotTell},
		{"no channel", bot.Address{Channel: "zuid"}, nil, bot.ErrCannotTell},
		{"nobody", bot.Address{Member: "niemand"}, nil, bot.ErrCannotTell},
		{"older posts are hidden", toChannel, answering(hidden), bot.ErrCannotTell},
		{"500", toChannel, httpStatus(500), nil},
		{"429", toChannel, slowDown("Retry-After", "1"), nil},
		{"a page", toChannel, answering(`<html>geheim</html>`), nil},
		{"no list", toChannel, answering(`{}`), nil},
		{"a list of what is not there", toChannel, answering(`{"order":["` + idOf("p1") + `"],"posts":{}}`), nil},
		{"a whole millisecond", toChannel, answering(sameMoment()), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			if test.wrong != nil {
				w.breaks(on("GET /channels/"+restTeam+"/posts", 0, 1, test.wrong))
			}
			_, ok, err := m.Find(t.Context(), test.to, "k", sentAt())
			if ok || err == nil || notSent(err) != nil || errors.Is(err, bot.ErrCannotTell) != (test.tell != nil) {
				t.Errorf("%v %v", ok, err)
			}
			discreet(t, err)
		})
	}
	w := newRestAPI(t)
	if _, ok, err := w.adapter().Find(t.Context(), toChannel, "", sentAt()); ok || !errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("without a key: %v %v", ok, err)
	}
	m := w.adapter()
	w.breaks(on("GET /channels/"+restTeam+"/posts", 0, 1, answering(empty)))
	if _, ok, err := m.Find(t.Context(), toChannel, "k", sentAt()); ok || err != nil {
		t.Errorf("an empty channel: %v %v", ok, err)
	}
}

// sameMoment is a page of which every post came in the same millisecond: nobody can ask on.
func sameMoment() string {
	order, posts := "", ""
	for i := range pageSize {
		id := idOf(fmt.Sprintf("p%d", i))
		order += `,"` + id + `"`
		posts += `,"` + id + `":{"id":"` + id + `","create_at":1794700000001}`
	}
	return `{"order":[` + order[1:] + `],"posts":{` + posts[1:] + `},"prev_post_id":"` + idOf("older") + `"}`
}

// A post that is taken away while the pages are read can be that before which was asked.
func TestFindWhenAPageIsGone(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	for range pageSize + 10 {
		w.write(restBram, restTeam, "iets", nil)
	}
	w.breaks(on("GET /channels/"+restTeam+"/posts", 1, 1, answering(`{"order":[],"posts":{},"prev_post_id":""}`)))
	if _, ok, err := m.Find(t.Context(), toChannel, "k", sentAt()); ok || err == nil || errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("%v %v", ok, err)
	}
}
