package mattermost

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxToken is the longest token of a command that is looked at, in bytes. Those of the server
// are shorter.
const maxToken = 256

// Whoever comes with a token that is not known makes the bot ask the server for its tokens, but
// no more than once in askAgain, or in askFailed when it did not say: anybody can come with any
// token. Within askTime there is an answer, so that a command can still be answered in time.
const (
	askAgain  = time.Minute
	askFailed = 5 * time.Second
	askTime   = 1500 * time.Millisecond
)

// tokens are those of the slash commands: what comes with one of them was sent by the server.
// They may be used by several goroutines at once.
type tokens struct {
	mu    sync.Mutex
	given [][sha256.Size]byte            // in the settings
	read  map[string][][sha256.Size]byte // from the server, by the id of the team

	asking chan struct{} // whoever asks the server puts something in
	next   time.Time     // before this it is not asked again; only whoever asks looks at it
	unsure bool          // the server did not say, the last time; as next
}

func newTokens(given []string) *tokens {
	return &tokens{given: sums(given), read: map[string][][sha256.Size]byte{}, asking: make(chan struct{}, 1)}
}

// sums are of one length, whatever was given: so comparing them takes the same time.
func sums(of []string) (all [][sha256.Size]byte) {
	for _, token := range of {
		if token != "" {
			all = append(all, sha256.Sum256([]byte(token)))
		}
	}
	return all
}

// put notes the tokens that the server has for a team, in the place of those of before.
func (t *tokens) put(team string, all []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.read[team] = sums(all)
}

// none reports that no token is known: then no command is taken.
func (t *tokens) none() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.given) > 0 {
		return false
	}
	for _, of := range t.read {
		if len(of) > 0 {
			return false
		}
	}
	return true
}

// has reports whether a token is known. It takes the same time for every token: all of them are
// compared, in whole.
func (t *tokens) has(token string) bool {
	sum := sha256.Sum256([]byte(token))
	t.mu.Lock()
	defer t.mu.Unlock()
	found := compare(sum, t.given)
	for _, of := range t.read {
		found |= compare(sum, of)
	}
	return found == 1 && token != ""
}

func compare(sum [sha256.Size]byte, with [][sha256.Size]byte) (found int) {
	for i := range with {
		found |= subtle.ConstantTimeCompare(sum[:], with[i][:])
	}
	return found
}

// refresh asks the server for its tokens, unless that was done shortly, and says whether a token
// is known then: nil, errToken, or errUnsure when the server did not say. Who comes meanwhile
// waits for what the first one hears.
func (t *tokens) refresh(ctx context.Context, token string, now time.Time, ask func(context.Context) error) error {
	ctx, stop := context.WithTimeout(ctx, askTime)
	defer stop()
	select {
	case t.asking <- struct{}{}:
		defer func() { <-t.asking }()
	case <-ctx.Done():
		return errUnsure
	}
	if !t.has(token) && !now.Before(t.next) {
		t.unsure = ask(ctx) != nil
		if t.next = now.Add(askAgain); t.unsure {
			t.next = now.Add(askFailed)
		}
	}
	switch {
	case t.has(token):
		return nil
	case t.unsure:
		return errUnsure
	}
	return errToken
}

// Why a command is not trusted. The texts are for the log.
var (
	errToken  = errors.New("its token is not known")
	errUnsure = errors.New("its token is not known, and the server does not say which there are")
)

// trusted says whether a command was sent by the server, with nil, errToken or errUnsure: it comes
// with the token of a command that is ours. The token stands in a header, on older servers in the
// body alone.
func (m *Mattermost) trusted(ctx context.Context, header http.Header, inBody string) error {
	token := inBody
	if value, ok := strings.CutPrefix(header.Get("Authorization"), "Token "); ok {
		token = value
	}
	if token == "" || len(token) > maxToken {
		return errToken
	}
	if m.in.tokens.has(token) {
		return nil
	}
	return m.in.tokens.refresh(ctx, token, m.in.now(), m.readTokens)
}
