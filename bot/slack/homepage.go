package slack

import (
	"context"
	"sync"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
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

// homes are the home pages that were opened not long ago in this process, and those that may
// have changed, by Slack id. What is on a page is not kept: another process can have put
// something else there. The zero value is empty.
type homes struct {
	mu    sync.Mutex
	open  map[string]time.Time
	waits map[string]bool
}

// add notes that somebody has their page before them.
func (h *homes) add(user string, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open == nil {
		h.open = map[string]time.Time{}
	}
	if _, known := h.open[user]; !known && len(h.open) >= maxHomes {
		h.dropOldest()
	}
	h.open[user] = now
}

func (h *homes) dropOldest() {
	oldest := ""
	for user, at := range h.open {
		if oldest == "" || at.Before(h.open[oldest]) {
			oldest = user
		}
	}
	delete(h.open, oldest)
}

// opened reports whether somebody opened their page not long ago.
func (h *homes) opened(user string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	at, known := h.open[user]
	return known && now.Sub(at) < homeLife
}

// wait reports whether the page of somebody must be looked at in a while, and is not yet.
func (h *homes) wait(user string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if user == "" || h.waits[user] {
		return false
	}
	if h.waits == nil {
		h.waits = map[string]bool{}
	}
	h.waits[user] = true
	return true
}

// begin ends the waiting: what changes from now on is looked at again.
func (h *homes) begin(user string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.waits, user)
}

// homeOpened shows somebody who opens the home page what is on it now.
func (s *Slack) homeOpened(ctx context.Context, user string) {
	s.talk.homes.add(user, s.cfg.Now())
	s.publish(ctx, user, true)
}

// touched tells that something may have changed for somebody (a Slack id; empty: for nobody).
// Their home page is brought up to date in a moment; this returns at once.
func (s *Slack) touched(user string) { s.refresh(user, homePause) }

func (s *Slack) refresh(user string, in time.Duration) {
	if !s.talk.homes.wait(user) {
		return
	}
	ctx := context.Background()
	s.talk.Afterwards(ctx, in, func() {
		s.talk.homes.begin(user)
		s.publish(ctx, user, false)
	})
}

// publish shows somebody their home page, as it is now. Who opens it waits for nobody else's.
func (s *Slack) publish(ctx context.Context, user string, opened bool) {
	turns := s.talk.queues.Join(homePlace + "/" + user)
	defer turns.Leave()
	turns.Wait()
	var err error
	if !opened {
		err = s.out.turns.Take(ctx, 1, methodHome)
	}
	if m := (bot.Message{}); err == nil {
		if m = s.home(ctx, user, opened); m.Silent() {
			return
		}
		err = s.ask(ctx, methodHome, func(ctx context.Context) error {
			_, err := s.client.PublishViewContext(ctx, api.PublishViewContextRequest{UserID: user, View: s.homeView(m, user)})
			return err
		})
	}
	switch not := platform.NotSent(err); {
	case not != nil && not.Why == bot.Busy:
		s.refresh(user, max(not.After, homePause))
	case codeOf(err) != "not_enabled": // the app has no home pages
		s.trouble(ctx, "a home page could not be shown", err)
	}
}

// home is what is on somebody's home page. Of who did not open it here, nobody knows whether
// they ever did: asking for their agenda would stand in the access log as if they looked at
// it. What stands there, of another process or from before a restart, goes all the same:
// it can be of a case that was erased.
func (s *Slack) home(ctx context.Context, user string, opened bool) bot.Message {
	if !opened && !s.talk.homes.opened(user, s.cfg.Now()) {
		return bot.Message{Text: wordHomeChanged, Buttons: []bot.Button{{Label: "Mijn agenda", Line: homeLine}}}
	}
	t := &turn{user: user}
	if m, is := s.stranger(ctx, t); is {
		return m
	}
	req := s.request(ctx, t, homeLine)
	req.Unasked = !opened
	m := s.hear(ctx, req)
	m.Form, m.Files = nil, nil
	return m
}
