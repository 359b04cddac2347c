package backup

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"slices"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// longest is the longest line that is read: more than any casus can be.
const longest = 64 << 20

// Read reads a backup to its end and hands out its rows; nothing of a file can be relied
// on before Read returned nil. Wraps one of the errors of this package, or what into
// returned.
func Read(in io.Reader, into store.Rows, with ...age.Identity) (Summary, error) {
	opened, err := open(in, with)
	if err != nil {
		return Summary{}, err
	}
	unpacked, err := gzip.NewReader(opened)
	if err != nil {
		return Summary{}, strange(opened, err)
	}
	unpacked.Multistream(false)
	r := newReader(unpacked, into)
	if err := r.all(); err != nil {
		return Summary{}, err
	}
	return r.summary, r.finish(opened)
}

// open opens the encryption. age tells a flipped bit in the beginning apart from another
// key, and a file that is something else altogether is seen by its first bytes.
func open(in io.Reader, with []age.Identity) (io.Reader, error) {
	file := bufio.NewReader(in)
	begin, err := file.Peek(len(magic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	begin = slices.Clone(begin)
	opened, err := age.Decrypt(file, with...)
	if err != nil {
		return nil, explainOpening(err, begin)
	}
	return bufio.NewReader(opened), nil
}

// strange tells a part of a backup from another encrypted file.
func strange(opened io.Reader, err error) error {
	if errors.Is(err, gzip.ErrHeader) {
		if _, rest := io.Copy(io.Discard, opened); rest == nil {
			return ErrNoBackup
		}
	}
	return damaged(err)
}

// reader reads the lines.
type reader struct {
	lines   *bufio.Reader
	sum     hash.Hash // of the lines so far
	into    store.Rows
	summary Summary
	done    bool
}

func newReader(in io.Reader, into store.Rows) *reader {
	return &reader{lines: bufio.NewReaderSize(in, 64<<10), sum: sha256.New(), into: into}
}

// all reads up to the last line and includes it.
func (r *reader) all() error {
	err := r.header()
	for err == nil && !r.done {
		err = r.next()
	}
	return err
}

// line returns the next line, without its end. It holds until the next call.
func (r *reader) line() ([]byte, error) {
	line, err := r.lines.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return bytes.TrimSuffix(line, []byte("\n")), err
	}
	long := slices.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) && len(long) < longest {
		line, err = r.lines.ReadSlice('\n')
		long = append(long, line...)
	}
	return bytes.TrimSuffix(long, []byte("\n")), err
}

func (r *reader) header() error {
	line, err := r.line()
	if err != nil {
		return damaged(err)
	}
	r.take(line)
	if json.Unmarshal(line, &r.summary.Header) != nil || r.summary.Format < 1 {
		return ErrNoBackup
	}
	if r.summary.Format > format || r.summary.Schema > store.Schema() {
		return ErrNewer
	}
	return nil
}

// take adds a line to the sum.
func (r *reader) take(line []byte) {
	_, _ = r.sum.Write(line) // a sum takes everything
	_, _ = r.sum.Write([]byte("\n"))
}

// next reads a line and does what it says.
func (r *reader) next() error {
	line, err := r.line()
	if err != nil {
		return damaged(err)
	}
	if bytes.HasPrefix(line, []byte(endBegins)) {
		r.done = true
		return r.end(line)
	}
	r.take(line)
	if bytes.HasPrefix(line, []byte("[")) {
		return r.row(line)
	}
	return r.table(line)
}

func (r *reader) table(line []byte) error {
	var t tableLine
	if err := json.Unmarshal(line, &t); err != nil || t.Table == "" {
		return notOurs("a line that is no table")
	}
	r.summary.Tables = append(r.summary.Tables, Table{Name: t.Table})
	if r.into.Table == nil {
		return nil
	}
	return r.into.Table(t.Table, t.Columns)
}

func (r *reader) row(line []byte) error {
	values, err := fromLine(line)
	if err != nil || len(r.summary.Tables) == 0 {
		return notOurs("a line that is no row")
	}
	r.summary.Tables[len(r.summary.Tables)-1].Rows++
	if r.into.Row == nil {
		return nil
	}
	return r.into.Row(values)
}

// end compares what was read with what was written.
func (r *reader) end(line []byte) error {
	var last endLine
	if err := json.Unmarshal(line, &last); err != nil {
		return damaged(err)
	}
	r.summary.Plan = last.End.PlanProof
	if !slices.Equal(last.End.Tables, r.summary.Tables) || last.End.SHA256 != hex.EncodeToString(r.sum.Sum(nil)) {
		return notOurs("the end does not fit what stands before it")
	}
	return nil
}

// finish wants nothing after the end, and looks at the sums of gzip and age.
func (r *reader) finish(opened io.Reader) error {
	for _, rest := range []io.Reader{r.lines, opened} {
		n, err := io.Copy(io.Discard, rest)
		if err != nil {
			return damaged(err)
		}
		if n > 0 {
			return notOurs("something stands after the end")
		}
	}
	return nil
}
