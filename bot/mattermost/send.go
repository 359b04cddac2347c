package mattermost

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// halfLife is how long ago the first part of a message can have been posted of which the
// others still come: longer than the scheduler trusts a clock that leapt.
const halfLife = 45 * 24 * time.Hour

// Send posts a message that nobody asked for, in the direct conversation with a member or in
// the channel of a team. What does not fit in one post becomes several; those of them that
// an earlier attempt with the same key posted are not posted again. The server keeps two posts
// with one key apart for half a minute only: whether the whole is there is for
// [Mattermost.Find]. Its errors are those of [bot.Sender]. It waits at most a second for its
// turn.
func (m *Mattermost) Send(ctx context.Context, to bot.Address, key string, msg bot.Message) (bot.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return bot.Receipt{}, &bot.NotSent{Cause: err}
	}
	at, err := m.where(ctx, to)
	if err != nil {
		return bot.Receipt{}, err
	}
	if err := m.awake(ctx, at); err != nil {
		return bot.Receipt{}, err
	}
	posts := m.render(msg, at.owner)
	if len(posts) == 0 {
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unfit, Cause: errors.New("mattermost: a message that says nothing")}
	}
	ids, err := m.deliver(ctx, at.channel, key, posts)
	if err != nil {
		return bot.Receipt{}, at.blame(err)
	}
	return receipt(at.channel, ids), nil
}

// deliver posts what is not there yet, and gives the ids of all.
func (m *Mattermost) deliver(ctx context.Context, channel, key string, posts []post) ([]string, error) {
	b := platform.Batch[post]{Posts: posts, Turns: &m.rest.turns, Lanes: []string{platform.Unasked, platform.Everyone, channel}}
	if key != "" {
		b.Look = func(ctx context.Context) (platform.Parts, error) {
			return m.look(ctx, wanted{channel: channel, key: hashed(key), since: m.cfg.Now().Add(-halfLife)})
		}
	}
	b.Put = func(ctx context.Context, part int, p post) (string, error) {
		e := cover{channel: channel}
		if key != "" {
			e.tag = tag{hashed(key), part, len(posts)}
		}
		return m.put(ctx, e, p)
	}
	return b.Deliver(ctx)
}

// cover is what is written on a post.
type cover struct {
	channel string
	root    string   // id of the post whose thread it goes in; empty: none
	to      string   // id of the post that it answers; empty: none
	turn    string   // id of the turn of which it is an answer; empty: of none that is known
	tag     tag      // of a message without a key: empty
	files   []string // ids
}

// mark is what a post with this cover carries.
func (e cover) mark() map[string]any {
	if e.to != "" {
		return map[string]any{markTo: e.to}
	}
	return e.tag.mark()
}

// put posts one message whose turn it is, and gives its id.
func (m *Mattermost) put(ctx context.Context, e cover, p post) (id string, err error) {
	me, err := m.self(ctx)
	if err != nil {
		return "", err
	}
	in := stored{
		ChannelID: e.channel, RootID: e.root, Message: p.Message, FileIDs: e.files,
		Props: marked(p.Props(), e.mark()), PendingPostID: platform.FirstOf(e.tag.pending(me.ID, e.channel), pendingAnswer(me.ID, e.channel, e.turn, p)),
	}
	var there stored
	if err := m.ask(ctx, http.MethodPost, "/posts", in, &there); err != nil {
		return "", err
	}
	// For an id that it saw before the server gives back what was posted then; anybody can
	// have taken that id first.
	at, _ := tagOn(there)
	if !isID(there.ID) || there.UserID != me.ID || there.ChannelID != e.channel || at != e.tag {
		return "", errNonsense
	}
	return there.ID, nil
}

// spot is where an answer stands.
type spot struct {
	channel string
	root    string // id of the post whose thread it goes in; empty: none
	to      string // id of the post of a person that it answers; empty: it answers none
	turn    string // id of the turn that it answers, so that it stands there once; empty: not known
}

// say posts an answer in a channel, or in a thread of it. Who comes later sees which post it
// answers. The error is a [bot.NotSent] when none of it is there.
func (m *Mattermost) say(ctx context.Context, at spot, posts []post) error {
	b := platform.Batch[post]{Posts: posts, Turns: &m.rest.turns, Lanes: []string{platform.Everyone, at.channel}}
	b.Put = func(ctx context.Context, _ int, p post) (string, error) {
		return m.put(ctx, cover{channel: at.channel, root: at.root, to: at.to, turn: at.turn}, p)
	}
	_, err := b.Deliver(ctx)
	return err
}

// receipt says where a message stands: the channel and the ids of its parts.
func receipt(channel string, ids []string) bot.Receipt {
	return bot.Receipt{Platform: Platform, ID: channel + "/" + strings.Join(ids, ",")}
}

// readReceipt is the other way round.
func readReceipt(r bot.Receipt) (channel string, ids []string, err error) {
	channel, rest, _ := strings.Cut(r.ID, "/")
	ids = strings.Split(rest, ",")
	right := r.Platform == Platform && isID(channel)
	for _, id := range ids {
		right = right && isID(id)
	}
	if !right {
		return "", nil, &bot.NotSent{Why: bot.Unfit, Cause: errors.New("mattermost: a receipt of another platform")}
	}
	return channel, ids, nil
}
