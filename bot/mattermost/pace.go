package mattermost

import (
	"net/http"
	"strconv"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// speedOf is the speed of a lane. A server keeps no pace by itself unless its administrator
// wants one; then it says in every answer how much is left. These bounds are there for a
// server that has others to serve too; the messages that nobody asked for leave room for
// answers.
func speedOf(lane string) platform.Speed {
	switch lane {
	case platform.Everyone:
		return platform.Speed{Every: time.Second / 100, Burst: 200}
	case platform.Unasked:
		return platform.Speed{Every: time.Second / 20, Burst: 20}
	}
	return platform.Speed{Every: time.Second / 4, Burst: 10} // one conversation
}

// isConversation: there are no lanes but of conversations, beside those of everything.
func isConversation(string) bool { return true }

// learn notes what an answer says about the server: its version, and how much may still be
// asked of it.
func (c *client) learn(h http.Header) {
	if v, ok := readVersion(h.Get("X-Version-Id")); ok {
		c.version.Store(&v)
	}
	limit, errLimit := strconv.Atoi(h.Get("X-Ratelimit-Limit"))
	left, errLeft := strconv.Atoi(h.Get("X-Ratelimit-Remaining"))
	if errLimit != nil || errLeft != nil || limit <= 0 {
		return
	}
	rest := &bot.NotSent{Why: bot.Busy, After: time.Second}
	if left <= limit/4 {
		_ = c.turns.Heed(platform.Unasked, rest) // it gives back what it was given
	}
	if left <= 0 {
		_ = c.turns.Heed(platform.Everyone, rest)
	}
}
