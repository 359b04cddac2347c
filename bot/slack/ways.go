package slack

import (
	"context"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// way is one way to give a post.
type way = platform.Way[post]

// ways are how an answer can reach who asked, the best first. In the conversation with the bot
// it stays there; in a room only its person sees it.
func (s *Slack) ways(ctx context.Context, t *turn) []way {
	var ways []way
	if !t.passing && s.isOwn(ctx, t) {
		ways = append(ways, s.inRoom(t))
	}
	if t.link != "" {
		ways = append(ways, platform.Hurried(func(ctx context.Context, p post) error { return s.respond(ctx, t, p) }))
	}
	if t.channel != "" && !isDirect(t.channel) {
		ways = append(ways, s.asWhisper(t))
	}
	return append(ways, s.inDirect(t))
}

// post gives posts in order, the best way first; see [platform.Deliver].
func (s *Slack) post(ctx context.Context, ways []way, posts []post, lost func(err error)) error {
	return platform.Deliver(ctx, &s.talk.Talk, platform.Delivery[post]{
		Ways: ways, Posts: posts, Lost: lost,
		Turned: func(err error) { s.trouble(ctx, "an answer goes another way", err) },
		Judge:  func(err error) *bot.NotSent { return platform.NotSent(refusal(err)) },
	})
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
