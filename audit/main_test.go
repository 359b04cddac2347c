package audit_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
)

var errSignature = errors.New("another signature")

// signer signs with a key that is always the same.
type signer struct{ key ed25519.PrivateKey }

func newSigner(seed byte) signer {
	return signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))}
}

func (s signer) head(r audit.Row) audit.Head {
	h := r.Head()
	h.Signature = ed25519.Sign(s.key, h.Signed())
	return h
}

func (s signer) anchor(r audit.Row) audit.Head {
	h := r.Head()
	h.Signature = ed25519.Sign(s.key, h.SignedAnchor())
	return h
}

func (s signer) verify(signature, data []byte) error {
	if !ed25519.Verify(s.key.Public().(ed25519.PublicKey), data, signature) {
		return errSignature
	}
	return nil
}

func at(minute int) time.Time {
	return time.Date(2026, time.November, 13, 8, minute, 0, 0, time.UTC)
}

// event is an event with something in every field.
func event(n int) audit.Event {
	return audit.Event{
		At: at(n), Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk", Rol: "consulent", Namens: "bram",
		Platform: "slack", Plaats: "D024", Casus: fmt.Sprintf("ZO-2026-%04d", n), Soort: "casus", Object: fmt.Sprint(n), Doel: "procesregie",
		Regel: "VPR-11", Verzoek: fmt.Sprintf("v-%d", n),
	}
}

// chain is a log of n rows.
func chain(n int) []audit.Row {
	var rows []audit.Row
	var head audit.Head
	for i := range n {
		r := audit.Next(head, event(i+1))
		rows, head = append(rows, r), r.Head()
	}
	return rows
}

// reason is why an error says that a log is broken, and which row.
func reason(t testing.TB, err error) (audit.Reason, int64) {
	t.Helper()
	if err == nil {
		return "", 0
	}
	var b *audit.Broken
	if !errors.As(err, &b) {
		t.Fatalf("not about the log: %v", err)
	}
	return b.Why, b.Nr
}
