package keys

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// Ring holds keys. It may be used by several goroutines at once.
type Ring struct {
	path    string // "" for a Ring that is in memory only
	changes sync.Mutex
	current atomic.Pointer[held]
}

// New returns a Ring with new keys that are in memory only: what is sealed with them
// can be read by nobody once it is gone. For tests and the demo.
func New() (*Ring, error) {
	b, err := newBundle()
	if err != nil {
		return nil, err
	}
	return newRing("", b)
}

// Path returns the name of the key file; "" for a Ring that is in memory only.
func (r *Ring) Path() string { return r.path }

// Prefix returns what all text begins with that is sealed with the present key. It
// tells in SQL which rows are under another.
func (r *Ring) Prefix() string {
	r.refresh()
	return prefixOf(r.current.Load().primary)
}

// Sign returns a signature of data.
func (r *Ring) Sign(data []byte) ([]byte, error) {
	r.refresh()
	signature, err := r.current.Load().signer.Sign(data)
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return signature, nil
}

// Verify returns nil when signature was made of data with a key of this Ring, else
// ErrSignature. Signatures outlive [Ring.Rotate]; those of before are to be made again
// before [Ring.DropOld].
func (r *Ring) Verify(signature, data []byte) error {
	if r.current.Load().verify(signature, data) {
		return nil
	}
	r.refresh() // it may be of a newer key
	if r.current.Load().verify(signature, data) {
		return nil
	}
	return ErrSignature
}

// String returns what may be seen of a Ring: that it is one.
func (r *Ring) String() string { return "keys.Ring" }

// GoString returns the same for %#v.
func (r *Ring) GoString() string { return r.String() }

// Format writes the same for every verb: no way of printing reaches a key.
func (r *Ring) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, r.String()) }

// MarshalJSON returns the same as JSON.
func (r *Ring) MarshalJSON() ([]byte, error) { return []byte(`"keys.Ring"`), nil }
