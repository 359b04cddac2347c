package exchange

import (
	"slices"
	"strings"
)

// table is the list in one sheet.
type table struct {
	sheet   *sheet
	header  *header
	schema  *schema
	unnamed map[int]bool // columns without a name that hold something

	merges  []merge         // those that have not begun yet
	running []runningMerge  // one per column at the most
	own     [MaxColumns]int // per column the last row with a cell of its own
	out     tableRow
}

// runningMerge is a cell that holds for the rows up to and including last.
type runningMerge struct {
	cell cell
	last int
}

// tableRow is one row of a list. It is used again for the next one.
type tableRow struct {
	number int
	cells  []cell // per field; kindNone when empty
	struck bool   // struck through
	bsn    []int  // columns that are not stored, with a possible BSN
	beyond bool   // holds something to the right of the header
}

func newTable(s *sheet, sc *schema, h *header) *table {
	return &table{sheet: s, header: h, schema: sc, unnamed: map[int]bool{}}
}

// columnName returns the header text of a field, or its canonical name when there is
// no such column.
func (t *table) columnName(f int) string {
	if col := t.header.fields[f]; col >= 0 {
		return label(t.header.columns[col].name)
	}
	return t.schema.fields[f].name
}

// rows calls take for every row of the list; headings, notes and totals are no rows.
func (t *table) rows(take func(*tableRow) error) error {
	t.merges, t.running = t.sheet.merges, t.running[:0]
	t.out.cells = make([]cell, len(t.schema.fields))
	return t.sheet.rows(func(r *row) error {
		t.advance(r)
		if r.number <= t.header.last || t.skips(r) {
			return nil
		}
		t.fill(r)
		return take(&t.out)
	})
}

// advance keeps track of the cells that are merged downwards.
func (t *table) advance(r *row) {
	for _, c := range r.cells {
		t.own[c.col] = r.number
	}
	t.running = slices.DeleteFunc(t.running, func(m runningMerge) bool { return m.last < r.number })
	for ; len(t.merges) > 0 && t.merges[0].first <= r.number; t.merges = t.merges[1:] {
		m := t.merges[0]
		if t.own[m.col] == r.number && m.first == r.number && m.first > t.header.last {
			t.start(r, m)
		}
	}
}

// start lets a cell hold for the rows below it, in place of any other in its column.
func (t *table) start(r *row, m merge) {
	t.running = slices.DeleteFunc(t.running, func(other runningMerge) bool { return other.cell.col == m.col })
	c, _ := r.at(m.col)
	t.running = append(t.running, runningMerge{c, m.last})
}

// isFilled reports whether a cell says anything: a dash does not.
func isFilled(c cell) bool {
	return c.kind != kindNone && (c.kind != kindText || !isEmptyWord(c.text))
}

// isValue reports whether a cell says anything in a field: in some "onbekend" does.
func (t *table) isValue(f int, c cell) bool {
	return isFilled(c) || c.kind == kindText && strings.EqualFold(c.text, "onbekend") && slices.Contains(t.schema.unknown, f)
}

// skips reports whether a row is no row of the list: it has nothing of its own in a
// known column, or nothing but one cell that is no zaaknummer, or it counts the others.
func (t *table) skips(r *row) bool {
	own := slices.DeleteFunc(slices.Clone(r.cells), func(c cell) bool { return !isFilled(c) })
	known, key := false, false
	for _, c := range own {
		f := t.fieldAt(c.col)
		known = known || f >= 0
		key = key || f == t.schema.key && isKey(c)
	}
	return !known || countsOthers(own[0].text) || !key && len(own)+t.merged(r) == 1
}

// merged counts the cells that are merged over a row.
func (t *table) merged(r *row) int {
	n := 0
	for _, m := range t.running {
		if t.own[m.cell.col] != r.number {
			n++
		}
	}
	return n
}

// isKey reports whether a cell holds a zaaknummer.
func isKey(c cell) bool {
	_, m := readZaak(c.kind, c.text)
	return !m.is()
}

func (t *table) fieldAt(col int) int {
	if c, ok := t.header.columns[col]; ok {
		return c.field
	}
	return -1
}

func countsOthers(first string) bool {
	plain := strings.ToLower(first)
	return strings.HasPrefix(plain, "totaal") || strings.HasPrefix(plain, "aantal") || strings.HasPrefix(plain, "gemiddeld")
}

// fill lays the cells of a row, and those merged over it, under their fields.
func (t *table) fill(r *row) {
	clear(t.out.cells)
	t.out.number, t.out.bsn, t.out.beyond = r.number, t.out.bsn[:0], false
	for _, m := range t.running {
		if f := t.fieldAt(m.cell.col); f >= 0 && isFilled(m.cell) {
			t.out.cells[f] = m.cell
		}
	}
	filled, struck := 0, 0
	for _, c := range r.cells {
		f := t.fieldAt(c.col)
		if f < 0 {
			t.passOver(c)
			continue
		}
		if t.out.cells[f] = c; !t.isValue(f, c) {
			t.out.cells[f] = cell{}
			continue
		}
		filled++
		if c.struck {
			struck++
		}
	}
	t.out.struck = filled > 0 && (struck == filled || t.out.cells[t.schema.key].struck)
}

// passOver looks at a cell that is not stored.
func (t *table) passOver(c cell) {
	if t.header.width > 0 && c.col >= t.header.width {
		t.out.beyond = true
	}
	if _, named := t.header.columns[c.col]; !named {
		t.unnamed[c.col] = true
	}
	if hasBSN(c.text) {
		t.out.bsn = append(t.out.bsn, c.col)
	}
}
