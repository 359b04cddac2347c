package exchange

import "strings"

// inGroups puts rows that are about the same together, in their order. A row without a key is in
// no group; chain hears which row comes behind which. It returns the first row of each group.
func inGroups(rows int, key func(i int) string, chain func(before, i int32)) (first []int32) {
	last := make(map[string]int32, rows)
	for i := range rows {
		of := key(i)
		if of == "" {
			continue
		}
		if before, twice := last[of]; twice {
			chain(before, int32(i))
		} else {
			first = append(first, int32(i))
		}
		last[of] = int32(i)
	}
	return first
}

// dubbel compares the rows of a group: fields from one number to another, in rows that follow
// each other. Every func is needed.
type dubbel struct {
	from, to int
	next     func(i int32) int32               // below 0: it is the last
	empty    func(i int32, field int) bool     // the row says nothing there
	same     func(i, j int32, field int) bool  // both say the same
	told     func(i int32, field int) string   // what the row says, for people
	where    func(i, against int32) string     // where the other row is, for people
	name     func(field int) string            // of a field
	refuse   func(i int32, where, what string) // what is different, and in which other row

	seen, other []int32 // 1 + the first row that fills a field, and the first that does so differently
}

// look compares every row of a group with the first that fills a field, and with the first that
// fills it differently: once through the group, however long it is.
func (d *dubbel) look(first int32) {
	d.seen, d.other = make([]int32, d.to), make([]int32, d.to)
	for i := first; i >= 0; i = d.next(i) {
		for v := d.from; v < d.to; v++ {
			switch {
			case d.empty(i, v):
			case d.seen[v] == 0:
				d.seen[v] = i + 1
			case d.other[v] == 0 && !d.same(i, d.seen[v]-1, v):
				d.other[v] = i + 1
			}
		}
	}
	for i := first; i >= 0; i = d.next(i) {
		if against, found := d.opponent(i); found {
			d.refuse(i, d.where(i, against), d.difference(i, against))
		}
	}
}

// opponent returns a row that contradicts row i.
func (d *dubbel) opponent(i int32) (int32, bool) {
	for v := d.from; v < d.to; v++ {
		if d.other[v] == 0 || d.empty(i, v) {
			continue
		}
		if against := d.seen[v] - 1; !d.same(i, against, v) {
			return against, true
		}
		return d.other[v] - 1, true
	}
	return 0, false
}

// difference says what two rows say differently.
func (d *dubbel) difference(i, against int32) string {
	var differ []string
	for v := d.from; v < d.to; v++ {
		if !d.empty(i, v) && !d.empty(against, v) && !d.same(i, against, v) {
			differ = append(differ, d.name(v)+" (here "+shown(d.told(i, v))+", there "+shown(d.told(against, v))+")")
		}
	}
	return strings.Join(differ, ", ")
}
