package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// inlet is what HTTP and the sockets have in common: everything that comes in passes here.
type inlet struct {
	box    inbox
	log    *slog.Logger
	now    func() time.Time
	seen   *platform.Once // what came in, by its id
	signed *platform.Once // signatures
	pool   *platform.Pool // what is acknowledged with its answer: somebody waits
	events *platform.Pool // what is acknowledged at once: it may take long, and holds up nothing else
	alive  *alive
	tempo  tempo

	large     chan struct{} // a seat for each large body that is read
	strangers *strangers    // who sends what is not certainly Slack's

	own     atomic.Pointer[own]     // who we are; nil: not known yet
	hello   atomic.Pointer[string]  // id of the app that the newest socket is of; nil: none yet
	current atomic.Pointer[session] // the newest socket
	gone    sync.WaitGroup          // sockets that are open
}

// own is which app on which workspace this is.
type own struct{ app, team string }

func newInlet(cfg Config) *inlet {
	return &inlet{
		log: cfg.Log, now: cfg.Now, seen: platform.NewOnce(), signed: platform.NewOnce(), pool: platform.NewPool(Platform, cfg.Log), events: platform.NewPool(Platform, cfg.Log),
		alive: newAlive(cfg.AppToken != "", cfg.Now()), tempo: usual,
		large: make(chan struct{}, maxLarge), strangers: newStrangers(),
	}
}

// Why a call is not for us. The texts are for the log.
var (
	errOtherApp       = errors.New("it is for another app")
	errOtherWorkspace = errors.New("it is for another workspace")
)

// foreign says why a call is not for this app on this workspace, as far as both say so; nil
// when it is. The workspace of an app that is installed on a whole organisation is the
// organisation. A call for another app came by a secret of that app: that is somebody's
// mistake in the settings, and stands in the Status.
func (in *inlet) foreign(c call) error {
	o := in.own.Load()
	if o == nil {
		return nil // the signature or the socket says so much; the rest comes
	}
	known := o.app != "" && c.app != ""
	if known && c.app != o.app {
		in.alive.app(anotherApp)
		return errOtherApp
	}
	if known {
		in.alive.app("")
	}
	if o.team != "" && len(c.teams) > 0 && !slices.Contains(c.teams, o.team) {
		return errOtherWorkspace
	}
	return nil
}

// anotherApp is the problem of a service that has the token of the bot of one app, and the app
// token or the signing secret of another.
const anotherApp = "another_app"

// sameApp compares the app of the bot with that of the socket, once both are known. With a
// socket of another app everything that people do goes to the wrong one, and nobody is
// answered.
func (in *inlet) sameApp(ctx context.Context) {
	o, hello := in.own.Load(), in.hello.Load()
	if o == nil || hello == nil {
		return
	}
	if o.app == "" || *hello == "" || o.app == *hello {
		in.alive.app("")
		return
	}
	in.alive.app(anotherApp)
	in.log.LogAttrs(ctx, slog.LevelError, "slack: the app token is of another app than the token of the bot", slog.String("socket", *hello), slog.String("bot", o.app))
}

// handle does a call and gives what goes into its acknowledgement. What comes twice is
// done once and gets the same.
func (in *inlet) handle(ctx context.Context, c call) any {
	claim, first := in.seen.Claim(c.id, in.now())
	if !first {
		ctx, stop := context.WithTimeout(ctx, in.tempo.Again)
		defer stop()
		return in.seen.Again(ctx, claim)
	}
	answer := in.answer(ctx, c)
	in.seen.Finish(claim, answer)
	return answer
}

// answer asks whoever handles a call. A panic becomes a sentence with a reference, where
// a sentence is shown.
func (in *inlet) answer(ctx context.Context, c call) (answer any) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		m := bot.Sorry(ctx, in.log, fmt.Errorf("panic (%T) in what came in\n%s", p, debug.Stack()))
		if answer = nil; c.command {
			answer = &api.Msg{ResponseType: api.ResponseTypeEphemeral, Text: m.Text}
		}
	}()
	return c.do(ctx, in.box, c.id)
}

// take accepts an event, to be handled in its turn; false: Slack had better send it again.
func (in *inlet) take(c call) bool {
	claim, first := in.seen.Claim(c.id, in.now())
	if !first || c.do == nil {
		return true
	}
	accepted := in.events.Later(func(ctx context.Context) {
		in.answer(ctx, c)
		in.seen.Finish(claim, nil)
	})
	if !accepted {
		in.seen.Forget(claim)
	}
	return accepted
}

// drain takes nothing any more and waits for what is going on, but not longer than a time.
func (in *inlet) drain(within time.Duration) {
	var both sync.WaitGroup
	both.Go(func() { in.events.Drain(within) })
	in.pool.Drain(within)
	both.Wait()
}

// encode makes what goes into an acknowledgement; nothing of nothing.
func (in *inlet) encode(ctx context.Context, answer any) []byte {
	if answer == nil {
		return nil
	}
	data, err := json.Marshal(answer)
	if err != nil {
		in.log.LogAttrs(ctx, slog.LevelError, "slack: an answer cannot be written", slog.String("kind", fmt.Sprintf("%T", err)))
		return nil
	}
	return data
}

// introduce finds out which app on which workspace this is. It does not give up.
func (s *Slack) introduce(ctx context.Context) {
	for r := (retry{}); ; {
		o, err := s.self(ctx)
		if err != nil && o.team == "" {
			s.in.alive.bot(cause(err))
		} else {
			s.in.own.Store(&o)
			s.in.alive.bot("")
			s.in.sameApp(ctx)
		}
		if err == nil || !platform.Pause(ctx, r.after(err, s.in.tempo)) {
			return
		}
	}
}

// self asks Slack which app on which workspace the token is of. Without the right to ask
// for the app only the workspace is known; with an error it may be known all the same.
func (s *Slack) self(ctx context.Context) (own, error) {
	me, err := s.client.AuthTestContext(ctx)
	if err != nil {
		return own{}, err
	}
	o := own{team: me.TeamID}
	about, err := s.client.GetBotInfoContext(ctx, api.GetBotInfoParameters{Bot: me.BotID, TeamID: me.TeamID})
	if refused := (api.SlackErrorResponse{}); errors.As(err, &refused) && !isTrouble(err) {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.app = about.AppID
	return o, nil
}
