package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// mouth is a platform that keeps what it is asked.
type mouth struct {
	name  string
	asked []string
	found bool
	half  string // id of what is half there
	err   error
}

func (m *mouth) Send(_ context.Context, to bot.Address, key string, _ bot.Message) (bot.Receipt, error) {
	m.asked = append(m.asked, "send "+to.Member+to.Channel+" "+key)
	return bot.Receipt{Platform: m.name, ID: key}, m.err
}

func (m *mouth) Find(_ context.Context, to bot.Address, key string, _ time.Time) (bot.Receipt, bool, error) {
	m.asked = append(m.asked, "find "+to.Member+to.Channel+" "+key)
	if !m.found {
		return bot.Receipt{Platform: m.name, ID: m.half}, false, m.err
	}
	return bot.Receipt{Platform: m.name, ID: key}, true, m.err
}

func (m *mouth) Replace(_ context.Context, to bot.Address, r bot.Receipt, _ *bot.Message) error {
	m.asked = append(m.asked, "replace "+to.Member+to.Channel+" "+r.ID)
	return m.err
}

// twoPlatforms are one and two. Anouk is known on both, Bram on two, nobody else.
func twoPlatforms() (one, two *mouth, all senders) {
	one, two = &mouth{name: "one"}, &mouth{name: "two"}
	whom := func(_ context.Context, platform string, to bot.Address) (string, error) {
		if to.Member == "broken" {
			return "", errors.New("the database does not answer")
		}
		return map[string]string{"one anouk": "U1", "two anouk": "U2", "two bram": "U3"}[platform+" "+to.Member], nil
	}
	return one, two, senders{list: []outlet{{"one", one}, {"two", two}}, whom: whom, other: terminal{}}
}

func TestSendersSend(t *testing.T) {
	ctx := t.Context()
	for member, want := range map[string]string{"anouk": "one", "bram": "two"} {
		one, two, all := twoPlatforms()
		r, err := all.Send(ctx, bot.Address{Member: member}, "k", bot.Message{})
		if err != nil || r.Platform != want || len(one.asked)+len(two.asked) != 1 {
			t.Errorf("%s: %+v, %v; %q %q", member, r, err, one.asked, two.asked)
		}
	}
	one, two, all := twoPlatforms()
	for member, why := range map[string]bot.Why{"fleur": bot.Unreachable, "broken": bot.Failed} {
		var not *bot.NotSent
		if _, err := all.Send(ctx, bot.Address{Member: member}, "k", bot.Message{}); !errors.As(err, &not) || not.Why != why {
			t.Errorf("%s: %v", member, err)
		}
	}
	if len(one.asked)+len(two.asked) != 0 {
		t.Errorf("asked %q %q", one.asked, two.asked)
	}
	one.err = errors.New("who knows")
	var not *bot.NotSent
	if _, err := all.Send(ctx, bot.Address{Member: "anouk"}, "k", bot.Message{}); !errors.Is(err, one.err) || errors.As(err, &not) || len(two.asked) != 0 {
		t.Errorf("what is not certain was told as certain, or sent again: %v, %q", err, two.asked)
	}
}

func TestSendersFind(t *testing.T) {
	ctx, anouk := t.Context(), bot.Address{Member: "anouk"}
	one, two, all := twoPlatforms()
	if _, found, err := all.Find(ctx, anouk, "k", time.Time{}); found || err != nil || len(one.asked) != 1 || len(two.asked) != 1 {
		t.Errorf("%v %v", found, err)
	}
	two.found = true
	if r, found, err := all.Find(ctx, anouk, "k", time.Time{}); !found || err != nil || r.Platform != "two" {
		t.Errorf("%+v %v %v", r, found, err)
	}
	one.err = bot.ErrCannotTell // it is there all the same
	if r, found, err := all.Find(ctx, anouk, "k", time.Time{}); !found || err != nil || r.Platform != "two" {
		t.Errorf("%+v %v %v", r, found, err)
	}
	two.found = false
	if _, found, err := all.Find(ctx, anouk, "k", time.Time{}); found || !errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("one of them cannot tell: %v %v", found, err)
	}
	one.err, two.half = nil, "first of two"
	if r, found, err := all.Find(ctx, anouk, "k", time.Time{}); found || err != nil || r != (bot.Receipt{Platform: "two", ID: "first of two"}) {
		t.Errorf("what is half there is not told: %+v %v %v", r, found, err)
	}
	if _, found, err := all.Find(ctx, bot.Address{Member: "fleur"}, "k", time.Time{}); found || err != nil {
		t.Errorf("who is nowhere: %v %v", found, err)
	}
	if _, _, err := all.Find(ctx, bot.Address{Member: "broken"}, "k", time.Time{}); err == nil {
		t.Error("a database that does not answer says that nothing is there")
	}
}

