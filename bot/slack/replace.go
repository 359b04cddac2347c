package slack

import (
	"context"
	"maps"
	"slices"
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
	e := edit{s: s, channel: channel, own: stamps, added: hashed("more/" + r.ID)}
	if err := e.write(ctx, posts); err != nil {
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

// edit is one change of a message.
type edit struct {
	s       *Slack
	channel string
	own     []string // stamps of the receipt
	added   string   // hashed key of what was put below it later
}

// write makes a message say other posts, none: nothing. It goes from the last part to the first:
// what was added is looked for as long as the first one stands, also after half of it failed.
func (e edit) write(ctx context.Context, posts []post) error {
	first, places, err := e.places(ctx, len(posts) == 0)
	if err != nil {
		return err
	}
	for _, i := range slices.Backward(slices.Sorted(maps.Keys(places))) {
		err := e.one(ctx, places[i], posts[min(i, len(posts)):])
		if gone(err) {
			delete(places, i)
			continue
		}
		if err != nil {
			return err
		}
	}
	missing := without(places, len(posts))
	if first == nil || places[0] == "" || len(missing) == 0 {
		return nil
	}
	if err := e.mark(ctx, *first, posts[0]); err != nil {
		return err
	}
	return e.add(ctx, missing, posts)
}

// places are the stamps of what there is of a message, with what was added later, by which part
// of it they are, from 0; and its first part as it stands. That is nil when it does not stand
// there, or nobody can read it: nothing is added below it then.
func (e edit) places(ctx context.Context, away bool) (first *api.Message, places map[int]string, err error) {
	places = map[int]string{}
	for i, stamp := range e.own {
		places[i] = stamp
	}
	first, err = e.first(ctx)
	if not := platform.NotSent(err); not != nil && not.Why == bot.Unreachable {
		return nil, places, nil
	}
	if err != nil || !marked(first) && (first != nil || !away) {
		return first, places, err
	}
	there, err := e.s.look(ctx, search{channel: e.channel, key: e.added, since: stampTime(e.own[0])})
	for part, stamp := range there[0] {
		places[part-1] = stamp // what stood there before is gone
	}
	return first, places, err
}

// without are the parts of n that have no place.
func without(places map[int]string, n int) (missing []int) {
	for i := range n {
		if places[i] == "" {
			missing = append(missing, i)
		}
	}
	return missing
}

// one makes a post say the first of these, or takes it away when there are none.
func (e edit) one(ctx context.Context, stamp string, posts []post) error {
	if len(posts) == 0 {
		return e.s.remove(ctx, e.channel, stamp)
	}
	return e.s.update(ctx, e.channel, stamp, posts[0])
}

// first is the first part of a message as it stands; nil when it does not.
func (e edit) first(ctx context.Context) (*api.Message, error) {
	stamp := e.own[0]
	page, err := e.s.history(ctx, api.GetConversationHistoryParameters{ChannelID: e.channel, Oldest: stamp, Latest: stamp, Inclusive: true, Limit: 1})
	if err != nil {
		return nil, err
	}
	for _, m := range page.Messages {
		if m.Timestamp == stamp {
			return &m, nil
		}
	}
	return nil, nil
}

// marked reports whether more of a message was added below it.
func marked(m *api.Message) bool {
	return m != nil && m.Metadata.EventPayload[payloadMore] == true
}

// mark notes in the first part of a message that more of it stands below, before it does: who
// changes it later looks for the rest.
func (e edit) mark(ctx context.Context, m api.Message, p post) error {
	if marked(&m) {
		return nil
	}
	meta := api.SlackMetadata{EventType: eventType, EventPayload: maps.Clone(m.Metadata.EventPayload)}
	if meta.EventPayload == nil {
		meta.EventPayload = map[string]any{}
	}
	meta.EventPayload[payloadMore] = true
	return e.s.update(ctx, e.channel, m.Timestamp, p, api.MsgOptionMetadata(meta))
}

// add posts what has no place yet.
func (e edit) add(ctx context.Context, missing []int, posts []post) error {
	if err := e.s.out.turns.Take(ctx, len(missing), platform.Unasked, platform.Everyone, e.channel); err != nil {
		return err
	}
	for _, i := range missing {
		if _, err := e.s.put(ctx, cover{channel: e.channel, tag: tag{e.added, i + 1, 0}}, posts[i]); err != nil {
			return err
		}
	}
	return nil
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

// gone reports that what was to be changed is not there any more.
func gone(err error) bool { return codeOf(err) == "message_not_found" }
