package mattermost

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// attachment is a text with buttons under a post.
type attachment struct {
	Text    string    `json:"text,omitempty"`
	Actions []control `json:"actions,omitempty"`
}

// control is a button, or a menu.
type control struct {
	ID          string      `json:"id"` // letters and digits, no two of a message the same
	Type        string      `json:"type"`
	Name        string      `json:"name"`
	Options     []option    `json:"options,omitempty"`
	Integration integration `json:"integration"`
}

// The types of a control.
const (
	typeButton = "button"
	typeMenu   = "select"
)

// option is a choice of a menu or of a field.
type option struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// integration is where the server calls when a control is used, and what it gives along. It
// does not show that to people, but who uses the control can find out.
type integration struct {
	URL     string            `json:"url"`
	Context map[string]string `json:"context"`
}

// What is in the context of a control.
const (
	contextTicket = "ticket"          // of a button
	contextChoice = "selected_option" // of a menu: the server puts there what was chosen
	contextThread = "thread"          // first post of the thread it stands in, for what the server has no post of
)

// What stands in a menu before something is chosen.
const wordChoose = "Kies…"

// ticketIn is the ticket of what was pressed or chosen, as the server gives the context back;
// empty: there is none. It can be anything: nobody vouches for it but the ticket itself.
func ticketIn(context map[string]any) string {
	if chosen, is := context[contextChoice].(string); is && chosen != "" {
		return chosen
	}
	ticket, _ := context[contextTicket].(string)
	return ticket
}

// threaded is a post whose buttons say in which thread they stand (its first post; empty: in none).
// A post that only one person sees is nowhere on the server: nobody could find out otherwise.
func threaded(p post, root string) post {
	if root == "" {
		return p
	}
	p.Attachments = slices.Clone(p.Attachments)
	for i, a := range p.Attachments {
		p.Attachments[i].Actions = slices.Clone(a.Actions)
		for j, c := range a.Actions {
			c.Integration.Context = maps.Clone(c.Integration.Context)
			c.Integration.Context[contextThread] = root
			p.Attachments[i].Actions[j] = c
		}
	}
	return p
}

// readLine reads a ticket when somebody (an id on Mattermost) uses it. The line is empty
// unless all is [bot.Fine]. owned: it works for nobody else; one that is not says nothing of
// who presses.
func (m *Mattermost) readLine(ticket, user string) (line string, owned bool, fault bot.Fault) {
	if line, fault = m.cfg.Tickets.Read(ticket, "", m.cfg.Now()); fault != bot.Foreign {
		return line, false, fault
	}
	line, fault = m.cfg.Tickets.Read(ticket, user, m.cfg.Now())
	return line, true, fault
}

// ticket makes a line usable by its owner, or by everybody who sees it.
func (m *Mattermost) ticket(line, owner string) string {
	return m.cfg.Tickets.Make(bot.Ticket{Line: line, For: owner, Until: m.cfg.Now().Add(bot.TicketLife)})
}

// controls are buttons as they stand in a row: themselves, or menus when there are too many.
func (l *layout) controls(buttons []bot.Button) []control {
	if len(buttons) > rowButtons {
		return l.menus(buttons)
	}
	out := make([]control, 0, len(buttons))
	for _, b := range buttons {
		c := l.control(typeButton, inert(b.Label))
		c.Integration.Context[contextTicket] = l.m.ticket(b.Line, l.owner)
		out = append(out, c)
	}
	return out
}

// menus are buttons as the choices of as few menus as they fit in.
func (l *layout) menus(buttons []bot.Button) []control {
	var out []control
	for _, b := range buttons {
		o := option{Text: platform.OneLine(clean(b.Label)), Value: l.m.ticket(b.Line, l.owner)}
		last := len(out) - 1
		if last < 0 || cost(attachment{Actions: out[last:]})+length(o) > propsRoom {
			out = append(out, l.control(typeMenu, wordChoose))
			last++
		}
		out[last].Options = append(out[last].Options, o)
	}
	return out
}

// control is one that does nothing yet.
func (l *layout) control(kind, name string) control {
	l.made++
	return control{
		ID: "regiebot" + strconv.Itoa(l.made), Type: kind, Name: name,
		Integration: integration{URL: l.m.cfg.callback(PathAction), Context: map[string]string{}},
	}
}

// propsRoom is what attachments may take of the props of a post.
const propsRoom = maxProps - propsMargin

// emptyFields is what the server adds to an attachment when it keeps it: all that one can have.
const emptyFields = 280

// cost is what attachments take of the props of a post, as the server keeps them.
func cost(list ...attachment) int {
	total := 0
	for _, a := range list {
		total += emptyFields + length(a)
	}
	return total
}

// length is how many characters something is as JSON, with what the server escapes.
func length(v any) int {
	data, _ := json.Marshal(v) // strings, lists and maps of them: it cannot fail
	return utf8.RuneCount(data) + 1
}
