package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestMain gives the tests a configuration folder of their own: there the key file is.
func TestMain(m *testing.M) { os.Exit(withConfig(m)) }

func withConfig(m *testing.M) int {
	folder, err := os.MkdirTemp("", "regiebot-test-config-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	for name, value := range map[string]string{"XDG_CONFIG_HOME": folder, "HOME": folder, "AppData": folder} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	return m.Run()
}

// machine is a computer on which the program runs: with a folder for the configuration
// and one for the database.
type machine struct {
	*testing.T
	database string
	key      string // the default key file
}

func newMachine(t *testing.T) *machine {
	config := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", config)
	return &machine{t, filepath.Join(t.TempDir(), "regiebot.db"), filepath.Join(config, "regiebot", "keys.json")}
}

// run runs the program on the database.
func (m *machine) run(args ...string) (code int, out, errs string) {
	m.Helper()
	var o, e bytes.Buffer
	code = run(m.Context(), append([]string{"--database", m.database}, args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// ok runs what must succeed and returns what it wrote.
func (m *machine) ok(args ...string) (out, errs string) {
	m.Helper()
	code, out, errs := m.run(args...)
	if code != exitDone {
		m.Fatalf("%q: status %d: %s", args, code, errs)
	}
	return out, errs
}

// refused runs what must be refused in one sentence that holds each of the words.
func (m *machine) refused(words []string, args ...string) {
	m.Helper()
	code, out, errs := m.run(args...)
	if code != exitRefused || out != "" || strings.Count(errs, "\n") != 1 {
		m.Errorf("%q: status %d, wrote %q, said %q", args, code, out, errs)
	}
	for _, word := range words {
		if !strings.Contains(errs, word) {
			m.Errorf("%q: said %q, not %q", args, errs, word)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestTheFirstStartMakesAKeyFile(t *testing.T) {
	m := newMachine(t)
	out, errs := m.ok("--json", "member", "add", "anouk", "--role", "consulent")
	if strings.Count(errs, "\n") != 1 || !strings.Contains(errs, m.key) || !strings.Contains(errs, "keep a copy of it, apart from the database") {
		t.Errorf("said %q", errs)
	}
	if !json.Valid([]byte(out)) {
		t.Errorf("wrote %q", out)
	}
	if _, errs := m.ok("member", "list"); errs != "" {
		t.Errorf("said %q the second time", errs)
	}
	t.Run("without it the database is refused, and no other key is made", func(t *testing.T) {
		must(t, os.Rename(m.key, m.key+".copy"))
		m.refused([]string{"the database is sealed", m.key, "REGIEBOT_KEY_FILE"}, "member", "list")
		if exists(m.key) {
			t.Error("another key file was made")
		}
		must(t, os.Rename(m.key+".copy", m.key))
		m.ok("member", "list")
	})
	t.Run("with another it is refused", func(t *testing.T) {
		other := filepath.Join(t.TempDir(), "keys.json")
		m.ok("keys", "init", "--key-file", other)
		m.refused([]string{other, "does not open this database", "REGIEBOT_KEY_FILE"}, "member", "list", "--key-file", other)
	})
	t.Run("one that others may read is refused", func(t *testing.T) {
		must(t, os.Chmod(m.key, 0o640))
		m.refused([]string{"chmod 600 " + m.key}, "member", "list")
		must(t, os.Chmod(m.key, 0o600))
	})
	t.Run("half of one is refused", func(t *testing.T) {
		text, err := os.ReadFile(m.key)
		must(t, err)
		must(t, os.WriteFile(m.key, text[:len(text)/2], 0o600))
		m.refused([]string{m.key, "not a key file"}, "member", "list")
		must(t, os.WriteFile(m.key, text, 0o600))
		m.ok("member", "list")
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAChosenKeyFileMustBeThere(t *testing.T) {
	m := newMachine(t)
	chosen := filepath.Join(t.TempDir(), "away", "keys.json")
	t.Setenv("REGIEBOT_KEY_FILE", chosen)
	m.refused([]string{chosen, "regiebot keys init"}, "member", "add", "anouk", "--role", "consulent")
	if exists(m.database) || exists(chosen) || exists(m.key) {
		t.Error("something was made")
	}
	out, _ := m.ok("keys", "init")
	if !strings.Contains(out, chosen) {
		t.Errorf("wrote %q", out)
	}
	m.refused([]string{chosen, "there is a key file already", "regiebot keys rotate"}, "keys", "init")
	m.ok("member", "add", "anouk", "--role", "consulent")
}

func TestWithoutHomeAKeyFileIsAskedFor(t *testing.T) {
	m := newMachine(t)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("HOME", "")
	m.refused([]string{"REGIEBOT_KEY_FILE"}, "member", "add", "anouk", "--role", "consulent")
	m.refused([]string{"REGIEBOT_KEY_FILE"}, "keys", "init")
	if exists(m.database) {
		t.Error("a database was made")
	}
}

func TestKeysRotate(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	m.ok("import", "casussen", "voorbeeld/casussen.csv")
	first, err := os.ReadFile(m.key)
	must(t, err)
	list, _ := m.ok("say", "--as", "anouk", "--at", beginDay, "casus lijst")
	same := func() {
		t.Helper()
		if again, _ := m.ok("say", "--as", "anouk", "--at", beginDay, "casus lijst"); again != list {
			t.Errorf("the list became %q", again)
		}
	}
	out, _ := m.ok("keys", "rotate")
	if !strings.Contains(out, "nothing is left under an older one") || !strings.Contains(out, "--drop-old") {
		t.Errorf("wrote %q", out)
	}
	same()
	m.refused([]string{"nothing was changed", m.database[strings.LastIndex(m.database, "/")+1:], "--drop-old --yes"}, "keys", "rotate", "--drop-old")
	out, _ = m.ok("--json", "keys", "rotate", "--drop-old", "--yes")
	var document struct {
		Rows    int    `json:"rows"`
		Dropped int    `json:"older_keys_removed"`
		File    string `json:"key_file"`
		Copy    string `json:"old_copy"`
		Key     string `json:"signing_key"`
	}
	must(t, json.Unmarshal([]byte(out), &document))
	if document.Rows == 0 || document.Dropped != 2 || document.File != m.key {
		t.Errorf("wrote %q", out)
	}
	same()
	if _, err := keys.Load(document.Copy); err != nil || document.Copy != m.key+".old" {
		t.Errorf("the copy of the older keys: %v", err)
	}
	if out, _ := m.ok("audit", "verify"); !strings.Contains(out, document.Key) {
		t.Errorf("wrote %q, not %s", out, document.Key)
	}
	log := filepath.Join(t.TempDir(), "log.csv")
	m.ok("audit", "export", "--output", log)
	if text, err := os.ReadFile(log); err != nil || strings.Count(string(text), "keys rotate") != 3 || strings.Count(string(text), "oude verwijderd") != 1 {
		t.Errorf("the access log: %v\n%s", err, text)
	}
	old := filepath.Join(t.TempDir(), "keys.json")
	must(t, os.WriteFile(old, first, 0o600))
	m.refused([]string{"a copy from before the keys were changed"}, "member", "list", "--key-file", old)
}

// A row that cannot be opened is named, and the older keys stay: with them it may still
// be repaired.
func TestKeysRotateWithADamagedRow(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	m.ok("import", "casussen", "voorbeeld/casussen.csv")
	storetest.Exec(t, m.database, "UPDATE casussen SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE zaak = 'ZO-2026-0142'")
	before, err := keys.Load(m.key)
	must(t, err)
	m.refused([]string{"cannot be opened and stay as they were: 1", "regiebot erase", ": ZO-2026-0142"}, "keys", "rotate", "--drop-old", "--yes")
	after, err := keys.Load(m.key)
	must(t, err)
	sealed, err := before.Seal([]byte("x"), "a")
	must(t, err)
	if _, err := after.Open(sealed, "a"); err != nil {
		t.Errorf("an older key is gone: %v", err)
	}
	m.ok("erase", "ZO-2026-0142", "--yes") // the advice can be followed
	m.ok("keys", "rotate", "--drop-old", "--yes")
	m.ok("audit", "verify")
}

// Keys that this database does not use are those of another one.
func TestKeysAreNotDroppedForAnEmptyDatabase(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	before, err := os.ReadFile(m.key)
	must(t, err)
	other := &machine{t, m.database + "2", m.key}
	other.ok("migrate")
	other.refused([]string{"nothing in the database regiebot.db2", "another database uses that key file"}, "keys", "rotate", "--drop-old", "--yes")
	if after, err := os.ReadFile(m.key); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the key file was changed: %v", err)
	}
	m.ok("member", "list")
}

// With the head of the log in a file, and the key that signs changed, all still proves.
func TestKeysRotateAndTheHeadFile(t *testing.T) {
	m := newMachine(t)
	t.Setenv("REGIEBOT_AUDIT_HEAD", filepath.Join(t.TempDir(), "head.json"))
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	first, _ := m.ok("audit", "verify")
	m.ok("keys", "rotate")
	m.ok("audit", "verify")
	if _, errs := m.ok("keys", "rotate", "--drop-old", "--yes"); errs != "" {
		t.Errorf("said %q", errs)
	}
	if last, errs := m.ok("audit", "verify"); errs != "" || last == first {
		t.Errorf("wrote %q, said %q", last, errs)
	}
	if _, errs := m.ok("member", "remove", "bram"); errs != "" {
		t.Errorf("said %q", errs)
	}
	m.ok("audit", "verify")
}
