package slack

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A peer that reads nothing any more fills the buffers; then neither writing nor the
// goodbye of TLS may hold us up.
func TestSessionPeerThatIsGone(t *testing.T) {
	end := make(chan struct{})
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		<-end
		c.Close()
	}))
	defer server.Close()
	defer close(end)
	for _, c := range []struct {
		name string
		do   func(*session)
	}{
		{"what is written does not arrive", func(c *session) {
			for c.write([]byte(strings.Repeat("x", 1<<20))) == nil { // until the buffers are full
			}
		}},
		{"it is closed while something is being written", func(c *session) {
			go func() {
				for c.write([]byte(strings.Repeat("x", 1<<20))) == nil {
				}
			}()
			c.close()
		}},
		{"nothing comes", func(*session) {}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := inSlack(t, inConfig(), inbox{})
			s.in.tempo = brisk
			s.in.tempo.Write, s.in.tempo.Silence = 50*time.Millisecond, 500*time.Millisecond
			dialer := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
			ws, answer, err := dialer.DialContext(t.Context(), "wss"+strings.TrimPrefix(server.URL, "https"), nil)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			session := s.begin(ws)
			begin := time.Now()
			c.do(session)
			<-session.gone
			s.in.gone.Wait()
			if took := time.Since(begin); took > 3*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}
