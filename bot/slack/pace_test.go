package slack

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// clocked is a pace with a clock that goes on only when somebody waits for it.
type clocked struct {
	turns
	at    time.Time
	slept time.Duration
}

func newClocked() *clocked {
	c := &clocked{at: time.Unix(firstStamp, 0)}
	c.now = func() time.Time { return c.at }
	c.sleep = func(ctx context.Context, d time.Duration) error {
		c.at, c.slept = c.at.Add(d), c.slept+d
		return ctx.Err()
	}
	return c
}

func TestOneConversationGoesSlowly(t *testing.T) {
	c := newClocked()
	for i := range 20 {
		if err := c.take(t.Context(), 1, everyone, "D1"); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
	}
	if c.slept < 15*time.Second || c.slept > 17*time.Second {
		t.Errorf("20 messages in %v", c.slept)
	}
}

func TestABusyConversationHoldsUpNoOther(t *testing.T) {
	c := newClocked()
	_ = c.heed("D1", &bot.NotSent{Why: bot.Busy, After: time.Minute})
	err := c.take(t.Context(), 1, everyone, "D1")
	if got := verdictOf(err); got != (verdict{true, bot.Busy, time.Minute, false}) {
		t.Errorf("%+v", got)
	}
	for i := range 8 {
		if err := c.take(t.Context(), 1, everyone, fmt.Sprintf("D1%d", i)); err != nil || c.slept > 0 {
			t.Errorf("another waits: %v %v", err, c.slept)
		}
	}
	c.at = c.at.Add(time.Minute)
	if err := c.take(t.Context(), 1, everyone, "D1"); err != nil {
		t.Errorf("after the rest: %v", err)
	}
}

func TestWhatIsRefusedTakesNoTurn(t *testing.T) {
	c := newClocked()
	_ = c.heed("D1", &bot.NotSent{Why: bot.Busy, After: time.Minute})
	for range 100 {
		if c.take(t.Context(), 1, everyone, "D1") == nil {
			t.Fatal("a turn while it rests")
		}
	}
	if err := c.take(t.Context(), 4, everyone, "D2"); err != nil || c.slept > 0 {
		t.Errorf("%v after %v", err, c.slept)
	}
}

func TestTwoBusyConversationsAreTheWorkspace(t *testing.T) {
	c := newClocked()
	first := c.heed("D1", &bot.NotSent{Why: bot.Busy, After: 10 * time.Second})
	second := c.heed("D2", &bot.NotSent{Why: bot.Busy, After: 20 * time.Second})
	if verdictOf(first).all || !verdictOf(second).all {
		t.Errorf("%+v, then %+v", verdictOf(first), verdictOf(second))
	}
	if got := verdictOf(c.take(t.Context(), 1, everyone, "D3")); got != (verdict{true, bot.Busy, 20 * time.Second, true}) {
		t.Errorf("a third one: %+v", got)
	}
	c.at = c.at.Add(20 * time.Second)
	if err := c.take(t.Context(), 1, everyone, "D3"); err != nil {
		t.Error(err)
	}
}

func TestAMethodRestsByItself(t *testing.T) {
	c := newClocked()
	_ = c.heed(methodHistory, &bot.NotSent{Why: bot.Busy, After: 30 * time.Second})
	if got := verdictOf(c.take(t.Context(), 1, methodHistory)); got != (verdict{true, bot.Busy, 30 * time.Second, false}) {
		t.Errorf("%+v", got)
	}
	if err := c.take(t.Context(), 1, everyone, "D1"); err != nil {
		t.Errorf("messages wait for it: %v", err)
	}
	if other := errors.New("something else"); !errors.Is(c.heed(methodPerson, other), other) || c.take(t.Context(), 1, methodPerson) != nil {
		t.Error("an error that asks for nothing is heeded")
	}
}

func TestTheEndWhileWaiting(t *testing.T) {
	c := newClocked()
	ctx, cancel := context.WithCancel(t.Context())
	_ = c.take(ctx, 4, "D1")
	cancel()
	if got := verdictOf(c.take(ctx, 1, "D1")); got != (verdict{certain: true}) {
		t.Errorf("%+v", got)
	}
	var plain turns
	if got := verdictOf(plain.take(ctx, 1, "D1")); got != (verdict{certain: true}) {
		t.Errorf("%+v", got)
	}
	_ = plain.take(t.Context(), 4, "D2")
	if got := verdictOf(plain.take(ctx, 1, "D2")); got != (verdict{certain: true}) {
		t.Errorf("waiting goes on after the end: %+v", got)
	}
}

func TestNoLaneIsKeptForEver(t *testing.T) {
	c := newClocked()
	for i := range 3 * cacheSize {
		_ = c.take(t.Context(), 1, fmt.Sprintf("D%d", i))
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
				_ = c.heed(lane, &bot.NotSent{Why: bot.Busy, After: time.Duration(rapid.IntRange(0, 5).Draw(t, "rest")) * time.Second})
			}
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 800).Draw(t, "pause")) * time.Millisecond)
			before := c.slept
			err := c.take(context.Background(), 1, everyone, lane)
			if c.slept-before > longestWait {
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
			delay, _, cancel := c.reserve(1, []string{unasked, everyone, fmt.Sprintf("DX%d-%d", i, n)})
			if delay > longestWait {
				cancel()
			} else {
				reminders++
			}
		}
		if i%20 == 0 {
			err := c.take(t.Context(), 1, everyone, fmt.Sprintf("DY%d", i))
			all = all && err == nil
		}
	}
	if !all || reminders < 50 {
		t.Errorf("answers in time: %v, reminders meanwhile: %d", all, reminders)
	}
	for i := range 100 {
		err := c.take(t.Context(), 1, unasked, everyone, fmt.Sprintf("DZ%d", i))
		if got := verdictOf(err); err != nil && !got.all {
			t.Errorf("it holds for all reminders: %+v", got)
		}
	}
}
