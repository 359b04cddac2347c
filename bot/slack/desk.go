package slack

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// desk is what a modal must remember: where the form was asked for, and by whom.
type desk struct {
	Line        string `json:"-"`                      // of the form
	Owner       string `json:"-"`                      // Slack id of the only person who may submit it
	Channel     string `json:"c,omitempty"`            // where it was asked for
	Thread      string `json:"t,omitempty"`            // ts of the thread there
	Private     bool   `json:"p,omitempty"`            // of the channel, see [bot.Place]
	Outside     bool   `json:"o,omitempty"`            // idem
	Unknown     bool   `json:"u,omitempty"`            // idem
	Step        int    `json:"s,omitempty"`            // number of the first field that is shown
	Mark        string `json:"m,omitempty"`            // of the answers of the steps before this one
	ResponseURL string `json:"response_url,omitempty"` // left out when there is no room for it
}

// deskWord tells a desk from the line of a button.
const deskWord = "desk "

// seal writes a desk as a ticket of its owner. The line stands behind the rest as it is, so that
// no character of it takes more room than it has: with the longest line that [bot.Check]
// lets pass it fits. What may be missing when it does not is the address for the answer,
// which then goes to the direct conversation.
func (s *Slack) seal(d desk) string {
	ticket := bot.Ticket{For: d.Owner, Until: s.cfg.Now().Add(bot.TicketLife)}
	for {
		rest, _ := json.Marshal(d) // strings, numbers and bools: it cannot fail
		ticket.Line = deskWord + string(rest) + "\n" + d.Line
		text := s.cfg.Tickets.Make(ticket)
		if utf8.RuneCountInString(text) <= maxMetadata || d.ResponseURL == "" {
			return text
		}
		d.ResponseURL = ""
	}
}

// readDesk reads what a modal remembers, when somebody (a Slack id) uses it. The desk is
// empty unless all is [bot.Fine].
func (s *Slack) readDesk(privateMetadata, user string) (desk, bot.Fault) {
	text, fault := s.readLine(privateMetadata, user)
	if fault != bot.Fine {
		return desk{}, fault
	}
	text, ours := strings.CutPrefix(text, deskWord)
	rest, line, two := strings.Cut(text, "\n")
	d := desk{}
	if err := json.Unmarshal([]byte(rest), &d); !ours || !two || err != nil {
		return desk{}, bot.Unknown
	}
	d.Line, d.Owner = line, user
	return d, bot.Fine
}
