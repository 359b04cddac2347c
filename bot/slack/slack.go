// Package slack is Regiebot on Slack: commands, mentions, direct messages, buttons,
// forms and the home page in, over Socket Mode or over HTTP; messages, files and changes
// of messages out. Everything a person does becomes a [bot.Request], and a
// [bot.Message] becomes what Slack shows. What Slack allows is in limits.go.
package slack

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// Platform is the name of this platform in persons, receipts and tickets.
const Platform = "slack"

// Config is what the adapter needs from the program.
type Config struct {
	Token         string // of the bot: xoxb-…
	AppToken      string // for Socket Mode: xapp-…; empty: HTTP only
	SigningSecret string // for HTTP; empty: Socket Mode only
	APIURL        string // of the Web API, with a slash at the end; empty: Slack's own

	Answer   bot.Answer
	Commands []string // names of the slash commands, without the slash
	Tickets  bot.Tickets
	People   People
	// First notes that something with an id is handled, for every process, and reports
	// whether it is the first time.
	First func(ctx context.Context, id string) (bool, error)
	Now   func() time.Time // in the zone of the organisation
	Log   *slog.Logger
}

// People knows who is who.
type People struct {
	// Member is the user name of the member with an id on Slack; empty: nobody's.
	Member func(ctx context.Context, id string) (string, error)
	// Whom is the id on Slack of a member, or of the channel of a team; empty: it has none.
	Whom func(ctx context.Context, to bot.Address) (string, error)
}

// Slack is the bot on one workspace. It is a [bot.Sender]; Handler serves what comes in over
// HTTP, Run keeps the sockets open.
type Slack struct {
	cfg    Config
	client *api.Client
	out    outgoing // what goes out
	in     *inlet   // what comes in
	talk   talk     // what is going on in conversations
}

// attemptTime is how long one call of the Web API may take.
const attemptTime = 20 * time.Second

// New makes the adapter. It calls nobody yet.
func New(cfg Config) (*Slack, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	options := []api.Option{api.OptionHTTPClient(webClient())}
	if cfg.APIURL != "" {
		options = append(options, api.OptionAPIURL(cfg.APIURL))
	}
	if cfg.AppToken != "" {
		options = append(options, api.OptionAppLevelToken(cfg.AppToken))
	}
	s := &Slack{
		cfg: cfg, client: api.New(cfg.Token, options...), in: newInlet(cfg),
		out:  outgoing{turns: platform.Turns{Platform: Platform, Speed: speedOf, Conversation: isConversation}},
		talk: talk{Talk: platform.Talk{Log: cfg.Log, Within: answerWithin}, links: platform.Links{Uses: linkUses, Life: linkLife}},
	}
	s.in.box = inbox{command: s.command, interaction: s.interaction, event: s.event}
	return s, nil
}

// check reports everything that is missing, at once.
func (c Config) check() error {
	var problems []error
	if c.Token == "" {
		problems = append(problems, errors.New("slack: no bot token"))
	}
	if c.AppToken == "" && c.SigningSecret == "" {
		problems = append(problems, errors.New("slack: neither an app token (Socket Mode) nor a signing secret (HTTP)"))
	}
	given := []bool{c.Answer != nil, c.First != nil, c.Now != nil, c.Log != nil, c.People.Member != nil, c.People.Whom != nil, c.Tickets.MAC != nil}
	if slices.Contains(given, false) {
		problems = append(problems, errors.New("slack: the configuration is not complete"))
	}
	return errors.Join(problems...)
}

// webClient follows no redirects: after one the token and what was posted would be
// somewhere else, or it would look as if it had been taken.
func webClient() *http.Client {
	return &http.Client{Timeout: attemptTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
