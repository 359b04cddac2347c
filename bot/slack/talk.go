package slack

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// answerWithin is how long an answer may take to go into the acknowledgement. Slack waits
// three seconds, the network included.
const answerWithin = 2 * time.Second

// talk is what the conversation remembers in this process. Its zero value is one that has
// not begun.
type talk struct {
	busy   sync.WaitGroup // what goes on after its acknowledgement
	queues queues         // what somebody does with one form, in order
	links  links          // how often a response_url was used
	homes  homes          // who looks at the home page
	shut   recent         // ids of forms that are done with

	// For tests; the zero values are the real ones.
	within time.Duration                       // 0: answerWithin
	after  func(wait time.Duration, do func()) // nil: really
}

// Finish waits until everything that was asked is answered, or until ctx is done. It is for
// when nothing comes in any more.
func (s *Slack) Finish(ctx context.Context) error {
	done := make(chan struct{})
	go func() { s.talk.busy.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// soon does something and reports whether it was done within the time of an
// acknowledgement. When not, late is done in the background as soon as it is.
func (s *Slack) soon(ctx context.Context, do, late func()) bool {
	within := s.talk.within
	if within == 0 {
		within = answerWithin
	}
	_, later := bot.Soon(within, func() (none bot.Message) { do(); return none })
	if later == nil {
		return true
	}
	s.background(ctx, func() { <-later; late() })
	return false
}

// background does something after the acknowledgement. A panic ends only that.
func (s *Slack) background(ctx context.Context, do func()) {
	s.talk.busy.Go(func() {
		s.safely(ctx, func() (none bot.Message) { do(); return none })
	})
}

// safely makes a panic a sentence with a reference.
func (s *Slack) safely(ctx context.Context, do func() bot.Message) (m bot.Message) {
	defer func() {
		if p := recover(); p != nil {
			m = bot.Sorry(ctx, s.cfg.Log, fmt.Errorf("panic (%T) in a conversation\n%s", p, debug.Stack()))
		}
	}()
	return do()
}

// owed does something in a while that somebody waits for: [Slack.Finish] waits for it too.
func (s *Slack) owed(ctx context.Context, wait time.Duration, do func()) {
	if s.talk.after != nil {
		s.talk.after(wait, func() { s.background(ctx, do) })
		return
	}
	s.background(ctx, func() { time.Sleep(wait); do() })
}

// afterwards does something in a while, for which nobody waits.
func (s *Slack) afterwards(ctx context.Context, wait time.Duration, do func()) {
	run := func() { s.background(ctx, do) }
	if s.talk.after != nil {
		s.talk.after(wait, run)
		return
	}
	time.AfterFunc(wait, run)
}
