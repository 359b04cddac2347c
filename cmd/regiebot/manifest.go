package main

import (
	"fmt"

	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
)

// manifestCmd prints what an administrator gives to a chat platform.
type manifestCmd struct {
	Slack manifestSlackCmd `cmd:"" help:"The manifest with which Slack makes the app (JSON)."`
}

type manifestSlackCmd struct {
	PublicURL string `name:"public-url" env:"REGIEBOT_PUBLIC_URL" help:"The public address of the service, such as https://regiebot.voorbeeldstad.nl. Without it the app uses Socket Mode, which needs none."`
}

// Run prints the manifest.
func (c *manifestSlackCmd) Run(e *env) error {
	var list []slack.Command
	for _, one := range commands.All() {
		list = append(list, slack.Command{Name: one.Name, Short: one.Short, Usage: one.Usage()})
	}
	text, err := slack.Manifest(list, c.PublicURL)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s\n", text)
	return err
}
