package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAuditVerifyOfAWipedLog(t *testing.T) {
	d := newDesk(t)
	d.exec("DELETE FROM audit", "DELETE FROM audit_head")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "was cut off") || !strings.Contains(said, "regiebot audit restart --reason") {
		t.Errorf("said %q", said)
	}
	if said := d.refused("audit", "export"); !strings.Contains(said, "regiebot audit verify") {
		t.Errorf("said %q", said)
	}
	d.exec("DELETE FROM settings WHERE key = 'logboek'")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "the access log is gone") {
		t.Errorf("said %q", said)
	}
	d.ok("export", "casussen")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "what was logged about them is gone") {
		t.Errorf("said %q", said)
	}
}

func TestAuditRestart(t *testing.T) {
	head := filepath.Join(t.TempDir(), "head.json")
	d := newDesk(t, "--audit-head", head)
	if said := d.refused("audit", "restart", "--reason", "zomaar"); !strings.Contains(said, "in order") {
		t.Errorf("said %q", said)
	}
	if code, _, errs := d.call("audit", "restart", "--yes"); code != exitUsage {
		t.Errorf("status %d, %s", code, errs)
	}
	for _, reason := range []string{" ", strings.Repeat("a", 201), "bsn 111222333"} {
		if code, _, errs := d.call("audit", "restart", "--yes", "--reason", reason); code != exitUsage {
			t.Errorf("status %d, %s", code, errs)
		}
	}
	d.exec("DELETE FROM audit WHERE nr > 20", "DELETE FROM audit_head")
	said := d.refused("audit", "restart", "--reason", "een proef")
	if !strings.Contains(said, "Nothing was changed") || !strings.Contains(said, "--yes") {
		t.Errorf("said %q", said)
	}
	before := d.refused("audit", "verify")
	if out := d.ok("audit", "restart", "--reason", "een proef met gom", "--yes"); !strings.Contains(out, "begun again at row ") || !strings.Contains(out, head+".before-row-") {
		t.Errorf("said %q", out)
	}
	d.ok("export", "casussen")
	out := d.ok("audit", "verify")
	for _, want := range []string{"in order", "BROKEN before row ", systemUser(), "een proef met gom", "cut-off rij 21", "the head file knows row", "that you looked is not in the log"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %q (%s)", want, out, before)
		}
	}
	var doc struct {
		OK     bool
		Closed []struct {
			Row                        int
			By, Reason, Found, Problem string
		}
	}
	if err := json.Unmarshal([]byte(d.ok("audit", "verify", "--json")), &doc); err != nil || !doc.OK || len(doc.Closed) != 1 || doc.Closed[0].Reason != "een proef met gom" || !strings.HasPrefix(doc.Closed[0].Found, "cut-off rij 21") {
		t.Errorf("%+v, %v", doc, err)
	}
	export := filepath.Join(d.folder, "log.csv")
	d.ok("audit", "export", "--output", export)
	if out := d.ok("audit", "verify", "--file", export); !strings.Contains(out, "BROKEN before row ") {
		t.Errorf("said %q", out)
	}
	text, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	forged := filepath.Join(d.folder, "forged.csv")
	for name, change := range map[string]string{
		"the signature of the restart": strings.Replace(string(text), lines[2], strings.Replace(lines[2], ";62;", ";61;", 1), 1),
		"a row of before":              strings.Replace(string(text), lines[5], strings.Replace(lines[5], "gelukt", "mislukt", 1), 1),
	} {
		if err := os.WriteFile(forged, []byte(change), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := d.call("audit", "verify", "--file", forged); code != exitRefused || change == string(text) {
			t.Errorf("%s: status %d, %s%s", name, code, out, errs)
		}
	}
}

// A copy that may only be read is proved as it is.
func TestAuditVerifyWritesNothing(t *testing.T) {
	d := newDesk(t)
	d.exec("PRAGMA wal_checkpoint(TRUNCATE)")
	path := filepath.Join(d.folder, "regiebot.db")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d.ok("audit", "verify", "--profile", "zo", "--timezone", "Europe/Brussels")
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the database was changed: %v", err)
	}
	if said := d.refused("audit", "verify", "--database", filepath.Join(d.folder, "weg.db")); !strings.Contains(said, "there is no database") {
		t.Errorf("said %q", said)
	}
	if said := d.refused("audit", "verify", "--key-file", filepath.Join(d.folder, "weg.json")); !strings.Contains(said, "there is no key file") {
		t.Errorf("said %q", said)
	}
	d.exec("DELETE FROM goose_db_version WHERE version_id > 2")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "regiebot migrate") {
		t.Errorf("said %q", said)
	}
}
