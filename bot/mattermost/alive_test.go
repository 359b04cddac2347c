package mattermost

import (
	"testing"
	"time"
)

func TestAlive(t *testing.T) {
	at := func(minute int) time.Time { return inMoment.Add(time.Duration(minute) * time.Minute) }
	m := inMattermost(t, inConfig("http://127.0.0.1:1"), inbox{})
	a := m.in.alive
	for _, c := range []struct {
		name string
		do   func()
		want Status
	}{
		{"at first", func() {}, Status{Since: at(0), Problem: "commands: no_token"}},
		{"the bot may read no tokens", func() { a.enlist(notAllowed) }, Status{Since: at(0), Problem: "commands: not_allowed"}},
		{"a token is known", func() { m.in.tokens.put("t", []string{"x"}) }, Status{Since: at(0)}},
		{"no websocket", func() { a.failed("timeout") }, Status{Since: at(0), Problem: "timeout"}},
		{"one", func() { a.up(at(1)) }, Status{Connected: true, Since: at(1), LastHeard: at(1)}},
		{"a sign", func() { a.heard(at(2)) }, Status{Connected: true, Since: at(1), LastHeard: at(2)}},
		{"the token of the bot is no good any more", func() { m.rest.dead.Store(true) }, Status{Connected: true, Since: at(1), LastHeard: at(2), Problem: "bot token: invalid_token"}},
		{"it is", func() { m.rest.dead.Store(false) }, Status{Connected: true, Since: at(1), LastHeard: at(2)}},
		{"it goes", func() { a.down(at(3), "silent") }, Status{Since: at(3), LastHeard: at(2), Problem: "silent"}},
		{"and does not come back", func() { a.failed("status 503") }, Status{Since: at(3), LastHeard: at(2), Problem: "status 503"}},
		{"it comes back", func() { a.up(at(4)) }, Status{Connected: true, Since: at(4), LastHeard: at(4)}},
	} {
		if c.do(); m.Status() != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, m.Status(), c.want)
		}
	}
}
