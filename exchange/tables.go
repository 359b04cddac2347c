package exchange

import (
	"strconv"
	"strings"
)

// open opens a file and finds the lists in it. Before is the number of rows of the files
// before it; rows is how many this one has at the most.
func (n *naming) open(file string, m *Map, report *FileReport, before int) (tables []*table, rows int, err error) {
	b, err := openList(file, n.isHeader)
	report.Format = b.format
	if err != nil {
		return nil, 0, err
	}
	if before+b.rows > MaxRows {
		return nil, 0, tooLarge("more than 200,000 rows, together with the files before it")
	}
	tables, err = n.tables(b, m, report)
	return tables, b.rows, err
}

// tables finds the lists in a book: one per sheet, nil for a sheet that is skipped.
func (n *naming) tables(b *book, m *Map, report *FileReport) ([]*table, error) {
	if err := m.checkSheets(b); err != nil {
		return nil, err
	}
	tables := make([]*table, len(b.sheets))
	var found []*table
	for i, s := range b.sheets {
		t, err := n.tableOf(s, m)
		if err != nil {
			return nil, err
		}
		if t == nil {
			report.SkippedSheets = append(report.SkippedSheets, label(s.name))
			continue
		}
		tables[i] = t
		found = append(found, t)
	}
	if len(found) == 0 {
		return nil, refuseFile(codeHeader, "no header was found in the first 30 rows: it needs a column "+
			n.schema.fields[n.schema.key].name+" and at least one other known column, or a map (--map) that names them")
	}
	return tables, m.checkColumns(found)
}

func (n *naming) tableOf(s *sheet, m *Map) (*table, error) {
	if s.hidden || !m.wants(s.name) {
		return nil, nil
	}
	h, err := n.findHeader(s)
	if h == nil || err != nil {
		return nil, err
	}
	if missing := n.missing(h, s.name != ""); len(missing) > 0 {
		text := "the header has no column for " + strings.Join(missing, ", ")
		if s.name != "" {
			text = "sheet " + shown(s.name) + ": " + text
		}
		return nil, refuseFile(codeHeader, text+": add it, or say in a map (--map) which column it is")
	}
	return newTable(s, n.schema, h), nil
}

// nameColumns names the columns that are not stored, each once, from left to right.
func (f *FileReport) nameColumns(tables []*table) {
	seen := map[string]bool{}
	for _, t := range tables {
		if t == nil {
			continue
		}
		for col := range MaxColumns {
			name, skipped := t.skippedName(col)
			if skipped && !seen[name] {
				seen[name] = true
				f.SkippedColumns = append(f.SkippedColumns, name)
			}
		}
	}
}

func (t *table) skippedName(col int) (string, bool) {
	if c, named := t.header.columns[col]; named {
		return label(c.name), c.field < 0
	}
	return "column " + columnLetters(col), t.unnamed[col]
}

// columnLetters names a column the way a spreadsheet does: A, B, … Z, AA.
func columnLetters(col int) string {
	letters := ""
	for col++; col > 0; col = (col - 1) / 26 {
		letters = string(rune('A'+(col-1)%26)) + letters
	}
	return letters
}

// placeOf names a row for people; sheet and file may be empty.
func placeOf(sheet string, row int32, file string) string {
	where := "row " + strconv.Itoa(int(row))
	if sheet != "" {
		where = sheet + " " + where
	}
	if file != "" {
		where = file + " " + where
	}
	return where
}
