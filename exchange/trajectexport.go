package exchange

import (
	"cmp"
	"io"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// WriteTrajectenCSV writes the help of cases as the canonical CSV, in the form of
// [WriteCasussenCSV]: sorted by zaaknummer, young person and start. Importing it again
// changes nothing. A pause is not in it: a list has no word for that.
func WriteTrajectenCSV(w io.Writer, hulp []procesregie.Hulp) error {
	return writeCSV(w, trajectLines(hulp))
}

// WriteTrajectenXLSX writes the same list as a workbook with one sheet. Every cell is
// text, never a formula.
func WriteTrajectenXLSX(w io.Writer, hulp []procesregie.Hulp) error {
	return writeXLSX(w, "trajecten", int(veldenTraject), trajectLines(hulp))
}

func trajectLines(hulp []procesregie.Hulp) lines {
	return func(take func(line []string) error) error {
		line := make([]string, veldenTraject)
		for i, f := range trajectSchema().fields {
			line[i] = f.name
		}
		if err := take(line); err != nil {
			return err
		}
		for _, h := range sortedHulp(hulp) {
			if err := helpLines(h, line, take); err != nil {
				return err
			}
		}
		return nil
	}
}

func helpLines(h procesregie.Hulp, line []string, take func(line []string) error) error {
	rows := h.Leveringen()
	slices.SortStableFunc(rows, func(a, b procesregie.Levering) int {
		return cmp.Or(cmp.Compare(a.Jeugdige, b.Jeugdige), firstDay(&a).Compare(firstDay(&b)), cmp.Compare(a.Toewijzing, b.Toewijzing))
	})
	for i := range rows {
		values := trajectOf(&rows[i])
		line[trajectCasus] = h.Zaaknummer
		for v := trajectJeugdige; v < veldenTraject; v++ {
			line[v] = values.show(v)
		}
		if err := take(line); err != nil {
			return err
		}
	}
	return nil
}

// firstDay is the start, or the start of the assignment of what has not started.
func firstDay(l *procesregie.Levering) procesregie.Date {
	if l.Start.IsZero() {
		return l.ToegewezenVan
	}
	return l.Start
}

// sortedHulp returns help by zaaknummer.
func sortedHulp(hulp []procesregie.Hulp) []procesregie.Hulp {
	sorted := slices.Clone(hulp)
	slices.SortStableFunc(sorted, func(a, b procesregie.Hulp) int {
		return cmp.Compare(procesregie.ZaakKey(a.Zaaknummer), procesregie.ZaakKey(b.Zaaknummer))
	})
	return sorted
}
