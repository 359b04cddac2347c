package platform

import (
	"context"
	"errors"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Patience is how long in all an answer waits while too much is said at once, or while there is no
// connection. After that nobody looks for it any more.
const Patience = time.Minute

// Without a connection an answer is tried again after firstTry, then after twice as long, and so on,
// but never after more than lastTry: so often that a short absence is not noticed.
const (
	firstTry = 2 * time.Second
	lastTry  = 30 * time.Second
)

// loyalty is how much of its patience an answer has for a way that is not the last: elsewhere it is
// without what it is the answer to, and much later nobody looks for it.
const loyalty = 15 * time.Second

// Way is one way to give a post.
type Way[P any] func(ctx context.Context, p P) error

// Hurried is a way for which no answer waits: when it takes no post at once, the next way does.
func Hurried[P any](way Way[P]) Way[P] {
	return func(ctx context.Context, p P) error {
		if err := way(ctx, p); err != nil {
			return hurried{err}
		}
		return nil
	}
}

// hurried is the error of a way that is [Hurried].
type hurried struct{ error }

func (h hurried) Unwrap() error { return h.error }

// Decisive is a way after which no other is taken when it leaves unsure whether an answer of one
// post is there: somebody looks for it, and then knows. Of several posts nobody would see that one
// is missing.
func Decisive[P any](way Way[P]) Way[P] {
	return func(ctx context.Context, p P) error {
		if err := way(ctx, p); err != nil {
			return decisive{err}
		}
		return nil
	}
}

// decisive is the error of a way that is [Decisive].
type decisive struct{ error }

func (d decisive) Unwrap() error { return d.error }

// Delivery is what is left to give of an answer.
type Delivery[P any] struct {
	Ways  []Way[P] // how it can reach who asked, the best first; at least one
	Posts []P      // in order
	// Given hears that all of it was given, at once or later; nil: nobody asks.
	Given func()
	// Lost says what to do when what was to come later cannot be given after all.
	Lost func(err error)
	// Turned hears why the rest goes another way.
	Turned func(err error)
	// Judge is what an error of a way says of a post that is not there; nil: nothing certain.
	Judge func(err error) *bot.NotSent

	left   time.Duration // of patience
	tries  int           // for which it waited
	unsure bool          // the post may be there already
	one    bool          // the whole answer is one post
}

// Deliver gives posts in order. When a way takes no more because too much is said at once, or there
// is no connection, the rest is given later, and that is no error: then Lost is told what is. When it
// ends for another reason, or stays so, the rest goes the next way.
func Deliver[P any](ctx context.Context, t *Talk, d Delivery[P]) error {
	d.left, d.one = Patience, len(d.Posts) == 1
	return d.rest(ctx, t)
}

// rest gives what is left.
func (d *Delivery[P]) rest(ctx context.Context, t *Talk) error {
	for len(d.Posts) > 0 {
		err := d.Ways[0](ctx, d.Posts[0])
		if err == nil {
			d.unsure, d.Posts = false, d.Posts[1:]
			continue
		}
		if wait := d.waits(err); wait > 0 {
			d.later(ctx, t, wait)
			return nil
		}
		if len(d.Ways) == 1 || d.decided(err) {
			return err
		}
		d.Turned(err)
		d.unsure = d.unsure || d.Judge(err) == nil
		d.Ways = d.Ways[1:]
	}
	if d.Given != nil {
		d.Given()
	}
	return nil
}

// decided reports whether an error ends it: the post may be there, and somebody will look.
func (d *Delivery[P]) decided(err error) bool {
	last := decisive{}
	return errors.As(err, &last) && d.one && d.Judge(err) == nil
}

// waits is how long an answer waits for the way that an error is of; zero: no longer.
func (d *Delivery[P]) waits(err error) time.Duration {
	left, hurry := d.left, hurried{}
	if len(d.Ways) > 1 {
		left -= Patience - loyalty
		if errors.As(err, &hurry) {
			return 0
		}
	}
	var wait time.Duration
	switch not, none := d.Judge(err), unconnected(""); {
	case not != nil && not.Why == bot.Busy:
		wait = max(not.After, time.Second)
	case not != nil && errors.As(not, &none) && !d.unsure: // much later it would only look like a second answer
		wait = min(firstTry<<min(d.tries, 8), lastTry)
	}
	if wait > left {
		return 0
	}
	return wait
}

// later goes on after a while.
func (d *Delivery[P]) later(ctx context.Context, t *Talk, wait time.Duration) {
	d.left -= wait
	d.tries++
	t.Owed(ctx, wait, func() {
		if err := d.rest(ctx, t); err != nil {
			d.Lost(err)
		}
	})
}
