package mattermost

import (
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// A dialog remembers where it was asked for, for its owner, and two openings of it differ.
func TestSeal(t *testing.T) {
	m := drawing(11, 6)
	for _, line := range []string{desk.Line, "", "een\ntwee", strings.Repeat("é", bot.MaxLine)} {
		d := desk
		d.Line, d.ResponseURL = line, "https://chat.voorbeeldstad.nl/hooks/commands/x"
		state := m.seal(d)
		if got, fault := m.readDesk(state, someone); fault != bot.Fine || got != d {
			t.Errorf("%+v, %d", got, fault)
		}
		if got, fault := m.readDesk(state, other); fault != bot.Foreign || got != (platform.Desk{}) {
			t.Errorf("of somebody else: %+v, %d", got, fault)
		}
		if again := m.seal(d); again == state || opening(again) == opening(state) || len(opening(state)) != 32 {
			t.Errorf("%s twice", opening(state))
		}
	}
}

// What was not made for a dialog of this person is none.
func TestReadDeskOfOthers(t *testing.T) {
	m := drawing(11, 6)
	nobodys := desk
	nobodys.Owner = ""
	for name, state := range map[string]string{
		"a button": m.ticket("agenda", someone), "a button of everybody": m.ticket("agenda", ""), "everybody's": m.seal(nobodys),
		"nothing": "", "made up": "1.a.b.c", "half": m.seal(desk)[:40],
	} {
		if d, fault := m.readDesk(state, someone); fault != bot.Unknown || d != (platform.Desk{}) {
			t.Errorf("%s: %+v, %d", name, d, fault)
		}
	}
	m.cfg.Now = func() time.Time { return moment.Add(-bot.TicketLife) }
	old := m.seal(desk)
	m.cfg.Now = func() time.Time { return moment }
	if _, fault := m.readDesk(old, someone); fault != bot.Expired {
		t.Errorf("an old one: %d", fault)
	}
}
