package mattermost

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// directLife is how long the direct conversation with somebody is known. It never changes
// while both accounts are there.
const directLife = 12 * time.Hour

// target is where on the server something goes.
type target struct {
	channel string
	owner   string // the only one who may press its buttons; empty: everybody who sees it
}

// blame is an error of posting there. In its direct conversations the bot always is: a right
// that is missing there is missing everywhere, and makes nobody unreachable.
func (t target) blame(err error) error {
	if t.owner != "" && platform.NotSent(err) != nil && named(err, idPermission) {
		return &bot.NotSent{Cause: err}
	}
	return err
}

var errNoMember = errors.New("mattermost: this member has no account on Mattermost here")

// open is the direct conversation with somebody. An error is a [bot.NotSent]: nothing is
// posted.
func (m *Mattermost) open(ctx context.Context, user string) (channel string, err error) {
	if !isID(user) {
		return "", &bot.NotSent{Why: bot.Unreachable, Cause: errNoMember}
	}
	if channel, ok := m.out.directs.Get(user); ok {
		return channel, nil
	}
	me, err := m.self(ctx)
	if err != nil {
		return "", err
	}
	var c room
	err = m.call(ctx, http.MethodPost, "/channels/direct", []string{me.ID, user}, &c)
	if err == nil && (!isID(c.ID) || !c.between(me.ID, user)) {
		err = errNonsense
	}
	if err != nil {
		return "", m.unopened(ctx, user, platform.Without(err))
	}
	m.out.directs.Put(user, c.ID, directLife)
	return c.ID, nil
}

// unopened is the error of a direct conversation that is not there. A right that is missing can
// be one to see this person, or one that the bot misses with everybody: nobody is unreachable
// because of that.
func (m *Mattermost) unopened(ctx context.Context, user string, err error) error {
	if !named(err, idPermission) {
		return err
	}
	if _, unseen := m.person(ctx, user); named(unseen, idPermission) {
		return err
	}
	return &bot.NotSent{Cause: err}
}

// whom is the id on Mattermost of who or what an address is; an empty one is unreachable, and so
// is one that is no id.
func (m *Mattermost) whom(ctx context.Context, to bot.Address) (string, error) {
	look := func(ctx context.Context, to bot.Address) (string, error) {
		id, err := m.cfg.People.Whom(ctx, to)
		return known(id), err
	}
	return platform.Whom(ctx, Platform, look, to)
}

// where is the place on Mattermost of an address. An error is a [bot.NotSent].
func (m *Mattermost) where(ctx context.Context, to bot.Address) (target, error) {
	id, err := m.whom(ctx, to)
	if err != nil || to.Channel != "" {
		return target{channel: id}, err
	}
	channel, err := m.open(ctx, id)
	return target{channel: channel, owner: id}, err
}

// awake reports an account that reads nothing any more: the server takes posts for it, and
// nobody sees them; and one of another server, of which nobody here may know who reads along.
// When the server cannot say, it is taken to be there.
func (m *Mattermost) awake(ctx context.Context, to target) error {
	if to.owner == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, quickly)
	defer cancel()
	p, err := m.person(ctx, to.owner)
	switch {
	case missing(err):
		p = person{Deleted: true}
	case err != nil:
		return nil
	}
	if p.Deleted {
		m.out.directs.Drop(to.owner)
	}
	return p.Unread(Platform)
}
