package procesregie

import (
	"strconv"
	"time"
)

// maskPhones marks Dutch phone numbers of ten digits and international ones.
func (row digitRow) maskPhones() {
	for i := 0; i < len(row); i++ {
		if n := row[i:].phoneGroups(); n > 0 {
			row.mask(i, i+n)
			i += n - 1
		}
	}
}

func (row digitRow) mask(from, to int) {
	for i := from; i < to; i++ {
		row[i].masked = true
	}
}

// phoneGroups returns how many groups from the first make a phone number; 0 for none.
func (row digitRow) phoneGroups() int {
	abroad := row[0].startsAbroad()
	if !abroad && !row[0].startsAtHome() {
		return 0
	}
	total := 0
	for i, g := range row {
		total += len(g.digits)
		if total < phoneLength {
			continue
		}
		if abroad || total == phoneLength && (i+1 == len(row) || row[i+1].joint != tight) {
			return i + 1
		}
		return 0
	}
	return 0
}

// phoneLength is how many digits a Dutch number has; one from abroad has no fewer.
const phoneLength = 10

// startsAbroad is for +31 and 0031.
func (g digitGroup) startsAbroad() bool {
	n := len(g.digits)
	return g.plus || g.joint != tight && n >= 4 && n <= 6 && g.digits[:2] == "00"
}

// startsAtHome is for 06, 020 and 0294.
func (g digitGroup) startsAtHome() bool {
	n := len(g.digits)
	return g.joint != tight && n >= 2 && n <= 4 && g.digits[0] == '0'
}

// maskDates marks whole dates: 27-11-2026, 27/11/2026, 2026-11-27.
func (row digitRow) maskDates() {
	row.eachPiece(func(from, to int) {
		if row[from:to].isDate() {
			row.mask(from, to)
		}
	})
}

// eachPiece calls f for every piece of groups that are joined tightly.
func (row digitRow) eachPiece(f func(from, to int)) {
	from := 0
	for i := 1; i <= len(row); i++ {
		if i == len(row) || row[i].joint == spaced {
			f(from, i)
			from = i
		}
	}
}

// maskKnown marks known numbers that are as long as a BSN, so that the day behind a
// zaaknummer is not read as its last digit.
func (row digitRow) maskKnown(known func(string) bool) {
	for i := 0; i < len(row); {
		j, digits := i, ""
		for ; j < len(row) && row[j].wordAt == row[i].wordAt; j++ {
			digits += row[j].digits
		}
		if len(digits) >= bsnLength-1 && row.isKnown(i, j-1, digits, known) {
			row.mask(i, j)
		}
		i = j
	}
}

// isDaysAndTimes reports whether the groups i to j are nothing but days without a
// year, times and years: "27-11 14.30", "14.30-16.00", "2025-2026", "27 11 2026".
func (row digitRow) isDaysAndTimes(i, j int) bool {
	if row[i : j+1].isDate() {
		return true
	}
	all := true
	row[i : j+1].eachPiece(func(from, to int) {
		piece := row[i+from : i+to]
		all = all && (piece.isDay() || piece.isTimes() || piece.isYears())
	})
	return all
}

func (row digitRow) isDate() bool {
	if len(row) != 3 {
		return false
	}
	a, b, c := row[0].digits, row[1].digits, row[2].digits
	return isCalendarDay(a, b, c) || isCalendarDay(c, b, a)
}

func isCalendarDay(day, month, year string) bool {
	if len(day) > 2 || len(month) > 2 || !isYear(year) {
		return false
	}
	_, ok := NewDate(number(year), time.Month(number(month)), number(day))
	return ok
}

func isYear(digits string) bool {
	return len(digits) == 4 && number(digits) >= 1900 && number(digits) < 2200
}

// isDay accepts a day and a month without a year; 29 February too.
func (row digitRow) isDay() bool {
	return len(row) == 2 && len(row[0].digits) <= 2 && isCalendarDay(row[0].digits, row[1].digits, "2000")
}

// isTimes accepts a time, and a time from and until.
func (row digitRow) isTimes() bool {
	if len(row) > 4 {
		return false
	}
	for i := 0; i < len(row); i += 2 {
		if i+1 == len(row) || !isTime(row[i].digits, row[i+1].digits) {
			return false
		}
	}
	return true
}

func isTime(hour, minute string) bool {
	return len(hour) <= 2 && len(minute) == 2 && number(hour) < 24 && number(minute) < 60
}

func (row digitRow) isYears() bool {
	for _, g := range row {
		if !isYear(g.digits) {
			return false
		}
	}
	return true
}

// number reads at most nine digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
