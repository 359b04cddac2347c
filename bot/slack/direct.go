package slack

import (
	"context"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// directLife is how long the direct conversation with somebody is known. It never changes
// while the account and the app are the same.
const directLife = 12 * time.Hour

// target is where on Slack something goes.
type target struct {
	channel string
	owner   string // the only one who may press its buttons; empty: everybody who sees it
}

// open is the direct conversation with somebody. An error is a [bot.NotSent]: nothing is
// posted.
func (s *Slack) open(ctx context.Context, user string) (channel string, err error) {
	if channel, ok := s.out.directs.Get(user); ok {
		return channel, nil
	}
	err = s.call(ctx, func(ctx context.Context) error {
		there, _, _, err := s.client.OpenConversationContext(ctx, &api.OpenConversationParameters{Users: []string{user}})
		if err == nil && (there == nil || there.ID == "") {
			return errNonsense
		}
		if err == nil {
			channel = there.ID
		}
		return err
	}, methodOpen)
	if err != nil {
		return "", platform.Without(err)
	}
	s.out.directs.Put(user, channel, directLife)
	return channel, nil
}

// whom is the id on Slack of who or what an address is; an empty one is unreachable.
func (s *Slack) whom(ctx context.Context, to bot.Address) (string, error) {
	return platform.Whom(ctx, Platform, s.cfg.People.Whom, to)
}

// where is the place on Slack of an address. An error is a [bot.NotSent].
func (s *Slack) where(ctx context.Context, to bot.Address) (target, error) {
	id, err := s.whom(ctx, to)
	if err != nil || to.Channel != "" {
		return target{channel: id}, err
	}
	channel, err := s.open(ctx, id)
	return target{channel: channel, owner: id}, err
}

// awake reports an account that reads nothing any more: Slack takes messages for it, and
// nobody sees them; and one of which nobody here may know who reads along. When Slack cannot
// say, it is taken to be there.
func (s *Slack) awake(ctx context.Context, to target) error {
	if to.owner == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, quickly)
	defer cancel()
	p, err := s.person(ctx, to.owner)
	if err != nil {
		return nil // it is taken to be there
	}
	if p.Deleted {
		s.out.directs.Drop(to.owner)
	}
	return p.Unread(Platform)
}

// isDirect reports whether a conversation is one of two people, of whom one may be the bot:
// only those have ids that begin with a D.
func isDirect(channel string) bool { return strings.HasPrefix(channel, "D") }
