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
	public, err := publicAddress(c.PublicURL)
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

// publicAddress checks --public-url. Empty stays empty.
func publicAddress(given string) (string, error) {
	public, err := slack.PublicAddress(given)
	if err != nil {
		return "", usagef("--public-url: %v", err)
	}
	return public, nil
}
