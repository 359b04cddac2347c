package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// ids of a small world.
var (
	restBot   = idOf("bot")
	restAnouk = idOf("anouk")
	restBram  = idOf("bram")
	restTeam  = idOf("team")
	restRoom  = idOf("room")
	restNone  = idOf("nowhere")
)

// idOf is an id of the server that can be read in a failing test.
func idOf(name string) string { return name + strings.Repeat("x", idLength-len(name)) }

const restStart = 1794700000000 // milliseconds

// restAPI is a server as far as calls go out: it keeps what it is sent, and goes wrong when it
// is told to. It is as strict as the real one in what the adapter relies on.
type restAPI struct {
	*httptest.Server
	t *testing.T

	mu    sync.Mutex
	posts []*stored // in the order in which they were written
	users map[string]account
	rooms map[string]room
	out   map[string]bool // channels that the bot is not in
	guest map[string]int
	seen  map[string]string // pending ids
	files map[string]string // content by id
	calls []string          // "POST /posts"
	last  int64             // when the last post came
	step  int64             // how long after each other posts come
	page  int               // posts on a page at most
	wrong func(r *http.Request, body string) http.HandlerFunc
	after func(r *http.Request, body string) http.HandlerFunc // in the place of the answer
	head  http.Header                                         // with every answer
}

func newRestAPI(t *testing.T) *restAPI {
	shared := true
	w := &restAPI{
		t: t, page: pageSize, last: restStart, step: 1000, out: map[string]bool{}, guest: map[string]int{},
		seen: map[string]string{}, files: map[string]string{}, head: http.Header{"X-Version-Id": {"11.6.0.12345.abc.false"}},
		users: map[string]account{
			restBot:   {ID: restBot, Username: "regiebot", IsBot: true},
			restAnouk: {ID: restAnouk, Username: "anouk", Roles: "system_user"},
			restBram:  {ID: restBram, Username: "bram", Roles: "system_user"},
		},
		rooms: map[string]room{
			restTeam:       {ID: restTeam, Type: "O", Name: "jeugd-noord"},
			restRoom:       {ID: restRoom, Type: "P", Name: "overleg"},
			idOf("shared"): {ID: idOf("shared"), Type: "O", Name: "gedeeld", Shared: &shared},
		},
	}
	w.Server = httptest.NewServer(w)
	t.Cleanup(w.Close)
	return w
}

// adapter is the adapter on that server, with a clock that never makes it wait.
func (w *restAPI) adapter(change ...func(*Config)) *Mattermost {
	w.t.Helper()
	cfg := Config{
		URL: w.URL + "/", Token: "geheim-token", PublicURL: "https://regiebot.voorbeeldstad.nl",
		Answer:  func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil },
		Tickets: bot.Tickets{Platform: Platform, MAC: func([]byte) []byte { return make([]byte, 32) }, Check: func(_, _ []byte) bool { return true }},
		People:  People{Member: func(context.Context, string) (string, error) { return "", nil }, Whom: restWhom},
		First:   func(context.Context, string) (bool, error) { return true, nil },
		Seen:    func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Note:    func(context.Context, time.Time) error { return nil },
		Now:     func() time.Time { return time.UnixMilli(restStart) },
		Log:     slog.New(slog.DiscardHandler),
	}
	for _, f := range change {
		f(&cfg)
	}
	m, err := New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	unhurried(m)
	return m
}

// unhurried gives the adapter a clock by which all turns have come.
func unhurried(m *Mattermost) {
	var mu sync.Mutex
	now := time.UnixMilli(restStart)
	m.rest.turns.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
}

func restWhom(_ context.Context, to bot.Address) (string, error) {
	return map[bot.Address]string{
		{Member: "anouk"}: restAnouk, {Member: "bram"}: restBram, {Member: "weg"}: idOf("gone"), {Member: "krom"}: "../users/me",
		{Channel: "jeugd-noord"}: restTeam, {Channel: "nergens"}: restNone,
	}[to], nil
}

// restDirect is the direct conversation of the bot with somebody.
func restDirect(user string) string { return idOf("d" + strings.TrimRight(user, "x")) }

func (w *restAPI) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, apiRoot)
	if r.Header.Get("Authorization") != "Bearer geheim-token" {
		w.t.Errorf("%s without the token", path)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, r.Method+" "+path)
	for name, values := range w.head {
		rw.Header()[name] = values
	}
	if w.wrong != nil {
		if instead := w.wrong(r, string(body)); instead != nil {
			instead(rw, r)
			return
		}
	}
	code, answer := w.serve(r, path, body)
	if w.after != nil {
		if instead := w.after(r, string(body)); instead != nil {
			instead(rw, r)
			return
		}
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(code)
	_ = json.NewEncoder(rw).Encode(answer)
}

