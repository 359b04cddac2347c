package datum

import (
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// period is a month or a year that was named.
type period struct {
	first  procesregie.Date // its first day
	months int              // its length: 1 or 12
	// step is the number of months to the period that would be meant when the day
	// in this one is on the wrong side of today; 0 when no other can be meant.
	step int
}

func (p period) last() procesregie.Date { return p.first.AddMonths(p.months).AddDays(-1) }

func (p period) other() period {
	p.first = p.first.AddMonths(p.step)
	return p
}

// periods are the ways to name a month or a year, with the period they name.
var periods = []struct {
	pattern pattern
	of      func(query) period
}{
	{newPattern("MAAND"), namedPeriod},
	{newPattern("MAAND ?van JAAR"), monthOfYear},
	{newPattern("MAAND ?van dit|volgend|komend|vorig|afgelopen jaar"), monthOfOtherYear},
	{newPattern("?de|deze maand"), currentPeriod(1)},
	{newPattern("volgende|komende|vorige|afgelopen maand"), otherMonth},
	{newPattern("?het|dit jaar"), currentPeriod(12)},
	{newPattern("volgend|komend|vorig|afgelopen jaar"), otherYear},
	{newPattern("JAAR"), wholeYear},
}

// period reads the rest of a form, which names a month or a year.
func (q query) period() (period, error) {
	m, of, _ := findPeriod(q.rest)
	if m.has("JAAR") && !inRange(procesregie.Date{Year: m.number("JAAR")}) {
		return period{}, outOfRange()
	}
	return of(query{Context: q.Context, match: m, said: q.said}), nil
}

func findPeriod(tokens []token) (match, func(query) period, bool) {
	for _, p := range periods {
		if m, ok := p.pattern.match(tokens); ok {
			return m, p.of, true
		}
	}
	return match{}, nil, false
}

func monthIn(year int, month time.Month) period {
	return period{first: procesregie.Date{Year: year, Month: month, Day: 1}, months: 1}
}

// namedPeriod is the month of that name from this month on; for what has
// happened, up to this month.
func namedPeriod(q query) period {
	p := monthIn(q.Today.Year, q.month())
	p.step = 12 * q.ahead()
	if (p.first.Month-q.Today.Month)*time.Month(q.ahead()) < 0 {
		return p.other()
	}
	return p
}

func monthOfYear(q query) period { return monthIn(q.number("JAAR"), q.month()) }

func monthOfOtherYear(q query) period { return monthIn(q.Today.Year+q.otherYear(), q.month()) }

func otherMonth(q query) period {
	p := monthIn(q.Today.Year, q.Today.Month)
	p.first = p.first.AddMonths(q.otherMonth())
	return p
}

func otherYear(q query) period { return yearOf(q.Today.Year + q.otherYear()) }

func wholeYear(q query) period { return yearOf(q.number("JAAR")) }

func yearOf(year int) period {
	return period{first: procesregie.Date{Year: year, Month: 1, Day: 1}, months: 12}
}

// currentPeriod is this month or year. A day in it that has passed may be meant
// for the next; one ahead is never meant for the one before.
func currentPeriod(months int) func(query) period {
	return func(q query) period {
		p := monthIn(q.Today.Year, q.Today.Month)
		if months == 12 {
			p = yearOf(q.Today.Year)
		}
		if !q.Past {
			p.step = months
		}
		return p
	}
}
