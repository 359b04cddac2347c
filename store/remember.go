package store

import (
	"sync"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// remembered is what a Store has read before and would read again at every request.
type remembered struct {
	unreadable telling
	profielen  memory[procesregie.Profiel]
	leden      memory[map[string]procesregie.Lid]
	zones      memory[*time.Location]
}

// memory keeps what was made of a text, so that the same text is not taken apart again
// and again. The text itself is read from the database every time: whoever changes it,
// in whatever process, is seen at once. What is given out is shared: nobody may change
// it.
type memory[T any] struct {
	mu    sync.Mutex
	known map[string]T
}

// memories is how many texts are kept at most: those of the teams that are at work.
const memories = 64

// of returns what read makes of a text. What comes with an error is not kept.
func (m *memory[T]) of(text string, read func(string) (T, error)) (T, error) {
	m.mu.Lock()
	value, ok := m.known[text]
	m.mu.Unlock()
	if ok {
		return value, nil
	}
	value, err := read(text)
	if err == nil {
		m.keep(text, value)
	}
	return value, err
}

func (m *memory[T]) keep(text string, value T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= memories {
		m.known = make(map[string]T, memories)
	}
	m.known[text] = value
}
