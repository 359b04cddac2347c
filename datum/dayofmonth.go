package datum

import "github.com/regiebot/regiebot/procesregie"

// dayOfMonth reads "de 27e": of this month when that day is still ahead (or, for
// what has happened, has been), otherwise asked back. On the day itself it is
// asked back too, unless a weekday or the past decides.
func dayOfMonth(q query) (procesregie.Date, error) {
	day := q.number("RANGCIJFER", "RANG")
	this := dayIn(q.Today, 0, day)
	other := dayIn(q.Today, q.ahead(), day)
	if this.exists && this.date == q.Today && !q.Past && !q.has("DAG") {
		return procesregie.Date{}, q.eitherOf(this, other)
	}
	return q.pick(this, other)
}

// weekdayAndNumber asks back "vrijdag 27", which lacks a month.
func weekdayAndNumber(q query) (procesregie.Date, error) {
	this, other := dayIn(q.Today, 0, q.number("DD")), dayIn(q.Today, q.ahead(), q.number("DD"))
	var right []procesregie.Date
	for _, d := range existing(this, other) {
		if q.rightWeekday(d) {
			right = append(right, d)
		}
	}
	return procesregie.Date{}, askf(right, "Bij '%s' hoort nog een maand. Typ de hele datum, zoals 27-11-2026.", q.said)
}

// dayIn is the day with this number in the month that lies so many months after d's.
func dayIn(d procesregie.Date, months, day int) candidate {
	first := procesregie.Date{Year: d.Year, Month: d.Month, Day: 1}.AddMonths(months)
	found, ok := procesregie.NewDate(first.Year, first.Month, day)
	return candidate{found, ok}
}

// nthDayOfOtherMonth reads "de 27e volgende maand" and "vorige maand de 3e".
func nthDayOfOtherMonth(q query) (procesregie.Date, error) {
	found := dayIn(q.Today, q.otherMonth(), q.number("RANGCIJFER", "RANG"))
	if !found.exists {
		return procesregie.Date{}, q.eitherOf()
	}
	return found.date, nil
}

// otherMonth is the difference that "deze", "volgende" or "vorige maand" makes.
func (q query) otherMonth() int {
	switch {
	case q.has("volgende"), q.has("komende"):
		return 1
	case q.has("vorige"), q.has("afgelopen"):
		return -1
	}
	return 0
}
