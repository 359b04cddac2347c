package main

import (
	"errors"
	"net/url"
	"strings"

	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/commands"
)

// mattermostSettings are the settings of Mattermost.
type mattermostSettings struct {
	MattermostURL         string `name:"mattermost-url" env:"REGIEBOT_MATTERMOST_URL" group:"Mattermost" placeholder:"URL" help:"Address of the server, such as https://chat.voorbeeldstad.nl."`
	MattermostToken       string `name:"mattermost-token" env:"REGIEBOT_MATTERMOST_TOKEN" group:"Mattermost" placeholder:"…" help:"Token of the bot account."`
	MattermostTokenFile   string `name:"mattermost-token-file" env:"REGIEBOT_MATTERMOST_TOKEN_FILE" group:"Mattermost" placeholder:"FILE" help:"File that holds it."`
	MattermostTeam        string `name:"mattermost-team" env:"REGIEBOT_MATTERMOST_TEAM" group:"Mattermost" placeholder:"TEAM,…" help:"Teams in which the commands are, by the name in their address. Their administrators are trusted. In no other team are commands made, or taken without a token that was given."`
	MattermostCommands    string `name:"mattermost-command-tokens" env:"REGIEBOT_MATTERMOST_COMMAND_TOKENS" group:"Mattermost" placeholder:"…,…" help:"Tokens of slash commands that were entered by hand."`
	MattermostCommandFile string `name:"mattermost-command-tokens-file" env:"REGIEBOT_MATTERMOST_COMMAND_TOKENS_FILE" group:"Mattermost" placeholder:"FILE" help:"File that holds them, each on a line."`
	MattermostServer      string `name:"mattermost-server" env:"REGIEBOT_MATTERMOST_SERVER" group:"Mattermost" placeholder:"ID" help:"Id of the server, when it is to be another than before."`
}

// isSet reports whether anything of Mattermost is set.
func (c mattermostSettings) isSet() bool {
	given := c
	given.MattermostTeam, given.MattermostServer = "", ""
	return given != mattermostSettings{}
}

// mattermostSecrets are the settings as they are read.
type mattermostSecrets struct {
	url, token string
	commands   []string // tokens
}

// The settings, for who repairs them.
const (
	settingServer   = "REGIEBOT_MATTERMOST_URL"
	settingAccount  = "REGIEBOT_MATTERMOST_TOKEN"
	settingCommands = "REGIEBOT_MATTERMOST_COMMAND_TOKENS"
	settingPublic   = "REGIEBOT_PUBLIC_URL"
)

// secrets reads the settings. The error names everything that is missing or cannot be right,
// at once; each is a [wrongSetting]. public is the public address, empty when there is none.
func (c mattermostSettings) secrets(public string) (s mattermostSecrets, err error) {
	var problems []error
	s.token, err = secret{settingAccount, c.MattermostToken, c.MattermostTokenFile}.read()
	switch {
	case err != nil:
		problems = append(problems, err)
	case s.token == "":
		problems = append(problems, &wrongSetting{usagef("%s is missing: without it nothing can be sent on Mattermost", settingAccount), settingAccount + " ontbreekt: zonder dat token kan er niets uit.", "Volg docs/mattermost.md."})
	}
	if s.commands, err = (secret{settingCommands, c.MattermostCommands, c.MattermostCommandFile}).readAll(); err != nil {
		problems = append(problems, err)
	}
	if s.url, err = serverAddress(c.MattermostURL); err != nil {
		problems = append(problems, err)
	}
	if public == "" {
		problems = append(problems, &wrongSetting{usagef("%s is missing: Mattermost calls the service there", settingPublic), settingPublic + " ontbreekt: Mattermost roept Regiebot daar aan.", "Zet daar het adres in waarop de server van Mattermost Regiebot bereikt: docs/mattermost.md."})
	}
	return s, errors.Join(problems...)
}

// serverAddress checks the address of the server. It may have a path, and ends without a slash.
func serverAddress(given string) (string, error) {
	address := strings.TrimRight(strings.TrimSpace(given), "/")
	u, err := url.Parse(address)
	switch {
	case address == "":
		return "", &wrongSetting{usagef("%s is missing: it is the address of the server", settingServer), settingServer + " ontbreekt.", "Zet er het adres in dat je in de browser ziet, zoals https://chat.voorbeeldstad.nl."}
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "", &wrongSetting{usagef("%s is not an address of a server: use a form such as https://chat.voorbeeldstad.nl", settingServer), settingServer + " is geen adres van een server.", "Gebruik een vorm zoals https://chat.voorbeeldstad.nl, zonder wachtwoord of vraagteken erin."}
	}
	return address, nil
}

// mattermostTeams are the names of the teams that are set.
func (c mattermostSettings) mattermostTeams() (names []string) {
	for name := range strings.SplitSeq(c.MattermostTeam, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// mattermostChat is Mattermost.
func (e *env) mattermostChat() chat {
	return chat{
		name: mattermost.Platform, title: "Mattermost", isSet: e.mattermostSettings.isSet(), meant: e.MattermostServer, make: e.makeMattermost,
		home: homeWords{"server", "mattermost server", "mattermost-server"},
	}
}

// makeMattermost makes the adapter of Mattermost.
func (e *env) makeMattermost(p parts) (link, error) {
	public, err := e.publicAddress()
	if err != nil {
		return link{}, err
	}
	secrets, err := e.mattermostSettings.secrets(public)
	if err != nil {
		return link{}, err
	}
	m, err := mattermost.New(mattermost.Config{
		URL: secrets.url, Token: secrets.token, Teams: e.mattermostTeams(), CommandTokens: secrets.commands, PublicURL: public,
		Answer: p.answer, Commands: mattermostCommands(), Tickets: tickets(p.store, mattermost.Platform),
		People: mattermost.People{Member: memberOn(p.store, mattermost.Platform), Whom: whomOn(p.store, mattermost.Platform)},
		First:  firstTime(p.store, p.now), Seen: seenUpTo(p.store), Note: noteSeen(p.store), Now: p.now, Log: e.logger(),
	})
	if err != nil {
		return link{}, err
	}
	return link{m, m.Home, func() status { return mattermostStatus(m.Status()) }, nil}, nil
}

// mattermostStatus is how it goes with Mattermost. Without the token of the bot nothing can be
// sent, and without the token of any command no command is taken.
func mattermostStatus(st mattermost.Status) status {
	grave := strings.HasPrefix(st.Problem, "bot token: ")
	return status{true, st.Connected, st.Since, st.LastHeard, st.Problem, grave}
}

// mattermostCommands are the slash commands as Mattermost lists them.
func mattermostCommands() (list []mattermost.Command) {
	for _, c := range commands.All() {
		list = append(list, mattermost.Command{Name: c.Name, Short: c.Short, Usage: platform.Hint(c.Name, c.Usage())})
	}
	return list
}
