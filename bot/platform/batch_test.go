package platform

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

var errLost = errors.New("chat: lost")

// batch is a batch of three posts, of which it is noted what is posted.
func batch(turns *Turns, posted *[]string) Batch[string] {
	return Batch[string]{
		Posts: []string{"een", "twee", "drie"}, Turns: turns, Lanes: []string{Everyone, "room"},
		Put: func(_ context.Context, part int, p string) (string, error) {
			*posted = append(*posted, p)
			return "id" + strconv.Itoa(part), nil
		},
	}
}

func TestBatchPostsWhatIsNotThere(t *testing.T) {
	busy := &bot.NotSent{Why: bot.Busy, After: 9 * time.Second, Everyone: true, Cause: errLost}
	for _, test := range []struct {
		name   string
		look   func(context.Context) (Parts, error)
		posted string
		ids    string
		want   verdict // of an error
	}{
		{"nobody sent it before", nil, "een,twee,drie", "id1,id2,id3", verdict{}},
		{"nothing is there", found(Parts{}, nil), "een,twee,drie", "id1,id2,id3", verdict{}},
		{"the second is there", found(Parts{3: {2: "b"}}, nil), "een,drie", "id1,b,id3", verdict{}},
		{"it was cut otherwise", found(Parts{2: {2: "b"}}, nil), "een,twee,drie", "id1,id2,id3", verdict{}},
		{"all is there", found(Parts{3: {1: "a", 2: "b", 3: "c"}}, nil), "", "a,b,c", verdict{}},
		{"nobody can look", found(nil, bot.ErrCannotTell), "een,twee,drie", "id1,id2,id3", verdict{}},
		{"nobody may look", found(nil, &bot.NotSent{Why: bot.Unreachable}), "een,twee,drie", "id1,id2,id3", verdict{}},
		{"busy", found(nil, busy), "", "", verdict{true, bot.Busy, 9 * time.Second, true}},
		{"an answer that was lost", found(nil, errLost), "", "", verdict{certain: true}},
		{"the question does not fit", found(nil, &bot.NotSent{Why: bot.Unfit, Cause: errLost}), "", "", verdict{certain: true}},
	} {
		var posted []string
		turns := allowed()
		b := batch(&turns, &posted)
		b.Look = test.look
		ids, err := b.Deliver(t.Context())
		equal(t, test.name+" posted", strings.Join(posted, ","), test.posted)
		equal(t, test.name+" ids", strings.Join(ids, ","), test.ids)
		equal(t, test.name, verdictOf(err), test.want)
		equal(t, test.name+" fails", err != nil, test.ids == "")
	}
}

func found(p Parts, err error) func(context.Context) (Parts, error) {
	return func(context.Context) (Parts, error) { return p, err }
}

func TestOnePostIsNotLookedFor(t *testing.T) {
	var posted []string
	turns := allowed()
	b := batch(&turns, &posted)
	b.Posts, b.Look = b.Posts[:1], found(nil, errLost)
	if ids, err := b.Deliver(t.Context()); err != nil || len(ids) != 1 {
		t.Errorf("%v %v", ids, err)
	}
}

func TestBatchHalfWay(t *testing.T) {
	refused := &bot.NotSent{Why: bot.Unreachable, Cause: errLost}
	for _, test := range []struct {
		name    string
		there   Parts
		fails   string // this post
		why     error
		certain bool
	}{
		{"the first is refused", nil, "een", refused, true},
		{"the first is lost", nil, "een", errLost, false},
		{"the second is refused", nil, "twee", refused, false},
		{"the first of what was left is refused", Parts{3: {2: "b"}}, "een", refused, false},
	} {
		var posted []string
		turns := allowed()
		b := batch(&turns, &posted)
		b.Look = found(test.there, nil)
		put := b.Put
		b.Put = func(ctx context.Context, part int, p string) (string, error) {
			if p == test.fails {
				return "", test.why
			}
			return put(ctx, part, p)
		}
		_, err := b.Deliver(t.Context())
		equal(t, test.name, verdictOf(err).certain, test.certain)
		partly := (*Partly)(nil)
		equal(t, test.name+" partly", errors.As(err, &partly), !test.certain && verdictOf(test.why).certain)
	}
}

func TestBatchWaitsForAllItsTurns(t *testing.T) {
	var posted []string
	turns := allowed()
	turns.Now = func() time.Time { return moment }
	_ = turns.Heed("room", &bot.NotSent{Why: bot.Busy, After: time.Minute})
	b := batch(&turns, &posted)
	_, err := b.Deliver(t.Context())
	equal(t, "busy", verdictOf(err), verdict{true, bot.Busy, time.Minute, false})
	b.Look = found(Parts{3: {1: "a"}}, nil)
	_, err = b.Deliver(t.Context())
	equal(t, "busy half way", verdictOf(err), verdict{})
	if err == nil || len(posted) != 0 {
		t.Errorf("%v: posted %v", err, posted)
	}
}
