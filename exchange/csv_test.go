package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

// readCSV imports one CSV text.
func readCSV(t testing.TB, known Known, m *Map, text string) (FileReport, []procesregie.Casus) {
	t.Helper()
	report, casussen := read(t, known, m, writeTemp(t, "lijst.csv", []byte(text)))
	return report.Files[0], casussen
}

func TestCSVForms(t *testing.T) {
	const want = "Z-1 anouk licht 2026-01-05 Zoë;\nZ-2 bram basis 2026-02-05 "
	lines := []string{"zaaknr;consulent;niveau;start;casusregie", `Z-1;anouk;licht;5-1-2026;"Zoë;"`, `"Z-2";bram;basis;5-2-2026;`}
	join := func(end string) string { return strings.Join(lines, end) + end }
	swapped := func(sep string) string {
		text := strings.ReplaceAll(join("\n"), "Zoë;", "Zoë|")
		return strings.ReplaceAll(strings.ReplaceAll(text, ";", sep), "Zoë|", "Zoë;")
	}
	latin := strings.ReplaceAll(join("\r\n"), "ë", "\xEB")
	for name, text := range map[string]string{
		"semicolon LF": join("\n"), "CRLF": join("\r\n"), "CR": join("\r"), "no end of line": strings.TrimSuffix(join("\n"), "\n"),
		"comma": swapped(","), "tab": swapped("\t"), "sep line": "sep=;\r\n" + join("\r\n"), "sep line with quotes": "\"sep=;\"\n" + join("\n"),
		"SEP in capitals": "SEP=,\n" + swapped(","), "BOM": "\xEF\xBB\xBF" + join("\n"), "BOM and sep line": "\xEF\xBB\xBFsep=;\n" + join("\n"), "Windows-1252": latin,
		"blank lines": "\n\n" + join("\n\n"), "titles": "Onze lijst;;;;\nbijgewerkt 1-1-2026\n" + join("\n"), "short rows": strings.ReplaceAll(join("\n"), "2026;\n", "2026\n"),
		"long empty rows": strings.ReplaceAll(join("\n"), "2026;\n", "2026;;;;;;\n"), "quotes everywhere": strings.ReplaceAll(join("\n"), "anouk", `"anouk"`),
	} {
		f, casussen := readCSV(t, sampleKnown(t), nil, text)
		var got []string
		for _, c := range casussen {
			got = append(got, fmt.Sprint(c.Zaaknummer, " ", c.Regisseur, " ", c.Niveau(), " ", c.StartRegie, " ", c.Casusregisseur))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q, %v %v", name, got, f.Problem, f.Problems)
		}
	}
}

func TestCSVRowNumbersAreLines(t *testing.T) {
	f, _ := readCSV(t, sampleKnown(t), nil, "sep=,\r\nzaaknr,consulent,niveau,start,opm\r\n\r\nZ1,anouk,licht,x,\"a\r\nb\nc\"\r\nZ2,anouk,licht,x,\r\n")
	if got := strings.Join(refusals(f), ", "); got != "4 date, 7 date" {
		t.Error(got)
	}
}

func TestCSVRowsWiderThanTheHeader(t *testing.T) {
	f, _ := readCSV(t, sampleKnown(t), nil, "zaaknr;consulent;niveau;start\nZ1;anouk;licht;5-1-2026;\nZ2;anouk;licht;5-1-2026;;x\n")
	if got := strings.Join(refusals(f), ", "); got != "3 columns" {
		t.Error(got)
	}
}

func TestQuotesInsideACell(t *testing.T) {
	_, casussen := readCSV(t, sampleKnown(t), nil, "zaaknr;consulent;niveau;start;casusregie\nZ1;anouk;licht;5-1-2026;de \"beste\" aanbieder\nZ2;anouk;licht;5-1-2026;\"de \"\"beste\"\"\"\n")
	if casussen[0].Casusregisseur != `de "beste" aanbieder` || casussen[1].Casusregisseur != `de "beste"` {
		t.Errorf("%q %q", casussen[0].Casusregisseur, casussen[1].Casusregisseur)
	}
}

func TestGuardIsTakenAwayExactly(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+31": "'+31", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "\rx": "'\rx", "'=x": "''=x", "''-": "'''-",
		"a=b": "a=b", "'s": "'s", "'": "'", "": "", "''": "''", " =x": " =x",
	} {
		if got := guarded(text); got != want {
			t.Errorf("%q is guarded as %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("'=+-@\t\rab"))).Draw(t, "text")
		if got := unguarded(guarded(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
		if got := guarded(text); got != "" && strings.ContainsRune(formulaStarts, rune(got[0])) {
			t.Errorf("%q still begins like a formula", got)
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(canonicalHeader + "\n" + fullRow(1) + "\n"))
	f.Add([]byte("sep=;\r\nzaaknr;consulent;niveau;start\r\n\"Z\r\n1\";anouk;l.;1/2/2026\r\nZ2;bram;zwaar;11/27/2026"))
	f.Add([]byte("zaaknr,start\n\"\"\"\x80,'=1"))
	f.Add([]byte("\xEF\xBB\xBFzaak\tniveau\n999900432\t999900432\n"))
	known := sampleKnown(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkImport(t, known, "lijst.csv", data)
	})
}

// checkImport imports whatever it is given and checks what must always hold.
func checkImport(t *testing.T, known Known, name string, data []byte) {
	t.Helper()
	path := writeTemp(t, name, data)
	report, casussen := read(t, known, nil, path)
	f := report.Files[0]
	if f.Read != f.New+f.Changed+f.Unchanged+f.Refused || f.New != len(casussen) || f.Changed != 0 {
		t.Errorf("counts are %s, %d cases", counts(f), len(casussen))
	}
	refused := map[string]bool{}
	for _, p := range f.Problems {
		if p.Refused {
			refused[fmt.Sprint(p.order, p.Row)] = true
		}
		if p.Code == "" || p.Text == "" || p.Column == "" || p.Row < 1 {
			t.Errorf("%+v", p)
		}
	}
	if len(refused) != f.Refused {
		t.Errorf("%d rows are named and %d counted as refused", len(refused), f.Refused)
	}
	var out bytes.Buffer
	if err := report.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	if text := strings.ReplaceAll(out.String(), "\n", ""); hasHostile(text) || strings.Contains(text, "999900432") {
		t.Errorf("%q", text)
	}
	known.Casus = lookup(casussen)
	again, changed := read(t, known, nil, path)
	if len(changed) > 0 || again.Files[0].Refused != f.Refused {
		t.Errorf("the second time %s became %s", counts(f), counts(again.Files[0]))
	}
}
