package backup_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

func read(file []byte, with ...age.Identity) error {
	_, err := backup.Read(bytes.NewReader(file), store.Rows{}, with...)
	return err
}

// small is a backup with all kinds of lines, in as few bytes as can be.
func small(t testing.TB, id *age.X25519Identity) []byte {
	t.Helper()
	return written(t, storetest.Open(t, storetest.SQLite(t)), id.Recipient())
}

// oneOf reports whether an error is one of the sentences for a file that is no good.
func oneOf(err error) bool {
	for _, sentence := range []error{backup.ErrNoBackup, backup.ErrDamaged, backup.ErrIdentity} {
		if errors.Is(err, sentence) && err.Error() == sentence.Error() {
			return true
		}
	}
	return false
}

// TestCutAnywhere: a part of a file is never taken for the whole, wherever it ends.
func TestCutAnywhere(t *testing.T) {
	id := identity(t)
	file := small(t, id)
	if err := read(file, id); err != nil {
		t.Fatal(err)
	}
	for n := range file {
		if err := read(file[:n], id); !oneOf(err) {
			t.Errorf("%d of %d bytes: %v", n, len(file), err)
		}
	}
	if err := read(append(bytes.Clone(file), 0), id); !errors.Is(err, backup.ErrDamaged) {
		t.Errorf("a byte too many: %v", err)
	}
}

// TestFlippedAnywhere: a byte that is another one is always seen.
func TestFlippedAnywhere(t *testing.T) {
	id := identity(t)
	file := small(t, id)
	for n := range file {
		wrong := bytes.Clone(file)
		wrong[n] ^= 1
		if err := read(wrong, id); !oneOf(err) {
			t.Errorf("byte %d of %d: %v", n, len(file), err)
		}
	}
}

