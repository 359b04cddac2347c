package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

const (
	// vergetenName is the daily job that erases what was kept long enough.
	vergetenName = "vergeten"
	// gewistName and geschoondName are when something was erased, and when it was last
	// removed from the files of the database too.
	gewistName, geschoondName = "gewist", "geschoond"

	cleared = 500 // messages emptied, or casussen looked at, in one transaction
)

// Erase erases a casus, its reminders, forms and messages in a transaction of
// [store.Store.Logged]; what the platforms have still to take away is done by the next
// rounds. See [store.Tx.Erase].
func Erase(ctx context.Context, tx *store.Tx, zaak string, at time.Time) (store.Erased, error) {
	erased, err := tx.Erase(ctx, zaak, store.Erasing{At: at, Without: without, Local: bot.Local})
	if err != nil {
		return erased, err
	}
	return erased, tx.SetLastTick(ctx, gewistName, at)
}

// Scrub removes what was erased from the files of the database. The rounds do so too,
// until it has succeeded.
func Scrub(ctx context.Context, s *store.Store, at time.Time) error {
	if err := s.Scrub(ctx); err != nil {
		return err
	}
	return s.Update(ctx, func(tx *store.Tx) error { return tx.SetLastTick(ctx, geschoondName, at) })
}

// forgetting is one run of the daily job.
type forgetting struct {
	*Scheduler
	now      time.Time
	praktijk procesregie.Praktijk // without a team: zone and profile
	terms    procesregie.Bewaren
	today    procesregie.Date
}

// forget erases what was kept long enough, once a day from the hour of the reminders on.
// Days that were missed are made up for at once.
func (s *Scheduler) forget(ctx context.Context, now time.Time) error {
	f := &forgetting{Scheduler: s, now: now}
	due, dirty, err := f.due(ctx)
	if err == nil && due {
		var busy bool
		if busy, err = f.run(ctx); err == nil && !busy {
			err = s.store.Update(ctx, func(tx *store.Tx) error { return tx.SetLastTick(ctx, vergetenName, now) })
		}
		dirty = true
	}
	if err != nil || !dirty {
		return err
	}
	return s.scrub(ctx, now)
}

// due reports whether the daily job is to be done, and whether something that was erased
// may still be in the files of the database.
func (f *forgetting) due(ctx context.Context) (due, dirty bool, err error) {
	err = f.store.View(ctx, func(tx *store.Tx) error {
		last := map[string]time.Time{}
		for _, name := range []string{vergetenName, gewistName, geschoondName} {
			if last[name], err = tx.LastTick(ctx, name); err != nil {
				return err
			}
		}
		dirty = last[gewistName].After(last[geschoondName])
		f.praktijk, err = tx.Organisatie(ctx)
		if errors.Is(err, store.ErrNotFound) {
			return nil // no profile yet: there are no terms
		}
		if err != nil {
			return err
		}
		f.terms, f.today = f.praktijk.Profiel.Bewaartermijnen(), procesregie.DateOf(f.now.In(f.praktijk.Zone))
		due = last[vergetenName].Before(f.lastHour())
		return nil
	})
	return due, dirty, err
}

// lastHour is the last time that the hour of the job has passed.
func (f *forgetting) lastHour() time.Time {
	if at := hourOf(f.praktijk, f.today); !at.After(f.now) {
		return at
	}
	return hourOf(f.praktijk, f.today.AddDays(-1))
}

// hourOf is the hour of the reminders on a day.
func hourOf(p procesregie.Praktijk, day procesregie.Date) time.Time {
	hour, minute := p.Profiel.Tijd.Clock()
	return day.At(hour, minute, p.Zone)
}

// run does the whole job; busy: a message is being sent about a casus that is to be
// erased, so the job is to be done again soon. What fails does not hold up the rest.
func (f *forgetting) run(ctx context.Context) (busy bool, err error) {
	errs := []error{f.forms(ctx), f.messages(ctx), f.purgeLog(ctx), f.dateClosings(ctx), f.announce(ctx)}
	busy, err = f.erase(ctx)
	return busy, errors.Join(append(errs, err)...)
}

// forms forgets half-filled forms and which forms were handled (BW-3).
func (f *forgetting) forms(ctx context.Context) error {
	before := f.now.AddDate(0, 0, -f.terms.Formulieren)
	return f.store.Update(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.PurgeDrafts(ctx, before), tx.PurgeSubmissions(ctx, before))
	})
}

// messages empties what was sent long ago, and forgets the reminders of which no open
// casus needs to know that they went out (BW-2).
func (f *forgetting) messages(ctx context.Context) error {
	before := f.ago(f.terms.Berichten)
	return errors.Join(f.inPages(ctx, before, (*store.Tx).ClearMessages), f.inPages(ctx, before, (*store.Tx).ForgetReminders))
}

