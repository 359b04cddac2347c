package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// signaalPage is of how many casussen the signals are looked at between two looks at which
// ones are left.
const signaalPage = 50

// signaling tells of every casus whose help changed, or in which help has begun, what is to
// be told of it (TR-1, TR-2). Where others wait for the round it looks at some pages only;
// the rest is for the next one.
func (s *Scheduler) signaling(ctx context.Context, t turn) error {
	if t.held {
		return nil
	}
	var failed error
	done := map[string]bool{}
	for n := 0; n < replanPages || !t.shared; n++ {
		list, err := s.toSignal(ctx, t.now)
		list = slices.DeleteFunc(list, func(zaak string) bool { return done[zaak] })
		if err != nil || len(list) == 0 {
			return signalErr(errors.Join(failed, err))
		}
		for _, zaak := range list {
			done[zaak] = true
			err := s.signalOne(ctx, zaak, t.now)
			if errors.Is(err, store.ErrUnavailable) || ctx.Err() != nil {
				return signalErr(err)
			}
			failed = errors.Join(failed, err) // of one: the others are looked at
		}
	}
	return signalErr(failed)
}

func signalErr(err error) error {
	if err != nil {
		return fmt.Errorf("looking at the signals of help: %w", err)
	}
	return nil
}

// toSignal returns casussen whose signals are to be looked at. Where the module is off nothing is
// told, but what was told is not left to be untrue.
func (s *Scheduler) toSignal(ctx context.Context, now time.Time) (list []string, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		p, some, err := organisation(ctx, tx)
		if err == nil && some {
			list, err = tx.TeSignaleren(ctx, procesregie.DateOf(now.In(p.Zone)), signaalPage)
		}
		return err
	})
	return list, err
}

// organisation is the practice without a team; some is false when there is no profile yet.
func organisation(ctx context.Context, tx *store.Tx) (p procesregie.Praktijk, some bool, err error) {
	p, err = tx.Organisatie(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return p, false, nil
	}
	return p, err == nil, err
}

// nextSignal is the beginning of the first day on which the signals of a casus are to be
// looked at; false when there is none.
func nextSignal(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	p, known, err := organisation(ctx, tx)
	if err != nil || !known {
		return time.Time{}, false, err
	}
	day, some, err := tx.NextSignaal(ctx)
	return day.At(0, 0, p.Zone), some, err
}

// errToLog undoes a look at signals that is to be done in the access log, too.
var errToLog = errors.New("what is changed belongs in the access log")

// signalOne looks at the signals of one casus, in one transaction: they are told and known to
// be told, or neither. What another process changed meanwhile is looked at again.
func (s *Scheduler) signalOne(ctx context.Context, zaak string, now time.Time) error {
	look := func(into logging) func(*store.Tx) error {
		return func(tx *store.Tx) error { return s.signalIn(ctx, tx, zaak, signals{now: now, made: now, into: into}) }
	}
	into := logLater
	err := s.store.Update(ctx, look(into))
	if errors.Is(err, errToLog) {
		into = logNow
		err = s.store.Logged(ctx, look(into))
	}
	if errors.Is(err, store.ErrAuditHead) { // nobody reads something wrong because nothing can be logged
		s.log.LogAttrs(ctx, slog.LevelError, "that messages about a casus are changed is not in the access log", slog.Any("cause", err))
		err = s.store.Update(ctx, look(logNever))
	}
	if into != logLater && err == nil {
		ring(s.edits)
	}
	return unlessChanged(err)
}

func (s *Scheduler) signalIn(ctx context.Context, tx *store.Tx, zaak string, r signals) error {
	known, err := r.read(ctx, tx, zaak)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		s.log.LogAttrs(ctx, slog.LevelError, "the signals of the help in a casus are not looked at until the help changes: the casus or its help cannot be read", slog.String("casus", zaak))
		return tx.LaatSignaleren(ctx, zaak)
	}
	if err != nil || !known {
		return err
	}
	if r.unmeasured() {
		return tx.SaveVerteld(ctx, r.hulp, r.verteld, procesregie.Date{})
	}
	flying, err := r.revise(ctx, tx)
	if err != nil {
		return err
	}
	if err := r.again(ctx, tx); err != nil {
		return err
	}
	return r.tell(ctx, tx, flying)
}

