package datum

import (
	"errors"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Moment is a day, with the time of day when one was typed.
type Moment struct {
	Date    procesregie.Date
	HasTime bool
	Time    time.Time // the instant, in the zone of now; zero when HasTime is false
}

// ParseMoment reads a date with a time (`gisteren 23.15 uur`, `27-11-2026 om 9 uur`,
// `2026-11-27T14:30`, also with an offset), a time alone (today), `nu`,
// `2 uur geleden`, or a date without a time. Now is the instant of speaking in the
// zone of the organisation, on c.Today.
//
// A time that exists twice is the first; one that is skipped is refused. Without
// c.Past a moment before now is refused, unless its year was typed; with c.Past a
// time alone that has yet to come is refused. The error is always a [*Problem].
func ParseMoment(text string, c Context, now time.Time) (Moment, error) {
	said, err := clean(text)
	if err != nil {
		return Moment{}, err
	}
	c.Today = c.Today.AddDays(0)
	for _, read := range []func(string, []token, time.Time) (Moment, bool, error){c.stamp, c.fromNow, c.clockAlone, c.dayAndClock} {
		m, ok, err := read(said, scan(said), now)
		if ok && err == nil && !inRange(m.Date) {
			return Moment{}, outOfRange()
		}
		if ok {
			return m, err
		}
	}
	d, err := Parse(text, c)
	return Moment{Date: d}, err
}

// stamp reads an instant with an offset, as programs write it.
func (c Context) stamp(said string, _ []token, now time.Time) (Moment, bool, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		t, err := time.Parse(layout, strings.ToUpper(said))
		if err != nil {
			continue
		}
		return momentAt(t.In(now.Location())), true, nil
	}
	return Moment{}, false, nil
}

func momentAt(t time.Time) Moment { return Moment{procesregie.DateOf(t), true, t} }

// agos are the forms that count back from now by the clock.
var agos = []struct {
	pattern pattern
	unit    time.Duration
}{
	{newPattern("nu"), 0},
	{newPattern("N uur geleden"), time.Hour},
	{newPattern("?een half uur geleden"), 30 * time.Minute},
	{newPattern("?een halfuur geleden"), 30 * time.Minute},
	{newPattern("een kwartier geleden"), 15 * time.Minute},
	{newPattern("N minuut|minuten|min geleden"), time.Minute},
}

func (c Context) fromNow(_ string, tokens []token, now time.Time) (Moment, bool, error) {
	for _, a := range agos {
		m, ok := a.pattern.match(tokens)
		if !ok {
			continue
		}
		n := max(1, m.number("N"))
		if a.unit > 0 && !c.Past {
			return Moment{}, true, problemf("'%s' is al voorbij. Typ een tijd die nog komt, met de dag erbij.", phrase(tokens))
		}
		return momentAt(now.Add(-time.Duration(n) * a.unit)), true, nil
	}
	return Moment{}, false, nil
}

// clockAlone reads a time without a day as today.
func (c Context) clockAlone(_ string, tokens []token, now time.Time) (Moment, bool, error) {
	k, ok := readClock(tokens)
	if !ok {
		return Moment{}, false, nil
	}
	if err := c.looksLikeDate(k, tokens); err != nil {
		return Moment{}, true, err
	}
	t, err := k.on(c.Today, now.Location())
	if err == nil && c.Past && t.After(now) {
		err = problemf("Het is nog geen %d.%02d uur. Typ de dag erbij, zoals 'gisteren %d.%02d uur'.", k.hour, k.minute, k.hour, k.minute)
	}
	return c.upcoming(Moment{c.Today, true, t}, err, now)
}

// looksLikeDate asks back a time such as 12.11, which can be 12 November.
func (c Context) looksLikeDate(k clock, tokens []token) error {
	if !k.bare {
		return nil
	}
	r := c.readDay(tokens)
	if p, ok := errors.AsType[*Problem](r.err); r.known && ok && len(p.Readings) > 0 {
		return p
	}
	return nil
}

// upcoming refuses a moment that has passed where the future is meant.
func (c Context) upcoming(m Moment, err error, now time.Time) (Moment, bool, error) {
	if err == nil && !c.Past && m.Time.Before(now.Truncate(time.Minute)) {
		err = problemf("%s is al voorbij. Typ een tijd die nog komt, met de dag erbij.", procesregie.DutchMoment(m.Time))
	}
	if err != nil {
		return Moment{}, true, err
	}
	return m, true, nil
}
