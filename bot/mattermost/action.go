package mattermost

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// A press carries nothing by which the server vouches for it: anybody can send one, in the name
// of anybody, of any channel. What makes something happen is the ticket alone. One that is owned
// is seen by its owner only, so who comes with it is its owner. One that is everybody's proves
// nothing: who is said to have pressed it gets it once more, where nobody else can see it, as
// their own.

// action takes a pressed button, or a choice in a menu.
func (m *Mattermost) action(ctx context.Context, a pressed, _ string) actionReply {
	ctx = context.WithoutCancel(ctx)
	ticket := ticketIn(a.Context)
	line, owned, fault := m.readLine(ticket, a.UserID)
	if _, form := m.readDesk(ticket, a.UserID); form == bot.Fine { // what a dialog remembers is no button
		fault = bot.Unknown
	}
	if fault != bot.Fine {
		return hinted(fault.Button())
	}
	which := hashed(ticket + "\x00" + a.UserID)
	if !owned {
		return m.handOver(ctx, a.UserID, which, line)
	}
	t := &turn{user: a.UserID, channel: a.ChannelID, post: a.PostID, said: threadIn(a.Context), claimed: true, trigger: a.TriggerID}
	turns := m.talk.queues.Join(which)
	var now actionReply
	var rest []post
	joined, behind := time.Now(), turns.Behind()
	do := func() {
		defer turns.Leave()
		turns.Wait()
		if behind && time.Since(joined) > m.talk.Within {
			return // who pressed was told to wait, and has the answer to the press before this one by now
		}
		t.id = m.pressID(ctx, which)
		now, rest = m.hint(ctx, t, m.talk.Safely(ctx, func() bot.Message { return m.pressed(ctx, t, line) }))
	}
	if !m.talk.Soon(ctx, do, func() { m.givePosts(ctx, t, rest) }) {
		return hinted(bot.Wait)
	}
	return now
}

// threadIn is the thread in which a button says that it stands; empty: it does not say.
func threadIn(context map[string]any) string {
	thread, _ := context[contextThread].(string)
	return known(thread)
}

// pressed says the line of a button, or goes on with a form.
func (m *Mattermost) pressed(ctx context.Context, t *turn, line string) bot.Message {
	if d, is := readStep(line); is {
		return m.resume(ctx, t, d)
	}
	return m.answer(ctx, t, line)
}

// hint gives an answer to who pressed: as a post, or in the answer of the call when it is a text
// for one person in a room. When that cannot be given any more, it is the rest.
func (m *Mattermost) hint(ctx context.Context, t *turn, said bot.Message) (now actionReply, rest []post) {
	if said.Silent() {
		return actionReply{}, nil
	}
	posts := m.render(said, t.user)
	if len(posts) == 1 && len(posts[0].Attachments) == 0 && !m.isOwn(ctx, t) {
		return hinted(posts[0].Message), posts
	}
	m.givePosts(ctx, t, posts)
	if t.moved.Load() {
		return hinted(wordSentDM), nil
	}
	return actionReply{}, nil
}

// handedFor is how long a button that is everybody's is given once only to one person.
const handedFor = 10 * time.Minute

// handOver gives a member a button of everybody as their own, in their direct conversation. The
// answer of the call says the same whoever it is about.
func (m *Mattermost) handOver(ctx context.Context, user, which, line string) actionReply {
	member, err := m.cfg.People.Member(ctx, user)
	m.trouble(ctx, "a member is not known", err)
	if err == nil && member != "" && m.talk.handed.take(which, m.cfg.Now()) {
		m.talk.Background(ctx, func() { m.handed(ctx, user, which, line) })
	}
	return hinted(wordOwnSent)
}

// handed posts the button of somebody. What it is for is not said: it may have been pressed in
// their name. When it cannot be given, who presses again gets it still.
func (m *Mattermost) handed(ctx context.Context, user, which, line string) {
	own := bot.Message{Text: wordOwn, Buttons: []bot.Button{{Label: wordGoOn, Line: line}}}
	lost := func(err error) {
		m.talk.handed.drop(which)
		m.trouble(ctx, "a button could not be given", err)
	}
	if err := m.post(ctx, []platform.Way[post]{m.inDirect(&turn{user: user})}, m.render(own, user), lost); err != nil {
		lost(err)
	}
}
