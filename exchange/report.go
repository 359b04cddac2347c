package exchange

import (
	"errors"
	"fmt"
	"path/filepath"
	"sort"
)

// Report says what an import did, or with --dry-run would do: section 1.9 of the
// contract of imports. It never holds a possible BSN, a control character, or anything
// out of a column that is not stored.
type Report struct {
	DryRun bool // to be set by who asked for the import
	Files  []FileReport
}

// FileReport is the outcome of one file. Of a refused file all counts are 0 and
// Problem says why.
type FileReport struct {
	File           string // its name; with the folder when two files have the same name
	Format         string // xlsx, csv, xml; empty when it is none of these
	Read           int    // rows: New + Changed + Unchanged + Refused
	New            int
	Changed        int
	Unchanged      int
	Refused        int
	Problem        *FileProblem
	Problems       []RowProblem // by sheet and row
	SkippedSheets  []string
	SkippedColumns []string // columns that are not stored
}

// FileProblem is why a file was refused: one of the codes unreadable, empty, format,
// macros, too-large, doctype, encoding, header, map, message and bsn.
type FileProblem struct{ Code, Text string }

// RowProblem is why a row was refused, or a warning about a row that was taken.
type RowProblem struct {
	Sheet   string // empty in CSV
	Row     int    // as the sheet counts; in CSV the line on which it starts
	Column  string // header of the column
	Code    string
	Refused bool // false: a warning
	Text    string

	order int // of the sheet in its file
}

// Counts returns how many rows and how many whole files were refused.
func (r Report) Counts() (rows, files int) {
	for _, f := range r.Files {
		rows += f.Refused
		if f.Problem != nil {
			files++
		}
	}
	return rows, files
}

// Sentence returns one sentence for standard error that says how many rows and files
// were refused and what to do; "" when everything was taken.
func (r Report) Sentence() string {
	rows, files := r.Counts()
	read := 0
	for _, f := range r.Files {
		read += f.Read
	}
	ofRows := fmt.Sprintf("%d of %s", rows, count(read, "row"))
	ofFiles := fmt.Sprintf("%d of %s", files, count(len(r.Files), "file"))
	switch {
	case rows == 0 && files == 0:
		return ""
	case files == 0:
		return ofRows + " " + was(rows) + " refused: correct what is named on standard output and import the same file again; rows that are already stored stay as they are"
	case rows == 0:
		return ofFiles + " " + was(files) + " refused: see standard output for what to do, then import again"
	default:
		return ofRows + " and " + ofFiles + " were refused: correct what is named on standard output and import the same files again; rows that are already stored stay as they are"
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// refuseWhole makes the report of a refused file; any other error is given back.
func (f *FileReport) refuseWhole(err error) error {
	var refused *fileError
	if !errors.As(err, &refused) {
		return err
	}
	format := f.Format
	if refused.code == codeFormat {
		format = "" // it only looked like one
	}
	*f = FileReport{File: f.File, Format: format, Problem: &FileProblem{refused.code, refused.text}}
	return nil
}

// maxProblems is how many problems of a file are told in full. Beyond it, a row that
// is refused is still named, with the first of its problems only.
const maxProblems = 5_000

// add adds a problem of a row; first says whether it is the first of its kind there.
func (f *FileReport) add(p RowProblem, first bool) {
	if len(f.Problems) < maxProblems || first {
		f.Problems = append(f.Problems, p)
	}
}

func (f *FileReport) sort() {
	sort.SliceStable(f.Problems, func(i, j int) bool {
		a, b := f.Problems[i], f.Problems[j]
		if a.order != b.order {
			return a.order < b.order
		}
		return a.Row < b.Row
	})
}

// fileNames returns the names under which files are reported: without the folder,
// unless two files have the same name.
func fileNames(files []string) []string {
	times := map[string]int{}
	for _, file := range files {
		times[filepath.Base(file)]++
	}
	names := make([]string, len(files))
	for i, file := range files {
		if names[i] = label(filepath.Base(file)); times[filepath.Base(file)] > 1 {
			names[i] = tidyPath(file)
		}
	}
	return names
}

func tidyPath(file string) string {
	if hasBSN(file) {
		return label(file)
	}
	return tidy(file)
}
