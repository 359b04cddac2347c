package exchange

import (
	"strconv"
	"strings"
)

// cellStyle is what a style says that matters here.
type cellStyle struct{ date, struck bool }

// styleBook is the styles part while it is read.
type styleBook struct {
	formats map[int]bool // own number formats: is it a date?
	struck  []bool       // fonts: struck through?
	cells   []cellStyle
}

func (w *workbook) readStyles(x *xmlScanner) error {
	book := styleBook{formats: map[int]bool{}}
	err := x.children(func() error {
		switch string(x.name) {
		case "numFmts":
			return x.children(func() error { return book.addFormat(x) })
		case "fonts":
			return x.children(func() error { return book.addFont(x) })
		case "cellXfs":
			return x.children(func() error { return book.addCell(x) })
		}
		return nil
	})
	w.styles = append(book.cells, cellStyle{})[:len(book.cells)] // not nil: there are styles
	return err
}

func (b *styleBook) addFormat(x *xmlScanner) error {
	id, err := strconv.Atoi(string(x.attr("numFmtId")))
	if err != nil || len(b.formats) >= maxStyles {
		return damaged("a number format")
	}
	b.formats[id] = isDateFormat(string(x.attr("formatCode")))
	return nil
}

func (b *styleBook) addFont(x *xmlScanner) error {
	if len(b.struck) >= maxStyles {
		return tooLarge("more than 100,000 fonts")
	}
	struck := false
	err := x.children(func() error {
		struck = struck || isStrike(x)
		return nil
	})
	b.struck = append(b.struck, struck)
	return err
}

// isStrike reports whether the element says that text is struck through.
func isStrike(x *xmlScanner) bool {
	return string(x.name) == "strike" && (x.attr("val") == nil || isTrue(x.attr("val")))
}

func (b *styleBook) addCell(x *xmlScanner) error {
	if len(b.cells) >= maxStyles {
		return tooLarge("more than 100,000 styles")
	}
	format, errFormat := optionalInt(x.attr("numFmtId"))
	font, errFont := optionalInt(x.attr("fontId"))
	if errFormat != nil || errFont != nil {
		return damaged("a style")
	}
	isDate, own := b.formats[format]
	if !own {
		isDate = isBuiltinDate(format)
	}
	b.cells = append(b.cells, cellStyle{date: isDate, struck: font < len(b.struck) && b.struck[font]})
	return nil
}

// optionalInt reads a number that is not negative; absent is 0.
func optionalInt(value []byte) (int, error) {
	if value == nil {
		return 0, nil
	}
	n, err := strconv.ParseUint(string(value), 10, 31)
	return int(n), err
}

// isBuiltinDate knows the number formats that every workbook has. Number 14 is the
// date that shows in another order on every machine: its value is what counts.
func isBuiltinDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id == 45 || id == 47 || id >= 50 && id <= 58
}

// isDateFormat reports whether a format code shows a day or a time of day: it has a
// y, m, d, h or s outside quotes, escapes and brackets. Elapsed time, [h]:mm, is a number.
func isDateFormat(code string) bool {
	section, _, _ := strings.Cut(code, ";")
	section = strings.ToLower(section)
	for i := 0; i < len(section); i++ {
		switch section[i] {
		case '"':
			i += skipped(section[i+1:], '"')
		case '[':
			length := skipped(section[i+1:], ']')
			if inner := strings.TrimSuffix(section[i+1:i+1+length], "]"); inner != "" && strings.Trim(inner, "hms") == "" {
				return false
			}
			i += length
		case '\\', '_', '*':
			i++
		case 'y', 'm', 'd', 'h', 's':
			return true
		}
	}
	return false
}

// skipped returns how many bytes there are up to and including end.
func skipped(s string, end byte) int {
	if at := strings.IndexByte(s, end); at >= 0 {
		return at + 1
	}
	return len(s)
}
