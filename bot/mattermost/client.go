package mattermost

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// attemptTime is how long one call of the REST API may take.
const attemptTime = 20 * time.Second

// maxAnswer is the most of an answer that is read, in bytes: a page of posts of the greatest
// size, and more than that.
const maxAnswer = 64 << 20

// apiRoot is where the REST API is, under the address of the server.
const apiRoot = "/api/v4"

// client calls the REST API of one server, with the token of the bot. It may be used by several
// goroutines at once.
type client struct {
	root  string // with apiRoot, without a slash at the end
	token string
	http  *http.Client
	turns platform.Turns

	version atomic.Pointer[version] // as the last answer said; nil: none did
	dead    atomic.Bool             // the token does nothing any more
}

// newClient calls nobody yet.
func newClient(cfg Config) *client {
	return &client{
		root: strings.TrimRight(cfg.URL, "/") + apiRoot, token: cfg.Token, http: webClient(),
		turns: platform.Turns{Platform: Platform, Speed: speedOf, Conversation: isConversation},
	}
}

// webClient follows no redirects: after one the token and what was posted would be
// somewhere else, or it would look as if it had been taken.
func webClient() *http.Client {
	return &http.Client{Timeout: attemptTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// stored is a post as the server keeps it. Moments are in milliseconds since 1970.
type stored struct {
	ID            string         `json:"id,omitempty"`
	ChannelID     string         `json:"channel_id,omitempty"`
	RootID        string         `json:"root_id,omitempty"`
	UserID        string         `json:"user_id,omitempty"`
	Message       string         `json:"message"`
	Type          string         `json:"type,omitempty"`
	PendingPostID string         `json:"pending_post_id,omitempty"`
	Props         map[string]any `json:"props,omitempty"`
	FileIDs       []string       `json:"file_ids,omitempty"`
	CreateAt      int64          `json:"create_at,omitempty"`
	UpdateAt      int64          `json:"update_at,omitempty"`
	EditAt        int64          `json:"edit_at,omitempty"`
	DeleteAt      int64          `json:"delete_at,omitempty"`
}

// query is one call of the REST API.
type query struct {
	method, path string // path: below apiRoot, with what is asked
	kind         string // media type of body
	body         []byte
}

// call makes one call of the REST API when its turn has come in all its lanes; without any that
// is the lane of everything. in goes as JSON unless it is nil, out is what comes back unless it
// is nil. The error is what [refusal] says.
func (m *Mattermost) call(ctx context.Context, method, path string, in, out any, lanes ...string) error { //nolint:revive // four and the lanes, which few callers name
	if len(lanes) == 0 {
		lanes = []string{platform.Everyone}
	}
	if err := m.rest.turns.Take(ctx, 1, lanes...); err != nil {
		return err
	}
	return m.ask(ctx, method, path, in, out)
}

// ask makes one call whose turn it is.
func (m *Mattermost) ask(ctx context.Context, method, path string, in, out any) error {
	q := query{method: method, path: path}
	if in != nil {
		body, err := json.Marshal(in)
		if err != nil {
			return &bot.NotSent{Why: bot.Unfit, Cause: errNonsense}
		}
		q.kind, q.body = "application/json", body
	}
	return m.exchange(ctx, q, out)
}

// exchange makes one call, and heeds what the server says of its pace and of the token.
func (m *Mattermost) exchange(ctx context.Context, q query, out any) error {
	ctx, reached := platform.Watch(ctx)
	err := m.rest.exchange(ctx, q, out)
	if err == nil {
		m.rest.dead.Store(false)
		return nil
	}
	m.revoked(ctx, err)
	refused := refusal(err)
	if !reached() && platform.NotSent(refused) == nil {
		refused = &bot.NotSent{Cause: refused}
	}
	return m.rest.turns.Heed(platform.Everyone, refused)
}

// exchange sends a call and reads its answer.
func (c *client) exchange(ctx context.Context, q query, out any) error {
	req, err := c.request(ctx, q)
	if err != nil {
		return err
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }() // what was read says whether it was all
	c.learn(answer.Header)
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case answer.StatusCode/100 != 2:
		return refused(answer, body)
	case err != nil:
		return err
	case len(body) > maxAnswer:
		return errNonsense
	}
	return read(body, out)
}

// request is a call as it goes out. The token goes nowhere but to the server itself.
func (c *client) request(ctx context.Context, q query) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, q.method, c.root+q.path, bytes.NewReader(q.body))
	if err != nil {
		return nil, &bot.NotSent{Why: bot.Unfit, Cause: errNonsense} // its text holds the path
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Accept", "application/json")
	if q.kind != "" {
		req.Header.Set("Content-Type", q.kind)
	}
	return req, nil
}

// read reads what came back. A page of something in between is no answer, whatever its status.
func read(body []byte, out any) error {
	if out == nil {
		out = new(json.RawMessage)
	}
	if json.Unmarshal(body, out) != nil {
		return errNonsense
	}
	return nil
}
