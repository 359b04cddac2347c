package commands_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// chat is a chat platform with its adapter, on which the people of a conversation do what the
// script says. A member is named by user name.
type chat interface {
	begin(member string, closes bool)                   // what is shown from now on is new; closes: they leave a form that is open
	say(member string, req bot.Request) error           // types a line, somewhere
	press(member, control string) error                 // presses what has this id
	reminder(member, line string) (control string)      // puts a button on the screen that went out otherwise
	fillIn(member string, req bot.Request) error        // fills in the form that is open, and sends or leaves it
	problems(member string, heard bool) string          // what the platform itself refuses of the form; heard: the program was asked
	hasForm(member string) bool                         // whether one is open
	screen(member string) string                        // everything that can be read of what is new
	controls(member string) []chatControl               // what can be pressed of what is new
	changed() <-chan struct{}                           // closed when there is more to see
	hides(form bot.Form, field bot.Field) (hidden bool) // whether a field is not on the screen, because it comes in a later step
}

// chatControl is something that can be pressed.
type chatControl struct{ label, id string }

// chatSide is one conversation over a chat platform: what is said arrives as the platform
// brings it, what is pressed and filled in is what stands on the screen, and everything that
// the program says must be on the screen of who asked.
type chatSide struct {
	*gesprek
	chat     chat
	platform string
	clock    atomic.Pointer[time.Time] // that of the adapter: the conversation's, as it was when somebody last did something
	n        int                       // how often somebody did something

	mu    sync.Mutex
	heard []exchanged // what reached the program since somebody did something
}

// exchanged is what the program was asked, and what it said.
type exchanged struct {
	req bot.Request
	m   bot.Message
}

// runOver runs all conversations over a platform; put puts one on it.
func runOver(t *testing.T, platform string, put func(testing.TB, *gesprek) error) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireUniqueNames: true, Cmds: scriptCommands(), Condition: over(platform),
		Setup: func(env *testscript.Env) error {
			tb, ok := env.T().(testing.TB)
			if !ok {
				panic("testscript promises a testing.TB")
			}
			g, err := nieuwGesprek(tb, storetest.SQLite(tb))
			if err != nil {
				return err
			}
			if err := put(tb, g); err != nil {
				return err
			}
			env.Values[gesprekKey{}] = g
			return nil
		},
	})
}

// newChatSide puts a conversation on a platform, where everybody has an id.
func newChatSide(g *gesprek, platform string, id func(member string) string) (*chatSide, error) {
	at := g.now
	s := &chatSide{gesprek: g, platform: platform}
	s.clock.Store(&at)
	return s, g.store.Update(context.Background(), func(tx *store.Tx) error {
		leden, err := tx.Leden(context.Background(), "")
		for _, l := range leden {
			l.IDs = map[string]string{platform: id(l.Gebruiker)}
			err = errors.Join(err, tx.SaveLid(context.Background(), l))
		}
		return err
	})
}

// time is the clock of the adapter.
func (s *chatSide) time() time.Time { return *s.clock.Load() }

// answer lets the program answer, and keeps what it was asked.
func (s *chatSide) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	m, err := s.app.Answer(ctx, req)
	s.mu.Lock()
	s.heard = append(s.heard, exchanged{req, m})
	s.mu.Unlock()
	return m, err
}

// ask does on the platform what a request is, and returns what the program said to it.
func (s *chatSide) ask(req bot.Request) (bot.Message, error) {
	s.mu.Lock()
	s.heard = nil
	s.mu.Unlock()
	who := req.From.ID
	s.chat.begin(who, req.Fields == nil)
	at := s.now
	s.clock.Store(&at)
	s.n++
	switch err := s.do(who, req); {
	case errors.Is(err, errCannotType):
		return s.app.Answer(context.Background(), req)
	case err != nil:
		return bot.Message{}, err
	}
	if problems := s.chat.problems(who, s.hears(req)); problems != "" {
		return s.problemsStand(req, problems)
	}
	m, err := s.said(req)
	if err != nil || req.Partial {
		return m, err
	}
	if m.Form != nil {
		if err := s.openForm(who); err != nil {
			return m, err
		}
	}
	return m, s.shown(who, m)
}

// errCannotType is of what nobody can say on a platform. The platform or the adapter said so;
// what the program says to it is asked without them.
var errCannotType = errors.New("nobody can type this")

func (s *chatSide) do(who string, req bot.Request) error {
	switch {
	case req.Fields != nil:
		return s.chat.fillIn(who, req)
	case s.presses:
		control, ok := s.buttons[who][req.Line]
		if !ok { // of a reminder, which goes out over the platform of the conversation
			control = s.chat.reminder(who, req.Line)
		}
		return s.chat.press(who, control)
	}
	return s.chat.say(who, req)
}

// isOf reports whether something that the program heard is what was asked.
func (e exchanged) isOf(req bot.Request) bool {
	return (e.req.Fields != nil) == (req.Fields != nil) && e.req.Partial == req.Partial && !e.req.Unasked && (req.Fields != nil || same(e.req.Line, req.Line))
}

