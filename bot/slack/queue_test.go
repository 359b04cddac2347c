package slack

import (
	"strconv"
	"sync"
	"testing"
)

func TestQueuesKeepTheOrder(t *testing.T) {
	var q queues
	var mu sync.Mutex
	var all sync.WaitGroup
	var order []int
	begin := q.join("a")
	for i := range 100 {
		mine := q.join("a")
		all.Go(func() {
			defer mine.leave()
			newest := mine.wait()
			mu.Lock()
			defer mu.Unlock()
			order = append(order, i)
			if newest != (i == 99) {
				t.Errorf("%d: newest %v", i, newest)
			}
		})
	}
	other := q.join("b")
	equal(t, "another name does not wait", other.wait(), true)
	other.leave()
	begin.leave()
	all.Wait()
	for i, n := range order {
		equal(t, "in its turn", n, i)
	}
	equal(t, "left", len(q.last), 0)
}

func TestRecentIsBounded(t *testing.T) {
	var r recent
	for i := range maxRecent + 1 {
		r.add(strconv.Itoa(i))
	}
	equal(t, "the oldest", r.has("0"), false)
	equal(t, "the others", r.has("1") && r.has(strconv.Itoa(maxRecent)), true)
	equal(t, "kept", len(r.ids), maxRecent)
}
