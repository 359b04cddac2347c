package exchange

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// refusedWith imports a file and says with which code it was refused; "" when it was
// not.
func refusedWith(t testing.TB, path string) string {
	t.Helper()
	report, casussen := read(t, sampleKnown(t), nil, path)
	f := report.Files[0]
	if f.Problem == nil {
		return ""
	}
	if counts(f) != "0 0 0 0 0" || len(f.Problems) > 0 || len(casussen) > 0 {
		t.Errorf("a refused file has counts %s and %d problems", counts(f), len(f.Problems))
	}
	if f.Problem.Text == "" || hasHostile(f.Problem.Text) {
		t.Errorf("the text is %q", f.Problem.Text)
	}
	return f.Problem.Code
}

func TestSmallListIsTaken(t *testing.T) {
	report, casussen := read(t, sampleKnown(t), nil, newXLSX(smallList()).write(t))
	if got := counts(report.Files[0]); got != "1 1 0 0 0" {
		t.Fatal(got, report.Files[0].Problem, report.Files[0].Problems)
	}
	if c := casussen[0]; c.Regisseur != "anouk" || c.StartRegie.String() != "2026-01-05" || c.Niveau() != "licht" {
		t.Errorf("%+v", c)
	}
}

func TestRefusedPaths(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pijp.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	loop := filepath.Join(dir, "kring.csv")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"missing": filepath.Join(dir, "niets.csv"), "folder": dir, "device": "/dev/zero", "null": "/dev/null", "pipe": pipe, "loop": loop,
	} {
		if got := refusedWith(t, path); got != "unreadable" {
			t.Errorf("%s: refused with %q", name, got)
		}
	}
	if os.Geteuid() != 0 {
		path := writeTemp(t, "dicht.csv", []byte(canonicalHeader))
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		if got := refusedWith(t, path); got != "unreadable" {
			t.Errorf("without rights: refused with %q", got)
		}
	}
}

func TestRefusedContents(t *testing.T) {
	list := canonicalHeader + "\n" + fullRow(1) + "\n"
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)
	for _, c := range []struct{ name, code, data string }{
		{"empty", "empty", ""},
		{"blank lines", "empty", " \n\n\t\n"},
		{"header only", "empty", canonicalHeader + "\n"},
		{"header and totals", "empty", canonicalHeader + "\nTotaal;3\n"},
		{"no header", "header", "a;b;c\n1;2;3\n"},
		{"needed column missing", "header", "zaaknummer;procesregisseur;niveau\nZ1;anouk;licht\n"},
		{"no procesregisseur in CSV", "header", "zaaknummer;niveau;start\nZ1;licht;1-1-2026\n"},
		{"two columns for one field", "header", "zaaknummer;dossier;procesregisseur;niveau;start\nZ1;Z1;anouk;licht;1-1-2026\n"},
		{"NUL", "encoding", strings.Replace(list, "anouk", "an\x00uk", 1)},
		{"UTF-16", "encoding", utf16File(list)},
		{"UTF-16 without mark", "encoding", utf16File(list)[2:]},
		{"neither UTF-8 nor Windows-1252", "encoding", strings.Replace(list, "anouk", "an\x81uk", 1)},
		{"a mark and no UTF-8", "encoding", "\xEF\xBB\xBF" + strings.Replace(list, "anouk", "an\xE9uk", 1)},
		{"quote that never closes", "unreadable", list + "ZO-2;\"anouk;licht\n"},
		{"old Excel", "format", string(append(ole, utf16Name("Workbook")...))},
		{"old Excel without a container", "format", "\x09\x08\x10\x00\x00\x06\x05\x00 and so on"},
		{"password", "unreadable", string(append(ole, utf16Name("EncryptedPackage")...))},
		{"Word of old", "format", string(ole)},
		{"PDF", "format", "%PDF-1.7\n"},
		{"RTF", "format", `{\rtf1 zaaknummer`},
		{"XML", "format", xmlHead + "<Bericht/>"},
		{"HTML", "doctype", "<!doctype html><table><tr><td>zaaknummer</table>"},
		{"ZIP that is no workbook", "format", string(xlsxParts{"a.txt": "zaaknummer"}.bytes())},
		{"empty ZIP", "format", string(xlsxParts{}.bytes())},
		{"OpenDocument", "format", string(xlsxParts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}.bytes())},
		{"more than 25 MB", "too-large", list + strings.Repeat("x", MaxFile)},
		{"cell that is too long", "too-large", list + "Z2;" + strings.Repeat("x", MaxText+1)},
		{"too many columns", "too-large", list + "Z2" + strings.Repeat(";", MaxColumns) + "x"},
		{"too many rows", "too-large", list + strings.Repeat("Z2;x\n", MaxRows)},
	} {
		if got := refusedWith(t, writeTemp(t, "lijst.csv", []byte(c.data))); got != c.code {
			t.Errorf("%s: refused with %q, want %q", c.name, got, c.code)
		}
	}
}

