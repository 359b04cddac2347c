package mattermost

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// told takes a post of a person: one in the direct conversation with the bot (it hears of no
// other), or one that mentions it. ended hears whether it was answered, perhaps later, and more than
// once when that changes.
func (m *Mattermost) told(ctx context.Context, p stored, channelType, id string, ended func(given bool)) {
	ctx = context.WithoutCancel(ctx)
	t := &turn{
		id: m.named("post", platform.FirstOf(p.ID, id)), user: p.UserID, channel: p.ChannelID, root: p.RootID, told: p.ID,
		visible: channelType != direct, at: m.saidAt(p), ended: ended,
	}
	if !t.visible {
		t.own, t.place = true, bot.Place{ID: t.channel, Private: true}
	}
	if len(p.FileIDs) > 0 {
		m.withFile(ctx, t)
		return
	}
	m.give(ctx, t, m.talk.Safely(ctx, func() bot.Message { return m.answer(ctx, t, m.spoken(ctx, p.Message, t.visible)) }))
}

// missedBy is how old a post is that was not heard at once. Clocks differ less than that.
const missedBy = time.Minute

// saidAt is when a post that was missed was posted; zero of one that comes at once: then it is
// now, by our own clock.
func (m *Mattermost) saidAt(p stored) time.Time {
	now := m.cfg.Now()
	if at := time.UnixMilli(p.CreateAt).In(now.Location()); p.CreateAt > 0 && now.Sub(at) > missedBy {
		return at
	}
	return time.Time{}
}

// withFile takes a post with a file: nothing of it is done, for the file may be what it is about.
func (m *Mattermost) withFile(ctx context.Context, t *turn) {
	said, is := m.stranger(ctx, t)
	if !is {
		said = bot.Message{Text: platform.WordNoFiles, Refused: true}
	}
	m.give(ctx, t, said)
}

// spoken is a line that somebody typed to the bot, without the mention of it and without the
// slash that it has elsewhere.
func (m *Mattermost) spoken(ctx context.Context, text string, aloud bool) string {
	me, err := m.self(ctx)
	m.trouble(ctx, "the bot does not know its own name", err)
	line := strings.TrimSpace(strings.TrimPrefix(addressed(legible(text), me.Username, aloud), "/"))
	return m.said(ctx, line, nil)
}

// legible is what somebody typed: what was copied from a message of the bot has what stands there
// between the letters, see [escape]. Of other characters that nobody sees the program says that
// they are there.
func legible(text string) string { return strings.ReplaceAll(text, wordJoiner, "") }

// addressed is what somebody said to the bot (a user name) in a post that mentions it: without
// the mention at the beginning or the end. In a room (aloud) it can stand anywhere; then it is
// what stands behind it.
func addressed(text, self string, aloud bool) string {
	text = strings.TrimSpace(text)
	if self == "" {
		return text
	}
	for _, at := range mention.FindAllStringSubmatchIndex(text, -1) {
		begin, end := at[4]-1, at[4]+len(self) // of the mention, with its @
		if end > at[5] || !strings.EqualFold(text[at[4]:end], self) || strings.Trim(text[end:at[5]], ".-_") != "" {
			continue // somebody else
		}
		before, after := strings.TrimRight(text[:begin], " \t\n,"), strings.TrimLeft(text[end:], " \t\n,:.!?-_")
		switch {
		case after == "":
			return before
		case before == "", aloud:
			return after
		}
	}
	return text
}

// mention is the name of somebody in what was typed. An @ within a word, as in an address of
// mail, is none.
var mention = regexp.MustCompile(`(^|[^\pL\pN.\-_@/])@([A-Za-z0-9][A-Za-z0-9.\-_]*)`)

// mostNames is how many different names are looked up in one line.
const mostNames = 10

// said is what somebody typed, with the user names of members in the place of their names on the
// server. A name of nobody stays: then the program says that it knows no such person. One of
// somebody who is no member gets their server behind it, or it could be the user name of a member.
// ids are the ids that the server gave along, by name.
func (m *Mattermost) said(ctx context.Context, text string, ids map[string]string) string {
	if !mention.MatchString(text) {
		return text
	}
	members := m.members(ctx, m.identified(ctx, text, ids))
	return mention.ReplaceAllStringFunc(text, func(found string) string {
		before, name, _ := strings.Cut(found, "@")
		for _, possible := range spellings(name) {
			if member, is := members[strings.ToLower(possible)]; is {
				return before + "@" + platform.FirstOf(member, possible+elsewhere) + name[len(possible):]
			}
		}
		return found
	})
}

// elsewhere stands behind the name of somebody on the server who is no member. No user name of a
// member has an @ in it.
const elsewhere = "@" + Platform

// spellings are the names that can be meant: the points and dashes behind one can be of the
// sentence.
func spellings(name string) []string {
	all := []string{name}
	for name = strings.TrimRight(name, ".-_"); len(name) < len(all[0]); name = strings.TrimRight(name, ".-_") {
		return append(all, name)
	}
	return all
}

// identified are the ids of who is named in a text, by name in lower case.
func (m *Mattermost) identified(ctx context.Context, text string, ids map[string]string) map[string]string {
	known := map[string]string{}
	for name, id := range ids {
		known[strings.ToLower(name)] = id
	}
	var ask []string
	for _, found := range mention.FindAllStringSubmatch(text, mostNames) {
		for _, name := range spellings(strings.ToLower(found[2])) {
			if id, cached := m.talk.names.Get(name); cached && known[name] == "" {
				known[name] = id
			} else if known[name] == "" {
				ask = append(ask, name)
			}
		}
	}
	m.lookUp(ctx, ask, known)
	return known
}

// lookUp asks the server for the ids of names.
func (m *Mattermost) lookUp(ctx context.Context, names []string, known map[string]string) {
	if len(names) == 0 {
		return
	}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	var users []account
	err := m.call(brief, http.MethodPost, "/users/usernames", names, &users)
	m.trouble(ctx, "names are not known", err)
	if err != nil {
		return
	}
	for _, u := range users {
		if isID(u.ID) {
			known[strings.ToLower(u.Username)] = u.ID
		}
	}
	for _, name := range names {
		m.talk.names.Put(name, known[name], personLife)
	}
}

// members are the user names of members, by their names on the server, of which the ids are
// given; empty of who is none.
func (m *Mattermost) members(ctx context.Context, ids map[string]string) map[string]string {
	members := map[string]string{}
	for name, id := range ids {
		if id == "" {
			continue
		}
		member, err := m.cfg.People.Member(ctx, id)
		m.trouble(ctx, "a member is not known", err)
		members[name] = member
	}
	return members
}
