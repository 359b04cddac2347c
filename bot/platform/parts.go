package platform

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/regiebot/regiebot/bot"
)

// Parts are the ids of the posts of one message: by how many it has in all (0: they were added
// to it later), and by which of them it is, from 1.
type Parts map[int]map[int]string

// Add adds a post.
func (p Parts) Add(of, part int, id string) {
	if p[of] == nil {
		p[of] = map[int]string{}
	}
	p[of][part] = id
}

// Whole are the ids of a message that is there from its first to its last part; nil when there
// is none.
func (p Parts) Whole() []string {
	for _, of := range slices.Sorted(maps.Keys(p)) {
		var ids []string
		for i := 1; i <= of && p[of][i] != ""; i++ {
			ids = append(ids, p[of][i])
		}
		if of > 0 && len(ids) == of {
			return ids
		}
	}
	return nil
}

// All are the ids of whatever is there, in the order of the parts.
func (p Parts) All() (ids []string) {
	for _, of := range slices.Sorted(maps.Keys(p)) {
		for _, part := range slices.Sorted(maps.Keys(p[of])) {
			ids = append(ids, p[of][part])
		}
	}
	return ids
}

// Found is what a [bot.Sender] finds when it found these: whether all are there, and the receipt
// of those that are.
func (p Parts) Found(receipt func(ids []string) bot.Receipt) (bot.Receipt, bool) {
	if ids := p.Whole(); ids != nil {
		return receipt(ids), true
	}
	if ids := p.All(); ids != nil {
		return receipt(ids), false
	}
	return bot.Receipt{}, false
}

// Unseen is the error of who looked for a message on the platform with a name, and could not see
// whether it is there. That is never a [bot.NotSent]: it says nothing about a message.
func Unseen(name string, err error) error {
	not := NotSent(err)
	switch {
	case not == nil:
		return err
	case not.Why == bot.Unreachable:
		return bot.ErrCannotTell
	}
	return fmt.Errorf("%s: it could not be looked for: %w", name, not.Cause)
}

// unlooked is the error of a message that was not posted because nobody could look how much of
// it is there; nil where nobody ever can.
func unlooked(err error) error {
	not := NotSent(err)
	switch {
	case errors.Is(err, bot.ErrCannotTell), not != nil && not.Why == bot.Unreachable:
		return nil
	case not != nil && not.Why == bot.Busy:
		return not
	}
	return &bot.NotSent{Cause: err}
}

// Partly is the error of a message of which a part is there, and the rest is not: nothing is
// certain then.
type Partly struct {
	name string // of the platform
	why  error  // not unwrapped: it says that nothing is there
}

// Error says why the rest is not there.
func (e *Partly) Error() string {
	return e.name + ": a part of the message is there, the rest is not: " + e.why.Error()
}

// half is an error of posting a message on a platform of which some is there.
func half(name string, err error, some bool) error {
	if !some || NotSent(err) == nil {
		return err
	}
	return &Partly{name, err}
}
