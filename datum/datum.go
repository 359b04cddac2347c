package datum

import "github.com/regiebot/regiebot/procesregie"

// Context is what a typed date depends on.
type Context struct {
	// Today is the day on which somebody speaks. It is an existing day.
	Today procesregie.Date
	// Calendar decides what a working day is (SC-3).
	Calendar procesregie.Calendar
	// Past says that the date is of something that has happened: a date without
	// a year is then the most recent such day instead of the first one ahead.
	Past bool
}

// FirstYear and LastYear are the years a date can be in, both included.
const (
	FirstYear = 1990
	LastYear  = 2100
)

// Parse reads a whole text as a date. In is what somebody typed, at most 100
// characters; out is an existing day in [FirstYear]–[LastYear]. The error is
// always a [*Problem]. A day before c.Today comes out only when c.Past is set or
// the year was typed. A date is never moved to a working day (EV-4).
func Parse(text string, c Context) (procesregie.Date, error) {
	said, err := clean(text)
	if err != nil {
		return procesregie.Date{}, err
	}
	r := c.read(scan(said))
	return r.date, r.err
}

// result is the outcome of reading tokens: a date, or a problem. Known is true
// when a form of the grammar matched, also when it is one that asks back.
type result struct {
	date  procesregie.Date
	err   error
	known bool
}

// read reads tokens as a date and explains when they are not one.
func (c Context) read(tokens []token) result {
	if r := c.readDay(tokens); r.known {
		return r
	}
	if r := c.readPartOfDay(tokens); r.known {
		return r
	}
	if r := c.readWithClock(tokens); r.known {
		return r
	}
	return result{err: notUnderstood(tokens)}
}

// readDay tries the forms of the grammar, in the order of the table.
func (c Context) readDay(tokens []token) result {
	c.Today = c.Today.AddDays(0) // a day that does not exist becomes one that does
	for _, f := range forms {
		if m, ok := f.pattern.match(tokens); ok {
			d, err := f.read(query{Context: c, match: m, said: phrase(tokens)})
			if err != nil {
				return result{err: err, known: true}
			}
			return c.settle(d, tokens)
		}
	}
	return result{}
}

// settle is the last gate of every form: years in range, and no day in the past
// where the future is meant unless the year was typed.
func (c Context) settle(d procesregie.Date, tokens []token) result {
	switch {
	case !inRange(d):
		return result{err: outOfRange(), known: true}
	case !c.Past && d.Before(c.Today) && !yearTyped(tokens):
		err := askf([]procesregie.Date{d},
			"%s is al voorbij. Typ een dag die nog komt, of de hele datum met het jaar erbij.", d.Dutch())
		return result{err: err, known: true}
	}
	return result{date: d, known: true}
}

func inRange(d procesregie.Date) bool { return d.Year >= FirstYear && d.Year <= LastYear }

// yearTyped relies on counts having at most three digits in every form.
func yearTyped(tokens []token) bool {
	for _, t := range tokens {
		if t.is("JAAR") {
			return true
		}
	}
	return false
}

// readPartOfDay explains that "morgenochtend" has a day but is not a date.
func (c Context) readPartOfDay(tokens []token) result {
	last := len(tokens) - 1
	if last < 1 || !tokens[last].is("DEEL") {
		return result{}
	}
	return c.readDay(tokens[:last]).without("een dagdeel")
}

// readWithClock explains that a time does not belong in a date.
func (c Context) readWithClock(tokens []token) result {
	for _, s := range splits(tokens) {
		if r := c.readDay(s.day); r.known {
			return r.without("een tijd")
		}
	}
	return result{}
}

// without turns a date into a problem about what was typed with it.
func (r result) without(extra string) result {
	if r.known && r.err == nil {
		r.err = askf([]procesregie.Date{r.date},
			"Ik begrijp de dag, %s, maar %s kan ik hier niet gebruiken. Typ alleen de dag.", r.date.Dutch(), extra)
		r.date = procesregie.Date{}
	}
	return r
}
