package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
)

// vault is a desk with an identity and a backup that it opens.
type vault struct {
	*desk
	identity string // file
	backup   string // file
	printed  string // when the backup was made
}

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{desk: newDesk(t)}
	id := v.newIdentity("identity.txt")
	v.backup = filepath.Join(v.folder, "regiebot.backup")
	v.identity = filepath.Join(v.folder, "identity.txt")
	v.printed = v.ok("backup", "--output", v.backup, "--recipient", id.Recipient().String())
	return v
}

func (v *vault) newIdentity(name string) *age.X25519Identity {
	v.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		v.Fatal(err)
	}
	v.write(name, []byte("# made for a test\n"+id.String()+"\n"))
	return id
}

func (v *vault) write(name string, content []byte) string {
	v.Helper()
	path := filepath.Join(v.folder, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		v.Fatal(err)
	}
	return path
}

func (v *vault) read(path string) []byte {
	v.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		v.Fatal(err)
	}
	return content
}

// copied is a desk with the same keys at the database that is restored.
func (v *vault) copied(t *testing.T) *desk {
	t.Helper()
	return &desk{T: t, folder: v.folder, flags: []string{"--database", filepath.Join(v.folder, "copy.db")}}
}

// holds wants every text in what was said.
func (d *desk) holds(said string, texts ...string) {
	d.Helper()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			d.Errorf("%q is not in\n%s", text, said)
		}
	}
}

func TestBackupTellsWhatIsInIt(t *testing.T) {
	v := newVault(t)
	file := v.read(v.backup)
	sum := sha256.Sum256(file)
	v.holds(v.printed, v.backup, fmt.Sprintf("(%d bytes)", len(file)), "casussen 44", "planned reminders: ", "sha256: "+hex.EncodeToString(sum[:]))
	if info, err := os.Stat(v.backup); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	for _, plain := range []string{"ZO-2026-0142", "anouk", "settings", "REGIEBOT", "casussen"} {
		if bytes.Contains(file, []byte(plain)) {
			t.Errorf("%q can be read in the backup", plain)
		}
	}
	v.holds(v.refused("backup", "--output", v.backup, "--recipient", v.newIdentity("x").Recipient().String()), "exists already")
	if !bytes.Equal(v.read(v.backup), file) {
		t.Error("the backup was replaced")
	}
}

// TestRestoreDrill: backup, restore elsewhere, look at it, put it in use; once.
func TestRestoreDrill(t *testing.T) {
	v := newVault(t)
	ahead := []string{"simulate", "--from", "2026-11-16", "--to", "2026-12-31"}
	want := v.ok(ahead...)
	copied := v.copied(t)
	planned := v.printed[strings.Index(v.printed, "planned reminders: "):]
	planned, _, _ = strings.Cut(planned, "\n")
	copied.holds(copied.ok("restore", v.backup, "--identity", v.identity), planned+", all of them there", "nothing changes for the ",
		"sends nothing until regiebot activate", "erase it once more", "casussen 44")

	copied.holds(copied.served(), "restored copy", "regiebot activate")
	copied.holds(copied.refused("tick", "--at", "2026-12-03T09:00"), "not in use", "regiebot activate")
	if got := copied.ok(ahead...); got != want {
		t.Errorf("the copy would send something else:\n%s", got)
	}
	copied.holds(copied.ok("say", "--as", "anouk", "--at", "2026-11-13T09:00", "agenda week"), "agenda")
	copied.ok("audit", "verify")
	copied.holds(copied.ok("activate"), "is in use", "messages wait", "overdue", "erase it once more")
	copied.holds(copied.refused("activate"), "in use already")

	if got := copied.ok("tick", "--at", "2026-12-03T09:00"); got == "nothing to deliver\n" {
		t.Error("nothing was overdue")
	}
	if got := copied.ok("tick", "--at", "2026-12-03T09:00"); got != "nothing to deliver\n" {
		t.Errorf("it was sent twice: %s", got)
	}
	copied.holds(strings.Join(copied.actions(), "\n"), "restore C gelukt", "activate U gelukt", "activate U mislukt")
	v.holds(strings.Join(v.actions(), "\n"), "backup E gelukt")
}

// served is what serve says when it starts.
func (d *desk) served() string {
	d.Helper()
	ctx, stop := context.WithCancel(d.Context())
	read, write := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		args := append(slices.Clone(d.flags), "--log", "error", "serve", "--listen", "127.0.0.1:0")
		ended <- run(ctx, args, strings.NewReader(""), write, io.Discard)
		_ = write.Close()
	}()
	said := ""
	for lines := bufio.NewScanner(read); !strings.Contains(said, "listens on") && lines.Scan(); {
		said += lines.Text() + "\n"
	}
	stop()
	if code := <-ended; code != exitDone {
		d.Errorf("serve ended with status %d", code)
	}
	return said
}

