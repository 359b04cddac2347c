package mattermost

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// wordTakenAway stands where a message was that the server does not let the bot delete.
const wordTakenAway = "Dit bericht is verwijderd."

// idEditLate is the refusal of a change where posts may be changed for a while only.
const idEditLate = "api.post.update_post.permissions_time_limit.app_error"

// Replace puts msg in the place of a message, part by part; nil takes it away. Parts that are
// left over go; what does not fit in the parts that are there comes below it. A message, or
// a part, that is not there any more is left alone. The receipt says where it stands: a
// channel that is another one since makes no difference.
func (m *Mattermost) Replace(ctx context.Context, to bot.Address, r bot.Receipt, msg *bot.Message) error {
	channel, ids, err := readReceipt(r)
	if err != nil {
		return err
	}
	var posts []post
	if msg != nil {
		owner, err := m.ownerOf(ctx, to)
		if err != nil {
			return err
		}
		posts = m.render(*msg, owner)
	}
	e := edit{m: m, channel: channel, own: ids, added: hashed("more/" + r.ID)}
	return e.write(ctx, posts)
}

// ownerOf is who may press the buttons of a message to an address.
func (m *Mattermost) ownerOf(ctx context.Context, to bot.Address) (string, error) {
	if to.Member == "" {
		return "", nil
	}
	return m.whom(ctx, to)
}

// edit is one change of a message.
type edit struct {
	m       *Mattermost
	channel string
	own     []string // ids of the receipt
	added   string   // hashed key of what was put below it later
}

// write makes a message say other posts, none: nothing.
func (e edit) write(ctx context.Context, posts []post) error {
	ids, room, err := e.places(ctx, posts)
	for i := 0; err == nil && i < len(ids); i++ {
		err = e.one(ctx, ids[i], posts[min(i, len(posts)):])
	}
	if err != nil || !room || len(posts) <= len(ids) {
		return err
	}
	return e.add(ctx, len(ids), posts)
}

// places are the ids of what there is of a message, with what was added later. room says that
// these posts need more, and that the message stands there to have it below.
func (e edit) places(ctx context.Context, posts []post) (ids []string, room bool, err error) {
	last, err := e.m.there(ctx, e.own[len(e.own)-1])
	if err != nil || last == nil {
		return e.own, false, err
	}
	more := markOn(*last)[markMore] == true
	room = len(posts) > len(e.own)
	if !room && !more {
		return e.own, false, nil
	}
	if !more {
		if err := e.promise(ctx, *last, posts[len(e.own)-1]); err != nil {
			return nil, false, err
		}
	}
	ids, err = e.withAdded(ctx, *last)
	return ids, room, err
}

// one makes a post say the first of these, or takes it away when there are none.
func (e edit) one(ctx context.Context, id string, posts []post) error {
	p, err := e.m.there(ctx, id)
	switch {
	case err != nil || p == nil:
		return err
	case len(posts) == 0:
		return e.m.remove(ctx, *p)
	}
	return e.m.update(ctx, *p, posts[0], markOn(*p))
}

// promise notes in a message that more of it stands below, before it does: who changes it
// later looks for the rest.
func (e edit) promise(ctx context.Context, last stored, p post) error {
	mark := maps.Clone(markOn(last))
	if mark == nil {
		mark = map[string]any{}
	}
	mark[markMore] = true
	return e.m.update(ctx, last, p, mark)
}

// withAdded are the ids of a message with those of what was added later.
func (e edit) withAdded(ctx context.Context, last stored) ([]string, error) {
	there, err := e.m.look(ctx, wanted{channel: e.channel, key: e.added, since: time.UnixMilli(last.CreateAt)})
	if err != nil {
		return nil, err
	}
	ids := slices.Clone(e.own)
	for _, part := range slices.Sorted(maps.Keys(there[0])) {
		ids = append(ids, there[0][part])
	}
	return ids, nil
}

// add posts what has no place yet.
func (e edit) add(ctx context.Context, from int, posts []post) error {
	if err := e.m.rest.turns.Take(ctx, len(posts)-from, platform.Unasked, platform.Everyone, e.channel); err != nil {
		return err
	}
	for i := from; i < len(posts); i++ {
		if _, err := e.m.put(ctx, cover{channel: e.channel, tag: tag{e.added, i + 1, 0}}, posts[i]); err != nil {
			return err
		}
	}
	return nil
}

// there is a post as it stands; nil when it is not there any more. To who changes a post that
// is gone the server says that there is no right to it, so it is asked first.
func (m *Mattermost) there(ctx context.Context, id string) (*stored, error) {
	var p stored
	err := m.call(ctx, http.MethodGet, "/posts/"+id, nil, &p, platform.Unasked, platform.Everyone)
	switch {
	case missing(err):
		return nil, nil
	case err != nil:
		return nil, err
	case p.ID != id:
		return nil, errNonsense
	case p.DeleteAt != 0:
		return nil, nil
	}
	return &p, nil
}

// update makes a post say something else, text and buttons together. What else the server keeps
// with it is given anew, or it would be gone.
func (m *Mattermost) update(ctx context.Context, old stored, p post, mark map[string]any) error {
	props := map[string]any{}
	maps.Copy(props, old.Props)
	delete(props, propAttachments)
	maps.Copy(props, marked(p.Props(), mark))
	change := struct {
		Message string         `json:"message"`
		Props   map[string]any `json:"props"`
	}{p.Message, props}
	var now stored
	err := m.call(ctx, http.MethodPut, "/posts/"+old.ID+"/patch", change, &now, platform.Unasked, platform.Everyone)
	if err == nil && now.ID != old.ID {
		return errNonsense
	}
	return err
}

// remove takes a post away. Where the bot may not, it says no more what it said.
func (m *Mattermost) remove(ctx context.Context, p stored) error {
	err := m.call(ctx, http.MethodDelete, "/posts/"+p.ID, nil, nil, platform.Unasked, platform.Everyone)
	if named(err, idPermission) {
		return m.update(ctx, p, post{Message: wordTakenAway}, markOn(p))
	}
	return err
}

// missing reports whether the server itself says that something is not there.
func missing(err error) bool {
	var e apiError
	return errors.As(err, &e) && e.status == http.StatusNotFound && e.id != idRoute
}
