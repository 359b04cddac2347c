package platform

import (
	"strconv"
	"testing"
	"time"
)

func TestLinksAreUsedFiveTimesInHalfAnHour(t *testing.T) {
	l := Links{Uses: 5, Life: 30 * time.Minute}
	at := moment
	l.Seen("", at)
	l.Seen("a", at)
	for i := range l.Uses {
		if !l.Take("a", at.Add(l.Life-1)) {
			t.Errorf("use %d", i)
		}
	}
	equal(t, "once more", l.Take("a", at), false)
	l.Seen("b", at)
	equal(t, "after half an hour", l.Take("b", at.Add(l.Life)), false)
	equal(t, "known", len(l.known), 2)
}

func TestLinksAreBounded(t *testing.T) {
	l := Links{Uses: 5, Life: 30 * time.Minute}
	at := moment
	for i := range maxLinks {
		l.Seen(strconv.Itoa(i), at)
	}
	l.Seen("late", at.Add(l.Life))
	equal(t, "what is over is forgotten", len(l.known), 1)
	for i := range 3 * maxLinks {
		l.Seen(strconv.Itoa(i), at.Add(l.Life))
		if len(l.known) > maxLinks {
			t.Fatal(len(l.known))
		}
	}
}
