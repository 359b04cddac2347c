package slack

import (
	"context"
	"fmt"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// clockMargin is how much the clock of Slack may differ from ours.
const clockMargin = 10 * time.Minute

// pageSize is how many messages are asked for at once, the most that Slack gives: every
// page counts for what may be asked in a minute.
const pageSize = 999

// Find looks in the history of a conversation for a message with a key. It is there when all
// its parts are; else the receipt is of the parts that are. [bot.ErrCannotTell] when the bot
// cannot read there: it is in no such channel, or the member has no account on Slack any more.
func (s *Slack) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if key == "" {
		return bot.Receipt{}, false, bot.ErrCannotTell
	}
	at, err := s.where(ctx, to)
	if err != nil {
		return bot.Receipt{}, false, platform.Unseen(Platform, err)
	}
	there, err := s.look(ctx, search{channel: at.channel, key: hashed(key), since: since, whole: true})
	if err != nil {
		return bot.Receipt{}, false, platform.Unseen(Platform, err)
	}
	r, whole := there.Found(func(stamps []string) bot.Receipt { return receipt(at.channel, stamps) })
	return r, whole, nil
}

// search is what is looked for.
type search struct {
	channel, key string
	since        time.Time // zero: from the beginning
	whole        bool      // it ends when all parts are there
}

// collect adds the stamps of what has a key.
func collect(p platform.Parts, messages []api.Message, key string) {
	for _, m := range messages {
		if t, ours := tagOf(m.Metadata); ours && t.key == key {
			p.Add(t.of, t.part, m.Timestamp)
		}
	}
}

// look reads the history from the newest message back, page by page, to its end.
func (s *Slack) look(ctx context.Context, q search) (platform.Parts, error) {
	there, cursor := platform.Parts{}, ""
	for {
		page, err := s.history(ctx, api.GetConversationHistoryParameters{ChannelID: q.channel, Oldest: oldest(q.since), Cursor: cursor, Limit: pageSize})
		if err != nil {
			return nil, err
		}
		collect(there, page.Messages, q.key)
		next := page.ResponseMetaData.NextCursor
		switch {
		case q.whole && there.Whole() != nil, next == "" && !page.HasMore:
			return there, nil
		case next == "" || next == cursor: // there is more, and no way to it
			return nil, errNonsense
		}
		cursor = next
	}
}

// history reads one page. Only an answer that holds a list, also an empty one, says
// anything.
func (s *Slack) history(ctx context.Context, q api.GetConversationHistoryParameters) (page *api.GetConversationHistoryResponse, err error) {
	q.IncludeAllMetadata = true
	err = s.call(ctx, func(ctx context.Context) (err error) {
		page, err = s.client.GetConversationHistoryContext(ctx, &q)
		if err == nil && (!page.Ok || page.Messages == nil) {
			return errNonsense
		}
		return err
	}, methodHistory)
	return page, err
}

// oldest is a moment as Slack writes it, with room for clocks that differ.
func oldest(since time.Time) string {
	since = since.Add(-clockMargin)
	if since.Unix() <= 0 {
		return ""
	}
	return fmt.Sprintf("%d.%06d", since.Unix(), since.Nanosecond()/1000)
}
