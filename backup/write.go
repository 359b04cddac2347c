package backup

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// Write writes everything a transaction sees, encrypted for whoever holds one of the keys.
// The format and the schema of the header are filled in.
func Write(ctx context.Context, tx *store.Tx, out io.Writer, h Header, to ...age.Recipient) (Summary, error) {
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return Summary{}, err
	}
	packed := gzip.NewWriter(sealed)
	h.Format, h.Schema, h.Moment = format, store.Schema(), h.Moment.UTC()
	s, err := writeLines(ctx, tx, packed, h)
	if err != nil {
		return Summary{}, err
	}
	return s, errors.Join(packed.Close(), sealed.Close())
}

// writer writes the lines, and knows the sum of what it wrote.
type writer struct {
	*json.Encoder
	sum    hash.Hash
	tables []Table
}

func newWriter(out io.Writer) *writer {
	w := &writer{sum: sha256.New()}
	w.Encoder = json.NewEncoder(io.MultiWriter(out, w.sum))
	w.SetEscapeHTML(false)
	return w
}

func writeLines(ctx context.Context, tx *store.Tx, out io.Writer, h Header) (Summary, error) {
	w := newWriter(out)
	if err := w.Encode(h); err != nil {
		return Summary{}, err
	}
	if err := tx.Dump(ctx, store.Rows{Table: w.table, Row: w.row}); err != nil {
		return Summary{}, err
	}
	plan, err := tx.PlanProof(ctx)
	if err != nil {
		return Summary{}, err
	}
	last := endLine{end{Tables: w.tables, PlanProof: plan, SHA256: hex.EncodeToString(w.sum.Sum(nil))}}
	return Summary{Header: h, Tables: w.tables, Plan: plan}, w.Encode(last)
}

func (w *writer) table(name string, columns []string) error {
	w.tables = append(w.tables, Table{Name: name})
	return w.Encode(tableLine{name, columns})
}

func (w *writer) row(values []any) error {
	w.tables[len(w.tables)-1].Rows++
	return w.Encode(toLine(values))
}
