package mattermost

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// pressID names a press: what is pressed more than once at a time has one name, also in another
// process that looks at the same clock. Names go by while, so shortly behind the border of two the
// name of the one before is taken first, as the program takes the name of what it does: whoever
// does not get it came second, and has that name too. Whoever comes from before finds it taken.
func (m *Mattermost) pressID(ctx context.Context, which string) string {
	at, again := m.talk.presses.first(which, m.cfg.Now(), sameFor)
	border := at.Truncate(sameFor)
	if again || at.Sub(border) >= sameFor/2 {
		return pressName(which, at)
	}
	before := border.Add(-time.Nanosecond)
	ours, err := m.cfg.First(ctx, Platform+"/"+pressName(which, before))
	m.trouble(ctx, "it is not known whether a press came before", err)
	if err != nil || ours {
		return pressName(which, at)
	}
	m.talk.presses.move(which, before)
	return pressName(which, before)
}

// pressName is the name of what is pressed in the while that a moment is in.
func pressName(which string, at time.Time) string {
	while := at.Unix() / int64(sameFor/time.Second)
	return Platform + "/press/" + which + "/" + strconv.FormatInt(while, 36)
}

// sameFor is how long presses of one button by one person are one press. It is longer than a
// finger bounces or a call comes again, and shorter than somebody looks before pressing again.
const sameFor = 10 * time.Second

// presses remember what was pressed of late. The zero value is empty.
type presses struct {
	mu    sync.Mutex
	known map[string]time.Time // when it was pressed first
}

// first is when something that is pressed at a moment was pressed first, within a time.
func (p *presses) first(which string, now time.Time, within time.Duration) (at time.Time, again bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, known := p.known[which]; known && now.Sub(at) < within {
		return at, true
	}
	if p.known == nil || len(p.known) >= maxPresses {
		p.prune(now, within)
	}
	p.known[which] = now
	return now, false
}

// maxPresses is how many presses are remembered.
const maxPresses = 10_000

// prune forgets what is over; when that is not enough everything.
func (p *presses) prune(now time.Time, within time.Duration) {
	kept := map[string]time.Time{}
	for which, at := range p.known {
		if now.Sub(at) < within {
			kept[which] = at
		}
	}
	if len(kept) >= maxPresses {
		kept = map[string]time.Time{}
	}
	p.known = kept
}

// move has something be pressed first at another moment.
func (p *presses) move(which string, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[which] = at
}

// drop forgets what was pressed.
func (p *presses) drop(which string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, which)
}

// take reports whether something was not taken in [handedFor], and takes it.
func (p *presses) take(which string, now time.Time) bool {
	_, again := p.first(which, now, handedFor)
	return !again
}
