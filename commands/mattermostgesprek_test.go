package commands_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/datum"
	"github.com/regiebot/regiebot/procesregie"
)

// TestGesprekkenOpMattermost runs the same conversations through Mattermost: what is said
// arrives as a slash command, a direct message or a mention, as servers of both versions
// bring it, and the server finds nothing wrong with what it is given.
func TestGesprekkenOpMattermost(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			runOver(t, mattermost.Platform, func(tb testing.TB, g *gesprek) error { return g.overMattermost(tb, version) })
		})
	}
}

// mattermostSide is one conversation over Mattermost.
type mattermostSide struct {
	*chatSide
	server   *mattermosttest.Server
	callback string
	tickets  bot.Tickets
	team     string
	room     string

	mu     sync.Mutex
	ids    map[string]string // by member
	claims map[string]bool   // ids of what was handled

	before map[string]int64      // what was on the screen already: when it was changed last, by id of the post
	last   mattermosttest.Result // of the last dialog that was sent
}

// overMattermost has everything that is said from now on go over Mattermost.
func (g *gesprek) overMattermost(tb testing.TB, version string) error {
	_, err := g.opMattermost(tb, version)
	return err
}

// opMattermost does so, and gives the side of the server.
func (g *gesprek) opMattermost(tb testing.TB, version string) (*mattermostSide, error) {
	s := &mattermostSide{ids: map[string]string{}, claims: map[string]bool{}, tickets: bot.Tickets{Platform: mattermost.Platform, MAC: g.ring.MAC, Check: g.ring.CheckMAC}}
	s.chatSide = &chatSide{gesprek: g} // for the clock, until the members are known
	at := g.now
	s.clock.Store(&at)
	s.server = mattermosttest.New(tb, mattermosttest.Options{Version: version, Now: func() time.Time { return s.time() }})
	s.team = s.server.AddTeam("voorbeeldstad")
	s.room = s.server.AddChannel(s.team, "team-noord", "P", s.server.BotID)
	shared, err := newChatSide(g, mattermost.Platform, s.id)
	if err != nil {
		return nil, err
	}
	s.chatSide, shared.chat = shared, s
	var handler http.Handler
	program := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	tb.Cleanup(program.Close)
	s.callback = program.URL + mattermost.PathAction
	config := mattermost.Config{
		URL: s.server.URL, Token: s.server.Token, PublicURL: program.URL, Answer: bot.Excuse(s.answer, quiet), Tickets: s.tickets,
		People: mattermost.People{Member: s.member, Whom: func(_ context.Context, to bot.Address) (string, error) { return s.id(to.Member), nil }},
		First:  s.first,
		Seen:   func(context.Context) (time.Time, error) { return s.time(), nil },
		Note:   func(context.Context, time.Time) error { return nil },
		Now:    func() time.Time { return s.time() }, Log: quiet,
	}
	for _, c := range commands.All() {
		config.Commands = append(config.Commands, mattermost.Command{Name: c.Name})
		config.CommandTokens = append(config.CommandTokens, s.server.AddCommand(s.team, c.Name, program.URL+mattermost.PathCommand))
	}
	adapter, err := mattermost.New(config)
	if err != nil {
		return nil, err
	}
	handler = adapter.Handler()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = adapter.Run(ctx) }()
	tb.Cleanup(func() {
		stop()
		<-done
		_ = adapter.Finish(context.Background())
		if problems := s.server.Problems(); len(problems) > 0 {
			tb.Errorf("Mattermost has problems:\n%s", strings.Join(problems, "\n"))
		}
	})
	if !s.server.Until(func() bool { return s.server.Connected(s.server.BotID) > 0 }) {
		return nil, fmt.Errorf("the websocket does not open")
	}
	g.via = s.ask
	return s, nil
}

// id is the id of a member, or of a stranger with that name, who gets an account.
func (s *mattermostSide) id(member string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids[member] == "" && member != "" {
		id := s.server.AddUser(member)
		s.server.Join(s.team, id)
		s.server.Join(s.room, id)
		s.ids[member] = id
	}
	return s.ids[member]
}

func (s *mattermostSide) member(_ context.Context, id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, known := range s.ids {
		if known == id {
			return name, nil
		}
	}
	return "", nil
}

func (s *mattermostSide) first(_ context.Context, id string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	again := s.claims[id]
	s.claims[id] = true
	return !again, nil
}

// changed is closed never: the driver looks every few milliseconds.
func (s *mattermostSide) changed() <-chan struct{} { return nil }

func (s *mattermostSide) begin(member string, closes bool) {
	s.before, s.last = map[string]int64{}, mattermosttest.Result{}
	for _, p := range s.server.Seen(s.id(member), "") {
		s.before[p.ID] = p.UpdateAt
	}
	if closes {
		s.server.Dismiss(s.id(member))
	}
}

