package store_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"pgregory.net/rapid"
)

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		"":                                   "",
		"SELECT 1":                           "SELECT 1",
		"SELECT ? WHERE a = ?":               "SELECT $1 WHERE a = $2",
		"SELECT '?', ? AS \"?\"":             "SELECT '?', $1 AS \"?\"",
		"SELECT 'it''s ?', ?":                "SELECT 'it''s ?', $1",
		"SELECT '\"', ?, '\"'":               "SELECT '\"', $1, '\"'",
		"SELECT \"'\", ?":                    "SELECT \"'\", $1",
		"SELECT 'é?', ?":                     "SELECT 'é?', $1",
		strings.Repeat("?", 11):              "$1$2$3$4$5$6$7$8$9$10$11",
		"UPDATE t SET a = ?, b = '' WHERE ?": "UPDATE t SET a = $1, b = '' WHERE $2",
	} {
		if got := store.Numbered(query); got != want {
			t.Errorf("%q became %q, want %q", query, got, want)
		}
	}
}

// Whatever stands between quotes stays, and every other ? gets the next number.
func TestNumberedKeepsQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inside := strings.ReplaceAll(rapid.StringMatching(`[a-z?"]{0,9}`).Draw(t, "inside"), "'", "")
		outside := rapid.StringMatching(`[a-z? ]{0,9}`).Draw(t, "outside")
		got := store.Numbered(outside + "'" + inside + "'")
		if !strings.HasSuffix(got, "'"+inside+"'") {
			t.Fatalf("the text between quotes was changed: %q", got)
		}
		if strings.Count(outside, "?") != strings.Count(strings.TrimSuffix(got, "'"+inside+"'"), "$") {
			t.Fatalf("not every value has a number: %q", got)
		}
	})
}
