package procesregie

import (
	"strings"
	"unicode"
)

// digitValue returns the ASCII digit that a character stands for: decimal digits of
// every script, and superscript, subscript and circled ones.
func digitValue(r rune) (byte, bool) {
	if r >= '0' && r <= '9' {
		return byte(r), true
	}
	if r < 0x80 {
		return 0, false
	}
	if i := strings.IndexRune(raisedDigits, r); i >= 0 {
		return byte('0' + len([]rune(raisedDigits[:i]))%10), true
	}
	for _, one := range circledOnes {
		if r >= one && r < one+9 {
			return byte('1' + r - one), true
		}
	}
	return scriptDigit(r)
}

// raisedDigits are digits that do not stand in one row: superscript, subscript.
const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⓪"

// circledOnes are the ones of ①, ⑴, ⒈, ⓵, ❶, ➀ and ➊; two to nine follow each.
var circledOnes = [...]rune{'①', '⑴', '⒈', '⓵', '❶', '➀', '➊'}

// scriptDigit finds the zero of the row in which a decimal digit stands. Unicode
// keeps the ten digits of a script together, in order.
func scriptDigit(r rune) (byte, bool) {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte('0' + (r-rune(t.Lo))%10), true
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte('0' + (r-rune(t.Lo))%10), true
		}
	}
	return 0, false
}

// isInvisible is for characters that take no room of their own: zero-width and
// direction marks, joiners, accents, the frame of an emoji digit.
func isInvisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) || r == 0xFFFD
}

// isBlank is for every kind of space within a line, and brackets, which phone
// numbers have: (020) 123 45 67. The end of a line is no space.
func isBlank(r rune) bool {
	switch r {
	case '\t', '(', ')', '\u115F', '\u1160', '\u2800', '\u3164', '\uFFA0':
		return true
	}
	return unicode.Is(unicode.Zs, r)
}

// isJoiner is for what people put between the groups of a number.
func isJoiner(r rune) bool {
	return isDot(r) || unicode.In(r, unicode.Pd, unicode.Pc) || strings.ContainsRune("−/\\⁄∕／*~`|", r)
}

func isDot(r rune) bool { return strings.ContainsRune(".·•‧∙⋅․…。｡．", r) }
