package bot

import "time"

// Wait is said when an answer takes longer than a platform waits.
const Wait = "Een ogenblik…"

// Soon starts something and gives its answer when that is there within a time. Else it
// gives the channel on which the answer comes later, once.
func Soon(within time.Duration, do func() Message) (m Message, later <-chan Message) {
	done := make(chan Message, 1)
	go func() { done <- do() }()
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case m := <-done:
		return m, nil
	case <-late.C:
		return Message{}, done
	}
}
