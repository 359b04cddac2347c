package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// readXLSX imports one workbook.
func readXLSX(t testing.TB, known Known, m *Map, x xlsxParts) (FileReport, []procesregie.Casus) {
	t.Helper()
	report, casussen := read(t, known, m, x.write(t))
	return report.Files[0], casussen
}

// startOf imports one case whose start is a cell of XML, and says what became of it.
func startOf(t *testing.T, x xlsxParts, cell string) string {
	t.Helper()
	x["xl/worksheets/sheet1.xml"] = sheetXML(smallHeader() + xrow(2, "ZO-2026-0001", "licht", cell))
	f, casussen := readXLSX(t, sampleKnown(t), nil, x)
	if len(casussen) == 1 {
		return casussen[0].StartRegie.String()
	}
	if f.Problem != nil {
		return f.Problem.Code
	}
	return f.Problems[0].Code
}

func TestDateCells(t *testing.T) {
	for cell, want := range map[string]string{
		`<c s="1"><v>46332</v></c>`:                                         "2026-11-06", // format 14
		`<c s="2"><v>46332</v></c>`:                                         "2026-11-06", // shows a year of two digits
		`<c s="1"><v>46332.99999</v></c>`:                                   "2026-11-06", // the time of day is dropped
		`<c s="1"><v>4.6332E4</v></c>`:                                      "2026-11-06",
		`<c s="1"><f>A1</f><v>46332</v></c>`:                                "2026-11-06",
		`<c t="str"><f>A1</f><v>6-11-2026</v></c>`:                          "2026-11-06",
		`<c t="d"><v>2026-11-06</v></c>`:                                    "2026-11-06",
		`<c t="d"><v>2026-11-06T10:15:00</v></c>`:                           "2026-11-06",
		`<c t="inlineStr" s="1"><is><t>6-11-2026</t></is></c>`:              "2026-11-06",
		`<c t="inlineStr"><is><t>&#160; 6-11-2026 &#160;</t></is></c>`:      "2026-11-06",
		`<c t="inlineStr"><is><t><![CDATA[6-11-2026]]></t></is></c>`:        "2026-11-06",
		`<c s="1"><v>32874</v></c>`:                                         "1990-01-01",
		`<c s="1"><v>32873</v></c>`:                                         "date",
		`<c s="1"><v>73415</v></c>`:                                         "2100-12-31",
		`<c s="1"><v>73416</v></c>`:                                         "date",
		`<c s="1"><v>-5</v></c>`:                                            "date",
		`<c s="1"><v>1e300</v></c>`:                                         "date",
		`<c><v>46332</v></c>`:                                               "date", // a plain number
		`<c s="0"><v>46332</v></c>`:                                         "date",
		`<c t="d"><v>2026-11-06T10:15:00Z</v></c>`:                          "date",
		`<c t="b"><v>1</v></c>`:                                             "date",
		`<c s="1"><f>A1</f></c>`:                                            "formula",
		`<c s="1"><f>A1</f><v></v></c>`:                                     "formula",
		`<c t="e"><f>A1</f><v>#N/A</v></c>`:                                 "formula",
		`<c t="e"><v>#REF!</v></c>`:                                         "formula",
		`<c t="str"><f>A1</f><v></v></c>`:                                   "missing", // a formula that gives nothing
		`<c s="1"/>`:                                                        "missing",
		`<c t="inlineStr"><is><t>6-11-2026_x000D_</t></is></c>`:             "2026-11-06", // a line end behind it
		`<c t="inlineStr"><is><t>6-11_x000D_-2026</t></is></c>`:             "characters",
		`<c t="inlineStr"><is><t>6-11-2026</t><rPh><t>x</t></rPh></is></c>`: "2026-11-06",
	} {
		if got := startOf(t, newXLSX(""), cell); got != want {
			t.Errorf("%s is %s, want %s", cell, got, want)
		}
	}
}

