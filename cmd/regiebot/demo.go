package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/webchat"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// The example team.
//
//go:embed voorbeeld/team.yaml
var exampleTeam []byte

// demoCmd is the local chat page.
type demoCmd struct {
	Listen string `env:"REGIEBOT_LISTEN" default:"127.0.0.1:8080" help:"Address of the page; loopback only."`
	At     string `default:"2026-11-13T09:00" help:"Where the clock of the demo starts."`
}

// Run serves the page until it is interrupted. The database is thrown away.
func (c *demoCmd) Run(ctx context.Context, e *env) error {
	if err := loopbackOnly(c.Listen); err != nil {
		return err
	}
	start, err := e.moment(c.At)
	if err != nil {
		return err
	}
	if _, err := e.model(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "regiebot-demo-")
	if err != nil {
		return fmt.Errorf("no place for the throw-away database: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	e.Database = filepath.Join(dir, "demo.db")
	if e.ring, err = keys.New(); err != nil {
		return err
	}
	s, err := e.openOrMake(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	give, err := takeRounds(ctx, s)
	if err != nil {
		return err
	}
	defer give() //nolint:errcheck // the system gives it back when the process ends
	e.demo = start
	if err := loadExample(ctx, e, s, dir); err != nil {
		return err
	}
	return c.serve(ctx, e, s, start)
}

var errDemoIsLocal = errors.New("the demo can be anybody in the team, so it listens on this machine only: use --listen 127.0.0.1:8080")

func loopbackOnly(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usagef("--listen %q: use an address such as 127.0.0.1:8080", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errDemoIsLocal
	}
	return nil
}

func (c *demoCmd) serve(ctx context.Context, e *env, s *store.Store, start time.Time) error {
	d := &demo{now: start}
	page, err := webchat.New(d.config(e, s))
	if err != nil {
		return err
	}
	d.attach(s, page, e)
	if err := d.round(ctx); err != nil { // else what is due comes between the first question and its answer
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%s cannot be used; something else may be using it. Choose another: regiebot demo --listen 127.0.0.1:8090", c.Listen)
	}
	if !onLoopback(listener.Addr()) { // "localhost" can mean anything in the file of the hosts
		return errors.Join(errDemoIsLocal, listener.Close())
	}
	fmt.Fprintf(e.out, "Regiebot demo: open http://%s in your browser. Stop with Ctrl+C.\n", listener.Addr())
	return serveUntil(ctx, listener, service{handler: page.Handler(), end: page.Close})
}

func (d *demo) config(e *env, s *store.Store) webchat.Config {
	return webchat.Config{
		Answer: newLimit(time.Now).answer(d.answer(newApp(s, e).Answer)), Personas: personas(), Commands: pageCommands(), Channel: "team", Welcome: welcome(), Log: e.logger(),
		Clock: webchat.Clock{Now: d.Now, Add: d.Add, NextReminder: d.NextReminder},
	}
}

// personas are the members of the example team, the procesregisseur of the story first.
func personas() []webchat.Persona {
	team, err := exchange.ReadTeam(exampleTeam)
	if err != nil {
		return nil // loading the team has said so before
	}
	var list []webchat.Persona
	for _, l := range team.Leden {
		list = append(list, webchat.Persona{Member: l.Gebruiker, Name: l.Naam, Role: string(l.Rol)})
	}
	return list
}

func pageCommands() []webchat.Command {
	var list []webchat.Command
	for _, c := range commands.All() {
		list = append(list, webchat.Command{Name: c.Name, Usage: c.Usage(), Short: c.Short})
	}
	return list
}

func welcome() bot.Message {
	return bot.Message{
		Text: "**Welkom bij Regiebot**\n\nIk help je op tijd te zijn met procesregie. Dit is een demo: kies wie je bent en zet de klok vooruit.\n\n" +
			"Typ een opdracht, of begin hier:",
		Buttons: []bot.Button{
			{Label: "MP-checklist invullen", Line: "mpcheck jeugd"},
			{Label: "Welk niveau past?", Line: "regie-niveau"},
			{Label: "Mijn agenda", Line: "agenda week"},
			{Label: "VPR-casussen", Line: "vpr lijst"},
			{Label: "Alles wat ik kan", Line: "regiebot hulp"},
		},
	}
}
