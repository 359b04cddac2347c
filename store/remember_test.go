package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
)

func TestMemoryReadsATextOnce(t *testing.T) {
	var m memory[int]
	reads := 0
	length := func(text string) (int, error) { reads++; return len(text), nil }
	for range 3 {
		for _, text := range []string{"", "a", "bb"} {
			if got, err := m.of(text, length); got != len(text) || err != nil {
				t.Errorf("%q: %d, %v", text, got, err)
			}
		}
	}
	if reads != 3 {
		t.Errorf("read %d times", reads)
	}
}

func TestMemoryKeepsNoError(t *testing.T) {
	var m memory[int]
	wrong := errors.New("wrong")
	if _, err := m.of("a", func(string) (int, error) { return 0, wrong }); !errors.Is(err, wrong) {
		t.Errorf("got %v", err)
	}
	if got, err := m.of("a", func(string) (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}

// However many texts there are, from however many sides: the answer is right and the
// memory stays small.
func TestMemoryStaysSmall(t *testing.T) {
	var m memory[string]
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 10 * memories {
				text := fmt.Sprint(i % (2 * memories))
				if got, err := m.of(text, func(s string) (string, error) { return "made of " + s, nil }); got != "made of "+text || err != nil {
					t.Errorf("%s: %q, %v", text, got, err)
				}
			}
		})
	}
	group.Wait()
	if len(m.known) > memories {
		t.Errorf("%d texts are kept", len(m.known))
	}
}
