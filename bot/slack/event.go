package slack

import (
	"context"

	"github.com/slack-go/slack/slackevents"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// event takes what happens in the conversations of the bot. It was acknowledged already.
func (s *Slack) event(ctx context.Context, e slackevents.EventsAPIEvent, id string) {
	ctx = context.WithoutCancel(ctx)
	switch what := e.InnerEvent.Data.(type) {
	case *slackevents.MessageEvent:
		if byPerson(what) {
			s.told(ctx, what, id)
		}
	case *slackevents.AppMentionEvent:
		// What is changed is not done again, and in a direct conversation it is a message too.
		if what.User != "" && what.BotID == "" && what.Edited == nil && !isDirect(what.Channel) {
			s.mentioned(ctx, e, what, id)
		}
	case *slackevents.AppHomeOpenedEvent:
		if what.Tab == homePlace {
			s.homeOpened(ctx, what.User)
		}
	}
}

// byPerson reports whether a message is a new one of a person to the bot. A message that was
// changed or taken away is not done again, and what apps say is nothing to answer.
func byPerson(e *slackevents.MessageEvent) bool {
	app := e.BotID != "" || e.Message != nil && e.Message.BotID != ""
	switch e.SubType {
	case "", "thread_broadcast", "file_share":
		return e.ChannelType == slackevents.ChannelTypeIM && e.User != "" && !app
	}
	return false
}

// told takes a message in a direct conversation.
func (s *Slack) told(ctx context.Context, e *slackevents.MessageEvent, id string) {
	t := &turn{id: id, user: e.User, channel: e.Channel, thread: e.ThreadTimeStamp}
	t.place = bot.Place{ID: t.channel, Private: true} // of other conversations of two people Slack tells the bot nothing
	if e.SubType == "file_share" || e.Message != nil && len(e.Message.Files) > 0 {
		s.withFile(ctx, t)
		return
	}
	s.give(ctx, t, s.talk.Safely(ctx, func() bot.Message { return s.answer(ctx, t, s.spoken(ctx, e.Text)) }))
}

// withFile takes a message with a file: nothing of it is done, for the file may be what it is
// about.
func (s *Slack) withFile(ctx context.Context, t *turn) {
	m, is := s.stranger(ctx, t)
	if !is {
		m = bot.Message{Text: platform.WordNoFiles, Refused: true}
	}
	s.give(ctx, t, m)
}

// mentioned takes a message in a channel that names the bot.
func (s *Slack) mentioned(ctx context.Context, e slackevents.EventsAPIEvent, what *slackevents.AppMentionEvent, id string) {
	t := &turn{id: id, user: what.User, channel: what.Channel, thread: what.ThreadTimeStamp, shared: e.IsExtSharedChannel, visible: true}
	if len(what.Files) > 0 {
		s.withFile(ctx, t)
		return
	}
	s.give(ctx, t, s.talk.Safely(ctx, func() bot.Message {
		return s.answer(ctx, t, s.spoken(ctx, addressed(what.Text, s.ownID(ctx, e))))
	}))
}

// ownID is the Slack id of the bot, as an event that mentions it says, or Slack.
func (s *Slack) ownID(ctx context.Context, e slackevents.EventsAPIEvent) string {
	if outer, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		for _, a := range outer.Authorizations {
			if a.IsBot && a.UserID != "" {
				return a.UserID
			}
		}
	}
	who, err := s.known(ctx)
	s.trouble(ctx, "the bot does not know its own id", err)
	return who.UserID
}
