package platform

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOnceIsOnce(t *testing.T) {
	o := NewOnce()
	var firsts atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			c, first := o.Claim("a", moment)
			if first {
				firsts.Add(1)
				o.Finish(c, "the answer")
			}
			if got := o.Again(t.Context(), c); got != "the answer" {
				t.Errorf("got %v", got)
			}
		})
	}
	all.Wait()
	if firsts.Load() != 1 {
		t.Errorf("%d were the first", firsts.Load())
	}
}

func TestOnceForgets(t *testing.T) {
	for _, c := range []struct {
		name  string
		after time.Duration
		want  bool
	}{
		{"as long as a signature is good", seenFor, false},
		{"after that", seenFor + 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := NewOnce()
			o.Claim("a", moment)
			if _, first := o.Claim("a", moment.Add(c.after)); first != c.want {
				t.Errorf("first is %v", first)
			}
		})
	}
	t.Run("what was not done", func(t *testing.T) {
		o := NewOnce()
		c, _ := o.Claim("a", moment)
		o.Forget(c)
		if _, first := o.Claim("a", moment); !first {
			t.Error("it is not done again")
		}
		o.prune(moment.Add(seenFor + 1))
		if len(o.known) != 0 || len(o.order) != 0 {
			t.Errorf("%d and %d are left", len(o.known), len(o.order))
		}
	})
	t.Run("nothing of what has no id", func(t *testing.T) {
		o := NewOnce()
		for range 2 {
			if _, first := o.Claim("", moment); !first {
				t.Error("it was seen before")
			}
		}
	})
	t.Run("who does not wait any more", func(t *testing.T) {
		o := NewOnce()
		c, _ := o.Claim("a", moment)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if got := o.Again(ctx, c); got != nil {
			t.Errorf("got %v", got)
		}
	})
}

func TestOnceIsBounded(t *testing.T) {
	o := NewOnce()
	rapid.Check(t, func(t *rapid.T) {
		at := moment.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "second")) * time.Second)
		for i := range rapid.IntRange(0, 3*seenMost/2).Draw(t, "n") {
			if c, first := o.Claim(strconv.Itoa(i), at); first {
				o.Finish(c, i)
			}
		}
		answers := 0
		for _, c := range o.order {
			if c.answer != nil {
				answers++
			}
		}
		if len(o.order) > seenMost || len(o.known) > len(o.order) || answers > answersKept {
			t.Fatalf("%d and %d are remembered, and %d answers", len(o.order), len(o.known), answers)
		}
	})
}

func TestOnceKeepsNoLateAnswerOfLongAgo(t *testing.T) {
	o := NewOnce()
	slow, _ := o.Claim("slow", moment)
	for i := range answersKept {
		o.Claim(strconv.Itoa(i), moment)
	}
	o.Finish(slow, "late")
	if got := o.Again(t.Context(), slow); got != nil {
		t.Errorf("it keeps %v", got)
	}
}
