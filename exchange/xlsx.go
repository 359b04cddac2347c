package exchange

import "sort"

// openXLSX reads and checks a whole workbook once: afterwards nothing can fail in the
// middle. Rows are read again when they are asked for, so that a large list is never
// in memory.
func (b *book) openXLSX(data []byte) error {
	w, err := openWorkbook(data)
	if err != nil {
		return err
	}
	for _, entry := range w.entries {
		s, err := w.openSheet(entry, &b.rows)
		if err != nil {
			return err
		}
		b.sheets = append(b.sheets, s)
	}
	return w.archive.checkRest()
}

func (w *workbook) openSheet(entry sheetEntry, rows *int) (*sheet, error) {
	s := &sheet{name: entry.name, hidden: entry.hidden, rows: func(func(*row) error) error { return nil }}
	if !entry.table {
		return s, nil
	}
	merges, err := w.scanSheet(entry.part, func(*row) error {
		if *rows++; *rows > MaxRows {
			return tooLarge("more than 200,000 rows")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.SliceStable(merges, func(i, j int) bool { return merges[i].first < merges[j].first })
	s.merges = merges
	s.rows = func(take func(*row) error) error {
		_, err := w.scanSheet(entry.part, take)
		return err
	}
	return s, nil
}

// scanSheet reads the rows of a sheet and the cells that are merged downwards.
func (w *workbook) scanSheet(part string, take func(*row) error) ([]merge, error) {
	s := &sheetScan{workbook: w, take: take}
	s.onCell, s.onValue = s.readCell, s.readValue // made once, not for every cell
	err := w.archive.scan(part, func(x *xmlScanner) error {
		s.x = x
		if string(x.name) != "worksheet" {
			return damaged("a sheet")
		}
		return x.children(s.section)
	})
	return s.merges, err
}

// sheetScan is a sheet while it is read.
type sheetScan struct {
	workbook *workbook
	x        *xmlScanner
	take     func(*row) error
	row      row
	rowNo    int // of the present row, from 1
	colNo    int // of the present cell, from 0
	cell     sheetCell
	merges   []merge
	onCell   func() error
	onValue  func() error
}

func (s *sheetScan) section() error {
	switch string(s.x.name) {
	case "sheetData":
		return s.x.children(s.readRow)
	case "mergeCells":
		return s.x.children(s.readMerge)
	}
	return nil
}

const lastRowNumber, lastColumn = 1 << 20, 1<<14 - 1

// readRow reads a row. Rows and cells must come in order: a list in which they do not
// was not made by a spreadsheet, and would be read differently by every program.
func (s *sheetScan) readRow() error {
	if string(s.x.name) != "row" {
		return nil
	}
	number := s.rowNo + 1
	if r := s.x.attr("r"); r != nil {
		n, err := optionalInt(r)
		if err != nil || n <= s.rowNo {
			return damaged("its rows are out of order")
		}
		number = n
	}
	if number > lastRowNumber {
		return damaged("a row number")
	}
	s.rowNo, s.colNo = number, -1
	s.row.number, s.row.cells = number, s.row.cells[:0]
	if err := s.x.children(s.onCell); err != nil {
		return err
	}
	if len(s.row.cells) == 0 {
		return nil
	}
	return s.take(&s.row)
}

func (s *sheetScan) readMerge() error {
	from, to, ok := parseRange(s.x.attr("ref"))
	if !ok {
		return damaged("a merged cell")
	}
	if to.row == from.row || from.col >= MaxColumns {
		return nil
	}
	if len(s.merges) >= maxMerges {
		return tooLarge("more than 200,000 merged cells")
	}
	s.merges = append(s.merges, merge{from.col, from.row, to.row})
	return nil
}

// place is where a cell stands: column from 0, row from 1.
type place struct{ col, row int }

// parseRange reads A1:B2, or A1 alone.
func parseRange(ref []byte) (from, to place, ok bool) {
	for i, b := range ref {
		if b == ':' {
			from, okFrom := parsePlace(ref[:i])
			to, okTo := parsePlace(ref[i+1:])
			return from, to, okFrom && okTo && from.row <= to.row && from.col <= to.col
		}
	}
	from, ok = parsePlace(ref)
	return from, from, ok
}

func parsePlace(ref []byte) (place, bool) {
	p := place{col: -1}
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && p.col <= lastColumn; i++ {
		p.col = (p.col+1)*26 + int(ref[i]-'A')
	}
	for ; i < len(ref) && ref[i] >= '0' && ref[i] <= '9' && p.row <= lastRowNumber; i++ {
		p.row = p.row*10 + int(ref[i]-'0')
	}
	return p, i == len(ref) && p.isInside()
}

func (p place) isInside() bool {
	return p.col >= 0 && p.col <= lastColumn && p.row >= 1 && p.row <= lastRowNumber
}
