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
	if d.Aan != d.Voor && d.praktijk.WerktNu(d.Voor, r.now) { // who was to be away is there
		d.Aan = d.Voor
	}
	if !d.praktijk.WerktNu(d.Aan, r.now) {
		aan, at = d.praktijk.OpTijd(d.casus, d.Reminder, d.term, r.now)
		return aan, at, nil
	}
	wait, err := r.waitsForMorning(d)
	if err != nil || wait == no {
		return d.Aan, r.now, err
	}
	aan, at = d.praktijk.VolgendeOchtend(d.casus, d.Reminder, r.now)
	if d.tooLate(at, wait, r.now) {
		return d.Aan, r.now, nil
	}
	return aan, at, nil
}

// tooLate reports whether a reminder that waited for a moment would come when there is
// nothing left to do: on the last day or, when there were enough messages today, after it.
func (d due) tooLate(at time.Time, why waiting, now time.Time) bool {
	day := func(t time.Time) procesregie.Date { return procesregie.DateOf(t.In(d.praktijk.Zone)) }
	last := d.term.Uiterlijk
	if last.IsZero() || last.Before(day(now)) {
		return false
	}
	if why == enough {
		return day(at).After(last)
	}
	return !day(at).Before(last)
}

// afterOutage reports whether a manager is told of a term only because Regiebot did not
// work: who must do something hears it first. told is when they do.
func (r *round) afterOutage(d due) (told time.Time, waits bool, err error) {
	if d.Stap != procesregie.StapManager || d.Zaak == "" {
		return told, false, nil
	}
	planned, err := r.tx.Planned(r.ctx, d.Zaak)
	i := slices.IndexFunc(planned, func(p procesregie.Reminder) bool {
		return p.Stap == procesregie.StapTeLaat && about(p.Key) == about(d.Key) && (d.Gemist || p.Gemist || r.late(p))
	})
	if err != nil || i < 0 {
		return told, false, err
	}
	if told = planned[i].At; told.Before(r.now) {
		_, told = d.praktijk.Later(d.casus, planned[i], r.now)
	}
	return told, true, nil
}

// waiting is why a reminder is for the message of the next morning.
type waiting int

const (
	no      waiting = iota
	morning         // that of today has been, and the last day is not near
	enough          // there were enough messages today
)

// waitsForMorning reports whether a reminder is for the message of the next morning.
func (r *round) waitsForMorning(d due) (waiting, error) {
	if d.Aan == procesregie.TeamKanaal {
		return no, nil
	}
	hour := hourOf(d.praktijk, procesregie.DateOf(r.now.In(d.praktijk.Zone)))
	n, err := r.tx.MessagesToday(r.ctx, d.Aan, hour)
	switch {
	case err != nil:
		return no, err
	case n >= d.praktijk.Profiel.Tijd.Maximum():
		return enough, nil
	case !d.praktijk.MagLos(d.term, r.now) && r.missedMorning(d, hour, n):
		return morning, nil
	}
	return no, nil
}

// missedMorning reports whether a reminder came up after the message of today, of which there
// were n since the hour of the morning. One that was in such a message itself, which nobody
// got, comes today.
func (r *round) missedMorning(d due, hour time.Time, n int) bool {
	again := d.At.After(hour)
	if n > 0 {
		return !again || d.Gepland.After(hour)
	}
	return !d.Gemist && !again && !r.before.IsZero() && !r.before.Before(hour)
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
	slices.SortStableFunc(items, func(a, b due) int {
		return cmp.Or(r.canWait(a)-r.canWait(b), a.isRepeat()-b.isRepeat(), cmp.Compare(a.repeatOf(), b.repeatOf()))
	})
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

// repeatOf is the day of a round, so that who waited longest comes first; empty for
// another stage.
func (d due) repeatOf() string {
	if d.isRepeat() == 0 {
		return ""
	}
	return string(d.Stap[max(len(d.Stap)-len("2006-01-02"), 0):])
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
