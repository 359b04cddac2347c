package exchange

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// refuseContradictions groups the rows of all files by the help that they are about. Rows
// that do not contradict each other are one; rows that do are all refused.
func (im *trajectImport) refuseContradictions() {
	starts := im.firstStarts()
	last := make(map[string]int32, len(im.rows))
	for i := range im.rows {
		row := &im.rows[i]
		if row.zaak == "" || row.values.isEmpty(trajectJeugdige) {
			continue
		}
		key := row.values.key(row.zaak)
		if number := row.values.numberKey(row.zaak); number != "" && row.values.isEmpty(trajectStart) {
			key = number + "\x00" + starts[number].date().String()
		}
		if before, twice := last[key]; twice {
			im.rows[before].next = int32(i)
		} else {
			im.groups = append(im.groups, int32(i))
		}
		last[key] = int32(i)
	}
	for _, first := range im.groups {
		if im.rows[first].next >= 0 {
			im.refuseGroup(first)
		}
	}
}

// firstStarts returns for every number of an assignment the first start that a list has: a
// row that says no start fits there.
func (im *trajectImport) firstStarts() map[string]day {
	starts := map[string]day{}
	at, _ := trajectStart.slot()
	for i := range im.rows {
		row := &im.rows[i]
		start, number := row.values.day[at], row.values.numberKey(row.zaak)
		if known, found := starts[number]; start != 0 && number != "" && (!found || start < known) {
			starts[number] = start
		}
	}
	return starts
}

// refuseGroup compares every row with the first that fills a field, and with the first
// that fills it differently: once through the group, however long it is.
func (im *trajectImport) refuseGroup(first int32) {
	var seen, other [veldenTraject]int32 // 1 + row
	for i := first; i >= 0; i = im.rows[i].next {
		for v := trajectAanbieder; v < veldenTraject; v++ {
			switch values := &im.rows[i].values; {
			case values.isEmpty(v):
			case seen[v] == 0:
				seen[v] = i + 1
			case other[v] == 0 && !values.same(v, &im.rows[seen[v]-1].values):
				other[v] = i + 1
			}
		}
	}
	for i := first; i >= 0; i = im.rows[i].next {
		if against, found := im.opponent(i, &seen, &other); found {
			im.refuse(&im.rows[i], trajectCasus, mistake{codeDuplicate, im.duplicateText(i, against)})
		}
	}
}

// opponent returns a row that contradicts row i.
func (im *trajectImport) opponent(i int32, seen, other *[veldenTraject]int32) (int32, bool) {
	values := &im.rows[i].values
	for v := trajectAanbieder; v < veldenTraject; v++ {
		if other[v] == 0 || values.isEmpty(v) {
			continue
		}
		if against := seen[v] - 1; !values.same(v, &im.rows[against].values) {
			return against, true
		}
		return other[v] - 1, true
	}
	return 0, false
}

// duplicateText says where the other row is and what differs.
func (im *trajectImport) duplicateText(i, against int32) string {
	row, other := &im.rows[i], &im.rows[against]
	here, there := im.sheets[row.sheet], im.sheets[other.sheet]
	file := ""
	if here.file != there.file {
		file = im.report.Files[there.file].File
	}
	var differ []string
	for v := trajectAanbieder; v < veldenTraject; v++ {
		if !row.values.isEmpty(v) && !other.values.isEmpty(v) && !row.values.same(v, &other.values) {
			differ = append(differ, im.schema.fields[v].name+" (here "+shown(row.values.told(v))+", there "+shown(other.values.told(v))+")")
		}
	}
	return "the same help also stands in " + placeOf(there.name, other.number, file) + ", with another " + strings.Join(differ, ", ") + ": keep one"
}

// trajectCase is one stored case while rows are compared with it.
type trajectCase struct {
	hulp     Hulp
	rows     []procesregie.Levering // that are true of it
	from     []int                  // for each its place in hulp.Rijen; -1: only messages know it
	byKey    map[string]int         // place in rows
	open     map[string]int         // by number: a row without a start
	first    map[string]int         // by number: the row that started first
	spelling map[string]string      // of the codes of young people
	added    []trajectValues        // rows that are new
	filled   map[int]trajectValues  // place in hulp.Rijen → what fills it
}

func newTrajectCase(h Hulp) *trajectCase {
	c := &trajectCase{
		hulp: h, byKey: map[string]int{}, open: map[string]int{}, first: map[string]int{},
		spelling: map[string]string{}, filled: map[int]trajectValues{},
	}
	c.rows, c.from = h.effective()
	for i := range c.rows {
		c.name(i)
	}
	return c
}

func (c *trajectCase) name(i int) {
	l := &c.rows[i]
	values := trajectOf(l)
	if key := procesregie.ZaakKey(l.Jeugdige); c.spelling[key] == "" {
		c.spelling[key] = l.Jeugdige
	}
	if c.from[i] >= 0 { // a message may have given it a number or a start since
		listed := trajectOf(&c.hulp.Rijen[c.from[i]])
		c.byKey[listed.key(c.hulp.Zaaknummer)] = i
	}
	c.byKey[values.key(c.hulp.Zaaknummer)] = i
	number := values.numberKey(c.hulp.Zaaknummer)
	if number == "" {
		return
	}
	if l.Start.IsZero() {
		c.open[number] = i
	} else if f, found := c.first[number]; !found || l.Start.Before(c.rows[f].Start) {
		c.first[number] = i
	}
}

// find returns the stored row that a row of a list is; -1 when there is none.
func (c *trajectCase) find(values *trajectValues) int {
	if i, found := c.byKey[values.key(c.hulp.Zaaknummer)]; found {
		return i
	}
	others := c.open
	if values.isEmpty(trajectStart) {
		others = c.first
	}
	if i, found := others[values.numberKey(c.hulp.Zaaknummer)]; found {
		return i
	}
	return -1
}