// inPages forgets what is of before a moment, so much in a transaction that others do not
// wait long.
func (f *forgetting) inPages(ctx context.Context, before time.Time, forget func(*store.Tx, context.Context, time.Time, int) (int, error)) error {
	for {
		n := 0
		err := f.store.Update(ctx, func(tx *store.Tx) (err error) {
			n, err = forget(tx, ctx, before, cleared)
			return err
		})
		if err != nil || n < cleared {
			return err
		}
	}
}

// ago is the beginning of the day so many months back.
func (f *forgetting) ago(months int) time.Time {
	return f.today.AddMonths(-months).At(0, 0, f.praktijk.Zone)
}

// purgeLog forgets who saw and did what long ago (BW-4).
func (f *forgetting) purgeLog(ctx context.Context) error {
	return f.store.Logged(ctx, func(tx *store.Tx) error {
		n, err := tx.PurgeAudit(ctx, f.ago(f.terms.Logboek))
		if err != nil || n == 0 {
			return err
		}
		return tx.Log(ctx, f.event("", "toegangslog", "BW-4"))
	})
}

// event is what the access log says about something that was erased by itself.
func (f *forgetting) event(zaak, soort, regel string) audit.Event {
	return audit.Event{
		At: f.now, Wat: "erase", Actie: audit.Verwijderen, Uitkomst: audit.Gelukt, Wie: "regiebot", Rol: "systeem", Platform: "planner",
		Casus: zaak, Soort: soort, Doel: "bewaartermijn", Regel: regel,
	}
}

// erase erases the casussen whose day has come (BW-1), each in a transaction of its own.
// One of which a message is being sent stays for the next round.
func (f *forgetting) erase(ctx context.Context) (busy bool, err error) {
	var list []store.Gesloten
	err = f.store.View(ctx, func(tx *store.Tx) (err error) {
		list, err = tx.ToErase(ctx, f.today)
		return err
	})
	n := 0
	for _, g := range list {
		erased, gone := f.eraseOne(ctx, g)
		switch {
		case erased:
			n++
		case errors.Is(gone, store.ErrSending):
			busy = true
		case !errors.Is(gone, store.ErrNotFound): // else another process was first
			err = errors.Join(err, gone)
		}
	}
	if n > 0 {
		f.log.LogAttrs(ctx, slog.LevelInfo, "closed casussen erased", slog.Int("count", n))
	}
	return busy, err
}

// eraseOne erases one casus, unless its term was made longer since the day was told.
func (f *forgetting) eraseOne(ctx context.Context, g store.Gesloten) (erased bool, err error) {
	if g.Op.AddMonths(f.terms.Casus).After(f.today) {
		return false, f.store.Update(ctx, func(tx *store.Tx) error { return tx.SetWissen(ctx, g.Zaak, procesregie.Date{}) })
	}
	err = f.store.Logged(ctx, func(tx *store.Tx) error {
		if _, err := Erase(ctx, tx, g.Zaak, f.now); err != nil {
			return err
		}
		return tx.Log(ctx, f.event(g.Zaak, "casus", "BW-1"))
	})
	return err == nil, err
}

// scrub removes what was erased from the files of the database. Somebody who reads can be
// in the way: then the next round does it.
func (s *Scheduler) scrub(ctx context.Context, now time.Time) error {
	err := Scrub(ctx, s.store, now)
	if err != nil && ctx.Err() == nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "what was erased is still in the files of the database; the next round removes it", slog.Any("cause", err))
		return nil
	}
	return err
}

// nextAnnouncement is the moment of the next message about casussen that are going to be
// erased; false when there is none.
func nextAnnouncement(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	closed, err := tx.FirstUnannounced(ctx)
	if err != nil || closed.IsZero() {
		return time.Time{}, false, err
	}
	p, err := tx.Organisatie(ctx)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("the terms of erasing: %w", err)
	}
	last, err := tx.LastTick(ctx, vergetenName)
	day := announcedOn(closed, p.Profiel.Bewaartermijnen())
	if next := procesregie.DateOf(last.In(p.Zone)).AddDays(1); !last.IsZero() && day.Before(next) {
		day = next
	}
	return hourOf(p, day), true, err
}

// announcedOn is the day on which the procesregisseur hears that a casus is erased.
func announcedOn(closed procesregie.Date, b procesregie.Bewaren) procesregie.Date {
	return closed.AddMonths(b.Casus).AddDays(-procesregie.AankondigDagen)
}
