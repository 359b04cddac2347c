package exchange

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/regiebot/regiebot/procesregie"
)

// dateReading is what a cell says as a date. A problem is an English sentence.
type dateReading struct {
	day     day
	problem string
	both    bool // has slashes and would be another day with the month first
	month   bool // can only be read with the month first
}

// The reasons why a text is no date.
const (
	notADate    = "is not a date: write it like 27-11-2026"
	noDayMonth  = "needs a day, a month and a year: write it like 27-11-2026"
	shortYear   = "has a year of two digits: write all four"
	noSuchDay   = "is a day that does not exist"
	monthFirst  = "is a day that does not exist with the day first: write day-month-year, or say “datum: mdj” in a map (--map)"
	outOfRange  = "is before 1990 or after 2100"
	otherDay    = "falls on another day of the week"
	hasZone     = "has a time zone: leave it out"
	plainNumber = "is a plain number, not a date: give the cell the format of a date"
	bothWays    = "can be read as day-month and as month-day, and another date in this column has the month first: write the month as a word, or say “datum: mdj” in a map (--map)"
)

var (
	numericDate = regexp.MustCompile(`^(\d{1,4})([-/.])(\d{1,2})([-/.])(\d{1,4})(.*)$`)
	dayWordDate = regexp.MustCompile(`^(\d{1,2})(?:\s+|-)(\pL+)\.?,?(?:\s+|-)(\d{1,4})(.*)$`)
	wordDayDate = regexp.MustCompile(`^(\pL+)\.?\s+(\d{1,2})(?:,\s*|\s+)(\d{1,4})(.*)$`)
	frontDay    = regexp.MustCompile(`^(\pL+)(?:\.,?\s*|,\s*|\s+)(.+)$`)
	timeBehind  = regexp.MustCompile(`^(?:t|,?\s+(?:om\s+)?)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?:\s*(?:uur|u|h)\.?|\s*([ap])\.?m\.?)?$`)
	zoneBehind  = regexp.MustCompile(`\d\s*(?:z|utc|gmt|bst|wes?t|ces?t|ees?t|mes?z|[+-]\d{1,2}(?::?\d{2})?)$`)
	onlyDigits  = regexp.MustCompile(`^[+-]?\d+(?:[.,]\d+)?$`)
)

// readDate reads a date that is written as text. The day comes first, unless mdj.
func readDate(text string, mdj bool) dateReading {
	if d, ok := isoDay(text); ok {
		return d
	}
	text = strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(text)), " "))
	weekday, rest := cutWeekday(text)
	switch {
	case onlyDigits.MatchString(rest):
		return dateReading{problem: plainNumber}
	case numericDate.MatchString(rest):
		return readNumeric(numericDate.FindStringSubmatch(rest), weekday, mdj)
	}
	if m := dayWordDate.FindStringSubmatch(rest); m != nil {
		return readWord(m[1], m[2], m[3:], weekday)
	}
	if m := wordDayDate.FindStringSubmatch(rest); m != nil {
		return readWord(m[2], m[1], m[3:], weekday)
	}
	if strings.ContainsFunc(rest, func(r rune) bool { return r >= '0' && r <= '9' }) {
		return dateReading{problem: noDayMonth}
	}
	return dateReading{problem: notADate}
}

// isoDay reads 2026-11-27, by far the commonest, without further ado.
func isoDay(text string) (dateReading, bool) {
	if len(text) != len(time.DateOnly) || text[4] != '-' || text[7] != '-' {
		return dateReading{}, false
	}
	d, err := procesregie.ParseDate(text)
	if err != nil {
		return dateReading{}, false
	}
	return ranged(dayOf(d)), true
}

func ranged(d day) dateReading {
	if !d.inRange() {
		return dateReading{problem: outOfRange}
	}
	return dateReading{day: d}
}

// cutWeekday takes a day of the week off the front.
func cutWeekday(text string) (name, rest string) {
	m := frontDay.FindStringSubmatch(text)
	if m == nil {
		return "", text
	}
	if _, ok := weekdays(m[1]); !ok {
		return "", text
	}
	return m[1], m[2]
}

// weekdays knows the days of the week in Dutch and English, whole and short.
func weekdays(word string) (time.Weekday, bool) {
	for day, names := range [...]string{
		" zo zon zondag su sun sunday ", " ma maa maandag mo mon monday ", " di din dinsdag tu tue tues tuesday ",
		" wo woe woensdag we wed wednesday ", " do don donderdag th thu thur thurs thursday ",
		" vr vri vrijdag fr fri friday ", " za zat zaterdag sa sat saturday ",
	} {
		if strings.Contains(names, " "+word+" ") {
			return time.Weekday(day), true
		}
	}
	return 0, false
}

// monthOf knows the months in Dutch and English, whole and short; 0 is none.
func monthOf(word string) time.Month {
	for i, names := range [...]string{
		" jan januari january ", " feb februari february ", " mrt maa maart mar march ", " apr april ", " mei may ",
		" jun juni june ", " jul juli july ", " aug augustus august ", " sep sept september ", " okt oktober oct october ",
		" nov november ", " dec december ",
	} {
		if strings.Contains(names, " "+word+" ") {
			return time.Month(i + 1)
		}
	}
	return 0
}
