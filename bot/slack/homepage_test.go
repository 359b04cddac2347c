package slack

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestHomePageShowsTheAgenda(t *testing.T) {
	w := newTalker(t)
	w.always("agenda week", bot.Message{Text: "**Jouw agenda**", Parts: []bot.Part{{Text: "MDO", Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan"}}}}})
	w.happened("Ev1", "home-opened")
	pages := w.told("views.publish")
	if len(pages) != 1 || pages[0].args["user_id"] != "U1" {
		t.Fatal(pages)
	}
	contains(t, wordsOf(pages[0].args), "Jouw agenda", "Plannen")
	equal(t, "place", w.asked[0].In, bot.Place{ID: "home", Private: true})
	if _, fault := w.readLine(valueOf(t, pages[0].args, "Plannen"), "U2"); fault != bot.Foreign {
		t.Error("somebody else may press it")
	}
	w.happened("Ev2", "home-opened") // Slack may have lost it
	equal(t, "pages", len(w.told("views.publish")), 2)
}

func TestHomePageFollowsWhatHappens(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "home-opened")
	w.touched("U1")
	w.touched("U1")
	equal(t, "together", len(w.waiting), 1)
	w.later()
	w.always("agenda week", bot.Message{Text: "Iets nieuws"})
	w.commanded("command-channel")
	w.later()
	pages := w.told("views.publish")
	equal(t, "pages", len(pages), 3)
	contains(t, wordsOf(pages[2].args), "Iets nieuws")
	equal(t, "asked by somebody", w.asked[0].Unasked, false)
	equal(t, "asked by nobody", w.asked[1].Unasked, true)
	equal(t, "it does not go on by itself", len(w.waiting), 0)
	w.touched("") // a channel has none
	equal(t, "of nobody", len(w.waiting), 0)
}

// TestHomePageOfAnotherProcess: what changed goes from a page that was opened at another process
// or before a restart, or too long ago; nobody is asked what should stand there, as if
// somebody looked at it.
func TestHomePageOfAnotherProcess(t *testing.T) {
	w := newTalker(t)
	last := func() string {
		t.Helper()
		w.later()
		pages := w.told("views.publish")
		return wordsOf(pages[len(pages)-1].args)
	}
	w.touched("U1")
	equal(t, "never opened", last(), wordHomeChanged+"|Mijn agenda")
	equal(t, "asked", len(w.lines()), 0)
	w.happened("Ev1", "home-opened")
	w.touched("U1")
	equal(t, "opened here", last(), "Antwoord op agenda week")
	w.locked(func() { w.now = w.now.Add(homeLife) })
	w.touched("U1")
	equal(t, "opened long ago", last(), wordHomeChanged+"|Mijn agenda")
	w.interacted("t1", "press-home", "value", w.ticket("agenda week", "U1"))
	w.settle()
	equal(t, "who presses there has it open", last(), "Antwoord op agenda week")
}

// TestHomePagesWaitForTheirTurn: many that change at once come one after another, and who opens
// their page does not wait for them.
func TestHomePagesWaitForTheirTurn(t *testing.T) {
	w := newTalker(t)
	w.out.turns.Now, w.out.turns.Sleep = w.clock, func(context.Context, time.Duration) error { return nil }
	const many = 60
	for i := range many {
		w.touched("U" + strconv.Itoa(100+i))
	}
	w.later()
	shown := len(w.told("views.publish"))
	if shown == 0 || shown == many || len(w.waiting) != many-shown {
		t.Errorf("%d pages, %d wait", shown, len(w.waiting))
	}
	w.happened("Ev1", "home-opened")
	equal(t, "opened", len(w.told("views.publish")), shown+1)
	w.locked(func() { w.now = w.now.Add(time.Minute) })
	w.later()
	equal(t, "in the end", len(w.told("views.publish")), many+1)
	equal(t, "waits", len(w.waiting), 0)
}

func TestHomePageThatCannotBeShown(t *testing.T) {
	for why, c := range map[string]struct {
		again  int
		logged bool
	}{"ratelimited": {1, false}, "not_enabled": {0, false}, "internal_error": {0, true}} {
		w := newTalker(t)
		w.wrong["views.publish"] = why
		w.touched("U1")
		w.later()
		equal(t, why+": later", len(w.waiting), c.again)
		equal(t, why+": logged", strings.Contains(w.log.String(), "a home page could not be shown"), c.logged)
	}
}

// TestHomePageFollowsMessagesThatChange: the number of a case that was erased stands on the page
// no longer than in the message.
func TestHomePageFollowsMessagesThatChange(t *testing.T) {
	w := newTalker(t)
	w.wrong["conversations.history"], w.wrong["chat.delete"] = "channel_not_found", "message_not_found"
	w.happened("Ev1", "home-opened")
	w.always("agenda week", bot.Message{Text: "Niets te doen."})
	gone := bot.Receipt{Platform: Platform, ID: "D1/1794700000.000100"}
	if err := w.Replace(t.Context(), bot.Address{Member: "anouk"}, gone, nil); err != nil {
		t.Fatal(err)
	}
	w.later()
	equal(t, "pages", len(w.told("views.publish")), 2)
	w.cfg.People.Whom = func(context.Context, bot.Address) (string, error) { return "", nil }
	if err := w.Replace(t.Context(), bot.Address{Member: "anouk"}, gone, nil); err != nil {
		t.Errorf("of who has left: %v", err)
	}
}

func TestHomePageOfAStranger(t *testing.T) {
	w := newTalker(t)
	w.users["U1"] = `{"id":"U1","team_id":"T2"}`
	w.happened("Ev1", "home-opened")
	if pages := w.told("views.publish"); len(pages) != 1 || !strings.Contains(wordsOf(pages[0].args), wordStranger) || len(w.lines()) > 0 {
		t.Error(pages)
	}
}

func TestHomePagesAreBounded(t *testing.T) {
	var h homes
	at := time.Unix(firstStamp, 0)
	for i := range maxHomes + 10 {
		h.add("U"+strconv.Itoa(i), at.Add(time.Duration(i)))
	}
	if len(h.open) != maxHomes || h.opened("U9", at) || !h.opened("U10", at) {
		t.Error(len(h.open))
	}
}
