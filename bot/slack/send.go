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
	stamps, err := s.already(ctx, channel, key, len(posts))
	if err != nil {
		return nil, err
	}
	missing := len(posts) - len(stamps)
	if err := s.out.turns.Take(ctx, missing, platform.Unasked, platform.Everyone, channel); err != nil {
		return nil, half(err, len(stamps) > 0)
	}
	all := make([]string, len(posts))
	for i, p := range posts {
		if all[i] = stamps[i+1]; all[i] != "" {
			continue
		}
		e := cover{channel: channel}
		if key != "" {
			e.tag = tag{hashed(key), i + 1, len(posts)}
		}
		if all[i], err = s.put(ctx, e, p); err != nil {
			return nil, half(err, i > 0 || len(stamps) > 0)
		}
	}
	return all, nil
}

// already is which parts of a message an earlier attempt posted. For a message of one part
// that is known: who sends it again has looked for it. Where nobody can look none are.
func (s *Slack) already(ctx context.Context, channel, key string, of int) (map[int]string, error) {
	if of == 1 || key == "" {
		return nil, nil
	}
	there, err := s.look(ctx, search{channel: channel, key: hashed(key), since: s.cfg.Now().Add(-halfLife)})
	if err = unknown(err); err != nil && !errors.Is(err, bot.ErrCannotTell) {
		return nil, s.notLooked(err)
	}
	return there[of], nil
}

// notLooked is the error of a message that was not posted because nobody could look.
func (s *Slack) notLooked(err error) error {
	until := s.out.turns.Resting(methodHistory)
	if until > 0 {
		return &bot.NotSent{Why: bot.Busy, After: until, Cause: err}
	}
	return &bot.NotSent{Cause: err}
}

// half is an error of a message of which a part is there: nothing is certain then.
func half(err error, some bool) error {
	var not *bot.NotSent
	if !some || !errors.As(err, &not) {
		return err
	}
	return errors.New("slack: a part of the message is there, the rest is not: " + not.Error())
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
	if err := s.out.turns.Take(ctx, len(posts), platform.Everyone, channel); err != nil {
		return err
	}
	for i, p := range posts {
		if _, err := s.put(ctx, cover{channel: channel, thread: thread}, p); err != nil {
			return half(err, i > 0)
		}
	}
	return nil
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