// actions are what the access log says was done.
func (d *desk) actions() (list []string) {
	d.Helper()
	for _, row := range d.log() {
		list = append(list, strings.Join([]string{row.Wat, row.Actie, row.Uitkomst}, " "))
	}
	return list
}

func TestRestoreInJSON(t *testing.T) {
	v := newVault(t)
	var made, got map[string]any
	out := filepath.Join(v.folder, "another.backup")
	pass := v.write("pass", []byte("een zin die niemand raadt\n"))
	if err := json.Unmarshal([]byte(v.ok("--json", "backup", "--output", out, "--passphrase-file", pass)), &made); err != nil {
		t.Fatal(err)
	}
	copied := v.copied(t)
	if err := json.Unmarshal([]byte(copied.ok("--json", "restore", out, "--passphrase-file", pass)), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"file", "bytes", "sha256", "moment", "rows", "planned", "planned_sha256"} {
		if fmt.Sprint(made[key]) != fmt.Sprint(got[key]) || made[key] == nil {
			t.Errorf("%s: %v and %v", key, made[key], got[key])
		}
	}
	if got["active"] != false || got["replanned"].(map[string]any)["differing_cases"] != float64(0) {
		t.Errorf("%v", got)
	}
}

// TestRestoreRefuses: one sentence each, and no database is made.
func TestRestoreRefuses(t *testing.T) {
	v := newVault(t)
	file := v.read(v.backup)
	flipped := bytes.Clone(file)
	flipped[len(flipped)/2] ^= 1
	v.newIdentity("other.txt")
	other := filepath.Join(v.folder, "other.txt")
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"another identity":           {[]string{v.backup, "--identity", other}, "does not open the backup"},
		"a passphrase":               {[]string{v.backup, "--passphrase-file", v.write("pass", []byte("een zin die niemand raadt"))}, "does not open the backup"},
		"a short passphrase":         {[]string{v.backup, "--passphrase-file", v.write("short", []byte("kort"))}, "16 characters"},
		"a file that is no identity": {[]string{v.backup, "--identity", v.backup}, "no identity file"},
		"no identity file":           {[]string{v.backup, "--identity", v.backup + "x"}, "cannot be read"},
		"no backup":                  {[]string{v.backup + "x", "--identity", v.identity}, "cannot be read"},
		"another file":               {[]string{v.identity, "--identity", v.identity}, "not a backup"},
		"an empty file":              {[]string{v.write("empty", nil), "--identity", v.identity}, "not a backup"},
		"a flipped byte":             {[]string{v.write("flipped", flipped), "--identity", v.identity}, "damaged"},
		"half a file":                {[]string{v.write("half", file[:len(file)/2]), "--identity", v.identity}, "damaged"},
		"all but a byte":             {[]string{v.write("almost", file[:len(file)-1]), "--identity", v.identity}, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			copied := v.copied(t)
			said := copied.refused(append([]string{"restore"}, tc.args...)...)
			copied.holds(said, tc.want)
			if strings.Contains(said, "AGE-SECRET-KEY-1") || strings.Contains(said, "raadt") {
				t.Errorf("a secret: %s", said)
			}
			copied.nothing()
		})
	}
	t.Run("cut anywhere", func(t *testing.T) {
		copied := v.copied(t)
		for n := 0; n < len(file); n += len(file)/20 + 1 {
			copied.refused("restore", v.write("cut", file[:n]), "--identity", v.identity)
			copied.nothing()
		}
	})
	t.Run("a database in use", func(t *testing.T) {
		before := v.ok("export", "casussen")
		v.holds(v.refused("restore", v.backup, "--identity", v.identity), "not empty", "nothing was stored")
		if got := v.ok("export", "casussen"); got != before {
			t.Error("it was changed")
		}
	})
	t.Run("other keys", func(t *testing.T) {
		t.Setenv("REGIEBOT_KEY_FILE", filepath.Join(v.folder, "new.json"))
		copied := v.copied(t)
		copied.holds(copied.refused("restore", v.backup, "--identity", v.identity), "no key file")
		copied.ok("keys", "init")
		copied.holds(copied.refused("restore", v.backup, "--identity", v.identity), "key file does not open")
		copied.nothing()
	})
	t.Run("wrong usage", func(t *testing.T) {
		for _, args := range [][]string{
			{"restore"},
			{"restore", v.backup},
			{"restore", v.backup, "--identity", v.identity, "--passphrase-file", other},
			{"backup", "--output", "x"},
			{"backup", "--recipient", "age1x"},
			{"backup", "--output", "x", "--recipient", "age1x", "--passphrase-file", other},
		} {
			if code, out, errs := v.call(args...); code != exitUsage {
				t.Errorf("%q ended with status %d: %s%s", args, code, out, errs)
			}
		}
	})
}

