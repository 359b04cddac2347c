package mattermost

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// whole is the adapter at work on a server of the tests.
type whole struct {
	*mattermosttest.Server
	anouk, team, room, dm string
	m                     *Mattermost
}

func newWhole(t *testing.T, version string, change func(*Config)) *whole {
	w := stillWhole(t, version, change)
	w.run(t)
	return w
}

// stillWhole is the adapter before it is at work.
func stillWhole(t *testing.T, version string, change func(*Config)) *whole {
	w := &whole{Server: mattermosttest.New(t, mattermosttest.Options{Version: version})}
	w.anouk = w.AddUser("anouk")
	w.team = w.AddTeam("voorbeeldstad", w.anouk)
	w.room = w.AddChannel(w.team, "jeugd-noord", "P", w.anouk, w.BotID)
	w.dm = w.DM(w.anouk)
	var handler http.Handler
	program := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	t.Cleanup(program.Close)
	cfg := contractConfig(w.Server, map[bot.Address]string{{Member: "anouk"}: w.anouk})
	cfg.PublicURL, cfg.CommandTokens = program.URL, []string{w.AddCommand(w.team, "casus", program.URL+PathCommand)}
	cfg.Commands = []Command{{Name: "casus"}}
	if change != nil {
		change(&cfg)
	}
	m, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.m, handler = m, m.Handler()
	return w
}

// run puts the adapter to work.
func (w *whole) run(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.m.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	w.connected(t)
}

func (w *whole) connected(t *testing.T) {
	t.Helper()
	if !w.Until(func() bool { return w.Connected(w.BotID) > 0 && w.m.Status().Connected }) {
		t.Fatal("the websocket does not open")
	}
}

func (w *whole) answers(text string) func() bool {
	return func() bool { return strings.Contains(w.Shown(w.anouk, ""), text) }
}

func (w *whole) clean(t *testing.T) {
	t.Helper()
	if problems := w.Problems(); len(problems) > 0 {
		t.Errorf("the server has problems: %q", problems)
	}
}

// TestWhatWasSaidMeanwhileIsHeardOnce breaks the websocket, and lets the server restart, while
// somebody says something.
func TestWhatWasSaidMeanwhileIsHeardOnce(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			start := time.Now()
			w := newWhole(t, version, func(cfg *Config) {
				cfg.Answer = func(_ context.Context, req bot.Request) (bot.Message, error) {
					return bot.Message{Text: "Gehoord: " + req.Line}, nil
				}
			})
			if err := w.m.cfg.Note(t.Context(), start); err != nil {
				t.Fatal(err)
			}
			w.Say(w.anouk, w.dm, "", "eerst")
			if !w.Until(w.answers("Gehoord: eerst")) {
				t.Fatalf("not heard:\n%s", w.Shown(w.anouk, ""))
			}
			w.Stop()
			w.Say(w.anouk, w.dm, "", "terwijl hij uit staat")
			w.Say(w.anouk, w.room, "", "@regiebot en hier")
			w.Start()
			w.connected(t)
			for _, want := range []string{"Gehoord: terwijl hij uit staat", "Gehoord: en hier"} {
				if !w.Until(w.answers(want)) {
					t.Errorf("%q is missed:\n%s", want, w.Shown(w.anouk, ""))
				}
			}
			w.Say(w.anouk, w.dm, "", "daarna")
			if !w.Until(w.answers("Gehoord: daarna")) {
				t.Error("not heard after the restart")
			}
			if n := strings.Count(w.Shown(w.anouk, ""), "Gehoord:"); n != 4 {
				t.Errorf("%d answers to 4 posts:\n%s", n, w.Shown(w.anouk, ""))
			}
			w.clean(t)
		})
	}
}

// telling is a program that counts what it is asked, and answers with a button and a menu, or
// a form.
func telling(heard chan<- bot.Request, said bot.Message) func(*Config) {
	return func(cfg *Config) {
		seal := func(data []byte) []byte {
			sum := sha256.Sum256(append([]byte("geheim"), data...))
			return sum[:16]
		}
		cfg.Tickets = bot.Tickets{Platform: Platform, MAC: seal, Check: func(mac, data []byte) bool { return string(mac) == string(seal(data)) }}
		cfg.Answer = func(_ context.Context, req bot.Request) (bot.Message, error) {
			if !req.Unasked && !req.Partial {
				heard <- req
			}
			if req.Line == "casus" || req.Line == "casus nieuw" && req.Fields == nil {
				return said, nil
			}
			return bot.Message{Text: "Gedaan: " + req.Line}, nil
		}
	}
}

func onBoth(t *testing.T, said bot.Message, test func(*testing.T, *whole, chan bot.Request)) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			heard := make(chan bot.Request, 100)
			w := newWhole(t, version, telling(heard, said))
			test(t, w, heard)
			if err := w.m.Finish(t.Context()); err != nil {
				t.Error(err)
			}
			w.clean(t)
		})
	}
}

// TestThreePressesAtOnceOnAServer presses a button three times before there is an answer.
func TestThreePressesAtOnceOnAServer(t *testing.T) {
	said := bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Sluiten", Line: "casus sluit"}}}
	onBoth(t, said, func(t *testing.T, w *whole, heard chan bot.Request) {
		r := w.Command(w.anouk, w.dm, "", "/casus")
		if len(r.Posts) != 1 || len(r.Posts[0].Actions()) != 1 {
			t.Fatalf("shown: %+v", r)
		}
		<-heard
		var presses sync.WaitGroup
		for range 3 {
			presses.Go(func() { w.Press(w.anouk, r.Posts[0].ID, "Sluiten") })
		}
		presses.Wait()
		close(heard)
		ids := map[string]bool{}
		for req := range heard {
			ids[req.ID] = true
		}
		if len(ids) != 1 {
			t.Errorf("three presses are %d: %v", len(ids), ids)
		}
	})
}

