package exchange

import (
	"math"
	"strconv"
	"strings"
)

// sheetCell is a cell while it is read.
type sheetCell struct {
	kind    string // the attribute t
	style   cellStyle
	value   []byte
	saved   bool // there is a value
	formula bool
	struck  bool
}

func (s *sheetScan) readCell() error {
	if string(s.x.name) != "c" {
		return nil
	}
	if err := s.moveTo(s.x.attr("r")); err != nil {
		return err
	}
	style, err := s.style(s.x.attr("s"))
	if err != nil {
		return err
	}
	s.cell = sheetCell{kind: cellType(s.x.attr("t")), style: style, value: s.cell.value[:0]}
	if err := s.x.children(s.onValue); err != nil {
		return err
	}
	c, err := s.finishCell()
	if err != nil || c.kind == kindNone {
		return err
	}
	if c.col >= MaxColumns {
		return tooLarge("more than 1,000 columns")
	}
	s.row.cells = append(s.row.cells, c)
	return nil
}

// cellType makes no new string for the types that exist.
func cellType(t []byte) string {
	switch string(t) {
	case "", "n":
		return "n"
	case "s":
		return "s"
	case "str":
		return "str"
	case "inlineStr":
		return "inlineStr"
	}
	return string(t)
}

// moveTo takes the reference of a cell; without one it is the next.
func (s *sheetScan) moveTo(ref []byte) error {
	if ref == nil {
		if s.colNo++; s.colNo > lastColumn {
			return damaged("its cells are out of order")
		}
		return nil
	}
	p, ok := parsePlace(ref)
	if !ok || p.row != s.rowNo || p.col <= s.colNo {
		return damaged("its cells are out of order")
	}
	s.colNo = p.col
	return nil
}

func (s *sheetScan) style(index []byte) (cellStyle, error) {
	i, err := optionalInt(index)
	if err != nil {
		return cellStyle{}, damaged("a style")
	}
	if i < len(s.workbook.styles) {
		return s.workbook.styles[i], nil
	}
	if s.workbook.styles == nil || i == 0 {
		return cellStyle{}, nil
	}
	return cellStyle{}, damaged("a style")
}

func (s *sheetScan) readValue() (err error) {
	c := &s.cell
	switch string(s.x.name) {
	case "v":
		c.saved = true
		c.value, err = s.x.appendText(c.value)
	case "is":
		c.saved = true
		c.value, c.struck, err = readRich(s.x, c.value)
	case "f":
		c.formula = true
	}
	return err
}

// finishCell decides what the cell holds.
func (s *sheetScan) finishCell() (cell, error) {
	c := cell{col: s.colNo, struck: s.cell.style.struck || s.cell.struck}
	if tooManyRunes(s.cell.value) {
		return c, tooLarge("a cell of more than 32,767 characters")
	}
	if s.cell.formula && (!s.cell.saved || len(s.cell.value) == 0 && s.cell.kind != "str") {
		c.kind = kindUnsaved
		return c, nil
	}
	if len(s.cell.value) == 0 {
		return c, nil
	}
	err := s.fill(&c)
	return c, err
}

func (s *sheetScan) fill(c *cell) error {
	switch s.cell.kind {
	case "n":
		return s.fillNumber(c)
	case "s":
		return s.fillShared(c)
	case "str", "inlineStr", "d":
		c.setText(string(s.cell.value))
	case "b":
		c.setText(strings.NewReplacer("1", "TRUE", "0", "FALSE").Replace(string(s.cell.value)))
	case "e":
		c.kind = kindError
	default:
		return damaged("a cell of an unknown type")
	}
	return nil
}

func (s *sheetScan) fillShared(c *cell) error {
	i, err := strconv.ParseUint(string(s.cell.value), 10, 31)
	if err != nil || int(i) >= s.workbook.texts.count() {
		return damaged("a cell refers to a text that is not there")
	}
	text, struck := s.workbook.texts.at(int(i))
	c.setText(text)
	c.struck = c.struck || struck
	return nil
}

// setText keeps a text without the spaces around it; without anything to see the cell
// is empty.
func (c *cell) setText(text string) {
	if text = trimmed(unescapeCell(text)); text != "" {
		c.kind, c.text = kindText, text
	}
}

func (s *sheetScan) fillNumber(c *cell) error {
	if !s.cell.style.date && isShortInteger(s.cell.value) {
		c.kind, c.text = kindNumber, string(s.cell.value)
		return nil
	}
	value := strings.TrimSpace(string(s.cell.value))
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || strings.Trim(value, "0123456789+-.eE") != "" {
		return damaged("a number")
	}
	if s.cell.style.date {
		c.kind, c.day = kindDate, excelDay(n, s.workbook.date.is1904)
		return nil
	}
	c.kind, c.text = kindNumber, numberText(n)
	return nil
}

// isShortInteger reports whether a number is written as at most 15 digits, as most are.
func isShortInteger(value []byte) bool {
	if len(value) > 15 || len(value) > 1 && value[0] == '0' {
		return false
	}
	for _, b := range value {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// numberText writes a number the way a cell shows it without a format. More digits
// than a spreadsheet keeps come out as a power of ten, so that nobody takes them for
// whole.
func numberText(n float64) string {
	if math.Abs(n) >= 1e15 {
		return strconv.FormatFloat(n, 'E', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// unescapeCell replaces _x000D_ and the like, with which XLSX writes characters that
// XML cannot hold.
func unescapeCell(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for {
		at := strings.Index(text, "_x")
		if at < 0 || len(text) < at+7 {
			out.WriteString(text)
			return out.String()
		}
		code, err := strconv.ParseUint(text[at+2:at+6], 16, 16)
		if err != nil || text[at+6] != '_' {
			out.WriteString(text[:at+2])
			text = text[at+2:]
			continue
		}
		out.WriteString(text[:at])
		out.WriteRune(rune(code))
		text = text[at+7:]
	}
}
