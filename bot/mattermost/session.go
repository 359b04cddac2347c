package mattermost

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// session is one open websocket.
type session struct {
	m  *Mattermost
	in *inlet
	ws *websocket.Conn
	me who // the bot

	greet   sync.Once
	greeted chan struct{} // closed when the server said hello
	gone    chan struct{} // closed when nothing comes any more
	next    int64         // number of the next event; only the reader looks at it
	why     error         // why it is gone; read it after gone is closed
}

// begin reads a new websocket until it is gone.
func (m *Mattermost) begin(ws *websocket.Conn, me who) *session {
	c := &session{m: m, in: m.in, ws: ws, me: me, greeted: make(chan struct{}), gone: make(chan struct{})}
	ws.SetReadLimit(socketRead)
	ws.SetPingHandler(func(data string) error {
		c.heard()
		return c.control(websocket.PongMessage, data)
	})
	ws.SetPongHandler(func(string) error { c.heard(); return nil })
	c.extend()
	m.in.gone.Go(c.read)
	m.in.gone.Go(c.ask)
	return c
}

// extend gives a websocket more time before it is dead.
func (c *session) extend() {
	_ = c.ws.SetReadDeadline(time.Now().Add(c.in.tempo.Silence)) // a closed one fails at the next read
}

// heard notes a sign of life.
func (c *session) heard() {
	c.extend()
	c.in.alive.heard(c.in.now())
}

// control writes a ping or a pong. It can be called at any time.
func (c *session) control(kind int, data string) error {
	return c.ws.WriteControl(kind, []byte(data), time.Now().Add(c.in.tempo.Write))
}

// ask asks for signs of life, until the websocket is gone. What cannot be written to is as dead
// as what says nothing.
func (c *session) ask() {
	ticker := time.NewTicker(c.in.tempo.Ping)
	defer ticker.Stop()
	for {
		select {
		case <-c.gone:
			return
		case <-ticker.C:
			if c.control(websocket.PingMessage, "") != nil {
				c.cut()
			}
		}
	}
}

// read takes what comes, until the websocket is gone. Each read that succeeds is a sign of life,
// so that a websocket on which nothing comes ends at its deadline, also when it never said
// anything and when the other side is not there any more.
func (c *session) read() {
	defer close(c.gone)
	defer c.cut()
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			c.end(silent(err))
			return
		}
		c.heard()
		c.message(data)
	}
}

// silent gives the end of a deadline its own name.
func silent(err error) error {
	if network := net.Error(nil); errors.As(err, &network) && network.Timeout() {
		return errSilent
	}
	return err
}

// open notes that the server said hello: from here on a websocket counts.
func (c *session) open() {
	c.in.alive.up(c.in.now())
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "mattermost: the websocket is open")
	close(c.greeted)
}

// end notes why nothing comes any more.
func (c *session) end(why error) {
	c.why = why
	select {
	case <-c.greeted:
		c.in.alive.down(c.in.now(), cause(why))
		c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "mattermost: the websocket is gone", slog.String("why", cause(why)))
	default: // it never counted
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
	} `json:"data"`
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
		return
	}
	if e.Seq != c.next {
		c.in.missed() // the server could not write everything
	}
	c.next = e.Seq + 1
	switch e.Event {
	case "hello":
		c.greet.Do(c.open)
	case "posted":
		c.posted(e)
	case "added_to_team":
		if e.Data.UserID == c.me.ID {
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

// close ends a websocket as it should.
func (c *session) close() {
	const polite = time.Second
	end := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = c.ws.WriteControl(websocket.CloseMessage, end, time.Now().Add(polite)) // it is cut in any case
	c.cut()
}

// cut ends a websocket at once. Closing TLS would first say goodbye, and wait for a peer that
// may not be there.
func (c *session) cut() {
	conn := c.ws.NetConn()
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	_ = conn.Close() // closed twice is closed
}