func utf16File(text string) string {
	out := []byte{0xFF, 0xFE}
	for _, r := range text {
		out = binary.LittleEndian.AppendUint16(out, uint16(r))
	}
	return string(out)
}

func TestRefusedWorkbooks(t *testing.T) {
	const sheet, shared, styles, types, book = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "xl/workbook.xml"
	doctype := `<!DOCTYPE x [<!ENTITY a "zaaknummer">]>`
	for _, c := range []struct {
		name, code string
		change     func(xlsxParts)
	}{
		{"macros in a part", "macros", func(x xlsxParts) { x["xl/vbaProject.bin"] = "x" }},
		{"macros by type", "macros", func(x xlsxParts) {
			x[types] = strings.Replace(x[types], "openxmlformats-officedocument.spreadsheetml.sheet", "ms-excel.sheet.macroEnabled", 1)
		}},
		{"macros by relation", "macros", func(x xlsxParts) {
			x["xl/x.bin"] = "x"
			x["xl/_rels/workbook.xml.rels"] = strings.Replace(x["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/></Relationships>`, 1)
		}},
		{"macro sheet", "macros", func(x xlsxParts) { x["xl/macrosheets/sheet1.xml"] = "<a/>" }},
		{"macro sheet by type", "macros", func(x xlsxParts) {
			x["xl/_rels/workbook.xml.rels"] = strings.Replace(x["xl/_rels/workbook.xml.rels"], "relationships/worksheet", "relationships/xlMacrosheet", 1)
		}},
		{"binary workbook", "format", func(x xlsxParts) {
			x[types] = strings.Replace(x[types], "openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.binary.macroEnabled.main", 1)
		}},
		{"Word", "format", func(x xlsxParts) { x[book] = "<document/>" }},
		{"doctype in a sheet", "doctype", func(x xlsxParts) { x[sheet] = doctype + x[sheet][len(xmlHead):] }},
		{"doctype in the styles", "doctype", func(x xlsxParts) { x[styles] = xmlHead + doctype + x[styles][len(xmlHead):] }},
		{"doctype in a part that is not used", "doctype", func(x xlsxParts) { x["docProps/app.xml"] = doctype + "<x>&a;</x>" }},
		{"doctype in a drawing", "doctype", func(x xlsxParts) { x["xl/drawings/vmlDrawing1.vml"] = doctype + "<xml><br></xml>" }},
		{"sheet in UTF-16", "encoding", func(x xlsxParts) { x[sheet] = utf16File(x[sheet]) }},
		{"sheet in Latin-1", "encoding", func(x xlsxParts) { x[sheet] = strings.Replace(x[sheet], "UTF-8", "ISO-8859-1", 1) }},
		{"NUL in a sheet", "unreadable", func(x xlsxParts) { x[sheet] = strings.Replace(x[sheet], "licht", "li\x00cht", 1) }},
		{"cut off sheet", "unreadable", func(x xlsxParts) { x[sheet] = x[sheet][:len(x[sheet])-20] }},
		{"sheet cut off between rows", "unreadable", func(x xlsxParts) { x[sheet] = strings.Replace(x[sheet], "</sheetData></worksheet>", "", 1) }},
		{"crossed tags", "unreadable", func(x xlsxParts) { x[sheet] = strings.Replace(x[sheet], "</is></c>", "</c></is>", 1) }},
		{"text after the end", "unreadable", func(x xlsxParts) { x[sheet] += "x" }},
		{"shared text that is not there", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c t="s"><v>2</v></c>`)) }},
		{"negative shared text", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c t="s"><v>-1</v></c>`)) }},
		{"shared texts missing", "unreadable", func(x xlsxParts) { delete(x, shared) }},
		{"style that is not there", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c s="9"><v>2</v></c>`)) }},
		{"number that is none", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c><v>2x</v></c>`)) }},
		{"infinite number", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c><v>Inf</v></c>`)) }},
		{"cell of an unknown type", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + xrow(2, "Z1", `<c t="z"><v>2</v></c>`)) }},
		{"rows out of order", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(xrow(2, "a") + smallHeader()) }},
		{"cells out of order", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(`<row r="1"><c r="B1"/><c r="A1"/></row>`) }},
		{"cell in another row", "unreadable", func(x xlsxParts) { x[sheet] = sheetXML(`<row r="1"><c r="B2"/></row>`) }},
		{"bad merge", "unreadable", func(x xlsxParts) {
			x[sheet] = strings.Replace(x[sheet], "</worksheet>", `<mergeCells><mergeCell ref="A2:A"/></mergeCells></worksheet>`, 1)
		}},
		{"one part for two sheets", "unreadable", func(x xlsxParts) {
			x[book] = workbookXML(`<sheet name="Anouk" sheetId="1" r:id="rId1"/><sheet name="Bram" sheetId="2" r:id="rId1"/>`)
		}},
		{"two parts with shared texts", "unreadable", func(x xlsxParts) {
			x["xl/_rels/workbook.xml.rels"] = strings.Replace(x["xl/_rels/workbook.xml.rels"], "relationships/styles", "relationships/sharedStrings", 1)
		}},
		{"doctype in a part of another program", "doctype", func(x xlsxParts) { x["customXml/item1.xml"] = utf16File(doctype + "<x/>") }},
		{"sheet missing", "unreadable", func(x xlsxParts) { delete(x, sheet) }},
		{"sheet elsewhere on the net", "unreadable", func(x xlsxParts) {
			x["xl/_rels/workbook.xml.rels"] = strings.Replace(x["xl/_rels/workbook.xml.rels"], `Target="worksheets/sheet1.xml"`, `Target="http://127.0.0.1/x" TargetMode="External"`, 1)
		}},
		{"workbook missing", "unreadable", func(x xlsxParts) { delete(x, book) }},
		{"65 levels", "too-large", func(x xlsxParts) { x["docProps/app.xml"] = strings.Repeat("<a>", 65) + strings.Repeat("</a>", 65) }},
		{"text that is too long", "too-large", func(x xlsxParts) { x["docProps/app.xml"] = "<a>" + strings.Repeat("x", MaxText+1) + "</a>" }},
		{"cell that is too long", "too-large", func(x xlsxParts) {
			x[sheet] = sheetXML(smallHeader() + xrow(2, "<c t=\"inlineStr\"><is><r><t>"+strings.Repeat("é", MaxText)+"</t></r><r><t>é</t></r></is></c>"))
		}},
		{"column beyond 1,000", "too-large", func(x xlsxParts) { x[sheet] = sheetXML(smallHeader() + `<row r="2"><c r="ALM2"><v>1</v></c></row>`) }},
		{"attribute that is too long", "too-large", func(x xlsxParts) { x["docProps/app.xml"] = `<a b="` + strings.Repeat("x", maxTag) + `"/>` }},
		{"no rows", "header", func(x xlsxParts) { x[sheet] = sheetXML("") }},
		{"only a hidden sheet", "header", func(x xlsxParts) {
			x[book] = workbookXML(`<sheet name="Anouk" sheetId="1" state="veryHidden" r:id="rId1"/>`)
		}},
	} {
		x := newXLSX(smallList())
		c.change(x)
		if got := refusedWith(t, x.write(t)); got != c.code {
			t.Errorf("%s: refused with %q, want %q", c.name, got, c.code)
		}
	}
}

// TestDepthOf64IsTaken: the limit itself is allowed, like the longest text.
func TestLimitsThemselvesAreTaken(t *testing.T) {
	x := newXLSX(smallList())
	x["docProps/app.xml"] = strings.Repeat("<a>", 64) + strings.Repeat("é", MaxText) + strings.Repeat("</a>", 64)
	if got := refusedWith(t, x.write(t)); got != "" {
		t.Errorf("refused with %q", got)
	}
	x["customXml/item1.xml"] = utf16File(xmlHead + "<DataMashup>" + strings.Repeat("x", 2*MaxText) + "</DataMashup>")
	if got := refusedWith(t, x.write(t)); got != "" {
		t.Errorf("with a query: refused with %q", got)
	}
	list := canonicalHeader + "\n" + fullRow(1) + "\n;;;;;;;;" + strings.Repeat("é", MaxText) + "\n"
	if got := refusedWith(t, writeTemp(t, "lijst.csv", []byte(list))); got != "" {
		t.Errorf("refused with %q", got)
	}
}

func TestEmptyFormattedCellsDoNotCount(t *testing.T) {
	x := newXLSX(smallList() + `<row r="3" s="1"><c r="A3" s="1"/><c r="XFD3" s="1"/></row>`)
	if got := refusedWith(t, x.write(t)); got != "" {
		t.Errorf("refused with %q", got)
	}
}

// TestCutOffAnywhere: whatever is left of a file that was cut off, it is never taken
// for a shorter list.
func TestCutOffAnywhere(t *testing.T) {
	whole, err := os.ReadFile("testdata/caseload.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for size := 0; size < len(whole); size += 97 {
		if got := refusedWith(t, writeTemp(t, "half.xlsx", whole[:size])); got == "" {
			t.Fatalf("%d of %d bytes were taken", size, len(whole))
		}
	}
}

func TestChangedBytes(t *testing.T) {
	whole := newXLSX(smallList()).bytes()
	at := bytes.Index(whole, []byte("xl/worksheets/sheet1.xml")) + 60 // within the packed sheet
	broken := slices.Clone(whole)
	broken[at] ^= 0x55
	if got := refusedWith(t, writeTemp(t, "stuk.xlsx", broken)); got != "unreadable" {
		t.Errorf("refused with %q", got)
	}
}
