package keys_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/keys"
)

const place = "casussen.data.zo-2026-0142"

func newRing(t testing.TB) *keys.Ring {
	t.Helper()
	ring, err := keys.New()
	must(t, err)
	return ring
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("got %v, want %v", err, target)
	}
}

func TestSealedOpensWhereItWasSealedOnly(t *testing.T) {
	ring := newRing(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		here, there := rapid.String().Draw(t, "here"), rapid.String().Draw(t, "there")
		sealed, err := ring.Seal(plain, here)
		if err != nil {
			t.Fatal(err)
		}
		if !keys.Sealed(sealed) || strings.ContainsAny(sealed, "\r\n ") {
			t.Fatalf("sealed as %q", sealed)
		}
		if opened, err := ring.Open(sealed, here); err != nil || string(opened) != string(plain) {
			t.Fatalf("opened as %q, %v", opened, err)
		}
		if _, err := ring.Open(sealed, there); (err == nil) != (here == there) {
			t.Fatalf("sealed for %q, at %q: %v", here, there, err)
		}
	})
}

func TestNoChangedByteOpens(t *testing.T) {
	ring := newRing(t)
	for _, text := range []string{"", "o", "ou", "ouders gaan uit elkaar"} { // every length of base64
		sealed, err := ring.Seal([]byte(text), place)
		must(t, err)
		opensOnlyWhole(t, ring, sealed)
	}
}

func opensOnlyWhole(t *testing.T, ring *keys.Ring, sealed string) {
	t.Helper()
	for i := range len(sealed) {
		for other := range 256 {
			if byte(other) == sealed[i] {
				continue
			}
			changed := sealed[:i] + string([]byte{byte(other)}) + sealed[i+1:]
			if _, err := ring.Open(changed, place); err == nil {
				t.Fatalf("opens with byte %d at %d", other, i)
			}
		}
		for _, cut := range []string{sealed[:i], sealed[i+1:], sealed[:i] + sealed[i+1:], sealed[:i] + "\n" + sealed[i:], sealed + sealed[:i+1]} {
			if _, err := ring.Open(cut, place); err == nil {
				t.Fatalf("opens when cut at %d", i)
			}
		}
	}
}

func TestAnotherRingOpensNothing(t *testing.T) {
	ring, other := newRing(t), newRing(t)
	sealed, err := ring.Seal([]byte("x"), place)
	must(t, err)
	_, err = other.Open(sealed, place)
	wants(t, err, keys.ErrUnknownKey)
	signature, err := ring.Sign([]byte("x"))
	must(t, err)
	must(t, ring.Verify(signature, []byte("x")))
	wants(t, ring.Verify(signature, []byte("y")), keys.ErrSignature)
	wants(t, other.Verify(signature, []byte("x")), keys.ErrSignature)
	wants(t, ring.Verify(nil, []byte("x")), keys.ErrSignature)
}

func TestRotation(t *testing.T) {
	for _, kind := range []string{"memory", "file"} {
		t.Run(kind, func(t *testing.T) {
			ring := newRing(t)
			if kind == "file" {
				ring = inFile(t)
			}
			old, err := ring.Seal([]byte("x"), place)
			must(t, err)
			signature, err := ring.Sign([]byte("x"))
			must(t, err)
			before := ring.Prefix()
			must(t, ring.Rotate())
			if ring.Prefix() == before || !strings.HasPrefix(old, before) {
				t.Fatalf("the prefix %q became %q; sealed is %q", before, ring.Prefix(), old)
			}
			if _, err := ring.Open(old, place); err != nil {
				t.Fatal(err)
			}
			sealed, err := ring.Seal([]byte("x"), place)
			must(t, err)
			if !strings.HasPrefix(sealed, ring.Prefix()) {
				t.Fatalf("sealed with the old key: %q", sealed)
			}
			dropped, err := ring.DropOld()
			must(t, err)
			if dropped != 1 {
				t.Fatalf("%d dropped", dropped)
			}
			_, err = ring.Open(old, place)
			wants(t, err, keys.ErrUnknownKey)
			_, err = ring.Open(sealed, place)
			must(t, err)
			wants(t, ring.Verify(signature, []byte("x")), keys.ErrSignature)
		})
	}
}

