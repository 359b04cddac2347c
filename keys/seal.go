package keys

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
)

// A sealed text is [Mark], number of the key, ".", ciphertext.
const (
	// Mark is what all sealed text begins with.
	Mark = "rb1."
	// PrefixLength is the length in bytes of [Ring.Prefix].
	PrefixLength = len(Mark) + 8 + 1
	// tinkPrefix is the byte that a ciphertext of Tink begins with; the number of its
	// key follows.
	tinkPrefix = 1
)

func encoding() *base64.Encoding { return base64.RawURLEncoding.Strict() }

func prefixOf(key uint32) string { return fmt.Sprintf("%s%08x.", Mark, key) }

// Sealed says whether text has the form of sealed text. What the database held before
// it was sealed never has: that is JSON.
func Sealed(text string) bool {
	return len(text) > PrefixLength && strings.HasPrefix(text, Mark)
}

// PrefixOf returns the part of sealed text that names its key, as [Ring.Prefix] does for
// the present key; empty for what is no sealed text.
func PrefixOf(sealed string) string {
	if !Sealed(sealed) {
		return ""
	}
	return sealed[:PrefixLength]
}

// Seal returns plain as sealed text for one place: table.column.key-of-the-row.
func (r *Ring) Seal(plain []byte, place string) (string, error) {
	r.refresh()
	ciphertext, err := r.current.Load().seal(plain, place)
	if err != nil {
		return "", err
	}
	key := numberOf(ciphertext)
	text := make([]byte, 0, PrefixLength+encoding().EncodedLen(len(ciphertext)))
	text = append(text, prefixOf(key)...)
	return string(encoding().AppendEncode(text, ciphertext)), nil
}

func (h *held) seal(plain []byte, place string) ([]byte, error) {
	ciphertext, err := h.sealer.Encrypt(plain, []byte(place))
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return ciphertext, nil
}

// numberOf returns the number of the key of a ciphertext, 0 when it has none.
func numberOf(ciphertext []byte) uint32 {
	if len(ciphertext) < 5 || ciphertext[0] != tinkPrefix {
		return 0
	}
	return binary.BigEndian.Uint32(ciphertext[1:5])
}

// Open returns what was sealed for a place. ErrDamaged when the text is not exactly
// what Seal made for this place, ErrUnknownKey when its key is not in the key file.
func (r *Ring) Open(sealed, place string) ([]byte, error) {
	ciphertext, key, ok := parse(sealed)
	if !ok {
		return nil, ErrDamaged
	}
	opener, known := r.current.Load().openers[key]
	if !known {
		r.refresh()
		opener, known = r.current.Load().openers[key]
	}
	if !known {
		return nil, ErrUnknownKey
	}
	plain, err := opener.Decrypt(ciphertext, []byte(place))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

// parse takes sealed text apart. There is one text for each ciphertext: a text that
// differs in any byte is another one.
func parse(sealed string) (ciphertext []byte, key uint32, ok bool) {
	if !Sealed(sealed) || strings.ContainsAny(sealed, "\r\n") { // which base64 skips
		return nil, 0, false
	}
	ciphertext, err := encoding().DecodeString(sealed[PrefixLength:])
	key = numberOf(ciphertext)
	return ciphertext, key, err == nil && key != 0 && strings.HasPrefix(sealed, prefixOf(key))
}
