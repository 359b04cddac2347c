package mattermost

import (
	"context"
	"fmt"
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
	said = m.withFiles(ctx, t, said)
	switch {
	case said.Silent(), platform.IsTwice(said):
	case said.Direct && !in.Private:
		return m.elsewhere(ctx, t, said)
	case said.Public && !in.Private:
		return m.aloud(ctx, t, said)
	}
	return said
}

// withFiles puts the files of an answer in the direct conversation, and says that they
// are there.
func (m *Mattermost) withFiles(ctx context.Context, t *turn, said bot.Message) bot.Message {
	files := said.Files
	said.Files = nil
	if len(files) == 0 {
		return said
	}
	texts := []string{said.Text}
	for _, f := range files {
		err := m.upload(ctx, t.user, f)
		m.trouble(ctx, "a file could not be given", err)
		switch {
		case err != nil:
			texts = append(texts, fmt.Sprintf(platform.WordFileFailed, f.Name))
		case !m.isOwn(ctx, t):
			texts = append(texts, fmt.Sprintf(platform.WordFile, f.Name))
		case said.Text == "":
			texts = append(texts, fmt.Sprintf(platform.WordFileHere, f.Name))
		}
	}
	said.Text = strings.TrimPrefix(strings.Join(texts, "\n\n"), "\n\n")
	return said
}

// elsewhere gives an answer in the direct conversation, and says so where it was asked.
func (m *Mattermost) elsewhere(ctx context.Context, t *turn, said bot.Message) bot.Message {
	note := bot.Message{Text: bot.ElsewhereNote, Refused: said.Refused}
	lost := func(err error) {
		m.trouble(ctx, "an answer could not be given in the direct conversation", err)
		m.givePosts(ctx, t, m.render(bot.Message{Text: wordNoDirect}, t.user))
	}
	if err := m.post(ctx, []platform.Way[post]{m.inDirect(t)}, m.render(said, t.user), lost); err != nil {
		m.trouble(ctx, "an answer could not be given in the direct conversation", err)
		note.Text = wordNoDirect
	}
	note.Text = strings.Join(append([]string{note.Text}, platform.Readers(m.whereabouts(ctx, t), t.visible)...), " ")
	return note
}

// aloud gives an answer to everybody in a channel.
func (m *Mattermost) aloud(ctx context.Context, t *turn, said bot.Message) bot.Message {
	privately := said
	privately.Text = platform.WordNotAloud + "\n\n" + said.Text
	if !isID(t.channel) || !m.stands(ctx, t) {
		return privately
	}
	lost := func(err error) {
		m.trouble(ctx, "an answer could not be given in the channel", err)
		m.givePosts(ctx, t, m.render(privately, t.user))
	}
	err := m.post(ctx, []platform.Way[post]{m.inRoom(t)}, m.render(said, ""), lost)
	if err == nil {
		return bot.Message{}
	}
	m.trouble(ctx, "an answer could not be given in the channel", err)
	return privately
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
