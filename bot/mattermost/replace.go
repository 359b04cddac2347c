package mattermost

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// wordTakenAway stands where a message was that the server does not let the bot delete.
const wordTakenAway = "Dit bericht is verwijderd."

// idEditLate is the refusal of a change where posts may be changed for a while only.
const idEditLate = "api.post.update_post.permissions_time_limit.app_error"

// Replace puts msg in the place of a message, part by part; nil takes it away. Parts that are
// left over go; what does not fit in the parts that are there comes below it. A message of
// which the first part is not there any more gets none below it. The receipt says where it
// stands: a channel that is another one since makes no difference.
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
	e := &standing{m: m, channel: channel, begin: ids[0], added: hashed("more/" + r.ID)}
	return platform.Edit(ctx, e, ids, posts)
}

// ownerOf is who may press the buttons of a message to an address.
func (m *Mattermost) ownerOf(ctx context.Context, to bot.Address) (string, error) {
	if to.Member == "" {
		return "", nil
	}
	return m.whom(ctx, to)
}

// standing is a message that is to be changed, see [platform.Standing].
type standing struct {
	m              *Mattermost
	channel, begin string  // begin: id of the first part
	added          string  // hashed key of what was put below it later
	first          *stored // as it stands; nil: it does not
}

// First looks at the first part.
func (e *standing) First(ctx context.Context) (stands, more bool, err error) {
	e.first, err = e.m.there(ctx, e.begin)
	if e.first == nil {
		return false, false, err
	}
	return true, markOn(*e.first)[markMore] == true, nil
}

// Added finds what was put below it later. What a server does not show nobody reads.
func (e *standing) Added(ctx context.Context) (platform.Parts, error) {
	there, err := e.m.look(ctx, wanted{channel: e.channel, key: e.added, since: e.since(ctx)})
	if errors.Is(err, bot.ErrCannotTell) {
		err = nil
	}
	return there, err
}

// since is a moment before which nothing was put below it. When the first part is gone, the server
// still knows which post was before it.
func (e *standing) since(ctx context.Context) time.Time {
	if e.first != nil {
		return time.UnixMilli(e.first.CreateAt)
	}
	before, err := e.m.history(ctx, e.channel, e.begin)
	if err != nil || len(before.posts) == 0 {
		return time.Time{} // it is looked for in all there is
	}
	return time.UnixMilli(before.posts[0].CreateAt)
}

// Change makes a post say something else; nil takes it away.
func (e *standing) Change(ctx context.Context, id string, p *post) (gone bool, err error) {
	old, err := e.m.there(ctx, id)
	switch {
	case err != nil || old == nil:
		return err == nil, err
	case p == nil:
		return false, e.m.remove(ctx, *old)
	}
	return false, e.m.update(ctx, *old, *p, markOn(*old))
}

// Mark notes in the first part that more of it stands below.
func (e *standing) Mark(ctx context.Context, p post) error {
	mark := maps.Clone(markOn(*e.first))
	if mark == nil {
		mark = map[string]any{}
	}
	mark[markMore] = true
	return e.m.update(ctx, *e.first, p, mark)
}

// Room waits for the turn of what is put below it.
func (e *standing) Room(ctx context.Context, n int) error {
	return e.m.rest.turns.Take(ctx, n, platform.Unasked, platform.Everyone, e.channel)
}

// Add puts a part below it.
func (e *standing) Add(ctx context.Context, part int, p post) error {
	_, err := e.m.put(ctx, cover{channel: e.channel, tag: tag{e.added, part, 0}}, p)
	return err
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
