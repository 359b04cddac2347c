package mattermost

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestMentions(t *testing.T) {
	for text, want := range map[string]bool{
		"@regiebot hulp": true, "@Regiebot: hulp": true, "hulp @REGIEBOT": true, "hulp @regiebot.": true, "hulp, @regiebot?": true,
		"(@regiebot)": true, "> @regiebot hulp": true, "é@regiebot": true, "@regiebot-": true, "@regiebot2 en @regiebot": true, "**@regiebot**": true,
		"": false, "regiebot hulp": false, "@regiebot2": false, "@regiebot-test": false, "@regiebot.nl": false, "@regiebot_x": false,
		"naam@regiebot": false, "@channel": false, "@all": false, "@here": false, "@regie bot": false,
		"typ `@regiebot hulp`": false, "```\n@regiebot hulp\n```": false, "```\n@regiebot hulp": false, "`a` @regiebot `b`": true,
	} {
		if mentions(text, "regiebot") != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	if mentions("@", "") || mentions("hulp", "") {
		t.Error("a bot without a name is mentioned")
	}
}

// inStored is a post of somebody, changed.
func inStored(change func(*stored)) stored {
	p := stored{ID: inPost, ChannelID: inChannel, UserID: inAnouk, Message: "hulp", CreateAt: inMoment.UnixMilli(), Props: map[string]any{}}
	change(&p)
	return p
}

func TestForUs(t *testing.T) {
	as := func(name string, value any) func(*stored) {
		return func(p *stored) { p.Props = map[string]any{name: value}; p.Message = "@regiebot hulp" }
	}
	for _, c := range []struct {
		name   string
		kind   string
		change func(*stored)
		want   bool
	}{
		{"in a direct conversation", direct, func(*stored) {}, true},
		{"in a channel", "O", func(*stored) {}, false},
		{"a mention in a channel", "O", func(p *stored) { p.Message = "@regiebot hulp" }, true},
		{"a mention in a private channel", "P", func(p *stored) { p.Message = "@regiebot hulp" }, true},
		{"in a conversation of several", "G", func(*stored) {}, false},
		{"a mention there", "G", func(p *stored) { p.Message = "@regiebot hulp" }, true},
		{"a reply in a thread", direct, func(p *stored) { p.RootID = inPost }, true},
		{"everybody is mentioned", "O", func(p *stored) { p.Message = "@all @channel @here" }, false},
		{"of the bot itself", direct, func(p *stored) { p.UserID = inBot }, false},
		{"of the server", direct, func(p *stored) { p.Type = "system_join_channel" }, false},
		{"of a plugin, of a kind of its own", direct, func(p *stored) { p.Type = "custom_poll" }, false},
		{"of a webhook", direct, as("from_webhook", "true"), false},
		{"of another bot", direct, as("from_bot", "true"), false},
		{"of another bot, written otherwise", direct, as("from_bot", true), false},
		{"of a plugin", direct, as("from_plugin", "true"), false},
		{"of an app", direct, as("from_oauth_app", "true"), false},
		{"of no webhook", direct, as("from_webhook", "false"), true},
		{"changed", direct, func(p *stored) { p.EditAt = 1 }, true},
		{"taken away", direct, func(p *stored) { p.DeleteAt = 1 }, false},
		{"an id that is a path", direct, func(p *stored) { p.ChannelID = "../users" }, false},
		{"of nobody", direct, func(p *stored) { p.UserID = "" }, false},
		{"without an id", direct, func(p *stored) { p.ID = "" }, false},
	} {
		if got := forUs(inStored(c.change), c.kind, who{ID: inBot, Username: "regiebot"}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// Who handles a post, when it came live or was found afterwards, and what was noted before. A claim
// of another process is left alone for a while, from when this one first saw it: however old the
// post is, it may have been made a moment ago.
func TestClaim(t *testing.T) {
	const old = 20 * time.Minute
	for _, c := range []struct {
		name             string
		missed, answered bool
		age              time.Duration
		before           []string
		want             int
		waits            bool
	}{
		{"live", false, false, 0, nil, 1, false},
		{"live, another process has it", false, false, 0, []string{claimPost}, 0, false},
		{"live, another process has it for long", false, false, old, []string{claimPost}, 0, false},
		{"missed", true, false, old, nil, 1, false},
		{"missed and answered, before a backup was put back", true, true, old, nil, 0, false},
		{"another process was at it, and ended", true, false, 0, []string{claimPost}, 1, true},
		{"another process was at it, long after it was asked", true, false, old, []string{claimPost}, 1, true},
		{"another process answered and ended", true, true, old, []string{claimPost}, 0, false},
		{"another process did it", true, false, old, []string{claimPost, claimAgain}, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, told := &inDatabase{}, 0
			for _, key := range c.before {
				_, _ = d.first(t.Context(), key+inPost)
			}
			cfg, now := inConfig("http://127.0.0.1:1"), inMoment
			cfg.Now = func() time.Time { return now }
			d.use(&cfg)
			m := inMattermost(t, cfg, inbox{told: inTold(func(context.Context, stored, string, string) { told++ })})
			p := heardPost{inStored(func(p *stored) { p.CreateAt = inMoment.Add(-c.age).UnixMilli() }), direct, c.missed, c.answered}
			for _, after := range []time.Duration{0, patience - 1, patience, patience} { // however often it comes here
				now = inMoment.Add(after)
				if err := m.attend(t.Context(), p); errors.Is(err, errElsewhere) != (c.waits && after < patience) || err != nil && !errors.Is(err, errElsewhere) {
					t.Errorf("after %v: %v", after, err)
				}
				if c.waits && after < patience && told > 0 {
					t.Errorf("it was done after %v", after)
				}
			}
			if told != c.want {
				t.Errorf("handled %d times", told)
			}
			if done := d.claims[claimAgain+inPost]; c.want == 1 && !done || !d.claims[claimPost+inPost] {
				t.Error("it is not noted that it was done")
			}
		})
	}
}

func TestAttendWhileTheDatabaseIsAway(t *testing.T) {
	d, told := &inDatabase{fail: errors.New("away")}, 0
	cfg := inConfig("http://127.0.0.1:1")
	d.use(&cfg)
	m := inMattermost(t, cfg, inbox{told: inTold(func(context.Context, stored, string, string) { told++ })})
	p := heardPost{stored: inStored(func(*stored) {}), channelType: direct}
	m.hearPost(p)
	<-m.in.look // it will be looked for
	if told != 0 {
		t.Error("it was handled without a claim")
	}
	d.fail = nil
	p.missed = true
	if err := m.attend(t.Context(), p); err != nil || told != 1 {
		t.Errorf("handled %d times, %v", told, err)
	}
}

// A question of which the answer could not be given is asked once more, by whoever looks for what was
// missed; while it is not known whether it was given, nobody does.
func TestAttendWhenTheAnswerIsLost(t *testing.T) {
	d, told := &inDatabase{}, 0
	var ended []func(bool)
	cfg, now := inConfig("http://127.0.0.1:1"), inMoment
	cfg.Now = func() time.Time { return now }
	d.use(&cfg)
	m := inMattermost(t, cfg, inbox{told: func(_ context.Context, _ stored, _, _ string, end func(bool)) {
		told++
		ended = append(ended, end)
	}})
	p := heardPost{stored: inStored(func(*stored) {}), channelType: direct}
	attend := func(want int, is error) {
		t.Helper()
		if err := m.attend(t.Context(), p); told != want || !errors.Is(err, is) {
			t.Fatalf("told %d times, %v", told, err)
		}
	}
	attend(1, nil)
	p.missed = true
	attend(1, nil)
	if len(m.in.look) != 0 {
		t.Error("it is looked for before it is known")
	}
	ended[0](false)
	ended[0](true) // too late
	if len(m.in.look) != 1 || d.claims[claimAgain+inPost] {
		t.Errorf("%d are to be looked for, claims %v", len(m.in.look), d.claims)
	}
	attend(1, errElsewhere)
	now = now.Add(patience)
	attend(2, nil)
	ended[1](false)
	attend(2, nil) // enough
}

// A while after its answer was lost a question is asked once more, also when nobody could look for it
// before: the server was not there, or the token was no good.
func TestAttendLongAfterTheAnswerIsLost(t *testing.T) {
	d, told := &inDatabase{}, 0
	cfg, now := inConfig("http://127.0.0.1:1"), inMoment
	cfg.Now = func() time.Time { return now }
	d.use(&cfg)
	m := inMattermost(t, cfg, inbox{told: func(_ context.Context, _ stored, _, _ string, end func(bool)) {
		told++
		end(told > 1)
	}})
	p := heardPost{stored: inStored(func(*stored) {}), channelType: direct}
	for range 2 {
		if err := m.attend(t.Context(), p); err != nil {
			t.Error(err)
		}
		now, p.missed = now.Add(patience), true
	}
	if told != 2 {
		t.Errorf("it was told %d times", told)
	}
}

// The server is away at the moment of answering, in one way or another: what was asked is answered
// when it is back, and once.
func TestToldWhileTheServerIsAway(t *testing.T) {
	for name, c := range map[string]struct {
		away  bool
		waits int
	}{
		"in trouble": {false, 0},
		"not there":  {true, 5},
	} {
		t.Run(name, func(t *testing.T) {
			w, d, now := newRestAPI(t), &inDatabase{upTo: time.UnixMilli(restStart).Add(-time.Hour)}, time.UnixMilli(restStart)
			m := w.adapter(d.use, func(c *Config) {
				c.Now = func() time.Time { return now }
				c.Answer = func(context.Context, bot.Request) (bot.Message, error) {
					return bot.Message{Text: "Je agenda is leeg."}, nil
				}
			})
			waits := 0
			m.talk.After = func(_ time.Duration, do func()) { waits++; do() }
			if _, err := m.open(t.Context(), restAnouk); err != nil {
				t.Fatal(err)
			}
			w.write(restAnouk, restDirect(restAnouk), "agenda", nil)
			p := heardPost{stored: w.read(restDirect(restAnouk))[0], channelType: direct}
			there := m.rest.http.Transport
			if w.breaks(func(*http.Request, string) http.HandlerFunc { return httpStatus(503) }); c.away {
				m.rest.http.Transport = nobodyThere{}
			}
			if err := errors.Join(m.attend(t.Context(), p), m.Finish(t.Context())); err != nil || len(m.in.look) != 1 || waits != c.waits {
				t.Fatalf("%v, %d are to be looked for, it waited %d times", err, len(m.in.look), waits)
			}
			m.rest.http.Transport = there
			w.breaks(nil)
			p.missed = true
			if err := m.attend(t.Context(), p); !errors.Is(err, errElsewhere) {
				t.Error(err)
			}
			now = now.Add(patience)
			if err := errors.Join(m.attend(t.Context(), p), m.attend(t.Context(), p), m.Finish(t.Context())); err != nil {
				t.Error(err)
			}
			if got := toldIn(w, restDirect(restAnouk)); strings.Count(got, "leeg") != 1 {
				t.Errorf("it says %s", got)
			}
		})
	}
}

// nobodyThere is a network without the server.
type nobodyThere struct{}

func (nobodyThere) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Err: errors.New("refused")}
}

func TestAttendSurvivesAPanic(t *testing.T) {
	var got stored
	m := inMattermost(t, inConfig("http://127.0.0.1:1"), inbox{told: inTold(func(_ context.Context, p stored, _, _ string) { got = p; panic("geheim") })})
	p := heardPost{stored: inStored(func(p *stored) { p.Message = "a\x00b" }), channelType: direct}
	if err := m.attend(t.Context(), p); err != nil || got.Message != "a\x00b" {
		t.Errorf("got %q, %v", got.Message, err)
	}
}

// What one person says in one conversation is done in its order; nobody else waits for it.
func TestHearPostInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var done []string
		d := &inDatabase{}
		cfg := inConfig("http://127.0.0.1:1")
		d.use(&cfg)
		m := inMattermost(t, cfg, inbox{told: inTold(func(_ context.Context, p stored, _, id string) {
			if p.UserID == inAnouk && id == inID("a", 1) {
				time.Sleep(time.Second) // the database
			}
			mu.Lock()
			defer mu.Unlock()
			done = append(done, id)
		})})
		for n, user := range []string{inAnouk, inAnouk, inID("u", 1)} {
			m.hearPost(heardPost{stored: inStored(func(p *stored) { p.ID, p.UserID = inID("a", n+1), user }), channelType: direct})
		}
		m.in.drain(time.Minute)
		if !slices.Equal(done, []string{inID("a", 3), inID("a", 1), inID("a", 2)}) {
			t.Errorf("done %v", done)
		}
	})
}

// What there is no room for is looked for later, and not claimed meanwhile.
func TestHearPostAfterTheEnd(t *testing.T) {
	d := &inDatabase{}
	cfg := inConfig("http://127.0.0.1:1")
	d.use(&cfg)
	m := inMattermost(t, cfg, inbox{})
	m.in.drain(0)
	m.hearPost(heardPost{stored: inStored(func(*stored) {}), channelType: direct})
	if len(m.in.look) != 1 || len(d.claims) != 0 {
		t.Errorf("%d are to be looked for, claims %v", len(m.in.look), d.claims)
	}
}
