package mattermost

import (
	"context"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// answer says a line for somebody. What of the answer goes elsewhere is brought there: a
// form, files, what is not for a room, what is for everybody in it. The rest comes
// back, to be shown where it was asked; it may be nothing.
func (m *Mattermost) answer(ctx context.Context, t *turn, line string) bot.Message {
	if said, is := m.stranger(ctx, t); is {
		return said
	}
	req := m.request(ctx, t, line)
	return m.bring(ctx, t, m.withForm(ctx, t, req, m.hear(ctx, req)))
}

// bring brings what of an answer without a form is not for where it was asked.
func (m *Mattermost) bring(ctx context.Context, t *turn, said bot.Message) bot.Message {
	in := m.whereabouts(ctx, t)
	told := false // who asked knows where the answer is
	rest := platform.Bearer{
		In: in, Own: in.Private, Visible: t.visible, NoDirect: wordNoDirect,
		Stands: func() bool { return isID(t.channel) && m.stands(ctx, t) },
		Upload: func(f bot.File) error { return m.uploadOnce(ctx, t, f) },
		Direct: func(said bot.Message, lost func(error)) error {
			posts := m.render(said, t.user)
			if told = t.visible; told {
				posts = append(m.heading(ctx, t), posts...)
			}
			return m.post(ctx, []platform.Way[post]{m.inDirect(t)}, posts, lost)
		},
		Aloud: func(said bot.Message, lost func(error)) error { // the thread is known when who asked stands there
			return m.post(ctx, []platform.Way[post]{m.inRoom(t)}, m.render(said, ""), lost)
		},
		Here:    func(said bot.Message) { m.givePosts(ctx, t, m.render(said, t.user)) },
		Trouble: func(what string, err error) { m.trouble(ctx, what, err) },
	}.Bring(said)
	if told && strings.HasPrefix(rest.Text, bot.ElsewhereNote) {
		return bot.Message{}
	}
	return rest
}

// heading says to who mentioned the bot in a room that the answer is in their conversation: in
// the room, or, where the bot may not whisper, above the answer. Then it comes back.
func (m *Mattermost) heading(ctx context.Context, t *turn) []post {
	readers := platform.Readers(m.whereabouts(ctx, t), t.visible)
	note := m.render(bot.Message{Text: strings.Join(append([]string{bot.ElsewhereNote}, readers...), " ")}, t.user)
	if isID(t.channel) && m.stands(ctx, t) {
		if m.whisper(ctx, t.channel, t.root, t.user, note[0]) == nil {
			return nil
		}
	}
	return m.render(bot.Message{Text: strings.Join(append([]string{m.askedIn(ctx, t)}, readers...), " ")}, t.user)
}

// give posts an answer to who asked, where it was asked.
func (m *Mattermost) give(ctx context.Context, t *turn, said bot.Message) {
	if said.Silent() {
		t.end(true)
		return
	}
	m.givePosts(ctx, t, m.render(said, t.user))
}

func (m *Mattermost) givePosts(ctx context.Context, t *turn, posts []post) {
	lost := func(err error) {
		m.trouble(ctx, "an answer could not be given", err)
		t.end(false)
	}
	d := m.delivery(ctx, m.ways(ctx, t), posts, lost)
	d.Given = func() { t.end(true) }
	if err := platform.Deliver(ctx, &m.talk.Talk, d); err != nil {
		lost(err)
	}
}
