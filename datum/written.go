package datum

import (
	"errors"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

func dayMonthYear(q query) (procesregie.Date, error) {
	dd, year := q.took["DD"], q.took["JAAR"][0].n
	if !q.sameMarks() {
		return procesregie.Date{}, mixedMarks()
	}
	return q.full(year, dd[1].n, dd[0].n)
}

func yearMonthDay(q query) (procesregie.Date, error) {
	dd, year := q.took["DD"], q.took["JAAR"][0].n
	if !q.sameMarks() {
		return procesregie.Date{}, mixedMarks()
	}
	return q.full(year, dd[0].n, dd[1].n)
}

func (q query) sameMarks() bool { return q.took["SEP"][0].text == q.took["SEP"][1].text }

func mixedMarks() error {
	return problemf("In deze datum staan verschillende leestekens. Typ hem als 27-11-2026.")
}

func namedMonthYear(q query) (procesregie.Date, error) {
	return q.full(q.number("JAAR"), int(q.month()), q.number("DD", "RANG"))
}

func dayMonth(q query) (procesregie.Date, error) {
	dd := q.took["DD"]
	return q.withoutYear(dd[1].n, dd[0].n)
}

func namedMonth(q query) (procesregie.Date, error) {
	return q.withoutYear(int(q.month()), q.number("DD", "RANG"))
}

func namedMonthOtherYear(q query) (procesregie.Date, error) {
	return q.full(q.Today.Year+q.otherYear(), int(q.month()), q.number("DD", "RANG"))
}

// otherYear is the difference that "dit", "volgend" or "vorig jaar" makes.
func (q query) otherYear() int {
	switch {
	case q.has("volgend"), q.has("komend"):
		return 1
	case q.has("vorig"), q.has("afgelopen"):
		return -1
	}
	return 0
}

// namedMonthNearby reads "1 mei a.s." as the first one after today and "1 mei jl."
// as the last one before, whatever the context asks for.
func namedMonthNearby(q query) (procesregie.Date, error) {
	q.Past = q.has("jl") || q.has("jongstleden")
	month, day := int(q.month()), q.number("DD", "RANG")
	this, ok := procesregie.NewDate(q.Today.Year, q.month(), day)
	if ok && !q.fits(this) && !q.has("DAG") {
		return q.full(this.AddMonths(12*q.ahead()).Year, month, day)
	}
	if ok && this == q.Today {
		return procesregie.Date{}, between(q.said, this, this.AddMonths(12*q.ahead()))
	}
	return q.withoutYear(month, day)
}

// dateOrTime asks back: "12.11" can be 12 November and 12.11 uur.
func dateOrTime(q query) (procesregie.Date, error) {
	dd := q.took["DD"]
	month, day := dd[1].n, dd[0].n
	d, err := q.withoutYear(month, day)
	readings := []procesregie.Date{d}
	if p, ok := errors.AsType[*Problem](err); ok {
		readings = p.Readings
	}
	if len(readings) == 0 {
		return procesregie.Date{}, err
	}
	return procesregie.Date{}, askf(readings,
		"Ik weet niet of '%s' een datum of een tijd is. Typ %d-%d voor de datum, of %d:%02d voor de tijd.",
		q.said, day, month, day, month)
}

// shortYear refuses years of two digits, and offers the one of this century.
func shortYear(q query) (procesregie.Date, error) {
	dd := q.took["DD"]
	month, day, year := 0, q.number("DD", "RANG"), q.took["MM"][0].n
	if q.has("MAAND") {
		month = int(q.month())
	} else {
		month = dd[1].n
	}
	d, ok := procesregie.NewDate(2000+year, time.Month(month), day)
	if !ok {
		return d, problemf("Typ het jaar met vier cijfers, zoals 27-11-2026.")
	}
	return d, askf([]procesregie.Date{d}, "Typ het jaar met vier cijfers. Bedoel je %s? Typ dan %s.", d.Dutch(), d.Compact())
}
