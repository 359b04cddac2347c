package bench_test

import "time"

// The size of every measurement of answers: blocks of operations, so that all kinds
// share the good and the bad moments of the machine, and each is warm.
const (
	blocks   = 50
	perBlock = 100
)

// kind is one thing that is measured beside others.
type kind struct {
	name   string
	before func() // not measured, before each block; may be nil
	do     func()
	after  func() // not measured, after each block; may be nil
}

// interleave measures all kinds in turn, a block of each at a time. What the first
// block takes does not count.
func interleave(kinds []kind) map[string]durations {
	times := map[string]durations{}
	for block := range blocks + 1 {
		for _, k := range kinds {
			spent := k.block()
			if block > 0 {
				times[k.name] = append(times[k.name], spent...)
			}
		}
	}
	return times
}

func (k kind) block() durations {
	if k.before != nil {
		k.before()
	}
	var spent durations
	for range perBlock {
		spent = append(spent, timed(k.do))
	}
	if k.after != nil {
		k.after()
	}
	return spent
}

// timed returns how long something takes.
func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
