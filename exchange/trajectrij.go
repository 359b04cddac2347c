package exchange

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/regiebot/regiebot/procesregie"
)

// trajectRow is one row of a list of help, small: there can be 200,000.
type trajectRow struct {
	zaak    string
	values  trajectValues
	sheet   int32
	number  int32
	next    int32  // next row of the same help; -1: none
	both    uint32 // fields whose date can be read both ways
	wrong   uint32 // fields with a problem
	refused bool
}

// readRow reads a row of a list and keeps it, whether it is right or not.
func (im *trajectImport) readRow(s *trajectSheet, t *table, r *tableRow) {
	im.report.Files[s.file].Read++
	im.rows = append(im.rows, trajectRow{sheet: int32(len(im.sheets) - 1), number: int32(r.number), next: -1})
	row := &im.rows[len(im.rows)-1]
	if r.beyond {
		im.refuse(row, trajectCasus, mistake{codeColumns, "this row has more cells than the header: is there a separator in a text without quotes?"})
	}
	for v := trajectCasus; v < veldenTraject; v++ {
		if c := r.cells[v]; c.kind != kindNone {
			im.readCell(s, row, v, c)
		}
	}
	warnRow(&im.report.Files[s.file], RowProblem{
		Sheet: s.name, Row: r.number, Column: s.columns[trajectCasus], order: s.order,
		Text: "this row is struck through: check whether this help was given",
	}, t, r)
}

// refuse notes a problem and refuses the row.
func (im *trajectImport) refuse(row *trajectRow, v trajectVeld, m mistake) {
	s := im.sheets[row.sheet]
	im.report.Files[s.file].add(RowProblem{
		Sheet: s.name, Row: int(row.number), Column: s.columns[v], Code: m.code, Refused: true, Text: m.text, order: s.order,
	}, !row.refused)
	row.refused = true
	row.wrong |= 1 << v
}

// readCell reads the value of one field.
func (im *trajectImport) readCell(s *trajectSheet, row *trajectRow, v trajectVeld, c cell) {
	m := spoiled(c)
	i, soort := v.slot()
	switch {
	case m.is():
	case v == trajectCasus:
		row.zaak, m = im.readZaak(c)
	case soort == inDay:
		row.values.day[i], m = im.readDay(s, row, v, c)
	case soort == inList:
		row.values.list[i], m = readCode(v, c)
	default:
		row.values.text[i], m = im.readText(v, c)
	}
	if m.is() {
		im.refuse(row, v, m)
	}
}

func (im *trajectImport) readZaak(c cell) (string, mistake) {
	if hasBSN(c.text) {
		return "", mistakeBSN()
	}
	zaak, m := readZaak(c.kind, norm.NFC.String(c.text))
	return im.once(zaak), m
}

func (im *trajectImport) readDay(s *trajectSheet, row *trajectRow, v trajectVeld, c cell) (day, mistake) {
	d := readDateCell(c, im.m.monthFirst())
	if d.month {
		s.monthFirst |= 1 << v
	}
	if d.both {
		row.both |= 1 << v
	}
	if m := noDate(c, d); m.is() {
		return 0, m
	}
	return d.day, mistake{}
}

// readCode reads a code of two digits, or one of a few words.
func readCode(v trajectVeld, c cell) (uint8, mistake) {
	text := plainName(c.text)
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' {
		text = "0" + text
	}
	if c.kind == kindDate {
		text = ""
	}
	if i := slices.Index([]string{"01", "02"}, text); v == trajectCrisis && i >= 0 {
		return uint8(1 + i), mistake{} // as the CBS protocol has it
	}
	if i := slices.IndexFunc(v.codes(), func(code string) bool { return plainName(code) == text }); i >= 0 {
		return uint8(1 + i), mistake{}
	}
	if hasBSN(c.text) {
		return 0, mistakeBSN()
	}
	return 0, mistake{codeCode, shown(quoteCell(c)) + " is not one of: " + strings.Join(v.codes(), ", ")}
}

func quoteCell(c cell) string {
	if c.kind == kindDate {
		return quoteDay(c.day)
	}
	return c.text
}

// The most characters of a text that is stored.
const maxAanbieder, maxAanleiding, maxNummer, agbDigits = 200, 1_000, 40, 8

// readText reads a text. Numbers of providers and assignments are not looked at for a BSN:
// some pass its proof by chance.
func (im *trajectImport) readText(v trajectVeld, c cell) (string, mistake) {
	text := norm.NFC.String(quoteCell(c))
	if v != trajectAGB && v != trajectToewijzing && hasBSN(text) {
		return "", mistakeBSN()
	}
	var m mistake
	switch v {
	case trajectAGB:
		text, m = readAGB(c.kind, text)
	case trajectAanbieder:
		text, m = limited(text, maxAanbieder, "200")
	case trajectAanleiding:
		text, m = limited(text, maxAanleiding, "1,000")
	default:
		m = readNummer(v, c.kind, text)
	}
	return im.once(text), m
}

func limited(text string, most int, told string) (string, mistake) {
	if text = tidy(text); len([]rune(text)) > most {
		return "", mistake{codeTooLong, "this is longer than " + told + " characters: make it shorter"}
	}
	return text, mistake{}
}

// readAGB reads the number of a provider: eight digits; a cell with a number has lost the
// zeros in front.
func readAGB(k kind, text string) (string, mistake) {
	if k == kindNumber && len(text) < agbDigits {
		text = strings.Repeat("0", agbDigits-len(text)) + text
	}
	if len(text) != agbDigits || strings.Trim(text, "0123456789") != "" {
		return "", mistake{codeNumber, "this is no AGB code of eight digits"}
	}
	return text, mistake{}
}

// readNummer judges a code of a young person, an assignment or a product.
func readNummer(v trajectVeld, k kind, text string) mistake {
	wholeNumber := k != kindNumber || strings.Trim(text, "0123456789") == ""
	if k == kindDate || !wholeNumber || len(text) > maxNummer || !procesregie.ValidJeugdige(text) {
		return mistake{codeNumber, trajectSchema().fields[v].name + " must be 1–40 letters, digits and - _ . /, first a letter or digit; not a date"}
	}
	return mistake{}
}

// once returns the same text for the same text: lists repeat themselves.
func (im *trajectImport) once(text string) string {
	if known, ok := im.texts[text]; ok {
		return known
	}
	text = strings.Clone(text) // not a piece of something larger
	im.texts[text] = text
	return text
}
