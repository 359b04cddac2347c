package slack

import (
	"net/http"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestReplaceSaysWhatIsKnown(t *testing.T) {
	tests := []struct {
		name   string
		method string
		wrong  http.HandlerFunc
		want   verdict
		fine   bool
	}{
		{"gone", "chat.update", failing("message_not_found"), verdict{}, true},
		{"of another bot", "chat.update", failing("cant_update_message"), verdict{certain: true, why: bot.Unfit}, false},
		{"too late", "chat.update", failing("edit_window_closed"), verdict{certain: true, why: bot.Unfit}, false},
		{"archived", "chat.update", failing("is_inactive"), verdict{certain: true, why: bot.Unreachable}, false},
		{"429", "chat.update", limited("4"), verdict{certain: true, why: bot.Busy, after: 4e9}, false},
		{"500", "chat.update", httpStatus(500), verdict{}, false},
		{"an empty object", "chat.update", answering(`{}`), verdict{}, false},
		{"update_failed", "chat.update", failing("update_failed"), verdict{}, false},
		{"taking away: gone", "chat.delete", failing("message_not_found"), verdict{}, true},
		{"taking away: 500", "chat.delete", httpStatus(500), verdict{}, false},
		{"taking away: an empty object", "chat.delete", answering(`{}`), verdict{}, false},
		{"looking: 429", "conversations.history", limited("4"), verdict{certain: true, why: bot.Busy, after: 4e9}, false},
		{"looking: 500", "conversations.history", httpStatus(500), verdict{}, false},
		{"looking is not allowed", "conversations.history", failing("missing_scope"), verdict{certain: true}, false},
		{"looking: the token", "conversations.history", failing("invalid_auth"), verdict{certain: true}, false},
		{"looking: a proxy", "conversations.history", httpStatus(407), verdict{certain: true}, false},
		{"looking: out of the channel", "conversations.history", failing("not_in_channel"), verdict{}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			r, err := s.Send(t.Context(), toAnouk, "k", reminder)
			if err != nil {
				t.Fatal(err)
			}
			m := &bot.Message{Text: "Gedaan."}
			if test.method == "chat.delete" {
				m = nil
			}
			w.breaks(on(test.method, 0, 1, test.wrong))
			err = s.Replace(t.Context(), toAnouk, r, m)
			if got := verdictOf(err); (err == nil) != test.fine || got != test.want {
				t.Errorf("%+v (%v), want %+v", got, err, test.want)
			}
			discreet(t, err)
		})
	}
}

