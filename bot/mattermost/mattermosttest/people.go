package mattermosttest

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// screen is what the client of one person shows besides the posts.
type screen struct {
	came    []OpenDialog // dialogs that came, of triggers that the client perhaps knows
	trigger string       // of the last thing that was done
	dialog  *Dialog      // that is open
	first   Dialog       // with which it began
	url     string
	channel string         // where it opened
	earlier map[string]any // of the steps before, which the client sends along
}

func (s *Server) screen(user string) *screen {
	if s.screens[user] == nil {
		s.screens[user] = &screen{}
	}
	return s.screens[user]
}

func (c *screen) arrive(d OpenDialog) {
	c.came = append(c.came, d)
	c.match()
}

// match opens a dialog once the client knows its trigger.
func (c *screen) match() {
	for i, d := range c.came {
		if d.TriggerID == c.trigger {
			c.dialog, c.first, c.url, c.earlier = &c.came[i].Dialog, d.Dialog, d.URL, map[string]any{}
			c.came = nil
			return
		}
	}
}

// Result is what somebody sees at once of what they did.
type Result struct {
	Posts  []Post            // that are new, or changed
	Dialog *Dialog           // that is open
	Errors map[string]string // under the fields of the dialog
	Error  string            // what the client says went wrong, or the sentence above a dialog
	Status int               // of the server; 0: it did it
}

// Text is everything that can be read in a result.
func (r Result) Text() string {
	all := []string{r.Error}
	for _, p := range r.Posts {
		all = append(all, p.Text())
	}
	if r.Dialog != nil {
		all = append(all, r.Dialog.Text())
	}
	for _, text := range r.Errors {
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// Text is everything that can be read in a dialog.
func (d Dialog) Text() string {
	all := []string{d.Title, d.IntroductionText}
	for _, e := range d.Elements {
		all = append(all, e.DisplayName, e.Placeholder, e.HelpText, e.Default)
		for _, o := range e.Options {
			all = append(all, o.Text)
		}
	}
	return strings.Join(append(all, d.SubmitLabel), "\n")
}

// act lets somebody do something, and returns what they see of it.
func (s *Server) act(who, channel string, do func(by *user) (trigger string, f *fault)) Result {
	s.mu.Lock()
	by := s.world.users[who]
	from := s.revision
	s.mu.Unlock()
	if by == nil {
		return Result{Status: 401, Error: "nobody has the id " + who}
	}
	trigger, f := do(by)
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Result{}
	c := s.screen(who)
	if f != nil {
		r.Status, r.Error = f.status, f.text
	} else if trigger != "" {
		c.trigger, c.channel = trigger, channel
		c.match()
	}
	for _, p := range s.seen(who, "") {
		if p.revision > from {
			r.Posts = append(r.Posts, p.sent())
		}
	}
	if c.dialog != nil {
		open := *c.dialog
		r.Dialog = &open
	}
	return r
}

// seen are the posts on somebody's screen, in a channel or everywhere, oldest first. The lock
// is held.
func (s *Server) seen(who, channel string) []*Post {
	var list []*Post
	for _, p := range append(slices.Clone(s.posts), s.hidden...) {
		ch := s.world.channels[p.ChannelID]
		if p.DeleteAt == 0 && ch != nil && ch.members[who] && (p.Only == "" || p.Only == who) && (channel == "" || channel == p.ChannelID) {
			list = append(list, p)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].CreateAt < list[j].CreateAt })
	return list
}

// Seen are the posts that somebody can see in a channel, oldest first, with the ones that
// are only for them; channel "" is everywhere.
func (s *Server) Seen(who, channel string) []Post {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Post
	for _, p := range s.seen(who, channel) {
		list = append(list, p.copied())
	}
	return list
}

// Shown is everything that can be read in a channel by somebody.
func (s *Server) Shown(who, channel string) string {
	var all []string
	for _, p := range s.Seen(who, channel) {
		all = append(all, p.Text())
		for _, f := range s.Files(p) {
			all = append(all, f.Name)
		}
	}
	return strings.Join(all, "\n")
}

// Dialog is the dialog that is open on somebody's screen; nil when there is none.
func (s *Server) Dialog(who string) *Dialog {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen(who).dialog
}

// Say posts a message of somebody, in a thread when root is no empty text, and returns its
// id. It fails the test when they may not.
func (s *Server) Say(who, channel, root, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.world.users[who]
	p, f := s.store(Post{ChannelID: channel, RootID: root, UserID: who, Message: text}, by)
	if f != nil {
		s.tb.Errorf("%s cannot say anything: %s", by.Username, f.id)
		return ""
	}
	return p.ID
}

// Post stores a post as it is, of whom it names: of a webhook, of the system, with files.
func (s *Server) Post(p Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := p.Type
	p.Type = ""
	made, f := s.store(p, s.world.users[p.UserID])
	if f != nil {
		s.tb.Errorf("this cannot be posted: %s", f.id)
		return ""
	}
	made.Type = kind
	return made.ID
}

// Edit changes the text of a message, as who wrote it.
func (s *Server) Edit(post, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.stored(post); p != nil {
		next := p.copied()
		next.Message = text
		_ = s.put(p, next)
	}
}

// Command gives a slash command, with its slash, in a channel and perhaps a thread.
func (s *Server) Command(who, channel, root, line string) Result {
	return s.act(who, channel, func(by *user) (string, *fault) {
		s.mu.Lock()
		in := execution{ChannelID: channel, RootID: root, Command: line, TeamID: s.current(who), by: by}
		s.mu.Unlock()
		return s.execute(in)
	})
}

// current is the team that somebody has on the screen: the first.
func (s *Server) current(who string) string {
	if teams := s.world.teamsOf(who); len(teams) > 0 {
		return teams[0].ID
	}
	return ""
}

// find is a post on somebody's screen, with the action that has a name. The lock is held.
func (s *Server) find(who, post, name string) (p *Post, a Action, ok bool) {
	for _, p := range s.seen(who, "") {
		for _, a := range p.Actions() {
			if p.ID == post && a.Name == name && !a.Disabled {
				return p, a, true
			}
		}
	}
	return nil, a, false
}

// Press presses the button with a name under a post.
func (s *Server) Press(who, post, name string) Result { return s.Choose(who, post, name, "") }

// Choose takes the option with a text in the menu with a name.
func (s *Server) Choose(who, post, name, option string) Result {
	s.mu.Lock()
	p, a, ok := s.find(who, post, name)
	s.mu.Unlock()
	value := ""
	for _, o := range a.Options {
		if o.Text == option {
			value = o.Value
		}
	}
	if !ok || value == "" && a.Type == "select" {
		return Result{Status: 404, Error: fmt.Sprintf("nothing %q is there, or it does not offer %q", name, option)}
	}
	return s.PressRaw(who, *p, a, value)
}

// PressRaw presses an action of a post with a value, also one that was not offered.
func (s *Server) PressRaw(who string, p Post, a Action, value string) Result {
	return s.act(who, p.ChannelID, func(by *user) (string, *fault) {
		return s.press(pressing{Selected: value, Cookie: a.Cookie, by: by, post: p.ID, action: a.ID})
	})
}
