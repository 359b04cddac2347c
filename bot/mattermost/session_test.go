package mattermost

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// onStill runs a test with an adapter that answers everything, and waits for nothing. Its clock is
// later; it asks on the connection every ping.
func onStill(t *testing.T, ping time.Duration, test func(t *testing.T, w *whole, later *atomic.Int64)) {
	t.Helper()
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			var later atomic.Int64
			w := stillWhole(t, version, func(cfg *Config) {
				cfg.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
				cfg.Answer = func(_ context.Context, req bot.Request) (bot.Message, error) {
					return bot.Message{Text: "Gehoord: " + req.Line}, nil
				}
			})
			w.m.in.tempo = inBrisk
			w.m.in.tempo.Ping = ping
			unhurried(w.m)
			if err := w.m.cfg.Note(t.Context(), time.Now()); err != nil {
				t.Fatal(err)
			}
			w.run(t)
			test(t, w, &later)
			w.clean(t)
		})
	}
}

// TestAConnectionThatLostItsSession: the server keeps the connection open, answers pings, and tells
// nothing any more; nobody asks anything of the API meanwhile.
func TestAConnectionThatLostItsSession(t *testing.T) {
	for name, harm := range map[string]func(w *whole) (mend func()){
		"the bot was off for a moment": func(w *whole) func() {
			w.Deactivate(w.BotID, true)
			return func() { w.Deactivate(w.BotID, false) }
		},
		"the token did nothing for a moment": func(w *whole) func() {
			restore := w.Revoke()
			w.Join(w.team, w.BotID)
			return restore
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStill(t, inBrisk.Ping, func(t *testing.T, w *whole, _ *atomic.Int64) {
				mend := harm(w)
				w.Say(w.anouk, w.dm, "", "meanwhile")
				mend()
				if !w.Until(w.answers("Gehoord: meanwhile")) {
					t.Fatalf("what was said meanwhile is missed, status %+v:\n%s", w.m.Status(), w.Shown(w.anouk, ""))
				}
				w.connected(t)
				w.Say(w.anouk, w.dm, "", "afterwards")
				if !w.Until(w.answers("Gehoord: afterwards")) {
					t.Errorf("nothing is heard any more, status %+v", w.m.Status())
				}
			})
		})
	}
}

// TestATokenThatIsSwitchedOff: events still come, and the server says that the token is no good to who
// asks on the connection; nobody asks anything of the API meanwhile.
func TestATokenThatIsSwitchedOff(t *testing.T) {
	onStill(t, inBrisk.Ping, func(t *testing.T, w *whole, _ *atomic.Int64) {
		restore := w.Revoke()
		if !w.Until(func() bool { s := w.m.Status(); return !s.Connected && s.Problem == "bot token: "+invalidToken }) {
			t.Fatalf("it is not noticed: %+v", w.m.Status())
		}
		restore()
		if !w.Until(func() bool { s := w.m.Status(); return s.Connected && s.Problem == "" }) {
			t.Errorf("it is not ready again: %+v", w.m.Status())
		}
	})
}

// TestAQuestionWithADeadToken: its answer cannot be given. When the token works again it is, once,
// and nobody has to ask again.
func TestAQuestionWithADeadToken(t *testing.T) {
	onStill(t, time.Hour, func(t *testing.T, w *whole, later *atomic.Int64) {
		restore := w.Revoke()
		w.Say(w.anouk, w.dm, "", "dead")
		if !w.Until(func() bool { return !w.m.Status().Connected && w.m.tokenDead() }) {
			t.Fatalf("the connection stays: %+v", w.m.Status())
		}
		restore()
		answered := w.answers("Gehoord: dead")
		if !w.Until(func() bool { later.Add(int64(time.Second)); return answered() }) {
			t.Errorf("it is not answered, status %+v:\n%s", w.m.Status(), w.Shown(w.anouk, ""))
		}
		if !w.Until(func() bool { s := w.m.Status(); return s.Connected && s.Problem == "" }) {
			t.Errorf("it is not ready again: %+v", w.m.Status())
		}
		if n := strings.Count(w.Shown(w.anouk, ""), "Gehoord:"); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

// TestABotThatIsAppointed: who becomes the administrator of a team puts its commands in order at once.
func TestABotThatIsAppointed(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			w := stillWhole(t, version, func(cfg *Config) {
				cfg.Teams, cfg.Commands = []string{"voorbeeldstad"}, []Command{{Name: "hulp", Short: "Uitleg", Usage: "casus"}}
			})
			w.m.in.tempo = inBrisk
			w.run(t)
			there := func() bool { return w.Command(w.anouk, w.dm, "", "/hulp").Status == 0 }
			if !w.Until(func() bool { return w.m.in.alive.enlisted() == notAllowed }) || there() {
				t.Fatal("the bot may do it before")
			}
			w.Appoint(w.team, w.BotID)
			if !w.Until(there) {
				t.Error("the command is not there")
			}
			w.clean(t)
		})
	}
}

// TestIsMember: nobody else is the bot, and what cannot be read is nobody.
func TestIsMember(t *testing.T) {
	for text, want := range map[string]bool{
		`"{\"user_id\":\"` + inBot + `\",\"roles\":\"team_user\"}"`: true, `"{\"user_id\":\"` + inAnouk + `\"}"`: false,
		`"{"`: false, `{"user_id":"` + inBot + `"}`: false, `null`: false,
	} {
		var e event
		e.Data.Member = []byte(text)
		if got := e.isMember(who{ID: inBot}); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
