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
		{"looking is not allowed", "conversations.history", failing("missing_scope"), verdict{}, true},
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
