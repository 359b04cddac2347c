package exchange

import (
	"strings"
	"testing"
)

// withMap imports a list with a map and says how it went.
func withMap(t *testing.T, mapText, list string) FileReport {
	t.Helper()
	m, _ := ReadMap([]byte(mapText))
	f, _ := readCSV(t, sampleKnown(t), m, list)
	return f
}

func TestMapIsRefused(t *testing.T) {
	const list = "zaaknr;consulent;niveau;start\nZ1;anouk;groen;5-1-2026\n"
	for name, text := range map[string]string{
		"not YAML": "kolommen: [", "unknown key": "kolom: {a: b}", "unknown field": "kolommen: {kleur: niveau}", "unknown column": "kolommen: {duo: Tweede}", "unknown level": "niveaus: {groen: midden}",
		"unknown member": "leden: {Marieke: marieke}", "unknown order": "datum: jmd", "unknown sheet": "bladen: [Anouk]", "one column twice": "kolommen: {niveau: niveau, duo: Niveau}", "empty column": `kolommen: {niveau: ""}`,
		"level of another profile": "niveaus: {ja: PR}",
	} {
		if f := withMap(t, text, list); f.Problem == nil || f.Problem.Code != "map" {
			t.Errorf("%s: %v", name, f.Problem)
		}
	}
}

func TestMapIsUsed(t *testing.T) {
	for name, c := range map[string]struct{ text, list, want string }{
		"levels":                              {"niveaus: {Groen: licht}", "zaaknr;consulent;niveau;start\nZ1;anouk;GROEN;5-1-2026\n", "1 1 0 0 0"},
		"numbers for levels":                  {"niveaus: {1: licht, 2: basis}", "zaaknr;consulent;niveau;start\nZ1;anouk;2;5-1-2026\n", "1 1 0 0 0"},
		"members":                             {"leden: {Marieke (inval): bram, A.: '@anouk'}", "zaaknr;consulent;niveau;start\nZ1;marieke (inval);b;5-1-2026\nZ2;a.;b;5-1-2026\n", "2 2 0 0 0"},
		"a member who is no consulent":        {"leden: {J.: joris}", "zaaknr;consulent;niveau;start\nZ1;j.;b;5-1-2026\n", "1 0 0 0 1"},
		"a column goes before a known name":   {"kolommen: {niveau: Zwaarte}", "zaaknr;consulent;niveau;zwaarte;start\nZ1;anouk;weet niet;b;5-1-2026\n", "1 1 0 0 0"},
		"a known name for another field":      {"kolommen: {start_regie: Sinds wanneer, start_niveau: start}", "zaaknr;consulent;niveau;start;sinds wanneer\nZ1;anouk;b;5-2-2026;5-1-2026\n", "1 1 0 0 0"},
		"a header that only the map knows":    {"kolommen: {zaaknummer: Ons nummer, niveau: Zwaarte}", "ons nummer;consulent;zwaarte;start\nZ1;anouk;b;5-1-2026\n", "1 1 0 0 0"},
		"two columns for one field, resolved": {"kolommen: {zaaknummer: zaaknr}", "zaaknr;dossier;consulent;niveau;start\nZ1;Z2;anouk;b;5-1-2026\n", "1 1 0 0 0"},
		"dmj":                                 {"datum: dmj", "zaaknr;consulent;niveau;start\nZ1;anouk;b;5/1/2026\n", "1 1 0 0 0"},
		"an empty map":                        {"kolommen:\n", "zaaknr;consulent;niveau;start\nZ1;anouk;b;5/1/2026\n", "1 1 0 0 0"},
	} {
		if f := withMap(t, c.text, c.list); counts(f) != c.want {
			t.Errorf("%s: %s %v %v", name, counts(f), f.Problem, f.Problems)
		}
	}
}

func TestMapOfSheets(t *testing.T) {
	x := newXLSX(smallList())
	x["xl/workbook.xml"] = workbookXML(`<sheet name="Anouk" sheetId="1" r:id="rId1"/><sheet name="Bram" sheetId="2" r:id="rId2"/><sheet name="Weg" sheetId="3" state="hidden" r:id="rId3"/>`)
	x["xl/_rels/workbook.xml.rels"] = relsXML("rId1 worksheet worksheets/sheet1.xml", "rId2 worksheet worksheets/sheet2.xml", "rId3 worksheet worksheets/sheet3.xml")
	x["xl/worksheets/sheet3.xml"] = sheetXML(smallList())
	x["xl/worksheets/sheet2.xml"] = sheetXML(smallHeader() + xrow(2, "Z2", "licht", "5-1-2026"))
	for text, want := range map[string]string{"bladen: [bram]": "1 1 0 0 0", "bladen: [Anouk, Bram]": "2 2 0 0 0", "datum: dmj": "2 2 0 0 0", "bladen: [Weg]": "map", "bladen: [Chantal]": "map"} {
		m, err := ReadMap([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		f, _ := readXLSX(t, sampleKnown(t), m, x)
		got := counts(f)
		if f.Problem != nil {
			got = f.Problem.Code
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if text == "bladen: [bram]" && strings.Join(f.SkippedSheets, ", ") != "Anouk, Weg" {
			t.Errorf("skipped are %q", f.SkippedSheets)
		}
	}
}

func TestMapFileThatIsMissing(t *testing.T) {
	m, err := LoadMap("testdata/niets.yaml")
	if err == nil || m == nil {
		t.Fatal("a missing map was taken")
	}
	report, _ := read(t, sampleKnown(t), m, "testdata/casussen.csv")
	if p := report.Files[0].Problem; p == nil || p.Code != "map" {
		t.Errorf("%v", p)
	}
}
