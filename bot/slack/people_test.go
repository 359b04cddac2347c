package slack

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestPerson(t *testing.T) {
	w := newWebAPI(t)
	user := func(fields map[string]any) map[string]any {
		all := map[string]any{"id": "U3", "team_id": "T1", "name": "chris"}
		for k, v := range fields {
			all[k] = v
		}
		return all
	}
	for name, test := range map[string]struct {
		fields map[string]any
		want   person
	}{
		"ordinary":             {nil, person{Name: "chris"}},
		"with a name":          {map[string]any{"real_name": "Chris Smit", "tz": "Europe/London"}, person{Name: "Chris Smit"}},
		"with a profile":       {map[string]any{"profile": map[string]any{"display_name": " ", "real_name": "Chris", "email": "c@voorbeeld.nl"}}, person{Name: "Chris"}},
		"closed":               {map[string]any{"deleted": true}, person{Name: "chris", Deleted: true}},
		"guest":                {map[string]any{"is_restricted": true}, person{Name: "chris", Guest: true}},
		"guest of one channel": {map[string]any{"is_restricted": true, "is_ultra_restricted": true}, person{Name: "chris", Guest: true}},
		"app":                  {map[string]any{"is_bot": true}, person{Name: "chris", Bot: true}},
		"stranger":             {map[string]any{"is_stranger": true}, person{Name: "chris", Outside: true}},
		"of another workspace": {map[string]any{"team_id": "T2"}, person{Name: "chris", Outside: true}},
		"in more workspaces":   {map[string]any{"team_id": "T2", "enterprise_user": map[string]any{"id": "W1", "teams": []string{"T2", "T1"}}}, person{Name: "chris"}},
		"in other workspaces":  {map[string]any{"team_id": "T2", "enterprise_user": map[string]any{"id": "W1", "teams": []string{"T2"}}}, person{Name: "chris", Outside: true}},
	} {
		t.Run(name, func(t *testing.T) {
			w.users["U3"] = user(test.fields)
			if got, err := w.slack().person(t.Context(), "U3"); err != nil || got != test.want {
				t.Errorf("%+v %v, want %+v", got, err, test.want)
			}
		})
	}
}

func TestPersonIsAskedOnce(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	for range 5 {
		if p, err := s.person(t.Context(), "U1"); err != nil || p.Name != "Anouk" {
			t.Fatalf("%+v %v", p, err)
		}
	}
	if w.called("users.info") != 1 || w.called("auth.test") != 1 {
		t.Errorf("asked %v", w.calls)
	}
}

func TestPersonThatSlackDoesNotTell(t *testing.T) {
	for name, test := range map[string]struct {
		wrong http.HandlerFunc
		want  verdict
	}{
		"unknown": {failing("user_not_found"), verdict{certain: true, why: bot.Unreachable}},
		"500":     {httpStatus(500), verdict{certain: true}},
		"429":     {limited("3"), verdict{true, bot.Busy, 3 * time.Second, false}},
		"nothing": {answering(`{"ok":true}`), verdict{certain: true}},
		"another": {answering(`{"ok":true,"user":{"id":"U9"}}`), verdict{certain: true}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWebAPI(t)
			s := w.slack()
			w.breaks(on("users.info", 0, 1, test.wrong))
			if _, err := s.person(t.Context(), "U1"); verdictOf(err) != test.want {
				t.Errorf("%v", err)
			}
			if p, err := s.person(t.Context(), "U1"); err != nil || p.Name != "Anouk" {
				t.Errorf("the next time: %+v %v", p, err)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	w := newWebAPI(t)
	for name, test := range map[string]struct {
		id    string
		room  map[string]any
		want  bot.Place
		known bool
	}{
		"public":             {"C2", map[string]any{"is_channel": true}, bot.Place{ID: "C2"}, true},
		"private":            {"C2", map[string]any{"is_private": true}, bot.Place{ID: "C2"}, true},
		"of several people":  {"G2", map[string]any{"is_mpim": true, "is_private": true}, bot.Place{ID: "G2"}, true},
		"shared":             {"C2", map[string]any{"is_ext_shared": true, "is_shared": true}, bot.Place{ID: "C2", Outside: true}, true},
		"about to be shared": {"C2", map[string]any{"is_pending_ext_shared": true}, bot.Place{ID: "C2", Outside: true}, true},
		"of more workspaces": {"C2", map[string]any{"is_org_shared": true}, bot.Place{ID: "C2", Outside: true}, true},
		"unknown":            {"C9", nil, bot.Place{ID: "C9", Unknown: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			delete(w.rooms, test.id)
			if test.room != nil {
				test.room["id"] = test.id
				w.rooms[test.id] = test.room
			}
			got, err := w.slack().place(t.Context(), test.id)
			if got != test.want || (err == nil) != test.known {
				t.Errorf("%+v %v, want %+v", got, err, test.want)
			}
		})
	}
}

func TestPlaceThatSlackDoesNotTell(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	for name, wrong := range map[string]http.HandlerFunc{"500": httpStatus(500), "cut": hangUp, "nothing": answering(`{"ok":true}`), "half": answering(`{"ok":tr`)} {
		w.breaks(on("conversations.info", 0, 1, wrong))
		if p, err := s.place(t.Context(), "C1"); err == nil || p != (bot.Place{ID: "C1", Unknown: true}) {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
	for range 3 {
		if p, err := s.place(t.Context(), "C1"); err != nil || p != (bot.Place{ID: "C1"}) {
			t.Errorf("%+v %v", p, err)
		}
	}
	if n := w.called("conversations.info"); n != 5 {
		t.Errorf("asked %d times", n)
	}
}

func TestSelf(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	who, err := s.Self(t.Context())
	if err != nil || who.TeamID != "T1" || who.UserID != "U0" || !slices.Equal(who.Scopes, []string{"chat:write", "im:history"}) {
		t.Errorf("%+v %v", who, err)
	}
	for name, wrong := range map[string]http.HandlerFunc{"revoked": failing("token_revoked"), "500": httpStatus(500), "nothing": answering(`{"ok":true}`)} {
		w.breaks(on("auth.test", 0, 1, wrong))
		if _, err := s.Self(t.Context()); verdictOf(err) != (verdict{certain: true}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenIsAskedOnce(t *testing.T) {
	w := newWebAPI(t)
	s := w.slack()
	for range 3 {
		if channel, err := s.open(t.Context(), "U2"); err != nil || channel != "D2" {
			t.Errorf("%s %v", channel, err)
		}
	}
	if n := w.called("conversations.open"); n != 1 {
		t.Errorf("asked %d times", n)
	}
}
