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
	if after := ring.Fingerprint(); after != before {
		t.Errorf("rotation made %q of %q", after, before)
	}
	if other.Fingerprint() == before {
		t.Error("two key files have one fingerprint")
	}
}
