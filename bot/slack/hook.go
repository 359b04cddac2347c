package slack

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "github.com/slack-go/slack"
)

// How often and how long Slack takes answers at a response_url.
const (
	linkUses = 5
	linkLife = 30 * time.Minute
)

var (
	errUsedUp    = errors.New("slack: the response_url is used up")
	errElsewhere = errors.New("slack: the response_url is not of Slack")
)

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
	if !s.talk.links.Take(t.link, s.cfg.Now()) {
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
