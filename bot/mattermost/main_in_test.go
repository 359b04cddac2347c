package mattermost

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// inMoment is when the tests of what comes in are.
var inMoment = time.Date(2026, 11, 13, 9, 0, 0, 0, time.UTC)

// inConfig is a configuration for what comes in, with a server at an address.
func inConfig(address string) Config {
	d := &inDatabase{}
	return Config{
		URL: address, Token: "bot-token", PublicURL: "https://regiebot.voorbeeldstad.nl", Teams: []string{"voorbeeldstad"},
		Answer:   func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil },
		Commands: []Command{{Name: "casus", Short: "Een casus bekijken", Usage: "Z-1"}, {Name: "hulp", Short: "Uitleg", Usage: "casus"}},
		Tickets:  bot.Tickets{MAC: func([]byte) []byte { return make([]byte, 16) }},
		People: People{
			Member: func(context.Context, string) (string, error) { return "", nil },
			Whom:   func(context.Context, bot.Address) (string, error) { return "", nil },
		},
		First: d.first, Seen: d.seen, Note: d.note,
		Now: func() time.Time { return inMoment },
		Log: slog.New(slog.DiscardHandler),
	}
}

func inMattermost(t testing.TB, cfg Config, box inbox) *Mattermost {
	t.Helper()
	m, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	m.in.box = &box
	return m
}

// inTold is who handles a post and answers it at once.
func inTold(do func(ctx context.Context, p stored, channelType, id string)) func(context.Context, stored, string, string, func(bool)) {
	return func(ctx context.Context, p stored, channelType, id string, ended func(bool)) {
		do(ctx, p, channelType, id)
		ended(true)
	}
}

// inDatabase is what all processes share.
type inDatabase struct {
	mu     sync.Mutex
	claims map[string]bool
	upTo   time.Time
	fail   error
}

func (d *inDatabase) first(_ context.Context, id string) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.claims == nil {
		d.claims = map[string]bool{}
	}
	if d.fail != nil || d.claims[id] {
		return false, d.fail
	}
	d.claims[id] = true
	return true, nil
}

func (d *inDatabase) seen(context.Context) (time.Time, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.upTo, d.fail
}

func (d *inDatabase) note(_ context.Context, upTo time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail == nil {
		d.upTo = upTo
	}
	return d.fail
}

// use gives a configuration this database.
func (d *inDatabase) use(cfg *Config) { cfg.First, cfg.Seen, cfg.Note = d.first, d.seen, d.note }
