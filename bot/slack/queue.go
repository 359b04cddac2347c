package slack

import (
	"slices"
	"sync"
)

// queues keep things with one name in the order in which they came, however long each
// takes. The zero value is empty.
type queues struct {
	mu   sync.Mutex
	last map[string]*queued
}

// queued is one thing in its queue.
type queued struct {
	all    *queues
	name   string
	before *queued       // nil: it is its turn
	gone   chan struct{} // closed when it is done
}

// join takes the next place. Whoever joined leaves.
func (q *queues) join(name string) *queued {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last == nil {
		q.last = map[string]*queued{}
	}
	mine := &queued{all: q, name: name, before: q.last[name], gone: make(chan struct{})}
	q.last[name] = mine
	return mine
}

// wait waits for its turn, and reports whether nothing came behind it.
func (m *queued) wait() (newest bool) {
	if m.before != nil {
		<-m.before.gone
		m.before = nil
	}
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	return m.all.last[m.name] == m
}

// leave gives the turn to the next, also without having waited for it.
func (m *queued) leave() {
	m.wait()
	m.all.mu.Lock()
	defer m.all.mu.Unlock()
	if m.all.last[m.name] == m {
		delete(m.all.last, m.name)
	}
	close(m.gone)
}

// maxRecent is how many ids are remembered.
const maxRecent = 1000

// recent remembers the last ids that were added. The zero value is empty.
type recent struct {
	mu  sync.Mutex
	ids []string // oldest first
}

func (r *recent) add(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ids) >= maxRecent {
		r.ids = slices.Delete(r.ids, 0, 1)
	}
	r.ids = append(r.ids, id)
}

func (r *recent) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.ids, id)
}
