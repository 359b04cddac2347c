package slack

import (
	"context"

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
	return platform.Bearer{
		In: s.whereabouts(ctx, t), Own: s.isOwn(ctx, t), Visible: t.visible, NoDirect: wordNoDirect,
		First: func() bool { return s.first(ctx, t) },
		Upload: func(f bot.File) error {
			return s.out.turns.Patiently(ctx, func() error { return s.upload(ctx, t.user, f) })
		},
		Direct: func(m bot.Message, lost func(error)) error {
			return s.post(ctx, []way{s.inDirect(t)}, s.render(m, t.user), lost)
		},
		Aloud: func(m bot.Message, lost func(error)) error {
			return s.post(ctx, []way{s.inRoom(t)}, s.render(m, ""), lost)
		},
		Here:    func(m bot.Message) { s.givePosts(ctx, t, s.render(m, t.user)) },
		Trouble: func(what string, err error) { s.trouble(ctx, what, err) },
	}.Bring(m)
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
