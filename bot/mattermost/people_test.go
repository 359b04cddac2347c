package mattermost

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// logged makes the log readable.
func logged(into *strings.Builder) func(*Config) {
	return func(c *Config) { c.Log = slog.New(slog.NewTextHandler(into, nil)) }
}

func TestPerson(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	all := map[string]person{
		"anouk":  {Name: "anouk"},
		"gast":   {Name: "gast", Guest: true},
		"weg":    {Name: "weg", Deleted: true},
		"buiten": {Name: "buiten", Outside: true},
		"robot":  {Name: "robot", Bot: true},
	}
	w.users[idOf("gast")] = account{ID: idOf("gast"), Username: "gast", Roles: "system_guest"}
	w.users[idOf("weg")] = account{ID: idOf("weg"), Username: "weg", DeleteAt: 1, Roles: "system_user"}
	w.users[idOf("buiten")] = account{ID: idOf("buiten"), Username: "buiten", RemoteID: "r1", Roles: "system_user"}
	w.users[idOf("robot")] = account{ID: idOf("robot"), Username: "robot", IsBot: true, Roles: "system_user"}
	for name, want := range all {
		for range 2 {
			if p, err := m.person(t.Context(), idOf(name)); err != nil || p != want {
				t.Errorf("%s: %+v %v", name, p, err)
			}
		}
		if n := w.called("GET /users/" + idOf(name)); n != 1 {
			t.Errorf("%s was asked for %d times", name, n)
		}
	}
	for _, id := range []string{"", "me", "../users/me", strings.ToUpper(restAnouk), restAnouk + "?"} {
		if _, err := m.person(t.Context(), id); verdictOf(err).why != bot.Unreachable {
			t.Errorf("%q: %v", id, err)
		}
	}
	if _, err := m.person(t.Context(), idOf("zoek")); !missing(err) || notSent(err) == nil {
		t.Errorf("nobody: %v", err)
	}
}

func TestSelfIsAskedOnce(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	w.breaks(on("GET /users/me", 0, 1, answering(`{}`)))
	if _, err := m.self(t.Context()); notSent(err) == nil {
		t.Errorf("%v", err)
	}
	for range 3 {
		if me, err := m.self(t.Context()); err != nil || me != (who{restBot, "regiebot"}) {
			t.Errorf("%+v %v", me, err)
		}
	}
	if n := w.called("GET /users/me"); n != 2 {
		t.Errorf("%d times", n)
	}
}

func TestPlace(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	own, err := m.open(t.Context(), restAnouk)
	if err != nil {
		t.Fatal(err)
	}
	others, few := idOf("others"), idOf("few")
	w.rooms[others] = room{ID: others, Type: "D", Name: restAnouk + "__" + restBram}
	w.rooms[few] = room{ID: few, Type: "G", Name: "abc"}
	w.rooms[idOf("guests")] = room{ID: idOf("guests"), Type: "P"}
	w.guest[idOf("guests")] = 1
	w.rooms[idOf("named")] = room{ID: idOf("named"), Type: "P", Name: restBot + "__" + restAnouk}
	tests := map[string]bot.Place{
		own:            {ID: own, Private: true},
		others:         {ID: others},
		few:            {ID: few},
		restTeam:       {ID: restTeam},
		restRoom:       {ID: restRoom},
		idOf("guests"): {ID: idOf("guests"), Outside: true},
		idOf("shared"): {ID: idOf("shared"), Outside: true},
		idOf("named"):  {ID: idOf("named")},
	}
	for id, want := range tests {
		for range 2 {
			if p, err := m.place(t.Context(), id); err != nil || p != want {
				t.Errorf("%s: %+v %v", id, p, err)
			}
		}
		if n := w.called("GET /channels/" + id); n != 1 {
			t.Errorf("%s was asked for %d times", id, n)
		}
	}
}

func TestPlaceThatNobodyKnows(t *testing.T) {
	tests := []struct{ name, id string }{{"not in it", restNone}, {"no id", "../users/me"}, {"empty", ""}}
	w := newRestAPI(t)
	m := w.adapter()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if p, err := m.place(t.Context(), test.id); p != (bot.Place{ID: test.id, Unknown: true}) || notSent(err) == nil {
				t.Errorf("%+v %v", p, err)
			}
		})
	}
	for name, wrong := range map[string]http.HandlerFunc{
		"500": httpStatus(500), "another": answering(`{"channel_id":"` + restRoom + `","guest_count":0}`), "nothing": answering(`{}`), "403": refusing(403, idPermission),
	} {
		t.Run("guests: "+name, func(t *testing.T) {
			w.breaks(on("GET /channels/"+restTeam+"/stats", 0, 1, wrong))
			if p, err := m.place(t.Context(), restTeam); p != (bot.Place{ID: restTeam, Unknown: true}) || notSent(err) == nil {
				t.Errorf("%+v %v", p, err)
			}
		})
	}
}

func TestServerVersion(t *testing.T) {
	for id, want := range map[string]version{
		"11.6.0.12345.abc.false": {11, 6}, "5.37.10.5.37.10.x.true": {5, 37}, "10.11": {10, 11},
	} {
		w := newRestAPI(t)
		m := w.adapter()
		w.head.Set("X-Version-Id", id)
		if m.serverHas(featureForm) {
			t.Error("it knows before it was told")
		}
		if v, err := m.server(t.Context()); err != nil || v != want {
			t.Errorf("%s: %v %v", id, v, err)
		}
		if got := m.serverHas(featureForm); got != (want == version{11, 6}) {
			t.Errorf("%s takes forms: %v", id, got)
		}
		if v, err := m.server(t.Context()); err != nil || v != want || w.called("GET /system/ping") != 1 {
			t.Errorf("%s again: %v %v", id, v, err)
		}
	}
	for _, id := range []string{"", "11", "x.y", "-1.5", "0.1", "5.-2"} {
		w := newRestAPI(t)
		w.head.Set("X-Version-Id", id)
		if v, err := w.adapter().server(t.Context()); notSent(err) == nil {
			t.Errorf("%q: %v", id, v)
		}
	}
	if !(version{12, 0}).least(11, 6) || (version{5, 37}).least(11, 6) || !(version{11, 6}).least(11, 6) || (version{11, 5}).least(11, 6) {
		t.Error("versions are not in order")
	}
}
