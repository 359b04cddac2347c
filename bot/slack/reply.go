package slack

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
func (s *Slack) answer(ctx context.Context, t *turn, line string) bot.Message {
	if m, is := s.stranger(ctx, t); is {
		return m
	}
	req := s.request(ctx, t, line)
	m := s.hear(ctx, req)
	s.touched(t.user)
	return s.bring(ctx, t, s.withForm(ctx, t, req, m))
}

// bring brings what of an answer without a form is not for where it was asked.
func (s *Slack) bring(ctx context.Context, t *turn, m bot.Message) bot.Message {
	in := s.whereabouts(ctx, t)
	m = s.withFiles(ctx, t, m)
	switch {
	case m.Silent(), platform.IsTwice(m):
	case m.Direct && !in.Private:
		return s.elsewhere(ctx, t, m)
	case m.Public && !in.Private:
		return s.aloud(ctx, t, m)
	}
	return m
}

// withFiles puts the files of an answer in the direct conversation, and says that they
// are there.
func (s *Slack) withFiles(ctx context.Context, t *turn, m bot.Message) bot.Message {
	files := m.Files
	m.Files = nil
	if len(files) == 0 || !s.first(ctx, t) {
		return m
	}
	said := []string{m.Text}
	for _, f := range files {
		err := s.upload(ctx, t.user, f)
		s.trouble(ctx, "a file could not be given", err)
		switch {
		case err != nil:
			said = append(said, fmt.Sprintf(platform.WordFileFailed, f.Name))
		case !s.isOwn(ctx, t):
			said = append(said, fmt.Sprintf(platform.WordFile, f.Name))
		case m.Text == "":
			said = append(said, fmt.Sprintf(platform.WordFileHere, f.Name))
		}
	}
	m.Text = strings.TrimPrefix(strings.Join(said, "\n\n"), "\n\n")
	return m
}

// elsewhere gives an answer in the direct conversation, and says so where it was asked.
func (s *Slack) elsewhere(ctx context.Context, t *turn, m bot.Message) bot.Message {
	note := bot.Message{Text: bot.ElsewhereNote, Refused: m.Refused}
	note.Text = strings.Join(append([]string{note.Text}, platform.Readers(s.whereabouts(ctx, t), t.visible)...), " ")
	if s.first(ctx, t) {
		lost := func(err error) {
			s.trouble(ctx, "an answer could not be given in the direct conversation", err)
			s.givePosts(ctx, t, s.render(bot.Message{Text: wordNoDirect}, t.user))
		}
		if err := s.post(ctx, []way{s.inDirect(t)}, s.render(m, t.user), lost); err != nil {
			s.trouble(ctx, "an answer could not be given in the direct conversation", err)
			note.Text = strings.Replace(note.Text, bot.ElsewhereNote, wordNoDirect, 1)
		}
	}
	return note
}

// aloud gives an answer to everybody in a channel.
func (s *Slack) aloud(ctx context.Context, t *turn, m bot.Message) bot.Message {
	if !s.first(ctx, t) {
		return bot.Message{}
	}
	privately := m
	privately.Text = platform.WordNotAloud + "\n\n" + m.Text
	lost := func(err error) {
		s.trouble(ctx, "an answer could not be given in the channel", err)
		s.givePosts(ctx, t, s.render(privately, t.user))
	}
	err := s.post(ctx, []way{s.inRoom(t)}, s.render(m, ""), lost)
	if err == nil {
		return bot.Message{}
	}
	s.trouble(ctx, "an answer could not be given in the channel", err)
	return privately
}

// give posts an answer to who asked, where it was asked.
func (s *Slack) give(ctx context.Context, t *turn, m bot.Message) {
	if platform.IsTwice(m) {
		s.talk.Owed(ctx, platform.TwiceWait, func() { s.claim(ctx, t, m) })
		return
	}
	s.claim(ctx, t, m)
}

// claim posts an answer, unless another process does.
func (s *Slack) claim(ctx context.Context, t *turn, m bot.Message) {
	if m.Silent() || !s.first(ctx, t) {
		return
	}
	s.givePosts(ctx, t, s.render(m, t.user))
}

func (s *Slack) givePosts(ctx context.Context, t *turn, posts []post) {
	lost := func(err error) { s.trouble(ctx, "an answer could not be given", err) }
	if err := s.post(ctx, s.ways(ctx, t), posts, lost); err != nil {
		lost(err)
	}
}