// nothing wants that no database was made.
func (d *desk) nothing() {
	d.Helper()
	for _, end := range []string{"", "-wal", "-shm", ".migrating", ".restoring", ".restoring-wal", ".restoring.lock", ".restoring.lock-journal"} {
		if _, err := os.Lstat(d.flags[1] + end); err == nil {
			d.Errorf("%s was left behind", d.flags[1]+end)
		}
	}
}

// TestBackupRefuses: nothing is left where the backup was to be.
func TestBackupRefuses(t *testing.T) {
	v := newVault(t)
	out := filepath.Join(v.folder, "out", "x.backup")
	if err := os.Mkdir(filepath.Dir(out), 0o700); err != nil {
		t.Fatal(err)
	}
	v.holds(v.refused("backup", "--output", out, "--recipient", "age1nope"), "age-keygen")
	v.holds(v.refused("backup", "--output", out, "--passphrase-file", out), "cannot be read")
	v.holds(v.refused("--database", "postgres://nobody@127.0.0.1:1/none", "backup", "--output", out, "--recipient", v.newIdentity("y").Recipient().String()), "cannot be reached")
	if left, err := os.ReadDir(filepath.Dir(out)); len(left) != 0 || err != nil {
		t.Errorf("%v %v", left, err)
	}
}

// spoil damages rows of a database, each of another table.
func (d *desk) spoil() {
	d.Helper()
	d.exec("UPDATE casussen SET data = 'x' WHERE zaak = 'ZO-2026-0101'", "UPDATE members SET data = 'x' WHERE gebruiker = 'bram'", "UPDATE teams SET data = 'x'")
}

// TestDamagedRows: a backup says what is damaged, and a restore says it again; the other
// casussen are there.
func TestDamagedRows(t *testing.T) {
	v := newVault(t)
	v.spoil()
	second := filepath.Join(v.folder, "second.backup")
	recipient := v.recipientOf(v.identity)
	code, out, errs := v.call("backup", "--output", second, "--recipient", recipient)
	if code != exitRefused || strings.Count(errs, "\n") != 1 {
		t.Errorf("%d: %s", code, errs)
	}
	names := []string{"casussen ZO-2026-0101", "members bram", "teams "}
	v.holds(out, append([]string{"damaged", "sha256: "}, names...)...)
	v.holds(errs, append([]string{"the backup is written"}, names...)...)

	copied := v.copied(t)
	code, out, errs = copied.call("restore", second, "--identity", v.identity)
	if code != exitRefused || strings.Count(errs, "\n") != 1 {
		t.Errorf("%d: %s", code, errs)
	}
	v.holds(out, append([]string{"is restored", "not planned anew", "ZO-2026-0101", "may be here again"}, names...)...)
	v.holds(errs, append([]string{"everything was restored", "--accept-damaged"}, names...)...)
	copied.ok("activate")
	v.holds(copied.ok("say", "--as", "anouk", "--at", "2026-11-13T09:00", "casus lijst"), "ZO-2026-")

	other := &desk{T: t, folder: v.folder, flags: []string{"--database", filepath.Join(v.folder, "other.db")}}
	var doc struct {
		Damaged []string `json:"damaged"`
	}
	if err := json.Unmarshal([]byte(other.ok("--json", "restore", second, "--identity", v.identity, "--accept-damaged")), &doc); err != nil || len(doc.Damaged) != 3 {
		t.Errorf("%v %v", doc, err)
	}
}

// recipientOf is the public key of an identity file.
func (v *vault) recipientOf(path string) string {
	v.Helper()
	list, err := age.ParseIdentities(bytes.NewReader(v.read(path)))
	if err != nil {
		v.Fatal(err)
	}
	return list[0].(*age.X25519Identity).Recipient().String()
}

// TestRestoreNamesWhatChanges: of the case that would be planned in another way.
func TestRestoreNamesWhatChanges(t *testing.T) {
	v := newVault(t)
	v.exec("DELETE FROM reminders WHERE zaak = 'ZO-2026-0142'")
	second := filepath.Join(v.folder, "second.backup")
	v.ok("backup", "--output", second, "--recipient", v.recipientOf(v.identity))
	v.holds(v.copied(t).ok("restore", second, "--identity", v.identity), "1 of the ", "open cases would change (ZO-2026-0142)")
}

// TestRestoreStopped: who stops it finds nothing, and can do it again.
func TestRestoreStopped(t *testing.T) {
	v := newVault(t)
	copied := v.copied(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var errs bytes.Buffer
	code := run(ctx, append(slices.Clone(copied.flags), "restore", v.backup, "--identity", v.identity), strings.NewReader(""), io.Discard, &errs)
	if code != exitRefused || errs.String() != "regiebot: stopped; nothing was stored\n" {
		t.Errorf("%d: %s", code, errs.String())
	}
	copied.nothing()
	copied.ok("restore", v.backup, "--identity", v.identity)
}
