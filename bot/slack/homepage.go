package slack

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// homeLine is what the home page answers.
const homeLine = "agenda week"

// How the home pages are kept: of so many people, each for so long after it was opened. What
// may have changed one is waited for a moment, because more of it often comes.
const (
	maxHomes  = 1000
	homeLife  = 24 * time.Hour
	homePause = 3 * time.Second
)

// homes are the home pages that were opened not long ago. The zero value is empty.
type homes struct {
	mu   sync.Mutex
	open map[string]*homePage // by Slack id
}

type homePage struct {
	opened time.Time
	shown  [sha256.Size]byte // what of the program is on it
	waits  bool              // it will be looked at again
}

// add notes that somebody opened their page.
func (h *homes) add(user string, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open == nil {
		h.open = map[string]*homePage{}
	}
	if page := h.open[user]; page != nil {
		page.opened = now
		return
	}
	if len(h.open) >= maxHomes {
		h.dropOldest()
	}
	h.open[user] = &homePage{opened: now}
}

func (h *homes) dropOldest() {
	oldest, when := "", time.Time{}
	for user, page := range h.open {
		if oldest == "" || page.opened.Before(when) {
			oldest, when = user, page.opened
		}
	}
	delete(h.open, oldest)
}

// wait reports whether the page of somebody must be looked at in a while.
func (h *homes) wait(user string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	page := h.open[user]
	if page == nil || page.waits {
		return false
	}
	if now.Sub(page.opened) >= homeLife {
		delete(h.open, user)
		return false
	}
	page.waits = true
	return true
}

// begin ends the waiting: what changes from now on is looked at again.
func (h *homes) begin(user string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if page := h.open[user]; page != nil {
		page.waits = false
	}
}

// shows notes what is on a page, and reports whether that is something else than before.
func (h *homes) shows(user string, sum [sha256.Size]byte) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	page := h.open[user]
	if page == nil {
		return true
	}
	before := page.shown
	page.shown = sum
	return before != sum
}

// homeOpened shows somebody who opens the home page what is on it now.
func (s *Slack) homeOpened(ctx context.Context, user string) {
	s.talk.homes.add(user, s.cfg.Now())
	s.publish(ctx, user, true)
}

// touched tells that something may have changed for somebody (a Slack id). When their home page
// was opened not long ago, it is brought up to date in a moment; this returns at once.
func (s *Slack) touched(user string) {
	if !s.talk.homes.wait(user, s.cfg.Now()) {
		return
	}
	ctx := context.Background()
	s.talk.Afterwards(ctx, homePause, func() {
		s.talk.homes.begin(user)
		s.publish(ctx, user, false)
	})
}

// publish puts somebody's agenda on their home page; what is on it already only when it was
// just opened.
func (s *Slack) publish(ctx context.Context, user string, opened bool) {
	turns := s.talk.queues.Join(homePlace + "/" + user)
	defer turns.Leave()
	turns.Wait()
	t := &turn{user: user}
	m, is := s.stranger(ctx, t)
	if !is {
		req := s.request(ctx, t, homeLine)
		req.Unasked = !opened
		m = s.hear(ctx, req)
		m.Form, m.Files = nil, nil
	}
	if m.Silent() || !s.talk.homes.shows(user, summed(m)) && !opened {
		return
	}
	_, err := s.client.PublishViewContext(ctx, api.PublishViewContextRequest{UserID: user, View: s.homeView(m, user)})
	if err != nil {
		s.talk.homes.shows(user, [sha256.Size]byte{}) // it is not there
		s.trouble(ctx, "a home page could not be shown", err)
	}
}

func summed(m bot.Message) [sha256.Size]byte {
	text, _ := json.Marshal(m) // plain data: it cannot fail
	return sha256.Sum256(text)
}
