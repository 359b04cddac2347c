package slack

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
	s := renderer()
	d := desk{Line: "mdo verslag zaak=\"ZO 1\" <x>", Owner: "U1", Channel: "C1", Thread: "1.2", Private: true, Outside: true, Unknown: true, Step: 12, ResponseURL: "https://hooks.slack.com/x"}
	text := s.seal(d)
	if got, fault := s.readDesk(text, "U1"); got != d || fault != bot.Fine {
		t.Errorf("it is %+v (%v)", got, fault)
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
		"a button":      {s.button(bot.Button{Label: "x", Line: "agenda"}, "U1", 1).Value, "U1", 0, bot.Unknown},
		"not JSON":      {s.button(bot.Button{Label: "x", Line: "desk {\nagenda"}, "U1", 1).Value, "U1", 0, bot.Unknown},
		"no line":       {s.button(bot.Button{Label: "x", Line: "desk {}"}, "U1", 1).Value, "U1", 0, bot.Unknown},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := renderer()
			now := s.cfg.Now()
			s.cfg.Now = func() time.Time { return now.Add(test.later) }
			if got, fault := s.readDesk(test.text, test.user); got != (desk{}) || fault != test.want {
				t.Errorf("it is %+v (%v), want %v", got, fault, test.want)
			}
		})
	}
}

// TestDeskFits: within what bot.Check lets pass a desk always fits; the address for the
// answer is left out when there is no room for it.
func TestDeskFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desk{
			Line: strings.Repeat(rapid.SampledFrom([]string{"a", "é", `"`, "<", "\\", "\n"}).Draw(t, "letter"), rapid.IntRange(0, bot.MaxLine).Draw(t, "length")),
			// The identifiers of Slack are of at most some 20 characters.
			Owner: rapid.StringMatching(`U[A-Z0-9]{8,20}`).Draw(t, "owner"), Channel: rapid.StringMatching(`[CDG][A-Z0-9]{8,20}`).Draw(t, "channel"), Thread: "1234567890.123456",
			Step: rapid.IntRange(0, bot.MaxFields).Draw(t, "step"), Mark: strings.Repeat("f", 2*markBytes), ResponseURL: rapid.StringMatching(`https://[a-z&]{0,20}`).Draw(t, "url") + strings.Repeat("x", rapid.IntRange(0, 2000).Draw(t, "rest")),
		}
		text := renderer().seal(d)
		if n := utf8.RuneCountInString(text); n > 3000 {
			t.Errorf("%d characters", n)
		}
		got, fault := renderer().readDesk(text, d.Owner)
		if got.ResponseURL == "" && utf8.RuneCountInString(d.ResponseURL) > 500 {
			d.ResponseURL = ""
		}
		if got != d || fault != bot.Fine {
			t.Errorf("it is %+v (%v), want %+v", got, fault, d)
		}
	})
}
