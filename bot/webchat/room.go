package webchat

import (
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// place is a conversation as it stands in an address.
type place string

const (
	direct  place = "direct" // somebody's direct messages with Regiebot
	channel place = "kanaal" // the channel of the team
)

func (p place) known() bool { return p == direct || p == channel }

// seat is one person looking at one conversation.
type seat struct {
	member string
	place  place
}

// room holds everything that was said, and what has been seen of it. All
// conversations are one list, in the order in which they were said.
type room struct {
	mu      sync.Mutex
	entries []*entry
	rev     int // grows with every entry and every change of one
	read    map[seat]int
	keys    map[string]bot.Receipt
	tokens  map[string]*token
	changed chan struct{} // closed at every change, then replaced
}

func newRoom() *room {
	return &room{
		read:    map[seat]int{},
		keys:    map[string]bot.Receipt{},
		tokens:  map[string]*token{},
		changed: make(chan struct{}),
	}
}

// entry is one thing that was said. It does not change after it was posted; the
// state of its form, and with it the revision, does.
type entry struct {
	id, rev int
	at      time.Time
	place   place
	only    string // the member who can see it; empty: everybody in the channel
	by      string // the member who said it; empty: Regiebot
	how     how    // how a member said it
	line    string // what a member said
	asked   string // the member Regiebot answers; empty: nobody asked
	body    body   // what Regiebot says
}

// how a person said something.
type how string

const (
	typed   how = ""
	pressed how = "knop"
	filled  how = "formulier"
)

// visible says whether somebody sees an entry in a conversation.
func (e *entry) visible(at seat) bool {
	return e.place == at.place && (e.only == "" || e.only == at.member)
}

// add puts an entry at the end of its conversation. The lock is held.
func (m *room) add(e *entry) {
	e.id = len(m.entries) + 1
	m.entries = append(m.entries, e)
	m.touch(e)
}

// touch marks an entry as changed for every open page. The lock is held.
func (m *room) touch(e *entry) {
	m.rev++
	e.rev = m.rev
	m.wake()
}

// wake tells every open page to look again. The lock is held.
func (m *room) wake() {
	close(m.changed)
	m.changed = make(chan struct{})
}

// said records what a person said. Only themselves see it when private.
func (m *room) said(e entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(&e)
}

// seen marks everything in a conversation as read by its reader, and returns the
// last entry that had been read before. The lock is held.
func (m *room) seen(at seat) int {
	before := m.read[at]
	if before < len(m.entries) {
		if m.unread(at) > 0 {
			m.wake()
		}
		m.read[at] = len(m.entries)
	}
	return before
}

// unread counts what others said in a conversation since it was last read. The
// lock is held.
func (m *room) unread(at seat) int {
	n := 0
	for _, e := range m.entries[min(m.read[at], len(m.entries)):] {
		if e.visible(at) && e.by != at.member {
			n++
		}
	}
	return n
}
