package exchange

import (
	"bytes"
	"errors"
	"unicode/utf8"
)

// openCSV reads and checks a CSV file once. The separator is the one with which a
// header can be found: counting them fails on lists with commas in their texts.
func (b *book) openCSV(data []byte, isHeader func(*row) bool) error {
	scan, err := decodeCSV(data)
	if err != nil {
		return err
	}
	if err := scan.chooseSeparator(isHeader); err != nil {
		return err
	}
	b.sheets = []*sheet{{rows: scan.each}}
	return scan.each(func(*row) error {
		if b.rows++; b.rows > MaxRows {
			return tooLarge("more than 200,000 rows")
		}
		return nil
	})
}

// each calls take for every row with content.
func (s csvScan) each(take func(*row) error) error {
	for {
		r, err := s.next()
		if r == nil || err != nil {
			return err
		}
		if len(r.cells) == 0 {
			continue
		}
		if err := take(r); err != nil {
			return err
		}
	}
}

func decodeCSV(data []byte) (csvScan, error) {
	s := csvScan{data: bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), line: 1}
	switch {
	case bytes.IndexByte(data, 0) >= 0, bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return s, errEncoding()
	case utf8.Valid(s.data):
		return s, nil
	case len(s.data) < len(data) || !isWindows1252(data):
		return s, errEncoding()
	}
	s.latin = true
	return s, nil
}

// isWindows1252 looks for the five bytes that stand for nothing there.
func isWindows1252(data []byte) bool {
	for _, b := range []byte("\x81\x8D\x8F\x90\x9D") {
		if bytes.IndexByte(data, b) >= 0 {
			return false
		}
	}
	return true
}

func errEncoding() error {
	return refuseFile(codeEncoding, "the file is not text in UTF-8 or Windows-1252: save it as .xlsx or as CSV UTF-8")
}

var errStop = errors.New("stop")

// chooseSeparator finds the separator, and the sep= line that may say it.
func (s *csvScan) chooseSeparator(isHeader func(*row) bool) error {
	if sep, length, ok := separatorLine(s.data); ok {
		s.sep, s.at, s.line = sep, length, 2
		return nil
	}
	for _, sep := range []byte(";,\t") {
		s.sep = sep
		if s.hasHeader(isHeader) {
			return nil
		}
	}
	s.sep = ';'
	return s.each(func(*row) error { return nil }) // the header is missed later; a quote that never closes is found now
}

func (s csvScan) hasHeader(isHeader func(*row) bool) bool {
	found, rows := false, 0
	_ = s.each(func(r *row) error {
		found = isHeader(r)
		if rows++; found || rows >= headerRows || r.number >= headerRows {
			return errStop
		}
		return nil
	})
	return found
}

// separatorLine reads a first line such as sep=; and returns how long it is.
func separatorLine(data []byte) (sep byte, length int, ok bool) {
	line, _, found := bytes.Cut(data, []byte("\n"))
	plain := bytes.Trim(bytes.TrimRight(line, "\r"), `"`)
	if len(plain) != 5 || !bytes.EqualFold(plain[:4], []byte("sep=")) || bytes.IndexByte([]byte(";,\t"), plain[4]) < 0 {
		return 0, 0, false
	}
	if length = len(line); found {
		length++
	}
	return plain[4], length, true
}
