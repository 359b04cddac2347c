package audit

import (
	"fmt"
	"time"
)

// Reason is what is wrong with a log.
type Reason string

// What can be wrong with a log.
const (
	Changed    Reason = "changed"     // the fields of the row do not have its hash
	Missing    Reason = "missing"     // there is no row with this number
	OutOfOrder Reason = "order"       // the row stands in the wrong place, or twice
	Unlinked   Reason = "unlinked"    // the row before it is not the one it was written after
	BeginsLate Reason = "begins-late" // the first rows are gone
	CutOff     Reason = "cut-off"     // the last rows are gone
	Added      Reason = "added"       // the row comes after the signed end
	Rewritten  Reason = "rewritten"   // the row is not the one that was signed
	Unsigned   Reason = "unsigned"    // the signature of an end is not right
	Malformed  Reason = "malformed"   // a line of a file cannot be read
	Gone       Reason = "gone"        // there is no log, or it began anew, where there was one
)

// Broken is the first row of a log that is not right.
type Broken struct {
	Nr  int64  // number of the row; 0 when it is not about a row
	Why Reason // for programs
	say string
}

// Error says in one sentence which row it is, and why.
func (b *Broken) Error() string { return b.say }

func broken(nr int64, why Reason, format string, args ...any) *Broken {
	return &Broken{Nr: nr, Why: why, say: fmt.Sprintf(format, args...)}
}

// Verifier checks a log row by row, in constant memory. Give it the rows in order with
// Add, then call End.
type Verifier struct {
	anchor  Head
	last    Head
	rows    int64
	start   int64 // number of the first row
	first   time.Time
	known   []Head // that must be in the log
	stopped error

	restarts map[int64]Head // still to come, by number
	part     part
	closing  bool      // NextPart will be asked
	altered  []*Broken // closed parts that were changed afterwards
	closed   []Closed
}

// NewVerifier returns a verifier of the log that begins after an anchor, of which the
// caller has checked the signature; the zero Head for a log from its very beginning.
// known are heads that were seen before, elsewhere: they must be in the log too, unless
// they lie before the anchor.
func NewVerifier(anchor Head, known ...Head) *Verifier {
	return &Verifier{anchor: anchor, last: anchor, known: known, part: newPart()}
}

// Add checks the next row. The error is a *Broken; what comes after it is not checked,
// but for a part that begins with a restart.
func (v *Verifier) Add(r Row) error {
	switch {
	case v.restartsAt(r):
		v.reopen(r)
	case v.stopped == nil:
		v.stopped = v.check(r)
	}
	v.part.add(r, v.closing || len(v.restarts) > 0)
	if v.stopped == nil {
		v.count(r)
	} else if len(v.restarts) == 0 && !v.closing {
		return v.stopped
	}
	return nil
}

func (v *Verifier) count(r Row) {
	if v.rows == 0 {
		v.start, v.first = r.Nr, r.At
	}
	v.rows, v.last = v.rows+1, r.Head()
}

func (v *Verifier) check(r Row) error {
	if err := v.inPlace(r); err != nil {
		return err
	}
	switch {
	case r.Hash != r.sum():
		return broken(r.Nr, Changed, "row %d of the access log was changed after it was written", r.Nr)
	case r.Vorige != v.last.Hash:
		return broken(r.Nr, Unlinked, "row %d of the access log does not follow from row %d: one of them was put there afterwards", r.Nr, v.last.Nr)
	}
	if !v.knows(r) {
		return rewritten(r.Nr)
	}
	return nil
}

func rewritten(nr int64) error {
	return broken(nr, Rewritten, "row %d of the access log is not the row that was signed: the log was written anew up to there", nr)
}

// inPlace checks the number of a row.
func (v *Verifier) inPlace(r Row) error {
	want := v.last.Nr + 1
	switch {
	case r.Nr == want:
		return nil
	case r.Nr < want:
		return broken(r.Nr, OutOfOrder, "row %d of the access log stands after row %d: it was moved, or is there twice", r.Nr, v.last.Nr)
	case v.rows == 0:
		return broken(want, BeginsLate, "row %d of the access log is missing: the log begins with row %d", want, r.Nr)
	case r.Nr == want+1:
		return broken(want, Missing, "row %d of the access log is missing", want)
	}
	return broken(want, Missing, "rows %d to %d of the access log are missing", want, r.Nr-1)
}

// End checks that the log ends with the head that was signed last, and holds the heads
// that are known from elsewhere.
func (v *Verifier) End(head Head) error {
	if err := v.Err(); err != nil {
		return err
	}
	for _, h := range append([]Head{head}, v.known...) {
		switch {
		case h.Nr > v.last.Nr:
			return broken(v.last.Nr+1, CutOff, "row %d of the access log is missing: the log was cut off, it once had a row %d", v.last.Nr+1, h.Nr)
		case h.Nr == v.last.Nr && h.Hash != v.last.Hash, h.Nr == v.anchor.Nr && h.Hash != v.anchor.Hash:
			return rewritten(h.Nr)
		}
	}
	if head.Nr < v.last.Nr {
		return broken(head.Nr+1, Added, "row %d of the access log comes after the signed end, row %d: it was added by somebody without the key, or the signed end was put back", head.Nr+1, head.Nr)
	}
	return nil
}

// Err returns what is wrong with the rows so far, if anything.
func (v *Verifier) Err() error {
	if v.stopped == nil && len(v.altered) > 0 {
		return v.altered[0]
	}
	return v.stopped
}

// GoneError says that there is no log, or that it began anew, where there was one.
func GoneError(format string, args ...any) error { return broken(0, Gone, format, args...) }

// Proof is what was proved about a log.
type Proof struct {
	Rows        int64
	First, Last int64 // numbers of the first and the last row; 0 when there are none
	From, To    time.Time
}

// Proof returns what the rows so far prove.
func (v *Verifier) Proof() Proof {
	if v.rows == 0 {
		return Proof{}
	}
	return Proof{Rows: v.rows, First: v.start, Last: v.last.Nr, From: v.first, To: v.last.At}
}
