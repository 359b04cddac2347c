package main

import (
	"context"
	"errors"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
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

// isCalled reports whether Slack calls the service, over HTTP.
func (c slackSettings) isCalled() bool { return c.SlackSigningSecret != "" || c.SlackSigningFile != "" }

// The settings, for who repairs them.
const (
	settingBot     = "REGIEBOT_SLACK_BOT_TOKEN"
	settingApp     = "REGIEBOT_SLACK_APP_TOKEN"
	settingSigning = "REGIEBOT_SLACK_SIGNING_SECRET"
)

// secrets reads the settings. The error names everything that is missing or cannot be right,
// at once; each is a [wrongSetting].
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
			err = &wrongSetting{
				usagef("%s does not begin with %s: it is another token", one.name, one.prefix),
				one.name + " begint niet met " + one.prefix + ": het is een ander token.", "Zet het goede token erin: docs/slack.md zegt waar het staat.",
			}
		}
		if err != nil {
			problems, wrong[one.name] = append(problems, err), true
		}
	}
	return s, errors.Join(append(problems, s.missing(wrong)...)...)
}

// missing is what is not there, apart from what is there and wrong.
func (s slackSecrets) missing(wrong map[string]bool) (problems []error) {
	if s.bot == "" && !wrong[settingBot] {
		problems = append(problems, &wrongSetting{
			usagef("%s is missing: without it nothing can be sent on Slack", settingBot),
			settingBot + " ontbreekt: zonder dat token kan er niets uit.", "Volg docs/slack.md.",
		})
	}
	if s.app == "" && s.signing == "" && !wrong[settingApp] && !wrong[settingSigning] {
		problems = append(problems, &wrongSetting{
			usagef("%s (Socket Mode, needs no public address) or %s (HTTP) is missing: without either nothing comes in from Slack", settingApp, settingSigning),
			settingApp + " en " + settingSigning + " ontbreken: zonder een van de twee komt er niets binnen.", "Stel er een in: docs/slack.md zegt welke bij je past.",
		})
	}
	return problems
}

// slackChat is Slack.
func (e *env) slackChat() chat {
	return chat{
		name: slack.Platform, title: "Slack", isSet: e.slackSettings.isSet(), meant: e.SlackWorkspace, make: e.makeSlack,
		home: homeWords{"workspace", "slack workspace", "slack-workspace"},
	}
}

// makeSlack makes the adapter of Slack.
func (e *env) makeSlack(p parts) (link, error) {
	secrets, err := e.slackSettings.secrets()
	if err != nil {
		return link{}, err
	}
	s, err := slack.New(slack.Config{
		Token: secrets.bot, AppToken: secrets.app, SigningSecret: secrets.signing, APIURL: withSlash(e.SlackAPIURL),
		Answer: p.answer, Commands: commandNames(), Tickets: tickets(p.store, slack.Platform),
		People: slack.People{Member: memberOn(p.store, slack.Platform), Whom: whomOn(p.store, slack.Platform)},
		First:  firstTime(p.store, p.now), Now: p.now, Log: e.logger(),
	})
	if err != nil {
		return link{}, err
	}
	home := func(ctx context.Context) (platform.Home, error) {
		who, err := s.Self(ctx)
		return platform.Home{ID: who.TeamID, Name: who.Team}, err
	}
	return link{s, home, func() status { return slackStatus(s.Status()) }, slackRefused(s)}, nil
}

// slackRefused counts what is refused: with a wrong signing secret that is everything, and
// nothing else shows it.
func slackRefused(s *slack.Slack) []prometheus.Collector {
	count := func(why string, of func(slack.Refused) uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "regiebot_slack_refused_total", ConstLabels: prometheus.Labels{"why": why},
			Help: "Requests that were refused because they were not signed with the signing secret (signature), or not now (moment).",
		}, func() float64 { return float64(of(s.Status().Refused)) })
	}
	return []prometheus.Collector{
		count("signature", func(r slack.Refused) uint64 { return r.Signature }),
		count("moment", func(r slack.Refused) uint64 { return r.Moment }),
	}
}

// slackStatus is how it goes with Slack. Without the token of the bot nothing can be sent,
// socket or not; with the tokens of two apps nobody is answered.
func slackStatus(st slack.Status) status {
	grave := strings.HasPrefix(st.Problem, "bot token: ") || strings.HasPrefix(st.Problem, "app: ")
	return status{st.Socket, st.Connected, st.Since, st.LastHeard, st.Problem, grave}
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