// logging is where is written that a message was changed.
type logging int

const (
	logLater logging = iota // nowhere: it is undone with errToLog
	logNow
	logNever // nothing can be written
)

// signals is a look at the signals of one casus.
type signals struct {
	now      time.Time
	made     time.Time // of the messages, in their keys: what is made anew is another message
	into     logging
	casus    procesregie.Casus
	praktijk procesregie.Praktijk
	hulp     procesregie.Hulp
	twice    bool     // another database may have told it: a copy was put in use
	verteld  []string // keys of what was told, in order
	op       procesregie.Date
	list     []procesregie.Signaal
	places   []int // of list among verteld; -1 when it was not told
}

// read reads what there is to know; known is false when the help is gone.
func (r *signals) read(ctx context.Context, tx *store.Tx, zaak string) (known bool, err error) {
	if r.casus, err = tx.Casus(ctx, zaak); err != nil {
		return false, err
	}
	if r.hulp, r.verteld, err = tx.Verteld(ctx, zaak); err != nil || r.hulp.Versie == 0 {
		return false, err
	}
	if r.praktijk, err = tx.Praktijk(ctx, r.casus.Team); err != nil {
		return false, fmt.Errorf("practice of a team: %w", notGone(err))
	}
	until, err := returnedAt(ctx, tx)
	if err != nil {
		return false, err
	}
	r.twice = !until.IsZero() && r.now.Sub(until) < freshFor
	r.op = procesregie.DateOf(r.now.In(r.praktijk.Zone))
	r.list = r.hulp.Signalen(r.praktijk.Profiel.Traject, r.op)
	r.places = procesregie.Verteld(r.list, r.verteld)
	return true, nil
}

// tells reports whether anything may be told of the casus now.
func (r *signals) tells() bool {
	return r.casus.IsOpen() && bool(r.praktijk.Profiel.Modules.Trajectsignalen)
}

// unmeasured reports whether the profile has no numbers for signals: it needs none where the
// module is off, and then nobody can say of what was told whether it holds.
func (r *signals) unmeasured() bool { return r.praktijk.Profiel.Traject.SignaalVanaf == 0 }

// notGone hides that something else than the casus is gone.
func notGone(err error) error {
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return errors.New("it cannot be read")
	}
	return err
}

// told returns the signal that was told at a place of verteld; false when it does not follow
// from the help any more.
func (r *signals) told(place int) (procesregie.Signaal, bool) {
	i := slices.Index(r.places, place)
	if place < 0 || i < 0 {
		return procesregie.Signaal{}, false
	}
	return r.list[i], true
}

// tell puts in the outbox what is new, and keeps that it is told. Who is told of nothing while
// there is nobody to tell is told when there is.
func (r *signals) tell(ctx context.Context, tx *store.Tx, flying bool) error {
	var next procesregie.Date
	if r.tells() {
		next = r.hulp.VolgendSignaal(r.praktijk.Profiel.Traject, r.op)
	}
	if flying {
		next = r.op
	}
	found := procesregie.NieuweSignalen(r.list, r.verteld, r.op)
	if !r.tells() || len(found) == 0 {
		return tx.SaveVerteld(ctx, r.hulp, r.verteld, next)
	}
	names := r.praktijk.SignaalOntvangers(r.casus)
	if len(names) == 0 {
		return tx.SaveVerteld(ctx, r.hulp, r.verteld, r.op.AddDays(1))
	}
	verteld := slices.Clone(r.verteld)
	var items []item
	for _, one := range found {
		items = append(items, item{one, len(verteld)})
		verteld = append(verteld, one.Sleutel)
	}
	for _, name := range names {
		if err := r.enqueue(ctx, tx, name, items); err != nil {
			return err
		}
	}
	return tx.SaveVerteld(ctx, r.hulp, verteld, next)
}
