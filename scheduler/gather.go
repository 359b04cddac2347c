package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// batch is how many reminders one transaction takes.
const batch = 500

// gather turns everything that is due into messages in the outbox. Each batch is one
// transaction: a reminder is either still planned, or in the outbox.
func (s *Scheduler) gather(ctx context.Context, now time.Time) error {
	var before time.Time
	err := s.store.View(ctx, func(tx *store.Tx) (err error) {
		before, err = tx.LastTick(ctx, tickName)
		return err
	})
	if err != nil {
		return err
	}
	for more := true; more; {
		err := s.store.Update(ctx, func(tx *store.Tx) error {
			r := &round{ctx: ctx, tx: tx, log: s.log, now: now, before: before, cases: map[string]*caseOf{}}
			var err error
			more, err = r.run()
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.store.Update(ctx, func(tx *store.Tx) error {
		if now.Sub(before) >= 24*time.Hour || now.Day() != before.Day() {
			if err := planTeams(ctx, tx, now); err != nil {
				return err
			}
		}
		return tx.SetLastTick(ctx, tickName, now)
	})
}

// planTeams plans the returning events of every team anew, once a day: who the managers
// are and which days are worked may have changed (VPR-9, VPR-12).
func planTeams(ctx context.Context, tx *store.Tx, now time.Time) error {
	teams, err := tx.Teams(ctx)
	if err != nil {
		return err
	}
	for _, team := range teams {
		praktijk, err := tx.Praktijk(ctx, team.Naam)
		if errors.Is(err, store.ErrNotFound) {
			return nil // no profile yet: nothing is planned
		}
		if err == nil {
			err = tx.PlanTeam(ctx, team.Naam, procesregie.DateOf(now.In(praktijk.Zone)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// round is one batch of due reminders.
type round struct {
	ctx    context.Context //nolint:containedctx // a round lives within one call
	tx     *store.Tx
	log    *slog.Logger
	now    time.Time
	before time.Time // the round before this one; zero when there was none
	cases  map[string]*caseOf

	agendas map[string][]string // zaaknummers that team events name, by the key of the event
}

// caseOf is a casus with the practice of its team.
type caseOf struct {
	casus    procesregie.Casus
	praktijk procesregie.Praktijk
	terms    []procesregie.Termijn
	damaged  bool // the casus cannot be opened: it is what the reminder says of it
	gone     bool // there is no such casus
}

// due is one reminder with what it is about.
type due struct {
	procesregie.Reminder
	*caseOf
	term procesregie.Termijn
	late bool // held up by an outage
}

// run handles one batch; more is true when there may be another.
func (r *round) run() (more bool, err error) {
	rows, err := r.due()
	if err != nil || len(rows) == 0 {
		return false, err
	}
	full := len(rows) == batch
	if full {
		if rows, err = r.whole(rows); err != nil {
			return false, err
		}
	}
	list, overtaken, err := r.ready(rows)
	if err != nil {
		return false, err
	}
	if err := r.enqueue(list); err != nil {
		return false, err
	}
	var sent []string
	for _, d := range list {
		sent = append(sent, d.Key)
	}
	return full, r.tx.Finish(r.ctx, sent, overtaken, r.now)
}

// whole adds to a full batch what else is due of its cases: a stage must not go out
// because the one that overtakes it is in the next batch.
func (r *round) whole(rows []procesregie.Reminder) ([]procesregie.Reminder, error) {
	seen, asked := map[string]bool{}, map[string]bool{"": true}
	for _, row := range rows {
		seen[row.Key] = true
	}
	for _, row := range rows { // as it was: what is added is of cases that were asked
		if asked[row.Zaak] {
			continue
		}
		asked[row.Zaak] = true
		planned, err := r.tx.Planned(r.ctx, row.Zaak)
		if err != nil {
			return nil, err
		}
		for _, p := range planned {
			if !p.At.After(r.now) && !seen[p.Key] {
				rows = append(rows, p)
			}
		}
	}
	return rows, nil
}

// ready leaves out what was overtaken by a later stage, and moves what cannot reach
// its recipient now.
func (r *round) ready(rows []procesregie.Reminder) (list []due, overtaken []string, err error) {
	list, overtaken, err = r.latest(rows)
	if err != nil {
		return nil, nil, err
	}
	now := list[:0]
	for _, d := range list {
		moved, err := r.moved(&d)
		if err != nil {
			return nil, nil, err
		}
		if !moved {
			now = append(now, d)
		}
	}
	return now, overtaken, nil
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
		d := due{Reminder: row, caseOf: k, late: !r.before.IsZero() && row.At.After(r.before) && r.now.Sub(row.At) > outage}
		if !d.find(r.now) {
			overtaken = append(overtaken, row.Key)
			continue
		}
		if i, ok := at[d.series()]; ok {
			earlier, later := list[i], d
			if earlier.rang() > later.rang() { // moved to the same morning
				earlier, later = later, earlier
			}
			overtaken, list[i] = append(overtaken, earlier.Key), later
			continue
		}
		at[d.series()] = len(list)
		list = append(list, d)
	}
	return list, overtaken, nil
}

// series names what a reminder and its earlier stages have in common. An event of the
// team has no stages.
func (d due) series() string {
	if d.Zaak == "" {
		return d.Key
	}
	return d.Zaak + "/" + string(d.Termijn) + "/" + d.Uiterlijk.String() + "/" + d.Voor
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

// moved gives a reminder another moment when its recipient is not at work now, or
// another recipient when who stands in is. A crisis is never held back.
func (r *round) moved(d *due) (bool, error) {
	if d.Dringend || d.praktijk.WerktNu(d.Aan, r.now) {
		return false, nil
	}
	aan, at := d.praktijk.Later(d.casus, d.Reminder, r.now)
	if !at.After(r.now) {
		d.Aan = aan
		return false, nil
	}
	return true, r.tx.Retime(r.ctx, d.Key, aan, at)
}

// caseOf loads a casus once per batch. A reminder of the team has no casus; one of a
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
	if k.praktijk, err = r.tx.Praktijk(r.ctx, k.casus.Team); err != nil {
		return nil, err
	}
	if !k.damaged {
		k.terms = procesregie.Termijnen(k.casus, k.praktijk)
	}
	r.cases[row.Zaak+"/"+row.Team] = k
	return k, nil
}
