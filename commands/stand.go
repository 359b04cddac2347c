package commands

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/store"
)

// StandAt tells how the delivering stands at a moment, within the transaction of who asks.
type StandAt func(ctx context.Context, tx *store.Tx, now time.Time) (Stand, error)

// Stand is how the delivering stands, of the whole organisation.
type Stand struct {
	Wachtend    []Wachtend // in the order in which they were put in the outbox
	NietBezorgd []Wachtend // given up, the last one first
	Laatst      time.Time  // the last round; zero: there was none
	Stil        bool       // the rounds stand still: nothing is sent
	Klok        bool       // the clock is not trusted: only what is urgent is sent
	BezetTot    time.Time  // the platform wants to be left alone until then; zero: it does not
	Correcties  int        // messages that are to be changed where they stand
	Herplannen  store.Replanning
}

// Wachtend is a message that waits, or that was given up.
type Wachtend struct {
	store.Post
	Waarom string // why it waits, one of the words of the scheduler; empty of what was given up
}

// Delivering says how the App finds out how the delivering stands. Without it the status
// says that it cannot be seen here.
func (a *App) Delivering(stand StandAt) *App {
	a.stand = stand
	return a
}
