package exchange

import (
	"errors"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// resolve compares every row with what is stored and decides what becomes of it, case by
// case: of those that stay as they are nothing is kept.
func (im *trajectImport) resolve() error {
	for _, groups := range im.byCase() {
		if err := im.resolveCase(groups); err != nil {
			return err
		}
	}
	for i := range im.rows {
		if row := &im.rows[i]; row.refused {
			im.report.Files[im.sheets[row.sheet].file].Refused++
		}
	}
	return nil
}

// byCase returns the first rows of the same help, together for each case.
func (im *trajectImport) byCase() [][]int32 {
	var cases [][]int32
	place := map[string]int{}
	for _, first := range im.groups {
		key := procesregie.ZaakKey(im.rows[first].zaak)
		i, known := place[key]
		if !known {
			i = len(cases)
			place[key], cases = i, append(cases, nil)
		}
		cases[i] = append(cases[i], first)
	}
	return cases
}

// resolveCase decides about the rows of one case.
func (im *trajectImport) resolveCase(groups []int32) error {
	hulp, found, err := im.known.Hulp(im.rows[groups[0]].zaak)
	if err != nil && !isDamaged(err) {
		return err
	}
	if err != nil || !found {
		m := mistake{codeDamaged, damagedText}
		if err == nil {
			m = mistake{codeCase, "there is no case with this zaaknummer: import the list of casussen first, or correct it"}
		}
		for _, first := range groups {
			im.refuseCase(first, m)
		}
		return nil
	}
	c := newTrajectCase(hulp)
	for _, first := range groups {
		im.resolveGroup(c, first)
	}
	c.geweigerd = im.refusedOf(c, groups)
	if c.changed() {
		c.trajectLookup = trajectLookup{}
		im.cases = append(im.cases, c)
	}
	return nil
}

func (im *trajectImport) refuseCase(first int32, m mistake) {
	im.eachRow(first, func(row *trajectRow) { im.refuse(row, trajectCasus, m) })
}

// eachRow calls take for the rows of a group that are not refused.
func (im *trajectImport) eachRow(first int32, take func(*trajectRow)) {
	for i := first; i >= 0; i = im.rows[i].next {
		if !im.rows[i].refused {
			take(&im.rows[i])
		}
	}
}

// resolveGroup makes one row of help of the rows of a group.
func (im *trajectImport) resolveGroup(c *trajectCase, first int32) {
	var values, own trajectValues // what is true, and what the lists say of it
	at := im.findGroup(c, first)
	if at >= 0 {
		values = trajectOf(&c.rows[at])
	}
	before, told := values, false // told: the report has the row that is new or changed
	im.eachRow(first, func(row *trajectRow) {
		joined := values
		if at >= 0 && c.rows[at].RedenAfgeleid {
			joined.yieldReden(&row.values)
		}
		if im.contradicts(row, &joined) || !im.join(&joined, row) {
			return
		}
		values = joined
		own.fill(&row.values)
		im.countRow(row, at < 0, !told && values != before)
		told = told || values != before
	})
	if told {
		c.keep(at, own)
	}
}

// countRow counts a row that is taken: the first that adds something makes the help new,
// or changes it.
func (im *trajectImport) countRow(row *trajectRow, isNew, adds bool) {
	file := &im.report.Files[im.sheets[row.sheet].file]
	switch {
	case !adds:
		file.Unchanged++
	case isNew:
		file.New++
	default:
		file.Changed++
	}
}

// findGroup returns the stored row that the rows of a group are; -1 when there is none.
func (im *trajectImport) findGroup(c *trajectCase, first int32) int {
	at := -1
	im.eachRow(first, func(row *trajectRow) {
		if at < 0 {
			at = c.find(&row.values)
		}
	})
	return at
}

// yieldReden takes away a reason that was derived, when a list says another one.
func (t *trajectValues) yieldReden(list *trajectValues) {
	if i, _ := trajectReden.slot(); list.list[i] != 0 {
		t.list[i] = list.list[i]
	}
}

// fill takes from another row what is empty here.
func (t *trajectValues) fill(from *trajectValues) {
	for v := trajectJeugdige; v < veldenTraject; v++ {
		if t.isEmpty(v) {
			t.take(v, from)
		}
	}
}

// join fills values with what a row adds; false when that breaks a rule.
func (im *trajectImport) join(values *trajectValues, row *trajectRow) bool {
	joined := *values
	joined.fill(&row.values)
	if joined != *values {
		if broken := joined.check(); len(broken) > 0 {
			f := broken[0]
			im.refuse(row, f.field(im.schema), mistake{f.Soort, f.Text + ", together with what is known of this help from elsewhere"})
			return false
		}
	}
	*values = joined
	return true
}

// contradicts refuses a row that says something else than what is stored, and names both
// values.
func (im *trajectImport) contradicts(row *trajectRow, stored *trajectValues) bool {
	for v := trajectAanbieder; v < veldenTraject; v++ {
		if row.values.isEmpty(v) || stored.isEmpty(v) || row.values.same(v, stored) {
			continue
		}
		im.refuse(row, v, mistake{codeConflict, im.schema.fields[v].name + " is " + shown(row.values.told(v)) + " in the list and " +
			shown(stored.told(v)) + " in Regiebot: nothing was changed; correct the list, or change it in Regiebot with a reason"})
	}
	return row.refused
}

// keep remembers what lists add to a row of help; at is its place among the rows that are
// true, -1 for a new one. What only messages know stays theirs: they may take it back.
func (c *trajectCase) keep(at int, values trajectValues) {
	if at >= 0 && c.from[at] >= 0 {
		c.filled[c.from[at]] = values
		return
	}
	i, _ := trajectJeugdige.slot()
	key := procesregie.ZaakKey(values.text[i])
	if c.spelling[key] == "" {
		c.spelling[key] = values.text[i]
	}
	values.text[i] = c.spelling[key]
	c.added = append(c.added, values)
}

// changed reports whether lists add anything to a case, or have other rows about it that are
// refused than the last time.
func (c *trajectCase) changed() bool {
	return len(c.added)+len(c.filled) > 0 || len(c.geweigerd) > 0 && !maps.Equal(c.geweigerd, c.hulp.Geweigerd)
}

// refusedOf counts the rows about the known young people of a case that are refused: they stand
// with every count (TR-0). A code that nobody knows may be anything, and is not kept.
func (im *trajectImport) refusedOf(c *trajectCase, groups []int32) map[string]int {
	count := map[string]int{}
	at, _ := trajectJeugdige.slot()
	for _, first := range groups {
		for i := first; i >= 0; i = im.rows[i].next {
			code := procesregie.ZaakKey(im.rows[i].values.text[at])
			if _, known := c.spelling[code]; known && im.rows[i].refused {
				count[code]++
			}
		}
	}
	return count
}

// saved returns the help of a case as it must be saved.
func (im *trajectImport) saved(c *trajectCase) (procesregie.Hulp, error) {
	h, found, err := im.known.Hulp(c.zaak)
	if err != nil {
		return h, err
	}
	if !found {
		return h, errCaseGone
	}
	h.Rijen, h.Geweigerd = slices.Clone(h.Rijen), c.geweigerd
	for i, values := range c.filled {
		fillLevering(&h.Rijen[i], &values)
	}
	for i := range c.added {
		h.Rijen = append(h.Rijen, c.added[i].levering())
	}
	return h, nil
}

// errCaseGone says that a case is not there any more: it was, earlier in the same import.
var errCaseGone = errors.New("a case was erased while help was taken over: import again")
