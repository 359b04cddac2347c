package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

const (
	trajectList  = "voorbeeld/trajecten.csv"
	ijwMap       = "voorbeeld/ijw/koppeling.csv"
	trajectKolom = "casus_ref;jeugdige_ref;aanbieder;agb;hulpvorm;productcategorie;productcode;verwijzer;toewijzingnummer;toewijzing_start;toewijzing_eind;start;eind;reden_beeindiging;crisis;aanleiding;resultaat\n"
)

// bsns are those of the sample messages.
var bsns = []string{"999901102", "999901114", "999901126", "999901138", "999901151", "999901163"}

func ijwFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("voorbeeld/ijw/*.xml")
	if err != nil || len(files) != 15 {
		t.Fatal(len(files), err)
	}
	return files
}

// importReport is what an import says with --json.
type importReport struct {
	DryRun bool `json:"dry_run"`
	Files  []struct {
		File                                   string
		Read, New, Changed, Unchanged, Refused int
		Problem                                *struct{ Code string }
		Problems                               []struct {
			Row          int
			Column, Code string
			Refused      bool
		}
	}
}

// totals counts what all files gave: read new changed unchanged refused.
func (r importReport) totals() string {
	var n [5]int
	for _, f := range r.Files {
		for i, one := range []int{f.Read, f.New, f.Changed, f.Unchanged, f.Refused} {
			n[i] += one
		}
	}
	return strings.Trim(fmt.Sprint(n), "[]")
}

// refusals are the codes and columns of what was refused, files first.
func (r importReport) refusals() (list []string) {
	for _, f := range r.Files {
		if f.Problem != nil {
			list = append(list, f.Problem.Code)
		}
		for _, p := range f.Problems {
			if p.Refused {
				list = append(list, p.Code+" "+p.Column)
			}
		}
	}
	return list
}

// imports imports files and returns the exit status and the report.
func (d *desk) imports(what string, files []string, more ...string) (code int, report importReport) {
	d.Helper()
	code, out, errs := d.call(slices.Concat([]string{"import", what}, files, more, []string{"--json"})...)
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		d.Fatalf("%v: %s%s", err, out, errs)
	}
	for _, bsn := range bsns {
		if strings.Contains(out+errs, bsn) {
			d.Errorf("the import of %v tells a BSN", files)
		}
	}
	return code, report
}

// takes imports files, and fails when it ends in another way.
func (d *desk) takes(want, what string, files []string, more ...string) {
	d.Helper()
	code, report := d.imports(what, files, more...)
	if got := report.totals(); got != want || code != exitDone {
		d.Errorf("%s: status %d, %s, not %s: %v", what, code, got, want, report.refusals())
	}
}

// samples imports all sample data about help.
func (d *desk) samples() {
	d.Helper()
	d.takes("194 194 0 0 0", "trajecten", []string{trajectList})
	code, report := d.imports("ijw", ijwFiles(d.T), "--map", ijwMap)
	if got := report.totals(); code != exitDone || !strings.HasPrefix(got, "16 ") || !strings.HasSuffix(got, " 0") || len(report.Files) != 15 {
		d.Errorf("status %d, %s", code, got)
	}
}

