package platform

import (
	"context"
	"math/rand/v2"
	"time"
)

// Tempo is how long everything around a socket takes.
type Tempo struct {
	Silence time.Duration // without any sign a socket is dead after this; noticed then and there
	Ping    time.Duration // we ask for a sign this often
	Hello   time.Duration // a new socket says hello within this
	Write   time.Duration // one message is written within this
	Drain   time.Duration // what is going on when the program stops gets this
	Again   time.Duration // who asks for the second time waits this long for the answer
	Settled time.Duration // a socket that stays open this long was a success
	Least   time.Duration // before the second attempt; doubled with each
	Most    time.Duration // and never more than this
	Slow    time.Duration // when somebody has to repair something first
}

// UsualTempo are the times outside tests. Slack asks for a sign every few seconds, and its answer
// to ours can take longer than five; Mattermost asks every minute, which is too late for who waits
// for an answer.
func UsualTempo() Tempo {
	return Tempo{
		Silence: 45 * time.Second, Ping: 10 * time.Second, Hello: 20 * time.Second, Write: 10 * time.Second,
		Drain: 5 * time.Second, Again: 2500 * time.Millisecond, Settled: 30 * time.Second,
		Least: time.Second, Most: time.Minute, Slow: 2 * time.Minute,
	}
}

// Retry is how often something failed in a row. Its zero value is never.
type Retry struct{ failures int }

// After gives the time to wait after one more failure, that somebody must repair or not. Half of
// it is chance: after a failure of the other side everybody comes back at once.
func (r *Retry) After(t Tempo, repair bool) time.Duration {
	wait := min(t.Most, t.Least<<min(r.failures, 16))
	r.failures++
	if repair {
		wait = t.Slow
	}
	return wait/2 + rand.N(wait/2+1) //nolint:gosec // it spreads moments, it hides nothing
}

// Pause waits; false: the context ended.
func Pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
