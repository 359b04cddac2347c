package slack

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestFindSaysWhenItDoesNotKnow(t *testing.T) {
	const never, later = true, false
	tests := []struct {
		name  string
		wrong http.HandlerFunc
		never bool
	}{
		{"out of the channel", failing("not_in_channel"), never},
		{"no such channel", failing("channel_not_found"), never},
		{"429", limited("5"), later},
		{"500", httpStatus(500), later},
		{"cut", hangUp, later},
		{"no list", answering(`{"ok":true}`), later},
		{"an empty object", answering(`{}`), later},
		{"not ok and no more", answering(`{"ok":false,"messages":[]}`), later},
		{"half an answer", answering(`{"ok":true,"messages":[`), later},
		{"more, and no way to it", answering(`{"ok":true,"messages":[],"has_more":true}`), later},
		{"the token", failing("invalid_auth"), later},
		{"a scope", failing("missing_scope"), later},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			if _, err := s.Send(t.Context(), toChannel, "k", reminder); err != nil {
				t.Fatal(err)
			}
			w.breaks(on("conversations.history", 0, 1, test.wrong))
			_, there, err := s.Find(t.Context(), toChannel, "k", time.Time{})
			if there || err == nil || errors.Is(err, bot.ErrCannotTell) != test.never {
				t.Errorf("%v %v", there, err)
			}
			if verdictOf(err).certain {
				t.Errorf("who only looked says that nothing was posted: %v", err)
			}
			discreet(t, err)
			w.breaks(nil)
			if _, there, err := s.Find(t.Context(), toChannel, "k", time.Time{}); !there || err != nil {
				t.Errorf("later: %v %v", there, err)
			}
		})
	}
}

func TestFindGoesInCircles(t *testing.T) {
	w := newWebAPI(t)
	w.breaks(on("conversations.history", 0, 99, answering(`{"ok":true,"messages":[],"has_more":true,"response_metadata":{"next_cursor":"a"}}`)))
	if _, there, err := w.slack().Find(t.Context(), toChannel, "k", time.Time{}); there || err == nil {
		t.Errorf("%v %v", there, err)
	}
	if n := w.called("conversations.history"); n != 2 {
		t.Errorf("asked %d times", n)
	}
}

func TestFindOnLaterPages(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	first, err := s.Send(t.Context(), toAnouk, "0", reminder)
	if err != nil {
		t.Fatal(err)
	}
	for range 9 {
		if err := s.say(t.Context(), "D1", "", s.render(reminder, "")); err != nil {
			t.Fatal(err)
		}
	}
	w.page = 3
	r, there, err := s.Find(t.Context(), toAnouk, "0", time.Time{})
	if err != nil || !there || r != first {
		t.Errorf("%+v %v %v", r, there, err)
	}
	if n := w.called("conversations.history"); n != 4 {
		t.Errorf("%d pages", n)
	}
	w.breaks(on("conversations.history", 2, 1, httpStatus(500)))
	if _, there, err := s.Find(t.Context(), toAnouk, "0", time.Time{}); there || err == nil {
		t.Errorf("a page that is missing: %v %v", there, err)
	}
}

func TestFindFromAMoment(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	if _, err := s.Send(t.Context(), toAnouk, "k", reminder); err != nil {
		t.Fatal(err)
	}
	at := time.Unix(firstStamp, 0)
	for after, want := range map[time.Duration]bool{-time.Hour: true, 0: true, 5 * time.Minute: true, 9 * time.Minute: true, 11 * time.Minute: false} {
		if _, there, err := s.Find(t.Context(), toAnouk, "k", at.Add(after)); err != nil || there != want {
			t.Errorf("since %v after it: %v %v", after, there, err)
		}
	}
	if _, there, err := s.Find(t.Context(), toAnouk, "", time.Time{}); there || !errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("no key: %v %v", there, err)
	}
}

func TestFindByOthersMetadata(t *testing.T) {
	w := newWebAPI(t)
	for _, meta := range []string{
		`{"event_type":"other","event_payload":{"key":"KEY","part":1,"of":1}}`, `{"event_type":"regiebot","event_payload":{"key":"KEY"}}`,
		`{"event_type":"regiebot","event_payload":{"key":"KEY","part":0,"of":1}}`, `{"event_type":"regiebot","event_payload":{"key":"KEY","part":1.5,"of":1}}`,
		`{"event_type":"regiebot","event_payload":{"key":"KEY","part":"1","of":1}}`, `{"event_type":"regiebot","event_payload":{"key":"KEY","part":1,"of":0}}`,
		`{"event_type":"regiebot","event_payload":{"key":"KEY","part":1,"of":-1}}`, `{"event_type":"regiebot","event_payload":{"key":["KEY"],"part":1,"of":1}}`,
		`{"event_type":"regiebot","event_payload":{"key":"KEY","part":1,"of":1e18}}`, `{"event_type":"regiebot","event_payload":null}`,
	} {
		w.last++
		w.there["D1"] = append(w.there["D1"], &stood{Type: "message", TS: "1794700000.00000" + string(rune('0'+w.last%10)), Metadata: []byte(strings.ReplaceAll(meta, "KEY", hashed("k")))})
	}
	if r, there, err := w.slack().Find(t.Context(), toAnouk, "k", time.Time{}); there || err != nil {
		t.Errorf("%+v %v %v", r, there, err)
	}
}
