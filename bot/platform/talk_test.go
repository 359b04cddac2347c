package platform

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestNothingIsBegunAfterTheEnd: what nobody waits for can come up at any moment, also while the
// end waits for what somebody does.
func TestNothingIsBegunAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		talk, done := talking(nil), map[string]bool{}
		talk.Owed(t.Context(), 2*time.Second, func() { done["owed"] = true })
		talk.Afterwards(t.Context(), time.Second, func() { done["during"] = true })
		if err := talk.Finish(t.Context()); err != nil || !done["owed"] || done["during"] {
			t.Error(done, err)
		}
		talk.Afterwards(t.Context(), time.Second, func() { done["after"] = true })
		time.Sleep(time.Minute)
		if done["after"] {
			t.Error("it was begun after the end")
		}
	})
}
