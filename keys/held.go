package keys

import (
	"bytes"
	"maps"
	"os"
	"slices"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/signature"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// held is what a Ring holds at one moment. It does not change.
type held struct {
	bundle   bundle
	seen     os.FileInfo // of the file it was read from
	primary  uint32
	sealer   tink.AEAD
	openers  map[uint32]tink.AEAD
	signer   tink.Signer
	verifier tink.Verifier
	former   []tink.Verifier // of older files that were held here
	macs     [][]byte        // for MACs, the one that is used first; then those of older files

	fingerprint string
}

func hold(b bundle) (*held, error) {
	h := &held{bundle: b, openers: map[uint32]tink.AEAD{}}
	primary, all, err := numbers(b.sealing)
	if err != nil {
		return nil, err
	}
	h.primary = primary
	if h.sealer, err = aead.New(b.sealing); err != nil {
		return nil, errContent
	}
	for _, id := range all {
		h.openers[id] = h.sealer
	}
	// Keys of another kind would seal without saying which key it was.
	if text, err := h.seal(nil, ""); err != nil || numberOf(text) != primary {
		return nil, errContent
	}
	return h, h.holdSigning()
}

// verify reports whether a signature is of the keys at hand.
func (h *held) verify(signature, data []byte) bool {
	return h.verifier.Verify(signature, data) == nil ||
		slices.ContainsFunc(h.former, func(v tink.Verifier) bool { return v.Verify(signature, data) == nil })
}

func (h *held) holdSigning() error {
	var err error
	if h.signer, err = signature.NewSigner(h.bundle.signing); err != nil {
		return errContent
	}
	public, err := h.bundle.signing.Public()
	if err != nil {
		return errContent
	}
	if h.verifier, err = signature.NewVerifier(public); err != nil {
		return errContent
	}
	if h.macs, err = macKeys(h.bundle.signing); err != nil {
		return err
	}
	h.fingerprint, err = fingerprint(h.bundle.signing)
	return err
}

// follows says that h is what became of old: the same file, changed since. Another
// key file in its place, or an older copy, does not follow.
func (h *held) follows(old *held) bool {
	return h.bundle.generation > old.bundle.generation && h.bundle.name == old.bundle.name
}

// keep adds the keys of old with which h cannot open or verify. A program that runs can
// so finish reading what it began to read before old keys were dropped.
func (h *held) keep(old *held) {
	h.former = append(slices.Clone(old.former), old.verifier)
	for _, mac := range old.macs {
		if !slices.ContainsFunc(h.macs, func(own []byte) bool { return bytes.Equal(own, mac) }) {
			h.macs = append(h.macs, mac)
		}
	}
	openers := maps.Clone(old.openers)
	maps.Copy(openers, h.openers)
	h.openers = openers
}
