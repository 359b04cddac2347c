package exchange

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestWorkbookOfAnotherWriter reads a workbook that was not made by hand here: shared
// texts, real dates, merged cells, a hidden sheet, strike-through, formulas.
func TestWorkbookOfAnotherWriter(t *testing.T) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	_, errNew := f.NewSheet("Oud")
	struck, errStyle := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
	dutch := "dd-mm-yy"
	date, errDate := f.NewStyle(&excelize.Style{CustomNumFmt: &dutch})
	err := errors.Join(errNew, errStyle, errDate, f.SetSheetName("Sheet1", "Anouk"), f.SetSheetVisible("Oud", false),
		f.SetSheetRow("Anouk", "A1", &[]any{"Caseload"}), f.MergeCell("Anouk", "A1", "E1"),
		f.SetSheetRow("Anouk", "A3", &[]any{"Zaaknr", "Niveau", "Start regie", "Volgende eval.", "Opmerkingen"}),
		f.SetSheetRow("Anouk", "A4", &[]any{"ZO-1", "basis", time.Date(2026, 1, 5, 14, 30, 0, 0, time.UTC)}),
		f.SetSheetRow("Anouk", "A5", &[]any{20260301, nil, 46027}), f.MergeCell("Anouk", "B4", "B5"), f.SetCellStyle("Anouk", "C5", "C5", date),
		f.SetSheetRow("Anouk", "A6", &[]any{"ZO-3", "licht", "5-1-2026"}), f.SetCellStyle("Anouk", "A6", "C6", struck),
		f.SetSheetRow("Anouk", "A7", &[]any{"ZO-4", "licht", "5-1-2026"}), f.SetCellFormula("Anouk", "D7", "EDATE(C7,6)"),
		f.SetSheetRow("Oud", "A1", &[]any{"Zaaknr", "Niveau", "Start"}), f.SetSheetRow("Oud", "A2", &[]any{"ZO-9", "basis", "5-1-2024"}))
	path := filepath.Join(t.TempDir(), "team.xlsx")
	if err = errors.Join(err, f.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
	report, casussen := read(t, sampleKnown(t), nil, path)
	var got []string
	for _, c := range casussen {
		got = append(got, c.Zaaknummer+" "+string(c.Niveau())+" "+c.StartRegie.String())
	}
	if diff := cmp.Diff([]string{"ZO-1 basis 2026-01-05", "20260301 basis 2026-01-05", "ZO-3 licht 2026-01-05"}, got); diff != "" {
		t.Error(diff, report.Files[0].Problem, report.Files[0].Problems)
	}
	if got := strings.Join(refusals(report.Files[0]), ", "); got != "Anouk 7 formula" {
		t.Error(got)
	}
	if got := strings.Join(warnings(report.Files[0]), ", "); got != "Anouk 4 start_niveau filled, Anouk 6 Zaaknr struck" {
		t.Error(got)
	}
	if got := strings.Join(report.Files[0].SkippedSheets, ", "); got != "Oud" {
		t.Error(got)
	}
}
