package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// Row is one line of the access log: an event in its place in the chain.
type Row struct {
	Nr int64 // EventID: 1, 2, 3, …
	Event
	Vorige string // hash of the row before it; empty in row 1
	Hash   string // over all of the above, see the package
}

// Head is an end of the log: the last row there is, or, as an anchor, the last row that
// was removed. The zero Head is the end of a log without rows.
type Head struct {
	Nr        int64
	Hash      string
	At        time.Time // of that row, in whole milliseconds
	Signature []byte    // over Signed or SignedAnchor
}

// Next returns the row that follows prev. Of the event only what can be kept is taken:
// whole milliseconds, and of every text at most 200 bytes of valid UTF-8 with spaces
// for control characters.
func Next(prev Head, e Event) Row {
	r := Row{Nr: prev.Nr + 1, Event: e.clean(), Vorige: prev.Hash}
	r.Hash = r.sum()
	return r
}

// Head returns the log's end at this row, not signed yet.
func (r Row) Head() Head { return Head{Nr: r.Nr, Hash: r.Hash, At: r.At} }

// Signed returns what is signed of the head of a log.
func (h Head) Signed() []byte { return h.canonical("regiebot-audit-head-1") }

// SignedAnchor returns what is signed of an anchor.
func (h Head) SignedAnchor() []byte { return h.canonical("regiebot-audit-anchor-1") }

// SignedRestart returns what is signed of the row with which a broken log was begun again.
func (h Head) SignedRestart() []byte { return h.canonical("regiebot-audit-restart-1") }

// SignedMark returns what is signed of a row that is kept apart from the log, for a purpose.
func (h Head) SignedMark(purpose string) []byte {
	return h.canonical("regiebot-audit-" + purpose + "-1")
}

// CheckHead returns nil when verify, which compares a signature with what was signed,
// accepts the signature of a head. The head of a log without rows has none.
func (h Head) CheckHead(verify func(signature, data []byte) error) error {
	return h.signed("head", h.Signed(), verify)
}

// CheckAnchor returns nil when verify accepts the signature of an anchor. A log of
// which nothing was removed has none.
func (h Head) CheckAnchor(verify func(signature, data []byte) error) error {
	return h.signed("anchor", h.SignedAnchor(), verify)
}

// CheckRestart returns nil when verify accepts the signature of the row with which a
// broken log was begun again.
func (h Head) CheckRestart(verify func(signature, data []byte) error) error {
	return h.signed("restart", h.SignedRestart(), verify)
}

func (h Head) signed(what string, data []byte, verify func(signature, data []byte) error) error {
	if h.Nr == 0 && h.Hash == "" || verify(h.Signature, data) == nil {
		return nil
	}
	return broken(0, Unsigned, "the signed %s of the access log, row %d, does not have the signature of this key: it was changed, or it belongs to another key file", what, h.Nr)
}

// Same reports whether two heads are the same row; signatures may differ.
func (h Head) Same(other Head) bool { return h.Nr == other.Nr && h.Hash == other.Hash }

func (h Head) canonical(name string) []byte {
	b := netstring(nil, name)
	b = netstring(b, strconv.FormatInt(h.Nr, 10))
	b = netstring(b, strconv.FormatInt(millis(h.At), 10))
	return netstring(b, h.Hash)
}

// sum makes the hash of a row, as the package says.
func (r Row) sum() string {
	sum := sha256.Sum256(r.canonical())
	return hex.EncodeToString(sum[:])
}

func (r Row) canonical() []byte {
	b := netstring(make([]byte, 0, 512), "regiebot-audit-1")
	b = netstring(b, strconv.FormatInt(r.Nr, 10))
	b = netstring(b, strconv.FormatInt(millis(r.At), 10))
	for _, text := range r.texts() {
		b = netstring(b, *text)
	}
	return netstring(b, r.Vorige)
}

// netstring adds a text with its length in front.
func netstring(b []byte, text string) []byte {
	b = strconv.AppendInt(b, int64(len(text)), 10)
	b = append(b, ':')
	b = append(b, text...)
	return append(b, ',')
}
