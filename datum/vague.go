package datum

import (
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// vagueWeek asks which day of a week is meant, and offers Monday to Friday.
func vagueWeek(weeks int) reader {
	return func(q query) (procesregie.Date, error) {
		var days []procesregie.Date
		for day := time.Monday; day <= time.Friday; day++ {
			days = append(days, q.inWeek(weeks, day))
		}
		return procesregie.Date{}, q.noExactDay(days...)
	}
}

// noExactDay asks for the day itself and offers days on the right side of today.
func (q query) noExactDay(readings ...procesregie.Date) error {
	readings = slices.DeleteFunc(readings, func(d procesregie.Date) bool { return !q.fits(d) })
	return askf(readings, "'%s' is geen vaste dag. Typ de dag zelf, zoals 27-11-2026 of volgende week dinsdag.", q.said)
}

func vagueWithoutDay(q query) (procesregie.Date, error) { return procesregie.Date{}, q.noExactDay() }

// spanAlone asks back "6 weken": ahead, or ago?
func spanAlone(q query) (procesregie.Date, error) {
	d := q.after(q.Today, q.ahead()*q.number("N"), q.unit())
	if !inRange(d) {
		return procesregie.Date{}, outOfRange()
	}
	meant := "over " + q.said
	if q.Past {
		meant = q.said + " geleden"
	}
	return procesregie.Date{}, askf([]procesregie.Date{d}, "Bedoel je '%s', %s? Typ dat dan zo.", meant, d.Dutch())
}

// notADay refuses "nu" where a day is asked, and offers today.
func notADay(q query) (procesregie.Date, error) {
	return procesregie.Date{}, askf([]procesregie.Date{q.Today},
		"'%s' is geen dag. Bedoel je %s? Typ dan 'vandaag'.", q.said, q.Today.Dutch())
}
