package keys_test

import (
	"regexp"
	"testing"
)

func TestFingerprintIsThatOfTheKeysThatSign(t *testing.T) {
	ring, other := newRing(t), newRing(t)
	before := ring.Fingerprint()
	if !regexp.MustCompile(`^([0-9a-f]{4} ){7}[0-9a-f]{4}$`).MatchString(before) {
		t.Errorf("fingerprint %q", before)
	}
	must(t, ring.Rotate())
	after := ring.Fingerprint()
	if after == before {
		t.Errorf("rotation left %q", before)
	}
	_, err := ring.DropOld()
	must(t, err)
	if now := ring.Fingerprint(); now != after {
		t.Errorf("dropping made %q of %q", now, after)
	}
	if other.Fingerprint() == before {
		t.Error("two key files have one fingerprint")
	}
}
