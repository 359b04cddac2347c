package exchange

import (
	"errors"
	"slices"
	"strings"
)

// headerRows is how far down a header is looked for.
const headerRows = 30

// field is a column that is known.
type field struct {
	name    string   // canonical header
	aliases []string // other names of it
	needed  bool
}

// schema is what a list is about.
type schema struct {
	fields []field
	key    int // the field without which there is no header, and no row
	sheet  int // the field that the name of a sheet stands for, when it has no such column; -1: none

	oneOf   [][2]int // pairs of fields of which a list needs at least one
	unknown []int    // fields in which "onbekend" is a value
}

// naming is how the columns of one list are called: the known names, and those of a map.
type naming struct {
	schema *schema
	known  map[string]int // plain name → field
	mapped map[string]int // the same, out of a map
}

func newNaming(s *schema, m *Map) *naming {
	n := &naming{schema: s, known: map[string]int{}, mapped: map[string]int{}}
	for i, f := range s.fields {
		n.known[plainName(f.name)] = i
		for _, alias := range f.aliases {
			n.known[plainName(alias)] = i
		}
	}
	for i, f := range s.fields {
		if column, ok := m.column(f.name); ok {
			n.mapped[plainName(column)] = i
		}
	}
	return n
}

// find returns the field that a header text names.
func (n *naming) find(text string) (int, bool) {
	plain := plainName(text)
	if f, ok := n.mapped[plain]; ok {
		return f, true
	}
	f, ok := n.known[plain]
	return f, ok
}

// isHeader reports whether a row names the key and at least one other field.
func (n *naming) isHeader(r *row) bool {
	key, other := false, false
	for _, c := range r.cells {
		if f, ok := n.find(c.text); ok && c.kind == kindText {
			key = key || f == n.schema.key
			other = other || f != n.schema.key
		}
	}
	return key && other
}

// column is one column of a table; field is -1 when it is not known.
type column struct {
	field int
	name  string
}

// header is where a table is and what its columns are.
type header struct {
	last    int // its last row
	width   int // cells in it, filled or not; CSV only
	columns map[int]column
	fields  []int // per field its column, or -1
}

// findHeader looks for the header of a sheet; nil when it has none.
func (n *naming) findHeader(s *sheet) (*header, error) {
	top, err := topRows(s)
	if err != nil {
		return nil, err
	}
	for i := range top {
		if top[i].number > headerRows {
			break
		}
		last := n.headerEnd(s, &top[i])
		merged := mergeHeader(top[i:], last)
		if n.isHeader(&merged) {
			return n.newHeader(&merged, last)
		}
	}
	return nil, nil
}

// topRows returns copies of the rows in which a header can stand.
func topRows(s *sheet) ([]row, error) {
	var top []row
	err := s.rows(func(r *row) error {
		if r.number > headerRows+maxHeaderHeight {
			return errStop
		}
		kept := row{number: r.number, cells: slices.Clone(r.cells), width: r.width}
		for i := range kept.cells {
			kept.cells[i].text = strings.Clone(firstBytes(kept.cells[i].text, maxHeaderText))
		}
		top = append(top, kept)
		return nil
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return top, err
}

// The most rows of a header, and how much of a cell in it can be a name.
const maxHeaderHeight, maxHeaderText = 3, 1_000

func firstBytes(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// headerEnd returns the last row of a header that begins in a row: more than one when
// its key is merged over them.
func (n *naming) headerEnd(s *sheet, first *row) int {
	for _, c := range first.cells {
		if f, ok := n.find(c.text); !ok || f != n.schema.key {
			continue
		}
		for _, m := range s.merges {
			if m.col == c.col && m.first == first.number && m.last < m.first+maxHeaderHeight {
				return m.last
			}
		}
	}
	return first.number
}

// mergeHeader lays the rows of a header over each other: the lowest filled cell of a
// column is its name.
func mergeHeader(rows []row, last int) row {
	merged := row{number: rows[0].number, width: rows[0].width}
	at := map[int]int{}
	for _, r := range rows {
		if r.number > last {
			break
		}
		for _, c := range r.cells {
			if i, ok := at[c.col]; ok {
				merged.cells[i] = c
				continue
			}
			at[c.col] = len(merged.cells)
			merged.cells = append(merged.cells, c)
		}
	}
	return merged
}

// newHeader decides which column is which field. A column that a map names goes
// before one with a known name.
func (n *naming) newHeader(r *row, last int) (*header, error) {
	h := &header{last: last, width: r.width, columns: map[int]column{}, fields: make([]int, len(n.schema.fields))}
	for i := range h.fields {
		h.fields[i] = -1
	}
	for _, names := range []map[string]int{n.mapped, n.known} {
		taken := append([]int(nil), h.fields...)
		for _, c := range r.cells {
			if err := h.give(c, names, taken); err != nil {
				return nil, err
			}
		}
	}
	return h, nil
}

// give gives a column its field, unless the field was taken in an earlier round.
func (h *header) give(c cell, names map[string]int, taken []int) error {
	if known, ok := h.columns[c.col]; ok && known.field >= 0 {
		return nil
	}
	h.columns[c.col] = column{-1, c.text}
	f, ok := names[plainName(c.text)]
	if !ok || c.kind != kindText || taken[f] >= 0 {
		return nil
	}
	if h.fields[f] >= 0 {
		return refuseFile(codeHeader, "the columns "+shown(h.columns[h.fields[f]].name)+" and "+shown(c.text)+
			" mean the same: remove one, or say in a map (--map) which one counts")
	}
	h.columns[c.col], h.fields[f] = column{f, c.text}, c.col
	return nil
}

// missing returns the needed fields that have no column.
func (n *naming) missing(h *header, hasName bool) []string {
	var names []string
	for i, f := range n.schema.fields {
		if f.needed && h.fields[i] < 0 && (i != n.schema.sheet || !hasName) {
			names = append(names, f.name)
		}
	}
	for _, pair := range n.schema.oneOf {
		if h.fields[pair[0]] < 0 && h.fields[pair[1]] < 0 {
			names = append(names, n.schema.fields[pair[0]].name+" or "+n.schema.fields[pair[1]].name)
		}
	}
	return names
}
