package platform

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// How much is done at a time, and how much may wait for its turn.
const (
	Seats   = 64
	Backlog = 1_000
)

// atOnce is how long [Pool.Now] waits for a seat. Somebody who waits for an
// acknowledgement sees an error after three seconds; what would begin too late for that is
// not begun, or it would be done while its person thinks that it was not.
const atOnce = 500 * time.Millisecond

// Pool does what comes in: much at a time, not everything, and it knows what is still
// going on when the program stops.
type Pool struct {
	name  string // of the platform, for the log
	log   *slog.Logger
	seats chan struct{}
	turns Queues
	life  func() context.Context // ends some time after the program was told to stop
	halt  context.CancelFunc

	mu      sync.Mutex
	closed  bool
	waiting int
	busy    sync.WaitGroup
}

// NewPool takes what comes in on a platform. Its name goes into the log.
func NewPool(name string, log *slog.Logger) *Pool {
	ctx, halt := context.WithCancel(context.Background())
	life := func() context.Context { return ctx }
	return &Pool{name: name, log: log, seats: make(chan struct{}, Seats), life: life, halt: halt}
}

// Now does something at once; false: it was not begun, because too much is going on or
// the program stops.
func (p *Pool) Now(do func(context.Context)) bool {
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

// Later does something in the background as soon as there is room; false: it will never
// be begun, because too much waits already or the program stops.
func (p *Pool) Later(do func(context.Context)) bool {
	if !p.enter(1) {
		return false
	}
	go func() {
		defer p.busy.Done()
		p.sit(do)
	}()
	return true
}

// InTurn is [Pool.Later] for what is done in the order in which it came: after everything in the
// queue with the same name. It takes no seat before its turn, or what it waits for might get none.
func (p *Pool) InTurn(queue string, do func(context.Context)) bool {
	if !p.enter(1) {
		return false
	}
	turn := p.turns.Join(queue)
	go func() {
		defer p.busy.Done()
		defer turn.Leave()
		turn.Wait()
		p.sit(do)
	}()
	return true
}

// sit does something that waits for a seat.
func (p *Pool) sit(do func(context.Context)) {
	p.seats <- struct{}{}
	p.mu.Lock()
	p.waiting--
	p.mu.Unlock()
	p.run(do)
}

// enter notes that something is going on, of which so many wait for their turn.
func (p *Pool) enter(waiting int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.waiting+waiting > Backlog {
		return false
	}
	p.waiting += waiting
	p.busy.Add(1)
	return true
}

// run does something that has its seat. A panic ends only that. Its value is not logged:
// it may hold what people wrote.
func (p *Pool) run(do func(context.Context)) {
	defer func() {
		<-p.seats
		if value := recover(); value != nil {
			p.log.LogAttrs(p.life(), slog.LevelError, "a panic in what came in", slog.String("platform", p.name),
				slog.String("kind", fmt.Sprintf("%T", value)), slog.String("stack", string(debug.Stack())))
		}
	}()
	do(p.life())
}

// Drain takes nothing any more and waits for what is going on, but not longer than a
// time; then everything is told to stop.
func (p *Pool) Drain(within time.Duration) {
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
