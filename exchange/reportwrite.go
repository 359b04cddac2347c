package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// fileJSON is the shape of a file in the report; its problems are written apart.
type fileJSON struct {
	File           string       `json:"file"`
	Format         string       `json:"format"`
	Read           int          `json:"read"`
	New            int          `json:"new"`
	Changed        int          `json:"changed"`
	Unchanged      int          `json:"unchanged"`
	Refused        int          `json:"refused"`
	Problem        *problemJSON `json:"problem"`
	SkippedSheets  []string     `json:"skipped_sheets"`
	SkippedColumns []string     `json:"skipped_columns"`
}

type problemJSON struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

type rowJSON struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Refused bool   `json:"refused"`
	Text    string `json:"text"`
}

// WriteJSON writes the report as one JSON document on one line. It writes piece by
// piece, because a list can have hundreds of thousands of problems.
func (r Report) WriteJSON(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `{"dry_run":%t,"files":[`, r.DryRun)
	for i := range r.Files {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := r.Files[i].writeJSON(out); err != nil {
			return err
		}
	}
	out.WriteString("]}\n")
	return out.Flush()
}

func (f *FileReport) writeJSON(out *bufio.Writer) error {
	head := fileJSON{
		File: f.File, Format: f.Format, Read: f.Read, New: f.New, Changed: f.Changed, Unchanged: f.Unchanged, Refused: f.Refused,
		SkippedSheets: append([]string{}, f.SkippedSheets...), SkippedColumns: append([]string{}, f.SkippedColumns...),
	}
	if f.Problem != nil {
		head.Problem = &problemJSON{f.Problem.Code, f.Problem.Text}
	}
	text, err := json.Marshal(head)
	if err != nil {
		return err
	}
	before, after, _ := strings.Cut(string(text), `"skipped_sheets"`)
	out.WriteString(before + `"problems":[`)
	for i, p := range f.Problems {
		line, err := json.Marshal(rowJSON{p.Sheet, p.Row, p.Column, p.Code, p.Refused, p.Text})
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(line)
	}
	_, err = out.WriteString(`],"skipped_sheets"` + after)
	return err
}

// WriteText writes the report for people: a line per file with its counts, then what
// was skipped, then the rows.
func (r Report) WriteText(w io.Writer) error {
	out := bufio.NewWriter(w)
	if r.DryRun {
		out.WriteString("Dry run: nothing was stored.\n")
	}
	for i := range r.Files {
		r.Files[i].writeText(out)
	}
	return out.Flush()
}

func (f *FileReport) writeText(out *bufio.Writer) {
	if f.Problem != nil {
		fmt.Fprintf(out, "%s: refused [%s]: %s\n", f.File, f.Problem.Code, f.Problem.Text)
		return
	}
	fmt.Fprintf(out, "%s (%s): %s read: %d new, %d changed, %d unchanged, %d refused\n",
		f.File, f.Format, count(f.Read, "row"), f.New, f.Changed, f.Unchanged, f.Refused)
	if len(f.SkippedSheets) > 0 {
		fmt.Fprintf(out, "  sheets that were skipped: %s\n", strings.Join(f.SkippedSheets, ", "))
	}
	if len(f.SkippedColumns) > 0 {
		fmt.Fprintf(out, "  columns that are not stored: %s\n", strings.Join(f.SkippedColumns, ", "))
	}
	for _, p := range f.Problems {
		p.writeText(out)
	}
}

func (p *RowProblem) writeText(out *bufio.Writer) {
	word := "warning"
	if p.Refused {
		word = "refused"
	}
	where := fmt.Sprintf("row %d", p.Row)
	if p.Sheet != "" {
		where = p.Sheet + " " + where
	}
	if p.Column != "" {
		where += ", " + p.Column
	}
	fmt.Fprintf(out, "  %s: %s [%s]: %s\n", word, where, p.Code, p.Text)
}

// MarshalJSON gives the same document as [Report.WriteJSON].
func (r Report) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	err := r.WriteJSON(&out)
	return out.Bytes(), err
}
