package platform

import (
	"encoding/json"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Desk is what a form must remember: where it was asked for, and by whom.
type Desk struct {
	Line        string `json:"-"`                      // of the form
	Owner       string `json:"-"`                      // id of the only person who may submit it
	Channel     string `json:"c,omitempty"`            // where it was asked for
	Thread      string `json:"t,omitempty"`            // id of the thread there
	Private     bool   `json:"p,omitempty"`            // of the channel, see [bot.Place]
	Outside     bool   `json:"o,omitempty"`            // idem
	Unknown     bool   `json:"u,omitempty"`            // idem
	Step        int    `json:"s,omitempty"`            // number of the first field that is shown
	Mark        string `json:"m,omitempty"`            // of the answers of the steps before this one
	Opened      string `json:"v,omitempty"`            // of the answers with which this step opened; empty: not known
	ResponseURL string `json:"response_url,omitempty"` // left out when there is no room for it
}

// Place is where the form was asked for; without an id when that was in no channel.
func (d Desk) Place() bot.Place {
	return bot.Place{ID: d.Channel, Private: d.Private, Outside: d.Outside, Unknown: d.Unknown}
}

// Begin is the desk of another form that is asked for there, from its first step.
func (d Desk) Begin(line string) Desk {
	d.Line, d.Step, d.Mark, d.Opened = line, 0, "", ""
	return d
}

// deskWord tells a desk from the line of a button.
const deskWord = "desk "

// Seal writes a desk as a ticket of its owner. The line stands behind the rest as it is, so that
// no character of it takes more room than it has: with the longest line that [bot.Check]
// lets pass it fits. What may be missing when it does not is the address for the answer,
// which then goes to the direct conversation.
func (f Forms) Seal(d Desk) string {
	ticket := bot.Ticket{For: d.Owner, Until: f.Now().Add(bot.TicketLife)}
	for {
		rest, _ := json.Marshal(d) // strings, numbers and bools: it cannot fail
		ticket.Line = deskWord + string(rest) + "\n" + d.Line
		text := f.Tickets.Make(ticket)
		if f.Fits(text) || d.ResponseURL == "" {
			return text
		}
		d.ResponseURL = ""
	}
}

// Open reads what a form remembers, when somebody (an id) uses it. The desk is empty unless
// all is [bot.Fine].
func (f Forms) Open(sealed, user string) (Desk, bot.Fault) {
	text, fault := f.Read(sealed, user)
	if fault != bot.Fine {
		return Desk{}, fault
	}
	text, ours := strings.CutPrefix(text, deskWord)
	rest, line, two := strings.Cut(text, "\n")
	d := Desk{}
	if err := json.Unmarshal([]byte(rest), &d); !ours || !two || err != nil {
		return Desk{}, bot.Unknown
	}
	d.Line, d.Owner = line, user
	return d, bot.Fine
}

// MarkBytes is how much of a sum a mark holds: enough to tell two forms apart. It is written in
// twice as many characters.
const MarkBytes = 8

// markOf tells the answers of a form before a step from others. What is half filled in is kept
// by person and line: when two forms of one line are open, the answers before a step can
// be those of the other. Before the first step there are none, and it is empty.
func markOf(form bot.Form, before int) string {
	if before <= 0 {
		return ""
	}
	var answers [][2]string
	for _, f := range form.Fields[:min(before, len(form.Fields))] {
		answers = append(answers, [2]string{f.Name, f.Value})
	}
	return sumOf(answers)
}
