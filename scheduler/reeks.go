package scheduler

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// caseOf is a casus with the practice of its team.
type caseOf struct {
	casus    procesregie.Casus
	praktijk procesregie.Praktijk
	terms    []procesregie.Termijn
	damaged  bool               // the casus cannot be opened: it is what the reminder says of it
	gone     bool               // there is no such casus
	sent     []procesregie.Sent // what went out of it, or was overtaken
}

// due is one reminder with what it is about.
type due struct {
	procesregie.Reminder
	*caseOf
	term procesregie.Termijn
}

// latest leaves of each series the latest stage. It comes before moving: a stage that
// waits for its recipient must not come after a later one that went to who stands in.
func (r *round) latest(rows []procesregie.Reminder) (list []due, overtaken []string, err error) {
	at := map[string]int{}
	for _, row := range rows {
		k, err := r.caseOf(row)
		if err != nil {
			return nil, nil, err
		}
		d := due{Reminder: row, caseOf: k}
		d.Gemist = d.Gemist || r.late(row)
		if !d.find(r.now) || d.isBehind() {
			overtaken = append(overtaken, row.Key)
			continue
		}
		if i, ok := at[d.series()]; ok {
			earlier, later := list[i], d
			if earlier.rang() > later.rang() { // moved to the same morning
				earlier, later = later, earlier
			}
			later.Gemist = later.Gemist || earlier.Gemist
			overtaken, list[i] = append(overtaken, earlier.Key), later
			continue
		}
		at[d.series()] = len(list)
		list = append(list, d)
	}
	return list, overtaken, nil
}

// isBehind reports whether a later stage went out before this one was planned: a new
// profile can put a stage where it comes too late to say anything.
func (d due) isBehind() bool {
	if d.damaged || d.rang() == 0 { // what somebody asked for is never too late
		return false
	}
	last := d.term.Rang(procesregie.StapManager, d.praktijk)
	return slices.ContainsFunc(d.sent, func(s procesregie.Sent) bool {
		if about(s.Key) != about(d.Key) || !strings.HasSuffix(s.Key, "/"+d.Voor) {
			return false
		}
		stage := strings.TrimSuffix(strings.TrimPrefix(s.Key, about(s.Key)+"/"), "/"+d.Voor)
		at := d.term.Rang(procesregie.Stap(stage), d.praktijk)
		return at <= last && at > d.rang() // else it is no stage any more
	})
}

// late reports whether an outage held a reminder up: its moment came while the rounds
// stood still.
func (r *round) late(row procesregie.Reminder) bool {
	return !r.before.IsZero() && row.At.After(r.before) && r.now.Sub(row.At) > outage
}

// series names what a reminder and its earlier stages have in common. An event of the
// team has no stages.
func (d due) series() string {
	if d.Zaak == "" {
		return d.Key
	}
	return about(d.Key) + "/" + d.Voor
}

// rang orders the stages of a series; those of a casus that cannot be opened are in the
// order of their moments already.
func (d due) rang() int {
	if d.damaged {
		return 0
	}
	return d.term.Rang(d.Stap, d.praktijk)
}

// find looks up the term of a reminder; false when it no longer exists.
func (d *due) find(now time.Time) bool {
	if d.Zaak == "" {
		d.term = termOf(d.Reminder)
		return d.praktijk.RitmeNu(d.Reminder, now)
	}
	if d.damaged {
		d.term = termOf(d.Reminder)
		return true
	}
	if d.gone {
		return false
	}
	for _, t := range d.terms {
		if t.Owns(d.Reminder) {
			d.term = t
			return true
		}
	}
	return false
}

// caseOf loads a casus once. A reminder of the team has no casus; one of a
// casus that cannot be opened must do without.
func (r *round) caseOf(row procesregie.Reminder) (*caseOf, error) {
	if k, ok := r.cases[row.Zaak+"/"+row.Team]; ok {
		return k, nil
	}
	k := &caseOf{casus: procesregie.Casus{Team: row.Team}}
	if row.Zaak != "" {
		var err error
		k.casus, err = r.tx.Casus(r.ctx, row.Zaak)
		switch {
		case errors.Is(err, store.ErrUnreadable):
			k.casus, k.damaged, err = r.unreadable(row), true, nil
		case errors.Is(err, store.ErrNotFound):
			k.gone, err = r.orphan(row), nil
		}
		if err != nil {
			return nil, err
		}
	}
	var err error
	if row.Zaak != "" {
		if k.sent, err = r.tx.Sent(r.ctx, row.Zaak); err != nil {
			return nil, err
		}
	}
	if k.praktijk, err = r.tx.Praktijk(r.ctx, k.casus.Team); err != nil {
		return nil, err
	}
	if !k.damaged {
		k.terms = procesregie.Termijnen(k.casus, k.praktijk)
	}
	r.cases[row.Zaak+"/"+row.Team] = k
	return k, nil
}
