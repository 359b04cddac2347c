package platform

import (
	"strconv"
	"testing"
	"time"
)

func TestCacheIsBounded(t *testing.T) {
	var c Cache[int]
	for i := range 3 * cacheSize {
		c.Put(strconv.Itoa(i), i, time.Hour)
	}
	if len(c.kept) > cacheSize {
		t.Errorf("%d kept", len(c.kept))
	}
	if v, ok := c.Get(strconv.Itoa(3*cacheSize - 1)); !ok || v != 3*cacheSize-1 {
		t.Error("the newest is gone")
	}
	c.Put("past", 1, -time.Second)
	if _, ok := c.Get("past"); ok {
		t.Error("what is over still holds")
	}
	c.Drop(strconv.Itoa(3*cacheSize - 1))
	if _, ok := c.Get(strconv.Itoa(3*cacheSize - 1)); ok {
		t.Error("what was dropped is there")
	}
}
