package slack

import (
	"context"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// place says who can read along in a conversation; what Slack says is kept a few minutes.
// Outside is true for a channel that is shared, or about to be shared, with another
// organisation or workspace. Guests of the own workspace (accounts for some channels only)
// are not counted: Slack says who is a guest only account by account, for every member of a
// channel, and that cannot be asked within the three seconds of a command. When Slack
// cannot say anything, the place is not private and Outside, with a [bot.NotSent].
func (s *Slack) place(ctx context.Context, channel string) (bot.Place, error) {
	if isDirect(channel) {
		return bot.Place{ID: channel, Private: true}, nil
	}
	if p, ok := s.out.places.get(channel); ok {
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
		return bot.Place{ID: channel, Outside: true}, without(err)
	}
	p := bot.Place{ID: channel, Private: c.IsIM, Outside: shared(c.Conversation)}
	s.out.places.put(channel, p, placeLife)
	return p, nil
}

// shared reports whether a conversation is, or will be, also of others than this workspace.
func shared(c api.Conversation) bool {
	return c.IsExtShared || c.IsPendingExtShared || c.IsOrgShared || c.IsShared || c.IsGlobalShared || len(c.PendingShared) > 0 || len(c.ConnectedTeamIDs) > 0
}
