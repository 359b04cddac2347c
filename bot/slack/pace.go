package slack

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/regiebot/regiebot/bot"
)

// longestWait is the longest that a call waits for its turn. Who is asked to wait longer says
// so to the scheduler, which has others to deliver to meanwhile.
const longestWait = time.Second

// longestRest is the longest that Slack is believed when it asks to wait.
const longestRest = time.Hour

// everyone is the lane of all messages together; unasked is that of those nobody asked for,
// beside it: however many of them wait, there is room for answers.
const (
	everyone = "everyone"
	unasked  = "unasked"
)

// The methods that have a lane of their own: Slack counts each by itself, for the whole
// workspace.
const (
	methodUpdate  = "chat.update"
	methodDelete  = "chat.delete"
	methodHistory = "conversations.history"
	methodOpen    = "conversations.open"
	methodPlace   = "conversations.info"
	methodPerson  = "users.info"
	methodFile    = "files.getUploadURLExternal"
)

// speed is how often something may be done.
type speed struct {
	every time.Duration
	burst int // so many at once after a rest
}

// speedOf is the speed of a lane: of a method as Slack's tiers promise it, of all messages
// together ("several hundred a minute"), and of one conversation: one message a second,
// and a few at once.
func speedOf(lane string) speed {
	switch lane {
	case everyone:
		return speed{time.Second / 4, 10}
	case unasked:
		return speed{time.Second / 3, 6}
	case methodUpdate, methodDelete, methodHistory, methodOpen, methodPlace: // tier 3
		return speed{time.Minute / 50, 20}
	case methodPerson, methodFile: // tier 4
		return speed{time.Minute / 100, 40}
	}
	return speed{time.Second, 4}
}

// turns keep to what Slack allows. Its zero value is at rest, and it may be used by several
// goroutines at once. One conversation that is busy holds up no other.
type turns struct {
	mu    sync.Mutex
	lanes map[string]*lane
	now   func() time.Time                                 // nil: the clock of the machine
	sleep func(ctx context.Context, d time.Duration) error // nil: really
}

// lane is one conversation, one method, or all messages.
type lane struct {
	limit *rate.Limiter
	until time.Time // Slack asked to wait until then
}

// take waits for a turn in each of the lanes, for n calls; a [bot.NotSent] says that it
// would take too long.
func (p *turns) take(ctx context.Context, n int, names ...string) error {
	delay, slowest, cancel := p.reserve(n, names)
	if delay > longestWait {
		cancel()
		return &bot.NotSent{Why: bot.Busy, After: delay, Everyone: slowest == everyone || slowest == unasked, Cause: errors.New("slack: too many calls in a short time")}
	}
	if err := p.wait(ctx, delay); err != nil {
		cancel()
		return &bot.NotSent{Cause: err}
	}
	return nil
}

// reserve takes a turn in each lane, and says how long it is until the last of them.
func (p *turns) reserve(n int, names []string) (delay time.Duration, slowest string, cancel func()) {
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
func (p *turns) lane(name string, now time.Time) *lane {
	if p.lanes == nil || len(p.lanes) >= cacheSize {
		p.forget(now)
	}
	l := p.lanes[name]
	if l == nil {
		v := speedOf(name)
		l = &lane{limit: rate.NewLimiter(rate.Every(v.every), v.burst)}
		p.lanes[name] = l
	}
	return l
}

// forget keeps only the lanes in which something happened of late. The lock is held.
func (p *turns) forget(now time.Time) {
	busy := map[string]*lane{}
	for name, l := range p.lanes {
		if l.until.After(now) || l.limit.TokensAt(now) < float64(l.limit.Burst()) {
			busy[name] = l
		}
	}
	p.lanes = busy
}

// heed keeps to what an answer of Slack asks, and gives the answer back. Slack does not say
// whether a conversation or the whole workspace is too busy: when it says so of a second
// conversation while the first still rests, it is the workspace.
func (p *turns) heed(name string, err error) error {
	var not *bot.NotSent
	if !errors.As(err, &not) || not.Why != bot.Busy {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.time()
	until := now.Add(min(max(not.After, time.Second), longestRest))
	if isConversation(name) && p.othersRest(name, now) {
		not.Everyone = true
		p.rest(everyone, now, until)
	}
	p.rest(name, now, until)
	return err
}

// rest lets a lane rest. The lock is held.
func (p *turns) rest(name string, now, until time.Time) {
	if l := p.lane(name, now); until.After(l.until) {
		l.until = until
	}
}

// resting is how long a lane still rests.
func (p *turns) resting(name string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.time()
	return p.lane(name, now).until.Sub(now)
}

// othersRest reports whether Slack asked to wait with another conversation. The lock is
// held.
func (p *turns) othersRest(name string, now time.Time) bool {
	for other, l := range p.lanes {
		if other != name && isConversation(other) && l.until.After(now) {
			return true
		}
	}
	return false
}

// isConversation tells the id of a conversation from the name of a method.
func isConversation(lane string) bool {
	return lane != everyone && lane != unasked && !strings.Contains(lane, ".")
}

func (p *turns) time() time.Time {
	if p.now != nil {
		return p.now()
	}
	return time.Now()
}

// wait waits, unless the context ends first.
func (p *turns) wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	if p.sleep != nil {
		return p.sleep(ctx, d)
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
