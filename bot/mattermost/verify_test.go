package mattermost

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestTokens(t *testing.T) {
	k := newTokens([]string{"given", ""})
	k.put("t1", []string{"one", "two", ""})
	k.put("t2", []string{"three"})
	for token, want := range map[string]bool{"given": true, "one": true, "two": true, "three": true, "": false, "four": false, "ONE": false, "on": false} {
		if k.has(token) != want {
			t.Errorf("%q: %v", token, !want)
		}
	}
	k.put("t1", []string{"new"})
	if k.has("one") || !k.has("new") || !k.has("three") || !k.has("given") {
		t.Error("a token that the server changed still holds, or another does not")
	}
}

func TestTokensNone(t *testing.T) {
	for _, c := range []struct {
		given, read []string
		want        bool
	}{{nil, nil, true}, {[]string{""}, []string{""}, true}, {[]string{"x"}, nil, false}, {nil, []string{"x"}, false}} {
		k := newTokens(c.given)
		if k.put("t1", c.read); k.none() != c.want {
			t.Errorf("%v and %v: %v", c.given, c.read, k.none())
		}
	}
}

func TestTokensAreAskedForAtMostOnceAMinute(t *testing.T) {
	k := newTokens(nil)
	asked := 0
	at := time.Unix(1794700000, 0)
	ask := func(context.Context) error { asked++; k.put("t1", []string{"new"}); return nil }
	for _, c := range []struct {
		token string
		after time.Duration
		want  bool
		asked int
	}{
		{"odd", 0, false, 1}, {"new", 0, true, 1}, {"odd", askAgain - 1, false, 1}, {"odd", askAgain, false, 2}, {"odd", askAgain + 1, false, 2},
	} {
		if got := k.refresh(t.Context(), c.token, at.Add(c.after), ask); (got == nil) != c.want || got != nil && !errors.Is(got, errToken) || asked != c.asked {
			t.Errorf("%q after %v: %v, asked %d times", c.token, c.after, got, asked)
		}
	}
}

// A server that does not say is asked again soon, and meanwhile nobody hears that a token is wrong.
func TestTokensWhenTheServerDoesNotSay(t *testing.T) {
	k := newTokens(nil)
	asked := 0
	at := time.Unix(1794700000, 0)
	ask := func(context.Context) error {
		if asked++; asked < 3 {
			return errors.New("away")
		}
		k.put("t1", []string{"new"})
		return nil
	}
	for _, c := range []struct {
		token string
		after time.Duration
		want  error
		asked int
	}{
		{"new", 0, errUnsure, 1},
		{"new", askFailed - 1, errUnsure, 1},
		{"odd", askFailed, errUnsure, 2},
		{"new", 2 * askFailed, nil, 3},
		{"odd", 3 * askFailed, errToken, 3},
		{"odd", 2*askFailed + askAgain, errToken, 4},
	} {
		if got := k.refresh(t.Context(), c.token, at.Add(c.after), ask); !errors.Is(got, c.want) || asked != c.asked {
			t.Errorf("%q after %v: %v, asked %d times", c.token, c.after, got, asked)
		}
	}
}

// A server that does not answer holds up nobody for longer than an answer may take, and who comes
// at the same time waits for what the first one hears.
func TestTokensWhileTheServerIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTokens(nil)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if k.refresh(t.Context(), "new", time.Now(), func(context.Context) error {
					time.Sleep(time.Second)
					k.put("t1", []string{"new"})
					return nil
				}) != nil {
					t.Error("it was not waited for")
				}
			})
		}
		all.Wait()
		begin := time.Now()
		for range 20 {
			all.Go(func() {
				if err := k.refresh(t.Context(), "odd", begin.Add(time.Hour), func(ctx context.Context) error {
					<-ctx.Done()
					return ctx.Err()
				}); !errors.Is(err, errUnsure) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(begin); took != askTime {
			t.Errorf("it took %v", took)
		}
	})
}

func TestTrusted(t *testing.T) {
	cfg := inConfig("http://127.0.0.1:1")
	cfg.CommandTokens = []string{inToken}
	m := inMattermost(t, cfg, inbox{})
	for _, c := range []struct {
		name, header, body string
		want               bool
	}{
		{"in the header", "Token " + inToken, "", true},
		{"in the body, of an older server", "", inToken, true},
		{"in both", "Token " + inToken, inToken, true},
		{"the header goes first", "Token x", inToken, false},
		{"another kind of header", "Bearer x", inToken, true},
		{"none", "", "", false},
		{"an empty header", "Token ", "", false},
		{"another", "", "kkkkkkkkkkkkkkkkkkkkkkkkk2", false},
	} {
		if got := m.trusted(t.Context(), http.Header{"Authorization": {c.header}}, c.body) == nil; got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
