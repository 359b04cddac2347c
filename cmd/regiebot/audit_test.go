package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // to change the database behind the back of the program

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// desk is a database with the example team, and the calls on it.
type desk struct {
	*testing.T
	folder string
	flags  []string
}

func newDesk(t *testing.T, flags ...string) *desk {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("REGIEBOT_KEY_FILE", filepath.Join(folder, "keys.json"))
	d := &desk{T: t, folder: folder, flags: append([]string{"--database", filepath.Join(folder, "regiebot.db")}, flags...)}
	d.ok("keys", "init")
	d.ok("member", "add", "--file", "voorbeeld/team.yaml")
	d.ok("import", "casussen", "voorbeeld/casussen.csv")
	return d
}

func (d *desk) call(args ...string) (code int, out, errs string) {
	d.Helper()
	var o, e bytes.Buffer
	code = run(d.Context(), append(slices.Clone(d.flags), args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func (d *desk) ok(args ...string) string {
	d.Helper()
	code, out, errs := d.call(args...)
	if code != exitDone {
		d.Fatalf("%q ended with status %d: %s%s", args, code, out, errs)
	}
	return out
}

// refused is a call that ends with status 1; it returns what it says, one sentence.
func (d *desk) refused(args ...string) string {
	d.Helper()
	code, out, errs := d.call(args...)
	if code != exitRefused || strings.Count(errs, "\n") != 1 || out != "" {
		d.Fatalf("%q ended with status %d: %s%s", args, code, out, errs)
	}
	return errs
}

// exec changes the database behind the back of the program.
func (d *desk) exec(statements ...string) {
	d.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(d.folder, "regiebot.db"))
	if err != nil {
		d.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			d.Fatalf("%s: %v", statement, err)
		}
	}
}

// log is the whole access log.
func (d *desk) log() (rows []audit.Row) {
	d.Helper()
	in, err := audit.NewReader(strings.NewReader(d.ok("audit", "export")))
	if err != nil {
		d.Fatal(err)
	}
	for {
		row, err := in.Row()
		if err != nil {
			return rows
		}
		rows = append(rows, row)
	}
}

func TestAuditOfTheCommandLine(t *testing.T) {
	d := newDesk(t)
	d.ok("member", "add", "petra", "--name", "Petra", "--role", "consulent")
	d.ok("member", "add", "petra", "--days", "ma")
	d.ok("member", "remove", "petra")
	d.refused("member", "remove", "niemand")
	d.call("member", "add", "iemand", "--role", "baas")
	d.ok("import", "casussen", "voorbeeld/casussen.csv", "--dry-run")
	d.ok("profile", "use", "zo")
	d.ok("export", "casussen", "--output", filepath.Join(d.folder, "lijst.csv"))

	rows := d.log()
	var lines []string
	for _, r := range rows {
		if r.Wie != systemUser() || r.Rol != "beheerder" || r.Platform != "opdrachtregel" || r.Verzoek == "" || r.At.IsZero() {
			t.Errorf("row %d says too little: %+v", r.Nr, r.Event)
		}
		if r.Object == "petra" && r.Regel != "rol consulent, team Jeugdteam Voorbeeldstad" {
			t.Errorf("row %d does not say what petra may: %+v", r.Nr, r.Event)
		}
		lines = append(lines, strings.Join([]string{r.Wat, r.Actie, r.Uitkomst, r.Soort, r.Object}, "|"))
	}
	for _, want := range []string{
		"instellingen|U|gelukt|instelling|zone", "profile use|U|gelukt|profiel|standaard", "member add|C|gelukt|lid|anouk", "member add|U|gelukt|team|Jeugdteam Voorbeeldstad",
		"import casussen|C|gelukt|casus|", "import casussen|E|gelukt|casussen|44", "member add|C|gelukt|lid|petra", "member add|U|gelukt|lid|petra",
		"member remove|D|gelukt|lid|petra", "member remove|D|mislukt|lid|", "profile use|U|gelukt|profiel|zo", "export casussen|E|gelukt|casussen|44",
		"audit export|E|gelukt|toegangslogboek|",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("%q is not in the log:\n%s", want, strings.Join(lines, "\n"))
		}
	}
	cases := map[string]bool{}
	requests := map[string]bool{}
	for _, r := range rows {
		if r.Wat == "import casussen" && r.Soort == "casus" {
			cases[r.Casus], requests[r.Verzoek] = true, true
		}
	}
	if len(cases) != 44 || len(requests) != 1 {
		t.Errorf("%d cases in %d requests", len(cases), len(requests))
	}
}

