package procesregie

import (
	"fmt"
	"time"
)

// Date is a day on the calendar, without a time of day and without a zone. The
// zero Date means "not known". Terms are computed on dates; an instant is made
// only at the edge, with [Date.At].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads the ISO form 2006-01-02 and refuses days that do not exist.
func ParseDate(iso string) (Date, error) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return Date{}, fmt.Errorf("not a date of the form 2006-01-02: %q", iso)
	}
	return DateOf(t), nil
}

// NewDate returns the given day; ok is false when it does not exist.
func NewDate(year int, month time.Month, day int) (d Date, ok bool) {
	d = Date{year, month, day}
	return d, d.valid()
}

func (d Date) valid() bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports whether the date is not known.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays returns the day n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same day number n months later, clamped to the end of
// that month: 31 August and six months is 28 or 29 February (EV-4).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	day := min(d.Day, daysIn(first.Year(), first.Month()))
	return Date{first.Year(), first.Month(), day}
}

// DaysUntil returns the number of days from d to other; negative when other is
// earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.utc().Sub(d.utc()).Hours() / 24)
}

// Compare returns -1, 0 or 1 for earlier, the same day or later.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// At returns the instant of the given wall-clock time on this day in loc. A time
// that exists twice is the first; one that is skipped is as much later as the clock
// was put forward: half past two becomes half past three.
func (d Date) At(hour, minute int, loc *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, loc)
	_, before := t.AddDate(0, 0, -1).Zone()
	first := time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, time.UTC).Add(-time.Duration(before) * time.Second).In(loc)
	shows := func(t time.Time) bool { return t.Hour() == hour && t.Minute() == minute }
	// time.Date does not promise which of the two it takes around a change of the clock.
	if shows(first) || !shows(t) && first.After(t) {
		return first
	}
	return t
}

// String returns the ISO form, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the ISO form; the zero Date is empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
