package datum

import "time"

// dayAndClock reads a day and a time, in either order. At most one way to cut the
// tokens gives both; a test holds the grammar to that.
func (c Context) dayAndClock(_ string, tokens []token, now time.Time) (Moment, bool, error) {
	var problem error
	for _, s := range splits(tokens) {
		m, ok, err := c.onDay(s, tokens, now)
		if ok && err == nil {
			return m, true, nil
		}
		if ok {
			problem = err
		}
	}
	return Moment{}, problem != nil, problem
}

// onDay reads one way to cut the tokens.
func (c Context) onDay(s split, tokens []token, now time.Time) (Moment, bool, error) {
	day, part := cutPart(s.day)
	r := c.readDay(day)
	if !r.known {
		return Moment{}, false, nil
	}
	err := c.looksLikeDate(s.at, tokens)
	if err == nil {
		err = r.err
	}
	if err == nil && !part.holds(s.at) {
		err = problemf("De tijd %d.%02d uur past niet bij het deel van de dag dat je noemt. Typ de dag en de tijd als 27-11-2026 14:30.",
			s.at.hour, s.at.minute)
	}
	if err != nil {
		return Moment{}, true, err
	}
	t, err := s.at.on(r.date, now.Location())
	m := Moment{r.date, true, t}
	if yearTyped(s.day) {
		return m, true, err
	}
	return c.upcoming(m, err, now)
}

// cutPart takes "ochtend", "middag" and so on from the end of a day. Without one
// the whole day is left.
func cutPart(day []token) ([]token, dayPart) {
	last := len(day) - 1
	if last < 1 || !day[last].is("DEEL") {
		return day, dayPart{0, 24}
	}
	return day[:last], dayParts[day[last].text]
}

// holds reports whether a time lies in a part of the day; a time that does not
// exist is for [clock.on] to explain.
func (p dayPart) holds(k clock) bool {
	return !k.exists() || k.hour >= p.from && k.hour < p.until
}
