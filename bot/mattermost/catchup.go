package mattermost

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// How far back posts are looked for. Before the moment up to which they were looked at comes
// overlap: for posts that were being written then, for clocks that differ, and for posts that
// were claimed by a process that ended. What was said longer ago than oldest is not answered any
// more: who asked has found another way.
const (
	overlap = 5 * time.Minute
	oldest  = 24 * time.Hour
)

// Of the posts of a channel, so many come in one page and so many pages are read at most.
const (
	pageOfPosts = 200
	mostPages   = 50
)

// channel is a conversation that the bot is in.
type channel struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	DeleteAt   int64  `json:"delete_at"`
	LastPostAt int64  `json:"last_post_at"`
}

// catchUp handles what people said to the bot while nobody listened, in every conversation in
// which something was said since the posts were looked at. When all of it is handled, that is
// noted; its error is errElsewhere while another process may still be at some of it.
func (m *Mattermost) catchUp(ctx context.Context) error {
	seen, err := m.cfg.Seen(ctx)
	if err != nil {
		return err
	}
	now := m.in.now()
	if seen.IsZero() {
		return m.cfg.Note(ctx, now) // it never listened: nobody waits for an answer
	}
	from := seen.Add(-overlap)
	if early := now.Add(-oldest); from.Before(early) || from.After(now) { // or it was noted by a clock that was wrong
		from = early
	}
	upTo, err := m.catchUpFrom(ctx, from)
	if err != nil || !upTo.After(seen) {
		return err
	}
	return m.cfg.Note(ctx, upTo)
}

// catchUpFrom handles what was said from a moment on, and gives the moment of the last of it, by
// the clock of the server. That is never later than now: posts can be of another year.
func (m *Mattermost) catchUpFrom(ctx context.Context, from time.Time) (upTo time.Time, err error) {
	me, err := m.self(ctx)
	if err != nil {
		return upTo, err
	}
	channels, err := m.channels(ctx)
	if err != nil {
		return upTo, err
	}
	upTo = from
	var wrong failures
	var busy sync.WaitGroup
	now := m.in.now()
	for _, c := range channels {
		last := time.UnixMilli(c.LastPostAt)
		if c.DeleteAt != 0 || last.Before(from) {
			continue
		}
		if last.After(now) {
			last = now
		}
		if last.After(upTo) {
			upTo = last
		}
		posts, err := m.postsSince(ctx, c, from, me)
		wrong.add(err)
		m.attendAll(posts, &wrong, &busy)
	}
	busy.Wait()
	return upTo, wrong.all()
}

// attendAll handles posts of one conversation in the background, those of one person one after
// another.
func (m *Mattermost) attendAll(posts []heardPost, wrong *failures, busy *sync.WaitGroup) {
	queues := map[string][]heardPost{}
	for _, p := range posts {
		queues[p.queue()] = append(queues[p.queue()], p)
	}
	for queue, of := range queues {
		busy.Add(1)
		begun := m.in.posts.InTurn(queue, func(ctx context.Context) {
			defer busy.Done()
			for _, p := range of {
				wrong.add(m.attend(ctx, p))
			}
		})
		if !begun {
			busy.Done()
			wrong.add(errFull)
		}
	}
}

// failures are errors of several goroutines.
type failures struct {
	mu        sync.Mutex
	err       error
	elsewhere bool
}

func (f *failures) add(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if errors.Is(err, errElsewhere) {
		f.elsewhere = true
		return
	}
	f.err = errors.Join(f.err, err)
}

// all is what went wrong; errElsewhere when nothing did and not everything is known to be done.
func (f *failures) all() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil && f.elsewhere {
		return errElsewhere
	}
	return f.err
}

// channels are the conversations that the bot is in. The server tells of them by team; those of
// two people come with each of them. Without a team only recent servers tell.
func (m *Mattermost) channels(ctx context.Context) ([]channel, error) {
	teams, err := m.teams(ctx)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, t := range teams {
		paths = append(paths, "/users/me/teams/"+t.ID+"/channels")
	}
	if len(teams) == 0 {
		paths = []string{"/users/me/channels"}
	}
	known := map[string]bool{}
	var all []channel
	for _, path := range paths {
		var some []channel
		if err := m.patiently(ctx, path, &some); err != nil && !away(err) {
			return nil, err
		}
		for _, c := range some {
			if isID(c.ID) && !known[c.ID] {
				known[c.ID] = true
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// away reports whether something is not there (any more), or not for the bot.
func away(err error) bool {
	var refused apiError
	return errors.As(err, &refused) && (refused.status == http.StatusNotFound || refused.status == http.StatusForbidden)
}

// page is a page of the posts of a channel.
type page struct {
	Order []string          `json:"order"` // newest first
	Posts map[string]stored `json:"posts"` // also of other pages
}

// postsSince are the posts of people to the bot in a channel from a moment on, oldest first. The
// pages move while people write: then a post comes twice, and none is passed over.
func (m *Mattermost) postsSince(ctx context.Context, c channel, from time.Time, me who) ([]heardPost, error) {
	found := search{from: from.UnixMilli(), known: map[string]bool{}, answered: map[string]bool{}}
	for n := range mostPages {
		ask := url.Values{"page": {strconv.Itoa(n)}, "per_page": {strconv.Itoa(pageOfPosts)}}
		var p page
		if err := m.patiently(ctx, "/channels/"+c.ID+"/posts?"+ask.Encode(), &p); err != nil {
			if away(err) {
				return nil, nil
			}
			return nil, err
		}
		if found.add(p, c, me) {
			return found.oldestFirst(), nil
		}
	}
	m.in.log.LogAttrs(ctx, slog.LevelWarn, "mattermost: too much was said in a channel to look at all of it", slog.String("channel", c.ID))
	return found.oldestFirst(), nil
}

// search is what was found in a channel.
type search struct {
	from     int64
	posts    []heardPost     // newest first
	known    map[string]bool // ids of posts
	answered map[string]bool // ids of posts to which an answer stands in the channel
}

// add takes a page, and reports whether it is the last that is needed.
func (s *search) add(p page, c channel, me who) (last bool) {
	for _, id := range p.Order {
		post := p.Posts[id]
		switch {
		case post.CreateAt < s.from || s.known[id]:
			last = last || post.CreateAt < s.from
			continue
		case post.UserID == me.ID:
			s.answered[answerTo(post)] = true
		case forUs(post, c.Type, me):
			s.posts = append(s.posts, heardPost{stored: post, channelType: c.Type, missed: true})
		}
		s.known[id] = true
	}
	return last || len(p.Order) < pageOfPosts
}

// oldestFirst are the posts in the order in which they were written.
func (s *search) oldestFirst() []heardPost {
	all := make([]heardPost, 0, len(s.posts))
	for i := len(s.posts) - 1; i >= 0; i-- {
		p := s.posts[i]
		p.answered = s.answered[p.ID]
		all = append(all, p)
	}
	return all
}

// answerTo is the id of the post to which a post of the bot is an answer; empty of every other.
func answerTo(p stored) string {
	to, _ := markOn(p)[markTo].(string)
	return to
}

// patiently gets something nobody waits for: it waits as long as the server asks, some times.
func (m *Mattermost) patiently(ctx context.Context, path string, out any) error {
	const tries, longest = 5, time.Minute
	for n := 1; ; n++ {
		err := m.call(ctx, http.MethodGet, path, nil, out, platform.Everyone, platform.Unasked)
		not := notSent(err)
		if not == nil || not.Why != bot.Busy || n == tries || !platform.Pause(ctx, min(max(not.After, m.in.tempo.Least), longest)) {
			return err
		}
	}
}
