package datum

import (
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// daysAfterMonday counts from 0 (Monday) to 6 (Sunday).
func daysAfterMonday(day time.Weekday) int { return (int(day) + 6) % 7 }

func mondayOf(d procesregie.Date) procesregie.Date { return d.AddDays(-daysAfterMonday(d.Weekday())) }

// first returns the first such weekday after today: one to seven days ahead.
func (c Context) first(day time.Weekday) procesregie.Date {
	return c.Today.AddDays((int(day)-int(c.Today.Weekday())+6)%7 + 1)
}

// latest returns the last such weekday before today: one to seven days back.
func (c Context) latest(day time.Weekday) procesregie.Date {
	return c.Today.AddDays(-(int(c.Today.Weekday())-int(day)+6)%7 - 1)
}

// inWeek returns a weekday of the week (Monday to Sunday) so many weeks from now.
func (c Context) inWeek(weeks int, day time.Weekday) procesregie.Date {
	return mondayOf(c.Today).AddDays(7*weeks + daysAfterMonday(day))
}

// weekdayAlone reads "vrijdag". It is asked back on a Friday, and always for
// what has happened. So is "zo" alone, which also means "in a moment".
func weekdayAlone(q query) (procesregie.Date, error) {
	first, latest := q.first(q.weekday()), q.latest(q.weekday())
	switch {
	case q.weekday() == q.Today.Weekday() && q.Past:
		return procesregie.Date{}, between(q.said, latest, q.Today, first)
	case q.weekday() == q.Today.Weekday():
		return procesregie.Date{}, between(q.said, q.Today, first)
	case q.Past:
		return procesregie.Date{}, between(q.said, latest, first)
	case q.took["DAG"][0].text == "zo":
		return procesregie.Date{}, between(q.said, first)
	}
	return first, nil
}

// comingWeekday reads "aanstaande vrijdag"; on a Friday it is asked back.
func comingWeekday(q query) (procesregie.Date, error) {
	first := q.first(q.weekday())
	if q.weekday() == q.Today.Weekday() {
		return procesregie.Date{}, between(q.said, q.Today, first)
	}
	return first, nil
}

// thisWeekday reads "deze vrijdag" when Friday of this week is still ahead;
// otherwise, and for what has happened, it is asked back.
func thisWeekday(q query) (procesregie.Date, error) {
	this := q.inWeek(0, q.weekday())
	switch {
	case this.After(q.Today) && !q.Past:
		return this, nil
	case this.After(q.Today):
		return procesregie.Date{}, between(q.said, q.latest(q.weekday()), this)
	}
	return procesregie.Date{}, between(q.said, this, q.first(q.weekday()))
}

// nextWeekday asks back "volgende vrijdag": the first one, or a week later?
func nextWeekday(q query) (procesregie.Date, error) {
	first := q.first(q.weekday())
	return procesregie.Date{}, between(q.said, first, first.AddDays(7))
}

// pastWeekday reads "afgelopen maandag"; on a Monday it is asked back.
func pastWeekday(q query) (procesregie.Date, error) {
	latest := q.latest(q.weekday())
	if q.weekday() == q.Today.Weekday() {
		return procesregie.Date{}, between(q.said, latest, q.Today)
	}
	return latest, nil
}

// previousWeekday asks back "vorige maandag": the last one, or a week earlier?
func previousWeekday(q query) (procesregie.Date, error) {
	latest := q.latest(q.weekday())
	return procesregie.Date{}, between(q.said, latest.AddDays(-7), latest)
}

// weekdayOfWeek reads "volgende week dinsdag" (+1) and so on.
func weekdayOfWeek(weeks int) reader {
	return func(q query) (procesregie.Date, error) { return q.inWeek(weeks, q.weekday()), nil }
}

// weekdayInComingWeek reads "komende week dinsdag": within seven days, or in the
// week that starts on Monday? Asked back when those differ.
func weekdayInComingWeek(q query) (procesregie.Date, error) {
	return q.sameOrAsk(q.first(q.weekday()), q.inWeek(1, q.weekday()))
}

// weekdayInWeeks reads "donderdag over twee weken": the Thursday of the week that
// today falls in two weeks from now, or two weeks after the first Thursday?
// Asked back when those differ.
func weekdayInWeeks(q query) (procesregie.Date, error) {
	n := q.number("N")
	return q.sameOrAsk(q.inWeek(n, q.weekday()), q.first(q.weekday()).AddDays(7*n))
}

func (q query) sameOrAsk(a, b procesregie.Date) (procesregie.Date, error) {
	if a == b {
		return a, nil
	}
	return procesregie.Date{}, between(q.said, a, b)
}