// Whoever stole a key file can sign with it until the keys are changed and the older ones
// dropped.
func TestRotationOfTheKeyThatSigns(t *testing.T) {
	ring := inFile(t)
	thief, err := os.ReadFile(ring.Path())
	must(t, err)
	other, err := keys.Load(ring.Path())
	must(t, err)
	old, err := ring.Sign([]byte("x"))
	must(t, err)
	must(t, ring.Rotate())
	must(t, ring.Verify(old, []byte("x")))
	signature, err := ring.Sign([]byte("x"))
	must(t, err)
	must(t, other.Verify(signature, []byte("x"))) // which learns of it
	again, err := other.Sign([]byte("y"))
	must(t, err)
	must(t, ring.Rotate()) // two changes at once that other does not see
	_, err = ring.DropOld()
	must(t, err)
	wants(t, ring.Verify(old, []byte("x")), keys.ErrSignature)
	wants(t, ring.Verify(again, []byte("y")), keys.ErrSignature)
	last, err := other.Sign([]byte("z"))
	must(t, err)
	must(t, ring.Verify(last, []byte("z")))
	must(t, other.Verify(old, []byte("x"))) // what it began to check it can finish checking
	if other.Fingerprint() != ring.Fingerprint() {
		t.Error("another fingerprint")
	}
	stolen := filepath.Join(t.TempDir(), "keys.json")
	must(t, os.WriteFile(stolen, thief, 0o600))
	bad, err := keys.Load(stolen)
	must(t, err)
	forged, err := bad.Sign([]byte("x"))
	must(t, err)
	fresh, err := keys.Load(ring.Path())
	must(t, err)
	wants(t, fresh.Verify(forged, []byte("x")), keys.ErrSignature)
}

func TestACopyOfTheOldKeysStays(t *testing.T) {
	ring := inFile(t)
	sealed, err := ring.Seal([]byte("x"), place)
	must(t, err)
	copied := ring.Path() + keys.OldCopy
	must(t, os.WriteFile(copied, []byte("of the time before"), 0o644))
	must(t, ring.Rotate())
	_, err = ring.DropOld()
	must(t, err)
	info, err := os.Stat(copied)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	before, err := keys.Load(copied)
	must(t, err)
	_, err = before.Open(sealed, place)
	must(t, err)
}

// TestEveryCopyOfOldKeysStays: the copy of the second time does not take the place of the
// first, which holds the only keys of what was sealed before.
func TestEveryCopyOfOldKeysStays(t *testing.T) {
	ring := inFile(t)
	var sealed []string
	for range 3 {
		text, err := ring.Seal([]byte("x"), place)
		must(t, err)
		sealed = append(sealed, text)
		must(t, ring.Rotate())
		_, err = ring.DropOld()
		must(t, err)
	}
	for i, end := range []string{".1", ".2", ""} {
		before, err := keys.Load(ring.Path() + keys.OldCopy + end)
		must(t, err)
		if _, err := before.Open(sealed[i], place); err != nil {
			t.Errorf("the copy %q does not open what was sealed before it: %v", end, err)
		}
	}
}

// A file of before key files had names is the same file after a change.
func TestAKeyFileWithoutName(t *testing.T) {
	path := inFile(t).Path()
	var content map[string]json.RawMessage
	text, err := os.ReadFile(path)
	must(t, err)
	must(t, json.Unmarshal(text, &content))
	delete(content, "name")
	text, err = json.Marshal(content)
	must(t, err)
	must(t, os.WriteFile(path, text, 0o600))
	ring, err := keys.Load(path)
	must(t, err)
	other, err := keys.Load(path)
	must(t, err)
	must(t, ring.Rotate())
	must(t, ring.Rotate())
	_, err = ring.DropOld()
	must(t, err)
	if other.Prefix() != ring.Prefix() {
		t.Error("the change was not taken over")
	}
}

func inFile(t testing.TB) *keys.Ring {
	t.Helper()
	ring, err := keys.Init(filepath.Join(t.TempDir(), "new", "folder", "keys.json"))
	must(t, err)
	return ring
}

