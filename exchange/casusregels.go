package exchange

import "github.com/regiebot/regiebot/procesregie"

// checkRows judges the rows of a sheet, once all of it has been read: whether a date
// with slashes is clear depends on the other dates of its column.
func (im *casusImport) checkRows(s *casusSheet) {
	for i := int(s.first); i < len(im.rows); i++ {
		row := &im.rows[i]
		im.refuseBothWays(row, row.both&s.monthFirst)
		im.refuseMissing(row)
		im.readStatus(s, row)
		for _, b := range breaches(&row.values) {
			if row.wrong&(1<<b.field) == 0 {
				im.refuse(row, b.field, b.mistake)
			}
		}
	}
}

func (im *casusImport) refuseBothWays(row *casusRow, fields uint32) {
	for v := veldRegisseur; v < veldenCasus; v++ {
		if fields&(1<<v) == 0 {
			continue
		}
		i, _ := v.slot()
		text := row.values.day[i].date().Compact()
		row.values.day[i] = 0
		im.refuse(row, v, mistake{codeDate, text + " " + bothWays})
	}
}

func (im *casusImport) refuseMissing(row *casusRow) {
	for i, f := range im.schema.fields {
		v := veld(i)
		empty := v == veldZaaknummer && row.zaak == "" || v != veldZaaknummer && row.values.isEmpty(v)
		if f.needed && empty && row.wrong&(1<<v) == 0 {
			im.refuse(row, v, mistake{codeMissing, f.name + " is needed and empty"})
		}
	}
}

// readStatus makes one thing of status, gesloten_op and what goes with it.
func (im *casusImport) readStatus(s *casusSheet, row *casusRow) {
	if row.wrong&(1<<veldStatus|1<<veldGesloten) != 0 {
		return
	}
	closing := closingField(&row.values)
	switch status := row.values.text[textStatus]; {
	case closing == "" && status != statusClosed:
	case status == statusOpen:
		im.refuse(row, veldStatus, mistake{codeConflict, "status is open, but " + closing + " is filled"})
	case row.values.day[dayGesloten] == 0:
		im.refuse(row, veldGesloten, mistake{codeMissing, "a closed case needs the date on which it was closed"})
	case status == "":
		row.values.text[textStatus] = statusClosed
		im.report.Files[s.file].add(RowProblem{
			Sheet: s.name, Row: int(row.number), Column: s.columns[veldGesloten], Code: codeFilled, order: s.order,
			Text: "status is empty: taken as gesloten, because the date of closing is filled",
		}, true)
	}
}

// closingField names a filled field that only a closed case has; "" when there is none.
func closingField(c *casusValues) string {
	switch {
	case c.day[dayGesloten] != 0:
		return "gesloten_op"
	case c.text[textReden] != "":
		return "reden_sluiting"
	case c.text[textNazorg] != "":
		return "nazorg"
	}
	return ""
}

// breach is a rule that a case does not keep, and the field that is in the way.
type breach struct {
	field   veld
	mistake mistake
}

// breaches returns the rules that values do not keep: VPR-1, VPR-3, and the order in
// which things happen.
func breaches(c *casusValues) []breach {
	var list []breach
	if c.text[textNiveau] == string(procesregie.VPR) && c.day[dayOVV] == 0 { // VPR-1
		list = append(list, breach{veldOVV, mistake{codeVPR, "the level is VPR, and there is no date of the kernbesluit of the OVV: no VPR without (VPR-1)"}})
	}
	if c.text[textDuo] != "" && c.text[textDuo] == c.text[textRegisseur] { // VPR-3
		list = append(list, breach{veldDuo, mistake{codeVPR, "the duo-partner is the procesregisseur: it must be somebody else (VPR-3)"}})
	}
	told := uint32(0)
	for _, o := range orders() {
		early, late := c.at(o.early), c.at(o.late)
		if early != 0 && late != 0 && late < early && told&(1<<o.late) == 0 {
			told |= 1 << o.late
			text := o.lateName + " (" + late.date().Compact() + ") is before " + o.earlyName + " (" + early.date().Compact() + ")"
			list = append(list, breach{o.late, mistake{codeOrder, text}})
		}
	}
	return list
}

// inOrder says that one thing cannot come before another.
type inOrder struct {
	early, late         veld
	earlyName, lateName string
}

func orders() []inOrder {
	return []inOrder{
		{veldOVV, veldStartbijeenkomst, "the kernbesluit", "the startbijeenkomst"},
		{veldStartbijeenkomst, veldMDOGepland, "the startbijeenkomst", "the planned MDO"},
		{veldStartbijeenkomst, veldMDOGehouden, "the startbijeenkomst", "the MDO"},
		{veldOVV, veldMDOGepland, "the kernbesluit", "the planned MDO"},
		{veldOVV, veldMDOGehouden, "the kernbesluit", "the MDO"},
		{veldStartRegie, veldStartNiveau, "start_regie", "the start of the level"},
		{veldStartRegie, veldGesloten, "start_regie", "the closing"},
	}
}

// at returns a day; the start of the level also when it is left empty.
func (c *casusValues) at(v veld) day {
	if v == veldStartNiveau {
		return c.startNiveau()
	}
	i, _ := v.slot()
	return c.day[i]
}

// startNiveau returns the first day of the level: what is filled, else the
// kernbesluit for VPR, else the start of the procesregie.
func (c *casusValues) startNiveau() day {
	switch {
	case c.day[dayStartNiveau] != 0:
		return c.day[dayStartNiveau]
	case c.text[textNiveau] == string(procesregie.VPR) && c.day[dayOVV] != 0:
		return c.day[dayOVV]
	}
	return c.day[dayStartRegie]
}
