package keys

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Fingerprint returns what tells the keys that sign apart from others, for people to
// compare: eight groups of four hexadecimal digits of the SHA-256 of their public part.
// It stays the same when keys are rotated, and says nothing about a secret.
func (r *Ring) Fingerprint() string {
	sum := sha256.Sum256(r.current.Load().identity)
	text := hex.EncodeToString(sum[:16])
	var groups []string
	for i := 0; i < len(text); i += 4 {
		groups = append(groups, text[i:i+4])
	}
	return strings.Join(groups, " ")
}
