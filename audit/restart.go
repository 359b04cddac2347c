package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
)

// RestartKind is the Soort of the row with which a broken log was begun again.
const RestartKind = "logboek opnieuw begonnen"

// Closed is a part of the log that is broken, and that somebody has closed by beginning
// the log again.
type Closed struct {
	Restart Row   // who did it, when, what was found (Regel) and why they say it is so (Doel)
	Found   error // a *Broken: what is wrong with the rows of the part; nil when it was only its end
}

// part is the rows since the beginning, or since the last restart.
type part struct {
	rows int64
	last Head
	sum  hash.Hash // over the rows, broken as they are
}

func newPart() part { return part{sum: sha256.New()} }

// add adds a row; summed is false where nobody asks for the sum.
func (p *part) add(r Row, summed bool) {
	if summed {
		_, _ = p.sum.Write(netstring(r.canonical(), r.Hash)) // a sum takes everything
	}
	p.rows, p.last = p.rows+1, r.Head()
}

func (p *part) seal() string { return "som " + hex.EncodeToString(p.sum.Sum(nil)) }

// NewCloser returns a Verifier that can close what it finds, with NextPart. It takes twice
// the time.
func NewCloser(anchor Head, known ...Head) *Verifier {
	v := NewVerifier(anchor, known...)
	v.closing = true
	return v
}

// Restart names a row with which the log was begun again, of which the caller has
// checked the signature. Name all of them before the first row is added. One that was
// removed because its time was over has no meaning any more.
func (v *Verifier) Restart(h Head) {
	if h.Nr <= v.anchor.Nr {
		return
	}
	if v.restarts == nil {
		v.restarts = map[int64]Head{}
	}
	v.restarts[h.Nr] = h
}

// Closed returns the parts that were closed, in order.
func (v *Verifier) Closed() []Closed { return v.closed }

// NextPart returns the row with which the log is begun again after what was added so far,
// with what is found to be wrong. at is the highest number that is known of, also of rows
// that are gone. The event says who, when and why (Doel).
func (v *Verifier) NextPart(at int64, why *Broken, e Event) Row {
	last := v.part.last
	if v.part.rows == 0 {
		last = v.anchor
	}
	e.Soort, e.Object = RestartKind, strings.TrimSpace(fmt.Sprintf("rij %d %s", last.Nr, last.Hash))
	e.Regel = why.id() + ", " + v.part.seal()
	return Next(Head{Nr: max(at, last.Nr), Hash: last.Hash}, e)
}

// restartsAt reports whether a row is one that was named with Restart.
func (v *Verifier) restartsAt(r Row) bool {
	h, ok := v.restarts[r.Nr]
	return ok && h.Hash == r.Hash && r.Hash == r.sum()
}

// reopen begins a new part. The part before it stays as it was found then, broken or not:
// what is changed in it afterwards is found out by the sum. A part whose time was over
// is gone as a whole, and the anchor is its last row.
func (v *Verifier) reopen(r Row) {
	delete(v.restarts, r.Nr)
	purged := v.part.rows == 0 && v.anchor.Nr > 0 && v.anchor.Hash == r.Vorige
	v.altered = slices.DeleteFunc(v.altered, func(b *Broken) bool { return strings.HasPrefix(r.Regel, b.id()+", ") })
	if !purged && !strings.HasSuffix(r.Regel, v.part.seal()) {
		b := broken(r.Nr, Rewritten, "the rows of the access log before row %d, with which it was begun again, are not those that were found then: they were changed or removed since", r.Nr)
		v.altered, v.stopped = append(v.altered, b), b
	}
	v.closed = append(v.closed, Closed{Restart: r, Found: v.stopped})
	v.stopped, v.part = nil, newPart()
	if !v.knows(r) {
		v.stopped = rewritten(r.Nr)
	}
}

// id is how a restart says what was found.
func (b *Broken) id() string { return fmt.Sprintf("%s rij %d", b.Why, b.Nr) }

// knows is false when another row is known to have had this number.
func (v *Verifier) knows(r Row) bool {
	for _, h := range v.known {
		if h.Nr == r.Nr && h.Hash != r.Hash {
			return false
		}
	}
	return true
}
