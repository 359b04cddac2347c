package scheduler

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// moved gives a reminder another moment, or another recipient, when it cannot or need not
// come now: nobody is reminded on a day off, and everybody gets one message a morning.
// What is urgent is never held back.
func (r *round) moved(d due) (bool, error) {
	if d.Dringend {
		return false, nil
	}
	aan, at, err := r.moment(d)
	if err != nil || aan == d.Aan && !at.After(r.now) {
		return false, err
	}
	return true, r.tx.Retime(r.ctx, d.Key, aan, at, d.Gemist)
}

// moment is who gets a reminder that is due, and when: now, unless there is a reason.
func (r *round) moment(d due) (aan string, at time.Time, err error) {
	if told, waits, err := r.afterOutage(d); err != nil || waits {
		aan, at = d.praktijk.NaMelding(d.casus, d.Reminder, told)
		return aan, at, err
	}
	if !d.praktijk.WerktNu(d.Aan, r.now) {
		aan, at = d.praktijk.Later(d.casus, d.Reminder, r.now)
		return aan, at, nil
	}
	waits, err := r.waitsForMorning(d)
	if err != nil || !waits {
		return d.Aan, r.now, err
	}
	aan, at = d.praktijk.VolgendeOchtend(d.casus, d.Reminder, r.now)
	if !d.term.Uiterlijk.IsZero() && !d.term.Uiterlijk.Before(procesregie.DateOf(r.now.In(d.praktijk.Zone))) &&
		!procesregie.DateOf(at.In(d.praktijk.Zone)).Before(d.term.Uiterlijk) {
		return d.Aan, r.now, nil // it would come when there is nothing left to do
	}
	return aan, at, nil
}

// afterOutage reports whether a manager is told of a term only because Regiebot did not
// work: who must do something hears it first. told is when they do.
func (r *round) afterOutage(d due) (told time.Time, waits bool, err error) {
	if !d.Gemist || d.Stap != procesregie.StapManager || d.Zaak == "" {
		return told, false, nil
	}
	planned, err := r.tx.Planned(r.ctx, d.Zaak)
	for _, p := range planned {
		if p.Stap == procesregie.StapTeLaat && p.Termijn == d.Termijn && about(p.Key) == about(d.Key) && !waits {
			told, waits = p.At, true
			if told.Before(r.now) {
				_, told = d.praktijk.Later(d.casus, p, r.now)
			}
		}
	}
	return told, waits, err
}

// waitsForMorning reports whether a reminder is for the message of the next morning: that
// of today has been, and the last day is not near.
func (r *round) waitsForMorning(d due) (bool, error) {
	if d.Aan == procesregie.TeamKanaal || d.praktijk.MagLos(d.term, r.now) {
		return false, nil
	}
	morning := hourOf(d.praktijk, procesregie.DateOf(r.now.In(d.praktijk.Zone)))
	again := d.At.After(morning) // it was in a message of today that nobody got
	if !d.Gemist && !again && !r.before.IsZero() && !r.before.Before(morning) {
		return true, nil
	}
	n, err := r.tx.MessagesToday(r.ctx, d.Aan, morning)
	return n > 0, err
}

// atMost leaves of the messages to somebody what goes today: at most so many, and what
// cannot wait. The rest is for the next morning.
func (r *round) atMost(name string, items []due) ([]due, error) {
	if len(items) <= perMessage || name == procesregie.TeamKanaal {
		return items, nil
	}
	praktijk := items[0].praktijk
	had, err := r.tx.MessagesToday(r.ctx, name, hourOf(praktijk, procesregie.DateOf(r.now.In(praktijk.Zone))))
	if err != nil {
		return nil, err
	}
	room := max(praktijk.Profiel.Tijd.Maximum()-had, 1) * perMessage
	if len(items) <= room {
		return items, nil
	}
	slices.SortStableFunc(items, func(a, b due) int { return cmp.Or(r.canWait(a)-r.canWait(b), a.isRepeat()-b.isRepeat()) })
	near := slices.IndexFunc(items, func(d due) bool { return r.canWait(d) == 1 })
	if near < 0 {
		return items, nil
	}
	room = max(room, near)
	for _, d := range items[room:] {
		aan, at := d.praktijk.VolgendeOchtend(d.casus, d.Reminder, r.now)
		if err := r.tx.Retime(r.ctx, d.Key, aan, at, d.Gemist); err != nil {
			return nil, err
		}
	}
	return items[:room], nil
}

// isRepeat is 1 for a reminder of what was said before: what nobody was told yet comes
// first.
func (d due) isRepeat() int {
	for _, again := range []procesregie.Stap{procesregie.StapDag, procesregie.StapWeek, procesregie.StapManagerWeek} {
		if strings.HasPrefix(string(d.Stap), string(again)) {
			return 1
		}
	}
	return 0
}

// canWait is 1 for a reminder of which the last day is not near.
func (r *round) canWait(d due) int {
	if d.praktijk.MagLos(d.term, r.now) {
		return 0
	}
	return 1
}
