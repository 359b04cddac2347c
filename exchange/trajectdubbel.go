package exchange

import "github.com/regiebot/regiebot/procesregie"

// refuseContradictions groups the rows of all files by the help that they are about. Rows
// that do not contradict each other are one; rows that do are all refused.
func (im *trajectImport) refuseContradictions() {
	im.groups = inGroups(len(im.rows), im.keys(), func(before, i int32) { im.rows[before].next = i })
	d := dubbel{
		from: int(trajectAanbieder), to: int(veldenTraject),
		next:  func(i int32) int32 { return im.rows[i].next },
		empty: func(i int32, v int) bool { return im.rows[i].values.isEmpty(trajectVeld(v)) },
		same:  func(i, j int32, v int) bool { return im.rows[i].values.same(trajectVeld(v), &im.rows[j].values) },
		told:  func(i int32, v int) string { return im.rows[i].values.told(trajectVeld(v)) },
		name:  func(v int) string { return im.schema.fields[v].name },
		where: im.elsewhere,
		refuse: func(i int32, where, what string) {
			im.refuse(&im.rows[i], trajectCasus, mistake{codeDuplicate, "the same help also stands in " + where + ", with another " + what + ": keep one"})
		},
	}
	for _, first := range im.groups {
		if im.rows[first].next >= 0 {
			d.look(first)
		}
	}
}

// keys tells of every row which help it is about; empty when it does not say.
func (im *trajectImport) keys() func(i int) string {
	starts := im.firstStarts()
	return func(i int) string {
		row := &im.rows[i]
		if row.zaak == "" || row.values.isEmpty(trajectJeugdige) {
			return ""
		}
		if number := row.values.numberKey(row.zaak); number != "" && row.values.isEmpty(trajectStart) {
			return number + "\x00" + starts[number].date().String()
		}
		return row.values.key(row.zaak)
	}
}

// elsewhere says where another row is, seen from row i.
func (im *trajectImport) elsewhere(i, against int32) string {
	here, there, file := im.sheets[im.rows[i].sheet], im.sheets[im.rows[against].sheet], ""
	if here.file != there.file {
		file = im.report.Files[there.file].File
	}
	return placeOf(there.name, im.rows[against].number, file)
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

// trajectCase is one stored case while rows are compared with it.
type trajectCase struct {
	trajectLookup
	zaak   string
	added  []trajectValues       // rows that are new
	filled map[int]trajectValues // place in hulp.Rijen → what fills it

	geweigerd map[string]int // young person → rows that are refused
}

// trajectLookup is how the rows of a case are found.
type trajectLookup struct {
	hulp     procesregie.Hulp
	rows     []procesregie.Levering // that are true of it
	from     []int                  // for each its place in hulp.Rijen; -1: only messages know it
	byKey    map[string]int         // place in rows
	open     map[string]int         // by number: a row without a start
	first    map[string]int         // by number: the row that started first
	spelling map[string]string      // of the codes of young people
}

func newTrajectCase(h procesregie.Hulp) *trajectCase {
	c := &trajectCase{zaak: h.Zaaknummer, filled: map[int]trajectValues{}, trajectLookup: trajectLookup{
		hulp: h, byKey: map[string]int{}, open: map[string]int{}, first: map[string]int{}, spelling: map[string]string{},
	}}
	c.rows, c.from = h.LeveringenMetBron()
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
