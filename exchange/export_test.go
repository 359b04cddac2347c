package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

// anyCasus draws a case as it can be stored: also with what a list cannot hold.
func anyCasus(t *rapid.T, i int) procesregie.Casus {
	at := 0
	next := func(name string) procesregie.Date { // later than the one before, or absent
		at += rapid.IntRange(0, 40).Draw(t, name)
		return day(45000 + at).date()
	}
	maybe := func(name string) procesregie.Date {
		if rapid.Bool().Draw(t, name) {
			return procesregie.Date{}
		}
		return next(name + " day")
	}
	people := rapid.Permutation([]string{"anouk", "bram", "daniel", ""}).Draw(t, "people")
	if people[0] == "" {
		people[0], people[1] = people[1], ""
	}
	c := procesregie.Casus{
		Zaaknummer: fmt.Sprintf("%s%d", rapid.SampledFrom([]string{"ZO-2026-", "zo/", "", "Zé.", "A_"}).Draw(t, "zaak"), 100+i),
		Team:       "Jeugdteam Voorbeeldstad", Regisseur: people[0], Duo: people[1], StartRegie: next("start"),
		Casusregisseur: rapid.StringOfN(rapid.RuneFrom([]rune("='+-@\t;\",\n\u202eé<&_x000D ?")), 0, 30, -1).Draw(t, "casusregisseur"),
		GeenAI:         true, Versie: 2,
	}
	level := rapid.SampledFrom([]procesregie.Niveau{procesregie.Licht, procesregie.Basis, procesregie.Intensief, procesregie.VPR}).Draw(t, "level")
	if level == procesregie.VPR || rapid.Bool().Draw(t, "was VPR") {
		c.VPR = procesregie.VPRStappen{Kernbesluit: next("kernbesluit"), Brief: maybe("brief"), Startbijeenkomst: maybe("startbijeenkomst"), OVVOpnieuw: maybe("ovv")}
		if planned, held := maybe("planned"), maybe("held"); !planned.IsZero() || !held.IsZero() {
			c.MDOs = []procesregie.MDO{{Gepland: planned, Gehouden: held}}
		}
	}
	c.Niveaus = []procesregie.NiveauWissel{{Niveau: procesregie.Licht, Sinds: c.StartRegie}, {Niveau: level, Sinds: next("level day")}}
	if last := maybe("evaluation"); !last.IsZero() {
		c.Evaluaties = []procesregie.Evaluatie{{Gehouden: c.StartRegie}, {Gehouden: last}}
	}
	c.VolgendeEvaluatie = maybe("next evaluation")
	if closed := maybe("closed"); !closed.IsZero() {
		c.Sluiting = procesregie.Sluiting{
			Op: closed, Reden: rapid.SampledFrom(append([]string{""}, procesregie.SluitRedenen...)).Draw(t, "reason"),
			Nazorg: rapid.SampledFrom(append([]string{""}, procesregie.NazorgVormen...)).Draw(t, "aftercare"), Door: "anouk",
		}
	}
	return c
}

// TestExportAndImportChangeNothing: whatever is stored, its export is taken back row by
// row as unchanged, in both formats; and into an empty store, and out again, the same
// list comes back.
func TestExportAndImportChangeNothing(t *testing.T) {
	dir := t.TempDir()
	formats := map[string]func(io.Writer, []procesregie.Casus) error{"lijst.csv": WriteCasussenCSV, "lijst.xlsx": WriteCasussenXLSX}
	known := sampleKnown(t)
	rapid.Check(t, func(t *rapid.T) {
		var casussen []procesregie.Casus
		for i := range rapid.IntRange(1, 4).Draw(t, "cases") {
			casussen = append(casussen, anyCasus(t, i))
		}
		for name, write := range formats {
			var first, second bytes.Buffer
			if err := write(&first, casussen); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, first.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			known.Casus = lookup(casussen)
			report, changed, err := ReadCasussen([]string{path}, nil, known)
			if f := report.Files[0]; err != nil || f.Unchanged != len(casussen) || len(f.Problems) > 0 || len(collect(changed)) > 0 {
				t.Fatalf("%s: %s %v %+v", name, counts(f), f.Problem, f.Problems)
			}
			known.Casus = lookup(nil)
			report, again, _ := ReadCasussen([]string{path}, nil, known)
			if report.Files[0].New != len(casussen) {
				t.Fatalf("%s: %s %+v", name, counts(report.Files[0]), report.Files[0].Problems)
			}
			copies := collect(again)
			if err := errors.Join(WriteCasussenCSV(&second, copies)); err != nil {
				t.Fatal(err)
			}
			first.Reset()
			if err := WriteCasussenCSV(&first, casussen); err != nil {
				t.Fatal(err)
			}
			if plain(first.String()) != plain(second.String()) {
				t.Errorf("%s:\n%s\n%s", name, first.String(), second.String())
			}
		}
	})
}

