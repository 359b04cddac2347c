package slack

import (
	"strconv"
	"testing"
	"time"
)

func TestLinksAreUsedFiveTimesInHalfAnHour(t *testing.T) {
	var l links
	at := time.Unix(firstStamp, 0)
	l.seen("", at)
	l.seen("a", at)
	for i := range linkUses {
		if !l.take("a", at.Add(linkLife-1)) {
			t.Errorf("use %d", i)
		}
	}
	equal(t, "once more", l.take("a", at), false)
	l.seen("b", at)
	equal(t, "after half an hour", l.take("b", at.Add(linkLife)), false)
	equal(t, "known", len(l.known), 2)
}

func TestLinksAreBounded(t *testing.T) {
	var l links
	at := time.Unix(firstStamp, 0)
	for i := range maxLinks {
		l.seen(strconv.Itoa(i), at)
	}
	l.seen("late", at.Add(linkLife))
	equal(t, "what is over is forgotten", len(l.known), 1)
	for i := range 3 * maxLinks {
		l.seen(strconv.Itoa(i), at.Add(linkLife))
		if len(l.known) > maxLinks {
			t.Fatal(len(l.known))
		}
	}
}
