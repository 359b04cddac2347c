package platform

import (
	"sync"
	"time"
)

// maxLinks is how many addresses are remembered.
const maxLinks = 10_000

// Links counts how often addresses at which an answer may be posted were used in this
// process. What other processes did with one, the platform says. The two numbers are what
// the platform allows.
type Links struct {
	Uses int           // of one address
	Life time.Duration // of one address, from when it came

	mu    sync.Mutex
	known map[string]*link
}

type link struct {
	since time.Time
	uses  int
}

// note begins the time of an address.
func (l *Links) note(address string, now time.Time) *link {
	if known, ok := l.known[address]; ok {
		return known
	}
	if l.known == nil || len(l.known) >= maxLinks {
		l.prune(now)
	}
	fresh := &link{since: now}
	l.known[address] = fresh
	return fresh
}

// prune forgets what is over; when that is not enough everything, and then the platform
// says what is used up.
func (l *Links) prune(now time.Time) {
	kept := map[string]*link{}
	for address, known := range l.known {
		if now.Sub(known.since) < l.Life {
			kept[address] = known
		}
	}
	if len(kept) >= maxLinks {
		kept = map[string]*link{}
	}
	l.known = kept
}

// Take reports whether an address can be used once more, and counts it.
func (l *Links) Take(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.note(address, now)
	if known.uses >= l.Uses || now.Sub(known.since) >= l.Life {
		return false
	}
	known.uses++
	return true
}

// Seen begins the time of the address of something that came in.
func (l *Links) Seen(address string, now time.Time) {
	if address == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.note(address, now)
}
