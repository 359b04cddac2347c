package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// needsDatabase is every call that makes no database.
func needsDatabase(t *testing.T) [][]string {
	t.Helper()
	folder := t.TempDir()
	return [][]string{
		{"keys", "rotate"},
		{"backup", "--output", filepath.Join(folder, "b.age"), "--recipient", testRecipient},
		{"audit", "verify"},
		{"audit", "export", "--output", filepath.Join(folder, "a.csv")},
		{"export", "casussen", "--output", filepath.Join(folder, "c.csv")},
		{"export", "trajecten"},
		{"import", "trajecten", "voorbeeld/trajecten.csv"},
		{"import", "ijw", "voorbeeld/ijw/jw305-a.xml", "--dry-run"},
		{"export", "inzage", "ZO-1"},
		{"erase", "ZO-1", "--yes"},
		{"activate"},
		{"tick"},
		{"simulate", "--from", "2026-11-13", "--to", "2026-11-14"},
		{"say", "--as", "anouk", "hulp"},
		{"member", "list"},
		{"member", "remove", "anouk"},
		{"profile", "show"},
		{"privacy"},
	}
}

const testRecipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

// Whoever mistypes the name of the database is told so, and nothing is made.
func TestNoDatabaseIsMadeByMistake(t *testing.T) {
	m := newMachine(t)
	for _, args := range needsDatabase(t) {
		t.Run(strings.Join(args[:min(2, len(args))], " "), func(t *testing.T) {
			at := &machine{t, m.database, m.key}
			at.refused([]string{"there is no database", "regiebot.db", filepath.Dir(m.database)}, args...)
			left, err := os.ReadDir(filepath.Dir(m.database))
			if err != nil || len(left) != 0 || exists(m.key) {
				t.Errorf("made: %v, key file %v; %v", left, exists(m.key), err)
			}
		})
	}
}

func TestNoDatabaseIsMadeOnAServerByMistake(t *testing.T) {
	m := newMachine(t)
	m.database = storetest.Postgres(t)
	for _, args := range needsDatabase(t) {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"--database", m.database}, args...), strings.NewReader(""), &out, &errs)
		if code != exitRefused || !strings.Contains(errs.String(), "there is no database") || strings.Contains(errs.String(), "regiebot@") {
			t.Errorf("%q: status %d, said %q", args, code, errs.String())
		}
	}
	if there, err := store.Exists(t.Context(), m.database); there || err != nil || exists(m.key) {
		t.Errorf("made: %v, key file %v; %v", there, exists(m.key), err)
	}
}

func TestADatabaseBegins(t *testing.T) {
	for _, args := range [][]string{{"migrate"}, {"profile", "use", "standaard"}, {"member", "add", "--file", "voorbeeld/team.yaml"}, {"import", "casussen", "voorbeeld/casussen.csv"}} {
		t.Run(args[0], func(t *testing.T) {
			m := newMachine(t)
			m.run(args...)
			if !exists(m.database) {
				t.Error("no database was made")
			}
			m.ok("member", "list")
		})
	}
}
