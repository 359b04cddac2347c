package procesregie

import "strings"

// FindBSN reports whether a possible BSN stands anywhere in a text: nine digits, or
// eight (the leading zero left out), that pass the elfproef and are no part of a
// longer run of digits. Spaces, dots, dashes and the like between the digits make no
// difference, nor do digits and spaces of other scripts or invisible characters.
//
// What people write as a date, a time, a phone number or a zaaknummer such as
// ZO-2026-0142 is no BSN. Nine digits in one piece that pass the proof always are,
// whatever stands around them. It is a warning, not a verdict: one in eleven of all
// other numbers of this length passes the proof too.
func FindBSN(text string) bool { return FindBSNExcept(text, nil) }

// FindBSNExcept is [FindBSN] for a text in which zaaknummers can stand. A number that
// lies within one word for which known answers true is no BSN; the word is passed as
// it was written, without quotes and punctuation around it. A nil known knows none.
func FindBSNExcept(text string, known func(word string) bool) bool {
	if known == nil {
		known = func(string) bool { return false }
	}
	for _, row := range digitRows(text) {
		row.maskPhones()
		row.maskDates()
		row.maskKnown(known)
		if row.hasBSN(known) {
			return true
		}
	}
	return false
}

// ValidBSN reports whether text is exactly nine ASCII digits that pass the elfproef.
// 000000000 passes the sum and is refused.
func ValidBSN(text string) bool {
	return len(text) == bsnLength && isDigits(text) && passesElfproef(text)
}

const bsnLength = 9

func isDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// passesElfproef takes eight or nine digits; eight get a leading zero.
func passesElfproef(digits string) bool {
	sum, some := 0, false
	for i := range len(digits) {
		weight := len(digits) - i
		if weight == 1 {
			weight = -1
		}
		sum += weight * int(digits[i]-'0')
		some = some || digits[i] != '0'
	}
	return some && sum%11 == 0
}

// hasBSN tries every way to take adjoining groups together.
func (row digitRow) hasBSN(known func(string) bool) bool {
	for i := range row {
		digits := ""
		for j := i; j < len(row) && !row[j].masked; j++ {
			digits += row[j].digits
			if len(digits) > bsnLength {
				break
			}
			if row.isBSN(i, j, digits) && !row.isKnown(i, j, digits, known) {
				return true
			}
		}
	}
	return false
}

// isBSN judges the groups i to j taken together. Nine digits in one piece need no
// more than the proof; anything else must not be a piece of something longer, nor
// the digits of a zaaknummer, nor days and times side by side.
func (row digitRow) isBSN(i, j int, digits string) bool {
	switch {
	case len(digits) < bsnLength-1 || !passesElfproef(digits):
		return false
	case i == j && len(digits) == bsnLength:
		return true
	case len(digits) == bsnLength-1 && digits[0] == '0':
		return false // 0800-2000: nobody leaves out one of two zeros
	}
	return row.standsAlone(i, j) && !row.isCode(i, j) && !row.isDaysAndTimes(i, j)
}

func (row digitRow) standsAlone(i, j int) bool {
	return row[i].joint != tight && (j+1 == len(row) || row[j+1].joint != tight)
}

func (row digitRow) isCode(i, j int) bool {
	for _, g := range row[i : j+1] {
		if g.code {
			return true
		}
	}
	return false
}

// isKnown reports whether the groups lie within one word that is known. The digits
// must stand in the word as it was written: nothing invisible adds to them.
func (row digitRow) isKnown(i, j int, digits string, known func(string) bool) bool {
	word := row[i].word
	return word != "" && row[i].wordAt == row[j].wordAt && strings.Contains(digitsOf(word), digits) && known(word)
}

func digitsOf(word string) string {
	var digits strings.Builder
	for _, r := range word {
		if d, ok := digitValue(r); ok {
			digits.WriteByte(d)
		}
	}
	return digits.String()
}