// TestSendersReplace: a message is changed where it stands, whoever would get it now. What
// tick printed is nobody's to change; what stands on a platform that is away waits.
func TestSendersReplace(t *testing.T) {
	ctx, fleur := t.Context(), bot.Address{Member: "fleur"}
	one, two, all := twoPlatforms()
	if err := all.Replace(ctx, fleur, bot.Receipt{Platform: "two", ID: "r"}, nil); err != nil || len(one.asked) != 0 || !slices.Equal(two.asked, []string{"replace fleur r"}) {
		t.Errorf("%v %q %q", err, one.asked, two.asked)
	}
	if err := all.Replace(ctx, fleur, bot.Receipt{Platform: bot.Local, ID: "r"}, nil); err != nil {
		t.Error(err)
	}
	if err := all.Replace(ctx, fleur, bot.Receipt{Platform: "three", ID: "r"}, nil); !errors.Is(err, errElsewhere) {
		t.Errorf("got %v", err)
	}
}

// TestWhoIsWhoOnAPlatform: members by their id, teams by their channel, and nobody by what is
// not there.
func TestWhoIsWhoOnAPlatform(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s, ctx := open(), t.Context()
		must(t, s.Update(ctx, func(tx *store.Tx) error {
			return errors.Join(
				tx.SaveTeam(ctx, procesregie.Team{Naam: "Noord", Kanalen: map[string]string{"slack": "C1"}}),
				tx.SaveTeam(ctx, procesregie.Team{Naam: "Zuid"}),
				tx.SaveLid(ctx, procesregie.Lid{Gebruiker: "anouk", Naam: "Anouk", Rol: procesregie.Consulent, Team: "Noord", IDs: map[string]string{"slack": "U1"}}),
				tx.SaveLid(ctx, procesregie.Lid{Gebruiker: "bram", Naam: "Bram", Rol: procesregie.Consulent, Team: "Noord"}),
				tx.SaveLid(ctx, procesregie.Lid{Gebruiker: "weg", Naam: "Weg", Rol: procesregie.Consulent, Team: "Noord", IDs: map[string]string{"slack": "U9"}, Weg: true}))
		}))
		for to, want := range map[bot.Address]string{
			{Member: "anouk"}: "U1", {Member: "bram"}: "", {Member: "niemand"}: "",
			{Channel: "casuistiek", Team: "Noord"}: "C1", {Channel: "casuistiek", Team: "Zuid"}: "", {Channel: "casuistiek", Team: "Oost"}: "",
		} {
			if got, err := whomOn(s, "slack")(ctx, to); got != want || err != nil {
				t.Errorf("%+v: got %q, %v", to, got, err)
			}
			if got, err := whomOn(s, "teams")(ctx, to); got != "" || err != nil {
				t.Errorf("%+v on another platform: got %q, %v", to, got, err)
			}
		}
		for id, want := range map[string]string{"U1": "anouk", "U9": "", "U404": "", "": ""} {
			if got, err := memberOn(s, "slack")(ctx, id); got != want || err != nil {
				t.Errorf("%q: got %q, %v", id, got, err)
			}
		}
		first := firstTime(s, time.Now)
		for i, want := range []bool{true, false, false} {
			if got, err := first(ctx, "slack/answer/1"); got != want || err != nil {
				t.Errorf("time %d: %v, %v", i, got, err)
			}
		}
		must(t, s.Close())
		if _, err := whomOn(s, "slack")(ctx, bot.Address{Member: "anouk"}); err == nil {
			t.Error("a database that is gone says that Anouk is nowhere")
		}
		if _, err := memberOn(s, "slack")(ctx, "U1"); err == nil {
			t.Error("a database that is gone says that U1 is nobody")
		}
	})
}
