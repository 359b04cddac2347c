package platform

import (
	"context"
	"sync"
	"time"
)

// What is remembered of what came in: long enough for every redelivery of a
// platform, and for the whole time in which Slack accepts a signature (five minutes before
// and after now).
const (
	seenMost    = 10_000
	seenFor     = 10 * time.Minute
	answersKept = 200 // of the newest: what went back, for who asks again
)

// Once remembers what came in, so that what comes twice is done once in this process.
// Between processes the store does that, by the id of the request.
type Once struct {
	mu    sync.Mutex
	known map[string]*Claim
	order []*Claim // oldest first
}

// Claim is one thing that came in.
type Claim struct {
	id     string
	at     time.Time
	done   chan struct{} // closed when the answer is there
	answer any
	old    bool // the answer is not kept
}

// NewOnce remembers nothing yet.
func NewOnce() *Once { return &Once{known: map[string]*Claim{}} }

// ID is what it was claimed by.
func (c *Claim) ID() string { return c.id }

// Claim notes an id at a moment, and reports whether it is the first time. What has no id
// is always the first.
func (o *Once) Claim(id string, at time.Time) (*Claim, bool) {
	fresh := &Claim{id: id, at: at, done: make(chan struct{})}
	if id == "" {
		return fresh, true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.prune(at)
	if c, seen := o.known[id]; seen {
		return c, false
	}
	o.known[id] = fresh
	o.order = append(o.order, fresh)
	if n := len(o.order) - 1 - answersKept; n >= 0 {
		o.order[n].answer, o.order[n].old = nil, true
	}
	return fresh, true
}

// prune leaves room for one, and nothing of too long ago.
func (o *Once) prune(now time.Time) {
	for len(o.order) > 0 && (len(o.order) >= seenMost || now.Sub(o.order[0].at) > seenFor) {
		c := o.order[0]
		o.order[0] = nil // or the slice keeps it
		o.order = o.order[1:]
		if o.known[c.id] == c {
			delete(o.known, c.id)
		}
	}
}

// Forget makes the next one with this id the first: this one was not done.
func (o *Once) Forget(c *Claim) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.known[c.id] == c {
		delete(o.known, c.id)
	}
	close(c.done)
}

// Finish notes what went back.
func (o *Once) Finish(c *Claim, answer any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !c.old {
		c.answer = answer
	}
	close(c.done)
}

// Again gives the answer of what is being done already, as soon as that is there; nil
// when it does not come in time or is not kept any more.
func (o *Once) Again(ctx context.Context, c *Claim) any {
	select {
	case <-c.done:
	case <-ctx.Done():
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return c.answer
}
