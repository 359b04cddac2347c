package chaos

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Mark is what a message says of which nobody knows whether it is there twice.
const Mark = "Mogelijk dubbel"

// Posted is one message that a [Server] stored.
type Posted struct {
	ID     string
	To     string // user name, or # and a channel, a slash and its team
	Key    string
	Marked bool      // it says [Mark]
	At     time.Time // on the clock that is moved about
	Real   time.Time // on the clock of the machine
	Asked  time.Time // when the request came in, on the clock of the machine
	How    string    // what else became of the request, for who looks into it
	Edits  int       // how often it was replaced
	Gone   bool      // it was taken away
}

// ledger is everything that was ever posted. Nothing is taken out of it.
type ledger struct {
	mu    sync.Mutex
	all   []Posted
	byKey map[string][]int
}

func newLedger() *ledger { return &ledger{byKey: map[string][]int{}} }

// add stores a message, whether or not there is one with the same key.
func (l *ledger) add(p Posted) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.ID = "m" + strconv.Itoa(len(l.all))
	l.byKey[p.Key] = append(l.byKey[p.Key], len(l.all))
	l.all = append(l.all, p)
	return p.ID
}

// find returns the ids of the messages with a key at an address, posted at a moment or
// later and not taken away since.
func (l *ledger) find(to, key string, since time.Time) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	ids := []string{}
	for _, i := range l.byKey[key] {
		if p := l.all[i]; p.To == to && !p.Gone && !p.At.Before(since) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// replace puts something in the place of a message, or takes it away; false when there
// is no such message at this address.
func (l *ledger) replace(to, id string, gone bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, err := strconv.Atoi(strings.TrimPrefix(id, "m"))
	if err != nil || i < 0 || i >= len(l.all) || l.all[i].To != to || l.all[i].Gone {
		return false
	}
	l.all[i].Edits++
	l.all[i].Gone = gone
	return true
}

func (l *ledger) list() []Posted {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.all)
}

func (l *ledger) len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.all)
}

// marked reports whether a message says that it may be there twice.
func marked(m bot.Message) bool {
	return strings.Contains(m.Text, Mark) || slices.ContainsFunc(m.Parts, func(p bot.Part) bool { return strings.Contains(p.Text, Mark) })
}

// nameOf writes an address as one word.
func nameOf(to bot.Address) string {
	if to.Channel != "" {
		return "#" + to.Channel + "/" + to.Team
	}
	return to.Member
}
