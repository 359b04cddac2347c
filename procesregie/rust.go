package procesregie

import "time"

// WerktNu reports whether an ordinary message may reach somebody at this instant:
// on a working day of their own, between the time of reminders and 17.00 hours.
func (p Praktijk) WerktNu(gebruiker string, at time.Time) bool {
	local := at.In(p.Zone)
	hour, minute := p.Profiel.Tijd.Clock()
	day := DateOf(local)
	return p.werkt(gebruiker, day) &&
		!local.Before(day.At(hour, minute, p.Zone)) && local.Before(day.At(endOfDay, 0, p.Zone))
}

// endOfDay is the hour at which ordinary messages stop for the day (own choice).
const endOfDay = 17

// The calm of who says nothing about it (own choice).
const (
	standaardLosUren = 48
	standaardPerDag  = 3
)

// LosBinnen returns how near the end of a term must be for a reminder of it to come by
// itself, outside the message of the morning; 48 hours when it is not set.
func (t Tijd) LosBinnen() time.Duration {
	if t.LosBinnenUren == 0 {
		return standaardLosUren * time.Hour
	}
	return time.Duration(t.LosBinnenUren) * time.Hour
}

// Maximum returns how many ordinary reminders one person gets in a day; 3 when it is not
// set. A crisis does not count.
func (t Tijd) Maximum() int {
	if t.MaximumPerDag == 0 {
		return standaardPerDag
	}
	return t.MaximumPerDag
}

// MagLos reports whether a reminder of a term may come by itself, outside the message of
// the morning: its end is near, or has just gone by.
func (p Praktijk) MagLos(t Termijn, now time.Time) bool {
	end := t.Moment
	if end.IsZero() {
		if t.Uiterlijk.IsZero() {
			return false
		}
		end = t.Uiterlijk.AddDays(1).At(0, 0, p.zone())
	}
	return end.Sub(now).Abs() <= p.Profiel.Tijd.LosBinnen()
}

// Clock returns the wall-clock time of ordinary reminders; 09:00 when it is not set.
func (t Tijd) Clock() (hour, minute int) {
	at, err := time.Parse("15:04", t.Herinner)
	if err != nil {
		return 9, 0
	}
	return at.Hour(), at.Minute()
}

// Later returns who gets a reminder that could not be delivered at its own moment,
// and when: the next working morning of the recipient, or of who stands in.
func (p Praktijk) Later(c Casus, r Reminder, now time.Time) (aan string, at time.Time) {
	day := DateOf(now.In(p.Zone))
	hour, minute := p.Profiel.Tijd.Clock()
	if !now.Before(day.At(hour, minute, p.Zone)) && !p.WerktNu(r.Aan, now) && now.In(p.Zone).Hour() >= endOfDay {
		day = day.AddDays(1)
	}
	aan, day = p.momentAfter(c, r.Voor, nextWorkday(p.Calendar(), day))
	at = day.At(hour, minute, p.Zone)
	if at.Before(now) {
		at = now
	}
	return aan, at
}

// VolgendeOchtend returns who gets a reminder that waits for another day, and when: the
// first working morning after today of whom it is meant for, or of who stands in.
func (p Praktijk) VolgendeOchtend(c Casus, r Reminder, now time.Time) (aan string, at time.Time) {
	hour, minute := p.Profiel.Tijd.Clock()
	tomorrow := DateOf(now.In(p.zone())).AddDays(1)
	aan, day := p.momentAfter(c, r.Voor, nextWorkday(p.Calendar(), tomorrow))
	return aan, day.At(hour, minute, p.zone())
}

// NaMelding returns who is told for the manager that a term has passed, and when, after
// an outage: the working morning after that on which the others are told. Who must do
// something hears of it before the manager does.
func (p Praktijk) NaMelding(c Casus, manager Reminder, told time.Time) (aan string, at time.Time) {
	return p.VolgendeOchtend(c, manager, told)
}
