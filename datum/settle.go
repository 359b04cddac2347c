package datum

import (
	"fmt"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// fits reports whether d is on the side of today that the context asks for;
// today itself is on both.
func (c Context) fits(d procesregie.Date) bool {
	if c.Past {
		return !d.After(c.Today)
	}
	return !d.Before(c.Today)
}

// ahead is the direction in which a date without a year is looked for: +1, or
// -1 for what has happened.
func (c Context) ahead() int {
	if c.Past {
		return -1
	}
	return 1
}

// full makes a date of which the year is known, and checks the weekday.
func (q query) full(year, month, day int) (procesregie.Date, error) {
	d, ok := procesregie.NewDate(year, time.Month(month), day)
	switch {
	case year < FirstYear || year > LastYear:
		return procesregie.Date{}, outOfRange()
	case !ok:
		return procesregie.Date{}, noSuchDay(month, day, year, fmt.Sprintf(" %d", year))
	case !q.rightWeekday(d):
		return procesregie.Date{}, q.wrongWeekday(d)
	}
	return d, nil
}

// rightWeekday reports whether d is on the weekday that was typed, if any.
func (q query) rightWeekday(d procesregie.Date) bool {
	return !q.has("DAG") || q.weekday() == d.Weekday()
}

func (q query) wrongWeekday(d procesregie.Date, others ...procesregie.Date) error {
	return askf(append(others, d), "%d %s %d is een %s, geen %s. Typ de datum opnieuw, met de goede dag.", d.Day,
		procesregie.MonthName(d.Month), d.Year, procesregie.DayName(d.Weekday()), procesregie.DayName(q.weekday()))
}

// noSuchDay explains that a month lacks a day; label is the year as it was typed.
func noSuchDay(month, day, year int, label string) error {
	if month < 1 || month > 12 {
		return problemf("Maand %d bestaat niet. Typ eerst de dag en dan de maand, zoals 27-11-2026.", month)
	}
	last := monthIn(year, time.Month(month)).last()
	return problemf("%d %s%s bestaat niet: die maand heeft %d dagen. Typ een dag die bestaat.",
		day, procesregie.MonthName(last.Month), label, last.Day)
}

// candidate is a day that may be meant, and whether it exists.
type candidate struct {
	date   procesregie.Date
	exists bool
}

// withoutYear reads a day and a month as a day of this year, or of the year next
// to it when only that one has the weekday that was typed.
func (q query) withoutYear(month, day int) (procesregie.Date, error) {
	const leapYear = 2000
	if _, ok := procesregie.NewDate(leapYear, time.Month(month), day); !ok {
		return procesregie.Date{}, noSuchDay(month, day, leapYear, "")
	}
	this, ok := procesregie.NewDate(q.Today.Year, time.Month(month), day)
	other, otherOK := procesregie.NewDate(q.Today.Year+q.ahead(), time.Month(month), day)
	return q.pick(candidate{this, ok}, candidate{other, otherOK})
}

// pick chooses between the day in the current year (or month) and the one next to
// it on the side that the context asks for. Without a weekday the current one is
// taken when it is on that side, else it is asked back. A weekday must be right;
// when the current one is on the wrong side, it can point at the other.
func (q query) pick(this, other candidate) (procesregie.Date, error) {
	otherRight := q.right(other)
	switch {
	case this.exists && q.fits(this.date) && q.right(this):
		return this.date, nil
	case this.exists && q.fits(this.date):
		return procesregie.Date{}, q.wrongWeekday(this.date, existing(candidate{other.date, otherRight})...)
	case q.has("DAG"):
		return q.pickByWeekday(this, other)
	}
	return procesregie.Date{}, q.eitherOf(this, other)
}

// right reports whether a candidate exists and falls on the weekday that was said.
func (q query) right(c candidate) bool { return c.exists && q.rightWeekday(c.date) }

// pickByWeekday chooses when the current day is on the wrong side and a weekday was
// said.
func (q query) pickByWeekday(this, other candidate) (procesregie.Date, error) {
	switch {
	case q.right(other) && !q.right(this):
		return other.date, nil
	case q.right(this):
		return procesregie.Date{}, q.wrongSide(this.date)
	case this.exists:
		return procesregie.Date{}, q.wrongWeekday(this.date, existing(other)...)
	}
	return procesregie.Date{}, q.eitherOf(this, other)
}

// wrongSide is for a day that has passed where the future is meant, or has not
// come where something has happened.
func (q query) wrongSide(d procesregie.Date) error {
	state := "is al geweest"
	if q.Past {
		state = "moet nog komen"
	}
	return askf([]procesregie.Date{d}, "%s %s. Bedoel je die dag? Typ de datum dan met het jaar erbij.", d.Dutch(), state)
}

func (q query) eitherOf(candidates ...candidate) error {
	dates := existing(candidates...)
	if len(dates) == 0 {
		return problemf("De dag '%s' bestaat niet. Typ een dag die bestaat, met het jaar erbij.", q.said)
	}
	return between(q.said, dates...)
}

func existing(candidates ...candidate) []procesregie.Date {
	var dates []procesregie.Date
	for _, c := range candidates {
		if c.exists {
			dates = append(dates, c.date)
		}
	}
	return dates
}
