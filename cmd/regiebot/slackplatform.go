package main

import (
	"errors"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// slackSettings are the settings of Slack.
type slackSettings struct {
	SlackBotToken      string `name:"slack-bot-token" env:"REGIEBOT_SLACK_BOT_TOKEN" group:"Slack" placeholder:"xoxb-…" help:"Token of the bot."`
	SlackBotFile       string `name:"slack-bot-token-file" env:"REGIEBOT_SLACK_BOT_TOKEN_FILE" group:"Slack" placeholder:"FILE" help:"File that holds it."`
	SlackAppToken      string `name:"slack-app-token" env:"REGIEBOT_SLACK_APP_TOKEN" group:"Slack" placeholder:"xapp-…" help:"Token of the app, for Socket Mode."`
	SlackAppFile       string `name:"slack-app-token-file" env:"REGIEBOT_SLACK_APP_TOKEN_FILE" group:"Slack" placeholder:"FILE" help:"File that holds it."`
	SlackSigningSecret string `name:"slack-signing-secret" env:"REGIEBOT_SLACK_SIGNING_SECRET" group:"Slack" placeholder:"…" help:"Signing secret, for requests over HTTP."`
	SlackSigningFile   string `name:"slack-signing-secret-file" env:"REGIEBOT_SLACK_SIGNING_SECRET_FILE" group:"Slack" placeholder:"FILE" help:"File that holds it."`
	SlackAPIURL        string `name:"slack-api-url" env:"REGIEBOT_SLACK_API_URL" group:"Slack" placeholder:"URL" help:"Address of the Web API, for a test."`
	SlackWorkspace     string `name:"slack-workspace" env:"REGIEBOT_SLACK_WORKSPACE" group:"Slack" placeholder:"T…" help:"Id of the workspace, when it is to be another than before."`
}

// slackSecrets are the secrets as they are read.
type slackSecrets struct{ bot, app, signing string }

// isSet reports whether anything of Slack is set.
func (c slackSettings) isSet() bool {
	given := c
	given.SlackAPIURL, given.SlackWorkspace = "", ""
	return given != slackSettings{}
}

// secrets reads the settings. The error names everything that is missing or cannot be right,
// at once.
func (c slackSettings) secrets() (s slackSecrets, err error) {
	var problems []error
	wrong := map[string]bool{} // what is set, and not as it should be
	for _, one := range []struct {
		secret
		to     *string
		prefix string
	}{
		{secret{settingBot, c.SlackBotToken, c.SlackBotFile}, &s.bot, "xoxb-"},
		{secret{settingApp, c.SlackAppToken, c.SlackAppFile}, &s.app, "xapp-"},
		{secret{settingSigning, c.SlackSigningSecret, c.SlackSigningFile}, &s.signing, ""},
	} {
		*one.to, err = one.read()
		if err == nil && *one.to != "" && !strings.HasPrefix(*one.to, one.prefix) {
			err = usagef("%s does not begin with %s: it is another token", one.name, one.prefix)
		}
		if err != nil {
			problems, wrong[one.name] = append(problems, err), true
		}
	}
	return s, errors.Join(append(problems, s.missing(wrong)...)...)
}

// The settings, for who repairs them.
const (
	settingBot     = "REGIEBOT_SLACK_BOT_TOKEN"
	settingApp     = "REGIEBOT_SLACK_APP_TOKEN"
	settingSigning = "REGIEBOT_SLACK_SIGNING_SECRET"
)

// missing is what is not there, apart from what is there and wrong.
func (s slackSecrets) missing(wrong map[string]bool) (problems []error) {
	if s.bot == "" && !wrong[settingBot] {
		problems = append(problems, usagef("%s is missing: without it nothing can be sent on Slack", settingBot))
	}
	if s.app == "" && s.signing == "" && !wrong[settingApp] && !wrong[settingSigning] {
		problems = append(problems, usagef("%s (Socket Mode, needs no public address) or %s (HTTP) is missing: without either nothing comes in from Slack", settingApp, settingSigning))
	}
	return problems
}

// slack makes the adapter of Slack; nil when nothing of it is set. answer may be nil for who
// only sends.
func (e *env) slack(s *store.Store, answer bot.Answer, now func() time.Time) (*slack.Slack, error) {
	if !e.isSet() {
		return nil, nil
	}
	secrets, err := e.secrets()
	if err != nil {
		return nil, err
	}
	if answer == nil {
		answer = deaf
	}
	return slack.New(slack.Config{
		Token: secrets.bot, AppToken: secrets.app, SigningSecret: secrets.signing, APIURL: withSlash(e.SlackAPIURL),
		Answer: answer, Commands: commandNames(), Tickets: tickets(s, slack.Platform),
		People: slack.People{Member: memberOn(s, slack.Platform), Whom: whomOn(s, slack.Platform)},
		First:  firstTime(s, now), Now: now, Log: e.logger(),
	})
}

func withSlash(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address + "/"
}

func commandNames() []string {
	var names []string
	for _, c := range commands.All() {
		names = append(names, c.Name)
	}
	return names
}
