package platform

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// TestDesk: a desk comes back for its owner, and for nobody else, later, or changed.
func TestDesk(t *testing.T) {
	f := forms(nil)
	d := Desk{Line: "mdo verslag zaak=\"ZO 1\" <x>", Owner: "U1", Channel: "C1", Thread: "1.2", Private: true, Outside: true, Unknown: true, Step: 12, Mark: "m", Opened: "v", ResponseURL: "https://hooks.slack.com/x"}
	text := f.Seal(d)
	if got, fault := f.Open(text, "U1"); got != d || fault != bot.Fine {
		t.Errorf("it is %+v (%v)", got, fault)
	}
	ticket := func(line string) string {
		return f.Tickets.Make(bot.Ticket{Line: line, For: "U1", Until: moment.Add(bot.TicketLife)})
	}
	tests := map[string]struct {
		text, user string
		later      time.Duration
		want       bot.Fault
	}{
		"somebody else": {text, "U2", 0, bot.Foreign},
		"too late":      {text, "U1", bot.TicketLife + time.Hour, bot.Expired},
		"changed":       {strings.Replace(text, "ZO 1", "ZO 2", 1), "U1", 0, bot.Unknown},
		"half":          {text[:len(text)/2], "U1", 0, bot.Unknown},
		"empty":         {"", "U1", 0, bot.Unknown},
		"a button":      {ticket("agenda"), "U1", 0, bot.Unknown},
		"not JSON":      {ticket("desk {\nagenda"), "U1", 0, bot.Unknown},
		"no line":       {ticket("desk {}"), "U1", 0, bot.Unknown},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := forms(nil)
			f.Read = func(text, by string) (string, bot.Fault) { return f.Tickets.Read(text, by, moment.Add(test.later)) }
			if got, fault := f.Open(test.text, test.user); got != (Desk{}) || fault != test.want {
				t.Errorf("it is %+v (%v), want %v", got, fault, test.want)
			}
		})
	}
}

// TestDeskFits: within what bot.Check lets pass a desk always fits; the address for the
// answer is left out when there is no room for it.
func TestDeskFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Desk{
			Line: strings.Repeat(rapid.SampledFrom([]string{"a", "é", `"`, "<", "\\", "\n"}).Draw(t, "letter"), rapid.IntRange(0, bot.MaxLine).Draw(t, "length")),
			// The ids of platforms are of at most some 20 characters.
			Owner: rapid.StringMatching(`U[A-Z0-9]{8,20}`).Draw(t, "owner"), Channel: rapid.StringMatching(`[CDG][A-Z0-9]{8,20}`).Draw(t, "channel"), Thread: "1234567890.123456",
			Step: rapid.IntRange(0, bot.MaxFields).Draw(t, "step"), Mark: strings.Repeat("f", 2*MarkBytes), Opened: strings.Repeat("f", 2*MarkBytes), ResponseURL: rapid.StringMatching(`https://[a-z&]{0,20}`).Draw(t, "url") + strings.Repeat("x", rapid.IntRange(0, 2000).Draw(t, "rest")),
		}
		text := forms(nil).Seal(d)
		if n := utf8.RuneCountInString(text); n > deskRoom {
			t.Errorf("%d characters", n)
		}
		got, fault := forms(nil).Open(text, d.Owner)
		if got.ResponseURL == "" && utf8.RuneCountInString(d.ResponseURL) > 500 {
			d.ResponseURL = ""
		}
		if got != d || fault != bot.Fine {
			t.Errorf("it is %+v (%v), want %+v", got, fault, d)
		}
	})
}

func TestMark(t *testing.T) {
	form := func(answers ...string) bot.Form {
		f := bot.Form{}
		for i, answer := range answers {
			f.Fields = append(f.Fields, bot.Field{Name: fieldName(i), Value: answer})
		}
		return f
	}
	equal(t, "nothing before", markOf(form("a"), 0), "")
	equal(t, "what comes after", markOf(form("a", "b"), 1) == markOf(form("a", "c"), 1), true)
	equal(t, "what comes before", markOf(form("a", "b"), 1) == markOf(form("x", "b"), 1), false)
	equal(t, "where one ends", markOf(form("ab", ""), 2) == markOf(form("a", "b"), 2), false)
	equal(t, "a form that became shorter", len(markOf(form("a"), 40)), 2*MarkBytes)
}
