package platform

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/regiebot/regiebot/bot"
)

// LongestWait is the longest that a call waits for its turn. Who is asked to wait longer says
// so to the scheduler, which has others to deliver to meanwhile.
const LongestWait = time.Second

// LongestRest is the longest that a platform is believed when it asks to wait.
const LongestRest = time.Hour

// Everyone is the lane of all messages together; Unasked is that of those nobody asked for,
// beside it: however many of them wait, there is room for answers.
const (
	Everyone = "everyone"
	Unasked  = "unasked"
)

// Speed is how often something may be done.
type Speed struct {
	Every time.Duration
	Burst int // so many at once after a rest
}

// Turns keep to what a platform allows. Nothing was done yet with a new one, and it may be
// used by several goroutines at once. One conversation that is busy holds up no other.
type Turns struct {
	Platform     string                                           // for the text of an error
	Speed        func(lane string) Speed                          // of a lane: a conversation, a method, [Everyone] or [Unasked]
	Conversation func(lane string) bool                           // tells a conversation from a method; not asked of [Everyone] and [Unasked]
	Now          func() time.Time                                 // nil: the clock of the machine
	Sleep        func(ctx context.Context, d time.Duration) error // nil: really; else for tests

	mu    sync.Mutex
	lanes map[string]*lane
}

// lane is one conversation, one method, or all messages.
type lane struct {
	limit *rate.Limiter
	until time.Time // the platform asked to wait until then
}

// Take waits for a turn in each of the lanes, for n calls; a [bot.NotSent] says that it
// would take too long.
func (p *Turns) Take(ctx context.Context, n int, names ...string) error {
	delay, slowest, cancel := p.reserve(n, names)
	if delay > LongestWait {
		cancel()
		return &bot.NotSent{Why: bot.Busy, After: delay, Everyone: slowest == Everyone || slowest == Unasked, Cause: errors.New(p.Platform + ": too many calls in a short time")}
	}
	if err := p.Wait(ctx, delay); err != nil {
		cancel()
		return &bot.NotSent{Cause: err}
	}
	return nil
}

// Patiently does something again as long as it is refused because too much is done at once, but does
// not wait longer than an answer does for its way; see [Deliver].
func (p *Turns) Patiently(ctx context.Context, do func() error) error {
	for left := loyalty; ; {
		err := do()
		not := NotSent(err)
		if not == nil || not.Why != bot.Busy {
			return err
		}
		wait := max(not.After, time.Second)
		if left -= wait; left < 0 || p.Wait(ctx, wait) != nil {
			return err
		}
	}
}

// reserve takes a turn in each lane, and says how long it is until the last of them.
func (p *Turns) reserve(n int, names []string) (delay time.Duration, slowest string, cancel func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.time()
	var turns []*rate.Reservation
	for _, name := range names {
		l := p.lane(name, now)
		turn := l.limit.ReserveN(now, min(n, l.limit.Burst()))
		turns = append(turns, turn)
		if d := max(turn.DelayFrom(now), l.until.Sub(now)); d > delay {
			delay, slowest = d, name
		}
	}
	return delay, slowest, func() {
		for _, turn := range turns {
			turn.CancelAt(now)
		}
	}
}

// lane is the lane of a name. The lock is held.
func (p *Turns) lane(name string, now time.Time) *lane {
	if p.lanes == nil || len(p.lanes) >= cacheSize {
		p.forget(now)
	}
	l := p.lanes[name]
	if l == nil {
		v := p.Speed(name)
		l = &lane{limit: rate.NewLimiter(rate.Every(v.Every), v.Burst)}
		p.lanes[name] = l
	}
	return l
}

// forget keeps only the lanes in which something happened of late. The lock is held.
func (p *Turns) forget(now time.Time) {
	busy := map[string]*lane{}
	for name, l := range p.lanes {
		if l.until.After(now) || l.limit.TokensAt(now) < float64(l.limit.Burst()) {
			busy[name] = l
		}
	}
	p.lanes = busy
}

// Heed keeps to what an answer of the platform asks in a lane, and gives the answer back. A
// platform does not say whether a conversation or all of it is too busy: when it says so of a
// second conversation while the first still rests, it is all of it.
func (p *Turns) Heed(name string, err error) error {
	var not *bot.NotSent
	if !errors.As(err, &not) || not.Why != bot.Busy {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.time()
	until := now.Add(min(max(not.After, time.Second), LongestRest))
	if p.isConversation(name) && p.othersRest(name, now) {
		not.Everyone = true
		p.rest(Everyone, now, until)
	}
	p.rest(name, now, until)
	return err
}

// rest lets a lane rest. The lock is held.
func (p *Turns) rest(name string, now, until time.Time) {
	if l := p.lane(name, now); until.After(l.until) {
		l.until = until
	}
}

// Resting is how long a lane still rests.
func (p *Turns) Resting(name string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.time()
	return p.lane(name, now).until.Sub(now)
}

// othersRest reports whether the platform asked to wait with another conversation. The lock is
// held.
func (p *Turns) othersRest(name string, now time.Time) bool {
	for other, l := range p.lanes {
		if other != name && p.isConversation(other) && l.until.After(now) {
			return true
		}
	}
	return false
}

// isConversation tells a conversation from what holds for all of them.
func (p *Turns) isConversation(lane string) bool {
	return lane != Everyone && lane != Unasked && p.Conversation(lane)
}

func (p *Turns) time() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

// Wait waits, unless the context ends first.
func (p *Turns) Wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	if p.Sleep != nil {
		return p.Sleep(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
