package bench_test

import (
	"encoding/json"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// object is something as the server tells of it.
type object = map[string]any

// mattermostSide is the server of Mattermost, as far as the service calls it: it takes
// everything at once, and nobody says anything on it.
type mattermostSide struct {
	mu       sync.Mutex
	commands []object
	posts    int
}

func mattermostServer() http.Handler {
	s := &mattermostSide{commands: []object{}}
	same := func(answer any) func(*http.Request) any { return func(*http.Request) any { return answer } }
	mux := http.NewServeMux()
	for pattern, answer := range map[string]func(r *http.Request) any{
		"GET /api/v4/config/client":                  same(object{"DiagnosticId": mattermostID("server"), "EnableCommands": "true"}),
		"GET /api/v4/users/me":                       same(object{"id": mattermostBot(), "username": "regiebot", "roles": "system_user", "is_bot": true}),
		"GET /api/v4/users/me/teams":                 same([]object{{"id": mattermostID("team"), "name": "voorbeeldstad"}}),
		"GET /api/v4/users/me/teams/{team}/channels": same([]object{}),
		"GET /api/v4/users/{id}":                     mattermostUser,
		"GET /api/v4/channels/{id}":                  func(r *http.Request) any { return object{"id": r.PathValue("id"), "type": "P"} },
		"GET /api/v4/channels/{id}/stats":            func(r *http.Request) any { return object{"channel_id": r.PathValue("id"), "guest_count": 0} },
		"GET /api/v4/channels/{id}/posts":            same(object{"order": []string{}, "posts": object{}}),
		"POST /api/v4/channels/direct":               mattermostPairOf,
		"POST /api/v4/posts":                         s.post,
		"GET /api/v4/commands":                       s.list,
		"POST /api/v4/commands":                      s.create,
		"POST /hooks/commands/{id}":                  same("ok"),
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { giveJSON(w, answer(r)) })
	}
	mux.HandleFunc("GET /api/v4/websocket", mattermostSocket)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Version-Id", "11.6.0.11.6.0.1.true")
		mux.ServeHTTP(w, r)
	})
}

func mattermostUser(r *http.Request) any {
	id := r.PathValue("id")
	return object{"id": id, "username": mattermostName(id), "roles": "system_user"}
}

// mattermostPairOf is the conversation of the bot with somebody.
func mattermostPairOf(r *http.Request) any {
	var two [2]string
	_ = json.NewDecoder(r.Body).Decode(&two) // what cannot be read is nobody, whose conversation the service does not take
	return object{"id": mattermostDirect(two[1]), "type": "D", "name": mattermostPair(two[1])}
}

// post takes a post.
func (s *mattermostSide) post(r *http.Request) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts++
	return made(r, object{"id": mattermostNumber("post", s.posts), "user_id": mattermostBot()})
}

// create makes a slash command.
func (s *mattermostSide) create(r *http.Request) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.commands)
	s.commands = append(s.commands, made(r, object{"id": mattermostNumber("command", n), "token": mattermostNumber("token", n), "creator_id": mattermostBot()}))
	return s.commands[n]
}

func (s *mattermostSide) list(*http.Request) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]object{}, s.commands...)
}

// made is what a call asks for, with what the server adds.
func made(r *http.Request, added object) object {
	asked := object{}
	_ = json.NewDecoder(r.Body).Decode(&asked) // without it the service finds that it got something else
	for key, value := range added {
		asked[key] = value
	}
	return asked
}

// mattermostSocket says hello, and answers pings until the service goes.
func mattermostSocket(w http.ResponseWriter, r *http.Request) {
	conn, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		return // the service was told
	}
	defer conn.Close()
	err = conn.WriteJSON(object{"event": "hello", "seq": 0, "data": object{}})
	for err == nil {
		_, _, err = conn.ReadMessage()
	}
}
