package keys_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/regiebot/regiebot/keys"
)

// Whoever was stopped while it changed the file leaves a part of the new one behind.
func TestAChangeThatWasStoppedHoldsUpNothing(t *testing.T) {
	ring := inFile(t)
	sealed, err := ring.Seal([]byte("x"), place)
	must(t, err)
	must(t, os.WriteFile(ring.Path()+".new", make([]byte, 1<<16), 0o600))
	must(t, ring.Rotate())
	after, err := keys.Load(ring.Path())
	must(t, err)
	_, err = after.Open(sealed, place)
	must(t, err)
	path := filepath.Join(t.TempDir(), "keys.json")
	must(t, os.WriteFile(path+".new", []byte("half"), 0o600))
	_, err = keys.Init(path)
	must(t, err)
	if _, err := os.Stat(path + ".new"); err == nil {
		t.Error("the half-written file is still there")
	}
}
