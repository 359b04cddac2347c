package slack

import (
	"context"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// posting lets every post go wrong from now on; "": right.
func (w *talker) posting(name string) {
	w.locked(func() { w.wrong["chat.postMessage"] = name })
}

func TestAnswerThatSlackHasNoTimeForComesLater(t *testing.T) {
	w := newTalker(t)
	w.posting("ratelimited")
	w.happened("Ev1", "message", "text", "agenda")
	refused := len(w.told("chat.postMessage"))
	w.later()
	w.posting("")
	w.later()
	said := w.told("chat.postMessage")
	if len(said) != refused+2 {
		t.Fatalf("%d, then %d", refused, len(said))
	}
	contains(t, wordsOf(said[len(said)-1].args), "Antwoord op agenda")
	w.later()
	equal(t, "once it is said", len(w.told("chat.postMessage")), refused+2)
}

func TestAnswerIsNotTriedForEver(t *testing.T) {
	w := newTalker(t)
	w.posting("ratelimited")
	w.happened("Ev1", "message", "text", "agenda")
	for range 2 * int(patience/time.Second) {
		w.later()
	}
	equal(t, "waiting", len(w.waiting), 0)
	contains(t, w.log.String(), "an answer could not be given")
}

func TestAnswerWaitsAsLongAsItIsAskedTo(t *testing.T) {
	w := newTalker(t)
	var waits []time.Duration
	w.talk.After = func(wait time.Duration, do func()) { waits = append(waits, wait); do() }
	busy := []time.Duration{20 * time.Second, 0, 39 * time.Second, time.Second}
	calls := 0
	slow := func(context.Context, post) error {
		calls++
		if calls > len(busy) {
			return nil
		}
		return &bot.NotSent{Why: bot.Busy, After: busy[calls-1]}
	}
	var lost error
	if err := w.post(t.Context(), []way{slow}, []post{{Text: "x"}}, func(err error) { lost = err }); err != nil {
		t.Error(err)
	}
	w.settle()
	if len(waits) != 3 || waits[0] != 20*time.Second || waits[1] != time.Second || waits[2] != 39*time.Second || notSent(lost) == nil {
		t.Error(waits, lost)
	}
	if err := w.post(t.Context(), []way{slow}, []post{{Text: "x"}}, nil); err != nil {
		t.Error("afterwards:", err)
	}
}

func TestTheRestOfAnAnswerWaitsForItsBeginning(t *testing.T) {
	w := newTalker(t)
	busy := true
	var said []string
	slow := func(_ context.Context, p post) error {
		if busy && p.Text == "twee" {
			busy = false
			return &bot.NotSent{Why: bot.Busy}
		}
		said = append(said, p.Text)
		return nil
	}
	if err := w.post(t.Context(), []way{slow}, []post{{Text: "een"}, {Text: "twee"}, {Text: "drie"}}, nil); err != nil {
		t.Error(err)
	}
	equal(t, "at first", len(said), 1)
	w.later()
	if len(said) != 3 || said[1] != "twee" || said[2] != "drie" {
		t.Error(said)
	}
}

// What comes later can still be refused: then its person hears so, as they would have at once.
func TestAnswerThatIsRefusedLater(t *testing.T) {
	for name, c := range map[string]struct {
		m    bot.Message
		says string
	}{
		"aloud":   {bot.Message{Text: "Voor iedereen", Public: true}, wordNotAloud},
		"private": {bot.Message{Text: "De kaart", Direct: true}, wordNoDirect},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.always("agenda", c.m)
			w.posting("ratelimited")
			w.commanded("command-channel", typing("agenda"))
			equal(t, "at first", len(w.told("hook")), 0)
			w.posting("not_in_channel")
			w.later()
			said := w.told("hook")
			if len(said) != 1 {
				t.Fatal(w.calls)
			}
			contains(t, wordsOf(said[0].args), c.says)
		})
	}
}