func (w *restAPI) serve(r *http.Request, path string, body []byte) (int, any) {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	id := ""
	if len(parts) > 1 {
		id = parts[1]
	}
	switch pattern := r.Method + " " + strings.Replace(path, id, "*", 1); {
	case path == "/system/ping":
		return http.StatusOK, map[string]string{"status": "OK"}
	case path == "/users/me":
		return http.StatusOK, w.users[restBot]
	case pattern == "GET /users/*":
		if a, ok := w.users[id]; ok {
			return http.StatusOK, a
		}
		return refuse(404, "app.user.missing_account.const")
	case path == "/channels/direct":
		return w.openDirect(body)
	case pattern == "GET /channels/*":
		if c, ok := w.rooms[id]; ok && !w.out[id] {
			return http.StatusOK, c
		}
		return refuse(403, idPermission)
	case pattern == "GET /channels/*/stats":
		return http.StatusOK, map[string]any{"channel_id": id, "member_count": 9, "guest_count": w.guest[id]}
	case pattern == "GET /channels/*/posts":
		return w.list(r, id)
	case path == "/posts":
		return w.create(body)
	case path == "/posts/ephemeral":
		return refuse(403, idPermission)
	case path == "/files":
		return w.take(r, body)
	case path == "/actions/dialogs/open":
		return http.StatusOK, map[string]string{"status": "OK"}
	case strings.HasPrefix(path, "/posts/"):
		return w.onPost(r.Method+" "+strings.Join(append([]string{}, parts[2:]...), "/"), id, body)
	}
	w.t.Errorf("a call that nobody knows: %s %s", r.Method, path)
	return refuse(404, "api.context.404.app_error")
}

// refuse is how the server says no.
func refuse(status int, id string) (int, any) {
	return status, map[string]any{"id": id, "message": "geheim: MDO van ZO-2026-0142", "detailed_error": "geheim", "request_id": "x", "status_code": status}
}

func (w *restAPI) openDirect(body []byte) (int, any) {
	var ids []string
	if json.Unmarshal(body, &ids) != nil || len(ids) != 2 || ids[0] != restBot {
		return refuse(400, "api.context.invalid_body_param.app_error")
	}
	if _, ok := w.users[ids[1]]; !ok {
		return refuse(400, "api.channel.create_direct_channel.invalid_user.app_error")
	}
	slices.Sort(ids)
	other := ids[0]
	if other == restBot {
		other = ids[1]
	}
	c := room{ID: restDirect(other), Type: "D", Name: ids[0] + "__" + ids[1]}
	w.rooms[c.ID] = c
	return http.StatusCreated, c
}

func (w *restAPI) create(body []byte) (int, any) {
	var p stored
	if json.Unmarshal(body, &p) != nil {
		return refuse(400, "api.context.invalid_body_param.app_error")
	}
	if _, ok := w.rooms[p.ChannelID]; !ok || w.out[p.ChannelID] {
		return refuse(403, idPermission)
	}
	if id := w.seen[p.PendingPostID]; p.PendingPostID != "" && id != "" {
		return http.StatusCreated, w.find(id)
	}
	props, _ := json.Marshal(p.Props)
	if len([]rune(p.Message)) > 16383 {
		return refuse(400, "model.post.is_valid.message_length.app_error")
	}
	if len([]rune(string(props))) > 8000 {
		return refuse(400, "model.post.is_valid.props.app_error")
	}
	p.UserID = restBot
	kept := w.add(p)
	if p.PendingPostID != "" {
		w.seen[p.PendingPostID] = kept.ID
	}
	return http.StatusCreated, kept
}

// add keeps a post.
func (w *restAPI) add(p stored) *stored {
	w.last += w.step
	p.ID, p.CreateAt, p.UpdateAt, p.PendingPostID = idOf("p"+strconv.Itoa(len(w.posts)+1)), w.last, w.last, ""
	w.posts = append(w.posts, &p)
	return &p
}

// write is somebody who writes.
func (w *restAPI) write(user, channel, text string, props map[string]any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.add(stored{UserID: user, ChannelID: channel, Message: text, Props: props})
}

func (w *restAPI) find(id string) *stored {
	for _, p := range w.posts {
		if p.ID == id && p.DeleteAt == 0 {
			return p
		}
	}
	return nil
}

