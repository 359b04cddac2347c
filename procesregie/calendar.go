package procesregie

import "time"

// Feestdag names a day off of municipal staff that can be switched per profile (SC-3).
type Feestdag string

// The days off that SC-3 lists, and Goede Vrijdag, which is a working day by default.
const (
	Nieuwjaarsdag     Feestdag = "nieuwjaarsdag"
	GoedeVrijdag      Feestdag = "goede_vrijdag"
	TweedePaasdag     Feestdag = "tweede_paasdag"
	Koningsdag        Feestdag = "koningsdag"
	Bevrijdingsdag    Feestdag = "bevrijdingsdag"
	Hemelvaartsdag    Feestdag = "hemelvaartsdag"
	TweedePinksterdag Feestdag = "tweede_pinksterdag"
	EersteKerstdag    Feestdag = "eerste_kerstdag"
	TweedeKerstdag    Feestdag = "tweede_kerstdag"
)

// Feestdagen lists every day off that a profile can switch, in the order of the year.
var Feestdagen = []Feestdag{
	Nieuwjaarsdag, GoedeVrijdag, TweedePaasdag, Koningsdag, Bevrijdingsdag,
	Hemelvaartsdag, TweedePinksterdag, EersteKerstdag, TweedeKerstdag,
}

// On returns the day of this holiday in a year. Koningsdag is 26 April when the
// 27th is a Sunday; the days around Easter follow [Easter]. A holiday that is not
// known is on no day: the zero Date.
func (f Feestdag) On(year int) Date {
	switch f {
	case Nieuwjaarsdag:
		return Date{year, time.January, 1}
	case Koningsdag:
		return koningsdag(year)
	case Bevrijdingsdag:
		return Date{year, time.May, 5}
	case EersteKerstdag:
		return Date{year, time.December, 25}
	case TweedeKerstdag:
		return Date{year, time.December, 26}
	}
	if days, ok := afterEaster[f]; ok {
		return Easter(year).AddDays(days)
	}
	return Date{}
}

var afterEaster = map[Feestdag]int{GoedeVrijdag: -2, TweedePaasdag: 1, Hemelvaartsdag: 39, TweedePinksterdag: 50}

func koningsdag(year int) Date {
	day := Date{year, time.April, 27}
	if day.Weekday() == time.Sunday {
		return day.AddDays(-1)
	}
	return day
}

// Easter returns Easter Sunday of a year in the Gregorian calendar, by the
// anonymous (Meeus/Jones/Butcher) computus.
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}

// Calendar knows the working days of an organisation (SC-3). The zero Calendar
// has Monday to Friday without holidays.
type Calendar struct {
	Off    []Feestdag    // holidays on which nobody works
	Closed map[Date]bool // the organisation's own closing days
}

// IsWorkday reports whether the organisation works on this day.
func (c Calendar) IsWorkday(d Date) bool {
	if day := d.Weekday(); day == time.Saturday || day == time.Sunday || c.Closed[d] {
		return false
	}
	for _, f := range c.Off {
		if f.On(d.Year) == d {
			return false
		}
	}
	return true
}

// OnOrBefore returns the last working day on or before d (EV-4).
func (c Calendar) OnOrBefore(d Date) Date {
	for i := 0; i < horizon && !c.IsWorkday(d); i++ {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorkdays returns the n-th working day after d (before d when n is negative);
// d itself is day 0, also when it is a day off (SC-3).
func (c Calendar) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for tries := 0; n > 0 && tries < horizon*(n+1); tries++ {
		d = d.AddDays(step)
		if c.IsWorkday(d) {
			n--
		}
	}
	return d
}

// WorkdaysBetween counts the working days after from, up to and including to.
func (c Calendar) WorkdaysBetween(from, to Date) int {
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if c.IsWorkday(d) {
			n++
		}
	}
	return n
}

// horizon bounds every search for a working day, so that a calendar without any
// cannot keep the program busy.
const horizon = 400
