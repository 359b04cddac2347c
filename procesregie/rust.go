package procesregie

import (
	"strings"
	"time"
)

// WerktNu reports whether an ordinary message may reach somebody at this instant: they
// can be reached, and it is a working day of their own, between the time of reminders and
// 17.00 hours. Where reminders come later than that, it is until midnight.
func (p Praktijk) WerktNu(gebruiker string, at time.Time) bool {
	local := at.In(p.zone())
	day := DateOf(local)
	return p.werkt(gebruiker, day) && !local.Before(p.ochtend(day)) && local.Before(p.avond(day))
}

// EigenMoment returns the first moment from now on at which an ordinary message may reach a
// member, whatever their role: in the hours of a working day of their own. The zero Lid is
// a channel, which is there on every working day. It is now when there is no such day for as
// long as can be seen.
func (p Praktijk) EigenMoment(lid Lid, now time.Time) time.Time {
	first := DateOf(now.In(p.zone()))
	if !now.Before(p.avond(first)) {
		first = first.AddDays(1)
	}
	calendar := p.Calendar()
	for d := first; first.DaysUntil(d) < horizon; d = d.AddDays(1) {
		if lid.WorksOn(d, calendar) && p.ochtend(d).After(now) {
			return p.ochtend(d)
		}
		if lid.WorksOn(d, calendar) {
			break
		}
	}
	return now
}

// ochtend is when ordinary messages begin on a day.
func (p Praktijk) ochtend(day Date) time.Time {
	hour, minute := p.Profiel.Tijd.Clock()
	return day.At(hour, minute, p.zone())
}

// avond is when ordinary messages stop for a day.
func (p Praktijk) avond(day Date) time.Time {
	if hour, _ := p.Profiel.Tijd.Clock(); hour >= endOfDay {
		return day.AddDays(1).At(0, 0, p.zone())
	}
	return day.At(endOfDay, 0, p.zone())
}

// endOfDay is the hour at which ordinary messages stop for the day (own choice).
const endOfDay = 17

// MagLos reports whether a reminder of a term may come by itself, outside the message of
// the morning: its end is near, or has just gone by (own choice).
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

// Later returns who gets a reminder that could not be delivered at its own moment,
// and when: now if it can be, else the next working morning of the recipient, or of who
// stands in.
func (p Praktijk) Later(c Casus, r Reminder, now time.Time) (aan string, at time.Time) {
	day := DateOf(now.In(p.zone()))
	if !now.Before(p.avond(day)) {
		day = day.AddDays(1)
	}
	aan, at = p.vanafDag(c, r, day)
	if at.Before(now) {
		at = now
	}
	return aan, at
}

// VolgendeOchtend returns who gets a reminder that waits for another day, and when: the
// first working morning after today of whom it is meant for, or of who stands in.
func (p Praktijk) VolgendeOchtend(c Casus, r Reminder, now time.Time) (aan string, at time.Time) {
	return p.vanafDag(c, r, DateOf(now.In(p.zone())).AddDays(1))
}

// NaMelding returns who is told for the manager that a term has passed, and when, after
// an outage: the working morning after that on which the others are told. Who must do
// something hears of it before the manager does.
func (p Praktijk) NaMelding(c Casus, manager Reminder, told time.Time) (aan string, at time.Time) {
	return p.VolgendeOchtend(c, manager, told)
}

// OpTijd is [Praktijk.Later] for a reminder of a term: when the next morning of its person
// comes after the last day, it goes to them or to who stands in on a morning before that.
// A last day that is over, or on which nobody works any more, changes nothing.
func (p Praktijk) OpTijd(c Casus, r Reminder, t Termijn, now time.Time) (aan string, at time.Time) {
	aan, at = p.Later(c, r, now)
	first := DateOf(now.In(p.zone()))
	if !now.Before(p.avond(first)) {
		first = first.AddDays(1)
	}
	if t.Uiterlijk.IsZero() || first.After(t.Uiterlijk) || !DateOf(at.In(p.zone())).After(t.Uiterlijk) {
		return aan, at
	}
	sooner, day := p.tryAnyway(c, r.Voor).moment(c, r.Voor, stage{on: t.Uiterlijk}, first)
	if day.After(t.Uiterlijk) || day.Before(first) {
		return aan, at
	}
	if at = p.ochtend(day); at.Before(now) {
		at = now
	}
	return sooner, at
}

// vanafDag returns who gets a reminder on or after a day, and on which morning.
func (p Praktijk) vanafDag(c Casus, r Reminder, on Date) (aan string, at time.Time) {
	aan, day := p.vanaf(c, r.Voor, on, strings.HasPrefix(string(r.Stap), string(StapDag)))
	return aan, p.ochtend(day)
}

// vanaf finds who gets a reminder on or after a day, and when. A daily one waits for its
// person: somebody else was told when the term passed. Only for who left or cannot be
// reached is it somebody else's every day.
func (p Praktijk) vanaf(c Casus, voor string, on Date, daily bool) (aan string, day Date) {
	p = p.tryAnyway(c, voor)
	aan, day = p.momentAfter(c, voor, nextWorkday(p.Calendar(), on))
	if daily && aan != voor && p.Bereikbaar(voor) {
		return voor, p.nextOwnDay(voor, on)
	}
	return aan, day
}

// nextOwnDay returns the first day from a day on that is a working day of somebody.
func (p Praktijk) nextOwnDay(voor string, from Date) Date {
	lid, calendar := p.Leden[voor], p.Calendar()
	for d := from; from.DaysUntil(d) < horizon; d = d.AddDays(1) {
		if lid.WorksOn(d, calendar) {
			return d
		}
	}
	return from.AddDays(horizon)
}
