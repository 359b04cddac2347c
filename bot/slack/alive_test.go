package slack

import (
	"testing"
	"time"
)

func TestAlive(t *testing.T) {
	at := func(minute int) time.Time { return exampleMoment.Add(time.Duration(minute) * time.Minute) }
	a := newAlive(true, at(0))
	for _, c := range []struct {
		name string
		do   func()
		want Status
	}{
		{"at first", func() {}, Status{Socket: true, Since: at(0)}},
		{"no socket", func() { a.failed("invalid_auth") }, Status{Socket: true, Since: at(0), Problem: "invalid_auth"}},
		{"one", func() { a.up(at(1)) }, Status{Socket: true, Connected: true, Since: at(1)}},
		{"a sign", func() { a.heard(at(2)) }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2)}},
		{"no second", func() { a.failed("timeout") }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2), Problem: "timeout"}},
		{"a second", func() { a.up(at(3)) }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2)}},
		{"the first goes", func() { a.down(at(4), "closed") }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2)}},
		{"a wrong token", func() { a.bot("invalid_auth") }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2), Problem: "bot token: invalid_auth"}},
		{"another app as well", func() { a.app("another_app") }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2), Problem: "app: another_app"}},
		{"the same app", func() { a.app("") }, Status{Socket: true, Connected: true, Since: at(1), LastHeard: at(2), Problem: "bot token: invalid_auth"}},
		{"the second goes", func() { a.down(at(5), "silent") }, Status{Socket: true, Since: at(5), LastHeard: at(2), Problem: "silent"}},
		{"a good token", func() { a.bot("") }, Status{Socket: true, Since: at(5), LastHeard: at(2), Problem: "silent"}},
	} {
		if c.do(); a.status() != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, a.status(), c.want)
		}
	}
}
