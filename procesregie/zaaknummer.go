package procesregie

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var zaakPattern = regexp.MustCompile(`^[\pL\p{Nd}][\pL\p{Nd}\-_./]{0,39}$`)

// ValidZaak reports whether text has the form of a zaaknummer: 1–40 letters,
// digits and - _ . /, first a letter or digit, at least one digit.
func ValidZaak(text string) bool {
	return zaakPattern.MatchString(text) && strings.ContainsAny(text, "0123456789")
}

// dashes are the signs that programs put in the place of a - : hyphens that hold a line
// together, dashes, a minus, and those of other scripts.
const dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

// PlainZaak writes a zaaknummer that was copied from elsewhere with the - of the keyboard:
// ZO‑2026‑0142, as a word processor has it, looks the same and is another word. What is no
// zaaknummer then either is given as it is.
func PlainZaak(text string) string {
	plain := oneDash(text)
	if !ValidZaak(plain) {
		return text
	}
	return plain
}

// oneDash writes every dash of a text as the one of a zaaknummer.
func oneDash(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(dashes, r) {
			return '-'
		}
		return r
	}, text)
}

// ZaakKey is the form in which zaaknummers are compared: capitals make no difference.
func ZaakKey(zaaknummer string) string { return strings.ToUpper(strings.TrimSpace(zaaknummer)) }

// NoemtZaak reports whether a text names a zaaknummer, in any capitals and with any dash: ZO-1
// stands in "zie zo-1.", and not in "ZO-12" or "ZO-1/2", which are other cases.
func NoemtZaak(text, zaaknummer string) bool {
	text, zaak := strings.ToUpper(oneDash(text)), ZaakKey(zaaknummer)
	for from := 0; zaak != ""; {
		i := strings.Index(text[from:], zaak)
		if i < 0 {
			return false
		}
		begin := from + i
		end := begin + len(zaak)
		if !goesOn(reversed(text[max(begin-40, 0):begin])) && !goesOn(text[end:]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[begin:])
		from = begin + size
	}
	return false
}

// goesOn reports whether a zaaknummer goes on in what comes after it: with a letter or
// digit, or with one after marks.
func goesOn(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "-_./"))
	return unicode.IsLetter(r) || unicode.Is(unicode.Nd, r)
}

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}
