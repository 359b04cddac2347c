package keys

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/tink-crypto/tink-go/v2/keyset"
)

// Fingerprint returns what tells the key that signs apart from others, for people to
// compare: eight groups of four hexadecimal digits of the SHA-256 of its public part.
// It is another one after keys are rotated, and says nothing about a secret.
func (r *Ring) Fingerprint() string {
	r.refresh()
	return r.current.Load().fingerprint
}

// fingerprint is that of the key of a keyset that signs. Every error is errContent.
func fingerprint(signing *keyset.Handle) (string, error) {
	one, err := only(signing)
	if err != nil {
		return "", errContent
	}
	public, err := one.Public()
	if err != nil {
		return "", errContent
	}
	var binary bytes.Buffer
	if err := public.WriteWithNoSecrets(keyset.NewBinaryWriter(&binary)); err != nil {
		return "", errContent
	}
	sum := sha256.Sum256(binary.Bytes())
	text := hex.EncodeToString(sum[:16])
	var groups []string
	for i := 0; i < len(text); i += 4 {
		groups = append(groups, text[i:i+4])
	}
	return strings.Join(groups, " "), nil
}
