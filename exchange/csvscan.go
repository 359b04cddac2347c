package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// csvScan reads the rows of a CSV file. Unlike the standard reader it knows the line
// on which a row starts, takes a quote inside a cell as it is, and stops at a cell
// that is too long.
type csvScan struct {
	data  []byte
	at    int
	line  int // of the next row, from 1
	sep   byte
	latin bool // Windows-1252
	row   row
	field []byte
}

// next reads a row; nil at the end.
func (s *csvScan) next() (*row, error) {
	if s.at >= len(s.data) {
		return nil, nil
	}
	s.row.number, s.row.cells, s.row.width = s.line, s.row.cells[:0], 0
	for {
		if err := s.readField(); err != nil {
			return nil, err
		}
		if err := s.addCell(); err != nil {
			return nil, err
		}
		if s.at >= len(s.data) {
			return &s.row, nil
		}
		if b := s.data[s.at]; b == s.sep {
			s.at++
			continue
		}
		s.endLine()
		return &s.row, nil
	}
}

// endLine passes over a line ending: LF, CRLF or CR.
func (s *csvScan) endLine() {
	if s.data[s.at] == '\r' && s.at+1 < len(s.data) && s.data[s.at+1] == '\n' {
		s.at++
	}
	s.at++
	s.line++
}

// readField reads up to a separator or the end of the line.
func (s *csvScan) readField() error {
	s.field = s.field[:0]
	if s.at < len(s.data) && s.data[s.at] == '"' {
		if err := s.readQuoted(); err != nil {
			return err
		}
	}
	from := s.at
	for s.at < len(s.data) && s.data[s.at] != s.sep && s.data[s.at] != '\n' && s.data[s.at] != '\r' {
		s.at++
	}
	s.field = append(s.field, s.data[from:s.at]...)
	return nil
}

// readQuoted reads what stands between quotes; two quotes are one.
func (s *csvScan) readQuoted() error {
	s.at++
	for {
		end := bytes.IndexByte(s.data[s.at:], '"')
		if end < 0 {
			return refuseFile(codeUnreadable, "the file has a quote that never closes: open it in a spreadsheet, save it again and import that")
		}
		piece := s.data[s.at : s.at+end]
		s.field = append(s.field, piece...)
		s.line += countLines(piece)
		s.at += end + 1
		if s.at >= len(s.data) || s.data[s.at] != '"' {
			return nil
		}
		s.field = append(s.field, '"')
		s.at++
	}
}

// countLines counts the line endings in a piece: LF, CRLF or CR.
func countLines(b []byte) int {
	return bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r")) - bytes.Count(b, []byte("\r\n"))
}

// addCell adds what was read as a cell, unless it is empty.
func (s *csvScan) addCell() error {
	col := s.row.width
	s.row.width++
	text := s.field
	if s.latin {
		text = fromWindows1252(text)
	}
	if tooManyRunes(text) {
		return tooLarge("a cell of more than 32,767 characters")
	}
	plain := trimmed(unguarded(trimmed(string(text))))
	if plain == "" {
		return nil
	}
	if col >= MaxColumns {
		return tooLarge("more than 1,000 columns")
	}
	s.row.cells = append(s.row.cells, cell{col: col, kind: kindText, text: plain})
	return nil
}

func fromWindows1252(b []byte) []byte {
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(c))
	}
	return out
}

// formulaStarts are the characters with which a spreadsheet begins a formula, or
// hides one.
const formulaStarts = "=+-@\t\r"

// guarded puts a ' before a text that a spreadsheet would take for a formula, and
// before one that already has such a ', so that unguarded gives back exactly the text.
func guarded(text string) string {
	if looksLikeFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguarded takes away the ' that guarded puts there, and no other.
func unguarded(text string) string {
	if strings.HasPrefix(text, "'") && looksLikeFormula(strings.TrimLeft(text, "'")) {
		return text[1:]
	}
	return text
}

func looksLikeFormula(text string) bool {
	return text != "" && strings.IndexByte(formulaStarts, text[0]) >= 0
}
