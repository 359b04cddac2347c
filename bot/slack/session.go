package slack

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"

	"github.com/regiebot/regiebot/bot/platform"
)

// session is one open socket.
type session struct {
	*platform.Socket
	s  *Slack
	in *inlet

	leave   sync.Once
	leaving chan struct{} // closed when Slack asks for another socket; this one goes on for a while
	reason  string        // why it is leaving; read it after leaving is closed
}

// begin reads a new socket until it is gone.
func (s *Slack) begin(ws *websocket.Conn) *session {
	c := &session{s: s, in: s.in, leaving: make(chan struct{})}
	sign := func() { s.in.alive.heard(s.in.now()) }
	c.Socket = platform.NewSocket(ws, s.in.tempo.Tempo, platform.Hears{Sign: sign, Message: c.message, Lost: c.lost})
	c.Start(&s.in.gone)
	return c
}

// open notes that Slack said hello, and for which app.
func (c *session) open(app string) {
	c.in.current.Store(c)
	c.in.alive.up(c.in.now())
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "slack: a socket is open")
	c.in.hello.Store(&app)
	c.in.sameApp(context.Background())
}

// lost notes why nothing comes any more.
func (c *session) lost(why error) {
	c.in.alive.down(c.in.now(), cause(why))
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "slack: a socket is gone", slog.String("why", cause(why)))
}

// message takes one message of Slack.
func (c *session) message(data []byte) {
	var m socketmode.Request
	if decode(data, &m) != nil {
		c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "slack: a message on the socket cannot be read")
		return
	}
	switch m.Type {
	case socketmode.RequestTypeHello:
		c.Greet(func() { c.open(m.ConnectionInfo.AppID) })
	case socketmode.RequestTypeDisconnect:
		c.leave.Do(func() { c.reason = m.Reason; close(c.leaving) })
	default:
		c.envelope(m)
	}
}

// envelope takes what somebody did. What cannot be read, is for another or is of a kind
// that nobody knows, is acknowledged and does nothing: sent again it would be no better.
func (c *session) envelope(m socketmode.Request) {
	if m.EnvelopeID == "" {
		return
	}
	read := map[string]func([]byte) (call, error){
		socketmode.RequestTypeSlashCommands: readCommand,
		socketmode.RequestTypeInteractive:   readInteraction,
		socketmode.RequestTypeEventsAPI:     readEvent,
	}[m.Type]
	if read == nil {
		c.acknowledge(m.EnvelopeID, nil)
		return
	}
	what, err := read(m.Payload)
	if err == nil {
		err = c.in.foreign(what)
	}
	if err != nil {
		c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "slack: a payload on the socket was refused", slog.String("why", err.Error()))
		c.acknowledge(m.EnvelopeID, nil)
		return
	}
	if what.id == "" {
		what.id = m.EnvelopeID
	}
	c.deliver(m.EnvelopeID, what)
}

// deliver does a call and acknowledges it; what there is no room for is not acknowledged,
// so that Slack sends it again, here or elsewhere.
func (c *session) deliver(envelope string, what call) {
	if what.event {
		if c.in.take(what) {
			c.acknowledge(envelope, nil)
		}
		return
	}
	go c.in.pool.Now(func(ctx context.Context) { c.reply(ctx, envelope, what) })
}

// acknowledge tells Slack that an envelope arrived. When this socket is gone meanwhile,
// the newest one says it: an envelope is known on all of them.
func (c *session) acknowledge(envelope string, payload json.RawMessage) {
	answer := socketmode.Response{EnvelopeID: envelope}
	if payload != nil {
		answer.Payload = payload
	}
	data, err := json.Marshal(answer)
	if err != nil || c.Write(data) == nil {
		return
	}
	if other := c.in.current.Load(); other != nil && other != c && other.Write(data) == nil {
		return
	}
	c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "slack: an envelope could not be acknowledged")
}

// ending waits until a socket must be followed by another, and tells why; nil when the
// context ended.
func (c *session) ending(ctx context.Context) error {
	select {
	case <-c.leaving:
		return platform.Ended(c.reason)
	case <-c.Gone():
		return c.Why()
	case <-ctx.Done():
		return nil
	}
}

// retire lets a socket go some time after the next is there: Slack closes it itself, but
// until then something may still come on it.
func (c *session) retire() {
	timer := time.NewTimer(c.in.tempo.retire)
	defer timer.Stop()
	select {
	case <-c.Gone():
	case <-timer.C:
		c.Close()
	}
}
