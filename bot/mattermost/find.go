package mattermost

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// clockMargin is how much the clock of the server may differ from ours.
const clockMargin = 10 * time.Minute

// pageSize is how many posts are asked for at once, the most that a server gives.
const pageSize = 200

// Find looks in the posts of a channel for a message with a key. It is there when all its
// parts are; else the receipt is of the parts that are. [bot.ErrCannotTell] when the bot cannot
// read there: it is in no such channel, the member has no account any more, or the server shows
// no posts of that long ago.
func (m *Mattermost) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if key == "" {
		return bot.Receipt{}, false, bot.ErrCannotTell
	}
	at, err := m.where(ctx, to)
	if err != nil {
		return bot.Receipt{}, false, platform.Unseen(Platform, err)
	}
	there, err := m.look(ctx, wanted{channel: at.channel, key: hashed(key), since: since, whole: true})
	if err != nil {
		return bot.Receipt{}, false, platform.Unseen(Platform, err)
	}
	r, whole := there.Found(func(ids []string) bot.Receipt { return receipt(at.channel, ids) })
	return r, whole, nil
}

// wanted is what is looked for.
type wanted struct {
	channel, key string
	since        time.Time // zero: from the beginning
	whole        bool      // it ends when all parts are there
}

// over reports whether nothing of what is looked for can be as old as a post.
func (s wanted) over(p stored) bool {
	return p.CreateAt < s.since.Add(-clockMargin).UnixMilli()
}

// collect adds the ids of what somebody posted with a key.
func collect(p platform.Parts, posts []stored, user, key string) {
	for _, there := range posts {
		t, ours := tagOn(there)
		if ours && t.key == key && there.UserID == user && there.DeleteAt == 0 {
			p.Add(t.of, t.part, there.ID)
		}
	}
}

// look reads the posts of a channel from the newest back, page by page, to where it may end.
func (m *Mattermost) look(ctx context.Context, s wanted) (platform.Parts, error) {
	me, err := m.self(ctx)
	if err != nil {
		return nil, err
	}
	there, before := platform.Parts{}, ""
	for {
		page, err := m.history(ctx, s.channel, before)
		if err != nil {
			return nil, err
		}
		collect(there, page.posts, me.ID, s.key)
		if s.whole && there.Whole() != nil || len(page.posts) > 0 && s.over(page.oldest()) {
			return there, nil
		}
		if page.last {
			return there, page.ended
		}
		if before, err = page.next(); err != nil {
			return nil, err
		}
	}
}

// sheet is some posts of a channel, the newest first.
type sheet struct {
	posts []stored
	last  bool  // there are none before these
	ended error // of the last: there may be older ones that the server does not show
}

// oldest is the last of a page that is not empty.
func (p sheet) oldest() stored { return p.posts[len(p.posts)-1] }

// next is the post before which the next page is. A server gives what is really older than a
// post: what was posted in the same millisecond as the oldest is on the next page once more.
func (p sheet) next() (string, error) {
	end := p.oldest()
	for i := len(p.posts) - 2; i >= 0; i-- {
		if p.posts[i].CreateAt > end.CreateAt {
			return p.posts[i].ID, nil
		}
	}
	if len(p.posts) >= pageSize {
		return "", errNonsense // a whole page in one millisecond
	}
	return end.ID, nil
}

// list is a page as the server gives it.
type list struct {
	Order  []string          `json:"order"`
	Posts  map[string]stored `json:"posts"`
	Before string            `json:"prev_post_id"`
	Hidden int64             `json:"first_inaccessible_post_time"`
}

// history reads the page of posts before one, or the newest. Only an answer that holds a list,
// also an empty one, says anything.
func (m *Mattermost) history(ctx context.Context, channel, before string) (sheet, error) {
	asked := url.Values{"per_page": {strconv.Itoa(pageSize)}, "skipFetchThreads": {"true"}}
	if before != "" {
		asked.Set("before", before)
	}
	var l list
	err := m.call(ctx, http.MethodGet, "/channels/"+channel+"/posts?"+asked.Encode(), nil, &l, platform.Unasked, platform.Everyone)
	if err != nil {
		return sheet{}, err
	}
	return l.page(before)
}

// page reads a list.
func (l list) page(before string) (sheet, error) {
	// A post before which nothing is, is on the page of before: an empty one after that comes
	// of a post that was taken away meanwhile.
	if l.Order == nil || len(l.Order) == 0 && before != "" {
		return sheet{}, errNonsense
	}
	p := sheet{last: len(l.Order) == 0 || l.Before == "" && len(l.Order) < pageSize}
	for _, id := range l.Order {
		there, ok := l.Posts[id]
		if !ok || there.ID != id {
			return sheet{}, errNonsense
		}
		p.posts = append(p.posts, there)
	}
	if l.Hidden != 0 {
		p.ended = bot.ErrCannotTell
	}
	return p, nil
}
