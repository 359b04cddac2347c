package datum

import "github.com/regiebot/regiebot/procesregie"

// reader reads a text that fits a form.
type reader = func(query) (procesregie.Date, error)

func namedDay(q query) (procesregie.Date, error) { return q.named(), nil }

func (q query) named() procesregie.Date {
	return q.Today.AddDays(relativeDays[q.took["ALLEDAAGS"][0].text])
}

// after counts n units from d; months keep the day number and are clamped (EV-4),
// working days follow the calendar (SC-3).
func (c Context) after(d procesregie.Date, n int, u unit) procesregie.Date {
	switch u {
	case unitWorkday:
		return c.Calendar.AddWorkdays(d, n)
	case unitWeek:
		return d.AddDays(7 * n)
	case unitMonth:
		return d.AddMonths(n)
	case unitYear:
		return d.AddMonths(12 * n)
	}
	return d.AddDays(n)
}

// inSome reads "over 6 weken" (+1) and "6 weken geleden" (-1).
func inSome(direction int) reader {
	return func(q query) (procesregie.Date, error) {
		return q.checkedAfter(q.Today, direction*q.number("N"), q.unit())
	}
}

// namedDayInSome reads "morgen over twee weken".
func namedDayInSome(q query) (procesregie.Date, error) {
	return q.checkedAfter(q.named(), q.number("N"), q.unit())
}

// checkedAfter refuses a working day of a calendar that has none.
func (c Context) checkedAfter(d procesregie.Date, n int, u unit) (procesregie.Date, error) {
	d = c.after(d, n, u)
	if u == unitWorkday && !c.Calendar.IsWorkday(d) {
		return procesregie.Date{}, noWorkday()
	}
	return d, nil
}

func noWorkday() error {
	return problemf("Ik vind zo'n werkdag niet in de kalender. Typ de datum zelf, zoals 27-11-2026.")
}

func nextWorkday(q query) (procesregie.Date, error) { return q.checkedAfter(q.Today, 1, unitWorkday) }

func inMonths(n int) reader {
	return func(q query) (procesregie.Date, error) { return q.Today.AddMonths(n), nil }
}

// inHalf reads "over een half jaar"; half of anything else is asked back.
func inHalf(direction int) reader {
	return func(q query) (procesregie.Date, error) {
		if q.unit() == unitYear {
			return q.Today.AddMonths(6 * direction), nil
		}
		days := map[unit][]int{unitMonth: {14, 15}, unitWeek: {3, 4}}
		return procesregie.Date{}, q.oneOfDays(q.Today, direction, days[q.unit()]...)
	}
}

// inOneAndAHalf reads "over anderhalf jaar" as 18 months; one and a half of
// anything else is asked back.
func inOneAndAHalf(direction int) reader {
	return func(q query) (procesregie.Date, error) {
		switch q.unit() {
		case unitYear:
			return q.Today.AddMonths(18 * direction), nil
		case unitMonth: // six weeks, or a month and half a month
			aMonth := q.Today.AddMonths(direction).AddDays(15 * direction)
			return procesregie.Date{}, between(q.said, q.Today.AddDays(42*direction), aMonth)
		case unitWorkday:
			first, second := q.after(q.Today, direction, unitWorkday), q.after(q.Today, 2*direction, unitWorkday)
			return procesregie.Date{}, between(q.said, first, second)
		}
		days := map[unit][]int{unitWeek: {10, 11}, unitDay: {1, 2}}
		return procesregie.Date{}, q.oneOfDays(q.Today, direction, days[q.unit()]...)
	}
}

// oneOfDays asks which number of days is meant.
func (q query) oneOfDays(from procesregie.Date, direction int, days ...int) error {
	var readings []procesregie.Date
	for _, n := range days {
		readings = append(readings, from.AddDays(direction*n))
	}
	if len(readings) == 0 {
		return problemf("Ik kan met '%s' niet rekenen. Typ de datum zelf, zoals 27-11-2026.", q.said)
	}
	return between(q.said, readings...)
}
