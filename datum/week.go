package datum

import "github.com/regiebot/regiebot/procesregie"

// weekOfYear reads "week 20 2027": its Monday, or the weekday that was typed.
func weekOfYear(q query) (procesregie.Date, error) {
	year := q.number("JAAR")
	if year < FirstYear || year > LastYear {
		return procesregie.Date{}, outOfRange()
	}
	if found := q.dayOfWeek(year); found.exists {
		return found.date, nil
	}
	return procesregie.Date{}, noSuchWeek(q.number("N"), year)
}

// weekAhead reads "week 20": of this year when the day has not passed (or, for
// what has happened, has), otherwise asked back.
func weekAhead(q query) (procesregie.Date, error) {
	this, other := q.dayOfWeek(q.Today.Year), q.dayOfWeek(q.Today.Year+q.ahead())
	if this.exists && q.fits(this.date) {
		return this.date, nil
	}
	if !this.exists && !other.exists {
		return procesregie.Date{}, noSuchWeek(q.number("N"), q.Today.Year)
	}
	return procesregie.Date{}, q.eitherOf(this, other)
}

// dayOfWeek finds the day in the week of a year; a year has 52 or 53 weeks.
func (q query) dayOfWeek(year int) candidate {
	number := q.number("N")
	weekOne := mondayOf(procesregie.Date{Year: year, Month: 1, Day: 4})
	nextWeekOne := mondayOf(procesregie.Date{Year: year + 1, Month: 1, Day: 4})
	monday := weekOne.AddDays(7 * (number - 1))
	d := monday
	if q.has("DAG") {
		d = monday.AddDays(daysAfterMonday(q.weekday()))
	}
	return candidate{d, monday.Before(nextWeekOne)}
}

func noSuchWeek(number, year int) error {
	return problemf("Week %d bestaat niet in %d. Typ een ander weeknummer of de datum zelf.", number, year)
}
