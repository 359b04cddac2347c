package scheduler

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/store"
)

const causeStale = "what it asks does not hold any more, or is for somebody else: what still holds goes in another message"

// stands reports whether a message with signals can go as it is: all of them hold still, the
// casus is open, and they are for whom they were for.
func stands(ctx context.Context, tx *store.Tx, p store.Post, now time.Time) (bool, error) {
	r, tells, err := signalsOf(ctx, tx, p, now)
	if err != nil || !tells {
		return false, err
	}
	key := strings.TrimPrefix(p.Key, passedKey) // who stands in has it for whom it was for
	ours := slices.ContainsFunc(r.praktijk.SignaalOntvangers(r.casus), func(name string) bool {
		return strings.HasPrefix(key, signalFor(r.casus.Zaaknummer, name))
	})
	return ours && len(r.holding(p)) == len(p.Keys) && !r.differs(p), nil
}

// signalsOf reads what a message with signals is about; tells is false when nothing is told of
// it now. Of a casus that is gone or damaged there is nothing to read.
func signalsOf(ctx context.Context, tx *store.Tx, p store.Post, now time.Time) (r signals, tells bool, err error) {
	r.now, r.made = now, soon(now)
	known, err := r.read(ctx, tx, p.Zaken[0])
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return signals{}, false, nil
	}
	return r, known && r.tells(), err
}

// holding returns the signals in a message that hold.
func (r *signals) holding(p store.Post) (items []item) {
	for _, key := range p.Keys {
		if s, follows := r.told(placeOf(key)); follows && s.Geldt(r.op) {
			items = append(items, item{s, placeOf(key)})
		}
	}
	return items
}

// retell takes a message with signals that does not stand out of the queue. What holds of it
// goes to everybody for whom it is now and who has no message with it; what nobody got was
// not told.
func (s *Scheduler) retell(ctx context.Context, p store.Post, now time.Time) error {
	defer ring(s.posts)
	return s.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Failed(ctx, p, store.Failure{Cause: causeStale, At: now, Unsure: p.Unsure}); err != nil {
			return unlessChanged(err)
		}
		if p.Unsure { // what may stand there is nobody's to change any more: it is taken away
			if err := tx.Correct(ctx, store.Correction{ID: p.ID, Aan: p.Aan, Key: p.Key}, now); err != nil {
				return err
			}
		}
		r, tells, err := signalsOf(ctx, tx, p, now)
		if err == nil && tells {
			err = r.others(ctx, tx, p)
		}
		if err != nil || r.hulp.Versie == 0 {
			return err
		}
		return r.untell(ctx, tx, p)
	})
}

// others tells what holds of a message to those who have no message with it.
func (r *signals) others(ctx context.Context, tx *store.Tx, p store.Post) error {
	posts, err := tx.PostsAbout(ctx, r.casus.Zaaknummer)
	if err != nil {
		return err
	}
	for _, name := range r.praktijk.SignaalOntvangers(r.casus) {
		items := slices.DeleteFunc(r.holding(p), func(i item) bool {
			return has(posts, signalAt(r.casus.Zaaknummer, i.place), signalFor(r.casus.Zaaknummer, name))
		})
		if err := r.enqueue(ctx, tx, name, items); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether a signal is in a message that went out, or is to go, of those whose key
// begins in some way.
func has(posts []store.Post, signal, begins string) bool {
	return slices.ContainsFunc(posts, func(p store.Post) bool {
		theirs := strings.HasPrefix(strings.TrimPrefix(p.Key, passedKey), begins)
		return theirs && p.State != store.Failed && slices.Contains(p.Keys, signal)
	})
}

// untell forgets of the signals in a message that they were told, if nobody got them and nobody
// is to get them: when they hold again, or may be told again, they are.
func (r *signals) untell(ctx context.Context, tx *store.Tx, p store.Post) error {
	posts, err := tx.PostsAbout(ctx, r.casus.Zaaknummer)
	if err != nil {
		return err
	}
	verteld := slices.Clone(r.verteld)
	for _, key := range p.Keys {
		if place := placeOf(key); place >= 0 && place < len(verteld) && !has(posts, key, "") {
			verteld[place] = "" // the others keep their places
		}
	}
	if slices.Equal(verteld, r.verteld) {
		return nil
	}
	return tx.SaveVerteld(ctx, r.hulp, verteld, r.op)
}
