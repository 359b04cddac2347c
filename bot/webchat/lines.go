package webchat

import (
	"slices"
	"sync"
)

// maxLive is how many live connections there are at most: a browser opens six
// connections to one server, and needs one for everything else.
const maxLive = 5

// lines are the open live connections, the oldest first. One too many ends the
// oldest, whose page comes back for a turn: every page goes on working, however
// many are open.
type lines struct {
	mu   sync.Mutex
	open []chan struct{}
}

// join adds a connection. It returns what ends it early, and how it leaves.
func (l *lines) join() (ended <-chan struct{}, leave func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) >= maxLive {
		close(l.open[0])
		l.open = l.open[1:]
	}
	mine := make(chan struct{})
	l.open = append(l.open, mine)
	return mine, func() { l.leave(mine) }
}

func (l *lines) leave(mine chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = slices.DeleteFunc(l.open, func(c chan struct{}) bool { return c == mine })
}
