package platform

import (
	"strconv"
	"sync"
	"testing"
)

func TestQueuesKeepTheOrder(t *testing.T) {
	var q Queues
	var mu sync.Mutex
	var all sync.WaitGroup
	var order []int
	begin := q.Join("a")
	for i := range 100 {
		mine := q.Join("a")
		all.Go(func() {
			defer mine.Leave()
			newest := mine.Wait()
			mu.Lock()
			defer mu.Unlock()
			order = append(order, i)
			if newest != (i == 99) {
				t.Errorf("%d: newest %v", i, newest)
			}
		})
	}
	other := q.Join("b")
	equal(t, "another name does not wait", other.Wait(), true)
	other.Leave()
	begin.Leave()
	all.Wait()
	for i, n := range order {
		equal(t, "in its turn", n, i)
	}
	equal(t, "left", len(q.last), 0)
}

func TestRecentIsBounded(t *testing.T) {
	var r Recent
	for i := range maxRecent + 1 {
		r.Add(strconv.Itoa(i))
	}
	equal(t, "the oldest", r.Has("0"), false)
	equal(t, "the others", r.Has("1") && r.Has(strconv.Itoa(maxRecent)), true)
	equal(t, "kept", len(r.ids), maxRecent)
}
