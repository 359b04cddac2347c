package procesregie

import (
	"regexp"
	"strings"
)

var zaakPattern = regexp.MustCompile(`^[\pL\p{Nd}][\pL\p{Nd}\-_./]{0,39}$`)

// ValidZaak reports whether text has the form of a zaaknummer: 1–40 letters,
// digits and - _ . /, first a letter or digit, at least one digit.
func ValidZaak(text string) bool {
	return zaakPattern.MatchString(text) && strings.ContainsAny(text, "0123456789")
}

// ZaakKey is the form in which zaaknummers are compared: capitals make no difference.
func ZaakKey(zaaknummer string) string { return strings.ToUpper(strings.TrimSpace(zaaknummer)) }