func TestDateSystemOf1904(t *testing.T) {
	x := newXLSX("")
	x["xl/workbook.xml"] = strings.Replace(x["xl/workbook.xml"], "<workbookPr/>", `<workbookPr date1904="1"/>`, 1)
	if got := startOf(t, x, `<c s="1"><v>44870</v></c>`); got != "2026-11-06" {
		t.Error(got)
	}
}

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, "dd-mm-yy;@": true, `d\ mmm\ yyyy`: true, "[$-413]d mmmm yyyy;@": true, "h:mm": true, "[Red]d/m": true, `"dag" d`: true, "mmm": true, "s": true,
		"General": false, "0.00": false, `0" dagen"`: false, `0\d`: false, "0_d": false, "0*d": false, "[h]:mm": false, "[mm]:ss": false, "#,##0;[Red]d": false, "@": false, "": false, `"d`: false, "[d": false,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

func TestZaaknummerAsNumber(t *testing.T) {
	for cell, want := range map[string]string{
		`<c><v>20260301</v></c>`: "20260301", `<c><v>2.0260301E7</v></c>`: "20260301", `<c><v>20260301.0</v></c>`: "20260301", `<c s="0"><f>1</f><v>7</v></c>`: "7",
		`<c><v>12.5</v></c>`: "number", `<c><v>-3</v></c>`: "number", `<c><v>1E+20</v></c>`: "number", `<c s="1"><v>46332</v></c>`: "number", `<c t="b"><v>1</v></c>`: "number",
		`<c><v>999900432</v></c>`: "bsn", `<c t="inlineStr"><is><t>9999 00 432</t></is></c>`: "bsn", `<c t="inlineStr"><is><t>ZO 2026 1</t></is></c>`: "number",
	} {
		x := newXLSX(smallHeader() + xrow(2, cell, "licht", "5-1-2026"))
		f, casussen := readXLSX(t, sampleKnown(t), nil, x)
		got := ""
		if len(casussen) == 1 {
			got = casussen[0].Zaaknummer
		} else if len(f.Problems) > 0 {
			got = f.Problems[0].Code
		}
		if got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

// levelsOf imports a sheet and returns zaaknummer and level of what was taken.
func levelsOf(t *testing.T, x xlsxParts) (string, FileReport) {
	t.Helper()
	f, casussen := readXLSX(t, sampleKnown(t), nil, x)
	var got []string
	for _, c := range casussen {
		got = append(got, fmt.Sprint(c.Zaaknummer, " ", c.Niveau()))
	}
	return strings.Join(got, ", "), f
}

func withMerges(sheetData string, refs ...string) xlsxParts {
	x := newXLSX(sheetData)
	merges := ""
	for _, ref := range refs {
		merges += `<mergeCell ref="` + ref + `"/>`
	}
	x["xl/worksheets/sheet1.xml"] = strings.Replace(x["xl/worksheets/sheet1.xml"], "</worksheet>", "<mergeCells>"+merges+"</mergeCells></worksheet>", 1)
	return x
}

func TestCellsMergedDownwards(t *testing.T) {
	x := withMerges(xrow(1, "Zaaknr", "Niveau", "Start")+
		xrow(2, "Z1", "basis", "5-1-2026")+xrow(3, "Z2", "", "5-1-2026")+xrow(4)+xrow(5, "Z3", "licht", "5-1-2026")+xrow(6, "Z4", "", "5-1-2026")+
		xrow(7, "", "", "een opmerking"), "B2:B4", "B5:C7")
	got, f := levelsOf(t, x)
	if got != "Z1 basis, Z2 basis, Z3 licht, Z4 licht" {
		t.Error(got, f.Problems)
	}
	if diff := cmp.Diff([]string{"Anouk 7 date", "Anouk 7 missing"}, refusals(f)); diff != "" {
		t.Error(diff) // under a merged cell a note looks like a row without zaaknummer: never dropped in silence
	}
}

func TestHeaderOfTwoRows(t *testing.T) {
	x := withMerges(xrow(1, "Lijst")+xrow(3, "Zaaknr", "Wat", "", "Opm.")+xrow(4, "", "Niveau", "Start")+xrow(5, "Z1", "l", "5-1-2026", "x"), "A3:A4", "B3:C3", "D3:D4")
	got, f := levelsOf(t, x)
	if got != "Z1 licht" || len(f.SkippedColumns) != 1 || f.SkippedColumns[0] != "Opm." {
		t.Error(got, f.Problem, f.Problems, f.SkippedColumns)
	}
	x = withMerges(xrow(1, "Zaaknr", "", "x")+xrow(2)+xrow(3, "", "Niveau", "Start")+xrow(4, "Z1", "l", "5-1-2026"), "A1:A3")
	if got, f := levelsOf(t, x); got != "Z1 licht" {
		t.Error(got, f.Problem, f.Problems)
	}
}

func TestHeaderWithinThirtyRows(t *testing.T) {
	list := func(first int) xlsxParts {
		return newXLSX(xrow(first, "Zaak_Nr.", "NIVEAU", "Start-Datum") + xrow(first+1, "Z1", "L", "5-1-2026"))
	}
	if got, _ := levelsOf(t, list(30)); got != "Z1 licht" {
		t.Error(got)
	}
	if got := refusedWith(t, list(31).write(t)); got != "header" {
		t.Errorf("refused with %q", got)
	}
}

func TestSkippedRows(t *testing.T) {
	x := newXLSX(xrow(1, "Zaaknr", "Niveau", "Start", "Opm.") +
		xrow(2, "BASIS") + xrow(3, "", "", "", "alleen een opmerking") + xrow(4, "TOTAAL", "3", "4") + xrow(5, "", "Aantal zaken", "7") + xrow(6, "gemiddeld", "1", "2") +
		xrow(7, "Z1", "basis", "5-1-2026") + xrow(8, "-", "?", "n.v.t.") + xrow(9, "", "", "ONBEKEND") + xrow(10, "Z2") + xrow(11, "", "basis", "5-1-2026") + xrow(12, "Zaaknr", "Niveau", "Start"))
	got, f := levelsOf(t, x)
	if got != "Z1 basis" {
		t.Error(got)
	}
	want := []string{"Anouk 10 missing", "Anouk 10 missing", "Anouk 11 missing", "Anouk 12 number", "Anouk 12 level", "Anouk 12 date"}
	if diff := cmp.Diff(want, refusals(f)); diff != "" {
		t.Error(diff)
	}
}

func TestStruckThrough(t *testing.T) {
	struck := func(text string) string { return `<c s="3" t="inlineStr"><is><t>` + text + `</t></is></c>` }
	x := newXLSX(smallHeader() +
		xrow(2, struck("Z1"), "licht", "5-1-2026") + // the zaaknummer
		xrow(3, "Z2", struck("licht"), "5-1-2026") + // something else
		xrow(4, `<c t="inlineStr"><is><r><rPr><strike/></rPr><t>Z3</t></r></is></c>`, "licht", "5-1-2026") + // in the text itself
		xrow(5, "Z4", `<c t="s"><v>1</v></c>`, "5-1-2026") + // half a word
		xrow(6, "Z5", `<c t="s"><v>0</v></c>`, "5-1-2026"))
	got, f := levelsOf(t, x)
	if got != "Z1 licht, Z2 licht, Z3 licht, Z4 basis, Z5 licht" {
		t.Error(got)
	}
	if diff := cmp.Diff([]string{"Anouk 2 Zaaknr struck", "Anouk 2 start_niveau filled", "Anouk 4 Zaaknr struck"}, warnings(f)); diff != "" {
		t.Error(diff)
	}
}

func TestOtherPrefixesAndNoReferences(t *testing.T) {
	x := newXLSX("")
	x["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Zaak</x:t></x:is></x:c>` +
		`<x:c t="inlineStr"><x:is><x:t>Niveau</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Start</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c>` +
		`<x:c t="s"><x:v>0</x:v></x:c><x:c s="1"><x:v>46332</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	if got, f := levelsOf(t, x); got != "7 licht" {
		t.Error(got, f.Problem, f.Problems)
	}
}

func TestUnnamedColumnsAreNamedByLetter(t *testing.T) {
	_, f := levelsOf(t, newXLSX(smallHeader()+xrow(2, "Z1", "licht", "5-1-2026", "", "x")))
	if diff := cmp.Diff([]string{"column E"}, f.SkippedColumns); diff != "" {
		t.Error(diff)
	}
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 999: "ALL"} {
		if got := columnLetters(col); got != want {
			t.Errorf("%d is %s", col, got)
		}
	}
}

func TestUnescapeCell(t *testing.T) {
	for text, want := range map[string]string{
		"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "_x00": "_x00", "_xZZZZ_": "_xZZZZ_", "a_x0041": "a_x0041", "_x0041_": "A", "__x0041_": "_A",
	} {
		if got := unescapeCell(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// tokens reads a document with our reader and writes down what it saw.
func tokens(text string) (string, error) {
	var out strings.Builder
	x := newXMLScanner(strings.NewReader(text))
	for {
		kind, err := x.next()
		switch {
		case err != nil:
			return out.String(), err
		case kind == xmlEOF:
			return out.String(), nil
		case kind == xmlOpen:
			fmt.Fprintf(&out, "<%s", x.name)
			for _, a := range x.attrs {
				fmt.Fprintf(&out, " %s=%q", localName(a.name), strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(string(a.value)))
			}
			out.WriteString(">")
		case kind == xmlClose:
			fmt.Fprintf(&out, "</%s>", x.name)
		case kind == xmlText:
			fmt.Fprintf(&out, "%s", x.text)
		}
	}
}

// standardTokens does the same with the reader of the standard library.
func standardTokens(text string) (string, error) {
	var out strings.Builder
	d := xml.NewDecoder(strings.NewReader(text))
	depth := 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return out.String(), err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			fmt.Fprintf(&out, "<%s", token.Name.Local)
			for _, a := range token.Attr {
				fmt.Fprintf(&out, " %s=%q", a.Name.Local, strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(a.Value))
			}
			out.WriteString(">")
		case xml.EndElement:
			depth--
			fmt.Fprintf(&out, "</%s>", token.Name.Local)
		case xml.CharData:
			if depth > 0 {
				out.Write(token)
			}
		}
	}
}

// FuzzXML holds our reader against the standard one: what ours takes, the standard one
// takes too, and reads the same in it.
func FuzzXML(f *testing.F) {
	for _, text := range []string{
		xmlHead + `<a b="1" c:d='&lt;&#65;'>x<!-- y --><b/><![CDATA[<&]]>&amp;&#x2603;</a>`, "<a>\r\nb\rc</a>\n<?pi x?>", "\xEF\xBB\xBF<a/>", sheetXML(smallList()),
		"<a>]]></a>", "<a b='1' b='2'/>", "<a><b></a></b>", "<a>&x;</a>", "<a", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>\x00</a>", "<a>\xFF</a>", `<a b="<"/>`, "<a b=1/>", "<a>&#0;</a>", "<?xml?><a/>",
		`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "<:a/>", "<a:b:c/>", "<é/>", "<1/>", "<a><!----></a>", "<a><!-- -- --></a>", "<a>&#xD800;</a>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ours, err := tokens(text)
		if err != nil {
			var refused *fileError
			if !errors.As(err, &refused) {
				t.Errorf("%q: %v is no refusal", text, err)
			}
			return
		}
		theirs, err := standardTokens(text)
		if err != nil || ours != theirs {
			t.Errorf("%q\nours     %q\nstandard %q %v", text, ours, theirs, err)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	whole, err := os.ReadFile("testdata/caseload.xlsx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(newXLSX(smallList()).bytes())
	known := sampleKnown(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkImport(t, known, "lijst.xlsx", data)
	})
}

// FuzzSheet changes the XML of a sheet, which changed bytes of a packed file rarely do.
func FuzzSheet(f *testing.F) {
	f.Add(sheetXML(smallList()), newXLSX("")["xl/styles.xml"], newXLSX("")["xl/sharedStrings.xml"], newXLSX("")["xl/workbook.xml"])
	f.Add(withMerges(smallList()+xrow(3, `<c t="s"><v>1</v></c>`, `<c s="1"><v>999900432</v></c>`), "A1:A2", "B2:C3")["xl/worksheets/sheet1.xml"], "", "", "")
	known := sampleKnown(f)
	f.Fuzz(func(t *testing.T, sheet, styles, shared, book string) {
		x := newXLSX("")
		for part, text := range map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles, "xl/sharedStrings.xml": shared, "xl/workbook.xml": book} {
			if text != "" {
				x[part] = text
			}
		}
		checkImport(t, known, "lijst.xlsx", x.bytes())
	})
}
