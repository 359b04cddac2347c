package exchange

import (
	"errors"

	"github.com/regiebot/regiebot/procesregie"
)

// resolve compares every case with what is stored and decides what becomes of it.
func (im *casusImport) resolve() error {
	for _, first := range im.groups {
		stored, found, err := im.known.Casus(im.rows[first].zaak)
		switch {
		case errors.Is(err, ErrDamaged):
			im.refuseDamaged(first)
		case err != nil:
			return err
		case found:
			im.resolveKnown(first, stored)
		default:
			im.resolveNew(first)
		}
	}
	for i := range im.rows {
		if im.rows[i].refused {
			im.fileOf(&im.rows[i]).Refused++
		}
	}
	return nil
}

func (im *casusImport) fileOf(row *casusRow) *FileReport {
	return &im.report.Files[im.sheets[row.sheet].file]
}

// refuseDamaged refuses the rows of a case that is stored and cannot be read.
func (im *casusImport) refuseDamaged(first int32) {
	im.eachRow(first, func(row *casusRow) {
		im.refuse(row, veldZaaknummer, mistake{codeDamaged, "this case is stored and cannot be read, so nothing was changed: restore a backup of before the damage, or erase it with regiebot erase ZAAK, and import again"})
	})
}

// eachRow calls take for the rows of a case that are not refused.
func (im *casusImport) eachRow(first int32, take func(*casusRow)) {
	for i := first; i >= 0; i = im.rows[i].next {
		if !im.rows[i].refused {
			take(&im.rows[i])
		}
	}
}

// resolveNew makes one case of the rows with a zaaknummer that is not stored.
func (im *casusImport) resolveNew(first int32) {
	holder := int32(-1) // the row that becomes the case
	for i := first; i >= 0; i = im.rows[i].next {
		row := &im.rows[i]
		switch {
		case row.refused:
		case holder < 0:
			holder = i
			im.fileOf(row).New++
		default:
			im.join(&im.rows[holder].values, row, func() { im.fileOf(row).Unchanged++ })
		}
	}
	if holder < 0 {
		return
	}
	im.fresh = append(im.fresh, holder)
	if row := &im.rows[holder]; row.values.isEmpty(veldStartNiveau) {
		s := im.sheets[row.sheet]
		if s.filled++; s.filled == 1 {
			s.filledRow = int(row.number)
		}
	}
}

// join fills values with what a row adds. A row that breaks a rule together with what
// is there is refused.
func (im *casusImport) join(values *casusValues, row *casusRow, taken func()) {
	joined := *values
	filled := false
	for v := veldRegisseur; v < veldenCasus; v++ {
		opens := v == veldStatus && row.values.text[textStatus] == statusOpen // no news
		if joined.isEmpty(v) && !row.values.isEmpty(v) && !opens {
			joined.take(v, &row.values)
			filled = true
		}
	}
	if filled {
		if broken := breaches(&joined); len(broken) > 0 {
			m := broken[0].mistake
			m.text += ", together with what is known of this case from elsewhere"
			im.refuse(row, broken[0].field, m)
			return
		}
	}
	*values = joined
	taken()
}

// resolveKnown fills what is empty in a stored case; a row that contradicts it is
// refused.
func (im *casusImport) resolveKnown(first int32, stored procesregie.Casus) {
	values := valuesOf(&stored)
	if stored.IsOpen() {
		values.text[textStatus] = "" // can still be filled
	}
	before, changed := values, false
	im.eachRow(first, func(row *casusRow) {
		if im.notByList(row, stored) || im.contradicts(row, &values) {
			return
		}
		im.join(&values, row, func() {
			if values != before && !changed {
				changed = true
				im.fileOf(row).Changed++
				return
			}
			im.fileOf(row).Unchanged++
		})
	})
	if changed {
		fillCasus(&stored, &values)
		im.changed = append(im.changed, stored)
	}
}

// notByList refuses a row about a case that a list may not change: one of another team,
// and a VPR that it says is closed, which two persons do (VPR-10).
func (im *casusImport) notByList(row *casusRow, stored procesregie.Casus) bool {
	switch {
	case stored.Team != "" && stored.Team != im.known.Praktijk.Team.Naam:
		im.refuse(row, veldZaaknummer, mistake{codeConflict, "this zaaknummer belongs to another team"})
	case stored.IsVPR() && row.values.text[textStatus] == statusClosed:
		im.refuse(row, veldStatus, mistake{codeConflict, "this case is an open VPR, which two persons close: use casus sluit in the chat, and import again"})
	default:
		return false
	}
	return true
}

// contradicts refuses a row that says something else than what is stored, and names
// both values.
func (im *casusImport) contradicts(row *casusRow, stored *casusValues) bool {
	for v := veldRegisseur; v < veldenCasus; v++ {
		if row.values.isEmpty(v) || stored.isEmpty(v) || row.values.same(v, stored) {
			continue
		}
		im.refuse(row, v, mistake{codeConflict, im.schema.fields[v].name + " is " + shown(row.values.told(v)) + " in the list and " +
			shown(stored.told(v)) + " in Regiebot: nothing was changed; correct the list, or change it in Regiebot with a reason"})
	}
	return row.refused
}
