package main

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// asker asks through a limit, on a clock of its own.
type asker struct {
	t      *testing.T
	now    time.Time
	limit  *limit
	answer bot.Answer
	heard  int
}

func newAsker(t *testing.T) *asker {
	a := &asker{t: t, now: time.Date(2026, time.November, 13, 9, 0, 0, 0, time.UTC)}
	a.limit = newLimit(func() time.Time { return a.now })
	a.answer = a.limit.answer(func(context.Context, bot.Request) (bot.Message, error) {
		a.heard++
		return bot.Message{Text: "gedaan"}, nil
	})
	return a
}

// asks says a line so many times and returns how many were let through.
func (a *asker) asks(n int, req bot.Request) int {
	a.t.Helper()
	before := a.heard
	for range n {
		m, err := a.answer(a.t.Context(), req)
		if err != nil {
			a.t.Fatal(err)
		}
		if refused := m.Text == tooMuch; refused != m.Refused {
			a.t.Fatalf("%+v", m)
		}
	}
	return a.heard - before
}

func from(platform, id string) bot.Request {
	return bot.Request{Line: "agenda", From: bot.Person{Platform: platform, ID: id}}
}

func TestLimitIsPerPerson(t *testing.T) {
	a := newAsker(t)
	if n := a.asks(100, from("slack", "U1")); n != askBurst {
		t.Errorf("%d of 100 went through", n)
	}
	for _, other := range []bot.Request{from("slack", "U2"), from("mattermost", "U1")} {
		if n := a.asks(askBurst, other); n != askBurst {
			t.Errorf("%v: %d went through", other.From, n)
		}
	}
	a.now = a.now.Add(3 * time.Second)
	if n := a.asks(100, from("slack", "U1")); n != 3 {
		t.Errorf("after 3 seconds %d went through", n)
	}
}

// TestLimitAndForms: keeping a form while somebody types takes nothing of what they may
// ask, and the other way round; without end it is not either.
func TestLimitAndForms(t *testing.T) {
	a := newAsker(t)
	keep := from("slack", "U1")
	keep.Partial = true
	if n := a.asks(1000, keep); n != keepBurst {
		t.Errorf("%d forms were kept", n)
	}
	if n := a.asks(1, from("slack", "U1")); n != 1 {
		t.Error("who typed cannot send")
	}
	unasked := from("slack", "U1")
	unasked.Unasked = true
	c := newAsker(t)
	c.asks(100, unasked)
	if n := c.asks(askBurst, from("slack", "U1")); n != askBurst {
		t.Errorf("a platform that asks by itself took %d of what may be asked", askBurst-n)
	}
	if n := c.asks(1000, unasked); n > keepBurst {
		t.Errorf("a platform asked %d times by itself", n)
	}
	b := newAsker(t)
	b.asks(100, from("slack", "U1"))
	if n := b.asks(1, keep); n != 1 {
		t.Error("what was typed is not kept")
	}
}

func TestLimitForgets(t *testing.T) {
	a := newAsker(t)
	for n := range 3 * maxPeople {
		a.asks(1, from("slack", strconv.Itoa(n)))
	}
	if n := len(a.limit.people); n != maxPeople || a.limit.recent.Len() != n {
		t.Errorf("%d people are remembered", n)
	}
	a.now = a.now.Add(quiet)
	a.asks(1, from("slack", "new"))
	if n := len(a.limit.people); n != 1 || a.limit.recent.Len() != n {
		t.Errorf("%d people are remembered after a pause", n)
	}
}

// TestLimitRemembersTheBusy: who fills the memory with others does not free themselves.
func TestLimitRemembersTheBusy(t *testing.T) {
	a := newAsker(t)
	a.asks(askBurst, from("slack", "busy"))
	for n := range 2 * maxPeople {
		a.asks(1, from("slack", strconv.Itoa(n)))
		if n%1000 == 0 && a.asks(1, from("slack", "busy")) != 0 {
			t.Fatalf("forgotten after %d others", n)
		}
	}
}
