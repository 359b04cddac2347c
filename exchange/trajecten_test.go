package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// hulpStore keeps help in memory, as a database does.
type hulpStore struct {
	hulp     map[string]procesregie.Hulp
	personen map[string]procesregie.Persoon
	damaged  string
}

func newHulpStore(zaken ...string) *hulpStore {
	s := &hulpStore{hulp: map[string]procesregie.Hulp{}, personen: map[string]procesregie.Persoon{}}
	for _, zaak := range zaken {
		s.hulp[procesregie.ZaakKey(zaak)] = procesregie.Hulp{Zaaknummer: zaak}
	}
	return s
}

func (s *hulpStore) known() KnownHulp {
	return KnownHulp{
		Hulp: func(zaak string) (procesregie.Hulp, bool, error) {
			if s.damaged != "" && procesregie.ZaakKey(zaak) == s.damaged {
				return procesregie.Hulp{}, true, ErrDamaged
			}
			h, found := s.hulp[procesregie.ZaakKey(zaak)]
			return h, found, nil
		},
		Toewijzing: func(nummer string) ([]procesregie.Persoon, error) {
			var found []procesregie.Persoon
			for _, key := range slices.Sorted(maps.Keys(s.hulp)) {
				for _, l := range s.hulp[key].Leveringen() {
					if p := (procesregie.Persoon{Zaaknummer: s.hulp[key].Zaaknummer, Jeugdige: l.Jeugdige}); l.Toewijzing == nummer && !slices.Contains(found, p) {
						found = append(found, p)
					}
				}
			}
			return found, nil
		},
		Persoon: func(hash string) (procesregie.Persoon, bool, error) {
			p, found := s.personen[hash]
			return p, found, nil
		},
		MetBSN: func(zaak string) (codes []string, _ error) {
			for _, p := range s.personen {
				if procesregie.ZaakKey(p.Zaaknummer) == procesregie.ZaakKey(zaak) {
					codes = append(codes, p.Jeugdige)
				}
			}
			return codes, nil
		},
		Hash: func(bsn string) string { return "hash of " + strings.ReplaceAll(bsn, "9999", "x") },
	}
}

func (s *hulpStore) save(h procesregie.Hulp) { s.hulp[procesregie.ZaakKey(h.Zaaknummer)] = h }

func (s *hulpStore) trajecten(t testing.TB, m *Map, files ...string) Report {
	t.Helper()
	report, result, err := ReadTrajecten(files, m, s.known())
	if err != nil {
		t.Fatal(err)
	}
	for h, err := range result {
		if err != nil {
			t.Fatal(err)
		}
		s.save(h)
	}
	return report
}

// list writes a list of help and reads it.
func (s *hulpStore) list(t testing.TB, lines ...string) FileReport {
	t.Helper()
	return s.trajecten(t, nil, writeTemp(t, "trajecten.csv", []byte(strings.Join(lines, "\n")+"\n"))).Files[0]
}

func (s *hulpStore) leveringen(zaak string) []procesregie.Levering {
	return s.hulp[procesregie.ZaakKey(zaak)].Leveringen()
}

// sampleStore is what is stored after casussen.csv.
func sampleStore(t testing.TB) *hulpStore {
	t.Helper()
	_, casussen := read(t, sampleKnown(t), nil, "testdata/casussen.csv")
	s := newHulpStore()
	for _, c := range casussen {
		s.save(procesregie.Hulp{Zaaknummer: c.Zaaknummer})
	}
	return s
}

