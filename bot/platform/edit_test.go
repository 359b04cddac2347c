package platform

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// board is a platform with one message, and what is added below it.
type board struct {
	posts   map[string]string // what is there, by id
	own     []string          // ids of the message as it was sent
	added   map[int]string    // ids of what was added, by part
	more    bool              // the mark in the first post
	made    int               // ids
	fails   int               // this call is not done, or its answer is lost; 0: none
	lost    bool
	unread  bool // nobody can read there
	looking int  // how often it was looked for what was added
}

// newBoard has a message of n posts.
func newBoard(n int) *board {
	b := &board{posts: map[string]string{}, added: map[int]string{}}
	for i := range n {
		b.own = append(b.own, b.post("oud "+strconv.Itoa(i)))
	}
	return b
}

func (b *board) post(text string) (id string) {
	b.made++
	id = strconv.Itoa(b.made)
	b.posts[id] = text
	return id
}

// try does a call, unless it is the one that fails.
func (b *board) try(do func()) error {
	b.fails--
	if b.fails == 0 && b.lost {
		do()
	}
	if b.fails == 0 {
		return errLost
	}
	do()
	return nil
}

func (b *board) First(context.Context) (stands, more bool, err error) {
	if b.unread {
		return false, false, &bot.NotSent{Why: bot.Unreachable, Cause: errLost}
	}
	err = b.try(func() { _, stands = b.posts[b.own[0]]; more = stands && b.more })
	return stands, more, err
}

func (b *board) Added(context.Context) (p Parts, err error) {
	b.looking++
	p = Parts{}
	err = b.try(func() {
		for part, id := range b.added {
			if _, there := b.posts[id]; there {
				p.Add(0, part, id)
			}
		}
	})
	return p, err
}

func (b *board) Change(_ context.Context, id string, p *string) (gone bool, err error) {
	err = b.try(func() {
		_, there := b.posts[id]
		gone = !there
		if p == nil {
			delete(b.posts, id)
		} else if there {
			b.posts[id] = *p
		}
	})
	return gone, err
}

func (b *board) Mark(_ context.Context, p string) error {
	return b.try(func() { b.posts[b.own[0]], b.more = p, true })
}

func (b *board) Room(context.Context, int) error { return b.try(func() {}) }

func (b *board) Add(_ context.Context, part int, p string) error {
	return b.try(func() { b.added[part] = b.post(p) })
}

// read is all that stands there, in any order.
func (b *board) read() string {
	var all []string
	for _, text := range b.posts {
		all = append(all, text)
	}
	slices.Sort(all)
	return strings.Join(all, "|")
}

// saying are n posts.
func saying(word string, n int) (posts []string) {
	for i := range n {
		posts = append(posts, word+" "+strconv.Itoa(i))
	}
	return posts
}

// TestEdit: whatever went wrong before, a change that is no error leaves what it was to leave.
func TestEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBoard(rapid.IntRange(1, 3).Draw(t, "posts"))
		for step := range rapid.IntRange(1, 6).Draw(t, "steps") {
			posts := saying("stap "+strconv.Itoa(step), rapid.IntRange(0, 5).Draw(t, "now"))
			b.fails, b.lost = rapid.IntRange(0, 9).Draw(t, "fails"), rapid.Bool().Draw(t, "lost")
			if gone := rapid.IntRange(0, 9).Draw(t, "gone"); gone > 0 && gone <= b.made {
				delete(b.posts, strconv.Itoa(gone)) // somebody else did that
			}
			_, stands := b.posts[b.own[0]]
			err := Edit(t.Context(), b, b.own, posts)
			if b.fails > 0 && err != nil || b.fails == 0 && !errors.Is(err, errLost) {
				t.Fatalf("step %d: %v", step, err)
			}
			if err == nil && (stands || len(posts) == 0) && b.read() != strings.Join(posts, "|") {
				t.Fatalf("step %d: there is %q, not %q", step, b.read(), posts)
			}
		}
		b.fails = 0
		if err := Edit(t.Context(), b, b.own, nil); err != nil || len(b.posts) != 0 {
			t.Fatalf("%q stays: %v", b.read(), err)
		}
	})
}

func TestEditWhereTheFirstIsGone(t *testing.T) {
	b := newBoard(2)
	delete(b.posts, b.own[0])
	if err := Edit(t.Context(), b, b.own, saying("nieuw", 3)); err != nil {
		t.Fatal(err)
	}
	equal(t, "there is", b.read(), "nieuw 1")
	equal(t, "looked for more", b.looking, 0)
}

// TestEditWhereNobodyReads: what is known is changed, and nothing is added that nobody could
// find again.
func TestEditWhereNobodyReads(t *testing.T) {
	b := newBoard(1)
	b.unread = true
	if err := Edit(t.Context(), b, b.own, saying("nieuw", 2)); err != nil {
		t.Fatal(err)
	}
	equal(t, "there is", b.read(), "nieuw 0")
	if err := Edit(t.Context(), b, b.own, nil); err != nil || len(b.posts) != 0 {
		t.Errorf("%q stays: %v", b.read(), err)
	}
}

// TestEditOfOnePart looks for nothing that was never added.
func TestEditOfOnePart(t *testing.T) {
	b := newBoard(1)
	for range 2 {
		if err := Edit(t.Context(), b, b.own, saying("nieuw", 1)); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "looked for more", b.looking, 0)
	equal(t, "marked", b.more, false)
}

// TestEditKeepsTheFirstToTheEnd: it says that there is more.
func TestEditKeepsTheFirstToTheEnd(t *testing.T) {
	b := newBoard(2)
	if err := Edit(t.Context(), b, b.own, saying("nieuw", 4)); err != nil {
		t.Fatal(err)
	}
	b.fails = 6 // after the first two questions, and three of the posts
	if err := Edit(t.Context(), b, b.own, nil); !errors.Is(err, errLost) {
		t.Fatal(err)
	}
	equal(t, "there is", b.read(), "nieuw 0")
}
