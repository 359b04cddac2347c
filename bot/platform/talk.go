package platform

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Talk is what goes on in conversations: answers that are there in time, and those that come
// later.
type Talk struct {
	Log    *slog.Logger
	Within time.Duration                       // how long an answer may take to go into the acknowledgement
	After  func(wait time.Duration, do func()) // nil: really; else for tests

	busy   sync.WaitGroup // what goes on after its acknowledgement
	mu     sync.Mutex
	ending int // so many wait for the end: nothing is begun for which nobody waits
}

// Finish waits until everything that was asked is answered, or until ctx is done. It is for
// when nothing comes in any more.
func (t *Talk) Finish(ctx context.Context) error {
	t.mu.Lock()
	t.ending++
	t.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.busy.Wait()
		t.mu.Lock()
		defer t.mu.Unlock()
		t.ending--
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Soon does something and reports whether it was done within the time of an
// acknowledgement. When not, late is done in the background as soon as it is.
func (t *Talk) Soon(ctx context.Context, do, late func()) bool {
	_, later := bot.Soon(t.Within, func() (none bot.Message) { do(); return none })
	if later == nil {
		return true
	}
	t.Background(ctx, func() { <-later; late() })
	return false
}

// Background does something after the acknowledgement. A panic ends only that.
func (t *Talk) Background(ctx context.Context, do func()) {
	t.busy.Go(func() {
		t.Safely(ctx, func() (none bot.Message) { do(); return none })
	})
}

// Safely makes a panic a sentence with a reference.
func (t *Talk) Safely(ctx context.Context, do func() bot.Message) (m bot.Message) {
	defer func() {
		if p := recover(); p != nil {
			m = bot.Sorry(ctx, t.Log, fmt.Errorf("panic (%T) in a conversation\n%s", p, debug.Stack()))
		}
	}()
	return do()
}

// Owed does something in a while that somebody waits for: [Talk.Finish] waits for it too.
func (t *Talk) Owed(ctx context.Context, wait time.Duration, do func()) {
	if t.After != nil {
		t.After(wait, func() { t.Background(ctx, do) })
		return
	}
	t.Background(ctx, func() { time.Sleep(wait); do() })
}

// Afterwards does something in a while, for which nobody waits: it is not begun when its time comes
// while [Talk.Finish] waits.
func (t *Talk) Afterwards(ctx context.Context, wait time.Duration, do func()) {
	run := func() {
		t.mu.Lock() // what is begun here is there before the end looks whether anything is
		defer t.mu.Unlock()
		if t.ending == 0 {
			t.Background(ctx, do)
		}
	}
	if t.After != nil {
		t.After(wait, run)
		return
	}
	time.AfterFunc(wait, run)
}
