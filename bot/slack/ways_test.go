package slack

import (
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
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

// TestAnswerStaysInItsThread: a channel that is busy for a moment sends no answer out of the thread
// in which it was asked.
func TestAnswerStaysInItsThread(t *testing.T) {
	w := newTalker(t)
	w.posting("ratelimited")
	w.happened("Ev1", "message-thread", "text", "agenda")
	refused := w.told("chat.postMessage")
	w.posting("")
	w.later()
	said := w.told("chat.postMessage")
	if len(refused) != 1 || len(said) != 2 {
		t.Fatalf("%d, then %d", len(refused), len(said))
	}
	equal(t, "thread", said[1].args["thread_ts"], refused[0].args["thread_ts"])
	equal(t, "it has one", said[1].args["thread_ts"] != nil, true)
}

func TestAnswerIsNotTriedForEver(t *testing.T) {
	w := newTalker(t)
	w.posting("ratelimited")
	w.happened("Ev1", "message", "text", "agenda")
	for range 2 * int(platform.Patience/time.Second) {
		w.later()
	}
	equal(t, "waiting", len(w.waiting), 0)
	contains(t, w.log.String(), "an answer could not be given")
}

// What comes later can still be refused: then its person hears so, as they would have at once.
func TestAnswerThatIsRefusedLater(t *testing.T) {
	for name, c := range map[string]struct {
		m    bot.Message
		says string
	}{
		"aloud":   {bot.Message{Text: "Voor iedereen", Public: true}, platform.WordNotAloud},
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
