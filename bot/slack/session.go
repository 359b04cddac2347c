package slack

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
	"github.com/slack-go/slack/socketmode"
)

// session is one open socket.
type session struct {
	s  *Slack
	in *inlet
	ws *websocket.Conn

	writing sync.Mutex
	greet   sync.Once
	leave   sync.Once
	greeted chan struct{} // closed when Slack said hello
	leaving chan struct{} // closed when Slack asks for another socket; this one goes on for a while
	gone    chan struct{} // closed when nothing comes any more
	reason  string        // why it is leaving; read it after leaving is closed
	why     error         // why it is gone; read it after gone is closed
}

// begin reads a new socket until it is gone.
func (s *Slack) begin(ws *websocket.Conn) *session {
	c := &session{
		s: s, in: s.in, ws: ws,
		greeted: make(chan struct{}), leaving: make(chan struct{}), gone: make(chan struct{}),
	}
	ws.SetReadLimit(socketRead)
	ws.SetPingHandler(func(data string) error {
		c.heard()
		return c.control(websocket.PongMessage, data)
	})
	ws.SetPongHandler(func(string) error { c.heard(); return nil })
	c.extend()
	s.in.gone.Go(c.read)
	s.in.gone.Go(c.ask)
	return c
}

// extend gives a socket more time before it is dead.
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

// ask asks for signs of life, until the socket is gone. What cannot be written to is as
// dead as what says nothing.
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

// read takes what comes, until the socket is gone. Each read that succeeds is a sign of
// life, so that a socket on which nothing comes ends at its deadline, also when it never
// said anything and when the other side is not there any more.
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

// open notes that Slack said hello, and for which app: from here on a socket counts.
func (c *session) open(app string) {
	c.in.current.Store(c)
	c.in.alive.up(c.in.now())
	c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "slack: a socket is open")
	c.in.hello.Store(&app)
	c.in.sameApp(context.Background())
	close(c.greeted)
}

// end notes why nothing comes any more.
func (c *session) end(why error) {
	c.why = why
	select {
	case <-c.greeted:
		c.in.alive.down(c.in.now(), cause(why))
		c.in.log.LogAttrs(context.Background(), slog.LevelInfo, "slack: a socket is gone", slog.String("why", cause(why)))
	default: // it never counted
	}
}

// silent gives the end of a deadline its own name.
func silent(err error) error {
	if network := net.Error(nil); errors.As(err, &network) && network.Timeout() {
		return errDisconnect{"silent"}
	}
	return err
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
		c.greet.Do(func() { c.open(m.ConnectionInfo.AppID) })
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
	if err != nil || c.write(data) == nil {
		return
	}
	if other := c.in.current.Load(); other != nil && other != c && other.write(data) == nil {
		return
	}
	c.in.log.LogAttrs(context.Background(), slog.LevelWarn, "slack: an envelope could not be acknowledged")
}

// write sends one message. What cannot be written to is dead.
func (c *session) write(data []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(c.in.tempo.Write)) // a closed one fails at the write
	err := c.ws.WriteMessage(websocket.TextMessage, data)
	if err != nil {
		c.cut()
	}
	return err
}

// ending waits until a socket must be followed by another, and tells why; nil when the
// context ended.
func (c *session) ending(ctx context.Context) error {
	select {
	case <-c.leaving:
		return errDisconnect{c.reason}
	case <-c.gone:
		return c.why
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
	case <-c.gone:
	case <-timer.C:
		c.close()
	}
}

// close ends a socket as it should.
func (c *session) close() {
	const polite = time.Second
	end := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = c.ws.WriteControl(websocket.CloseMessage, end, time.Now().Add(polite)) // it is cut in any case
	c.cut()
}

// cut ends a socket at once. Closing TLS would first say goodbye, and wait for a peer
// that may not be there.
func (c *session) cut() {
	conn := c.ws.NetConn()
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	_ = conn.Close() // closed twice is closed
}
