package platform

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// clocked are turns with a clock that goes on only when somebody waits for it.
type clocked struct {
	Turns
	at    time.Time
	slept time.Duration
}

// The methods of the platform of these tests.
const (
	methodSlow = "history.read"
	methodFast = "person.read"
)

// allowed is what the platform of these tests allows: a message a second in a conversation, and
// a few at once.
func allowed() Turns {
	return Turns{
		Platform: "chat",
		Speed: func(lane string) Speed {
			switch lane {
			case Everyone:
				return Speed{time.Second / 4, 10}
			case Unasked:
				return Speed{time.Second / 3, 6}
			case methodSlow:
				return Speed{time.Minute / 50, 20}
			case methodFast:
				return Speed{time.Minute / 100, 40}
			}
			return Speed{time.Second, 4}
		},
		Conversation: func(lane string) bool { return lane != methodSlow && lane != methodFast },
	}
}

func newClocked() *clocked {
	c := &clocked{Turns: allowed(), at: moment}
	c.Now = func() time.Time { return c.at }
	c.Sleep = func(ctx context.Context, d time.Duration) error {
		c.at, c.slept = c.at.Add(d), c.slept+d
		return ctx.Err()
	}
	return c
}

// TestPatiently: what is refused because too much is done at once is done a little later; what is
// refused for another reason, or for long, is not waited for.
func TestPatiently(t *testing.T) {
	busy := func(after time.Duration) error { return &bot.NotSent{Why: bot.Busy, After: after} }
	for name, c := range map[string]struct {
		says  []error
		slept time.Duration
		fails bool
	}{
		"at once":        {[]error{nil}, 0, false},
		"a little later": {[]error{busy(2 * time.Second), busy(0), nil}, 3 * time.Second, false},
		"too long":       {[]error{busy(time.Minute)}, 0, true},
		"in all":         {[]error{busy(8 * time.Second), busy(8 * time.Second)}, 8 * time.Second, true},
		"not because of": {[]error{&bot.NotSent{Why: bot.Unfit}}, 0, true},
		"not certain":    {[]error{errLost}, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			p, n := newClocked(), 0
			err := p.Patiently(t.Context(), func() error { n++; return c.says[n-1] })
			if (err != nil) != c.fails || p.slept != c.slept || n != len(c.says) {
				t.Errorf("%v after %s, %d times", err, p.slept, n)
			}
		})
	}
}

func TestOneConversationGoesSlowly(t *testing.T) {
	c := newClocked()
	for i := range 20 {
		if err := c.Take(t.Context(), 1, Everyone, "D1"); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
	}
	if c.slept < 15*time.Second || c.slept > 17*time.Second {
		t.Errorf("20 messages in %v", c.slept)
	}
}

func TestABusyConversationHoldsUpNoOther(t *testing.T) {
	c := newClocked()
	_ = c.Heed("D1", &bot.NotSent{Why: bot.Busy, After: time.Minute})
	err := c.Take(t.Context(), 1, Everyone, "D1")
	if got := verdictOf(err); got != (verdict{true, bot.Busy, time.Minute, false}) {
		t.Errorf("%+v", got)
	}
	for i := range 8 {
		if err := c.Take(t.Context(), 1, Everyone, fmt.Sprintf("D1%d", i)); err != nil || c.slept > 0 {
			t.Errorf("another waits: %v %v", err, c.slept)
		}
	}
	c.at = c.at.Add(time.Minute)
	if err := c.Take(t.Context(), 1, Everyone, "D1"); err != nil {
		t.Errorf("after the rest: %v", err)
	}
}

func TestWhatIsRefusedTakesNoTurn(t *testing.T) {
	c := newClocked()
	_ = c.Heed("D1", &bot.NotSent{Why: bot.Busy, After: time.Minute})
	for range 100 {
		if c.Take(t.Context(), 1, Everyone, "D1") == nil {
			t.Fatal("a turn while it rests")
		}
	}
	if err := c.Take(t.Context(), 4, Everyone, "D2"); err != nil || c.slept > 0 {
		t.Errorf("%v after %v", err, c.slept)
	}
}

func TestTwoBusyConversationsAreTheWorkspace(t *testing.T) {
	c := newClocked()
	first := c.Heed("D1", &bot.NotSent{Why: bot.Busy, After: 10 * time.Second})
	second := c.Heed("D2", &bot.NotSent{Why: bot.Busy, After: 20 * time.Second})
	if verdictOf(first).all || !verdictOf(second).all {
		t.Errorf("%+v, then %+v", verdictOf(first), verdictOf(second))
	}
	if got := verdictOf(c.Take(t.Context(), 1, Everyone, "D3")); got != (verdict{true, bot.Busy, 20 * time.Second, true}) {
		t.Errorf("a third one: %+v", got)
	}
	c.at = c.at.Add(20 * time.Second)
	if err := c.Take(t.Context(), 1, Everyone, "D3"); err != nil {
		t.Error(err)
	}
}

