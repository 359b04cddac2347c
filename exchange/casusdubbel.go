package exchange

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// refuseContradictions groups the rows of all files by zaaknummer. Rows that do not
// contradict each other are one case; rows that do are all refused.
func (im *casusImport) refuseContradictions() {
	last := make(map[string]int32, len(im.rows))
	for i := range im.rows {
		row := &im.rows[i]
		if row.zaak == "" {
			continue
		}
		key := procesregie.ZaakKey(row.zaak)
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

// refuseGroup compares every row with the first that fills a field, and with the first
// that fills it differently: once through the group, however long it is.
func (im *casusImport) refuseGroup(first int32) {
	var seen, other [veldenCasus]int32 // 1 + row
	for i := first; i >= 0; i = im.rows[i].next {
		for v := veldRegisseur; v < veldenCasus; v++ {
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
			im.refuse(&im.rows[i], veldZaaknummer, mistake{codeDuplicate, im.duplicateText(i, against)})
		}
	}
}

// opponent returns a row that contradicts row i.
func (im *casusImport) opponent(i int32, seen, other *[veldenCasus]int32) (int32, bool) {
	values := &im.rows[i].values
	for v := veldRegisseur; v < veldenCasus; v++ {
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
func (im *casusImport) duplicateText(i, against int32) string {
	row, other := &im.rows[i], &im.rows[against]
	here, there := im.sheets[row.sheet], im.sheets[other.sheet]
	file := ""
	if here.file != there.file {
		file = im.report.Files[there.file].File
	}
	var differ []string
	for v := veldRegisseur; v < veldenCasus; v++ {
		if !row.values.isEmpty(v) && !other.values.isEmpty(v) && !row.values.same(v, &other.values) {
			differ = append(differ, im.differText(v, &row.values, &other.values))
		}
	}
	return "this zaaknummer also stands in " + there.at(other.number, file) + ", with another " + strings.Join(differ, ", ") + ": keep one"
}

func (im *casusImport) differText(v veld, here, there *casusValues) string {
	return im.schema.fields[v].name + " (here " + shown(here.told(v)) + ", there " + shown(there.told(v)) + ")"
}