func sampleRows(t testing.TB, file string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma = ';'
	lines, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestSampleTrajecten(t *testing.T) {
	s := sampleStore(t)
	f := s.trajecten(t, nil, "testdata/trajecten.csv").Files[0]
	if got := counts(f); got != "194 194 0 0 0" || f.Problem != nil || len(f.Problems) > 0 {
		t.Fatalf("%s %v %v", got, f.Problem, f.Problems)
	}
	people := map[string]int{}
	for _, h := range s.hulp {
		for _, l := range h.Rijen {
			people[h.Zaaknummer+" "+l.Jeugdige]++
			if found := l.Check(); len(found) > 0 {
				t.Error(found)
			}
		}
	}
	want := map[string]int{}
	for _, row := range sampleRows(t, "trajecten-verwacht.csv") {
		want[row["casus_ref"]+" "+row["jeugdige_ref"]] = atoi(t, row["rijen"])
	}
	if diff := cmp.Diff(want, people); diff != "" || len(want) != 69 {
		t.Error(diff)
	}
	again := s.trajecten(t, nil, "testdata/trajecten.csv").Files[0]
	if got := counts(again); got != "194 0 0 194 0" {
		t.Error(got)
	}
}

func atoi(t testing.TB, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestSampleTrajectenCounted: the list as it is stored counts as section 2 of the contract
// of imports says.
func TestSampleTrajectenCounted(t *testing.T) {
	s := sampleStore(t)
	s.trajecten(t, nil, "testdata/trajecten.csv")
	total := 0
	for _, row := range sampleRows(t, "trajecten-verwacht.csv") {
		found := false
		for _, h := range procesregie.Geschiedenis(s.leveringen(row["casus_ref"])) {
			if h.Jeugdige != row["jeugdige_ref"] {
				continue
			}
			found = true
			got := []int{len(h.Trajecten), len(h.TeltNietMee), len(h.NietGestart)}
			if diff := cmp.Diff([]int{atoi(t, row["geteld"]), atoi(t, row["telt_niet_mee"]), atoi(t, row["niet_gestart"])}, got); diff != "" {
				t.Errorf("TR-0 %s %s: %s", row["casus_ref"], row["jeugdige_ref"], diff)
			}
			total += len(h.Trajecten)
		}
		if !found {
			t.Errorf("TR-0 %s %s is not there", row["casus_ref"], row["jeugdige_ref"])
		}
	}
	if total != 159 {
		t.Errorf("TR-0 %d counted trajectories", total)
	}
}

func TestTrajectenExportedAndImported(t *testing.T) {
	s := sampleStore(t)
	s.trajecten(t, nil, "testdata/trajecten.csv")
	all := slices.Collect(maps.Values(s.hulp))
	for name, write := range map[string]func(*bytes.Buffer) error{
		"uit.csv":  func(out *bytes.Buffer) error { return WriteTrajectenCSV(out, all) },
		"uit.xlsx": func(out *bytes.Buffer) error { return WriteTrajectenXLSX(out, all) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		file := writeTemp(t, name, out.Bytes())
		if got := counts(s.trajecten(t, nil, file).Files[0]); got != "194 0 0 194 0" {
			t.Errorf("%s again: %s", name, got)
		}
		other := sampleStore(t)
		if got := counts(other.trajecten(t, nil, file).Files[0]); got != "194 194 0 0 0" {
			t.Errorf("%s elsewhere: %s", name, got)
		}
		var second bytes.Buffer
		if err := WriteTrajectenCSV(&second, slices.Collect(maps.Values(other.hulp))); err != nil {
			t.Fatal(err)
		}
		if name == "uit.csv" && !bytes.Equal(out.Bytes(), second.Bytes()) {
			t.Error("what is exported and imported differs")
		}
	}
}

const trajectHeader = "casus_ref;jeugdige_ref;aanbieder;agb;hulpvorm;productcategorie;productcode;verwijzer;toewijzingnummer;toewijzing_start;toewijzing_eind;start;eind;reden_beeindiging;crisis;aanleiding;resultaat"

func TestTrajectRowRefused(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"no case":                 {"ZO-9;J1;A;;02;;;;;;;2026-01-05;;;;;", "2 case casus_ref"},
		"empty casus_ref":         {";J1;A;;02;;;;;;;2026-01-05;;;;;", "2 missing casus_ref"},
		"casus_ref is none":       {"zaak;J1;A;;02;;;;;;;2026-01-05;;;;;", "2 number casus_ref"},
		"no young person":         {"ZO-1;;A;;02;;;;;;;2026-01-05;;;;;", "2 missing jeugdige_ref"},
		"young person in words":   {"ZO-1;het kind;A;;02;;;;;;;2026-01-05;;;;;", "2 number jeugdige_ref"},
		"no provider":             {"ZO-1;J1;;;02;;;;;;;2026-01-05;;;;;", "2 missing aanbieder"},
		"no form, no category":    {"ZO-1;J1;A;;;;;;;;;2026-01-05;;;;;", "2 missing hulpvorm"},
		"wrong form, told once":   {"ZO-1;J1;A;;07;;;;;;;2026-01-05;;;;;", "2 code hulpvorm"},
		"wrong category":          {"ZO-1;J1;A;;02;39;;;;;;2026-01-05;;;;;", "2 code productcategorie"},
		"referrer 07 is unused":   {"ZO-1;J1;A;;02;;;07;;;;2026-01-05;;;;;", "2 code verwijzer"},
		"reason of JZ588":         {"ZO-1;J1;A;;02;;;;;;;2026-01-05;2026-02-01;31;;;", "2 code reden_beeindiging"},
		"no day at all":           {"ZO-1;J1;A;;02;;;;;;;;;;;;", "2 missing start"},
		"impossible start":        {"ZO-1;J1;A;;02;;;;;;;31-4-2026;;;;;", "2 date start"},
		"year of two digits":      {"ZO-1;J1;A;;02;;;;;;;3-8-26;;;;;", "2 date start"},
		"end before start":        {"ZO-1;J1;A;;02;;;;;;;2026-01-05;2026-01-04;;;;", "2 order eind"},
		"end without start":       {"ZO-1;J1;A;;02;;;;;2026-01-05;;;2026-02-04;;;;", "2 missing start"},
		"assigned back in time":   {"ZO-1;J1;A;;02;;;;;2026-01-05;2025-12-31;;;;;;", "2 order toewijzing_eind"},
		"crisis 03":               {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;03;;", "2 code crisis"},
		"result unheard of":       {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;;prima", "2 code resultaat"},
		"agb in letters":          {"ZO-1;J1;;9900000a;02;;;;;;;2026-01-05;;;;;", "2 number agb"},
		"BSN as reason":           {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;moeder 999900432;", "2 bsn aanleiding"},
		"BSN as young person":     {"ZO-1;999900432;A;;02;;;;;;;2026-01-05;;;;;", "2 bsn jeugdige_ref"},
		"line break":              {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;\"a\nb\";", "2 characters aanleiding"},
		"bidi":                    {"ZO-1;J1;A\u202e;;02;;;;;;;2026-01-05;;;;;", "2 characters aanbieder"},
		"reason beyond measure":   {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;" + strings.Repeat("a", 1001) + ";", "2 too-long aanleiding"},
		"separator without quote": {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;a;;b", "2 columns casus_ref"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newHulpStore("ZO-1")
			f := s.list(t, trajectHeader, c.line)
			var got []string
			for _, p := range f.Problems {
				got = append(got, fmt.Sprintf("%d %s %s", p.Row, p.Code, p.Column))
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" || counts(f) != "1 0 0 0 1" {
				t.Errorf("%s %s", counts(f), diff)
			}
			if len(s.leveringen("ZO-1")) > 0 {
				t.Error("a refused row was stored")
			}
		})
	}
}

func TestTrajectRowTaken(t *testing.T) {
	base := procesregie.Levering{Jeugdige: "J1", Aanbieder: "A", Hulpvorm: "02", Start: date(2026, 1, 5)}
	for name, c := range map[string]struct {
		line   string
		change func(*procesregie.Levering)
	}{
		"the least":          {"zo-1;J1;A;;2;;;;;;;2026-01-05;;;;;", func(*procesregie.Levering) {}},
		"dashes are empty":   {"ZO-1;J1;A;-;02;?;n.v.t.;;onbekend;;;5-1-2026;-;;onbekend;;", func(*procesregie.Levering) {}},
		"result onbekend":    {"ZO-1;J1;A;;02;;;;;;;5-1-2026;;;;;Onbekend", func(l *procesregie.Levering) { l.Resultaat = "onbekend" }},
		"result in capitals": {"ZO-1;J1;A;;02;;;;;;;5-1-2026;;;;;Deels  geholpen", func(l *procesregie.Levering) { l.Resultaat = "deels geholpen" }},
		"crisis 01":          {"ZO-1;J1;A;;02;;;;;;;5-1-2026;;;01;;", func(l *procesregie.Levering) { l.Crisis = procesregie.Ja }},
		"crisis 2":           {"ZO-1;J1;A;;02;;;;;;;5-1-2026;;;2;;", func(l *procesregie.Levering) { l.Crisis = procesregie.Nee }},
		"number as a BSN":    {"ZO-1;J1;A;;02;;;;999900432;;;5-1-2026;;;;;", func(l *procesregie.Levering) { l.Toewijzing = "999900432" }},
		"assigned only": {"ZO-1;J1;A;;02;;;;12;5-1-2026;;;;;;;", func(l *procesregie.Levering) {
			l.Toewijzing, l.ToegewezenVan, l.Start = "12", date(2026, 1, 5), procesregie.Date{}
		}},
		"formula in text": {"ZO-1;J1;A;;02;;;;;;;5-1-2026;;;;'=1+1;", func(l *procesregie.Levering) { l.Aanleiding = "=1+1" }},
	} {
		t.Run(name, func(t *testing.T) {
			s := newHulpStore("ZO-1")
			f := s.list(t, trajectHeader, c.line)
			want := base
			c.change(&want)
			if diff := cmp.Diff([]procesregie.Levering{want}, s.leveringen("ZO-1")); diff != "" || counts(f) != "1 1 0 0 0" {
				t.Errorf("%s %s %v", counts(f), diff, f.Problems)
			}
		})
	}
}

// TestTrajectRowsTogether: two lists, one after the other, and both in one file.
func TestTrajectRowsTogether(t *testing.T) {
	for name, c := range map[string]struct {
		first, second string
		apart         string // counts of the second
		together      string // counts of one file with both
	}{
		"the same":               {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "zo-1;j1;a;;02;;;;7;;;5-1-2026;;;;;", "1 0 0 1 0", "2 1 0 1 0"},
		"an end is added":        {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J1;A;;02;;;;7;;;2026-01-05;2026-02-01;01;;;geholpen", "1 0 1 0 0", "2 1 0 1 0"},
		"another end":            {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;2026-02-02;;;;", "ZO-1;J1;A;;02;;;;7;;;2026-01-05;2026-02-01;;;;", "1 0 0 0 1", "2 0 0 0 2"},
		"another start":          {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J1;A;;02;;;;7;;;2026-03-05;;;;;", "1 1 0 0 0", "2 2 0 0 0"},
		"another number":         {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J1;A;;02;;;;8;;;2026-01-05;;;;;", "1 1 0 0 0", "2 2 0 0 0"},
		"another young person":   {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J2;A;;02;;;;7;;;2026-01-05;;;;;", "1 1 0 0 0", "2 2 0 0 0"},
		"assigned, then started": {"ZO-1;J1;A;;02;;;;7;2026-01-01;;;;;;;", "ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "1 0 1 0 0", "2 1 0 1 0"},
		"started, then assigned": {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J1;A;;02;;;;7;2026-01-01;;;;;;;", "1 0 1 0 0", "2 1 0 1 0"},
		"no number, same":        {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;;", "ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;x;", "1 0 1 0 0", "2 1 0 1 0"},
		"no number, other form":  {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;;", "ZO-1;J1;A;;04;;;;;;;2026-01-05;;;;;", "1 1 0 0 0", "2 2 0 0 0"},
		"no number, provider":    {"ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;;", "ZO-1;J1;B;;02;;;;;;;2026-01-05;;;;;", "1 1 0 0 0", "2 2 0 0 0"},
		"other provider":         {"ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-1;J1;B;;02;;;;7;;;2026-01-05;;;;;", "1 0 0 0 1", "2 0 0 0 2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newHulpStore("ZO-1")
			if got := counts(s.list(t, trajectHeader, c.first)); got != "1 1 0 0 0" {
				t.Fatal(got)
			}
			if got := counts(s.list(t, trajectHeader, c.second)); got != c.apart {
				t.Errorf("apart %s, want %s", got, c.apart)
			}
			for _, line := range []string{c.first, c.second} {
				if f := s.list(t, trajectHeader, line); f.New+f.Changed > 0 {
					t.Errorf("again %s", counts(f))
				}
			}
			both := newHulpStore("ZO-1")
			if got := counts(both.list(t, trajectHeader, c.first, c.second)); got != c.together {
				t.Errorf("together %s, want %s", got, c.together)
			}
			if diff := cmp.Diff(s.leveringen("ZO-1"), both.leveringen("ZO-1")); diff != "" && !strings.HasSuffix(c.apart, "1") {
				t.Error(diff)
			}
		})
	}
}

func TestTrajectenFileRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, code string }{
		"no young person":  {"casus_ref;aanbieder;hulpvorm;start\nZO-1;A;02;2026-01-05\n", "header"},
		"no provider":      {"casus_ref;jeugdige_ref;hulpvorm;start\nZO-1;J1;02;2026-01-05\n", "header"},
		"no form":          {"casus_ref;jeugdige_ref;agb;start\nZO-1;J1;1;2026-01-05\n", "header"},
		"no day":           {"casus_ref;jeugdige_ref;agb;hulpvorm\nZO-1;J1;1;02\n", "header"},
		"list of cases":    {"zaak;niveau\nZO-1;VPR\n", "header"},
		"no rows":          {trajectHeader + "\n", "empty"},
		"xml":              {"<a/>", "format"},
		"two of one field": {"casus_ref;jeugdige_ref;agb;hulpvorm;start;datumStart\nZO-1;J1;1;02;;\n", "header"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newHulpStore("ZO-1").list(t, strings.TrimSuffix(c.data, "\n"))
			if f.Problem == nil || f.Problem.Code != c.code || counts(f) != "0 0 0 0 0" {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestTrajectenMapAndGGM(t *testing.T) {
	s := newHulpStore("ZO-1")
	m, err := ReadMap([]byte("kolommen:\n  casus_ref: Dossier\n  jeugdige_ref: Kind\ndatum: mdj\n"))
	if err != nil {
		t.Fatal(err)
	}
	file := writeTemp(t, "l.csv", []byte("Dossier,Kind,Aanbieder,Hulpvorm,datumStartToewijzing,datumStart,datumStop,BSN,Naam\nZO-1,J1,Caf\xe9,02,01/02/2026,01/13/2026,,999900432,Jan\n"))
	f := s.trajecten(t, m, file).Files[0]
	want := []procesregie.Levering{{Jeugdige: "J1", Aanbieder: "Café", Hulpvorm: "02", ToegewezenVan: date(2026, 1, 2), Start: date(2026, 1, 13)}}
	if diff := cmp.Diff(want, s.leveringen("ZO-1")); diff != "" {
		t.Error(diff, f.Problem)
	}
	if diff := cmp.Diff([]string{"2 BSN bsn"}, warnings(f)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"BSN", "Naam"}, f.SkippedColumns); diff != "" {
		t.Error(diff)
	}
	wrong, _ := ReadMap([]byte("niveaus:\n  x: VPR\n"))
	if f := s.trajecten(t, wrong, file).Files[0]; f.Problem == nil || f.Problem.Code != "map" {
		t.Errorf("%+v", f.Problem)
	}
}

func TestTrajectenDamagedCase(t *testing.T) {
	s := newHulpStore("ZO-1", "ZO-2")
	s.damaged = "ZO-1"
	f := s.list(t, trajectHeader, "ZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;", "ZO-2;J1;A;;02;;;;7;;;2026-01-05;;;;;")
	if diff := cmp.Diff([]string{"2 damaged"}, refusals(f)); diff != "" || counts(f) != "2 1 0 0 1" {
		t.Error(diff, counts(f))
	}
}

func FuzzTrajecten(f *testing.F) {
	sample, err := os.ReadFile("testdata/trajecten.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample[:3000])
	f.Add([]byte(trajectHeader + "\nZO-1;J1;A;;02;;;;7;2026-01-01;;;;;;;\nZO-1;J1;A;;02;;;;7;;;2026-01-05;;;;;\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newHulpStore("ZO-1", "ZO-2025-0095")
		file := writeTemp(t, "l.csv", data)
		report := s.trajecten(t, nil, file).Files[0]
		if report.Read != report.New+report.Changed+report.Unchanged+report.Refused {
			t.Error(counts(report))
		}
		for _, h := range s.hulp {
			for _, l := range h.Rijen {
				if found := l.Check(); len(found) > 0 {
					t.Error(found)
				}
			}
		}
		if again := s.trajecten(t, nil, file).Files[0]; again.New+again.Changed > 0 || again.Refused != report.Refused {
			t.Errorf("the second time %s became %s", counts(report), counts(again))
		}
	})
}

func date(year, month, day int) procesregie.Date {
	return procesregie.Date{Year: year, Month: time.Month(month), Day: day}
}

// TestTrajectenErrorWhileSaving: what goes wrong when a case is asked for again is told, and
// ends it.
func TestTrajectenErrorWhileSaving(t *testing.T) {
	file := writeTemp(t, "l.csv", []byte(trajectHeader+"\nZO-1;J1;A;;02;45;;;7;;;2026-01-05;;;;;\nZO-2;J1;A;;02;45;;;8;;;2026-01-05;;;;;\n"))
	broken := errors.New("a disk")
	for name, again := range map[string]func() (bool, error){
		"error": func() (bool, error) { return false, broken },
		"gone":  func() (bool, error) { return false, nil },
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			known := KnownHulp{Hulp: func(zaak string) (procesregie.Hulp, bool, error) {
				if asked++; asked <= 2 {
					return procesregie.Hulp{Zaaknummer: zaak}, true, nil
				}
				found, err := again()
				return procesregie.Hulp{}, found, err
			}}
			_, result, err := ReadTrajecten([]string{file}, nil, known)
			if err != nil {
				t.Fatal(err)
			}
			times := 0
			for _, err := range result {
				if times++; err == nil {
					t.Error("no error")
				}
			}
			if times != 1 {
				t.Errorf("%d cases", times)
			}
		})
	}
}

// Rows that are refused are counted by young person, so that they can stand with every count;
// a list that puts it right takes them away, and one that says nothing new changes nothing. A
// code that is not known is not kept.
func TestTrajectenGeweigerd(t *testing.T) {
	s := newHulpStore("ZO-1")
	good, wrong := "ZO-1;J1;A;;02;;;;;;;2026-01-05;;;;;", "ZO-1;j1;A;;02;;;;;;;2026-02-30;;;;;"
	for _, step := range []struct {
		name string
		rows []string
		want map[string]int
	}{
		{"TR-0 one is refused", []string{good, wrong}, map[string]int{"J1": 1}},
		{"TR-0 again", []string{good, wrong}, map[string]int{"J1": 1}},
		{"TR-0 nothing new is said", []string{good}, map[string]int{"J1": 1}},
		{"TR-0 two are refused, nothing is new", []string{good, wrong, wrong}, map[string]int{"J1": 2}},
		{"TR-0 of somebody who is not known", []string{good, wrong, "ZO-1;Jan Jansen;A;;99;;;;;;;2026-02-03;;;;;"}, map[string]int{"J1": 1}},
		{"TR-0 it was put right", []string{good, "ZO-1;J1;A;;02;;;;;;;2026-03-30;;;;;"}, map[string]int{}},
	} {
		t.Run(step.name, func(t *testing.T) {
			s.list(t, append([]string{trajectHeader}, step.rows...)...)
			if got := s.hulp["ZO-1"].Geweigerd; !maps.Equal(got, step.want) {
				t.Errorf("%v, want %v", got, step.want)
			}
		})
	}
}
