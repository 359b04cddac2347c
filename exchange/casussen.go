package exchange

import (
	"errors"
	"iter"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// Known is what an import may know: the organisation, and what is stored already.
type Known struct {
	Praktijk procesregie.Praktijk
	// Casus returns the stored case with a zaaknummer, of whatever team; capitals make
	// no difference. It is asked once or twice for each zaaknummer. With ErrDamaged only
	// the rows of that case are refused.
	Casus func(zaak string) (procesregie.Casus, bool, error)
}

// ErrDamaged says that a case is stored and cannot be read.
var ErrDamaged = errors.New("a stored case that cannot be read")

// The codes with which a row is refused or warned about.
const (
	codeMissing    = "missing"
	codeDate       = "date"
	codeLevel      = "level"
	codeMember     = "member"
	codeNumber     = "number"
	codeDuplicate  = "duplicate"
	codeConflict   = "conflict"
	codeVPR        = "vpr"
	codeOrder      = "order"
	codeCode       = "code"
	codeBSN        = "bsn"
	codeCharacters = "characters"
	codeColumns    = "columns"
	codeFormula    = "formula"
	codeTooLong    = "too-long"
	codeDamaged    = "damaged"
	codeStruck     = "struck" // a warning only
	codeFilled     = "filled" // a warning only
)

// ReadCasussen reads lists of cases: XLSX or CSV files, as one command names them. It
// adds, and fills what is empty; it never overwrites. It returns the report and the
// cases that are new or changed, each once; they must be saved in one transaction, or
// not at all. The m may be nil.
//
// The error is that of known.Casus; a file that cannot be read is no error but a
// refused file in the report.
func ReadCasussen(files []string, m *Map, known Known) (Report, iter.Seq[procesregie.Casus], error) {
	im := newCasusImport(m, known)
	names := fileNames(files)
	im.report.Files = make([]FileReport, len(files))
	for i, file := range files {
		im.report.Files[i].File = names[i]
		if err := im.readFile(i, file); err != nil {
			return Report{}, nil, err
		}
	}
	im.refuseContradictions()
	if err := im.resolve(); err != nil {
		return Report{}, nil, err
	}
	im.finish()
	return im.report, im.result, nil
}

// casusImport is an import of cases while it runs.
type casusImport struct {
	known  Known
	m      *Map
	schema *schema
	naming *naming
	people *people
	levels map[string]procesregie.Niveau // word → level of the profile

	report  Report
	sheets  []*casusSheet
	rows    []casusRow
	groups  []int32 // first row of each case, in order
	fresh   []int32 // rows that hold a new case
	changed []procesregie.Casus
}

// casusSheet is a sheet from which rows came.
type casusSheet struct {
	file    int
	order   int // in its file
	name    string
	columns [veldenCasus]string // header of each field
	first   int32               // its first row in casusImport.rows

	monthFirst uint32 // fields in which some date has the month first
	filled     int    // new cases whose start_niveau was filled in
	filledRow  int    // the first of them
}

// casusRow is one row of a list, small: there can be 200,000.
type casusRow struct {
	zaak    string
	values  casusValues
	sheet   int32
	number  int32
	next    int32  // next row with the same zaaknummer; -1: none
	both    uint32 // fields whose date can be read both ways
	wrong   uint32 // fields with a problem
	refused bool
}

func newCasusImport(m *Map, known Known) *casusImport {
	im := &casusImport{known: known, m: m, schema: casusSchema()}
	im.naming = newNaming(im.schema, m)
	im.people = newPeople(known.Praktijk, m)
	im.levels = levelWords(known.Praktijk.Profiel.Niveaus)
	return im
}

// readFile reads one file. What is wrong with the file as a whole goes into its report.
func (im *casusImport) readFile(i int, file string) error {
	report := &im.report.Files[i]
	rows, sheets := len(im.rows), len(im.sheets)
	err := im.checkMap()
	if err == nil {
		err = im.readBook(i, file)
	}
	if err == nil {
		return nil
	}
	im.rows, im.sheets = im.rows[:rows], im.sheets[:sheets]
	return report.refuseWhole(err)
}

func (im *casusImport) checkMap() error {
	if err := im.m.checkFields(im.schema); err != nil {
		return err
	}
	if err := im.people.problem; err != nil {
		return err
	}
	return im.mapLevels()
}

func (im *casusImport) readBook(i int, file string) error {
	before := len(im.rows)
	tables, rows, err := im.naming.open(file, im.m, &im.report.Files[i], before)
	if err != nil {
		return err
	}
	im.rows = slices.Grow(im.rows, rows) // at once: growing step by step takes twice the memory
	for order, t := range tables {
		if t == nil {
			continue
		}
		if err := im.readTable(i, order, t); err != nil {
			return err
		}
	}
	if len(im.rows) == before {
		return errEmpty()
	}
	im.report.Files[i].nameColumns(tables)
	return nil
}

func (im *casusImport) readTable(file, order int, t *table) error {
	s := &casusSheet{file: file, order: order, name: label(t.sheet.name), first: int32(len(im.rows))}
	for v := range s.columns {
		s.columns[v] = t.columnName(v)
	}
	if t.header.fields[veldRegisseur] < 0 {
		s.columns[veldRegisseur] = "procesregisseur (the name of the sheet)"
	}
	im.sheets = append(im.sheets, s)
	if err := t.rows(func(r *tableRow) error { return im.readRow(s, t, r) }); err != nil {
		return err
	}
	im.checkRows(s)
	return nil
}

// finish adds the warnings of whole sheets and puts the problems in order.
func (im *casusImport) finish() {
	for _, s := range im.sheets {
		if s.filled == 0 {
			continue
		}
		im.report.Files[s.file].add(RowProblem{
			Sheet: s.name, Row: s.filledRow, Column: s.columns[veldStartNiveau], Code: codeFilled, order: s.order,
			Text: "start_niveau is empty in " + count(s.filled, "new case") + " of this list: taken from start_regie, for VPR from ovv_kernbesluit; check whether the level changed since",
		}, true)
	}
	for i := range im.report.Files {
		im.report.Files[i].sort()
	}
}

// result yields the cases that must be saved.
func (im *casusImport) result(yield func(procesregie.Casus) bool) {
	for _, i := range im.fresh {
		if !yield(im.newCasus(&im.rows[i])) {
			return
		}
	}
	for _, c := range im.changed {
		if !yield(c) {
			return
		}
	}
}