func (w *restAPI) list(r *http.Request, channel string) (int, any) {
	if _, ok := w.rooms[channel]; !ok || w.out[channel] {
		return refuse(403, idPermission)
	}
	asked, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
	before := int64(1 << 62)
	if id := r.URL.Query().Get("before"); id != "" {
		for _, p := range w.posts {
			if p.ID == id {
				before = p.CreateAt
			}
		}
	}
	order, posts, prev := []string{}, map[string]*stored{}, ""
	for _, p := range slices.Backward(w.posts) {
		switch {
		case p.ChannelID != channel || p.DeleteAt != 0 || p.CreateAt >= before:
		case len(order) == min(asked, w.page):
			prev = p.ID
		default:
			order = append(order, p.ID)
			posts[p.ID] = p
		}
		if prev != "" {
			break
		}
	}
	return http.StatusOK, map[string]any{"order": order, "posts": posts, "next_post_id": "", "prev_post_id": prev}
}

func (w *restAPI) onPost(what, id string, body []byte) (int, any) {
	p := w.find(id)
	switch {
	case what == "GET " && p == nil:
		return refuse(404, "app.post.get.app_error")
	case p == nil || w.out[p.ChannelID]:
		return refuse(403, idPermission)
	case what == "GET ":
		return http.StatusOK, p
	case what == "DELETE ":
		p.DeleteAt = w.last
		return http.StatusOK, map[string]string{"status": "OK"}
	}
	var change struct {
		Message *string         `json:"message"`
		Props   *map[string]any `json:"props"`
	}
	if json.Unmarshal(body, &change) != nil || change.Message == nil || change.Props == nil {
		w.t.Errorf("a change of %s", body)
	}
	p.Message, p.Props = *change.Message, *change.Props
	return http.StatusOK, p
}

func (w *restAPI) take(r *http.Request, body []byte) (int, any) {
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err := r.ParseMultipartForm(1 << 20); err != nil || len(r.MultipartForm.File["files"]) != 1 || r.FormValue("channel_id") == "" {
		return refuse(400, "api.file.upload_file.multipart_form.app_error")
	}
	head := r.MultipartForm.File["files"][0]
	f, _ := head.Open()
	data, _ := io.ReadAll(f)
	id := idOf("f" + strconv.Itoa(len(w.files)+1))
	w.files[id] = head.Filename + "\n" + string(data)
	return http.StatusCreated, map[string]any{"file_infos": []map[string]string{{"id": id, "name": head.Filename}}}
}

// read is what stands in a channel, the oldest first.
func (w *restAPI) read(channel string) []stored {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []stored
	for _, p := range w.posts {
		if p.ChannelID == channel && p.DeleteAt == 0 {
			all = append(all, *p)
		}
	}
	return all
}

// called is how often something was called.
func (w *restAPI) called(what string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		if c == what {
			n++
		}
	}
	return n
}

// breaks makes things go wrong.
func (w *restAPI) breaks(f func(r *http.Request, body string) http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = f
}

// on goes wrong at calls of one kind: after some of them went right, so many times.
func on(what string, skip, times int, f http.HandlerFunc) func(*http.Request, string) http.HandlerFunc {
	n := 0
	return func(r *http.Request, _ string) http.HandlerFunc {
		if r.Method+" "+strings.TrimPrefix(r.URL.Path, apiRoot) != what {
			return nil
		}
		n++
		if n <= skip || n > skip+times {
			return nil
		}
		return f
	}
}

func httpStatus(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(n)
		_, _ = fmt.Fprint(w, "<html><body>geheim: MDO van ZO-2026-0142</body></html>")
	}
}

func refusing(status int, id string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		n, said := refuse(status, id)
		w.WriteHeader(n)
		_ = json.NewEncoder(w).Encode(said)
	}
}

func answering(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, body) }
}

func slowDown(header, value string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(header, value)
		http.Error(w, "limit exceeded", http.StatusTooManyRequests)
	}
}

func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// verdict is what an error of a call says.
type verdict struct {
	certain bool // nothing was posted
	why     bot.Why
	after   time.Duration
	all     bool
}

func verdictOf(err error) verdict {
	not := notSent(err)
	if not == nil {
		return verdict{}
	}
	return verdict{true, not.Why, not.After, not.Everyone}
}

// discreet checks that an error says nothing of what was answered or sent.
func discreet(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{"geheim", "MDO", "ZO-2026", "127.0.0.1", "html"} {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("the error holds %s: %v", secret, err)
		}
	}
}