// fresh are the posts that are new on somebody's screen, or changed.
func (s *mattermostSide) fresh(member string) []mattermosttest.Post {
	return slices.DeleteFunc(s.server.Seen(s.id(member), ""), func(p mattermosttest.Post) bool { return s.before[p.ID] == p.UpdateAt })
}

// where is where somebody is.
func (s *mattermostSide) where(member string) string {
	if s.in.Private {
		return s.server.DM(s.id(member))
	}
	return s.room
}

// say types a line: as a command, or as a message in the direct conversation or with a
// mention of the bot.
func (s *mattermostSide) say(member string, req bot.Request) error {
	user, where := s.id(member), s.where(member)
	word, _, _ := strings.Cut(req.Line, " ")
	known := isCommand(word)
	if strings.ContainsRune(req.Line, 0) {
		return errCannotType // no client sends it, and the database of the server cannot hold it
	}
	long := len([]rune(req.Line)) > mattermosttest.MaxMessageRunes
	switch {
	case known && (!req.In.Private || s.n%2 == 0 || long):
		r := s.server.Command(user, where, "", "/"+req.Line)
		if r.Status != 0 {
			return fmt.Errorf("the command gives %d %s", r.Status, r.Error)
		}
		if long && len(r.Posts) == 1 && !s.hears(req) {
			return errCannotType
		}
	case req.In.Private:
		s.server.Say(user, where, "", req.Line)
	default:
		s.server.Say(user, where, "", "@regiebot "+req.Line)
	}
	return nil
}

// controls are the buttons, and the choices of menus, on somebody's screen. The id of one
// says under which post it stands.
func (s *mattermostSide) controls(member string) (list []chatControl) {
	for _, p := range s.fresh(member) {
		for _, a := range p.Actions() {
			if a.Type == "button" {
				list = append(list, chatControl{a.Name, p.ID + "\x00" + a.ID})
			}
			for _, o := range a.Options {
				list = append(list, chatControl{o.Text, p.ID + "\x00" + a.ID + "\x00" + o.Value})
			}
		}
	}
	return list
}

func (s *mattermostSide) press(member, control string) error {
	post, rest, _ := strings.Cut(control, "\x00")
	action, value, _ := strings.Cut(rest, "\x00")
	for _, p := range s.server.Seen(s.id(member), "") {
		for _, a := range p.Actions() {
			if p.ID == post && a.ID == action {
				if r := s.server.PressRaw(s.id(member), p, a, value); r.Status != 0 {
					return fmt.Errorf("the button %q gives %d %s", a.Name, r.Status, r.Error)
				}
				return nil
			}
		}
	}
	return fmt.Errorf("the button is not there any more")
}

// reminder puts the button of a reminder in the direct conversation.
func (s *mattermostSide) reminder(member, line string) string {
	ticket := s.tickets.Make(bot.Ticket{Line: line, For: s.id(member), Until: s.now.Add(24 * time.Hour)})
	id := s.server.Post(mattermosttest.Post{
		ChannelID: s.server.DM(s.id(member)), UserID: s.server.BotID, Message: "Bericht van Regiebot",
		Props: map[string]any{"attachments": []any{map[string]any{"actions": []any{map[string]any{
			"id": "reminder", "type": "button", "name": "Knop", "integration": map[string]any{"url": s.callback, "context": map[string]any{"ticket": ticket}},
		}}}}},
	})
	return id + "\x00reminder"
}

func (s *mattermostSide) hasForm(member string) bool { return s.server.Dialog(s.id(member)) != nil }

// hides: a long form comes in steps.
func (s *mattermostSide) hides(_ bot.Form, f bot.Field) bool {
	d := s.server.Dialog(s.id(s.wie))
	return d != nil && !slices.ContainsFunc(d.Elements, func(e mattermosttest.Element) bool { return asks(e, f) })
}

// asks reports whether an element asks for a field, or for one of its ticks.
func asks(e mattermosttest.Element, f bot.Field) bool {
	return bare(e.Name) == f.Name || strings.HasPrefix(e.Name, f.Name+"/")
}

// bare is the name of an element without the mark of its sheet.
func bare(name string) string { return name[:max(0, strings.LastIndexByte(name, '-'))] }

func (s *mattermostSide) problems(_ string, heard bool) string {
	if heard || len(s.last.Errors) == 0 {
		return ""
	}
	flat := map[string]string{}
	for name, text := range s.last.Errors {
		name, _, _ = strings.Cut(bare(name), "/")
		flat[name] = text
	}
	return asJSON(flat)
}

