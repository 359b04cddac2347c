package store

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// Who brings the schema up to date is alone, however many wait for it.
func TestLockAtLetsOneIn(t *testing.T) {
	d := sqlite{path: t.TempDir() + "/regiebot.db"}
	var inside atomic.Int32
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for range 40 {
				unlock, err := d.lock(t.Context(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				if n := inside.Add(1); n != 1 {
					t.Errorf("%d are in", n)
				}
				for range 20 {
					runtime.Gosched()
				}
				inside.Add(-1)
				if err := unlock(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
