package slack

import (
	"context"
	"maps"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// wordTakenAway stands where a message was that Slack does not let anybody delete.
const wordTakenAway = "Dit bericht is verwijderd."

// Replace puts m in the place of a message, part by part; nil takes it away. Parts that are
// left over go; what does not fit in the parts that are there comes below it. A message of
// which the first part is not there any more gets none below it. The receipt says where it
// stands: a channel that is another one since makes no difference.
func (s *Slack) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	channel, stamps, err := readReceipt(r)
	if err != nil {
		return err
	}
	var posts []post
	owner, err := s.ownerOf(ctx, to)
	if err != nil && m != nil {
		return err // what is taken away is nobody's any more
	}
	if m != nil {
		posts = s.render(*m, owner)
	}
	e := &standing{s: s, channel: channel, begin: stamps[0], added: hashed("more/" + r.ID)}
	if err := platform.Edit(ctx, e, stamps, posts); err != nil {
		return err
	}
	s.touched(owner) // what changed in the message can stand on the home page too
	return nil
}

// ownerOf is who may press the buttons of a message to an address.
func (s *Slack) ownerOf(ctx context.Context, to bot.Address) (string, error) {
	if to.Member == "" {
		return "", nil
	}
	return s.whom(ctx, to)
}

// standing is a message that is to be changed, see [platform.Standing].
type standing struct {
	s              *Slack
	channel, begin string       // begin: stamp of the first part
	added          string       // hashed key of what was put below it later
	first          *api.Message // as it stands; nil: it does not
}

// First looks at the first part.
func (e *standing) First(ctx context.Context) (stands, more bool, err error) {
	page, err := e.s.history(ctx, api.GetConversationHistoryParameters{ChannelID: e.channel, Oldest: e.begin, Latest: e.begin, Inclusive: true, Limit: 1})
	if err != nil {
		return false, false, err
	}
	for _, m := range page.Messages {
		if m.Timestamp == e.begin {
			e.first = &m
			return true, m.Metadata.EventPayload[payloadMore] == true, nil
		}
	}
	return false, false, nil
}

// Added finds what was put below it later.
func (e *standing) Added(ctx context.Context) (platform.Parts, error) {
	return e.s.look(ctx, search{channel: e.channel, key: e.added, since: stampTime(e.begin)})
}

// Change makes a post say something else; nil takes it away.
func (e *standing) Change(ctx context.Context, stamp string, p *post) (gone bool, err error) {
	if p == nil {
		err = e.s.remove(ctx, e.channel, stamp)
	} else {
		err = e.s.update(ctx, e.channel, stamp, *p)
	}
	if codeOf(err) == "message_not_found" {
		return true, nil
	}
	return false, err
}

// Mark notes in the first part that more of it stands below.
func (e *standing) Mark(ctx context.Context, p post) error {
	meta := api.SlackMetadata{EventType: eventType, EventPayload: maps.Clone(e.first.Metadata.EventPayload)}
	if meta.EventPayload == nil {
		meta.EventPayload = map[string]any{}
	}
	meta.EventPayload[payloadMore] = true
	return e.s.update(ctx, e.channel, e.begin, p, api.MsgOptionMetadata(meta))
}

// Room waits for the turn of what is put below it.
func (e *standing) Room(ctx context.Context, n int) error {
	return e.s.out.turns.Take(ctx, n, platform.Unasked, platform.Everyone, e.channel)
}

// Add puts a part below it.
func (e *standing) Add(ctx context.Context, part int, p post) error {
	_, err := e.s.put(ctx, cover{channel: e.channel, tag: tag{e.added, part, 0}}, p)
	return err
}

// stampTime is the moment in a stamp.
func stampTime(stamp string) time.Time {
	at, err := time.ParseDuration(stamp + "s")
	if err != nil {
		return time.Time{}
	}
	return time.Unix(0, 0).Add(at)
}

// update makes a post say something else. What Slack keeps with it stays, unless it is
// given anew.
func (s *Slack) update(ctx context.Context, channel, stamp string, p post, with ...api.MsgOption) error {
	return s.call(ctx, func(ctx context.Context) error {
		_, there, _, err := s.client.UpdateMessageContext(ctx, channel, stamp, append(dressed(p), with...)...)
		if err == nil && there == "" {
			return errNonsense
		}
		return err
	}, methodUpdate)
}

// remove takes a post away. Where the workspace keeps everything, it says no more what it
// said.
func (s *Slack) remove(ctx context.Context, channel, stamp string) error {
	err := s.call(ctx, func(ctx context.Context) error {
		_, there, err := s.client.DeleteMessageContext(ctx, channel, stamp)
		if err == nil && there == "" {
			return errNonsense
		}
		return err
	}, methodDelete)
	if c := codeOf(err); c == "cant_delete_message" || c == "compliance_exports_prevent_deletion" {
		return s.update(ctx, channel, stamp, post{Text: wordTakenAway})
	}
	return err
}
