package platform

import "context"

// Batch is a message on its way, in one post or more.
type Batch[P any] struct {
	Posts []P
	Turns *Turns
	Lanes []string // in which it goes
	// Look finds the posts of it that an earlier attempt left; nil: there was none.
	Look func(ctx context.Context) (Parts, error)
	// Put posts a part, from 1, whose turn it is, and gives its id.
	Put func(ctx context.Context, part int, p P) (id string, err error)
}

// Deliver posts what is not there yet, and gives the ids of all. The error is a [bot.NotSent]
// when none of it is there, and no more than [Partly] when some is.
func (b Batch[P]) Deliver(ctx context.Context) ([]string, error) {
	there, err := b.already(ctx)
	if err != nil {
		return nil, err
	}
	some := len(there) > 0
	if err := b.Turns.Take(ctx, len(b.Posts)-len(there), b.Lanes...); err != nil {
		return nil, half(b.Turns.Platform, err, some)
	}
	all := make([]string, len(b.Posts))
	for i, p := range b.Posts {
		if all[i] = there[i+1]; all[i] == "" {
			all[i], err = b.Put(ctx, i+1, p)
		}
		if err != nil {
			return nil, half(b.Turns.Platform, err, some || i > 0)
		}
	}
	return all, nil
}

// already is which parts an earlier attempt posted. For a message of one part that is known: who
// sends it again has looked for it. Where nobody can look none are.
func (b Batch[P]) already(ctx context.Context) (map[int]string, error) {
	if b.Look == nil || len(b.Posts) == 1 {
		return nil, nil
	}
	there, err := b.Look(ctx)
	if err != nil {
		return nil, unlooked(err)
	}
	return there[len(b.Posts)], nil
}
