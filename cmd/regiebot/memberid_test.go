package main

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// TestMemberIDs: an id of the command line is checked as one of a team file is: what is none
// would make a member who can never be reached.
func TestMemberIDs(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "bram", "--role", "consulent")
	for id, want := range map[string]string{
		"slack:@bram":      "is not an id on slack",
		"slack:u012ab3cd":  "is not an id on slack",
		"slack:":           "use platform:id",
		"U012AB3CD":        "use platform:id",
		":U012AB3CD":       "use platform:id",
		"teams:U9":         "is not a chat platform: use mattermost or slack",
		"mattermost:bram":  "26 small letters and digits",
		"mattermost:U012":  "26 small letters and digits",
		"slack:111222333":  "“(a number that may be a BSN)” is not an id",
		"slack:U1 U2":      "is not an id on slack",
		"slack:mattermost": "is not an id on slack",
	} {
		code, out, errs := m.run("member", "add", "bram", "--id", id)
		if code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, want) {
			t.Errorf("%q: status %d, wrote %q, said %q", id, code, out, errs)
		}
	}
	m.ok("member", "add", "bram", "--id", " Slack: U012AB3CD ", "--id", "mattermost:8sazq1hthbgwjcd1mjhs1ibq1o")
	var lid procesregie.Lid
	must(t, m.open(t).View(t.Context(), func(tx *store.Tx) (err error) {
		lid, err = tx.Lid(t.Context(), "bram")
		return err
	}))
	if len(lid.IDs) != 2 || lid.IDs["slack"] != "U012AB3CD" || lid.IDs["mattermost"] != "8sazq1hthbgwjcd1mjhs1ibq1o" {
		t.Errorf("got %v", lid.IDs)
	}
}
