package scheduler

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/store"
)

// Stand is how the delivering stands: what waits, since when and why.
type Stand struct {
	Wachtend    []Wachtend       // in the order in which they were put in the outbox
	Laatst      time.Time        // the last round; zero: there was none
	Totaal      int              // how many wait; of Wachtend there are no more than some thousands
	Stil        bool             // the rounds stand still, or nobody delivers: nothing is sent
	Klok        string           // what is wrong with the clock, for the administrator; empty: nothing
	BezetTot    time.Time        // the platform wants to be left alone until then; zero: it does not
	Herplannen  store.Replanning // after a new profile
	Correcties  int64            // messages that are to be changed where they stand
	NietBezorgd []store.Post     // given up in the last week, the last one first
}

// Wachtend is a message that waits. Since when is its CreatedAt.
type Wachtend struct {
	store.Post
	Waarom Waarom
}

// Waarom is why a message waits.
type Waarom string

// The reasons for which a message waits.
const (
	WachtMoment      Waarom = "scheduled"   // for its moment
	WachtRonde       Waarom = "ready"       // it goes in the next seconds
	WachtStil        Waarom = "stopped"     // the rounds stand still
	WachtKlok        Waarom = "clock"       // the clock cannot be trusted
	WachtBezig       Waarom = "sending"     // it is being sent
	WachtVolgorde    Waarom = "behind"      // an earlier message to the same person waits
	WachtPlatform    Waarom = "retry"       // the platform did not take it
	WachtDrukte      Waarom = "busy"        // the platform asks to wait
	WachtOntvanger   Waarom = "unreachable" // the platform takes nothing for its recipient
	WachtVrij        Waarom = "resting"     // its recipient is not at work
	WachtToegang     Waarom = "no access"   // its recipient may not see the casus any more, and there is nobody else
	WachtOnzeker     Waarom = "unsure"      // it is not known whether it arrived; it is looked up first
	standstill              = 5 * time.Minute
	recentlyGivenUp         = 7 * 24 * time.Hour
	mostGivenUpShown        = 20
	mostWaitingShown        = 5000
)

// StandAt returns how the delivering stands at a moment.
func StandAt(ctx context.Context, tx *store.Tx, now time.Time) (st Stand, err error) {
	if err := st.clocks(ctx, tx, now); err != nil {
		return st, err
	}
	if st.Herplannen, err = tx.Replanning(ctx); err != nil {
		return st, err
	}
	if st.Correcties, err = tx.Corrections(ctx); err != nil {
		return st, err
	}
	if st.NietBezorgd, err = tx.GivenUp(ctx, now.Add(-recentlyGivenUp), mostGivenUpShown); err != nil {
		return st, err
	}
	posts, total, err := tx.Queue(ctx, mostWaitingShown)
	st.Totaal = total
	st.why(posts, now)
	return st, err
}

// clocks fills in when the parts of the work were last done.
func (st *Stand) clocks(ctx context.Context, tx *store.Tx, now time.Time) (err error) {
	if st.Laatst, err = tx.LastTick(ctx, tickName); err != nil {
		return err
	}
	delivered, err := tx.LastTick(ctx, passName)
	if err != nil {
		return err
	}
	st.Stil = now.Sub(st.Laatst) > standstill || now.Sub(delivered) > standstill
	if st.Klok, err = ClockProblem(ctx, tx, now); err != nil {
		return err
	}
	st.BezetTot, err = tx.LastTick(ctx, busyName)
	if wait := st.BezetTot.Sub(now); wait <= 0 || wait > time.Hour { // later was set by a clock that was ahead
		st.BezetTot = time.Time{}
	}
	return err
}

// why says of every message why it waits.
func (st *Stand) why(posts []store.Post, now time.Time) {
	held := map[string]bool{}
	for _, p := range posts {
		lane := p.Aan
		if p.Dringend {
			lane += "!"
		}
		why := st.reason(p, now)
		if why == WachtRonde && held[lane] {
			why = WachtVolgorde
		}
		if why != WachtMoment {
			held[lane] = true
		}
		st.Wachtend = append(st.Wachtend, Wachtend{p, why})
	}
}

// reason is why a message waits, if it does not wait for another.
func (st *Stand) reason(p store.Post, now time.Time) Waarom {
	for _, one := range []struct {
		is  bool
		why Waarom
	}{
		{st.Klok != "" && !p.Dringend, WachtKlok},
		{st.Stil, WachtStil},
		{p.State == store.Claimed, WachtBezig},
		{p.Cause != "" && p.Unsure, WachtOnzeker},
		{p.Cause != "", whyFailed(p.Cause)},
		{!st.BezetTot.IsZero(), WachtDrukte},
		{p.NotBefore.After(now), WachtMoment},
	} {
		if one.is {
			return one.why
		}
	}
	return WachtRonde
}

// whyFailed is why an attempt failed.
func whyFailed(cause string) Waarom {
	switch cause {
	case causeResting:
		return WachtVrij
	case causeBusy:
		return WachtDrukte
	case causeUnreachable:
		return WachtOntvanger
	case causeNobody:
		return WachtToegang
	}
	return WachtPlatform
}
