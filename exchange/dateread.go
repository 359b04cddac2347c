package exchange

import (
	"strconv"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// readNumeric reads a date in figures: m holds its three numbers, the separators
// between them and what follows.
func readNumeric(m []string, weekday string, mdj bool) dateReading {
	first, sep, second, third := m[1], m[2], m[3], m[5]
	problem := timeProblem(m[6])
	switch {
	case problem != "":
		return dateReading{problem: problem}
	case m[4] != sep:
		return dateReading{problem: notADate}
	case len(first) == 4 && len(third) <= 2 && sep == "-":
		return onWeekday(ymd(first, second, third), weekday)
	case len(first) > 2:
		return dateReading{problem: notADate}
	case len(third) != 4:
		return dateReading{problem: yearProblem(third)}
	case mdj:
		return onWeekday(ymd(third, first, second), weekday)
	}
	d := readDayFirst(m, weekday)
	d.both = d.both && sep == "/"
	return d
}

func yearProblem(year string) string {
	if len(year) < 3 {
		return shortYear
	}
	return notADate
}

// readDayFirst reads day, month and year, and looks what the other order would give.
func readDayFirst(m []string, weekday string) dateReading {
	first, second, year := m[1], m[3], m[5]
	d := onWeekday(ymd(year, second, first), weekday)
	swapped := onWeekday(ymd(year, first, second), weekday)
	if swapped.problem == "" {
		d.both = d.problem == "" && d.day != swapped.day
		if number(second) > 12 {
			d.month, d.problem = true, monthFirst
		}
	}
	return d
}

func readWord(dayText, monthText string, rest []string, weekday string) dateReading {
	month := monthOf(monthText)
	if month == 0 {
		return dateReading{problem: notADate}
	}
	if problem := timeProblem(rest[1]); problem != "" {
		return dateReading{problem: problem}
	}
	if len(rest[0]) != 4 {
		return dateReading{problem: yearProblem(rest[0])}
	}
	return onWeekday(ymd(rest[0], strconv.Itoa(int(month)), dayText), weekday)
}

func ymd(year, month, dayOfMonth string) dateReading {
	d, ok := procesregie.NewDate(number(year), time.Month(number(month)), number(dayOfMonth))
	if !ok {
		return dateReading{problem: noSuchDay}
	}
	return ranged(dayOf(d))
}

// number reads at most four digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// onWeekday refuses a day of the week that the date does not have.
func onWeekday(d dateReading, weekday string) dateReading {
	if weekday == "" || d.problem != "" {
		return d
	}
	if want, _ := weekdays(weekday); d.day.date().Weekday() != want {
		return dateReading{problem: otherDay}
	}
	return d
}

// timeProblem judges what stands behind a date: a time of day, or nothing.
func timeProblem(rest string) string {
	if rest == "" {
		return ""
	}
	if zoneBehind.MatchString(rest) && !timeBehind.MatchString(rest) {
		return hasZone
	}
	if m := timeBehind.FindStringSubmatch(rest); m == nil || !isTime(number(m[1]), number(m[2]), number(m[3]), m[4] != "") {
		return notADate
	}
	return ""
}

func isTime(hour, minute, second int, half bool) bool {
	if half && (hour < 1 || hour > 12) {
		return false
	}
	return hour < 24 && minute < 60 && second < 60
}

// readDateCell reads the date in a cell.
func readDateCell(c cell, mdj bool) dateReading {
	switch c.kind {
	case kindDate:
		return ranged(c.day)
	case kindNumber:
		return dateReading{problem: plainNumber}
	default:
		return readDate(c.text, mdj)
	}
}
