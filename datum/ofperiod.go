package datum

import "github.com/regiebot/regiebot/procesregie"

// finder finds a day in a period, when there is one.
type finder = func(period) candidate

// inPeriod finds a day in the period that was named and asks back when it is on
// the wrong side of today and another period may be meant.
func (q query) inPeriod(find finder) (procesregie.Date, error) {
	p, err := q.period()
	if err != nil {
		return procesregie.Date{}, err
	}
	this := find(p)
	switch {
	case !this.exists && p.step == 0:
		return procesregie.Date{}, q.eitherOf()
	case this.exists && (p.step == 0 || q.fits(this.date)):
		return this.date, nil
	}
	return procesregie.Date{}, q.eitherOf(this, find(p.other()))
}

// nthWeekday reads "eerste maandag van mei" and "laatste vrijdag van het jaar".
func nthWeekday(q query) (procesregie.Date, error) {
	day := q.weekday()
	return q.inPeriod(func(p period) candidate {
		if q.has("laatste") {
			last := p.last()
			return candidate{Context{Today: last.AddDays(1)}.latest(day), true}
		}
		first := Context{Today: p.first.AddDays(-1)}.first(day)
		return p.contains(first.AddDays(7 * (q.number("RANG") - 1)))
	})
}

// nthWorkday reads "1e werkdag van april" and "laatste werkdag van de maand".
func nthWorkday(q query) (procesregie.Date, error) {
	return q.inPeriod(func(p period) candidate {
		d := q.after(p.first.AddDays(-1), q.number("RANG"), unitWorkday)
		if q.has("laatste") {
			d = q.after(p.last().AddDays(1), -1, unitWorkday)
		}
		found := p.contains(d)
		found.exists = found.exists && q.Calendar.IsWorkday(d)
		return found
	})
}

// nthDay reads "laatste dag van mei".
func nthDay(q query) (procesregie.Date, error) {
	return q.inPeriod(func(p period) candidate {
		if q.has("laatste") {
			return candidate{p.last(), true}
		}
		return p.contains(p.first.AddDays(q.number("RANG") - 1))
	})
}

func (p period) contains(d procesregie.Date) candidate {
	return candidate{d, !d.Before(p.first) && !d.After(p.last())}
}

// endOfPeriod reads "eind van de maand" and "eind mei" as the last calendar day.
func endOfPeriod(q query) (procesregie.Date, error) {
	return q.inPeriod(func(p period) candidate { return candidate{p.last(), true} })
}

// beginOfPeriod asks back: the first day, or the first working day?
func beginOfPeriod(q query) (procesregie.Date, error) {
	p, err := q.period()
	if err != nil {
		return procesregie.Date{}, err
	}
	return procesregie.Date{}, q.noExactDay(p.first, q.after(p.first.AddDays(-1), 1, unitWorkday))
}

// middleOfPeriod asks back "half mei" with the 15th, and the middle of a year with 1 July.
func middleOfPeriod(q query) (procesregie.Date, error) {
	p, err := q.period()
	if err != nil {
		return procesregie.Date{}, err
	}
	middle := p.first.AddDays(14)
	if p.months == 12 {
		middle = p.first.AddMonths(6)
	}
	return procesregie.Date{}, q.noExactDay(middle)
}