// TestWhatWasNotOfferedDoesNothing sends what no client sends: a choice that is not in the
// menu, a button or a form of somebody else, a state that was made up.
func TestWhatWasNotOfferedDoesNothing(t *testing.T) {
	said := bot.Message{Text: "Kies", Form: &bot.Form{Title: "Casus nieuw", Line: "casus nieuw", Fields: []bot.Field{{Name: "naam", Label: "Naam", Kind: bot.KindLine}}}}
	for i := range 12 {
		said.Buttons = append(said.Buttons, bot.Button{Label: fmt.Sprint("Keuze ", i), Line: fmt.Sprint("casus toon ", i)})
	}
	onBoth(t, said, func(t *testing.T, w *whole, heard chan bot.Request) {
		bram := w.AddUser("bram")
		w.Join(w.team, bram)
		w.Join(w.room, bram)
		r := w.Command(w.anouk, w.room, "", "/casus")
		<-heard
		d := w.Dialog(w.anouk)
		if d == nil || len(r.Posts) != 1 || len(r.Posts[0].Actions()) != 1 {
			t.Fatalf("shown: %+v", r)
		}
		p, menu := r.Posts[0], r.Posts[0].Actions()[0]
		dialog := w.m.cfg.callback(PathDialog)
		for name, do := range map[string]func() mattermosttest.Result{
			"a choice that was not offered": func() mattermosttest.Result { return w.PressRaw(w.anouk, p, menu, "casus sluit") },
			"a choice of somebody else":     func() mattermosttest.Result { return w.PressRaw(bram, p, menu, menu.Options[0].Value) },
			"the form of somebody else": func() mattermosttest.Result {
				return w.SubmitRaw(bram, w.room, dialog, map[string]any{"callback_id": d.CallbackID, "state": d.State, "submission": map[string]any{"naam": "x"}})
			},
			"a state that was made up": func() mattermosttest.Result {
				return w.SubmitRaw(w.anouk, w.room, dialog, map[string]any{"callback_id": d.CallbackID, "state": "casus nieuw", "submission": map[string]any{"naam": "x"}})
			},
			"a form that is a choice": func() mattermosttest.Result {
				return w.SubmitRaw(w.anouk, w.room, dialog, map[string]any{"callback_id": d.CallbackID, "state": menu.Options[0].Value, "submission": map[string]any{"naam": "x"}})
			},
			"a choice that is a form": func() mattermosttest.Result { return w.PressRaw(w.anouk, p, menu, d.State) },
		} {
			if r := do(); r.Status != 0 {
				t.Errorf("%s gives %d: people see nothing but an error", name, r.Status)
			}
			if len(heard) > 0 {
				t.Errorf("%s did %+v", name, <-heard)
			}
		}
		if r := w.PressRaw(w.anouk, p, menu, menu.Options[3].Value); r.Status != 0 || len(heard) != 1 {
			t.Errorf("what was offered does nothing: %+v", r)
		}
	})
}

// TestAServerThatAnswersOtherwise has the server refuse what is posted, in many ways.
func TestAServerThatAnswersOtherwise(t *testing.T) {
	for name, c := range map[string]struct {
		what    mattermosttest.Interference
		certain bool // that nothing was posted
	}{
		"413":              {mattermosttest.Interference{Status: 413, Type: "text/html", Body: "<html>te groot</html>"}, true},
		"403":              {mattermosttest.Interference{Status: 403, Body: `{"id":"api.context.permissions.app_error","status_code":403}`}, true},
		"a page":           {mattermosttest.Interference{Status: 200, Type: "text/html", Body: "<html>log in</html>"}, false},
		"502":              {mattermosttest.Interference{Status: 502, Type: "text/html", Body: "<html>bad gateway</html>"}, false},
		"a lost answer":    {mattermosttest.Interference{Cut: true, Done: true}, false},
		"half an answer":   {mattermosttest.Interference{Status: 201, Body: `{"id":`, Done: true}, false},
		"401 of the token": {mattermosttest.Interference{Status: 401, Body: `{"id":"api.context.session_expired.app_error","status_code":401}`}, true},
	} {
		onBoth(t, bot.Message{Text: "x"}, func(t *testing.T, w *whole, _ chan bot.Request) {
			c.what.Path, c.what.Method = "/posts", http.MethodPost
			w.Interfere(c.what)
			to, key := bot.Address{Member: "anouk"}, "key/"+name
			_, err := w.m.Send(t.Context(), to, key, bot.Message{Text: "Let op: " + name})
			var not *bot.NotSent
			if err == nil || errors.As(err, &not) != c.certain {
				t.Errorf("%s: %v, certain %v", name, err, c.certain)
			}
			if err != nil && (strings.Contains(err.Error(), "html") || strings.Contains(err.Error(), "Let op")) {
				t.Errorf("%s says too much: %v", name, err)
			}
			if _, there, err := w.m.Find(t.Context(), to, key, time.Time{}); err != nil || there != c.what.Done {
				t.Errorf("%s: found %v %v, want %v", name, there, err, c.what.Done)
			}
		})
	}
}
