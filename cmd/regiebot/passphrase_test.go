package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A passphrase that others can read protects nothing, like a key file.
func TestAPassphraseThatOthersMayReadIsRefused(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	pass, out := filepath.Join(t.TempDir(), "pass"), filepath.Join(t.TempDir(), "b.age")
	must(t, os.WriteFile(pass, []byte("een lange zin om mee te openen\n"), 0o600))
	for _, mode := range []os.FileMode{0o640, 0o604, 0o644} {
		must(t, os.Chmod(pass, mode))
		m.refused([]string{"chmod 600 " + pass}, "backup", "--output", out, "--passphrase-file", pass)
	}
	must(t, os.Chmod(pass, 0o600))
	m.ok("backup", "--output", out, "--passphrase-file", pass)
	must(t, os.Chmod(pass, 0o644))
	m.database += "2"
	m.refused([]string{"chmod 600 " + pass}, "restore", out, "--passphrase-file", pass)
}
