package mattermosttest

import "net/http"

// asked is something that a client asks on its connection.
type asked struct {
	Seq    int64          `json:"seq"`
	Action string         `json:"action"`
	Data   map[string]any `json:"data"`
}

func (k *socket) answer(what map[string]any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.conn.WriteJSON(what)
}

// deaf is why something that is asked on a connection is refused.
func (s *Server) deaf(k *socket, in asked) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case in.Action == "":
		return refuse(http.StatusBadRequest, "api.web_socket_router.no_action.app_error")
	case in.Seq <= 0:
		return refuse(http.StatusBadRequest, "api.web_socket_router.bad_seq.app_error")
	case !s.authenticated(k):
		return refuse(http.StatusUnauthorized, "api.web_socket_router.not_authenticated.app_error")
	case in.Action != "ping":
		s.problem("the websocket knows no %q", in.Action)
		return refuse(http.StatusInternalServerError, "api.web_socket_router.bad_action.app_error")
	case s.world.bearer(k.session()) == nil: // what it was told of its session still holds: events come
		return refuse(http.StatusUnauthorized, "api.context.invalid_token.error")
	}
	return nil
}

func (k *socket) session() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.token
}

// authenticated reports whether a connection has a session. One that was forgotten is looked up
// again; when it is not there then, the connection has lost it for good, and stays open. The lock is
// held.
func (s *Server) authenticated(k *socket) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.known {
		if k.known = s.world.bearer(k.token) != nil; !k.known {
			k.token = ""
		}
	}
	return k.known
}

// forget makes that the sessions of somebody's connections are looked up again. The lock is held.
func (s *Server) forget(id string) {
	for k := range s.sockets {
		if k.who() == id {
			k.mu.Lock()
			k.known = false
			k.mu.Unlock()
		}
	}
}
