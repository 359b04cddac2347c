package platform

import (
	"slices"
	"sync"
)

// Queues keep things with one name in the order in which they came, however long each
// takes. The zero value is empty.
type Queues struct {
	mu   sync.Mutex
	last map[string]*Queued
}

// Queued is one thing in its queue.
type Queued struct {
	all    *Queues
	name   string
	before *Queued       // nil: it is its turn
	gone   chan struct{} // closed when it is done
}

// Join takes the next place. Whoever joined leaves.
func (q *Queues) Join(name string) *Queued {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last == nil {
		q.last = map[string]*Queued{}
	}
	mine := &Queued{all: q, name: name, before: q.last[name], gone: make(chan struct{})}
	q.last[name] = mine
	return mine
}

// Behind reports whether something came before it that is not done yet. It is for before [Queued.Wait].
func (m *Queued) Behind() bool { return m.before != nil }

// Wait waits for its turn, and reports whether nothing came behind it.
func (m *Queued) Wait() (newest bool) {
	if m.before != nil {
		<-m.before.gone
		m.before = nil
	}
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	return m.all.last[m.name] == m
}

// Leave gives the turn to the next, also without having waited for it.
func (m *Queued) Leave() {
	m.Wait()
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	if m.all.last[m.name] == m {
		delete(m.all.last, m.name)
	}
	close(m.gone)
}

// maxRecent is how many ids are remembered.
const maxRecent = 1000

// Recent remembers the last ids that were added. The zero value is empty.
type Recent struct {
	mu  sync.Mutex
	ids []string // oldest first
}

// Add remembers an id, in the place of the oldest when there are too many.
func (r *Recent) Add(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ids) >= maxRecent {
		r.ids = slices.Delete(r.ids, 0, 1)
	}
	r.ids = append(r.ids, id)
}

// Has reports whether an id is remembered.
func (r *Recent) Has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.ids, id)
}