// TestDamageStoresNothing: what is found out half-way leaves no row and no file.
func TestDamageStoresNothing(t *testing.T) {
	id := identity(t)
	file := written(t, filled(t, storetest.Open(t, storetest.SQLite(t)), 200), id.Recipient())
	places(t, func(t *testing.T, kind string, place func(testing.TB) string) {
		address := place(t)
		for _, n := range []int{len(file) / 2, len(file) - 1} {
			path := filepath.Join(t.TempDir(), "half")
			if err := os.WriteFile(path, file[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := store.Restore(t.Context(), address, storetest.Ring(t), store.Restoring{Schema: store.Schema(), Load: func(tx *store.Tx) error {
				_, err := backup.Load(t.Context(), tx, path, id)
				return err
			}})
			if !errors.Is(err, backup.ErrDamaged) {
				t.Errorf("%d bytes: %v", n, err)
			}
		}
		if kind == "sqlite" {
			if left, err := os.ReadDir(filepath.Dir(address)); len(left) != 0 || err != nil {
				t.Errorf("%v %v", left, err)
			}
		}
		path := filepath.Join(t.TempDir(), "whole")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := restored(t, address, path, id); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestWhoCanOpenIt(t *testing.T) {
	id, other := identity(t), identity(t)
	s := storetest.Open(t, storetest.SQLite(t))
	to, with, err := backup.Passphrase("een lange zin om te onthouden\n")
	if err != nil {
		t.Fatal(err)
	}
	_, wrong, err := backup.Passphrase("een andere zin om te onthouden\n")
	if err != nil {
		t.Fatal(err)
	}
	to.(*age.ScryptRecipient).SetWorkFactor(10) // guessing is to be slow, this test is not
	for name, tc := range map[string]struct {
		to   []age.Recipient
		with []age.Identity
		want error
	}{
		"its identity":                   {[]age.Recipient{id.Recipient()}, []age.Identity{id}, nil},
		"another identity":               {[]age.Recipient{id.Recipient()}, []age.Identity{other}, backup.ErrIdentity},
		"one of two recipients":          {[]age.Recipient{id.Recipient(), other.Recipient()}, []age.Identity{other}, nil},
		"one of two identities":          {[]age.Recipient{id.Recipient()}, []age.Identity{other, id}, nil},
		"a passphrase for an identity":   {[]age.Recipient{id.Recipient()}, []age.Identity{with}, backup.ErrIdentity},
		"its passphrase":                 {[]age.Recipient{to}, []age.Identity{with}, nil},
		"another passphrase":             {[]age.Recipient{to}, []age.Identity{wrong}, backup.ErrIdentity},
		"an identity for its passphrase": {[]age.Recipient{to}, []age.Identity{id}, backup.ErrIdentity},
	} {
		t.Run(name, func(t *testing.T) {
			if err := read(written(t, s, tc.to...), tc.with...); !errors.Is(err, tc.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestOtherKeys: a file that opens, of a database that does not.
func TestOtherKeys(t *testing.T) {
	id := identity(t)
	ring, err := keys.New()
	if err != nil {
		t.Fatal(err)
	}
	src, err := store.Open(t.Context(), storetest.SQLite(t), ring)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = src.Close() })
	path, _ := saved(t, filled(t, src, 3), id.Recipient())
	storetest.EachAddress(t, func(t *testing.T, address string) {
		if _, _, err := restored(t, address, path, id); !errors.Is(err, store.ErrWrongKeys) {
			t.Errorf("%v", err)
		}
	})
}

func TestRecipientsAndIdentities(t *testing.T) {
	id, pq := identity(t), must(age.GenerateHybridIdentity())
	if list, err := backup.Recipients([]string{id.Recipient().String(), id.Recipient().String()}); len(list) != 2 || err != nil {
		t.Errorf("%v %v", list, err)
	}
	if list, err := backup.Recipients([]string{pq.Recipient().String()}); len(list) != 1 || err != nil {
		t.Errorf("%v %v", list, err)
	}
	for _, wrong := range []string{"", "age1", "age1qqq", id.String(), "ssh-ed25519 AAAA", "# a note", id.Recipient().String() + "\n" + id.Recipient().String()} {
		if _, err := backup.Recipients([]string{wrong}); err == nil || strings.Contains(err.Error(), "SECRET-KEY-1") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if list, err := backup.Identities(strings.NewReader("# made today\n" + id.String() + "\n\n" + pq.String() + "\n")); len(list) != 2 || err != nil {
		t.Errorf("%v %v", list, err)
	}
	for _, wrong := range []string{"", "geheim wachtwoord", id.Recipient().String(), id.String()[:40]} {
		if _, err := backup.Identities(strings.NewReader(wrong)); err == nil || strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), id.String()[:30]) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	for _, wrong := range []string{"", "kort", "twee regels van\nbij elkaar lang genoeg\n", "\n\n\n"} {
		if _, _, err := backup.Passphrase(wrong); err == nil || strings.Contains(err.Error(), "kort") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// summed writes the sum of the lines before it for SUM.
func summed(text string) string {
	before, end, ok := strings.Cut(text, "SUM")
	if !ok {
		return text
	}
	lines := before[:strings.LastIndex(before, "\n")+1]
	return before + sum([]byte(lines)) + end
}

// made encrypts lines as a backup has them.
func made(t testing.TB, id *age.X25519Identity, text string) []byte {
	t.Helper()
	text = summed(text)
	var file bytes.Buffer
	sealed, err := age.Encrypt(&file, id.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	packed := gzip.NewWriter(sealed)
	if _, err := io.WriteString(packed, text); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(packed.Close(), sealed.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

const (
	firstLine = `{"regiebot_backup":1,"schema":1,"moment":"2026-11-13T09:00:00Z"}` + "\n"
	oneTable  = `{"table":"settings","columns":["key","value"]}` + "\n"
	lastLine  = `{"end":{"tables":[{"table":"settings","rows":1}],"planned":0,"planned_sha256":"","sha256":"SUM"}}` + "\n"
)

// TestFilesThatSomebodyMade: who has the public key can write a file; what it holds is
// checked like everything else that comes in.
func TestFilesThatSomebodyMade(t *testing.T) {
	id := identity(t)
	for name, tc := range map[string]struct {
		text string
		want error
	}{
		"as it should be":      {firstLine + oneTable + `["a",1]` + "\n" + lastLine, nil},
		"bytes and nothing":    {firstLine + oneTable + `[{"base64":"/w=="},null]` + "\n" + lastLine, nil},
		"no line":              {"", backup.ErrDamaged},
		"something else":       {"hallo\n", backup.ErrNoBackup},
		"other JSON":           {`{"naam":"x"}` + "\n", backup.ErrNoBackup},
		"a later format":       {`{"regiebot_backup":2,"schema":1}` + "\n", backup.ErrNewer},
		"a later schema":       {`{"regiebot_backup":1,"schema":99999}` + "\n", backup.ErrNewer},
		"no end":               {firstLine + oneTable + `["a",1]` + "\n", backup.ErrDamaged},
		"half a line":          {firstLine + oneTable + `["a",1`, backup.ErrDamaged},
		"a row too few":        {firstLine + oneTable + lastLine, backup.ErrDamaged},
		"a row too many":       {firstLine + oneTable + `["a",1]` + "\n" + `["b",1]` + "\n" + lastLine, backup.ErrDamaged},
		"a table too many":     {firstLine + oneTable + `["a",1]` + "\n" + `{"table":"teams","columns":[]}` + "\n" + lastLine, backup.ErrDamaged},
		"a row of no table":    {firstLine + `["a",1]` + "\n" + lastLine, backup.ErrDamaged},
		"another sum":          {firstLine + oneTable + `["a",1]` + "\n" + strings.Replace(lastLine, "SUM", "00", 1), backup.ErrDamaged},
		"a broken number":      {firstLine + oneTable + `["a",1.5]` + "\n" + lastLine, backup.ErrDamaged},
		"a number too large":   {firstLine + oneTable + `["a",99999999999999999999]` + "\n" + lastLine, backup.ErrDamaged},
		"a truth":              {firstLine + oneTable + `["a",true]` + "\n" + lastLine, backup.ErrDamaged},
		"a list in a list":     {firstLine + oneTable + `["a",[1]]` + "\n" + lastLine, backup.ErrDamaged},
		"bytes that are none":  {firstLine + oneTable + `["a",{"base64":"***"}]` + "\n" + lastLine, backup.ErrDamaged},
		"lines after the end":  {firstLine + oneTable + `["a",1]` + "\n" + lastLine + "nog iets\n", backup.ErrDamaged},
		"an end without a sum": {firstLine + oneTable + `{"end":{}}` + "\n", backup.ErrDamaged},
		"an end that is none":  {firstLine + oneTable + `{"end":3}` + "\n", backup.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			if err := read(made(t, id, tc.text), id); !errors.Is(err, tc.want) {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("no gzip", func(t *testing.T) {
		var file bytes.Buffer
		sealed := must(age.Encrypt(&file, id.Recipient()))
		if _, err := io.WriteString(sealed, "een brief die ook met age is versleuteld"); err != nil {
			t.Fatal(err)
		}
		if err := sealed.Close(); err != nil {
			t.Fatal(err)
		}
		if err := read(file.Bytes(), id); !errors.Is(err, backup.ErrNoBackup) {
			t.Errorf("%v", err)
		}
	})
	t.Run("two in one", func(t *testing.T) {
		if err := read(append(small(t, id), small(t, id)...), id); !errors.Is(err, backup.ErrDamaged) {
			t.Errorf("%v", err)
		}
	})
}

// TestPlanIsProved: reminders that are not those of the end are refused, although every
// row was read.
func TestPlanIsProved(t *testing.T) {
	id := identity(t)
	reminder := func(key string) string {
		return `["` + key + `","","","","","","","",0,"",0,0,"[]","planned",0,0,0,0]` + "\n"
	}
	columns := `{"table":"reminders","columns":["key","zaak","team","termijn","uiterlijk","stap","voor","aan","at","plan_aan","plan_at","dringend","regels","state","done_at","gemist","ended","dubbel"]}` + "\n"
	end := `{"end":{"tables":[{"table":"reminders","rows":1}],"planned":1,"planned_sha256":"` + sum([]byte("a\n")) + `","sha256":"SUM"}}` + "\n"
	for key, want := range map[string]error{"a": store.ErrWrongKeys, "b": backup.ErrPlan} { // a whole plan, of a database without keys
		path := filepath.Join(t.TempDir(), "made")
		if err := os.WriteFile(path, made(t, id, firstLine+columns+reminder(key)+end), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := store.Restore(t.Context(), storetest.SQLite(t), storetest.Ring(t), store.Restoring{Schema: store.Schema(), Load: func(tx *store.Tx) error {
			_, err := backup.Load(t.Context(), tx, path, id)
			return err
		}})
		if errors.Is(want, backup.ErrPlan) != errors.Is(err, backup.ErrPlan) || err == nil {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// TestDiskThatFails: what the disk says is not called damage.
func TestDiskThatFails(t *testing.T) {
	if _, err := backup.Check(t.TempDir(), identity(t)); err == nil || errors.Is(err, backup.ErrDamaged) || errors.Is(err, backup.ErrNoBackup) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := backup.Check(filepath.Join(t.TempDir(), "weg"), identity(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestStopsWhenAsked(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)), 5)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f, err := backup.Create(filepath.Join(t.TempDir(), "x"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	if _, err := f.Write(ctx, s, header, identity(t).Recipient()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// A row that cannot be read is named, and is in the file as it is.
func TestDamagedRowsAreNamed(t *testing.T) {
	id := identity(t)
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, storetest.Open(t, address), 3)
		storetest.Exec(t, address, "UPDATE casussen SET data = 'x' WHERE zaak = '"+zaak(1)+"'")
		path, w := saved(t, s, id.Recipient())
		same(t, w.Damaged, []string{"casussen " + zaak(1)})
		dst, _, err := restored(t, storetest.SQLite(t), path, id)
		if err != nil {
			t.Fatal(err)
		}
		same(t, view(t, dst, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Damaged(ctx) }), w.Damaged)
	})
}