// plain leaves out what means empty in a list.
func plain(text string) string {
	return strings.NewReplacer(`;"-";`, ";;", ";'-;", ";;", ";?;", ";;").Replace(text)
}

func TestExportNeverHoldsAFormula(t *testing.T) {
	c := storedCase(t)
	c.Casusregisseur = "=HYPERLINK(\"http://127.0.0.1\")"
	var csv, xlsx bytes.Buffer
	if err := errors.Join(WriteCasussenCSV(&csv, []procesregie.Casus{c}), WriteCasussenXLSX(&xlsx, []procesregie.Casus{c})); err != nil {
		t.Fatal(err)
	}
	if want := `;"'=HYPERLINK(""http://127.0.0.1"")";`; !strings.Contains(csv.String(), want) {
		t.Error(csv.String())
	}
	f, err := excelize.OpenReader(&xlsx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if text, _ := f.GetCellValue("casussen", "G2"); text != c.Casusregisseur {
		t.Errorf("the cell holds %q", text)
	}
	if formula, _ := f.GetCellFormula("casussen", "G2"); formula != "" {
		t.Errorf("the cell holds formula %q", formula)
	}
}

func TestExportOfTheCaseload(t *testing.T) {
	known := sampleKnown(t)
	_, casussen := read(t, known, nil, "testdata/caseload.xlsx", "testdata/casussen.csv")
	known.Casus = lookup(casussen)
	for name, write := range map[string]func(io.Writer, []procesregie.Casus) error{"lijst.csv": WriteCasussenCSV, "lijst.xlsx": WriteCasussenXLSX} {
		path := filepath.Join(t.TempDir(), name)
		if err := WriteFile(path, func(w io.Writer) error { return write(w, casussen) }); err != nil {
			t.Fatal(err)
		}
		if report, _ := read(t, known, nil, path); counts(report.Files[0]) != "95 0 0 95 0" {
			t.Errorf("%s: %s %v", name, counts(report.Files[0]), report.Files[0].Problems)
		}
	}
}

func TestEmptyExport(t *testing.T) {
	var out bytes.Buffer
	if err := WriteCasussenCSV(&out, nil); err != nil || out.String() != canonicalHeader+"\n" {
		t.Errorf("%v %q", err, out.String())
	}
}

func TestWriteFileIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "uit.csv")
	put := func(text string, err error) error {
		return WriteFile(path, func(w io.Writer) error {
			_, _ = io.WriteString(w, text)
			return err
		})
	}
	if err := put("een", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("halfway")
	if err := put(strings.Repeat("twee", 5000), broken); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "een" {
		t.Errorf("the file holds %q", text)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := WriteFile(dir, func(io.Writer) error { return nil }); err == nil {
		t.Error("a folder was written")
	}
	if err := WriteFile(filepath.Join(dir, "geen", "uit.csv"), func(io.Writer) error { return nil }); err == nil {
		t.Error("a file in a folder that is not there was written")
	}
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, func(w io.Writer) error { _, err := io.WriteString(w, "drie"); return err }); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != "drie" {
		t.Errorf("the file behind the link holds %q", text)
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
}
