package summary

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

const (
	langsteAntwoord = 1 << 20          // bytes of a response
	langsteKop      = 64 << 10         // bytes of its headers
	kortstePauze    = time.Second      // before a second attempt, when the server does not say
	langstePauze    = 60 * time.Second // a longer one fits in nothing
	antwoordTijd    = time.Second      // that a second attempt needs at least
)

// eigenClient is a copy of a client that follows no redirect and keeps no cookies.
func eigenClient(base *http.Client) *http.Client {
	client := http.Client{}
	if base != nil {
		client = *base
	} else if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		transport := standard.Clone()
		transport.MaxResponseHeaderBytes = langsteKop
		client.Transport = transport
	}
	client.Jar = nil
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// vraag asks once, and once more after 429 or a failure of the server when that fits in the
// time. Errors of the library hold what the server sent, so none is passed on: the reason
// is one of the fixed words. Before each time it looks whether it still may.
func (m *Model) vraag(ctx context.Context, request openai.ChatCompletionRequest, nogAan func(context.Context) bool) (answer openai.ChatCompletionChoice, reason string) {
	if !nogAan(ctx) {
		return answer, ReasonOff
	}
	answer, p := m.probeer(ctx, request)
	if p.reden == ReasonStatus && p.nogEens() && wacht(ctx, p.pauze) {
		if !nogAan(ctx) {
			return answer, ReasonOff
		}
		answer, p = m.probeer(ctx, request)
	}
	return answer, p.reden
}

func (m *Model) probeer(ctx context.Context, request openai.ChatCompletionRequest) (openai.ChatCompletionChoice, *poging) {
	p := &poging{http: m.http}
	config := m.config()
	config.HTTPClient = p
	response, err := openai.NewClientWithConfig(config).CreateChatCompletion(ctx, request)
	switch {
	case ctx.Err() != nil:
		p.reden = ReasonTimeout
	case p.reden != "":
	case errors.Is(err, io.ErrUnexpectedEOF):
		p.reden = ReasonCut
	case err != nil || len(response.Choices) != 1:
		p.reden = ReasonInvalid
	default:
		return response.Choices[0], p
	}
	return openai.ChatCompletionChoice{}, p
}

// poging is one attempt. It stands between the library and the network, to limit what comes
// in and to know why nothing came of it.
type poging struct {
	http   *http.Client
	reden  string // one of the reasons; "" while nothing is wrong
	status int    // 0 when there was no response
	pauze  time.Duration
}

// Do sends a request. Of a response that cannot be used the body is not read.
func (p *poging) Do(request *http.Request) (*http.Response, error) {
	response, err := p.http.Do(request) //nolint:gosec // the administrator names the address
	if err != nil {
		p.reden = reden(err, ReasonStatus)
		return nil, err
	}
	p.status, p.pauze = response.StatusCode, pauze(response.Header)
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	switch {
	case p.status != http.StatusOK:
		p.reden = ReasonStatus
	case kind != "application/json" && !strings.HasSuffix(kind, "+json"):
		p.reden = ReasonInvalid
	default:
		response.Body = &begrensd{ReadCloser: response.Body, over: langsteAntwoord, poging: p}
		return response, nil
	}
	_ = response.Body.Close()
	response.Body = http.NoBody
	return response, nil
}

// reden is why something failed on the way: a timeout, else what it is called there.
func reden(err error, anders string) string {
	if slow, ok := errors.AsType[interface {
		error
		Timeout() bool
	}](err); ok && slow.Timeout() {
		return ReasonTimeout
	}
	return anders
}

// begrensd is a body of which no more than a number of bytes is read.
type begrensd struct {
	io.ReadCloser
	over   int
	poging *poging
}

var errTeLang = errors.New("the answer is too long")

func (b *begrensd) Read(to []byte) (int, error) {
	if b.over <= 0 {
		b.poging.reden = ReasonInvalid
		return 0, errTeLang
	}
	n, err := b.ReadCloser.Read(to[:min(len(to), b.over)])
	b.over -= n
	if err != nil && !errors.Is(err, io.EOF) {
		b.poging.reden = reden(err, ReasonCut)
	}
	return n, err
}

// nogEens reports whether a second attempt can help.
func (p *poging) nogEens() bool {
	return p.status == http.StatusTooManyRequests || p.status >= http.StatusInternalServerError
}

// pauze is how long a server asks to wait, in seconds or until a moment; that counts from
// its own clock.
func pauze(header http.Header) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if text == "" {
		return kortstePauze
	}
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, int(langstePauze/time.Second))) * time.Second
	}
	until, err := http.ParseTime(text)
	now, unknown := http.ParseTime(header.Get("Date"))
	if err != nil || unknown != nil {
		return langstePauze
	}
	return min(max(until.Sub(now), 0), langstePauze)
}

// wacht waits, when an answer can still come after it in time; else it reports false at
// once.
func wacht(ctx context.Context, pauze time.Duration) bool {
	end, limited := ctx.Deadline()
	late, stop := context.WithTimeout(ctx, pauze+antwoordTijd)
	defer stop()
	if moment, _ := late.Deadline(); limited && !moment.Before(end) {
		return false
	}
	timer := time.NewTimer(pauze)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