func TestAMethodRestsByItself(t *testing.T) {
	c := newClocked()
	_ = c.Heed(methodSlow, &bot.NotSent{Why: bot.Busy, After: 30 * time.Second})
	if got := verdictOf(c.Take(t.Context(), 1, methodSlow)); got != (verdict{true, bot.Busy, 30 * time.Second, false}) {
		t.Errorf("%+v", got)
	}
	if err := c.Take(t.Context(), 1, Everyone, "D1"); err != nil {
		t.Errorf("messages wait for it: %v", err)
	}
	if other := errors.New("something else"); !errors.Is(c.Heed(methodFast, other), other) || c.Take(t.Context(), 1, methodFast) != nil {
		t.Error("an error that asks for nothing is heeded")
	}
}

func TestTheEndWhileWaiting(t *testing.T) {
	c := newClocked()
	ctx, cancel := context.WithCancel(t.Context())
	_ = c.Take(ctx, 4, "D1")
	cancel()
	if got := verdictOf(c.Take(ctx, 1, "D1")); got != (verdict{certain: true}) {
		t.Errorf("%+v", got)
	}
	plain := allowed()
	if got := verdictOf(plain.Take(ctx, 1, "D1")); got != (verdict{certain: true}) {
		t.Errorf("%+v", got)
	}
	_ = plain.Take(t.Context(), 4, "D2")
	if got := verdictOf(plain.Take(ctx, 1, "D2")); got != (verdict{certain: true}) {
		t.Errorf("waiting goes on after the end: %+v", got)
	}
}

func TestNoLaneIsKeptForEver(t *testing.T) {
	c := newClocked()
	for i := range 3 * cacheSize {
		_ = c.Take(t.Context(), 1, fmt.Sprintf("D%d", i))
		c.at = c.at.Add(10 * time.Millisecond)
	}
	if n := len(c.lanes); n > cacheSize {
		t.Errorf("%d lanes", n)
	}
}

// In no second more goes out than the burst and what a second allows, whatever comes.
func TestNeverFasterThanAllowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClocked()
		sent := map[string][]time.Time{}
		for range rapid.IntRange(1, 200).Draw(t, "messages") {
			lane := rapid.SampledFrom([]string{"D1", "D2", "C3"}).Draw(t, "lane")
			if rapid.IntRange(0, 19).Draw(t, "dice") == 0 {
				_ = c.Heed(lane, &bot.NotSent{Why: bot.Busy, After: time.Duration(rapid.IntRange(0, 5).Draw(t, "rest")) * time.Second})
			}
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 800).Draw(t, "pause")) * time.Millisecond)
			before := c.slept
			err := c.Take(context.Background(), 1, Everyone, lane)
			if c.slept-before > LongestWait {
				t.Fatalf("waited %v", c.slept-before)
			}
			if err == nil {
				sent[lane] = append(sent[lane], c.at)
			}
		}
		for lane, at := range sent {
			for i := 5; i < len(at); i++ {
				if at[i].Sub(at[i-5]) < time.Second-time.Millisecond {
					t.Fatalf("%s: six within %v", lane, at[i].Sub(at[i-5]))
				}
			}
		}
	})
}

func TestRemindersLeaveRoomForAnswers(t *testing.T) {
	c := newClocked()
	reminders, all := 0, true
	for i := range 400 {
		c.at = c.at.Add(50 * time.Millisecond)
		for n := range 4 {
			delay, _, cancel := c.reserve(1, []string{Unasked, Everyone, fmt.Sprintf("DX%d-%d", i, n)})
			if delay > LongestWait {
				cancel()
			} else {
				reminders++
			}
		}
		if i%20 == 0 {
			err := c.Take(t.Context(), 1, Everyone, fmt.Sprintf("DY%d", i))
			all = all && err == nil
		}
	}
	if !all || reminders < 50 {
		t.Errorf("answers in time: %v, reminders meanwhile: %d", all, reminders)
	}
	for i := range 100 {
		err := c.Take(t.Context(), 1, Unasked, Everyone, fmt.Sprintf("DZ%d", i))
		if got := verdictOf(err); err != nil && !got.all {
			t.Errorf("it holds for all reminders: %+v", got)
		}
	}
}
