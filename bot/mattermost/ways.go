package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// ways are how an answer can reach who asked, the best first. In the conversation with the bot
// it stays there; in a room only its person sees it.
func (m *Mattermost) ways(ctx context.Context, t *turn) []platform.Way[post] {
	var ways []platform.Way[post]
	own, stands := m.isOwn(ctx, t), m.stands(ctx, t)
	if own && !t.passing {
		way := m.inRoom(t)
		if t.told != "" {
			way = platform.Decisive(way) // of what was missed is looked up whether it was answered
		}
		ways = append(ways, way)
	}
	if m.linked(ctx, t) {
		ways = append(ways, platform.Hurried(func(ctx context.Context, p post) error { return m.respond(ctx, t, p) }))
	}
	if !own && isID(t.channel) && stands {
		ways = append(ways, func(ctx context.Context, p post) error {
			return m.whisper(ctx, t.channel, t.root, t.user, threaded(p, t.root))
		})
	}
	return append(ways, m.inOwn(t))
}

// post gives posts in order, see [platform.Deliver].
func (m *Mattermost) post(ctx context.Context, ways []platform.Way[post], posts []post, lost func(error)) error {
	return platform.Deliver(ctx, &m.talk.Talk, m.delivery(ctx, ways, posts, lost))
}

func (m *Mattermost) delivery(ctx context.Context, ways []platform.Way[post], posts []post, lost func(error)) platform.Delivery[post] {
	return platform.Delivery[post]{
		Ways: ways, Posts: posts, Lost: lost,
		Turned: func(err error) { m.trouble(ctx, "an answer goes another way", err) },
		Judge:  func(err error) *bot.NotSent { return notSent(refusal(err)) },
	}
}

// inRoom posts where it was asked, for everybody who is there.
func (m *Mattermost) inRoom(t *turn) platform.Way[post] {
	return func(ctx context.Context, p post) error {
		return m.say(ctx, spot{t.channel, t.root, t.told, t.id}, []post{p})
	}
}

// inDirect posts in the direct conversation.
func (m *Mattermost) inDirect(t *turn) platform.Way[post] {
	return func(ctx context.Context, p post) error {
		channel, err := m.open(ctx, t.user)
		if err != nil {
			return err
		}
		return m.say(ctx, spot{channel: channel, turn: t.id}, []post{p})
	}
}

// inOwn posts in the direct conversation what was asked elsewhere. The bot may not whisper on
// most servers: then who mentioned it reads first what this is the answer to.
func (m *Mattermost) inOwn(t *turn) platform.Way[post] {
	give, said := m.inDirect(t), !t.visible
	return func(ctx context.Context, p post) error {
		if !said {
			where := m.render(bot.Message{Text: m.askedIn(ctx, t)}, t.user)
			if err := give(ctx, where[0]); err != nil {
				return err
			}
			said = true
		}
		err := give(ctx, p)
		t.moved.Store(err == nil && !m.isOwn(ctx, t))
		return err
	}
}

// askedIn says where something was asked.
func (m *Mattermost) askedIn(ctx context.Context, t *turn) string {
	var channel struct {
		Name string `json:"display_name"`
	}
	brief, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	if !isID(t.channel) || m.call(brief, http.MethodGet, "/channels/"+t.channel, nil, &channel) != nil || strings.TrimSpace(channel.Name) == "" {
		return wordAskedOut
	}
	return fmt.Sprintf(wordAskedIn, platform.OneLine(channel.Name))
}

// Why nothing was posted at a response_url.
var (
	errUsedUp  = &bot.NotSent{Cause: errors.New("mattermost: the response_url is used up")}
	errForeign = &bot.NotSent{Cause: errors.New("mattermost: the response_url is not of this server")}
)

// linked reports whether there is a response_url for what somebody did: of the command itself, or
// for a press the newest of theirs in its thread.
func (m *Mattermost) linked(ctx context.Context, t *turn) bool {
	if t.link == "" && t.claimed {
		m.stands(ctx, t) // it finds the thread
		t.link, _ = m.talk.doors.Get(t.door())
	}
	return t.link != ""
}

// hooks is where a server takes answers to a command, with an id behind it.
const hooks = "/hooks/commands/"

// hookOf is the address on the server of the bot that a response_url stands for; empty when it
// is none. What people get to read goes to no other place, whatever a call says. The
// server writes the address by which people know it; here it is the one that is set.
func (m *Mattermost) hookOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	_, id, found := strings.Cut(u.Path, hooks)
	if !found || !isID(id) {
		return ""
	}
	return strings.TrimRight(m.cfg.URL, "/") + hooks + id
}

// respond posts an answer at a response_url: only its person sees it. Whoever knows it needs no
// token.
func (m *Mattermost) respond(ctx context.Context, t *turn, p post) error {
	address := m.hookOf(t.link)
	if address == "" {
		return errForeign
	}
	if !m.talk.links.Take(address, m.cfg.Now()) {
		return errUsedUp
	}
	body, _ := json.Marshal(replyOf(p, t.thread())) // texts and attachments: it cannot fail
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return errForeign
	}
	req.Header.Set("Content-Type", "application/json")
	return m.hooked(req)
}

// hooked does a call of a response_url. Its error holds nothing of the address: who knows that
// can speak in it.
func (m *Mattermost) hooked(req *http.Request) error {
	answer, err := m.rest.http.Do(req) //nolint:gosec // an address of the server itself, see hookOf
	if err != nil {
		return refusal(err)
	}
	defer func() { _ = answer.Body.Close() }() // nothing of it is needed
	body, _ := io.ReadAll(io.LimitReader(answer.Body, maxRefusal))
	if answer.StatusCode != http.StatusOK {
		return refusal(refused(answer, body))
	}
	return nil
}

// maxRefusal is how much of a refusal is read, in bytes.
const maxRefusal = 64 << 10