func TestAuditVerify(t *testing.T) {
	d := newDesk(t)
	out := d.ok("audit", "verify")
	if !strings.Contains(out, "in order") || !strings.Contains(out, "from row 1 of 20") || !strings.Contains(out, "signed with key ") {
		t.Errorf("said %q", out)
	}
	var doc struct {
		OK          bool
		Rows        int
		First, Last struct {
			Row int
			At  string
		}
		Key string
	}
	if err := json.Unmarshal([]byte(d.ok("audit", "verify", "--json")), &doc); err != nil || !doc.OK || doc.Rows < 50 || doc.Last.Row != doc.Rows || doc.First.Row != 1 || doc.Key == "" {
		t.Errorf("%+v, %v", doc, err)
	}

	d.exec("UPDATE audit SET wie = 'niemand' WHERE nr = 7")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "row 7 of the access log was changed") {
		t.Errorf("said %q", said)
	}
	code, text, errs := d.call("audit", "verify", "--json")
	var broken struct {
		OK     bool
		Rows   int
		Broken struct {
			Row          int
			Why, Problem string
		}
	}
	if err := json.Unmarshal([]byte(text), &broken); err != nil || code != exitRefused || !strings.Contains(errs, "row 7") ||
		broken.OK || broken.Rows != 6 || broken.Broken.Row != 7 || broken.Broken.Why != "changed" || broken.Broken.Problem == "" {
		t.Errorf("status %d, %s%s, %+v, %v", code, text, errs, broken, err)
	}
}

func TestAuditVerifyFindsACutEnd(t *testing.T) {
	d := newDesk(t)
	d.exec("DELETE FROM audit WHERE nr > 20")
	if said := d.refused("audit", "verify"); !strings.Contains(said, "row 21 of the access log is missing") {
		t.Errorf("said %q", said)
	}
}

