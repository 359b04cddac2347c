package exchange

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bombs are large or hostile workbooks and the codes with which they are refused; ""
// is taken. They are made by the process that imports them, because the race detector
// makes that slow.
func bombs() map[string]struct {
	code string
	make func() []byte
} {
	type bomb = struct {
		code string
		make func() []byte
	}
	with := func(part string, text func() string) func() []byte {
		return func() []byte {
			x := newXLSX(smallList())
			x[part] = text()
			return x.bytes()
		}
	}
	repeated := func(before, text string, n int, after string) func() string {
		return func() string { return before + strings.Repeat(text, n) + after }
	}
	const sheet, shared, app, custom = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml", "docProps/custom.xml"
	return map[string]bomb{
		"1 GB in a part that is not used": {"too-large", func() []byte { return packedBomb("xl/media/image1.png", 1, 1<<30, 1<<30) }},
		"1 GB that says it is small":      {"unreadable", func() []byte { return packedBomb(custom, 1, 1<<30, 100) }},
		"1 GB of XML":                     {"too-large", func() []byte { return packedBomb(custom, 1, 1<<30, 1<<30) }},
		"2,000 parts of 8 MB":             {"too-large", func() []byte { return packedBomb("x%d.bin", 2000, 8<<20, 8<<20) }},
		"150,000 parts":                   {"too-large", manyParts},
		"20 million levels":               {"too-large", with(app, repeated("", "<a>", 20_000_000, ""))},
		"a million empty rows":            {"", with(sheet, millionRows)},
		"200,001 rows":                    {"too-large", with(sheet, func() string { return manyRows(MaxRows) })},
		"200,000 rows":                    {"", with(sheet, func() string { return manyRows(MaxRows - 1) })},
		"7 million empty shared texts":    {"", with(shared, repeated(`<sst `+mainSpace+`>`, `<si><t/></si>`, 7_500_000, `</sst>`))},
		"100 MB of shared texts":          {"", with(shared, repeated(`<sst `+mainSpace+`>`, `<si><t>`+strings.Repeat("x", 30_000)+`</t></si>`, 3_300, `</sst>`))},
		"98 MB of cells":                  {"", with(sheet, manyCells)},
		"millions of merged cells":        {"too-large", with(sheet, repeated(`<worksheet><mergeCells>`, `<mergeCell ref="A2:A3"/>`, 4_000_000, `</mergeCells></worksheet>`))},
		"millions of styles":              {"too-large", with("xl/styles.xml", repeated(`<styleSheet><cellXfs>`, `<xf/>`, 10_000_000, `</cellXfs></styleSheet>`))},
		"millions of sheets":              {"unreadable", with("xl/workbook.xml", repeated(`<workbook `+relSpace+`><sheets>`, `<sheet name="a" r:id="rId1"/>`, 3_000_000, `</sheets></workbook>`))},
		"millions of attributes":          {"too-large", with(app, repeated(`<a`, ` b="c"`, 10_000_000, `/>`))},
		"entities":                        {"doctype", with(app, repeated(`<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "`, "&a;", 1000, `">]><a>&b;</a>`))},
	}
}

func packedBomb(name string, parts, size int, declared uint64) []byte {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	must(err)
	sum := crc32.NewIEEE()
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range size >> 20 {
		_, err := io.MultiWriter(w, sum).Write(block)
		must(err)
	}
	must(w.Close())
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for part, text := range newXLSX(smallList()) {
		f, err := z.Create(part)
		must(err)
		_, err = io.WriteString(f, text)
		must(err)
	}
	for i := range parts {
		part := name
		if parts > 1 {
			part = fmt.Sprintf(name, i)
		}
		f, err := z.CreateRaw(&zip.FileHeader{
			Name: part, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: declared,
		})
		must(err)
		_, err = f.Write(packed.Bytes()[:min(packed.Len(), 20<<20/parts)])
		must(err)
	}
	must(z.Close())
	return out.Bytes()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func manyParts() []byte {
	x := newXLSX(smallList())
	for i := range 150_000 {
		x[fmt.Sprintf("a/%d", i)] = ""
	}
	return x.bytes()
}

func millionRows() string {
	var b strings.Builder
	b.WriteString(smallList())
	for i := 3; i <= lastRowNumber; i++ {
		fmt.Fprintf(&b, `<row r="%d" s="1" customFormat="1"/>`, i)
	}
	return sheetXML(b.String())
}

// manyRows has a header and n cases.
func manyRows(n int) string {
	var b strings.Builder
	b.WriteString(smallHeader())
	for i := range n {
		b.WriteString(xrow(i+2, fmt.Sprintf("ZO-%d", i), "licht", `<c s="1"><v>46000</v></c>`))
	}
	return sheetXML(b.String())
}

func manyCells() string {
	var b strings.Builder
	b.WriteString(smallHeader())
	for i := 2; b.Len() < 98<<20; i++ {
		cells := []string{fmt.Sprintf("ZO-%d", i), "licht", `<c s="1"><v>46000</v></c>`}
		for col := 3; col < 20; col++ {
			cells = append(cells, fmt.Sprintf(`<c><v>%d</v></c>`, i*col))
		}
		b.WriteString(xrow(i, cells...))
	}
	return sheetXML(b.String())
}

const makeEnv = "EXCHANGE_CHILD_BOMB"

// TestChildBomb makes one of the bombs: its name and the file are in the environment.
func TestChildBomb(t *testing.T) {
	path, name, asked := strings.Cut(os.Getenv(makeEnv), "|")
	if !asked {
		return
	}
	if err := os.WriteFile(path, bombs()[name].make(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestBombs(t *testing.T) {
	for name, bomb := range bombs() {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bom.xlsx")
			runChild(t, "^TestChildBomb$", makeEnv+"="+path+"|"+name)
			report, cost := importAlone(t, path)
			got, seconds := "", 30
			if report.Problem != nil {
				got, seconds = report.Problem.Code, 10
			}
			cost.within(t, seconds)
			if got != bomb.code {
				t.Errorf("refused with %q, want %q", got, bomb.code)
			}
		})
	}
}