func TestAnotherProcessLearnsANewKey(t *testing.T) {
	ring := inFile(t)
	other, err := keys.Load(ring.Path())
	must(t, err)
	old, err := other.Seal([]byte("x"), place)
	must(t, err)
	must(t, ring.Rotate())
	sealed, err := ring.Seal([]byte("x"), place)
	must(t, err)
	_, err = other.Open(sealed, place)
	must(t, err)
	must(t, ring.Rotate())
	sealed, err = other.Seal([]byte("x"), place)
	must(t, err)
	if !strings.HasPrefix(sealed, ring.Prefix()) {
		t.Fatal("sealed with the old key")
	}
	_, err = ring.DropOld()
	must(t, err)
	_, err = other.Seal([]byte("x"), place)
	must(t, err)
	// What it had begun to read it can finish reading; a process that starts cannot.
	_, err = other.Open(old, place)
	must(t, err)
	fresh, err := keys.Load(ring.Path())
	must(t, err)
	_, err = fresh.Open(old, place)
	wants(t, err, keys.ErrUnknownKey)
}

func TestAFileThatIsNotWhatBecameOfItIsNotTakenOver(t *testing.T) {
	ring := inFile(t)
	first, err := os.ReadFile(ring.Path())
	must(t, err)
	must(t, ring.Rotate())
	other := inFile(t)
	must(t, other.Rotate())
	must(t, other.Rotate())
	foreign, err := os.ReadFile(other.Path())
	must(t, err)
	want := ring.Prefix()
	for name, content := range map[string][]byte{
		"an older copy": first, "other keys": foreign, "half": first[:len(first)/2], "nothing": nil,
	} {
		t.Run(name, func(t *testing.T) {
			must(t, os.WriteFile(ring.Path(), content, 0o600))
			if ring.Prefix() != want {
				t.Fatal("taken over")
			}
			sealed, err := ring.Seal([]byte("x"), place)
			must(t, err)
			_, err = ring.Open(sealed, place)
			must(t, err)
		})
	}
	must(t, os.Remove(ring.Path()))
	_, err = ring.Seal([]byte("x"), place)
	must(t, err)
	wants(t, ring.Rotate(), keys.ErrMissing)
}

func TestOneKeyOfManyFirstStarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "regiebot", "keys.json")
	var all sync.WaitGroup
	made := make(chan string, 16)
	for range cap(made) {
		all.Go(func() {
			ring, err := keys.Init(path)
			if errors.Is(err, keys.ErrExists) {
				ring, err = keys.Load(path)
			}
			if err != nil {
				t.Error(err)
				return
			}
			made <- ring.Prefix()
		})
	}
	all.Wait()
	close(made)
	first := <-made
	for prefix := range made {
		if prefix != first {
			t.Fatalf("two keys: %q and %q", first, prefix)
		}
	}
}

func TestRotationsAtOnceLoseNoKey(t *testing.T) {
	path := inFile(t).Path()
	var all sync.WaitGroup
	sealed := make(chan string, 8)
	for range cap(sealed) {
		all.Go(func() {
			ring, err := keys.Load(path)
			if err == nil {
				err = ring.Rotate()
			}
			if err != nil {
				t.Error(err)
				return
			}
			text, err := ring.Seal([]byte("x"), place)
			if err != nil {
				t.Error(err)
			}
			sealed <- text
		})
	}
	all.Wait()
	close(sealed)
	ring, err := keys.Load(path)
	must(t, err)
	for text := range sealed {
		_, err := ring.Open(text, place)
		must(t, err)
	}
}

