package scheduler

import (
	"context"
	"errors"
	"hash/fnv"
	"log/slog"
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// gather turns everything that is due into messages in the outbox, a person at a time, so
// that nobody gets in two messages what fits in one. Each person is one transaction: a
// reminder is either still planned, or in the outbox.
func (s *Scheduler) gather(ctx context.Context, t turn) error {
	var before time.Time
	err := s.store.View(ctx, func(tx *store.Tx) (err error) {
		before, err = tx.LastTick(ctx, tickName)
		return err
	})
	if err != nil {
		return err
	}
	steps, err := s.steps(ctx, t.now, before)
	if err != nil {
		return err
	}
	var failed error
	for _, do := range steps {
		err := sweep{s, t, before, do}.everybody(ctx)
		if errors.Is(err, store.ErrUnavailable) || ctx.Err() != nil {
			return err
		}
		failed = errors.Join(failed, err) // of somebody: the others got theirs
	}
	return errors.Join(failed, s.store.Update(ctx, func(tx *store.Tx) error {
		if t.now.Sub(before) >= 24*time.Hour || t.now.Day() != before.Day() {
			if err := planTeams(ctx, tx, t.now); err != nil {
				return err
			}
		}
		return tx.SetLastTick(ctx, tickName, t.now)
	}))
}

// verdelenName is when was begun, after the rounds stood still, to decide who gets what.
const verdelenName = "verdelen"

// settleWithin is how long that may take: whoever dies again and again before it is done
// goes on without it. It only spares people a second message.
const settleWithin = 5 * time.Minute

// steps are what is done for everybody: after the rounds stood still first who gets what, if
// there is time for that, and then the messages.
func (s *Scheduler) steps(ctx context.Context, now, before time.Time) ([]step, error) {
	if now.Sub(before) <= outage {
		return []step{(*round).compose}, nil
	}
	var begun time.Time
	err := s.store.Update(ctx, func(tx *store.Tx) (err error) {
		if begun, err = tx.LastTick(ctx, verdelenName); err != nil || begun.After(before) && !begun.After(now) {
			return err
		}
		begun = now
		return tx.SetLastTick(ctx, verdelenName, now)
	})
	if now.Sub(begun) >= settleWithin {
		return []step{(*round).compose}, err
	}
	return []step{(*round).settle, (*round).compose}, err
}

// gatherUrgent is gather of what is urgent only: it waits for nothing else.
func (s *Scheduler) gatherUrgent(ctx context.Context, now time.Time) error {
	var names []string
	var t turn
	var before time.Time
	err := s.store.View(ctx, func(tx *store.Tx) (err error) {
		if t, before, err = s.urgentTurn(ctx, tx, now); err != nil {
			return err
		}
		names, err = tx.UrgentFor(ctx, t.until())
		return err
	})
	for _, name := range names {
		err = errors.Join(err, sweep{s, t, before, (*round).compose}.one(ctx, name, 0))
	}
	ring(s.alarms)
	return err
}

// mostMessages is more than anybody gets in one round.
const mostMessages = 100

// step is what is done with the due reminders of one person.
type step func(*round, string) error

// sweep is a step for everybody for whom something is due.
type sweep struct {
	*Scheduler
	turn
	before time.Time // the round before this one
	do     step
}

// everybody does the step for everybody. Where several processes can be at it, each begins
// with somebody else, so that they are not in each other's way. What fails for one person
// is no reason to leave the others.
func (w sweep) everybody(ctx context.Context) error {
	names, err := w.dueFor(ctx, w.turn)
	if err != nil || len(names) == 0 {
		return err
	}
	start := 0
	if w.shared {
		start = w.share(len(names))
	}
	var failed error
	for i, name := range append(slices.Clone(names[start:]), names[:start]...) {
		err := w.inTurn(ctx, i, name, &names)
		if errors.Is(err, store.ErrUnavailable) || ctx.Err() != nil {
			return err
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// inTurn does the step for the i-th person, unless another process was there: now and then
// it looks again for whom something is due.
func (w sweep) inTurn(ctx context.Context, i int, name string, names *[]string) (err error) {
	if w.shared && i%perLook == 0 {
		if *names, err = w.dueFor(ctx, w.turn); err != nil {
			return err
		}
	}
	if _, left := slices.BinarySearch(*names, name); !left {
		return nil
	}
	defer ring(w.posts) // who is done does not wait for the others
	return w.one(ctx, name, i*mostMessages)
}

// one does the step for one person, in one transaction.
func (w sweep) one(ctx context.Context, name string, place int) error {
	return w.store.Update(ctx, func(tx *store.Tx) error {
		return w.do(&round{ctx: ctx, tx: tx, log: w.log, turn: w.turn, before: w.before, place: place, cases: map[string]*caseOf{}}, name)
	})
}

// perLook is for how many people is looked at once for whom something is due.
const perLook = 50

// dueFor returns for whom something is due, in order.
func (s *Scheduler) dueFor(ctx context.Context, t turn) (names []string, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		names, err = tx.DueFor(ctx, t.now)
		return err
	})
	return names, err
}

// share is where among n this process begins.
func (s *Scheduler) share(n int) int {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(s.worker)) // a sum takes everything
	return int(sum.Sum32() % uint32(n))
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

// round is the due reminders of one person, within one transaction.
type round struct {
	turn
	ctx    context.Context //nolint:containedctx // a round lives within one call
	tx     *store.Tx
	log    *slog.Logger
	before time.Time // the round before this one; zero when there was none
	place  int       // of the messages of this person among those of others
	cases  map[string]*caseOf

	agendas map[string][]string // zaaknummers that team events name, by the key of the event
}

// settle decides who gets what is due for somebody, and when.
func (r *round) settle(name string) error {
	_, overtaken, err := r.ready(name)
	if err != nil {
		return err
	}
	return r.tx.Finish(r.ctx, nil, overtaken, r.now)
}

// compose makes the messages of somebody, and plans what comes after what is in them.
func (r *round) compose(name string) error {
	list, overtaken, err := r.ready(name)
	if err != nil {
		return err
	}
	sent, err := r.enqueue(name, list)
	if err != nil {
		return err
	}
	return r.tx.Finish(r.ctx, sent, overtaken, r.now)
}

// ready returns what somebody is to get now. What was overtaken by a later stage is done
// with, and what cannot or need not come now gets another moment, or another recipient.
func (r *round) ready(name string) (now []due, overtaken []string, err error) {
	rows, err := r.dueOf(name)
	if err != nil || len(rows) == 0 {
		return nil, nil, err
	}
	list, overtaken, err := r.latest(rows)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range list {
		if d.Aan != name {
			continue // that is theirs
		}
		moved, err := r.moved(d)
		if err != nil {
			return nil, nil, err
		}
		if !moved {
			now = append(now, d)
		}
	}
	return now, overtaken, nil
}

// dueOf returns what is due for somebody, and what else is due of the same casussen: a
// stage must not go out because the one that overtakes it is for somebody else.
func (r *round) dueOf(name string) ([]procesregie.Reminder, error) {
	rows, err := r.readable(func() ([]procesregie.Reminder, error) { return r.tx.DueOf(r.ctx, name, r.until()) })
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	var all []procesregie.Reminder
	for _, row := range rows {
		if row.Zaak == "" { // of the team: it has no stages
			all = append(all, row)
		}
		if row.Zaak == "" || asked[row.Zaak] {
			continue
		}
		asked[row.Zaak] = true
		planned, err := r.planned(row.Zaak)
		if err != nil {
			return nil, err
		}
		all = append(all, planned...)
	}
	return slices.DeleteFunc(all, func(row procesregie.Reminder) bool { return !r.comes(row) }), nil
}

// planned returns the planned reminders of a casus, after a new profile those that follow
// from it.
func (r *round) planned(zaak string) ([]procesregie.Reminder, error) {
	if _, err := r.tx.CatchUpPlan(r.ctx, zaak); err != nil {
		return nil, err
	}
	return r.readable(func() ([]procesregie.Reminder, error) { return r.tx.Planned(r.ctx, zaak) })
}
