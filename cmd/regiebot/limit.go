package main

import (
	queue "container/list" // output.go has a list
	"context"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"golang.org/x/time/rate"
)

// How much one person may ask: nobody reads 40 answers at once, and a program that runs
// wild gets no further than one a second. A form that is kept while somebody types, and what
// a platform asks by itself, counts apart: typing on must never take away the right to send
// what was typed.
const (
	askBurst  = 40
	askEach   = time.Second
	keepBurst = 240
	keepEach  = 200 * time.Millisecond
)

// Who was quiet so long that both allowances are full again is forgotten, and nobody can
// fill the memory with made-up people.
const (
	quiet     = 2 * time.Minute
	maxPeople = 10_000
)

const tooMuch = "Je vraagt meer dan ik bij kan houden; dit is niet uitgevoerd. Wacht een halve minuut en probeer het dan nog eens."

// limit keeps one person from taking the time of all.
type limit struct {
	now    func() time.Time
	mu     sync.Mutex
	people map[person]*queue.Element
	recent *queue.List // of *allowance, who asked last in front
}

// person is who is counted: an account on a platform.
type person struct{ platform, id string }

type allowance struct {
	person person
	seen   time.Time
	ask    *rate.Limiter
	keep   *rate.Limiter
}

// newLimit makes a limit on a clock. It is the clock of the wall, also in the demo.
func newLimit(now func() time.Time) *limit {
	return &limit{now: now, people: map[person]*queue.Element{}, recent: queue.New()}
}

// answer lets through what a person may ask, and refuses the rest with a sentence.
func (l *limit) answer(next bot.Answer) bot.Answer {
	return func(ctx context.Context, req bot.Request) (bot.Message, error) {
		if !l.allows(person{req.From.Platform, req.From.ID}, req.Partial || req.Unasked) {
			return bot.Message{Text: tooMuch, Refused: true}, nil
		}
		return next(ctx, req)
	}
}

func (l *limit) allows(p person, aside bool) bool {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.of(p, now)
	if aside {
		return a.keep.AllowN(now, 1)
	}
	return a.ask.AllowN(now, 1)
}

// of returns the allowance of a person. The lock is held.
func (l *limit) of(p person, now time.Time) *allowance {
	e, known := l.people[p]
	if !known {
		l.forget(now)
		e = l.recent.PushFront(&allowance{person: p, ask: rate.NewLimiter(rate.Every(askEach), askBurst), keep: rate.NewLimiter(rate.Every(keepEach), keepBurst)})
		l.people[p] = e
	}
	l.recent.MoveToFront(e)
	a := e.Value.(*allowance)
	a.seen = now
	return a
}

// forget drops who has been quiet, and the quietest when there are too many.
func (l *limit) forget(now time.Time) {
	for e := l.recent.Back(); e != nil; e = l.recent.Back() {
		a := e.Value.(*allowance)
		if now.Sub(a.seen) < quiet && l.recent.Len() < maxPeople {
			return
		}
		l.recent.Remove(e)
		delete(l.people, a.person)
	}
}
