package platform

import (
	"context"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/bot"
)

// Standing is a message on a platform that is to be changed.
type Standing[P any] interface {
	// First looks at the first post: whether it stands there, and whether it says that more was
	// added below it. It is called once, before the others.
	First(ctx context.Context) (stands, more bool, err error)
	// Added finds what was added below it.
	Added(ctx context.Context) (Parts, error)
	// Change makes the post with an id say p, or takes it away when p is nil. It reports whether
	// the post is gone: that is no error.
	Change(ctx context.Context, id string, p *P) (gone bool, err error)
	// Mark notes in the first post, which says p, that more is added below it: who changes the
	// message later looks for the rest.
	Mark(ctx context.Context, p P) error
	// Room waits for the turn of n posts; Add posts a part, from 1, whose turn it is.
	Room(ctx context.Context, n int) error
	Add(ctx context.Context, part int, p P) error
}

// Edit makes a message that was sent as posts with ids say other posts, part by part; none:
// nothing. Parts that are left over go; what has no place is added below. A message of which the
// first part is not there any more gets none below it. It goes from the last part to the first:
// what was added is looked for as long as the first one stands, also after half of it failed.
func Edit[P any](ctx context.Context, s Standing[P], ids []string, posts []P) error {
	e := edit[P]{s: s, posts: posts, places: map[int]string{}}
	for i, id := range ids {
		e.places[i] = id
	}
	if err := e.look(ctx); err != nil {
		return err
	}
	for _, i := range slices.Backward(slices.Sorted(maps.Keys(e.places))) {
		if err := e.change(ctx, i); err != nil {
			return err
		}
	}
	return e.add(ctx)
}

// edit is one change of a message.
type edit[P any] struct {
	s      Standing[P]
	posts  []P
	places map[int]string // ids of what there is, by which part it is, from 0

	stands, marked bool // of the first part
}

// look finds what was added later. Nobody can read some conversations: nothing is added there.
// To take a message away it is looked for also when somebody else took the first part away.
func (e *edit[P]) look(ctx context.Context) (err error) {
	e.stands, e.marked, err = e.s.First(ctx)
	if not := NotSent(err); not != nil && not.Why == bot.Unreachable {
		e.stands = false
		return nil
	}
	if err != nil || !e.marked && (e.stands || len(e.posts) > 0) {
		return err
	}
	added, err := e.s.Added(ctx)
	for part, id := range added[0] {
		e.places[part-1] = id // what stood there before is gone
	}
	return err
}

// change makes a part say what it is to say now.
func (e *edit[P]) change(ctx context.Context, i int) error {
	var p *P
	if i < len(e.posts) {
		p = &e.posts[i]
	}
	gone, err := e.s.Change(ctx, e.places[i], p)
	if gone {
		delete(e.places, i)
	}
	return err
}

// add posts what has no place yet.
func (e *edit[P]) add(ctx context.Context) error {
	missing := e.missing()
	if !e.stands || e.places[0] == "" || len(missing) == 0 {
		return nil
	}
	if !e.marked {
		if err := e.s.Mark(ctx, e.posts[0]); err != nil {
			return err
		}
	}
	if err := e.s.Room(ctx, len(missing)); err != nil {
		return err
	}
	for _, i := range missing {
		if err := e.s.Add(ctx, i+1, e.posts[i]); err != nil {
			return err
		}
	}
	return nil
}

// missing are the parts that have no place.
func (e *edit[P]) missing() (all []int) {
	for i := range e.posts {
		if e.places[i] == "" {
			all = append(all, i)
		}
	}
	return all
}
