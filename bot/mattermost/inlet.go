package mattermost

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// inbox is who handles what comes in. The first three give within about 2.5 s what goes back. The
// id names what was said or done, the same when it comes again. ended hears whether a post was
// answered, perhaps later; only the first time counts.
type inbox struct {
	command   func(ctx context.Context, c slashCommand, id string) reply
	action    func(ctx context.Context, a pressed, id string) actionReply
	submitted func(ctx context.Context, s submitted, id string) dialogReply
	told      func(ctx context.Context, p stored, channelType, id string, ended func(given bool))
}

// inlet is what HTTP and the websocket have in common: everything that comes in passes here.
type inlet struct {
	box    *inbox // of a test; nil: the conversation
	log    *slog.Logger
	now    func() time.Time
	tempo  tempo
	pool   *platform.Pool // what came over HTTP: somebody waits
	posts  *platform.Pool // what came over the websocket: it may take long, and holds up nothing else
	alive  *alive
	tokens *tokens
	seen   *platform.Once            // commands by their trigger, posts by their id
	left   platform.Cache[time.Time] // since when posts are left to another process, by their id

	current   atomic.Pointer[session] // the newest websocket; nil: there was none
	look      chan struct{}           // holds something when posts may have been missed
	roll      chan struct{}           // holds something when the slash commands must be looked at
	enlisting sync.Mutex              // one at a time looks at them
	told      news                    // what was said of them
	gone      sync.WaitGroup
}

func newInlet(cfg Config) *inlet {
	return &inlet{
		log: cfg.Log, now: cfg.Now, tempo: usual, pool: platform.NewPool(Platform, cfg.Log), posts: platform.NewPool(Platform, cfg.Log),
		alive: newAlive(cfg.Now()), tokens: newTokens(cfg.CommandTokens), seen: platform.NewOnce(),
		look: make(chan struct{}, 1), roll: make(chan struct{}, 1),
	}
}

// box is who handles what comes in.
func (m *Mattermost) box() inbox {
	if m.in.box != nil {
		return *m.in.box
	}
	return inbox{command: m.command, action: m.action, submitted: m.submitted, told: m.told}
}

// drain takes nothing any more and waits for what is going on, but not longer than a time.
func (in *inlet) drain(within time.Duration) {
	var both sync.WaitGroup
	both.Go(func() { in.posts.Drain(within) })
	in.pool.Drain(within)
	both.Wait()
}

// once does a command and gives what goes back. What comes twice is done once and gets the same.
func (in *inlet) once(ctx context.Context, id string, do func() reply) reply {
	claim, first := in.seen.Claim(id, in.now())
	if !first {
		ctx, stop := context.WithTimeout(ctx, in.tempo.Again)
		defer stop()
		answer, _ := in.seen.Again(ctx, claim).(reply) // nil: it is not there yet
		return answer
	}
	answer := safely(ctx, in.log, whispered, do)
	in.seen.Finish(claim, answer)
	return answer
}

// safely makes of a panic a sentence with a reference.
func safely[R any](ctx context.Context, log *slog.Logger, say func(string) R, do func() R) (answer R) {
	defer func() {
		if p := recover(); p != nil {
			answer = say(bot.Sorry(ctx, log, fmt.Errorf("panic (%T) in what came in\n%s", p, debug.Stack())).Text)
		}
	}()
	return do()
}

// trouble notes what went wrong without anybody to tell it to.
func (in *inlet) trouble(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		in.log.LogAttrs(ctx, slog.LevelWarn, "mattermost: something went wrong in what comes in", slog.String("what", what), slog.String("why", cause(err)))
	}
}