// screen is everything that can be read of what is new on somebody's screen.
func (s *mattermostSide) screen(member string) string {
	var all []string
	for _, p := range s.fresh(member) {
		all = append(all, p.Text())
		for _, f := range s.server.Files(p) {
			all = append(all, f.Name)
		}
	}
	if d := s.server.Dialog(s.id(member)); d != nil {
		all = append(all, d.Text(), s.last.Error)
		for _, text := range s.last.Errors {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n")
}

// fillIn fills in the form that is open on somebody's screen, step by step, and sends or
// leaves it.
func (s *mattermostSide) fillIn(member string, req bot.Request) error {
	user, form := s.id(member), *s.forms[member]
	if req.Partial {
		return s.leaveForm(user, form, req)
	}
	for step := 0; ; step++ {
		d := s.server.Dialog(user)
		if d == nil || step > len(form.Fields) {
			return fmt.Errorf("no form is open on the screen of %s in step %d:\n%s", member, step, s.screen(member))
		}
		values := s.typed(*d, form, req)
		s.last = s.server.Submit(user, values)
		if s.last.Status == 0 && s.unchecked() {
			if s.last = s.server.SubmitUnchecked(user, values); s.last.Error != "" && !s.hears(req) {
				s.server.Dismiss(user)
				return errCannotType
			}
		}
		if s.last.Status != 0 {
			return fmt.Errorf("sending the form gives %d %s", s.last.Status, s.last.Error)
		}
		after := s.server.Dialog(user)
		stays := s.last.Error != "" || after != nil && sheetOf(*after) != "" && sheetOf(*after) == sheetOf(*d)
		if stays && len(s.last.Errors) == 0 && !s.hears(req) { // a step with a case that is not theirs goes no further
			s.server.Dismiss(user)
			return errCannotType
		}
		if s.hears(req) || s.last.Error != "" || len(s.last.Errors) > 0 {
			return nil
		}
		if err := s.goOn(member, req); err != nil {
			return err
		}
		if s.hears(req) {
			return nil
		}
	}
}

// sheetOf says which step of a form a dialog is; empty: it has one.
func sheetOf(d mattermosttest.Dialog) string {
	return regexp.MustCompile(`Stap \d+ van \d+`).FindString(d.Text())
}

// aloud is what the bot said to everybody in the channel.
func (s *mattermostSide) aloud() string {
	var all []string
	for _, p := range s.server.Seen(s.id(s.wie), s.room) {
		if p.UserID == s.server.BotID && p.Only == "" {
			all = append(all, p.Text())
			for _, f := range s.server.Files(p) {
				all = append(all, f.Name)
			}
		}
	}
	return strings.Join(all, "\n")
}

// unchecked reports whether the client refuses what nobody could have filled in there.
func (s *mattermostSide) unchecked() bool {
	for _, text := range s.last.Errors {
		if strings.HasPrefix(text, "nobody can") || strings.HasPrefix(text, "Date field") {
			return true
		}
	}
	return false
}

// goOn waits for the next step of a form, and opens it where that takes a button.
func (s *mattermostSide) goOn(member string, req bot.Request) error {
	id, back := "", false
	err := s.until(func() bool {
		for _, c := range s.controls(member) {
			if strings.HasPrefix(c.label, "Verder met stap") {
				id = c.id
			}
			back = back || c.label == "Formulier openen" && strings.Contains(s.screen(member), "Je formulier was al dicht")
		}
		return s.hears(req) || s.hasForm(member) || id != "" || back
	})
	if back && id == "" && !s.hears(req) { // the step was refused
		return errCannotType
	}
	if err != nil {
		return fmt.Errorf("no next step comes: %w\n%s", err, s.screen(member))
	}
	if s.hears(req) || s.hasForm(member) {
		return nil
	}
	s.begin(member, false)
	return s.press(member, id)
}

// leaveForm closes a form that is half filled in. No client of Mattermost tells what was
// filled in; some other one could.
func (s *mattermostSide) leaveForm(user string, form bot.Form, req bot.Request) error {
	d := s.server.Dialog(user)
	if d == nil {
		return fmt.Errorf("no form is open")
	}
	values := s.typed(*d, form, req)
	if r := s.server.CancelTelling(user, values); r.Status != 0 {
		return fmt.Errorf("leaving the form gives %d %s", r.Status, r.Error)
	}
	return nil
}

// typed are the values of a dialog when the fields of a form are filled in.
func (s *mattermostSide) typed(d mattermosttest.Dialog, form bot.Form, req bot.Request) map[string]any {
	values := map[string]any{}
	for _, e := range d.Elements {
		for _, f := range form.Fields {
			if asks(e, f) {
				values[e.Name] = s.value(e, f, req.Fields[f.Name])
			}
		}
	}
	return values
}

// value is a value of a field as the client of an element sends it.
func (s *mattermostSide) value(e mattermosttest.Element, f bot.Field, value string) any {
	switch {
	case e.Type == "bool":
		return slices.Contains(strings.Split(value, ","), strings.TrimPrefix(bare(e.Name), f.Name+"/"))
	case e.Type == "date" && value != "":
		if day, err := datum.Parse(value, datum.Context{Today: procesregie.DateOf(s.now)}); err == nil {
			return day.String()
		}
	case e.Type == "select" || e.Type == "radio":
		if value == "" && slices.ContainsFunc(e.Options, func(o *mattermosttest.Option) bool { return o.Value == "." }) {
			return "."
		}
	}
	if value == "" && e.Type != "text" && e.Type != "textarea" {
		return nil
	}
	return value
}
