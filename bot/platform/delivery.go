package platform

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Patience is how long in all an answer waits while too much is said at once. After that
// nobody looks for it any more.
const Patience = time.Minute

// Way is one way to give a post.
type Way[P any] func(ctx context.Context, p P) error

// Delivery is what is left to give of an answer.
type Delivery[P any] struct {
	Ways  []Way[P] // how it can reach who asked, the best first; at least one
	Posts []P      // in order
	// Lost says what to do when what was to come later cannot be given after all.
	Lost func(err error)
	// Turned hears why the rest goes another way.
	Turned func(err error)
	// Judge is what an error of a way says of a post that is not there; nil: nothing certain.
	Judge func(err error) *bot.NotSent

	left time.Duration // of patience
}

// Deliver gives posts in order. When one way ends, the rest goes the next. When none takes them
// because too much is said at once, the rest is given later, and that is no error: then
// Lost is told what is.
func Deliver[P any](ctx context.Context, t *Talk, d Delivery[P]) error {
	d.left = Patience
	return d.rest(ctx, t)
}

// rest gives what is left.
func (d Delivery[P]) rest(ctx context.Context, t *Talk) error {
	for len(d.Posts) > 0 {
		err := d.Ways[0](ctx, d.Posts[0])
		switch {
		case err == nil:
			d.Posts = d.Posts[1:]
		case len(d.Ways) > 1:
			d.Turned(err)
			d.Ways = d.Ways[1:]
		default:
			return d.later(ctx, t, err)
		}
	}
	return nil
}

// later goes on after the time that an error asks to wait; an error that asks for none, or
// for more than is left, comes back.
func (d Delivery[P]) later(ctx context.Context, t *Talk, err error) error {
	not := d.Judge(err)
	if not == nil || not.Why != bot.Busy {
		return err
	}
	wait := max(not.After, time.Second)
	if wait > d.left {
		return err
	}
	d.left -= wait
	t.Owed(ctx, wait, func() {
		if err := d.rest(ctx, t); err != nil {
			d.Lost(err)
		}
	})
	return nil
}
