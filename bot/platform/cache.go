package platform

import (
	"sync"
	"time"
)

// cacheSize is how many answers are kept of each kind. Where more people talk to the bot
// within a few minutes, the platform is asked again.
const cacheSize = 4096

// Cache keeps answers of a platform for a while. Its zero value is empty, and it may be
// used by several goroutines at once.
type Cache[V any] struct {
	mu   sync.Mutex
	kept map[string]kept[V]
}

type kept[V any] struct {
	value V
	until time.Time
}

// Get is the answer for an id, when there is one that still holds.
func (c *Cache[V]) Get(id string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.kept[id]
	if !ok || !time.Now().Before(k.until) {
		var none V
		return none, false
	}
	return k.value, true
}

// Put keeps an answer for so long. When it is full everything that is over is dropped, and
// when that is not enough everything: it all can be asked again.
func (c *Cache[V]) Put(id string, value V, life time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if len(c.kept) >= cacheSize {
		for id, k := range c.kept {
			if !now.Before(k.until) {
				delete(c.kept, id)
			}
		}
	}
	if c.kept == nil || len(c.kept) >= cacheSize {
		c.kept = map[string]kept[V]{}
	}
	c.kept[id] = kept[V]{value, now.Add(life)}
}

// Drop forgets the answer for an id.
func (c *Cache[V]) Drop(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.kept, id)
}
