package slack

import (
	"context"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// restWait is how long the second post of an answer waits: the first one is in the
// acknowledgement, which must be there before it.
const restWait = time.Second

// command takes a slash command. The answer comes back, for the acknowledgement: nil when
// there is nothing to say, or a sentence when it takes longer than Slack waits.
func (s *Slack) command(ctx context.Context, c api.SlashCommand, id string) any {
	ctx = context.WithoutCancel(ctx)
	t := &turn{
		id: id, user: c.UserID, name: c.UserName, channel: c.ChannelID, passing: true,
		link: c.ResponseURL, trigger: c.TriggerID,
	}
	s.talk.links.Seen(t.link, s.cfg.Now())
	var m bot.Message
	do := func() {
		m = s.talk.Safely(ctx, func() bot.Message {
			return s.answer(ctx, t, strings.TrimSpace(strings.TrimPrefix(c.Command, "/")+" "+s.said(ctx, c.Text)))
		})
	}
	if !s.talk.Soon(ctx, do, func() { s.give(ctx, t, m) }) {
		return s.acknowledgement(ctx, t, bot.Message{Text: bot.Wait})
	}
	return s.acknowledgement(ctx, t, m)
}

// acknowledgement is an answer as far as it fits in one. The rest comes behind it.
func (s *Slack) acknowledgement(ctx context.Context, t *turn, m bot.Message) any {
	if m.Silent() {
		return nil
	}
	posts := s.render(m, t.user)
	ack := whisper(posts[0], "")
	if !s.fits(ack) {
		s.talk.Background(ctx, func() { s.givePosts(ctx, t, posts) })
		return nil
	}
	if rest := posts[1:]; len(rest) > 0 {
		s.talk.Owed(ctx, restWait, func() { s.givePosts(ctx, t, rest) })
	}
	return ack
}