func (s *chatSide) hears(req bot.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.heard, func(e exchanged) bool { return e.isOf(req) })
}

// problemsStand is for a form that the platform sends back before the program sees it: what
// is missing stands under its field. The program says the same of the same answers.
func (s *chatSide) problemsStand(req bot.Request, problems string) (bot.Message, error) {
	m, err := s.app.Answer(context.Background(), req)
	if err != nil || m.Form == nil {
		return m, fmt.Errorf("%s has problems (%s), and the program has not: %s (%w)", s.platform, problems, m.Text, err)
	}
	for _, f := range m.Form.Fields {
		if f.Problem != "" && f.Value == "" && !s.chat.hides(*m.Form, f) && !strings.Contains(problems, `"`+f.Name+`"`) {
			return m, fmt.Errorf("%s has no problem with %s: %s", s.platform, f.Name, problems)
		}
	}
	return m, nil
}

// openForm opens a form that could not open by itself, because a message has no trigger: by
// the button under it.
func (s *chatSide) openForm(who string) error {
	id := ""
	err := s.until(func() bool {
		for _, b := range s.chat.controls(who) {
			if b.label == "Formulier openen" {
				id = b.id
			}
		}
		return id != "" || s.chat.hasForm(who)
	})
	if err != nil {
		return fmt.Errorf("no form opens on the screen of %s: %w\n%s", who, err, s.chat.screen(who))
	}
	if s.chat.hasForm(who) {
		return nil
	}
	if err := s.chat.press(who, id); err != nil {
		return err
	}
	if err := s.until(func() bool { return s.chat.hasForm(who) }); err != nil {
		return fmt.Errorf("no form opens for %s by its button: %w\n%s", who, err, s.chat.screen(who))
	}
	return nil
}

// said waits for what the program said to a request.
func (s *chatSide) said(req bot.Request) (bot.Message, error) {
	var m bot.Message
	err := s.until(func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, e := range s.heard {
			if e.isOf(req) {
				m = e.m
				return true
			}
		}
		return false
	})
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		return m, fmt.Errorf("the program did not hear %q (fields %v) on %s; it heard %+v\n%s", req.Line, req.Fields, s.platform, s.heard, s.chat.screen(req.From.ID))
	}
	return m, nil
}

// until waits for something on the platform, not longer than some seconds.
func (s *chatSide) until(so func() bool) error {
	late := time.NewTimer(5 * time.Second)
	defer late.Stop()
	for {
		changed := s.chat.changed()
		if so() {
			return nil
		}
		poll := time.NewTimer(2 * time.Millisecond)
		select {
		case <-changed:
		case <-poll.C:
		case <-late.C:
			return errors.New("it does not come")
		}
		poll.Stop()
	}
}

// shown wants everything of a message on the screen of who asked, and keeps its buttons.
func (s *chatSide) shown(who string, m bot.Message) error {
	var wants []string
	if m.Form != nil {
		wants = append(wants, m.Form.Title)
		for _, f := range m.Form.Fields {
			if !s.chat.hides(*m.Form, f) {
				wants = append(wants, f.Label, f.Problem)
			}
		}
	} else {
		wants = append(wants, strings.Split(m.Text, "\n")...)
	}
	for _, p := range m.Parts {
		wants = append(wants, strings.Split(p.Text, "\n")...)
	}
	for _, f := range m.Files {
		wants = append(wants, f.Name)
	}
	missing := ""
	err := s.until(func() bool {
		missing = ""
		screen := letters(s.chat.screen(who))
		for _, want := range wants {
			if !strings.Contains(screen, letters(want)) {
				missing = want
				return false
			}
		}
		return s.keepButtons(who, m)
	})
	if err != nil {
		return fmt.Errorf("on %s %q is not on the screen of %s, or a button is not:\n%s\n%s", s.platform, missing, who, show(m), s.chat.screen(who))
	}
	return nil
}

// keepButtons finds the buttons of a message on the screen; false when one is not there.
func (s *chatSide) keepButtons(who string, m bot.Message) bool {
	all := append([]bot.Button(nil), m.Buttons...)
	for _, p := range m.Parts {
		all = append(all, p.Buttons...)
	}
	if len(all) == 0 {
		return true
	}
	found := s.chat.controls(who)
	if s.buttons[who] == nil {
		s.buttons[who] = map[string]string{}
	}
	for _, b := range all {
		at := slices.IndexFunc(found, func(f chatControl) bool { return letters(f.label) == letters(b.Label) })
		if at < 0 {
			return false
		}
		s.buttons[who][b.Line] = found[at].id
		found = append(found[:at:at], found[at+1:]...)
	}
	return true
}

// same reports whether two lines are one, however they are typed.
func same(a, b string) bool {
	plain := func(line string) string {
		return strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "/")), " ")
	}
	return plain(a) == plain(b)
}

// isCommand reports whether a word is the name of a command.
func isCommand(word string) bool {
	return slices.ContainsFunc(commands.All(), func(c commands.Command) bool { return c.Name == word })
}

// letters is a text without everything that a platform may write in its own way.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#36;", "$").Replace(text))
}
