package platform

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestNothingIsBegunAtTheEnd: what nobody waits for can come up at any moment, also while the end
// waits for what somebody does.
func TestNothingIsBegunAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		talk := talking(nil)
		var owed, meanwhile, later atomic.Bool
		talk.Owed(t.Context(), 2*time.Second, func() { owed.Store(true) })
		talk.Afterwards(t.Context(), time.Second, func() { meanwhile.Store(true) })
		talk.Afterwards(t.Context(), 3*time.Second, func() { later.Store(true) })
		if err := talk.Finish(t.Context()); err != nil || !owed.Load() || meanwhile.Load() {
			t.Error(owed.Load(), meanwhile.Load(), err)
		}
		time.Sleep(2 * time.Second)
		if err := talk.Finish(t.Context()); err != nil || !later.Load() {
			t.Error("what comes after it is not begun", err)
		}
	})
}
