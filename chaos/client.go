package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// platform is the name in the receipts.
const platform = "chaos"

// Client delivers messages to a [Server]. It is a bot.Sender, and may be used by several
// goroutines at once. It tries everything once: to try again is for who knows what became
// of the first time.
type Client struct {
	base string
	http *http.Client
}

// NewClient makes a client of the server at an address. Every question and its answer
// take at most limit, also when the context of a call has no end.
func NewClient(base string, limit time.Duration) *Client {
	return &Client{base: base, http: &http.Client{
		Timeout:   limit,
		Transport: &http.Transport{MaxIdleConnsPerHost: 8, IdleConnTimeout: time.Minute},
		// A redirect is followed with another method and without the message: it would
		// look as if it had been taken.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Send posts a message. The key travels in the message and not in a header
// Idempotency-Key: with that header net/http would by itself post again after a
// connection was cut, and this server keeps both.
func (c *Client) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	var there posted
	err := c.call(ctx, request{method: http.MethodPost, path: "/message", body: envelope{to, key, &m}}, &there)
	if err == nil && there.ID == "" {
		err = errNonsense // it was taken, and nobody knows as what
	}
	if err != nil {
		return bot.Receipt{}, err
	}
	return bot.Receipt{Platform: platform, ID: there.ID}, nil
}

// Find looks for a message by its key. Only an answer that holds a list, also an empty
// one, says anything.
func (c *Client) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	query := addressed(to)
	query.Set("key", key)
	query.Set("since", since.Format(time.RFC3339Nano))
	var there found
	err := c.call(ctx, request{method: http.MethodGet, path: "/message?" + query.Encode()}, &there)
	var refused *status
	switch {
	case errors.As(err, &refused) && refused.code == http.StatusNotImplemented:
		return bot.Receipt{}, false, bot.ErrCannotTell
	case err == nil && there.Messages == nil:
		err = errNonsense
	}
	if err != nil || len(there.Messages) == 0 {
		return bot.Receipt{}, false, err
	}
	return bot.Receipt{Platform: platform, ID: there.Messages[0]}, true, nil
}

// Replace changes a message, or takes it away. One that is not there any more is as it
// should be.
func (c *Client) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	if r.Platform != platform {
		return &bot.NotSent{Why: bot.Unfit, Cause: errors.New("a receipt of another platform")}
	}
	q := request{method: http.MethodPut, path: "/message/" + url.PathEscape(r.ID), body: envelope{To: to, Message: m}}
	if m == nil {
		q = request{method: http.MethodDelete, path: "/message/" + url.PathEscape(r.ID) + "?" + addressed(to).Encode()}
	}
	err := c.call(ctx, q, nil)
	var refused *status
	if errors.As(err, &refused) && (refused.code == http.StatusNotFound || refused.code == http.StatusGone) {
		return nil
	}
	return err
}

// Now asks the server what its clock shows.
func (c *Client) Now(ctx context.Context) (time.Time, error) {
	var shown clockNow
	err := c.call(ctx, request{method: http.MethodGet, path: "/clock"}, &shown)
	return shown.Now, err
}

func addressed(to bot.Address) url.Values {
	if to.Channel != "" {
		return url.Values{"channel": {to.Channel}, "team": {to.Team}}
	}
	return url.Values{"member": {to.Member}}
}

// request is one question to the server.
type request struct {
	method, path string
	body         any // nil: none
}

// errNonsense is the error of an answer that says that all went well, and is no answer.
var errNonsense = errors.New("the platform answered something that is no answer")

// call asks, and reads the answer into an object; nil reads nothing.
func (c *Client) call(ctx context.Context, q request, into any) error {
	var body io.Reader
	if q.body != nil {
		text, err := json.Marshal(q.body)
		if err != nil {
			return &bot.NotSent{Why: bot.Unfit, Cause: errors.New("a message that cannot be written")}
		}
		body = bytes.NewReader(text)
	}
	ctx, reached := watch(ctx)
	req, err := http.NewRequestWithContext(ctx, q.method, c.base+q.path, body)
	if err != nil {
		return &bot.NotSent{Cause: bare(err)}
	}
	req.Header.Set("Content-Type", "application/json")
	answer, err := c.http.Do(req)
	if err != nil {
		return unanswered(err, reached())
	}
	defer func() { _ = answer.Body.Close() }() // it was read, or is of no use
	if answer.StatusCode/100 != 2 {
		return refusal(answer)
	}
	if into == nil {
		return nil
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, largest)).Decode(into); err != nil {
		return fmt.Errorf("%w: %w", errNonsense, bare(err))
	}
	return nil
}