// store opens the database as the program does.
func (d *desk) store() *store.Store {
	d.Helper()
	database := ""
	for i, flag := range d.flags {
		if flag == "--database" {
			database = d.flags[i+1] // the last one counts
		}
	}
	e := &env{config: config{Database: database, KeyFile: os.Getenv("REGIEBOT_KEY_FILE"), Timezone: "Europe/Amsterdam"}, errs: os.Stderr}
	s, err := e.open(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return s
}

// counted are the trajectories of every young person (TR-0), by zaaknummer and code.
func (d *desk) counted() map[string]int {
	d.Helper()
	s := d.store()
	defer s.Close()
	counts := map[string]int{}
	err := s.View(d.Context(), func(tx *store.Tx) error {
		list, damaged, err := tx.HulpVan(d.Context(), "")
		if len(damaged) > 0 {
			d.Errorf("damaged: %v", damaged)
		}
		for _, h := range list {
			for _, young := range procesregie.Geschiedenis(h.Leveringen()) {
				counts[h.Zaaknummer+" "+young.Jeugdige] = len(young.Trajecten)
			}
		}
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return counts
}

// expected are the counts of the contract of imports, before or after the messages.
func expected(t *testing.T, column string) map[string]int {
	t.Helper()
	file, err := os.Open("testdata/trajecten-verwacht.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], column)
	counts := map[string]int{}
	for _, row := range rows[1:] {
		n := 0
		if _, err := fmt.Sscan(row[at], &n); err != nil {
			t.Fatal(err)
		}
		counts[row[0]+" "+row[1]] = n
	}
	return counts
}

// TestHelpContract: what is promised of the sample files, through the program.
func TestHelpContract(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { helpContract(newDesk(t)) })
	t.Run("postgres", func(t *testing.T) { helpContract(newDesk(t, "--database", storetest.Postgres(t))) })
}

func helpContract(d *desk) {
	d.takes("194 194 0 0 0", "trajecten", []string{trajectList})
	want := expected(d.T, "geteld")
	got := d.counted()
	if diff := cmp.Diff(want, got); diff != "" {
		d.Errorf("TR-0: %s", diff)
	}
	sum := 0
	for _, n := range got {
		sum += n
	}
	if sum != 159 || len(got) != 69 {
		d.Errorf("%d trajectories of %d young people", sum, len(got))
	}
	d.samplesAgain(map[string]string{"trajecten": "194 0 0 194 0"})
	code, report := d.imports("ijw", ijwFiles(d.T), "--map", ijwMap)
	if code != exitDone || len(report.Files) != 15 || !strings.HasPrefix(report.totals(), "16 ") || len(report.refusals()) > 0 {
		d.Errorf("status %d, %s, %v", code, report.totals(), report.refusals())
	}
	if diff := cmp.Diff(expected(d.T, "geteld_na_ijw"), d.counted()); diff != "" {
		d.Errorf("after the messages: %s", diff)
	}
	d.samplesAgain(map[string]string{"trajecten": "194 0 0 194 0", "ijw": "16 0 0 16 0"})
	d.roundTrip()
	d.helpLogged()
	d.ok("audit", "verify")
}

// samplesAgain imports again what was imported: nothing changes.
func (d *desk) samplesAgain(want map[string]string) {
	d.Helper()
	before := d.ok("export", "trajecten")
	if w, ok := want["trajecten"]; ok {
		d.takes(w, "trajecten", []string{trajectList})
	}
	if w, ok := want["ijw"]; ok { // the people are known by now
		d.takes(w, "ijw", ijwFiles(d.T))
	}
	if diff := cmp.Diff(before, d.ok("export", "trajecten")); diff != "" {
		d.Error(diff)
	}
}

// roundTrip imports what was exported: nothing changes.
func (d *desk) roundTrip() {
	d.Helper()
	for _, name := range []string{"uit.csv", "uit.xlsx"} {
		file := filepath.Join(d.folder, name)
		if out := d.ok("export", "trajecten", "--output", file); !strings.Contains(out, "198 rows of help in 44 cases") {
			d.Error(out)
		}
		d.takes("198 0 0 198 0", "trajecten", []string{file})
	}
	var doc struct {
		Cases, Rows int
		Damaged     []string
		CSV         string
	}
	if err := json.Unmarshal([]byte(d.ok("export", "trajecten", "--json")), &doc); err != nil || doc.Cases != 44 || doc.Rows != 198 || doc.Damaged == nil ||
		strings.Count(doc.CSV, "\n") != 199 {
		d.Errorf("%v, %+v", err, doc)
	}
	if code, _, errs := d.call("export", "trajecten", "--output", filepath.Join(d.folder, "x.pdf")); code != exitUsage {
		d.Errorf("%d: %s", code, errs)
	}
}

// helpLogged: a row for each case that changed, and nothing of what is in it.
func (d *desk) helpLogged() {
	d.Helper()
	cases := map[string]map[string]bool{}
	text := ""
	for _, r := range d.log() {
		text += fmt.Sprintf("%+v\n", r)
		if r.Soort == "traject" {
			if cases[r.Wat] == nil {
				cases[r.Wat] = map[string]bool{}
			}
			if cases[r.Wat][r.Casus] {
				d.Errorf("%s: %s twice", r.Wat, r.Casus)
			}
			cases[r.Wat][r.Casus] = true
		}
	}
	if len(cases["import trajecten"]) != 44 || len(cases["import ijw"]) != 6 {
		d.Errorf("%d and %d cases", len(cases["import trajecten"]), len(cases["import ijw"]))
	}
	for _, secret := range slices.Concat(bsns, []string{"Voorbeeldduin", "opvoedvragen", "400101", "99000011"}) {
		if strings.Contains(text, secret) {
			d.Errorf("%q is in the access log", secret)
		}
	}
}

// TestHelpInAnyOrder: in which order files arrive makes no difference.
func TestHelpInAnyOrder(t *testing.T) {
	want := expected(t, "geteld_na_ijw")
	for name, load := range map[string]func(*desk){
		"messages first": func(d *desk) {
			d.imports("ijw", ijwFiles(t), "--map", ijwMap)
			d.imports("trajecten", []string{trajectList})
		},
		"messages one by one, backwards": func(d *desk) {
			d.imports("trajecten", []string{trajectList})
			files := ijwFiles(t)
			slices.Reverse(files)
			for _, file := range files {
				d.imports("ijw", []string{file}, "--map", ijwMap)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			load(d)
			if diff := cmp.Diff(want, d.counted()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestHelpDryRun reports what would happen, and stores nothing, also not in the access log.
func TestHelpDryRun(t *testing.T) {
	d := newDesk(t)
	d.takes("194 194 0 0 0", "trajecten", []string{trajectList}, "--dry-run")
	code, report := d.imports("ijw", ijwFiles(t), "--map", ijwMap, "--dry-run")
	if code != exitDone || !report.DryRun || !strings.HasPrefix(report.totals(), "16 ") {
		t.Errorf("status %d, %s", code, report.totals())
	}
	if code, report = d.imports("ijw", ijwFiles(t), "--dry-run"); code != exitRefused || len(report.refusals()) == 0 {
		t.Errorf("without a map: status %d, %v", code, report.refusals())
	}
	d.nothingStored()
	for _, r := range d.log() {
		if strings.HasPrefix(r.Wat, "import ") && r.Wat != importCasussen {
			t.Errorf("logged: %+v", r)
		}
	}
}

func (d *desk) nothingStored() {
	d.Helper()
	if text := d.ok("export", "trajecten"); strings.TrimPrefix(text, "\ufeff") != trajectKolom {
		d.Errorf("stored: %s", text)
	}
}

// TestHelpOfOneTeam: with a team, the case of another is as if it were not there.
func TestHelpOfOneTeam(t *testing.T) {
	d := newDesk(t)
	other := filepath.Join(d.folder, "ander.yaml")
	if err := os.WriteFile(other, []byte("team: Elders\nleden:\n  - gebruikersnaam: xandra\n    naam: Xandra\n    rol: consulent\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("member", "add", "--file", other)
	code, report := d.imports("trajecten", []string{trajectList}, "--team", "Elders")
	if refused := report.refusals(); code != exitRefused || report.totals() != "194 0 0 0 194" || refused[0] != "case casus_ref" {
		t.Errorf("status %d, %s, %v", code, report.totals(), refused)
	}
	d.nothingStored()
	if text := d.refused("import", "trajecten", trajectList, "--team", "Nergens"); !strings.Contains(text, `there is no team "Nergens"`) {
		t.Error(text)
	}
	d.takes("194 194 0 0 0", "trajecten", []string{trajectList}, "--team", "Jeugdteam Voorbeeldstad")
}

// writes a file in the folder of the desk.
func (d *desk) file(name, text string) string {
	d.Helper()
	path := filepath.Join(d.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
	return path
}

// TestHelpBadLists: lists as they come, and lists that cannot be.
func TestHelpBadLists(t *testing.T) {
	row := "ZO-2026-0142;J7;Ambulant Voorbeeld;99000002;02;45;45A04;01;900001;2026-01-05;;2026-01-05;2026-06-30;01;nee;opvoedvragen;geholpen\n"
	with := func(old, text string) string {
		if !strings.Contains(row, old) {
			t.Fatal(old)
		}
		return trajectKolom + strings.Replace(row, old, text, 1)
	}
	for name, c := range map[string]struct{ text, want, totals string }{
		"BOM":                          {"\xef\xbb\xbf" + trajectKolom + row, "", "1 1 0 0 0"},
		"Windows-1252":                 {with("opvoedvragen", "co\xebrcie"), "", "1 1 0 0 0"},
		"comma":                        {strings.ReplaceAll(trajectKolom+row, ";", ","), "", "1 1 0 0 0"},
		"quoted newline":               {strings.Replace(trajectKolom, "resultaat\n", "resultaat;opmerking\n", 1) + strings.TrimSpace(row) + ";\"twee\nregels\"\n" + row, "", "2 1 0 1 0"},
		"newline that would be stored": {with("opvoedvragen", "\"twee\nregels\""), "characters aanleiding", "1 0 0 0 1"},
		"two cases":                    {with("ZO-2026-0142", "ZO-2026-0150") + row, "", "2 2 0 0 0"},
		"impossible date":              {with("2026-06-30", "2026-06-31"), "date eind", "1 0 0 0 1"},
		"two digits":                   {with("2026-06-30", "30-6-26"), "date eind", "1 0 0 0 1"},
		"end before start":             {with("2026-06-30", "2025-12-31"), "order eind", "1 0 0 0 1"},
		"unknown hulpvorm":             {with(";02;45;", ";77;45;"), "code hulpvorm", "1 0 0 0 1"},
		"reason of another list":       {with(";01;nee;", ";31;nee;"), "code reden_beeindiging", "1 0 0 0 1"},
		"no provider":                  {with("Ambulant Voorbeeld;99000002", ";"), "missing aanbieder", "1 0 0 0 1"},
		"no case":                      {with("ZO-2026-0142", "ZO-9999-1"), "case casus_ref", "1 0 0 0 1"},
		"a BSN":                        {with("opvoedvragen", "zie "+bsns[0]), "bsn aanleiding", "1 0 0 0 1"},
		"a quote without end":          {with("opvoedvragen", `"opvoedvragen`), "unreadable", "0 0 0 0 0"},
		"no header":                    {row, "header", "0 0 0 0 0"},
		"empty":                        {"", "empty", "0 0 0 0 0"},
		"nul":                          {with("opvoedvragen", "a\x00b"), "encoding", "0 0 0 0 0"},
		"xml":                          {"<a/>", "format", "0 0 0 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			code, report := d.imports("trajecten", []string{d.file("lijst.csv", c.text)})
			got := strings.Join(report.refusals(), ", ")
			if got != c.want || report.totals() != c.totals || (code == exitRefused) != (c.want != "") {
				t.Errorf("status %d, %s, refused %q", code, report.totals(), got)
			}
			if c.want != "" {
				d.nothingStored()
			}
		})
	}
}

// TestHelpRefusedStandsWithTheCount: who reads a count reads how many rows are not in it.
func TestHelpRefusedStandsWithTheCount(t *testing.T) {
	d := newDesk(t)
	good := "ZO-2026-0142;J7;Ambulant Voorbeeld;99000002;02;45;45A04;01;900001;2026-01-05;;2026-01-05;2026-06-30;01;nee;opvoedvragen;geholpen\n"
	wrong := strings.NewReplacer("900001", "900002", "2026-06-30", "2026-06-31").Replace(good)
	if code, report := d.imports("trajecten", []string{d.file("lijst.csv", trajectKolom+good+wrong)}); code != exitRefused || report.totals() != "2 1 0 0 1" {
		t.Fatal(code, report.totals())
	}
	const refused = "1 rij die bij het inlezen is geweigerd"
	for text, want := range map[string]string{
		d.ok("summary", "ZO-2026-0142", "J7"):                                                      refused,
		d.ok("say", "--as", "anouk", "--at", "2026-11-13T09:00", "traject toon zaak=ZO-2026-0142"): refused,
		d.ok("export", "inzage", "ZO-2026-0142"):                                                   "Jeugdige J7: 1 rij",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	right := strings.Replace(good, "900001", "900002", 1)
	d.takes("2 1 0 1 0", "trajecten", []string{d.file("lijst.csv", trajectKolom+good+strings.Replace(right, "2026-01-05;2026-06-30", "2026-08-03;2026-09-30", 1))})
	if text := d.ok("summary", "ZO-2026-0142", "J7"); strings.Contains(text, refused) {
		t.Errorf("after the list was put right: %s", text)
	}
}

// TestHelpHostileFiles: a file that is made to do harm is refused at once, with nothing stored.
func TestHelpHostileFiles(t *testing.T) {
	good, err := os.ReadFile("voorbeeld/ijw/jw305-a.xml")
	if err != nil {
		t.Fatal(err)
	}
	message := string(good)
	bomb := `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	entity := `<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]>`
	d := newDesk(t)
	big := filepath.Join(d.folder, "groot.xml")
	if err := os.WriteFile(big, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 200<<20); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ what, file, want string }{
		"bomb":                {"ijw", d.file("bom.xml", strings.Replace(message, "?>", "?>"+bomb, 1)), "doctype"},
		"external entity":     {"ijw", d.file("entiteit.xml", strings.Replace(message, "?>", "?>"+entity, 1)), "doctype"},
		"entity without type": {"ijw", d.file("los.xml", strings.Replace(message, "41D02", "&x;", 1)), "unreadable"},
		"cut off":             {"ijw", d.file("half.xml", message[:len(message)-40]), "unreadable"},
		"no proof":            {"ijw", d.file("bsn.xml", strings.Replace(message, bsns[0], "999901103", 1)), "bsn"},
		"200 MB of XML":       {"ijw", big, "too-large"},
		"200 MB of a list":    {"trajecten", big, "too-large"},
		"bomb as a list":      {"trajecten", d.file("bom.csv", "<?xml version=\"1.0\"?>"+bomb+"<b>&b;</b>"), "doctype"},
		"a folder":            {"ijw", d.folder, "unreadable"},
		"nothing there":       {"trajecten", filepath.Join(d.folder, "weg.csv"), "unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			code, report := d.imports(c.what, []string{c.file}, mapFor(c.what)...)
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
			if got := strings.Join(report.refusals(), ", "); code != exitRefused || got != c.want || report.totals() != "0 0 0 0 0" {
				t.Errorf("status %d, %s, refused %q", code, report.totals(), got)
			}
		})
	}
	d.nothingStored()
}

func mapFor(what string) []string {
	if what == "ijw" {
		return []string{"--map", ijwMap}
	}
	return nil
}

// TestHelpNoBSN: a BSN is nowhere, also not when a message or the map is refused, and
// neither is the name of somebody.
func TestHelpNoBSN(t *testing.T) {
	d := newDesk(t)
	message, err := os.ReadFile("voorbeeld/ijw/jw305-a.xml")
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	say := func(args ...string) {
		_, out, errs := d.call(append([]string{"--log", "debug"}, args...)...)
		said += out + errs
	}
	half := d.file(bsns[0]+".xml", string(message[:len(message)-40]))
	for _, args := range [][]string{
		slices.Concat([]string{"import", "ijw"}, ijwFiles(t)),
		{"import", "ijw", half},
		{"import", "ijw", half, "voorbeeld/ijw/koppeling.csv", "--map", half},
		{"import", "ijw", "voorbeeld/ijw/jw305-a.xml", "--map", d.file("map.csv", "bsn;casus_ref;jeugdige_ref\n"+bsns[0]+";ZO-9999-1;J1\n"+bsns[0]+";ZO-9999-1;J2\n")},
		{"import", "ijw", "voorbeeld/ijw/jw305-a.xml", "--map", d.file("vreemd.csv", "bsn;casus_ref;jeugdige_ref\n"+bsns[0]+";ZO-9999-1;J1\n")},
		{"import", "ijw", "voorbeeld/ijw/jw305-a.xml", "--map", filepath.Join(d.folder, bsns[0]+"-weg.csv")},
		{"import", "trajecten", ijwMap, "voorbeeld/ijw/jw305-a.xml"},
		{"import", "trajecten", trajectList},
		slices.Concat([]string{"import", "ijw"}, ijwFiles(t), []string{"--map", ijwMap}),
		{"export", "trajecten"},
		{"export", "inzage", "ZO-2026-0142"},
		{"audit", "export"},
	} {
		say(args...)
	}
	names, err := filepath.Glob(filepath.Join(d.folder, "regiebot.db*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		said += string(text)
	}
	for _, secret := range append(bsns, "Achternaam", ">Aap<", "Voorletters", "2012-03-08") {
		if at := strings.Index(said, secret); at >= 0 {
			t.Errorf("%s is told or kept: …%q…", secret, said[max(0, at-80):min(len(said), at+80)])
		}
	}
	if !strings.Contains(said, "BSN van J1: bewaard is alleen een vingerafdruk") {
		t.Error("that a hash is kept is not in the inzage")
	}
}

// TestHelpErased: the proof names the tables of help, and no file holds anything of it.
func TestHelpErased(t *testing.T) {
	d := newDesk(t)
	d.samples()
	var proof struct{ Rows map[string]int64 }
	if err := json.Unmarshal([]byte(d.ok("erase", "ZO-2026-0142", "--yes", "--json")), &proof); err != nil {
		t.Fatal(err)
	}
	if proof.Rows["hulp"] != 1 || proof.Rows["hulp_sleutels"] < 2 {
		t.Errorf("%v", proof.Rows)
	}
	if text := d.ok("export", "trajecten"); strings.Contains(text, "ZO-2026-0142") {
		t.Error("it is still in the list")
	}
	// Who was known by the hash is known no more.
	if code, report := d.imports("ijw", []string{"voorbeeld/ijw/jw305-a.xml"}); code != exitRefused || report.refusals()[0] != "case Bsn" {
		t.Errorf("status %d, %v", code, report.refusals())
	}
}

// TestHelpAnotherBSN: a map that names somebody with another BSN than before is mistaken, unless
// who imports says that the BSN itself changed.
func TestHelpAnotherBSN(t *testing.T) {
	d := newDesk(t)
	d.samples()
	text, err := os.ReadFile("voorbeeld/ijw/jw305-e.xml")
	if err != nil || strings.Count(string(text), bsns[4]) != 1 {
		t.Fatal(err)
	}
	const other = "999990019"
	list := d.file("koppeling.csv", "bsn;casus_ref;jeugdige_ref\n"+other+";ZO-2026-0109;j2\n")
	message := []string{d.file("bericht.xml", strings.Replace(string(text), bsns[4], other, 1))}
	before := d.counted()
	code, report := d.imports("ijw", message, "--map", list)
	if code != exitRefused || !slices.Equal(report.refusals(), []string{"conflict Bsn"}) {
		t.Errorf("status %d, %v", code, report.refusals())
	}
	if code, report = d.imports("ijw", message); code != exitRefused || !slices.Equal(report.refusals(), []string{"case Bsn"}) {
		t.Errorf("the refused map is known: status %d, %v", code, report.refusals())
	}
	d.takes("1 0 0 1 0", "ijw", message, "--map", list, "--new-bsn")
	d.takes("1 0 0 1 0", "ijw", message)
	if diff := cmp.Diff(before, d.counted()); diff != "" {
		t.Error(diff)
	}
}

// TestDamagedHelpIsNamed wherever it is left out, with what to do.
func TestDamagedHelpIsNamed(t *testing.T) {
	d := newDesk(t)
	d.samples()
	zaak := "ZO-2026-0142"
	d.exec("UPDATE hulp SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE zaak = '" + zaak + "'")
	list := filepath.Join(d.folder, "lijst.csv")
	for _, args := range [][]string{{"export", "trajecten"}, {"export", "trajecten", "--output", list}} {
		code, out, errs := d.call(args...)
		if code != exitRefused || !strings.Contains(errs, zaak) || !strings.Contains(errs, "a backup of before the damage") || strings.Count(errs, "cannot be read") != 1 || out == "" {
			t.Errorf("%q: status %d, %q", args, code, errs)
		}
	}
	if text, err := os.ReadFile(list); err != nil || strings.Contains(string(text), zaak) || strings.Count(string(text), "\n") < 150 {
		t.Errorf("%v\n%s", err, text)
	}
	code, report := d.imports("trajecten", []string{trajectList})
	if refused := report.refusals(); code != exitRefused || len(refused) == 0 || slices.ContainsFunc(refused, func(r string) bool { return r != "damaged casus_ref" }) {
		t.Errorf("status %d, %v", code, refused)
	}
	if code, report = d.imports("ijw", ijwFiles(t)); code != exitRefused || !slices.Contains(report.refusals(), "damaged Bsn") {
		t.Errorf("status %d, %v", code, report.refusals())
	}
	if text := d.refused("export", "inzage", zaak); !strings.Contains(text, zaak) {
		t.Error(text)
	}
	d.ok("erase", zaak, "--yes")
	d.ok("export", "trajecten")
}
