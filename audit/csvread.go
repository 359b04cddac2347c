package audit

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// longestLine is how many bytes a line of the file has at most: every field at its
// longest, all of it quotes.
const longestLine = 16 << 10

// Reader reads a whole log that Writer wrote, in constant memory.
type Reader struct {
	lines  *bufio.Scanner
	number int   // of the line
	next   int64 // number of the row that should come
	anchor Head
	head   Head
	ended  bool

	restarts []Head
	ahead    []string // a line that was read too soon
}

// NewReader reads the beginning of the file. Every error of reading is a *Broken, but
// for those of r itself.
func NewReader(r io.Reader) (*Reader, error) {
	in := &Reader{lines: bufio.NewScanner(r)}
	in.lines.Buffer(make([]byte, 0, 4096), longestLine)
	in.lines.Scan()
	in.number++
	cells, ok := split(strings.TrimPrefix(in.lines.Text(), "\xEF\xBB\xBF"))
	if !ok || !slices.Equal(cells, header()) {
		return nil, in.failure(in.malformed("this is no export of the access log"))
	}
	cells, err := in.cells()
	if err != nil {
		return nil, err
	}
	switch cells[columnNr] {
	case lineAnchor:
		if in.anchor, err = in.end(cells); err != nil {
			return nil, err
		}
		in.next = in.anchor.Nr + 1
		return in, in.readRestarts()
	case linePart:
		return nil, in.malformed("this is a part of the access log (made with --casus, --from or --to): rows are missing from it, so it cannot be proved; export the whole log")
	}
	return nil, in.malformed("the line %q is missing: the beginning of the file was cut off", lineAnchor)
}

// readRestarts reads the lines of the rows with which the log was begun again.
func (in *Reader) readRestarts() error {
	for {
		cells, err := in.cells()
		if err != nil || cells[columnNr] != lineRestart {
			in.ahead = cells
			return err
		}
		h, err := in.end(cells)
		if err != nil {
			return err
		}
		in.restarts = append(in.restarts, h)
	}
}

// Restarts returns the rows with which the log was begun again; their signatures are not
// checked.
func (in *Reader) Restarts() []Head { return in.restarts }

// Anchor returns the end of what was removed before the first row; its signature is not
// checked.
func (in *Reader) Anchor() Head { return in.anchor }

// Head returns the end of the log, once Row has returned io.EOF; its signature is not
// checked.
func (in *Reader) Head() Head { return in.head }

// Row returns the next row, or io.EOF after the last.
func (in *Reader) Row() (Row, error) {
	if in.ended {
		return Row{}, io.EOF
	}
	cells, err := in.nextCells()
	if err != nil {
		return Row{}, err
	}
	if cells[columnNr] != lineHead {
		return in.row(cells)
	}
	if in.head, err = in.end(cells); err != nil {
		return Row{}, err
	}
	if in.lines.Scan() {
		in.number++
		return Row{}, in.malformed("there is more after the line %q", lineHead)
	}
	in.ended = true
	return Row{}, in.failure(io.EOF)
}

func (in *Reader) row(cells []string) (r Row, err error) {
	if r.Nr, r.At, err = in.place(cells[columnNr], cells[columnTijd]); err != nil {
		return Row{}, err
	}
	for i, text := range r.texts() {
		*text = cells[firstText+i]
	}
	r.Vorige, r.Hash = cells[columnVorige], cells[columnHash]
	in.next = r.Nr + 1
	return r, nil
}

// end reads the line of an anchor or a head.
func (in *Reader) end(cells []string) (h Head, err error) {
	if h.Nr, h.At, err = in.place(cells[columnObject], cells[columnTijd]); err != nil {
		return Head{}, err
	}
	if h.Signature, err = hex.DecodeString(cells[columnVorige]); err != nil {
		return Head{}, in.malformed("the signature is not hexadecimal")
	}
	if len(h.Signature) == 0 {
		h.Signature = nil
	}
	h.Hash = cells[columnHash]
	return h, nil
}

// place reads the number and the moment of a row.
func (in *Reader) place(number, at string) (int64, time.Time, error) {
	nr, err := strconv.ParseInt(number, 10, 64)
	if err != nil || nr < 0 || strconv.FormatInt(nr, 10) != number {
		return 0, time.Time{}, in.malformed("the number of the row is not a number")
	}
	if at == noMoment {
		return nr, time.Time{}, nil
	}
	t, err := time.Parse(moment, at)
	if err != nil || t.Format(moment) != at {
		return 0, time.Time{}, in.malformed("the moment is not written as 2026-11-13T08:00:00.000Z")
	}
	return nr, t.UTC(), nil
}

// noMoment is how no moment is written.
const noMoment = "0001-01-01T00:00:00.000Z"

// nextCells returns the line that was read too soon, or reads one.
func (in *Reader) nextCells() ([]string, error) {
	if cells := in.ahead; cells != nil {
		in.ahead = nil
		return cells, nil
	}
	return in.cells()
}

// cells reads a line, which must be there.
func (in *Reader) cells() ([]string, error) {
	in.number++
	if !in.lines.Scan() {
		return nil, in.failure(in.malformed("the line %q is missing: the end of the file was cut off", lineHead))
	}
	cells, ok := split(in.lines.Text())
	if !ok || len(cells) != columns {
		return nil, in.failure(in.malformed("the line does not have the %d columns of the access log", columns))
	}
	return cells, nil
}

// failure is why there are no more lines: an error of reading, or else ended.
func (in *Reader) failure(ended error) error {
	switch err := in.lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return in.malformed("the line is too long")
	case err != nil:
		return err
	}
	return ended
}

func (in *Reader) malformed(format string, args ...any) error {
	where := fmt.Sprintf("line %d of the file: ", in.number)
	if in.next > 0 {
		where = fmt.Sprintf("line %d of the file, where row %d of the access log should be: ", in.number, in.next)
	}
	return broken(in.next, Malformed, "%s", where+fmt.Sprintf(format, args...))
}

// split takes a line apart into its cells; false when the quotes are not right.
func split(line string) (cells []string, ok bool) {
	for {
		var one string
		var more bool
		if strings.HasPrefix(line, `"`) {
			one, line, more, ok = quoted(line[1:])
		} else {
			one, line, more = strings.Cut(line, ";")
			ok = !strings.Contains(one, `"`)
		}
		if !ok {
			return nil, false
		}
		cells = append(cells, unguarded(one))
		if !more {
			return cells, true
		}
	}
}

// quoted reads a cell of which the first quote was taken away.
func quoted(line string) (one, rest string, more, ok bool) {
	var b strings.Builder
	for {
		part, after, found := strings.Cut(line, `"`)
		if !found {
			return "", "", false, false
		}
		b.WriteString(part)
		switch {
		case after == "":
			return b.String(), "", false, true
		case after[0] == ';':
			return b.String(), after[1:], true, true
		case after[0] != '"':
			return "", "", false, false
		}
		b.WriteByte('"')
		line = after[1:]
	}
}
