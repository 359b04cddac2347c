package slack

import (
	"context"
	"errors"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// halfLife is how long ago the first part of a message can have been posted of which the
// others still come: longer than the scheduler trusts a clock that leapt.
const halfLife = 45 * 24 * time.Hour

// Send posts a message that nobody asked for, in the direct conversation with a member or in
// the channel of a team. What does not fit in one post becomes several; those of them that
// an earlier attempt with the same key posted are not posted again. Slack itself keeps
// no two messages with one key apart: whether the whole is there is for [Slack.Find]. Its
// errors are those of [bot.Sender]. It waits at most a second for its turn.
func (s *Slack) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return bot.Receipt{}, &bot.NotSent{Cause: err}
	}
	at, err := s.where(ctx, to)
	if err != nil {
		return bot.Receipt{}, err
	}
	if err := s.awake(ctx, at); err != nil {
		return bot.Receipt{}, err
	}
	posts := s.render(m, at.owner)
	if len(posts) == 0 {
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unfit, Cause: errors.New("slack: a message that says nothing")}
	}
	stamps, err := s.deliver(ctx, at.channel, key, posts)
	if err != nil {
		return bot.Receipt{}, err
	}
	s.touched(at.owner)
	return receipt(at.channel, stamps), nil
}

// deliver posts what is not there yet, and gives the stamps of all.
func (s *Slack) deliver(ctx context.Context, channel, key string, posts []post) ([]string, error) {
	b := platform.Batch[post]{Posts: posts, Turns: &s.out.turns, Lanes: []string{platform.Unasked, platform.Everyone, channel}}
	if key != "" {
		b.Look = func(ctx context.Context) (platform.Parts, error) {
			return s.look(ctx, search{channel: channel, key: hashed(key), since: s.cfg.Now().Add(-halfLife)})
		}
	}
	b.Put = func(ctx context.Context, part int, p post) (string, error) {
		e := cover{channel: channel}
		if key != "" {
			e.tag = tag{hashed(key), part, len(posts)}
		}
		return s.put(ctx, e, p)
	}
	return b.Deliver(ctx)
}

// cover is what is written on a post.
type cover struct {
	channel string
	thread  string // stamp of the message it answers; empty: none
	tag     tag    // of a message without a key: empty
}

// put posts one message whose turn it is, and gives its stamp.
func (s *Slack) put(ctx context.Context, e cover, p post) (stamp string, err error) {
	options := dressed(p)
	options = append(options, api.MsgOptionDisableLinkUnfurl(), api.MsgOptionDisableMediaUnfurl())
	if e.thread != "" {
		options = append(options, api.MsgOptionTS(e.thread))
	}
	if e.tag.key != "" {
		options = append(options, api.MsgOptionMetadata(e.tag.metadata()))
	}
	err = s.ask(ctx, e.channel, func(ctx context.Context) (err error) {
		_, stamp, err = s.client.PostMessageContext(ctx, e.channel, options...)
		if err == nil && stamp == "" {
			return errNonsense // it may be there, and nobody knows as what
		}
		return err
	})
	return stamp, err
}

// dressed is what a post says. Slack looks for no names and links in it by itself.
func dressed(p post) []api.MsgOption {
	return []api.MsgOption{api.MsgOptionText(p.Text, false), api.MsgOptionBlocks(p.Blocks...), api.MsgOptionParse(false), api.MsgOptionLinkNames(false)}
}

// say posts an answer in a conversation, or in a thread of it. The error is a [bot.NotSent]
// when none of it is there.
func (s *Slack) say(ctx context.Context, channel, thread string, posts []post) error {
	b := platform.Batch[post]{Posts: posts, Turns: &s.out.turns, Lanes: []string{platform.Everyone, channel}}
	b.Put = func(ctx context.Context, _ int, p post) (string, error) {
		return s.put(ctx, cover{channel: channel, thread: thread}, p)
	}
	_, err := b.Deliver(ctx)
	return err
}

// receipt says where a message stands: the conversation and the stamps of its parts.
func receipt(channel string, stamps []string) bot.Receipt {
	return bot.Receipt{Platform: Platform, ID: channel + "/" + strings.Join(stamps, ",")}
}

// readReceipt is the other way round.
func readReceipt(r bot.Receipt) (channel string, stamps []string, err error) {
	channel, rest, _ := strings.Cut(r.ID, "/")
	stamps = strings.Split(rest, ",")
	if r.Platform != Platform || channel == "" || stamps[0] == "" {
		return "", nil, &bot.NotSent{Why: bot.Unfit, Cause: errors.New("slack: a receipt of another platform")}
	}
	return channel, stamps, nil
}
