package mattermost

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// tempo is how long everything around the websocket takes.
type tempo struct {
	platform.Tempo
	look   time.Duration // posts that were missed are looked for this often, and after every connection
	left   time.Duration // what another process may be at is looked at again after this
	enlist time.Duration // the slash commands are looked at this often, and after every connection
}

// usual are the times outside tests.
var usual = usualTempo()

// usualTempo tries a token that is refused again sooner than others do: it is one call to a server of
// one's own, and who switches the bot on again expects it to be there within a minute.
func usualTempo() tempo {
	t := tempo{Tempo: platform.UsualTempo(), look: 5 * time.Minute, left: 20 * time.Second, enlist: time.Hour}
	t.Slow = 40 * time.Second
	return t
}

// socketPath is where the websocket of a server is, under its address.
const socketPath = apiRoot + "/websocket"

// dial opens a websocket. It has said hello when it is given back. The server opens one for
// anybody, and closes it after a while when the token is no good; so the token is tried out first.
func (m *Mattermost) dial(ctx context.Context) (*session, error) {
	ctx, stop := context.WithTimeout(ctx, m.in.tempo.Hello)
	defer stop()
	var me account
	if err := m.call(ctx, http.MethodGet, "/users/me", nil, &me); err != nil {
		return nil, err
	}
	if !isID(me.ID) {
		return nil, errNonsense
	}
	ws, err := m.connect(ctx)
	if err != nil {
		return nil, err
	}
	return m.begin(ws, who{ID: me.ID, Username: me.Username}).welcome(ctx)
}

// connect opens a websocket on which nothing was read yet.
func (m *Mattermost) connect(ctx context.Context) (*websocket.Conn, error) {
	address := strings.TrimRight(m.cfg.URL, "/") + socketPath
	if rest, ok := strings.CutPrefix(address, "http"); ok {
		address = "ws" + rest // and https becomes wss
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	ws, answer, err := dialer.DialContext(ctx, address, http.Header{"Authorization": {"Bearer " + m.cfg.Token}})
	if answer != nil && answer.Body != nil {
		defer func() { _ = answer.Body.Close() }()
	}
	if errors.Is(err, websocket.ErrBadHandshake) && answer != nil {
		return nil, status(answer.StatusCode)
	}
	return ws, err
}

// welcome waits until a websocket has said hello.
func (c *session) welcome(ctx context.Context) (*session, error) {
	var late error
	select {
	case <-c.Greeted():
		return c, nil
	case <-c.Gone():
	case <-ctx.Done():
		late = ctx.Err()
		c.Cut()
		<-c.Gone()
	}
	select {
	case <-c.Greeted(): // at the last moment
		return c, nil
	default:
		return nil, cmp.Or(late, c.Why())
	}
}

// retry is how long to wait after a failure.
type retry struct{ platform.Retry }

// after gives the time to wait after one more failure. The server is obeyed when it names a
// time.
func (r *retry) after(err error, t tempo) time.Duration {
	wait := r.After(t.Tempo, cause(err) == invalidToken)
	var not *bot.NotSent
	if errors.As(err, &not) {
		wait = max(wait, not.After)
	}
	return wait
}

// cause is an error in one word, for the log and the Status.
func cause(err error) string {
	var (
		left  platform.Ended
		named apiError
		bare  status
	)
	switch {
	case errors.As(err, &left):
		return string(left)
	case errors.As(err, &named) && named.status == http.StatusUnauthorized:
		return invalidToken
	case errors.As(err, &named):
		return named.id
	case errors.As(err, &bare):
		return fmt.Sprintf("status %d", int(bare))
	case errors.Is(err, errNonsense):
		return "nonsense"
	}
	return platform.NetworkCause(err)
}
