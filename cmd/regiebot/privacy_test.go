package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store/storetest"
)

// TestPrivacyIsAboutThisMachine: what is printed follows the configuration, and a secret
// in an address is not in it.
func TestPrivacyIsAboutThisMachine(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	for _, c := range []struct {
		name   string
		config config
		want   []string
		not    string
	}{
		{"a file, its key elsewhere", config{Database: filepath.Join(dir, "a.db"), KeyFile: filepath.Join(elsewhere, "k.json")}, []string{"SQLite-bestand op deze computer", "apart van de database"}, "LET OP"},
		{"a file, its key beside it", config{Database: filepath.Join(dir, "a.db"), KeyFile: filepath.Join(dir, "k.json")}, []string{"LET OP: dat staat in dezelfde map"}, "apart van"},
		{"the head elsewhere", config{Database: filepath.Join(dir, "a.db"), KeyFile: "/k", AuditHead: "/srv/head"}, []string{"hij staat ook in /srv/head"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &env{config: c.config}
			o := e.omgeving(storetest.Open(t, ":memory:"))
			text := o.Database + o.Sleutel + o.Logboekkop
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in %q", want, text)
				}
			}
			if c.not != "" && strings.Contains(text, c.not) {
				t.Errorf("%q is in %q", c.not, text)
			}
		})
	}
	for address, want := range map[string]string{
		"postgres://u:geheim@db.voorbeeld.nl:5432/x": "PostgreSQL op db.voorbeeld.nl", "postgres://u:geheim@127.0.0.1/x": "PostgreSQL op deze computer",
		"postgres://u:geheim@localhost/x": "PostgreSQL op deze computer", "postgres://u:ge%heim@db/x": "PostgreSQL op onbekend",
	} {
		if got := postgresText(address); got != want {
			t.Errorf("%s: %s", want, got)
		}
	}
}
