package audit

import (
	"bufio"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"
)

// The log as CSV: UTF-8, semicolons, LF, one line a row and no line breaks inside a
// cell. A text that a spreadsheet would take for a formula gets a ' in front, which
// reading takes away again: the hashes are over the texts themselves.
//
// The whole log has a line of its own before the first row, the anchor, and one after
// the last row, the head: nr is "anker" or "hoofd", object the number of the row, vorige
// the signature in hexadecimal. Where there is no such row yet, the number is 0 and the
// signature is empty. After the anchor comes a line "herstart", made the same way, for
// every row with which a broken log was begun again. A part of the log has one line before its rows, with nr "deel": it
// cannot be proved, since rows are missing from it.
const (
	lineAnchor  = "anker"
	lineRestart = "herstart"
	lineHead    = "hoofd"
	linePart    = "deel"
)

// header names the columns, in the order of the chain.
func header() []string {
	return []string{
		"nr", "tijd", "actie", "gebeurtenis", "uitkomst", "gebruiker", "rol", "namens", "platform", "plaats",
		"casus", "soort", "object", "doel", "regel", "verzoek", "vorige", "hash",
	}
}

// Places of columns.
const (
	columnNr = iota
	columnTijd
	firstText    = 2
	columnObject = firstText + 10
	columnVorige = 16
	columnHash   = 17
	columns      = 18
)

// moment is how an instant is written: UTC, in milliseconds.
const moment = "2006-01-02T15:04:05.000Z"

// Writer writes a log as CSV.
type Writer struct{ out *bufio.Writer }

// NewWriter begins the file of a whole log, with the rows with which it was begun again,
// if any. Give the rows in order to Row, and finish with Close.
func NewWriter(w io.Writer, anchor Head, restarts ...Head) (*Writer, error) {
	out := begin(w)
	err := out.line(cellsOf(lineAnchor, anchor))
	for _, h := range restarts {
		err = errors.Join(err, out.line(cellsOf(lineRestart, h)))
	}
	return out, err
}

// NewPartWriter begins the file of a part of a log, for reading only. Finish it with
// Flush.
func NewPartWriter(w io.Writer) (*Writer, error) {
	out := begin(w)
	cells := make([]string, columns)
	cells[columnNr] = linePart
	return out, out.line(cells)
}

func begin(w io.Writer) *Writer {
	out := &Writer{bufio.NewWriter(w)}
	out.out.WriteString(strings.Join(header(), ";") + "\n")
	return out
}

// Row writes a row.
func (w *Writer) Row(r Row) error {
	cells := make([]string, 0, columns)
	cells = append(cells, strconv.FormatInt(r.Nr, 10), instant(millis(r.At)).Format(moment))
	for _, text := range r.texts() {
		cells = append(cells, *text)
	}
	return w.line(append(cells, r.Vorige, r.Hash))
}

// Close ends the file of a whole log with its signed head.
func (w *Writer) Close(head Head) error {
	if err := w.line(cellsOf(lineHead, head)); err != nil {
		return err
	}
	return w.Flush()
}

// Flush writes what is still held back.
func (w *Writer) Flush() error { return w.out.Flush() }

// cellsOf writes an end of the log.
func cellsOf(name string, h Head) []string {
	cells := make([]string, columns)
	cells[columnNr], cells[columnTijd] = name, instant(millis(h.At)).Format(moment)
	cells[columnObject] = strconv.FormatInt(h.Nr, 10)
	cells[columnVorige], cells[columnHash] = hex.EncodeToString(h.Signature), h.Hash
	return cells
}

func (w *Writer) line(cells []string) error {
	for i, text := range cells {
		if i > 0 {
			w.out.WriteByte(';')
		}
		w.out.WriteString(cell(text))
	}
	return w.out.WriteByte('\n')
}

// cell writes a text so that it is one cell and no formula.
func cell(text string) string {
	text = guarded(text)
	if !strings.ContainsAny(text, ";\"\r\n") {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

// formulaStarts are the characters with which a spreadsheet begins a formula, or
// hides one.
const formulaStarts = "=+-@\t\r"

// guarded puts a ' before a text that a spreadsheet would take for a formula, and
// before one that already has such a ', so that unguarded gives back exactly the text.
func guarded(text string) string {
	if looksLikeFormula(text) {
		return "'" + text
	}
	return text
}

// unguarded takes away the ' that guarded puts there, and no other.
func unguarded(text string) string {
	if strings.HasPrefix(text, "'") && looksLikeFormula(text) {
		return text[1:]
	}
	return text
}

func looksLikeFormula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.IndexByte(formulaStarts, text[0]) >= 0
}
