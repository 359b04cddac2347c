package platform

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// delivered is an answer of texts, of which others go another way.
func delivered(lost func(error), texts []string, ways ...Way[string]) Delivery[string] {
	return Delivery[string]{Ways: ways, Posts: texts, Lost: lost, Turned: func(error) {}, Judge: NotSent}
}

func talking(after func(wait time.Duration, do func())) *Talk {
	return &Talk{Log: slog.New(slog.DiscardHandler), Within: time.Minute, After: after}
}

func TestAnswerWaitsAsLongAsItIsAskedTo(t *testing.T) {
	var waits []time.Duration
	talk := talking(func(wait time.Duration, do func()) { waits = append(waits, wait); do() })
	busy := []time.Duration{20 * time.Second, 0, 39 * time.Second, time.Second}
	calls := 0
	slow := func(context.Context, string) error {
		calls++
		if calls > len(busy) {
			return nil
		}
		return &bot.NotSent{Why: bot.Busy, After: busy[calls-1]}
	}
	var lost error
	if err := Deliver(t.Context(), talk, delivered(func(err error) { lost = err }, []string{"x"}, slow)); err != nil {
		t.Error(err)
	}
	if err := talk.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{20 * time.Second, time.Second, 39 * time.Second}
	if !slices.Equal(waits, want) || NotSent(lost) == nil {
		t.Error(waits, lost)
	}
	if err := Deliver(t.Context(), talk, delivered(nil, []string{"x"}, slow)); err != nil {
		t.Error("afterwards:", err)
	}
}

// TestAnswerWaitsForItsBestWay: a conversation that is busy for a moment loses no answer to another;
// one that stays busy does, and so does a way that nobody should wait for.
func TestAnswerWaitsForItsBestWay(t *testing.T) {
	const short = time.Second
	for name, c := range map[string]struct {
		busy    []time.Duration // what the best way asks to wait, in turn
		hurried bool
		waits   int
		at      string
	}{
		"a moment":         {[]time.Duration{short}, false, 1, "best"},
		"long":             {[]time.Duration{loyalty + short}, false, 0, "other"},
		"again and again":  {[]time.Duration{loyalty / 2, loyalty / 2, short}, false, 2, "other"},
		"of a hurried way": {[]time.Duration{short}, true, 0, "other"},
	} {
		t.Run(name, func(t *testing.T) {
			waits, at := 0, ""
			talk := talking(func(_ time.Duration, do func()) { waits++; do() })
			best := func(context.Context, string) error {
				if len(c.busy) == 0 {
					at = "best"
					return nil
				}
				wait := c.busy[0]
				c.busy = c.busy[1:]
				return &bot.NotSent{Why: bot.Busy, After: wait}
			}
			if c.hurried {
				best = Hurried(best)
			}
			other := func(context.Context, string) error { at = "other"; return nil }
			d := delivered(func(err error) { t.Error(err) }, []string{"x"}, best, other)
			turned := 0
			d.Turned = func(err error) {
				turned++
				if NotSent(err) == nil {
					t.Error(err)
				}
			}
			if err := Deliver(t.Context(), talk, d); err != nil {
				t.Error(err)
			}
			if err := talk.Finish(t.Context()); err != nil {
				t.Fatal(err)
			}
			equal(t, "waits", waits, c.waits)
			equal(t, "given", at, c.at)
			equal(t, "went another way", turned == 1, c.at == "other")
		})
	}
}

// TestWaitingForTheBestWayLeavesPatience: the last way still gets most of the minute.
func TestWaitingForTheBestWayLeavesPatience(t *testing.T) {
	var waited time.Duration
	talk := talking(func(wait time.Duration, do func()) { waited += wait; do() })
	busy := func(context.Context, string) error { return &bot.NotSent{Why: bot.Busy} }
	var lost error
	if err := Deliver(t.Context(), talk, delivered(func(err error) { lost = err }, []string{"x"}, busy, busy)); err != nil {
		t.Error(err)
	}
	if err := talk.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if waited != Patience || NotSent(lost) == nil {
		t.Error(waited, lost)
	}
}

