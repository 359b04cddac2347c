package mattermost

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/gorilla/websocket"

	"github.com/regiebot/regiebot/bot/platform"
)

// session is one open websocket.
type session struct {
	*platform.Socket
	m    *Mattermost
	in   *inlet
	me   who   // the bot
	next int64 // number of the next event; only the reader looks at it
	last int64 // number of the last question; only who asks looks at it
}

// deaf is the end of a websocket without a session: it stays open, and the server tells nothing on it
// any more.
const deaf = platform.Ended("not_authenticated")

// begin reads a new websocket until it is gone.
func (m *Mattermost) begin(ws *websocket.Conn, me who) *session {
	c := &session{m: m, in: m.in, me: me}
	sign := func() { m.in.alive.heard(m.in.now()) }
	c.Socket = platform.NewSocket(ws, m.in.tempo.Tempo, platform.Hears{Sign: sign, Message: c.message, Lost: c.lost, Ask: c.question})
	m.in.current.Store(c)
	c.Start(&m.in.gone)
	return c
}

// open notes that the server said hello.
func (c *session) open() {
	c.in.alive.up(c.in.now())
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "mattermost: the websocket is open")
}

// lost notes why nothing comes any more.
func (c *session) lost(why error) {
	c.in.alive.down(c.in.now(), cause(why))
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "mattermost: the websocket is gone", slog.String("why", cause(why)))
}

// question asks the server whether the websocket still has a session. The server loses it for good
// when it cannot find it once, as of a bot that was off for a moment; and answers pings all the same.
func (c *session) question() []byte {
	c.last++
	return fmt.Appendf(nil, `{"action":"ping","seq":%d}`, c.last)
}

// answered leaves a websocket without a session.
func (c *session) answered(data []byte) {
	var a struct {
		Status string `json:"status"`
		Error  struct {
			Status int `json:"status_code"`
		} `json:"error"`
	}
	if json.Unmarshal(data, &a) == nil && a.Status == "FAIL" && a.Error.Status == http.StatusUnauthorized {
		c.Drop(deaf)
	}
}

// event is one message of the server.
type event struct {
	Event string `json:"event"` // empty: it answers something that we said
	Seq   int64  `json:"seq"`
	Data  struct {
		ChannelType string `json:"channel_type"`
		Post        string `json:"post"` // JSON
		UserID      string `json:"user_id"`

		Member json.RawMessage `json:"member"` // JSON in a text
	} `json:"data"`
}

// isMember reports whether an event is about the membership of somebody.
func (e event) isMember(of who) bool {
	var text string
	var member struct {
		UserID string `json:"user_id"`
	}
	return json.Unmarshal(e.Data.Member, &text) == nil && json.Unmarshal([]byte(text), &member) == nil && member.UserID == of.ID
}

// message takes one message of the server.
func (c *session) message(data []byte) {
	var e event
	if json.Unmarshal(data, &e) != nil {
		c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "mattermost: a message on the websocket cannot be read")
		c.in.missed() // it may have been a post
		return
	}
	if e.Event == "" {
		c.answered(data)
		return
	}
	if e.Seq != c.next {
		c.in.missed() // the server could not write everything
	}
	c.next = e.Seq + 1
	switch e.Event {
	case "hello":
		c.Greet(c.open)
	case "posted":
		c.posted(e)
	case "added_to_team":
		if e.Data.UserID == c.me.ID {
			ring(c.in.roll)
		}
	case "memberrole_updated": // who manages a team manages its commands
		if e.isMember(c.me) {
			ring(c.in.roll)
		}
	}
}

// posted takes a new post.
func (c *session) posted(e event) {
	var p stored
	if json.Unmarshal([]byte(e.Data.Post), &p) != nil {
		c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "mattermost: a post on the websocket cannot be read")
		return
	}
	if forUs(p, e.Data.ChannelType, c.me) {
		c.m.hearPost(heardPost{stored: p, channelType: e.Data.ChannelType})
	}
}
