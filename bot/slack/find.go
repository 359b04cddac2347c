package slack

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// clockMargin is how much the clock of Slack may differ from ours.
const clockMargin = 10 * time.Minute

// pageSize is how many messages are asked for at once, the most that Slack gives: every
// page counts for what may be asked in a minute.
const pageSize = 999

// Find looks in the history of a conversation for a message with a key. It is there when
// all its parts are; else the receipt is of the parts that are. [bot.ErrCannotTell] when the bot cannot read there: it is in no
// such channel, or the member has no account on Slack any more.
func (s *Slack) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if key == "" {
		return bot.Receipt{}, false, bot.ErrCannotTell
	}
	at, err := s.where(ctx, to)
	if err != nil {
		return bot.Receipt{}, false, unknown(err)
	}
	there, err := s.look(ctx, search{channel: at.channel, key: hashed(key), since: since, whole: true})
	if err != nil {
		return bot.Receipt{}, false, unknown(err)
	}
	if stamps := there.whole(); stamps != nil {
		return receipt(at.channel, stamps), true, nil
	}
	if stamps := there.all(); stamps != nil {
		return receipt(at.channel, stamps), false, nil
	}
	return bot.Receipt{}, false, nil
}

// unknown is the error of who looked and saw nothing. That is never a [bot.NotSent]: it says
// nothing about a message.
func unknown(err error) error {
	var not *bot.NotSent
	switch {
	case !errors.As(err, &not):
		return err
	case not.Why == bot.Unreachable:
		return bot.ErrCannotTell
	}
	return fmt.Errorf("slack: it could not be looked for: %w", not.Cause)
}

// search is what is looked for.
type search struct {
	channel, key string
	since        time.Time // zero: from the beginning
	whole        bool      // it ends when all parts are there
}

// parts are the stamps of the posts with one key: by how many there are in all, and by which
// of them it is, from 1.
type parts map[int]map[int]string

// collect adds what has a key.
func (p parts) collect(messages []api.Message, key string) {
	for _, m := range messages {
		t, ours := tagOf(m.Metadata)
		if !ours || t.key != key {
			continue
		}
		if p[t.of] == nil {
			p[t.of] = map[int]string{}
		}
		p[t.of][t.part] = m.Timestamp
	}
}

// whole are the stamps of a message that is there from its first to its last part; nil when
// there is none.
func (p parts) whole() []string {
	for of, there := range p {
		var stamps []string
		for i := 1; i <= of && there[i] != ""; i++ {
			stamps = append(stamps, there[i])
		}
		if of > 0 && len(stamps) == of {
			return stamps
		}
	}
	return nil
}

// all are the stamps of whatever is there, the oldest first.
func (p parts) all() (stamps []string) {
	for _, there := range p {
		stamps = slices.AppendSeq(stamps, maps.Values(there))
	}
	slices.Sort(stamps)
	return stamps
}

// look reads the history from the newest message back, page by page, to its end.
func (s *Slack) look(ctx context.Context, q search) (parts, error) {
	there, cursor := parts{}, ""
	for {
		page, err := s.history(ctx, api.GetConversationHistoryParameters{ChannelID: q.channel, Oldest: oldest(q.since), Cursor: cursor, Limit: pageSize})
		if err != nil {
			return nil, err
		}
		there.collect(page.Messages, q.key)
		next := page.ResponseMetaData.NextCursor
		switch {
		case q.whole && there.whole() != nil, next == "" && !page.HasMore:
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
