package exchange

import (
	"errors"
	"iter"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// codeCase refuses a row that is about no stored case, or no known young person.
const codeCase = "case"

// ReadTrajecten reads lists of help: XLSX or CSV files, as one command names them. It
// adds, and fills what is empty; it never overwrites. Rows are kept as they came: merging
// happens when counting (TR-0). It returns the report and, of each case with something
// new, all help it has from now on; they must be saved in one transaction, or not at all.
// What is stored is asked for again then, so that not all of it is in memory at once; an
// error of that comes with the case and ends it. The m may be nil.
//
// A list adds an end or a result to help that is known already: the same help is the same
// case, young person, number of the assignment and start; without a number provider, form,
// category, code and start. With a number, a row without a start fits any start of it.
//
// The error is that of known.Hulp; a file that cannot be read is no error but a refused
// file in the report.
func ReadTrajecten(files []string, m *Map, known KnownHulp) (Report, iter.Seq2[procesregie.Hulp, error], error) {
	im := &trajectImport{known: known, m: m, schema: trajectSchema(), texts: map[string]string{}}
	im.naming = newNaming(im.schema, m)
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
	for i := range im.report.Files {
		im.report.Files[i].sort()
	}
	return im.report, im.result, nil
}

// trajectImport is an import of help while it runs.
type trajectImport struct {
	known  KnownHulp
	m      *Map
	schema *schema
	naming *naming
	texts  map[string]string

	report Report
	sheets []*trajectSheet
	rows   []trajectRow
	groups []int32        // first row of the same help, in order
	cases  []*trajectCase // those with something new
}

// trajectSheet is a sheet from which rows came.
type trajectSheet struct {
	file       int
	order      int // in its file
	name       string
	columns    [veldenTraject]string // header of each field
	first      int32                 // its first row in trajectImport.rows
	monthFirst uint32                // fields in which some date has the month first
}

// readFile reads one file. What is wrong with the file as a whole goes into its report.
func (im *trajectImport) readFile(i int, file string) error {
	rows, sheets := len(im.rows), len(im.sheets)
	err := im.checkMap()
	if err == nil {
		err = im.readBook(i, file)
	}
	if err == nil {
		return nil
	}
	im.rows, im.sheets = im.rows[:rows], im.sheets[:sheets]
	return im.report.Files[i].refuseWhole(err)
}

// checkMap refuses a map with words that a list of help does not have.
func (im *trajectImport) checkMap() error {
	if err := im.m.checkFields(im.schema); err != nil {
		return err
	}
	if im.m != nil && len(im.m.file.Niveaus)+len(im.m.file.Leden) > 0 {
		return refuseFile(codeMap, "the map names levels or members, which a list of trajecten does not have: take niveaus and leden out")
	}
	return nil
}

func (im *trajectImport) readBook(i int, file string) error {
	before := len(im.rows)
	tables, rows, err := im.naming.open(file, im.m, &im.report.Files[i], before)
	if err != nil {
		return err
	}
	im.rows = slices.Grow(im.rows, rows)
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

func (im *trajectImport) readTable(file, order int, t *table) error {
	s := &trajectSheet{file: file, order: order, name: label(t.sheet.name), first: int32(len(im.rows))}
	for v := range s.columns {
		s.columns[v] = t.columnName(v)
	}
	im.sheets = append(im.sheets, s)
	err := t.rows(func(r *tableRow) error {
		im.readRow(s, t, r)
		return nil
	})
	if err == nil {
		im.checkRows(s)
	}
	return err
}

// checkRows judges the rows of a sheet, once all of it has been read: whether a date with
// slashes is clear depends on the other dates of its column.
func (im *trajectImport) checkRows(s *trajectSheet) {
	for i := int(s.first); i < len(im.rows); i++ {
		row := &im.rows[i]
		im.refuseBothWays(row, row.both&s.monthFirst)
		if row.zaak == "" && row.wrong&(1<<trajectCasus) == 0 {
			im.refuse(row, trajectCasus, mistake{codeMissing, "casus_ref is needed and empty"})
		}
		wrong := row.wrong
		for _, f := range row.values.check() {
			if !f.about(im.schema, wrong) {
				im.refuse(row, f.field(im.schema), mistake{f.Soort, f.Text})
			}
		}
	}
}

func (im *trajectImport) refuseBothWays(row *trajectRow, fields uint32) {
	for v := trajectVan; v <= trajectEind; v++ {
		if fields&(1<<v) == 0 {
			continue
		}
		i, _ := v.slot()
		text := row.values.day[i].date().Compact()
		row.values.day[i] = 0
		im.refuse(row, v, mistake{codeDate, text + " " + bothWays})
	}
}

// trajectFout is what is wrong with a row as a whole.
type trajectFout procesregie.LeveringFout

func (t *trajectValues) check() []trajectFout {
	l := t.levering()
	var found []trajectFout
	for _, f := range l.Check() {
		found = append(found, trajectFout(f))
	}
	return found
}

// field returns the field that is in the way.
func (f trajectFout) field(s *schema) trajectVeld {
	i := slices.IndexFunc(s.fields, func(known field) bool { return known.name == f.Veld })
	return trajectVeld(max(i, 0))
}

// about reports whether a field that was told to be wrong is why this is wrong too.
func (f trajectFout) about(s *schema, wrong uint32) bool {
	fields := uint32(1) << f.field(s)
	for _, pair := range s.oneOf {
		if both := uint32(1)<<pair[0] | uint32(1)<<pair[1]; f.Soort == procesregie.FoutMist && fields&both != 0 {
			fields |= both
		}
	}
	return wrong&fields != 0
}

// result yields the help of each case with something new.
func (im *trajectImport) result(yield func(procesregie.Hulp, error) bool) {
	for _, c := range im.cases {
		if h, err := im.saved(c); !yield(h, err) || err != nil {
			return
		}
	}
}

// isDamaged reports whether an error says that a stored case cannot be read.
func isDamaged(err error) bool { return errors.Is(err, ErrDamaged) }

const damagedText = "this case is stored and cannot be read, so nothing was changed: restore a backup of before the damage, or erase it with regiebot erase ZAAK, and import again"
