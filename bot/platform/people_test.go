package platform

import (
	"context"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestPerson(t *testing.T) {
	const says = "Jou ken ik niet."
	for name, c := range map[string]struct {
		p      Person
		hears  string
		is     bool // a stranger
		unread bool
	}{
		"a colleague":             {Person{Name: "Anouk"}, says, false, false},
		"a guest":                 {Person{Guest: true}, says, false, false},
		"a bot":                   {Person{Bot: true}, "", true, true},
		"a bot of elsewhere":      {Person{Bot: true, Outside: true}, "", true, true},
		"of elsewhere":            {Person{Outside: true}, says, true, true},
		"an account that is over": {Person{Deleted: true}, says, true, true},
	} {
		m, is := c.p.Stranger(says)
		equal(t, name+" is a stranger", is, c.is)
		equal(t, name+" hears", m.Text, c.hears)
		err := c.p.Unread("chat")
		equal(t, name+" is not written to", err != nil, c.unread)
		if c.unread {
			equal(t, name, verdictOf(err), verdict{certain: true, why: bot.Unreachable})
		}
	}
}

func TestWhom(t *testing.T) {
	unreachable := verdict{certain: true, why: bot.Unreachable}
	for name, c := range map[string]struct {
		to   bot.Address
		id   string // what is found
		err  error
		want verdict
	}{
		"a member":             {bot.Address{Member: "anouk"}, "U1", nil, verdict{}},
		"a channel":            {bot.Address{Channel: "noord"}, "C1", nil, verdict{}},
		"a member without":     {bot.Address{Member: "anouk"}, "", nil, unreachable},
		"a channel without":    {bot.Address{Channel: "noord"}, "", nil, unreachable},
		"nobody can tell":      {bot.Address{Member: "anouk"}, "", errLost, verdict{certain: true}},
		"nobody":               {bot.Address{}, "U1", nil, verdict{certain: true}},
		"a member and a place": {bot.Address{Member: "anouk", Channel: "noord"}, "U1", nil, verdict{certain: true}},
	} {
		look := func(context.Context, bot.Address) (string, error) { return c.id, c.err }
		id, err := Whom(t.Context(), "chat", look, c.to)
		equal(t, name, verdictOf(err), c.want)
		equal(t, name+" has an id", id != "", err == nil)
		if err != nil && verdictOf(err) == (verdict{}) {
			t.Errorf("%s: %v says nothing certain", name, err)
		}
	}
}
