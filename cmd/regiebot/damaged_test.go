package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One damaged case is named wherever it is left out, with what to do.
func TestDamagedCasesAreNamed(t *testing.T) {
	d := newDesk(t)
	zaak := "ZO-2026-0117"
	d.exec("UPDATE casussen SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE zaak = '" + zaak + "'")
	advice := "a backup of before the damage"
	list := filepath.Join(d.folder, "lijst.csv")
	for _, args := range [][]string{{"export", "casussen", "--output", list}, {"export", "casussen"}, {"profile", "use", "standaard"}, {"keys", "rotate"}} {
		code, out, errs := d.call(args...)
		if code != exitRefused || !strings.Contains(errs, zaak) || !strings.Contains(errs, advice) || !strings.Contains(errs, "or erase") || strings.Count(errs, "\n") != 1 || out == "" && args[0] != "keys" {
			t.Errorf("%q: status %d, %q, %q", args, code, out, errs)
		}
	}
	if text, err := os.ReadFile(list); err != nil || strings.Contains(string(text), zaak) || strings.Count(string(text), "\n") != 44 {
		t.Errorf("%v\n%s", err, text)
	}
	code, out, _ := d.call("import", "casussen", "voorbeeld/casussen.csv", "--json")
	var report struct {
		Files []struct {
			Unchanged, Refused int
			Problems           []struct{ Code, Text string }
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != exitRefused || report.Files[0].Refused != 1 || report.Files[0].Unchanged != 43 ||
		report.Files[0].Problems[0].Code != "damaged" || !strings.Contains(report.Files[0].Problems[0].Text, advice) {
		t.Errorf("status %d, %v, %s", code, err, out)
	}
}

// With --json everything is one document.
func TestExportsAsJSON(t *testing.T) {
	d := newDesk(t)
	var cases struct {
		Cases   int
		Damaged []string
		CSV     string
	}
	if err := json.Unmarshal([]byte(d.ok("export", "casussen", "--json")), &cases); err != nil || cases.Cases != 44 || cases.Damaged == nil {
		t.Errorf("%v, %+v", err, cases)
	}
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(cases.CSV, "\ufeff")))
	in.Comma = ';'
	if rows, err := in.ReadAll(); err != nil || len(rows) != 45 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	var inzage struct{ Case, Text string }
	if err := json.Unmarshal([]byte(d.ok("export", "inzage", "zo-2026-0117", "--json")), &inzage); err != nil || inzage.Case != "ZO-2026-0117" || !strings.Contains(inzage.Text, "ZO-2026-0117") {
		t.Errorf("%v, %+v", err, inzage)
	}
	var log struct {
		Rows []struct {
			Nr                      int
			Tijd, Gebeurtenis, Hash string
		}
	}
	if err := json.Unmarshal([]byte(d.ok("audit", "export", "--json")), &log); err != nil || len(log.Rows) < 50 || log.Rows[6].Nr != 7 || log.Rows[6].Gebeurtenis == "" || len(log.Rows[6].Hash) != 64 {
		t.Errorf("%v, %d rows", err, len(log.Rows))
	}
	if err := json.Unmarshal([]byte(d.ok("audit", "export", "--json", "--to", "2020-01-01")), &log); err != nil || len(log.Rows) != 0 {
		t.Errorf("%v, %d rows", err, len(log.Rows))
	}
}
