package exchange

// kind is what a cell holds.
type kind int8

const (
	kindNone    kind = iota // nothing
	kindText                // text; also what a formula saved as text
	kindNumber              // a number that is no date; text holds it in digits
	kindDate                // a date; day holds it
	kindUnsaved             // a formula without a saved value
	kindError               // an error value, such as #N/B
)

// cell is one filled cell. Its text is without spaces around it.
type cell struct {
	col    int // from 0
	kind   kind
	struck bool
	day    day
	text   string
}

// row is a row with content. It is used again for the next one.
type row struct {
	number int    // as the sheet counts; in CSV the line on which it starts
	cells  []cell // the filled ones, from left to right
	width  int    // cells in the row, filled or not; CSV only
}

// at returns the cell in a column.
func (r *row) at(col int) (cell, bool) {
	for _, c := range r.cells {
		if c.col == col {
			return c, true
		}
	}
	return cell{}, false
}

// merge is a cell that is merged downwards.
type merge struct{ col, first, last int }

// sheet is one sheet of a list: rows calls take for every row with content, in order.
// A CSV file is one sheet without a name.
type sheet struct {
	name   string
	hidden bool
	merges []merge // by first row
	rows   func(take func(*row) error) error
}

// book is a list that was opened and checked.
type book struct {
	format string // "xlsx" or "csv"
	rows   int    // with content, all sheets together
	sheets []*sheet
}
