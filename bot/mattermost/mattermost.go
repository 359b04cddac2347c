// Package mattermost is Regiebot on Mattermost: slash commands, dialogs and buttons in over
// HTTP, direct messages and mentions in over a websocket; messages, files and changes of
// messages out over the REST API, with a thin client of its own. Everything a person does
// becomes a [bot.Request], and a [bot.Message] becomes what Mattermost shows. It works on
// servers from 5.37 on.
package mattermost

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Platform is the name of this platform in persons, receipts and tickets.
const Platform = "mattermost"

// Where the server calls the service, under the public address.
const (
	PathCommand = "/mattermost/command"
	PathDialog  = "/mattermost/dialog"
	PathAction  = "/mattermost/action"
)

// Config is what the adapter needs from the program.
type Config struct {
	URL           string   // of the server, such as https://chat.voorbeeldstad.nl
	Token         string   // of the bot account
	Teams         []string // names of the teams in which the commands are, and whose administrators are trusted with their tokens
	CommandTokens []string // of slash commands that were entered by hand; with Teams empty no other is known
	PublicURL     string   // where the server reaches the service, without a path

	Answer   bot.Answer
	Commands []Command
	Tickets  bot.Tickets
	People   People
	// First notes that something with an id is handled, for every process, and reports
	// whether it is the first time.
	First func(ctx context.Context, id string) (bool, error)
	// Seen is the moment up to which the posts of people were looked at; the zero time when
	// never. Note moves it. They hold for every process.
	Seen func(ctx context.Context) (time.Time, error)
	Note func(ctx context.Context, upTo time.Time) error
	Now  func() time.Time // in the zone of the organisation
	Log  *slog.Logger
}

// Command is a slash command as people find it while they type.
type Command struct {
	Name  string // without the slash
	Short string // one line: what it is for
	Usage string // an example of what can come behind it
}

// People knows who is who.
type People struct {
	// Member is the user name of the member with an id on Mattermost; empty: nobody's.
	Member func(ctx context.Context, id string) (string, error)
	// Whom is the id on Mattermost of a member, or of the channel of a team; empty: it has
	// none.
	Whom func(ctx context.Context, to bot.Address) (string, error)
}

// check reports everything that is missing, at once.
func (c Config) check() error {
	var problems []error
	if c.Token == "" {
		problems = append(problems, errors.New("mattermost: no token of the bot"))
	}
	for what, address := range map[string]string{"address of the server": c.URL, "public address": c.PublicURL} {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			problems = append(problems, errors.New("mattermost: no "+what+" that begins with https:// or http://"))
		}
	}
	given := []bool{
		c.Answer != nil, c.First != nil, c.Seen != nil, c.Note != nil, c.Now != nil, c.Log != nil,
		c.People.Member != nil, c.People.Whom != nil, c.Tickets.MAC != nil,
	}
	if slices.Contains(given, false) {
		problems = append(problems, errors.New("mattermost: the configuration is not complete"))
	}
	return errors.Join(problems...)
}

// callback is where the server calls for one kind of thing.
func (c Config) callback(path string) string { return strings.TrimRight(c.PublicURL, "/") + path }
