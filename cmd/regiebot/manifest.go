package main

import (
	"fmt"

	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
)

// manifestCmd prints what an administrator gives to a chat platform.
type manifestCmd struct {
	Slack      manifestSlackCmd      `cmd:"" help:"The manifest with which Slack makes the app (JSON)."`
	Mattermost manifestMattermostCmd `cmd:"" help:"What the administrator of a Mattermost server enters by hand, and the same as lines of mmctl."`
}

type manifestSlackCmd struct{}

// Help says what the address is for.
func (manifestSlackCmd) Help() string {
	return "With --public-url Slack calls the service there. Without it the app uses Socket Mode, which needs no address."
}

// Run prints the manifest.
func (manifestSlackCmd) Run(e *env) error {
	var list []slack.Command
	for _, one := range commands.All() {
		list = append(list, slack.Command{Name: one.Name, Short: one.Short, Usage: one.Usage()})
	}
	public, err := e.publicAddress()
	if err != nil {
		return err
	}
	text, err := slack.Manifest(list, public)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s\n", text)
	return err
}

type manifestMattermostCmd struct{}

// Help says what is needed for it.
func (manifestMattermostCmd) Help() string {
	return "It needs --public-url, where the server calls the service, and names the teams of --mattermost-team. What it says is in Dutch. " +
		"Where the bot may make its slash commands itself, regiebot serve does that, in those teams."
}

// Run prints the manual.
func (manifestMattermostCmd) Run(e *env) error {
	manual, err := mattermost.Manifest(mattermostCommands(), e.PublicURL, e.mattermostTeams())
	if err != nil {
		return usagef("--public-url: %v", err)
	}
	if e.JSON {
		return e.printJSON(manual)
	}
	_, err = fmt.Fprint(e.out, manual)
	return err
}
