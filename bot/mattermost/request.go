package mattermost

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// turn is one thing that somebody did, and where its answer belongs.
type turn struct {
	id      string // names it, the same when it comes again; empty: nobody knows
	user    string // id on the server
	name    string // for greeting
	channel string // where it was done
	root    string // first post of the thread there
	post    string // of a press: the post with the button, as the call says
	passing bool   // the answer may be one that only its person sees, and not for long, also in a direct conversation
	other   string // of a conversation of two people, as the server names it: with whom; it may be the bot
	said    string // of a press: first post of the thread, as the button says that only its person sees
	claimed bool   // channel, post and said stand in a call that nobody signed: see [Mattermost.stands]
	visible bool   // what was asked stands there for others to read
	link    string // response_url
	trigger string // opens a form; empty: nothing can
	told    string // id of the post that the answer belongs to; empty: of none

	at    time.Time        // when it was said; zero: now
	own   bool             // the server says that the channel is the conversation of the person with the bot
	place bot.Place        // where it was done, as the program knows it; without an id: not known yet
	sure  *bool            // what stands answered; nil: not asked yet
	ended func(given bool) // hears whether the answer was given; nil: nobody asks
	moved atomic.Bool      // an answer that belongs elsewhere stands in the direct conversation
}

// thread is the first post of the thread in which something was done, as far as it is known or said:
// by that no more than an answer to its person is given.
func (t *turn) thread() string { return platform.FirstOf(t.said, t.root) }

// door is where an answer of the newest command of somebody in a thread can go.
func (t *turn) door() string { return t.user + "/" + t.channel + "/" + t.thread() }

// end says whether the answer was given.
func (t *turn) end(given bool) {
	if t.ended != nil {
		t.ended(given)
	}
}

// lookWithin is how long the server may think about who somebody is, or who is in a place: the
// answer must be there in time without it.
const lookWithin = 700 * time.Millisecond

// request is what somebody did, as the program hears it.
func (m *Mattermost) request(ctx context.Context, t *turn, line string) bot.Request {
	at := t.at
	if at.IsZero() {
		at = m.cfg.Now()
	}
	return bot.Request{
		ID: t.id, Line: line, In: m.whereabouts(ctx, t), At: at,
		From: bot.Person{Platform: Platform, ID: t.user, Name: t.name},
	}
}

// whereabouts is the place of a turn. Private is only the conversation of its person with the
// bot, whatever a call says. When the server cannot tell, it is one of which nobody knows who
// read along.
func (m *Mattermost) whereabouts(ctx context.Context, t *turn) bot.Place {
	if t.place.ID != "" {
		return t.place
	}
	t.place = bot.Place{ID: t.channel, Unknown: true}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	own, errOwn := m.open(brief, t.user)
	if t.own = errOwn == nil && own == t.channel; t.own || errOwn != nil && m.isSelf(brief, t.other) {
		t.place = bot.Place{ID: t.channel, Private: true}
		return t.place
	}
	if !isID(t.channel) {
		return t.place
	}
	in, err := m.place(brief, t.channel)
	m.hidden(ctx, "a place is not known", err)
	if in.ID = t.channel; in.Private && (t.claimed || errOwn == nil) {
		in.Private, in.Unknown = false, true // it is the conversation of somebody else
	}
	t.place = in
	return in
}

// isSelf reports whether an id is that of the bot, as far as it knows itself.
func (m *Mattermost) isSelf(ctx context.Context, id string) bool {
	if id == "" {
		return false
	}
	me, err := m.self(ctx)
	return err == nil && me.ID == id
}

// isOwn reports whether a turn is in the conversation between its person and the bot.
func (m *Mattermost) isOwn(ctx context.Context, t *turn) bool {
	return m.whereabouts(ctx, t).Private
}

// stands reports whether who did something is in the channel that an unsigned call names: only
// there may anything be said because of it. It finds the thread of the post too.
func (m *Mattermost) stands(ctx context.Context, t *turn) bool {
	if !t.claimed {
		return true
	}
	if t.sure == nil {
		there := m.isOwn(ctx, t) || m.isIn(ctx, t)
		if there {
			m.findThread(ctx, t)
		}
		t.sure = &there
	}
	return *t.sure
}

// findThread asks the server for the thread of the post with a button. One that only its person sees
// is nowhere: it has no thread that is known.
func (m *Mattermost) findThread(ctx context.Context, t *turn) {
	if !isID(t.post) {
		return
	}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	var p stored
	if m.call(brief, "GET", "/posts/"+t.post, nil, &p) == nil && p.ChannelID == t.channel && isID(p.RootID) {
		t.root = p.RootID
	}
}

// isIn asks the server for what [Mattermost.stands] tells.
func (m *Mattermost) isIn(ctx context.Context, t *turn) bool {
	if !isID(t.channel) || !isID(t.user) {
		return false
	}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	var member struct {
		UserID string `json:"user_id"`
	}
	err := m.call(brief, "GET", "/channels/"+t.channel+"/members/"+t.user, nil, &member)
	m.hidden(ctx, "it is not known whether somebody is in a channel", err)
	return err == nil && member.UserID == t.user
}

// hear gives a request to the program. Whatever goes wrong comes back as a message that
// is refused.
func (m *Mattermost) hear(ctx context.Context, req bot.Request) bot.Message {
	answer, _ := bot.Excuse(m.cfg.Answer, m.cfg.Log)(ctx, req) // never an error
	return answer
}

// stranger is what somebody hears with whom the program does not speak at all: a bot, for two
// that answer each other never stop, and somebody of another server. Of a bot it is nothing.
// Who is a member is for the program to say; so it is when the server cannot tell.
func (m *Mattermost) stranger(ctx context.Context, t *turn) (said bot.Message, is bool) {
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	p, err := m.person(brief, t.user)
	m.trouble(ctx, "a person is not known", err)
	if t.name == "" {
		t.name = p.Name
	}
	if err != nil {
		return bot.Message{}, false
	}
	return p.Stranger(wordStranger)
}

// hidden is [Mattermost.trouble], unless it is what the server says of every channel that the bot is
// not in: people ask there all the time.
func (m *Mattermost) hidden(ctx context.Context, what string, err error) {
	var refused apiError
	if !errors.As(err, &refused) || refused.status != http.StatusForbidden {
		m.trouble(ctx, what, err)
	}
}

// trouble notes what went wrong with the server: how the server names it, and nothing of what
// was said or posted.
func (m *Mattermost) trouble(ctx context.Context, what string, err error) {
	if err != nil {
		m.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "mattermost: something in a conversation failed", slog.String("what", what), slog.Any("why", refusal(err)))
	}
}
