package slack

import (
	"context"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// place says who can read along in a conversation; what Slack says is kept a few minutes.
// Outside is true for a channel that is shared, or about to be shared, with another
// organisation or workspace. Guests of the own workspace (accounts for some channels only)
// are not counted: Slack says who is a guest only account by account, for every member of a
// channel, and that cannot be asked within the three seconds of a command. When Slack
// cannot say anything, the place is not private and Unknown, with a [bot.NotSent].
func (s *Slack) place(ctx context.Context, channel string) (bot.Place, error) {
	if p, ok := s.out.places.Get(channel); ok {
		return p, nil
	}
	var c *api.Channel
	err := s.call(ctx, func(ctx context.Context) (err error) {
		c, err = s.client.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: channel})
		if err == nil && c.ID == "" {
			return errNonsense
		}
		return err
	}, methodPlace)
	if err != nil {
		return bot.Place{ID: channel, Unknown: true}, platform.Without(err)
	}
	p := bot.Place{ID: channel, Outside: shared(c.Conversation)}
	s.out.places.Put(channel, p, placeLife)
	return p, nil
}

// direct is the place of a conversation of two people (its id begins with a D), in which somebody
// (a Slack id) is. It is private when the other one is the bot: a slash command can be
// typed in every conversation. When Slack cannot say, as on a morning on which many come at
// once, it counts as private: what is answered to a command only its person sees, wherever
// it is typed.
func (s *Slack) direct(ctx context.Context, channel, user string) (bot.Place, error) {
	own, err := s.open(ctx, user)
	private := err != nil || own == channel
	return bot.Place{ID: channel, Private: private, Unknown: !private}, err
}

// shared reports whether a conversation is, or will be, also of others than this workspace.
func shared(c api.Conversation) bool {
	return c.IsExtShared || c.IsPendingExtShared || c.IsOrgShared || c.IsShared || c.IsGlobalShared || len(c.PendingShared) > 0 || len(c.ConnectedTeamIDs) > 0
}
