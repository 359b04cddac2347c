package store

import (
	"errors"
	"sync"
)

// telling tells of rows that cannot be opened, of each once.
type telling struct {
	tell func(table, row string)

	mu   sync.Mutex
	told map[string]bool
}

// OnUnreadable sets what is told when a member or a team turns out to be unreadable: the
// table and the name of the row, once while the Store is open. The others are not held
// up by it. It must not use the Store. Set it before the Store is used.
func (s *Store) OnUnreadable(tell func(table, row string)) { s.remembered.unreadable.tell = tell }

// mostTold is how many rows are told of: more is one cause.
const mostTold = 1000

// tellOf tells of a row that cannot be opened.
func (tx *Tx) tellOf(err error) {
	t := &tx.remembered.unreadable
	var u *unreadableRow
	if t.tell == nil || !errors.As(err, &u) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	key := u.table + " " + u.row
	if t.told[key] || len(t.told) >= mostTold {
		return
	}
	if t.told == nil {
		t.told = map[string]bool{}
	}
	t.told[key] = true
	t.tell(u.table, u.row)
}
