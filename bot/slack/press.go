package slack

import (
	"context"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// interaction takes what somebody does with what the bot showed. Only a submitted form has
// something in its acknowledgement.
func (s *Slack) interaction(ctx context.Context, c api.InteractionCallback, id string) any {
	ctx = context.WithoutCancel(ctx)
	switch c.Type {
	case api.InteractionTypeBlockActions:
		s.talk.links.Seen(c.ResponseURL, s.cfg.Now())
		s.acted(ctx, c, id)
	case api.InteractionTypeViewSubmission:
		return s.submitted(ctx, c, id)
	case api.InteractionTypeViewClosed:
		s.keep(ctx, c)
	}
	return nil
}

// acted takes a pressed button, or an answer that was given in a form that is still open.
func (s *Slack) acted(ctx context.Context, c api.InteractionCallback, id string) {
	for _, action := range c.ActionCallback.BlockActions {
		if action.Type == api.ActionType(api.METButton) {
			if s.talk.pressing.begin(pressName(c, action.Value)) { // else a finger bounces, or the answer takes long: it comes
				s.talk.Background(ctx, func() { s.press(ctx, c, id, action.Value) })
			}
			return // nobody presses two at once
		}
	}
	if c.View.Type == api.VTModal {
		s.keep(ctx, c)
	}
}

// pressName is what is one press as long as it is not answered: somebody, somewhere, one button.
func pressName(c api.InteractionCallback, value string) string {
	return c.User.ID + "/" + c.View.ID + "/" + platform.FirstOf(c.Container.ChannelID, c.Channel.ID) + "\x00" + value
}

// press says the line of a button, as who pressed it and where it stands.
func (s *Slack) press(ctx context.Context, c api.InteractionCallback, id, value string) {
	t, fault := s.pressed(c, id)
	line := ""
	if fault == bot.Fine {
		line, fault = s.readLine(value, t.user)
	}
	if fault != bot.Fine {
		s.talk.pressing.end(pressName(c, value))
		s.give(ctx, t, bot.Message{Text: fault.Button(), Refused: true})
		return
	}
	var m bot.Message
	do := func() {
		defer s.talk.pressing.end(pressName(c, value))
		m = s.talk.Safely(ctx, func() bot.Message { return s.answer(ctx, t, line) })
	}
	asked := make(chan struct{}) // for patience: the answer comes behind that
	defer close(asked)
	if s.talk.Soon(ctx, do, func() { <-asked; s.give(ctx, t, m) }) {
		s.give(ctx, t, m)
		return
	}
	if t.link != "" { // elsewhere it would stay for ever
		posts := s.render(bot.Message{Text: bot.Wait}, t.user)
		s.trouble(ctx, "no patience could be asked for", s.respond(ctx, t, posts[0]))
	}
}

// pressed is where a button stands: in a message, on the home page, or in a form that was
// asked for somewhere.
func (s *Slack) pressed(c api.InteractionCallback, id string) (*turn, bot.Fault) {
	t := &turn{id: id, user: c.User.ID, name: c.User.Name, trigger: c.TriggerID}
	switch c.View.Type {
	case api.VTHomeTab:
		s.talk.homes.add(t.user, s.cfg.Now())
		return t, bot.Fine
	case api.VTModal:
		d, fault := s.forms().Open(c.View.PrivateMetadata, c.User.ID)
		t.sit(d)
		t.view = c.View.ID
		return t, fault
	}
	t.channel = platform.FirstOf(c.Container.ChannelID, c.Channel.ID)
	t.thread = platform.FirstOf(c.Container.ThreadTs, c.Message.ThreadTimestamp)
	t.passing, t.link = c.Container.IsEphemeral, c.ResponseURL
	return t, bot.Fine
}
