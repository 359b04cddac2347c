package exchange

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// xlsxParts is a workbook as a set of parts; tests change one of them.
type xlsxParts map[string]string

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relSpace  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// newXLSX makes a workbook with one sheet, Anouk, out of rows of XML.
func newXLSX(sheetData string) xlsxParts {
	return xlsxParts{
		"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":     relsXML(`rId1 officeDocument xl/workbook.xml`),
		"xl/workbook.xml": workbookXML(`<sheet name="Anouk" sheetId="1" r:id="rId1"/>`),
		"xl/_rels/workbook.xml.rels": relsXML(`rId1 worksheet worksheets/sheet1.xml`, `rId8 styles styles.xml`, `rId9 sharedStrings sharedStrings.xml`,
			`rId2 worksheet worksheets/sheet2.xml`),
		"xl/worksheets/sheet1.xml": sheetXML(sheetData),
		"xl/styles.xml": xmlHead + `<styleSheet ` + mainSpace + `><numFmts count="1"><numFmt numFmtId="164" formatCode="dd-mm-yy;@"/></numFmts>` +
			`<fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164"/><xf numFmtId="0" fontId="1"/>` +
			`</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": xmlHead + `<sst ` + mainSpace + `><si><t>licht</t></si><si><r><t>ba</t></r><r><rPr><strike/></rPr><t>sis</t></r></si></sst>`,
	}
}

func workbookXML(sheets string) string {
	return xmlHead + `<workbook ` + mainSpace + ` ` + relSpace + `><workbookPr/><sheets>` + sheets + `</sheets></workbook>`
}

func sheetXML(sheetData string) string {
	return xmlHead + `<worksheet ` + mainSpace + `><sheetData>` + sheetData + `</sheetData></worksheet>`
}

func relsXML(lines ...string) string {
	text := xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, line := range lines {
		words := strings.Fields(line)
		text += fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, words[0], relType, words[1], words[2])
	}
	return text + `</Relationships>`
}

// bytes packs the workbook.
func (x xlsxParts) bytes() []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
	names := []string{}
	for name := range x {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if x[name] == "" {
			header.Method = zip.Store
		}
		f, err := w.CreateHeader(header)
		if err == nil {
			_, err = f.Write([]byte(x[name]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func (x xlsxParts) write(t testing.TB) string { return writeTemp(t, "lijst.xlsx", x.bytes()) }

// xrow is a row of text cells; a cell that starts with < is XML of its own.
func xrow(number int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, number)
	for i, text := range cells {
		switch {
		case text == "":
		case strings.HasPrefix(text, "<"):
			b.WriteString(strings.Replace(text, "<c", fmt.Sprintf(`<c r="%s%d"`, columnLetters(i), number), 1))
		default:
			fmt.Fprintf(&b, `<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>`, columnLetters(i), number, text)
		}
	}
	return b.String() + `</row>`
}

// smallHeader and smallRow are the smallest list: it has what is needed.
func smallHeader() string { return xrow(1, "Zaaknr", "Niveau", "Start") }

func smallList() string { return smallHeader() + xrow(2, "ZO-2026-0001", "licht", "5-1-2026") }
