package slack

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// turn is one thing that somebody did, and where its answer belongs.
type turn struct {
	id      string // names it, the same when it is delivered again; empty: nobody knows
	user    string // Slack id
	name    string // for greeting
	channel string // where it was done; empty: on the home page
	thread  string // ts of the thread there
	passing bool   // the answer may be one that only its person sees, and not for long, also in a direct conversation
	shared  bool   // the payload says that others than the organisation are there
	visible bool   // what was asked stands there for others to read
	link    string // response_url
	trigger string // opens a form; empty: nothing can
	view    string // id of the form in which it was done

	place bot.Place // where it was done, as the program knows it; without an id: not known yet
	claim sync.Once
	mine  bool // nobody else posts this answer
}

// homePlace is where what is done on the home page is done: nobody else sees that page.
const homePlace = "home"

// lookWithin is how long Slack may think about who somebody is, or who is in a place: the
// answer must be there in time without it.
const lookWithin = 700 * time.Millisecond

// request is what somebody did, as the program hears it.
func (s *Slack) request(ctx context.Context, t *turn, line string) bot.Request {
	return bot.Request{
		ID: t.id, Line: line, In: s.whereabouts(ctx, t), At: s.cfg.Now(),
		From: bot.Person{Platform: Platform, ID: t.user, Name: t.name},
	}
}

// whereabouts is the place of a turn. When Slack cannot tell, it is one of which nobody knows
// who read along.
func (s *Slack) whereabouts(ctx context.Context, t *turn) bot.Place {
	if t.place.ID != "" {
		return t.place
	}
	if t.channel == "" {
		t.place = bot.Place{ID: homePlace, Private: true}
		return t.place
	}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	look := func() (bot.Place, error) { return s.place(brief, t.channel) }
	if isDirect(t.channel) {
		look = func() (bot.Place, error) { return s.direct(brief, t.channel, t.user) }
	}
	in, err := look()
	s.trouble(ctx, "a place is not known", err)
	if in.ID = t.channel; t.shared {
		in.Outside, in.Unknown = true, false
	}
	t.place = in
	return in
}

// isOwn reports whether a turn is in the conversation between its person and the bot.
func (s *Slack) isOwn(ctx context.Context, t *turn) bool {
	return isDirect(t.channel) && s.whereabouts(ctx, t).Private
}

// hear gives a request to the program. Whatever goes wrong comes back as a message that
// is refused.
func (s *Slack) hear(ctx context.Context, req bot.Request) bot.Message {
	m, _ := bot.Excuse(s.cfg.Answer, s.cfg.Log)(ctx, req) // never an error
	return m
}

// stranger is what somebody hears with whom the program does not speak at all: an app, for
// two that answer each other never stop, and somebody of another workspace. Of an app it
// is nothing. Who is a member is for the program to say; so it is when Slack cannot tell.
func (s *Slack) stranger(ctx context.Context, t *turn) (m bot.Message, is bool) {
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	p, err := s.person(brief, t.user)
	s.trouble(ctx, "a person is not known", err)
	if t.name == "" {
		t.name = p.Name
	}
	if err != nil {
		return bot.Message{}, false
	}
	return p.Stranger(wordStranger)
}

// first reports whether this process is the one that posts the answer of a turn. When that
// cannot be known it is: an answer twice is better than none.
func (s *Slack) first(ctx context.Context, t *turn) bool {
	t.claim.Do(func() {
		t.mine = true
		if t.id == "" {
			return
		}
		first, err := s.cfg.First(ctx, "slack/answer/"+t.id)
		s.trouble(ctx, "it is not known whether an answer was posted", err)
		t.mine = first || err != nil
	})
	return t.mine
}

// trouble notes what went wrong with Slack: how Slack names it, and nothing of what was
// said or posted.
func (s *Slack) trouble(ctx context.Context, what string, err error) {
	if err != nil {
		s.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "slack: something in a conversation failed", slog.String("what", what), slog.Any("why", refusal(err)))
	}
}
