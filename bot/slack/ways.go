package slack

import (
	"context"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// patience is how long in all an answer waits while too much is said at once. After that
// nobody looks for it any more.
const patience = time.Minute

// way is one way to give a post.
type way func(ctx context.Context, p post) error

// ways are how an answer can reach who asked, the best first. In the conversation with the bot
// it stays there; in a room only its person sees it.
func (s *Slack) ways(ctx context.Context, t *turn) []way {
	var ways []way
	if !t.passing && s.isOwn(ctx, t) {
		ways = append(ways, s.inRoom(t))
	}
	if t.link != "" {
		ways = append(ways, func(ctx context.Context, p post) error { return s.respond(ctx, t, p) })
	}
	if t.channel != "" && !isDirect(t.channel) {
		ways = append(ways, s.asWhisper(t))
	}
	return append(ways, s.inDirect(t))
}

// delivery is what is left to give of an answer.
type delivery struct {
	ways  []way // the best first
	posts []post
	lost  func(err error) // what to do when it cannot be given after all
	left  time.Duration   // of patience
}

// post gives posts in order. When one way ends, the rest goes the next. When none takes them
// because too much is said at once, the rest is given later, and that is no error: then
// lost is told what is.
func (s *Slack) post(ctx context.Context, ways []way, posts []post, lost func(err error)) error {
	return s.deliverAnswer(ctx, delivery{ways, posts, lost, patience})
}

func (s *Slack) deliverAnswer(ctx context.Context, d delivery) error {
	for len(d.posts) > 0 {
		err := d.ways[0](ctx, d.posts[0])
		switch {
		case err == nil:
			d.posts = d.posts[1:]
		case len(d.ways) > 1:
			s.trouble(ctx, "an answer goes another way", err)
			d.ways = d.ways[1:]
		default:
			return s.deliverLater(ctx, d, err)
		}
	}
	return nil
}

// deliverLater goes on after the time that an error asks to wait; an error that asks for none,
// or for more than is left, comes back.
func (s *Slack) deliverLater(ctx context.Context, d delivery, err error) error {
	not := notSent(refusal(err))
	if not == nil || not.Why != bot.Busy {
		return err
	}
	wait := max(not.After, time.Second)
	if wait > d.left {
		return err
	}
	d.left -= wait
	s.talk.Owed(ctx, wait, func() {
		if err := s.deliverAnswer(ctx, d); err != nil {
			d.lost(err)
		}
	})
	return nil
}

// inRoom posts where it was asked, for everybody who is there.
func (s *Slack) inRoom(t *turn) way {
	return func(ctx context.Context, p post) error { return s.say(ctx, t.channel, t.thread, []post{p}) }
}

// inDirect posts in the direct conversation.
func (s *Slack) inDirect(t *turn) way {
	return func(ctx context.Context, p post) error {
		channel, err := s.open(ctx, t.user)
		if err != nil {
			return err
		}
		return s.say(ctx, channel, "", []post{p})
	}
}

// asWhisper posts in a room what only its person sees.
func (s *Slack) asWhisper(t *turn) way {
	return func(ctx context.Context, p post) error {
		options := append(dressed(p), api.MsgOptionDisableLinkUnfurl(), api.MsgOptionDisableMediaUnfurl())
		if t.thread != "" {
			options = append(options, api.MsgOptionTS(t.thread))
		}
		return s.call(ctx, func(ctx context.Context) error {
			_, err := s.client.PostEphemeralContext(ctx, t.channel, t.user, options...)
			return err
		}, platform.Everyone, t.channel)
	}
}