func TestWhatCannotBeDeletedSaysNothingMore(t *testing.T) {
	for _, name := range []string{"cant_delete_message", "compliance_exports_prevent_deletion"} {
		w := newWebAPI(t)
		s := w.slack()
		r, err := s.Send(t.Context(), toAnouk, "k", reminder)
		if err != nil {
			t.Fatal(err)
		}
		w.breaks(on("chat.delete", 0, 1, failing(name)))
		if err := s.Replace(t.Context(), toAnouk, r, nil); err != nil {
			t.Fatal(err)
		}
		if got := w.shown("D1"); strings.Contains(got, "MDO") || !strings.Contains(got, wordTakenAway) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestReplaceForSomebodyWithoutAnAccount(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	r, err := s.Send(t.Context(), toAnouk, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	gone := bot.Address{Member: "els"}
	if err := s.Replace(t.Context(), gone, r, &bot.Message{Text: "Gedaan."}); verdictOf(err).why != bot.Unreachable {
		t.Errorf("whose buttons are these? %v", err)
	}
	if err := s.Replace(t.Context(), gone, r, nil); err != nil || len(w.read("D1")) != 0 {
		t.Errorf("not taken away: %v", err)
	}
}

func TestLongerHalfWay(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	r, err := s.Send(t.Context(), toAnouk, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	m := lengthy(t, s)
	n := len(s.render(m, "U1"))
	w.loses(on("chat.postMessage", 1, 1, hangUp)) // the second one that is added
	if err := s.Replace(t.Context(), toAnouk, r, &m); err == nil {
		t.Error("an answer that was lost is no error")
	}
	for range 2 {
		if err := s.Replace(t.Context(), toAnouk, r, &m); err != nil {
			t.Fatal(err)
		}
		if got := len(w.read("D1")); got != n {
			t.Errorf("%d posts, want %d", got, n)
		}
	}
	if err := s.Replace(t.Context(), toAnouk, r, nil); err != nil || len(w.read("D1")) != 0 {
		t.Errorf("%d posts stay: %v", len(w.read("D1")), err)
	}
	if err := s.Replace(t.Context(), toAnouk, r, &m); err != nil || len(w.read("D1")) != 0 {
		t.Errorf("what is gone came back: %v", err)
	}
}

// lengthened is a message that became longer than its receipt, and how many posts it is.
func lengthened(t *testing.T, w *webAPI, s *Slack) (r bot.Receipt, posts int) {
	t.Helper()
	r, err := s.Send(t.Context(), toAnouk, "k", reminder)
	if err != nil {
		t.Fatal(err)
	}
	m := lengthy(t, s)
	if err := s.Replace(t.Context(), toAnouk, r, &m); err != nil {
		t.Fatal(err)
	}
	if posts = len(w.read("D1")); posts < 3 {
		t.Fatalf("only %d posts", posts)
	}
	return r, posts
}

// TestTakingAwayHalfWay: whatever goes wrong on the way, nothing is left in the end.
func TestTakingAwayHalfWay(t *testing.T) {
	for done := range 3 {
		w := newWebAPI(t)
		s := w.slack()
		r, posts := lengthened(t, w, s)
		w.breaks(on("chat.delete", done, 1, httpStatus(500)))
		if err := s.Replace(t.Context(), toAnouk, r, nil); err == nil {
			t.Fatal("no error")
		}
		if left := len(w.read("D1")); left != posts-done {
			t.Errorf("%d of %d posts are left after %d", left, posts, done)
		}
		if err := s.Replace(t.Context(), toAnouk, r, nil); err != nil || len(w.read("D1")) != 0 {
			t.Errorf("%d posts stay: %v", len(w.read("D1")), err)
		}
	}
}

// TestTakingAwayWithoutTheFirst: when somebody else took the first post away, the others go all
// the same.
func TestTakingAwayWithoutTheFirst(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	r, _ := lengthened(t, w, s)
	w.there["D1"] = w.there["D1"][1:]
	if err := s.Replace(t.Context(), toAnouk, r, nil); err != nil || len(w.read("D1")) != 0 {
		t.Errorf("%d posts stay: %v", len(w.read("D1")), err)
	}
}

// TestWhatWasAddedIsNotForgotten: what cannot be looked for now is no reason to say that it is
// done.
func TestWhatWasAddedIsNotForgotten(t *testing.T) {
	for name, wrong := range map[string]http.HandlerFunc{"a proxy": httpStatus(403), "the token": failing("invalid_auth"), "nobody knows why": failing("team_added_to_org")} {
		for i := range 2 { // looking at the message, and for the rest of it
			w := newWebAPI(t)
			s := w.slack()
			r, posts := lengthened(t, w, s)
			w.breaks(on("conversations.history", i, 1, wrong))
			if err := s.Replace(t.Context(), toAnouk, r, nil); err == nil || len(w.read("D1")) != posts {
				t.Errorf("%s: %d of %d posts are left, %v", name, len(w.read("D1")), posts, err)
			}
			if err := s.Replace(t.Context(), toAnouk, r, nil); err != nil || len(w.read("D1")) != 0 {
				t.Errorf("%s: %d posts stay: %v", name, len(w.read("D1")), err)
			}
		}
	}
}

// TestShorterAndLongerAgain: a message of several posts, of which the last ones went because it
// became shorter.
func TestShorterAndLongerAgain(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	long := lengthy(t, s)
	n := len(s.render(long, "U1"))
	r, err := s.Send(t.Context(), toAnouk, "k", long)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(m *bot.Message, want int) {
		t.Helper()
		if err := s.Replace(t.Context(), toAnouk, r, m); err != nil {
			t.Fatal(err)
		}
		if got := len(w.read("D1")); got != want {
			t.Errorf("%d posts, want %d", got, want)
		}
	}
	for range 2 {
		replace(&reminder, 1)
		replace(&long, n)
		replace(&long, n)
	}
	for i, p := range s.render(long, "U1") {
		if got := w.read("D1")[i].Text; got != p.Text {
			t.Errorf("post %d says %.60q, not %.60q", i, got, p.Text)
		}
	}
	replace(&reminder, 1)
	w.loses(on("chat.postMessage", 0, 1, hangUp))
	if err := s.Replace(t.Context(), toAnouk, r, &long); err == nil {
		t.Error("an answer that was lost is no error")
	}
	replace(&long, n)
	replace(nil, 0)
}
