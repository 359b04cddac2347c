package platform

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// opened is a socket to a server of which do is the other side.
func opened(t *testing.T, tempo Tempo, hears Hears, do func(peer *websocket.Conn)) *Socket {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		do(peer)
		peer.Close()
	}))
	t.Cleanup(server.Close)
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	ws, answer, err := dialer.DialContext(t.Context(), "wss"+strings.TrimPrefix(server.URL, "https"), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return NewSocket(ws, tempo, hears)
}

// TestSocketPeerThatIsGone: a peer that reads nothing any more fills the buffers; then neither
// writing nor the goodbye of TLS may hold us up.
func TestSocketPeerThatIsGone(t *testing.T) {
	large, lines := []byte(strings.Repeat("x", 1<<20)), strings.Repeat("x", 100)
	for name, do := range map[string]func(*Socket){
		"what is written does not arrive": func(s *Socket) {
			for s.Write(large) == nil { // until the buffers are full
			}
		},
		"what is asked does not arrive": func(s *Socket) {
			for s.control(websocket.PingMessage, lines) == nil {
			}
		},
		"it is closed while something is being written": func(s *Socket) {
			go func() {
				for s.Write(large) == nil {
				}
			}()
			s.Close()
		},
		"it is closed":  func(s *Socket) { s.Close() },
		"nothing comes": func(*Socket) {},
	} {
		t.Run(name, func(t *testing.T) {
			end := make(chan struct{})
			tempo := Tempo{Ping: 5 * time.Millisecond, Write: 50 * time.Millisecond, Silence: 500 * time.Millisecond}
			never := func(error) { t.Error("it never counted") }
			s := opened(t, tempo, Hears{Sign: func() {}, Lost: never}, func(*websocket.Conn) { <-end })
			defer close(end)
			var running sync.WaitGroup
			s.Start(&running)
			begin := time.Now()
			do(s)
			running.Wait()
			<-s.Gone()
			if took := time.Since(begin); took > 3*time.Second || s.Why() == nil {
				t.Errorf("it took %v: %v", took, s.Why())
			}
		})
	}
}

// TestSocketIsGreetedAndLost: it counts from its greeting, until nothing comes any more.
func TestSocketIsGreetedAndLost(t *testing.T) {
	for name, c := range map[string]struct {
		then func(peer *websocket.Conn)
		want string
	}{
		"it is closed": {func(peer *websocket.Conn) {
			_ = peer.WriteControl(websocket.CloseMessage, nil, time.Now().Add(time.Minute))
			_, _, _ = peer.NextReader() // until it is answered
		}, "closed"},
		"it says no more": {func(peer *websocket.Conn) { _, _, _ = peer.NextReader() }, "silent"},
	} {
		t.Run(name, func(t *testing.T) {
			var s *Socket
			said, signs, first, lost := "", 0, 0, error(nil)
			hears := Hears{
				Sign: func() { signs++ },
				Message: func(data []byte) {
					said += string(data)
					s.Greet(func() { first++ })
				},
				Lost: func(why error) { lost = why },
			}
			s = opened(t, Tempo{Ping: time.Hour, Write: time.Minute, Silence: 200 * time.Millisecond}, hears, func(peer *websocket.Conn) {
				_ = peer.WriteMessage(websocket.TextMessage, []byte("hello"))
				_ = peer.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Minute))
				_ = peer.WriteMessage(websocket.TextMessage, []byte(" again"))
				c.then(peer)
			})
			var running sync.WaitGroup
			s.Start(&running)
			<-s.Greeted()
			running.Wait()
			equal(t, "said", said, "hello again")
			equal(t, "signs", signs, 3)
			equal(t, "greeted", first, 1)
			equal(t, "lost", lost, s.Why())
			why := NetworkCause(lost)
			if errors.Is(lost, Silent) {
				why = string(Silent)
			}
			equal(t, "why", why, c.want)
		})
	}
}

// TestSocketThatIsDropped: what is asked besides a ping is written, and who finds the answer bad drops
// the socket: the first reason is the error of its end.
func TestSocketThatIsDropped(t *testing.T) {
	var s *Socket
	lost := error(nil)
	hears := Hears{
		Sign: func() {},
		Ask:  func() []byte { return []byte("who am I?") },
		Lost: func(why error) { lost = why },
		Message: func(data []byte) {
			s.Greet(func() {})
			if string(data) == "nobody" {
				s.Drop("forgotten")
				s.Drop("again")
			}
		},
	}
	s = opened(t, Tempo{Ping: 5 * time.Millisecond, Write: time.Minute, Silence: time.Minute}, hears, func(peer *websocket.Conn) {
		_ = peer.WriteMessage(websocket.TextMessage, []byte("hello"))
		for {
			_, asked, err := peer.ReadMessage()
			if err != nil {
				return
			}
			equal(t, "asked", string(asked), "who am I?")
			_ = peer.WriteMessage(websocket.TextMessage, []byte("nobody"))
		}
	})
	var running sync.WaitGroup
	s.Start(&running)
	running.Wait()
	equal(t, "why", s.Why(), error(Ended("forgotten")))
	equal(t, "lost", lost, s.Why())
}
