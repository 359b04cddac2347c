package mattermosttest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// loginTime is how long a connection may stay open without a session.
const loginTime = 5 * time.Second

// socket is one connection of a client.
type socket struct {
	conn *websocket.Conn
	mu   sync.Mutex // of what is written, and of what is below
	user string     // id of who it is of; empty: nobody logged in
	seq  int64

	token string // of its session; empty: gone for good, also when the account comes back
	known bool   // the session was looked up, and is not looked up again until it is forgotten
}

func (k *socket) close() { _ = k.conn.Close() }

func (k *socket) who() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.user
}

// event is something that the server tells.
type event struct {
	Event     string         `json:"event"`
	Data      map[string]any `json:"data"`
	Broadcast map[string]any `json:"broadcast"`
	Seq       int64          `json:"seq"`
}

func (k *socket) tell(name string, data map[string]any, broadcast map[string]any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := map[string]any{"omit_users": nil, "user_id": "", "channel_id": "", "team_id": "", "connection_id": "", "omit_connection_id": ""}
	for key, value := range broadcast {
		all[key] = value
	}
	_ = k.conn.SetWriteDeadline(time.Now().Add(loginTime))
	_ = k.conn.WriteJSON(event{name, data, all, k.seq})
	k.seq++
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	what := s.interfering(r.Method, "/websocket")
	by := s.world.bearer(bearer(r))
	s.mu.Unlock()
	if what != nil {
		what.answer(w)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	k := &socket{conn: conn}
	s.mu.Lock()
	s.sockets[k] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.sockets, k)
		s.mu.Unlock()
		k.close()
	}()
	ping := conn.PingHandler()
	conn.SetPingHandler(func(text string) error {
		if s.silent() {
			return nil
		}
		return ping(text)
	})
	if by != nil {
		s.hello(k, by)
	}
	late := time.AfterFunc(loginTime, func() {
		if k.who() == "" { // a token that is worth nothing is not refused: nothing ever comes
			k.close()
		}
	})
	defer late.Stop()
	s.listen(k)
}

// listen reads what a client asks, until it leaves.
func (s *Server) listen(k *socket) {
	for {
		var in asked
		_, text, err := k.conn.ReadMessage()
		if err != nil {
			return
		}
		if s.silent() || json.Unmarshal(text, &in) != nil {
			continue
		}
		if in.Action == "authentication_challenge" {
			token, _ := in.Data["token"].(string)
			s.mu.Lock()
			by := s.world.bearer(token)
			s.mu.Unlock()
			if by == nil {
				return
			}
			if k.who() == "" {
				s.hello(k, by)
			}
			k.answer(map[string]any{"status": "OK", "seq_reply": in.Seq})
			continue
		}
		answer := map[string]any{"status": "OK", "seq_reply": in.Seq}
		if f := s.deaf(k, in); f != nil {
			answer["status"] = "FAIL"
			answer["error"] = map[string]any{"id": f.id, "message": f.text, "detailed_error": "", "status_code": f.status}
		} else {
			answer["data"] = map[string]any{"text": "pong", "version": s.options.Version + ".0", "server_time": s.now().UnixMilli(), "node_id": ""}
		}
		k.answer(answer)
	}
}

func (s *Server) hello(k *socket, by *user) {
	k.mu.Lock()
	k.user, k.token, k.known = by.ID, by.token, true
	k.mu.Unlock()
	k.tell("hello", map[string]any{"server_version": s.version(), "connection_id": NewID()}, map[string]any{"user_id": by.ID})
	s.mu.Lock()
	s.change()
	s.mu.Unlock()
}

// Mute leaves all connections open, and says nothing over them any more, not even an answer
// to a ping; or speaks again.
func (s *Server) Mute(silent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.muted = silent
}

func (s *Server) silent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.muted
}

// Break closes all connections over which events go; what happens until they are made again
// is told to nobody.
func (s *Server) Break() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.sockets {
		k.close()
		delete(s.sockets, k)
	}
}

// Connected is how many connections of somebody are open and logged in, as far as the server noticed.
func (s *Server) Connected(id string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.sockets {
		if k.who() == id && k.session() != "" {
			n++
		}
	}
	return n
}

// tellOne tells somebody of something. The lock is held.
func (s *Server) tellOne(id, name string, data map[string]any) {
	for k := range s.sockets {
		if !s.muted && k.who() == id && s.authenticated(k) {
			k.tell(name, data, map[string]any{"user_id": id})
		}
	}
}

// tellChannel tells everybody in a channel. The lock is held.
func (s *Server) tellChannel(id, name string, data map[string]any) {
	ch := s.world.channels[id]
	for k := range s.sockets {
		if who := k.who(); !s.muted && who != "" && ch.members[who] && s.authenticated(k) {
			k.tell(name, data, map[string]any{"channel_id": id})
		}
	}
}

// tellPosted tells of a new post. The lock is held.
func (s *Server) tellPosted(p Post, ch *channel, by *user) {
	data := map[string]any{
		"channel_display_name": ch.DisplayName, "channel_name": ch.Name, "channel_type": ch.Type, "sender_name": "@" + by.Username,
		"set_online": true, "team_id": ch.TeamID, "post": asText(p.sent()),
	}
	if ids := s.mentions(p, ch); len(ids) > 0 {
		data["mentions"] = asText(ids)
	}
	s.tellChannel(ch.ID, "posted", data)
}

// mentions are the ids of whom a post calls: in a direct conversation the other.
func (s *Server) mentions(p Post, ch *channel) (ids []string) {
	names := s.mentioned(p.Message)
	for id := range ch.members {
		u := s.world.users[id]
		called := slices.Contains(names, u.Username) || slices.ContainsFunc(names, func(n string) bool { return strings.Contains("channel all here", n) })
		if id != p.UserID && (ch.Type == "D" || called) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