func TestAuditVerifyOfAnExport(t *testing.T) {
	d := newDesk(t)
	export := filepath.Join(d.folder, "log.csv")
	d.ok("audit", "export", "--output", export)
	text, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	changed := 0
	with := func(change func([]string) []string) string {
		changed++
		path := filepath.Join(d.folder, fmt.Sprintf("changed-%d.csv", changed))
		if err := os.WriteFile(path, []byte(strings.Join(change(slices.Clone(lines)), "")), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if err := os.Rename(filepath.Join(d.folder, "regiebot.db"), filepath.Join(d.folder, "elsewhere")); err != nil {
		t.Fatal(err) // no database is needed
	}
	if out := d.ok("audit", "verify", "--file", export); !strings.Contains(out, "in order") || !strings.Contains(out, "signed with key") {
		t.Errorf("said %q", out)
	}
	if _, err := os.Stat(filepath.Join(d.folder, "regiebot.db")); err == nil {
		t.Error("a database was made")
	}
	last := len(lines) - 2 // the line with the head
	for name, test := range map[string]struct {
		file, want string
	}{
		"a changed cell": {with(func(l []string) []string {
			l[10] = strings.Replace(l[10], "gelukt", "mislukt", 1)
			return l
		}), "row 9 of the access log was changed"},
		"a line less":                     {with(func(l []string) []string { return slices.Delete(l, 10, 11) }), "row 9 of the access log is missing"},
		"the end cut off":                 {with(func(l []string) []string { return l[:20] }), "the end of the file was cut off"},
		"the end cut off before the head": {with(func(l []string) []string { return slices.Delete(l, last-1, last) }), "the log was cut off"},
		"a head of nothing": {with(func(l []string) []string {
			l[last] = strings.Replace(l[last], ";"+strings.Split(l[last], ";")[12]+";", ";3;", 1)
			return l
		}), "signature"},
		"no such file": {filepath.Join(d.folder, "weg.csv"), "cannot be read"},
		"another file": {"voorbeeld/casussen.csv", "no export of the access log"},
	} {
		t.Run(name, func(*testing.T) {
			if said := d.refused("audit", "verify", "--file", test.file); !strings.Contains(said, test.want) {
				t.Errorf("said %q", said)
			}
		})
	}
}

// Without a key the chain is proved, and it is said that the signature is not.
func TestAuditVerifyOfAnExportWithoutAKey(t *testing.T) {
	d := newDesk(t)
	export := filepath.Join(d.folder, "log.csv")
	d.ok("audit", "export", "--output", export)
	t.Setenv("REGIEBOT_KEY_FILE", "")
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	if out := d.ok("audit", "verify", "--file", export); !strings.Contains(out, "in order") || !strings.Contains(out, "the signature of the end was not checked") {
		t.Errorf("said %q", out)
	}
}

func TestAuditExportOfAPart(t *testing.T) {
	d := newDesk(t)
	zaak := d.log()[30].Casus
	part := filepath.Join(d.folder, "part.csv")
	d.ok("audit", "export", "--casus", strings.ToLower(zaak), "--from", "2020-01-01", "--to", "2199-12-31", "--output", part)
	text, err := os.ReadFile(part)
	if err != nil || strings.Count(string(text), zaak) != strings.Count(string(text), "\n")-2 || !strings.Contains(string(text), zaak) {
		t.Errorf("%v\n%s", err, text)
	}
	if said := d.refused("audit", "verify", "--file", part); !strings.Contains(said, "export the whole log") {
		t.Errorf("said %q", said)
	}
	if out := d.ok("audit", "export", "--to", "2020-01-01"); strings.Count(out, "\n") != 2 {
		t.Errorf("rows from before there were any: %s", out)
	}
	for _, flag := range []string{"--from", "--to"} {
		if code, _, errs := d.call("audit", "export", flag, "gisteren"); code != exitUsage || !strings.Contains(errs, flag) {
			t.Errorf("status %d, %s", code, errs)
		}
	}
}

func TestAuditExportWhereNothingCanBeWritten(t *testing.T) {
	d := newDesk(t)
	d.refused("audit", "export", "--output", d.folder)
	rows := d.log()
	if last := rows[len(rows)-2]; last.Wat != "audit export" || last.Uitkomst != audit.Gelukt {
		t.Errorf("what was tried is not in the log: %+v", last)
	}
}

// openDesk opens the database of a desk as the program does.
func (d *desk) openDesk(e *env) *store.Store {
	d.Helper()
	e.Database, e.KeyFile, e.Timezone, e.Log = filepath.Join(d.folder, "regiebot.db"), filepath.Join(d.folder, "keys.json"), "Europe/Amsterdam", "info"
	if e.errs == nil {
		e.errs = &bytes.Buffer{}
	}
	s, err := e.open(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { s.Close() })
	return s
}

func (d *desk) logOne(e *env, s *store.Store, n int) {
	d.Helper()
	err := s.Logged(d.Context(), func(tx *store.Tx) error {
		for range n {
			if err := tx.Log(context.Background(), e.event(audit.Event{Wat: "proef", Actie: audit.Inzien})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
}

// TestSayIsInTheLogAsWhatItIs: on the command line anybody can speak as a member, and at
// any moment. The access log says who it was, and when.
func TestSayIsInTheLogAsWhatItIs(t *testing.T) {
	place := atTheMachine()
	user, moment, ok := strings.Cut(strings.TrimPrefix(place, "opdrachtregel "), " ")
	said, err := time.Parse(time.RFC3339, moment)
	if !ok || err != nil || user != systemUser() || time.Since(said) > time.Minute {
		t.Errorf("the place is %q", place)
	}
}
