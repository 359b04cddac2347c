package platform

import (
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// SocketRead is the largest message that is taken on a socket, in bytes: one with a whole post in
// it, each sign of which may be written as six, twice.
const SocketRead = 4 << 20

// Ended is the error of a socket that is at its end; its text is a code for the status.
type Ended string

func (e Ended) Error() string { return string(e) }

// Silent is the end of a socket on which nothing comes any more.
const Silent = Ended("silent")

// Hears is who hears what happens on a socket.
type Hears struct {
	Sign    func()            // of life; messages are one too
	Message func(data []byte) // one at a time, in order
	Lost    func(why error)   // nothing comes any more; not of a socket that was never greeted
	// Ask gives what is written each time that a sign is asked for; nil: a ping is enough. Who answers
	// it with something bad is left with [Socket.Drop].
	Ask func() []byte
}

// Socket is one open websocket: it is alive, or gone.
type Socket struct {
	ws    *websocket.Conn
	tempo Tempo
	hears Hears

	writing sync.Mutex
	greet   sync.Once
	greeted chan struct{} // closed when the other side said hello
	gone    chan struct{} // closed when nothing comes any more
	dropped atomic.Pointer[Ended]
	why     error // why it is gone; read it after gone is closed
}

// NewSocket is a socket of a websocket on which nothing was read yet. Nothing is, before
// [Socket.Start].
func NewSocket(ws *websocket.Conn, tempo Tempo, hears Hears) *Socket {
	return &Socket{ws: ws, tempo: tempo, hears: hears, greeted: make(chan struct{}), gone: make(chan struct{})}
}

// Start reads a socket until it is gone. What it starts is counted in running.
func (s *Socket) Start(running *sync.WaitGroup) {
	s.ws.SetReadLimit(SocketRead)
	s.ws.SetPingHandler(func(data string) error {
		s.heard()
		return s.control(websocket.PongMessage, data)
	})
	s.ws.SetPongHandler(func(string) error { s.heard(); return nil })
	s.extend()
	running.Go(s.read)
	running.Go(s.ask)
}

// Greet notes that the other side said hello: from here on the socket counts. The first time it
// does something before anybody knows.
func (s *Socket) Greet(first func()) {
	s.greet.Do(func() {
		first()
		close(s.greeted)
	})
}

// Greeted is closed when the other side said hello.
func (s *Socket) Greeted() <-chan struct{} { return s.greeted }

// Gone is closed when nothing comes any more.
func (s *Socket) Gone() <-chan struct{} { return s.gone }

// Why is why it is gone; it is known when [Socket.Gone] is closed.
func (s *Socket) Why() error { return s.why }

// extend gives a socket more time before it is dead.
func (s *Socket) extend() {
	_ = s.ws.SetReadDeadline(time.Now().Add(s.tempo.Silence)) // a closed one fails at the next read
}

// heard notes a sign of life.
func (s *Socket) heard() {
	s.extend()
	s.hears.Sign()
}

// control writes a ping or a pong. It can be called at any time.
func (s *Socket) control(kind int, data string) error {
	return s.ws.WriteControl(kind, []byte(data), time.Now().Add(s.tempo.Write))
}

// ask asks for signs of life, until the socket is gone. What cannot be written to is as dead as
// what says nothing.
func (s *Socket) ask() {
	ticker := time.NewTicker(s.tempo.Ping)
	defer ticker.Stop()
	for {
		select {
		case <-s.gone:
			return
		case <-ticker.C:
			if s.control(websocket.PingMessage, "") != nil || s.question() != nil {
				s.Cut()
			}
		}
	}
}

// question writes what is asked besides a ping.
func (s *Socket) question() error {
	if s.hears.Ask == nil {
		return nil
	}
	return s.Write(s.hears.Ask())
}

// read takes what comes, until the socket is gone. Each read that succeeds is a sign of life, so
// that a socket on which nothing comes ends at its deadline, also when it never said anything and
// when the other side is not there any more.
func (s *Socket) read() {
	defer close(s.gone)
	defer s.Cut()
	for {
		_, data, err := s.ws.ReadMessage()
		if err != nil {
			s.end(silent(err))
			return
		}
		s.heard()
		s.hears.Message(data)
	}
}

// end notes why nothing comes any more.
func (s *Socket) end(why error) {
	if own := s.dropped.Load(); own != nil {
		why = *own
	}
	s.why = why
	select {
	case <-s.greeted:
		s.hears.Lost(why)
	default: // it never counted
	}
}

// silent gives the end of a deadline its own name.
func silent(err error) error {
	if network := net.Error(nil); errors.As(err, &network) && network.Timeout() {
		return Silent
	}
	return err
}

// Write sends one message of text. What cannot be written to is dead.
func (s *Socket) Write(data []byte) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	_ = s.ws.SetWriteDeadline(time.Now().Add(s.tempo.Write)) // a closed one fails at the write
	err := s.ws.WriteMessage(websocket.TextMessage, data)
	if err != nil {
		s.Cut()
	}
	return err
}

// Close ends a socket as it should.
func (s *Socket) Close() {
	const polite = time.Second
	end := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = s.ws.WriteControl(websocket.CloseMessage, end, time.Now().Add(polite)) // it is cut in any case
	s.Cut()
}

// Drop ends a socket at once that is open and worth nothing; why is the error of its end. The first
// counts.
func (s *Socket) Drop(why Ended) {
	s.dropped.CompareAndSwap(nil, &why)
	s.Cut()
}

// Cut ends a socket at once. Closing TLS would first say goodbye, and wait for a peer that may not
// be there.
func (s *Socket) Cut() {
	conn := s.ws.NetConn()
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	_ = conn.Close() // closed twice is closed
}
