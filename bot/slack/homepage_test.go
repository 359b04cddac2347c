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
	w.touched("U1")
	equal(t, "never opened", len(w.waiting), 0)
	w.happened("Ev1", "home-opened")
	w.touched("U1")
	w.touched("U1")
	equal(t, "together", len(w.waiting), 1)
	w.later()
	equal(t, "nothing changed", len(w.told("views.publish")), 1)
	w.always("agenda week", bot.Message{Text: "Iets nieuws"})
	w.commanded("command-channel")
	w.later()
	equal(t, "something changed", len(w.told("views.publish")), 2)
	equal(t, "it does not go on by itself", len(w.waiting), 0)
	w.wrong["views.publish"] = "internal_error"
	w.always("agenda week", bot.Message{Text: "Nog iets"})
	w.touched("U1")
	w.later()
	w.wrong["views.publish"] = ""
	w.touched("U1")
	w.later()
	equal(t, "it was not there", len(w.told("views.publish")), 4)
	w.locked(func() { w.now = w.now.Add(homeLife) })
	w.touched("U1")
	equal(t, "opened long ago", len(w.waiting), 0)
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
	if len(h.open) != maxHomes || h.open["U9"] != nil || h.open["U10"] == nil {
		t.Error(len(h.open))
	}
}
