package mattermost

import (
	"context"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// command takes a slash command. What comes back goes into the answer of the call: nothing when
// there is nothing to say, or a sentence when it takes longer than the server may wait.
func (m *Mattermost) command(ctx context.Context, c slashCommand, id string) reply {
	ctx = context.WithoutCancel(ctx)
	t := &turn{
		id: m.named("command", id), user: c.UserID, name: c.UserName, channel: c.ChannelID, root: c.RootID, passing: true,
		other: otherIn(c), link: c.ResponseURL, trigger: c.TriggerID,
	}
	if hook := m.hookOf(t.link); hook != "" {
		m.talk.links.Seen(hook, m.cfg.Now())
		m.talk.doors.Put(t.door(), hook, linkLife)
	}
	var said bot.Message
	do := func() {
		said = m.talk.Safely(ctx, func() bot.Message {
			return m.answer(ctx, t, strings.TrimSpace(strings.TrimPrefix(c.Command, "/")+" "+m.said(ctx, legible(c.Text), c.Mentions)))
		})
	}
	if !m.talk.Soon(ctx, do, func() { m.give(ctx, t, said) }) {
		return m.replied(t, bot.Message{Text: bot.Wait})
	}
	return m.replied(t, said)
}

// named is the id of a request: of what kind it is and which one. What nobody knows has none.
func (*Mattermost) named(kind, id string) string {
	if id == "" {
		return ""
	}
	return Platform + "/" + kind + "/" + hashed(id)
}

// otherIn is with whom somebody has the conversation of two people in which a command was given;
// empty when it is none.
func otherIn(c slashCommand) string {
	if other, is := strings.CutPrefix(c.ChannelName, c.UserID+"__"); is {
		return other
	}
	if other, is := strings.CutSuffix(c.ChannelName, "__"+c.UserID); is {
		return other
	}
	return ""
}

// replied is an answer as what goes back for a command: its first post, and the others behind it.
func (m *Mattermost) replied(t *turn, said bot.Message) reply {
	if said.Silent() {
		return reply{}
	}
	posts := m.render(said, t.user)
	first := replyOf(posts[0], t.root)
	for _, p := range posts[1:] {
		first.Extra = append(first.Extra, replyOf(p, t.root))
	}
	return first
}

// replyOf is a post that only its person sees, in the thread of a post (empty: in none). It is
// never one of the channel: that would be of the person who gave the command, and nobody could
// change it.
func replyOf(p post, root string) reply {
	p = threaded(p, root)
	return reply{ResponseType: ephemeral, Text: p.Message, Attachments: p.Attachments, Verbatim: true}
}
