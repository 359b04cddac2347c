package keys_test

import (
	"path/filepath"
	"testing"

	"github.com/regiebot/regiebot/keys"
)

// TestMAC: what was hashed is known again, also by another process and after the keys are
// rotated, until the old ones are dropped.
func TestMAC(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	ring, err := keys.Init(path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := keys.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte("agenda week")
	mac := ring.MAC(data)
	stranger, err := keys.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ring      *keys.Ring
		mac, data []byte
		want      bool
	}{
		"itself":         {ring, mac, data, true},
		"another":        {other, mac, data, true},
		"its beginning":  {ring, mac[:16], data, true},
		"too little":     {ring, mac[:15], data, false},
		"nothing":        {ring, nil, data, false},
		"too much":       {ring, append(ring.MAC(data), 0), data, false},
		"other data":     {ring, mac, []byte("agenda maand"), false},
		"other keys":     {stranger, mac, data, false},
		"one bit turned": {ring, append([]byte{mac[0] ^ 1}, mac[1:]...), data, false},
	} {
		if got := c.ring.CheckMAC(c.mac, c.data); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if err := ring.Rotate(); err != nil {
		t.Fatal(err)
	}
	newer := ring.MAC(data)
	if string(newer) == string(mac) || !ring.CheckMAC(mac, data) || !other.CheckMAC(newer, data) || !other.CheckMAC(mac, data) {
		t.Error("rotating the keys changed what was hashed before, or changed nothing")
	}
	if _, err := ring.DropOld(); err != nil {
		t.Fatal(err)
	}
	fresh, err := keys.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if fresh.CheckMAC(mac, data) || !fresh.CheckMAC(newer, data) {
		t.Error("what the dropped key hashed still counts, or what the other hashed does not")
	}
}