func TestFilesThatAreNoKeyFile(t *testing.T) {
	good, err := os.ReadFile(inFile(t).Path())
	must(t, err)
	swap := func(old, replacement string) []byte {
		changed := strings.Replace(string(good), old, replacement, 1)
		if changed == string(good) {
			t.Fatalf("no %q in a key file", old)
		}
		return []byte(changed)
	}
	for name, file := range map[string]struct {
		content []byte
		mode    os.FileMode
		want    error
		says    string
	}{
		"empty":           {nil, 0o600, keys.ErrNoKeyFile, "not a key file"},
		"text":            {[]byte("hunter2 hunter2"), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"half":            {good[:len(good)/2], 0o600, keys.ErrNoKeyFile, "put back your copy"},
		"other JSON":      {[]byte(`{"hunter2":1}`), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"a newer layout":  {swap(`"regiebot_keys": 1`, `"regiebot_keys": 2`), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"no generation":   {swap(`"generation": 1`, `"generation": 0`), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"keys exchanged":  {swap("AesGcmKey", "Ed25519PrivateKey"), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"no number":       {swap(`"TINK"`, `"RAW"`), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"too large":       {append(good, make([]byte, 1<<20)...), 0o600, keys.ErrNoKeyFile, "not a key file"},
		"read by a group": {good, 0o640, keys.ErrOpenToOthers, "chmod 600"},
		"read by all":     {good, 0o604, keys.ErrOpenToOthers, "chmod 600"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys.json")
			must(t, os.WriteFile(path, file.content, file.mode))
			must(t, os.Chmod(path, file.mode)) // whatever the umask
			_, err := keys.Load(path)
			wants(t, err, file.want)
			if text := err.Error(); !strings.Contains(text, file.says) || !strings.Contains(text, path) || strings.Contains(text, "hunter2") {
				t.Fatalf("says %q", text)
			}
			_, err = keys.Init(path)
			wants(t, err, keys.ErrExists)
			if now, err := os.ReadFile(path); err != nil || string(now) != string(file.content) {
				t.Fatal("the file was changed")
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		_, err := keys.Load(filepath.Join(t.TempDir(), "keys.json"))
		wants(t, err, keys.ErrMissing)
		if !strings.Contains(err.Error(), "regiebot keys init") {
			t.Fatal(err)
		}
	})
	t.Run("a folder", func(t *testing.T) {
		_, err := keys.Load(t.TempDir())
		wants(t, err, keys.ErrNoKeyFile)
	})
	t.Run("in a file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "file")
		must(t, os.WriteFile(path, nil, 0o600))
		_, err := keys.Load(filepath.Join(path, "keys.json"))
		wants(t, err, keys.ErrUnreadable)
		_, err = keys.Init(filepath.Join(path, "keys.json"))
		wants(t, err, keys.ErrUnreadable)
	})
}

func TestModes(t *testing.T) {
	path := inFile(t).Path()
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(name)
		must(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode().Perm(), want)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(entries) != 1 {
		t.Errorf("more than the key file is left: %v", entries)
	}
}

func TestALinkToAKeyFileStaysALink(t *testing.T) {
	path := inFile(t).Path()
	link := filepath.Join(t.TempDir(), "keys.json")
	must(t, os.Symlink(path, link))
	ring, err := keys.Load(link)
	must(t, err)
	must(t, ring.Rotate())
	behind, err := keys.Load(path)
	must(t, err)
	if behind.Prefix() != ring.Prefix() {
		t.Fatal("the file behind the link was not changed")
	}
}

func TestNoKeyIsPrinted(t *testing.T) {
	ring := inFile(t)
	type holder struct{ Ring *keys.Ring }
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		if text := fmt.Sprintf(verb, ring); text != "keys.Ring" {
			t.Errorf("%s prints %s", verb, text)
		}
	}
	text, err := json.Marshal(holder{ring})
	must(t, err)
	if string(text) != `{"Ring":"keys.Ring"}` {
		t.Errorf("JSON is %s", text)
	}
}

func FuzzOpen(f *testing.F) {
	ring := newRing(f)
	sealed, err := ring.Seal([]byte("x"), place)
	must(f, err)
	for _, text := range []string{sealed, sealed[:len(sealed)-1], "", "rb1.", "rb1.00000000.", `{"rb1":1}`, sealed + "\n"} {
		f.Add(text, place)
	}
	f.Fuzz(func(t *testing.T, text, at string) {
		if _, err := ring.Open(text, at); err == nil && (text != sealed || at != place) {
			t.Fatalf("opens %q at %q", text, at)
		}
	})
}

func FuzzLoad(f *testing.F) {
	good, err := os.ReadFile(inFile(f).Path())
	must(f, err)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte(`{"regiebot_keys":1,"generation":1,"sealing":{},"signing":{}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "keys.json")
		must(t, os.WriteFile(path, content, 0o600))
		ring, err := keys.Load(path)
		if err != nil {
			wants(t, err, keys.ErrNoKeyFile)
			return
		}
		text, err := ring.Seal([]byte("x"), place)
		must(t, err)
		_, err = ring.Open(text, place)
		must(t, err)
	})
}

func BenchmarkSeal(b *testing.B) {
	ring, plain := inFile(b), make([]byte, 1500)
	for b.Loop() {
		_, err := ring.Seal(plain, place)
		must(b, err)
	}
}

func BenchmarkOpen(b *testing.B) {
	ring := inFile(b)
	sealed, err := ring.Seal(make([]byte, 1500), place)
	must(b, err)
	for b.Loop() {
		_, err := ring.Open(sealed, place)
		must(b, err)
	}
}
