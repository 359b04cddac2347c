package slack

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	api "github.com/slack-go/slack"
)

// How often and how long Slack takes answers at a response_url.
const (
	linkUses = 5
	linkLife = 30 * time.Minute
	maxLinks = 10_000
)

var (
	errUsedUp    = errors.New("slack: the response_url is used up")
	errElsewhere = errors.New("slack: the response_url is not of Slack")
)

// links counts how often response_urls were used in this process. What other processes
// did with one, Slack says.
type links struct {
	mu    sync.Mutex
	known map[string]*link
}

type link struct {
	since time.Time
	uses  int
}

// note begins the time of a response_url.
func (l *links) note(address string, now time.Time) *link {
	if known, ok := l.known[address]; ok {
		return known
	}
	if l.known == nil || len(l.known) >= maxLinks {
		l.prune(now)
	}
	fresh := &link{since: now}
	l.known[address] = fresh
	return fresh
}

// prune forgets what is over; when that is not enough everything, and then Slack says what
// is used up.
func (l *links) prune(now time.Time) {
	kept := map[string]*link{}
	for address, known := range l.known {
		if now.Sub(known.since) < linkLife {
			kept[address] = known
		}
	}
	if len(kept) >= maxLinks {
		kept = map[string]*link{}
	}
	l.known = kept
}

// take reports whether a response_url can be used once more, and counts it.
func (l *links) take(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.note(address, now)
	if known.uses >= linkUses || now.Sub(known.since) >= linkLife {
		return false
	}
	known.uses++
	return true
}

// seen begins the time of the response_url of something that came in.
func (l *links) seen(address string, now time.Time) {
	if address == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.note(address, now)
}

// whisper is a post that only the person sees who asked: as an acknowledgement, and for a
// response_url.
func whisper(p post, thread string) *api.WebhookMessage {
	off := false
	return &api.WebhookMessage{
		ResponseType: api.ResponseTypeEphemeral, Text: p.Text, Blocks: &api.Blocks{BlockSet: p.Blocks},
		ThreadTimestamp: thread, UnfurlLinks: &off, UnfurlMedia: &off,
	}
}

// respond posts an answer at a response_url. Whoever knows it needs no token.
func (s *Slack) respond(ctx context.Context, t *turn, p post) error {
	if !s.ofSlack(t.link) {
		return errElsewhere
	}
	if !s.talk.links.take(t.link, s.cfg.Now()) {
		return errUsedUp
	}
	client := &http.Client{Timeout: attemptTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return api.PostWebhookCustomHTTPContext(ctx, t.link, client, whisper(p, t.thread))
}

// ofSlack reports whether an address is one of Slack, or of where the Web API is: what
// people get to read is posted nowhere else, whatever a payload says.
func (s *Slack) ofSlack(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return false
	}
	if own, err := url.Parse(s.cfg.APIURL); err == nil && s.cfg.APIURL != "" && own.Hostname() == u.Hostname() && own.Scheme == u.Scheme {
		return true
	}
	host := "." + strings.ToLower(u.Hostname())
	return u.Scheme == "https" && (strings.HasSuffix(host, ".slack.com") || strings.HasSuffix(host, ".slack-gov.com"))
}
