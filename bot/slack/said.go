package slack

import (
	"context"
	"strings"

	"github.com/regiebot/regiebot/bot/platform"
)

// said is the text of somebody as it was typed: what Slack puts between < and > is
// written out, and only then the rest unescaped. So nobody can type a mention that is none.
func (s *Slack) said(ctx context.Context, text string) string {
	var out strings.Builder
	for {
		before, rest, opened := strings.Cut(text, "<")
		inside, after, closed := strings.Cut(rest, ">")
		if !opened || !closed {
			out.WriteString(unescape(text))
			return strings.TrimSpace(out.String())
		}
		out.WriteString(unescape(before))
		out.WriteString(s.meant(ctx, inside))
		text = after
	}
}

// meant is what Slack put in the place of a person, a channel or a link.
func (s *Slack) meant(ctx context.Context, inside string) string {
	what, label, _ := strings.Cut(inside, "|")
	label = unescape(label)
	switch {
	case strings.HasPrefix(what, "@"):
		return "@" + s.memberOr(ctx, what[1:])
	case strings.HasPrefix(what, "#"):
		return "#" + platform.FirstOf(label, what[1:])
	case strings.HasPrefix(what, "!"):
		return platform.FirstOf(label, "@"+what[1:])
	}
	for _, scheme := range []string{"mailto:", "tel:"} {
		what = strings.TrimPrefix(what, scheme)
	}
	return platform.FirstOf(label, unescape(what))
}

// memberOr is the user name of the member with an id on Slack, or the id itself: then the
// program says that it knows no such person.
func (s *Slack) memberOr(ctx context.Context, id string) string {
	member, err := s.cfg.People.Member(ctx, id)
	s.trouble(ctx, "a member is not known", err)
	return platform.FirstOf(member, id)
}

// spoken is a line that somebody typed to the bot, without the slash that it has elsewhere.
func (s *Slack) spoken(ctx context.Context, text string) string {
	return strings.TrimSpace(strings.TrimPrefix(s.said(ctx, text), "/"))
}

// addressed is what somebody said to the bot (a Slack id) in a message that mentions it:
// what stands behind the mention, or before it when nothing does.
func addressed(text, self string) string {
	before, after, mentioned := strings.Cut(text, "<@"+self)
	if !mentioned {
		return text
	}
	_, after, _ = strings.Cut(after, ">")
	return platform.FirstOf(strings.TrimLeft(after, ":, "), before)
}