// TestAnswerWaitsForAConnection: it is tried again a few times, ever less often, whatever the way.
func TestAnswerWaitsForAConnection(t *testing.T) {
	none := Unanswered("chat", &net.OpError{Op: "dial", Err: errors.New("refused")})
	const s = time.Second
	for name, c := range map[string]struct {
		away  int // how often there is no connection
		ways  int
		waits []time.Duration
		lost  bool
	}{
		"a moment":             {1, 1, []time.Duration{2 * s}, false},
		"longer":               {4, 1, []time.Duration{2 * s, 4 * s, 8 * s, 16 * s}, false},
		"for good":             {100, 1, []time.Duration{2 * s, 4 * s, 8 * s, 16 * s, 30 * s}, true},
		"for good, with a way": {100, 2, []time.Duration{2 * s, 4 * s, 8 * s, 16 * s, 30 * s}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var waits []time.Duration
			talk := talking(func(wait time.Duration, do func()) { waits = append(waits, wait); do() })
			way := func(context.Context, string) error {
				if c.away--; c.away < 0 {
					return nil
				}
				return none
			}
			given, lost := 0, 0
			d := delivered(func(error) { lost++ }, []string{"een", "twee"}, slices.Repeat([]Way[string]{way}, c.ways)...)
			d.Given = func() { given++ }
			if err := Deliver(t.Context(), talk, d); err != nil {
				t.Error(err)
			}
			if err := talk.Finish(t.Context()); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(waits, c.waits) || lost+given != 1 || (lost == 1) != c.lost {
				t.Error(waits, given, lost)
			}
		})
	}
}

// TestAnswerThatMayBeThereWaitsForNoConnection: it is tried another way at once, or not any more.
func TestAnswerThatMayBeThereWaitsForNoConnection(t *testing.T) {
	perhaps := errors.New("perhaps")
	none := Unanswered("chat", &net.OpError{Op: "dial", Err: errors.New("refused")})
	talk := talking(func(time.Duration, func()) { t.Error("it waits") })
	d := delivered(nil, []string{"x"}, func(context.Context, string) error { return perhaps }, func(context.Context, string) error { return none })
	d.Given = func() { t.Error("it was given") }
	if err := Deliver(t.Context(), talk, d); !errors.Is(err, none) {
		t.Error(err)
	}
}

func TestTheRestOfAnAnswerWaitsForItsBeginning(t *testing.T) {
	var later []func()
	talk := talking(func(_ time.Duration, do func()) { later = append(later, do) })
	busy := true
	var said []string
	slow := func(_ context.Context, p string) error {
		if busy && p == "twee" {
			busy = false
			return &bot.NotSent{Why: bot.Busy}
		}
		said = append(said, p)
		return nil
	}
	if err := Deliver(t.Context(), talk, delivered(nil, []string{"een", "twee", "drie"}, slow)); err != nil {
		t.Error(err)
	}
	equal(t, "at first", len(said), 1)
	for _, do := range later {
		do()
	}
	if err := talk.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(said, []string{"een", "twee", "drie"}) {
		t.Error(said)
	}
}

func TestTheRestOfAnAnswerGoesAnotherWay(t *testing.T) {
	ended := errors.New("it ends here")
	var first, second []string
	one := func(_ context.Context, p string) error {
		if len(first) == 1 {
			return ended
		}
		first = append(first, p)
		return nil
	}
	two := func(_ context.Context, p string) error { second = append(second, p); return nil }
	d := delivered(nil, []string{"een", "twee", "drie"}, one, two)
	var why error
	d.Turned = func(err error) { why = err }
	if err := Deliver(t.Context(), talking(nil), d); err != nil {
		t.Error(err)
	}
	if !slices.Equal(first, []string{"een"}) || !slices.Equal(second, []string{"twee", "drie"}) || !errors.Is(why, ended) {
		t.Error(first, second, why)
	}
	never := func(context.Context, string) error { return ended }
	if err := Deliver(t.Context(), talking(nil), delivered(nil, []string{"een"}, never)); !errors.Is(err, ended) {
		t.Errorf("what cannot be given: %v", err)
	}
}

// TestAnswerThatMayBeThereGoesNoOtherWay: when somebody looks whether it is there, it is not given
// again elsewhere. Of what is certainly not there, and of several posts, everything is given.
func TestAnswerThatMayBeThereGoesNoOtherWay(t *testing.T) {
	unsure, sure := errors.New("no answer"), &bot.NotSent{Cause: errors.New("refused")}
	for name, c := range map[string]struct {
		err   error
		posts []string
		other int // posts that go the other way
	}{
		"it may be there":       {unsure, []string{"a"}, 0},
		"it is not there":       {sure, []string{"a"}, 1},
		"one of several may be": {unsure, []string{"a", "b"}, 2},
		"one of several is not": {sure, []string{"a", "b"}, 2},
	} {
		other := 0
		first := Decisive(func(context.Context, string) error { return c.err })
		second := func(context.Context, string) error { other++; return nil }
		err := Deliver(t.Context(), talking(nil), delivered(nil, c.posts, first, second))
		if other != c.other || (err == nil) != (other > 0) {
			t.Errorf("%s: %d posts went the other way, %v", name, other, err)
		}
	}
}
