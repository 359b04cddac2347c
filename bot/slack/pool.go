package slack

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// How much is done at a time, and how much may wait for its turn. Somebody who waits for
// an acknowledgement sees an error after three seconds; what would begin too late for that
// is not begun, or it would be done while its person thinks that it was not.
const (
	seats   = 64
	backlog = 1_000
	atOnce  = 500 * time.Millisecond
)

// pool does what comes in: much at a time, not everything, and it knows what is still
// going on when the program stops.
type pool struct {
	log   *slog.Logger
	seats chan struct{}
	life  func() context.Context // ends some time after the program was told to stop
	halt  context.CancelFunc

	mu      sync.Mutex
	closed  bool
	waiting int
	busy    sync.WaitGroup
}

func newPool(log *slog.Logger) *pool {
	ctx, halt := context.WithCancel(context.Background())
	life := func() context.Context { return ctx }
	return &pool{log: log, seats: make(chan struct{}, seats), life: life, halt: halt}
}

// now does something at once; false: it was not begun, because too much is going on or
// the program stops.
func (p *pool) now(do func(context.Context)) bool {
	if !p.enter(0) {
		return false
	}
	defer p.busy.Done()
	late := time.NewTimer(atOnce)
	defer late.Stop()
	select {
	case p.seats <- struct{}{}:
		p.run(do)
		return true
	case <-late.C:
		return false
	}
}

// later does something in the background as soon as there is room; false: it will never
// be begun, because too much waits already or the program stops.
func (p *pool) later(do func(context.Context)) bool {
	if !p.enter(1) {
		return false
	}
	go func() {
		defer p.busy.Done()
		p.seats <- struct{}{}
		p.mu.Lock()
		p.waiting--
		p.mu.Unlock()
		p.run(do)
	}()
	return true
}

// enter notes that something is going on, of which so many wait for their turn.
func (p *pool) enter(waiting int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.waiting+waiting > backlog {
		return false
	}
	p.waiting += waiting
	p.busy.Add(1)
	return true
}

// run does something that has its seat. A panic ends only that. Its value is not logged:
// it may hold what people wrote.
func (p *pool) run(do func(context.Context)) {
	defer func() {
		<-p.seats
		if value := recover(); value != nil {
			p.log.LogAttrs(p.life(), slog.LevelError, "slack: a panic in what came in",
				slog.String("kind", fmt.Sprintf("%T", value)), slog.String("stack", string(debug.Stack())))
		}
	}()
	do(p.life())
}

// drain takes nothing any more and waits for what is going on, but not longer than a
// time; then everything is told to stop.
func (p *pool) drain(within time.Duration) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	done := make(chan struct{})
	go func() { p.busy.Wait(); close(done) }()
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C:
	}
	p.halt()
}
