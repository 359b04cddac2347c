package procesregie

import "time"

// SpoedUiterlijk returns the last day on which a report of spoed must have led to
// action: the end of the working day that the profile counts (five), with the
// day of the report as day 0, also when nobody works on it (SC-1, SC-3).
func SpoedUiterlijk(reported Date, p Profiel, c Calendar) Date {
	return c.AddWorkdays(reported, p.Spoed.Werkdagen)
}

// CrisisUiterlijk returns the instant before which a report of crisis must have
// led to action: so many real hours later (24), on any day, also over a change of
// the clock (SC-2). It is in the location of reported.
func CrisisUiterlijk(reported time.Time, p Profiel) time.Time {
	return reported.Add(time.Duration(p.Crisis.Uren) * time.Hour)
}
