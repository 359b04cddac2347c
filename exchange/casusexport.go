package exchange

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/regiebot/regiebot/procesregie"
)

// WriteCasussenCSV writes cases as the canonical CSV: semicolons, UTF-8 without a byte
// order mark, LF, sorted by zaaknummer. Importing it again changes nothing. A text
// that a spreadsheet would take for a formula gets a ' in front, which the import
// takes away.
func WriteCasussenCSV(w io.Writer, casussen []procesregie.Casus) error {
	return writeCSV(w, casusLines(casussen))
}

// lines hands out the lines of an exported list, the header first. The line is used again
// for the next one.
type lines func(take func(line []string) error) error

func casusLines(casussen []procesregie.Casus) lines {
	return func(take func(line []string) error) error { return eachExported(casussen, take) }
}

func writeCSV(w io.Writer, each lines) error {
	out := bufio.NewWriter(w)
	err := each(func(line []string) error {
		for i, text := range line {
			if i > 0 {
				out.WriteByte(';')
			}
			out.WriteString(csvCell(text))
		}
		return out.WriteByte('\n')
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// csvCell quotes a text where that is needed.
func csvCell(text string) string {
	text = guarded(text)
	if !strings.ContainsAny(text, ";\"\r\n") {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

// WriteCasussenXLSX writes the same list as a workbook with one sheet. Every cell is
// text, never a formula.
func WriteCasussenXLSX(w io.Writer, casussen []procesregie.Casus) error {
	return writeXLSX(w, "casussen", int(veldenCasus), casusLines(casussen))
}

// writeXLSX writes a list as a workbook with one sheet.
func writeXLSX(w io.Writer, name string, columns int, each lines) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := writeSheet(out, columns, each); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

func writeSheet(out *excelize.StreamWriter, columns int, each lines) error {
	if err := out.SetColWidth(1, columns, 18); err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	number := 0
	err := each(func(line []string) error {
		number++
		place, err := excelize.CoordinatesToCellName(1, number)
		if err != nil {
			return err
		}
		cells := make([]any, len(line))
		for i, text := range line {
			if text != "" {
				cells[i] = text
			}
		}
		return out.SetRow(place, cells)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// eachExported calls take for the header and for every case, sorted by zaaknummer. The
// line is used again for the next one.
func eachExported(casussen []procesregie.Casus, take func(line []string) error) error {
	line := make([]string, veldenCasus)
	for i, f := range casusSchema().fields {
		line[i] = f.name
	}
	if err := take(line); err != nil {
		return err
	}
	for _, i := range sortedCasussen(casussen) {
		values := valuesOf(&casussen[i])
		line[veldZaaknummer] = casussen[i].Zaaknummer
		for v := veldRegisseur; v < veldenCasus; v++ {
			line[v] = values.show(v)
		}
		if err := take(line); err != nil {
			return err
		}
	}
	return nil
}

// sortedCasussen returns the places of cases in the order of their zaaknummer.
func sortedCasussen(casussen []procesregie.Casus) []int {
	keys := make([]string, len(casussen))
	places := make([]int, len(casussen))
	for i := range casussen {
		keys[i], places[i] = procesregie.ZaakKey(casussen[i].Zaaknummer), i
	}
	slices.SortStableFunc(places, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	return places
}
