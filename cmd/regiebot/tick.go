package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
)

// tickCmd does one round of the scheduler.
type tickCmd struct {
	At string `help:"The moment of the round, such as 2026-11-13T09:00. Without it: now."`
}

// Run does the round and prints what was delivered.
func (c *tickCmd) Run(ctx context.Context, e *env) error {
	at, err := e.moment(c.At)
	if err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	active, err := inUse(ctx, s)
	if err != nil {
		return err
	}
	if !active {
		return errors.New("this database is not in use (a restored copy, or one whose mark that it is in use is gone), so nothing was sent: look at it with regiebot simulate, and put it in use with regiebot activate")
	}
	delivered, err := scheduler.New(s, terminal{}, e.logger(), "tick").Tick(ctx, at)
	if printErr := e.printDelivered(delivered); printErr != nil {
		return printErr
	}
	return err
}

// terminal delivers by printing: the caller prints what the round returns.
type terminal struct{}

// Send takes every message. The receipt says nothing of it: a key can hold a zaaknummer.
func (terminal) Send(context.Context, bot.Address, string, bot.Message) (bot.Receipt, error) {
	return bot.Receipt{Platform: bot.Local, ID: rand.Text()}, nil
}

// Find cannot tell: nobody knows what was read from a terminal that is gone.
func (terminal) Find(context.Context, bot.Address, string, time.Time) (bot.Receipt, bool, error) {
	return bot.Receipt{}, false, bot.ErrCannotTell
}

// errElsewhere leaves a message to the program that can reach its platform.
var errElsewhere = errors.New("the message is on a platform that is not connected here")

// Replace has nothing to do for what was printed. Whoever printed it has it.
func (terminal) Replace(_ context.Context, _ bot.Address, r bot.Receipt, _ *bot.Message) error {
	if r.Platform != bot.Local {
		return errElsewhere
	}
	return nil
}

func (e *env) printDelivered(list []scheduler.Delivered) error {
	zone, err := e.zone()
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(e.out)
	for _, d := range list {
		if e.JSON {
			err = encoder.Encode(deliveredDocument(d, zone))
		} else {
			_, err = fmt.Fprintf(e.out, "%s  to %s  (%s)\n%s\n\n", d.At.In(zone).Format("2006-01-02 15:04"), d.To, strings.Join(d.Rules, ", "), plain(d.Message))
		}
		if err != nil {
			return err
		}
	}
	if len(list) == 0 && !e.JSON {
		_, err = fmt.Fprintln(e.out, "nothing to deliver")
	}
	return err
}

// simulateCmd shows what would be sent.
type simulateCmd struct {
	From string `required:"" help:"First day, such as 2026-11-13."`
	To   string `required:"" help:"Last day, included."`
}

// longestSimulation is how many days a simulation can cover: every working day of
// every person is gone through.
const longestSimulation = 5 * 366

// Run prints every message of the period.
func (c *simulateCmd) Run(ctx context.Context, e *env) error {
	from, fromErr := procesregie.ParseDate(c.From)
	to, toErr := procesregie.ParseDate(c.To)
	if fromErr != nil || toErr != nil || to.Before(from) {
		return usagef("--from and --to are days such as 2026-11-13, the last not before the first")
	}
	if from.DaysUntil(to) > longestSimulation {
		return usagef("a simulation covers at most five years: choose a --to of at most %s", from.AddDays(longestSimulation))
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	zone, err := e.zone()
	if err != nil {
		return err
	}
	list, err := scheduler.Simulate(ctx, s, from.At(0, 0, zone), to.AddDays(1).At(0, 0, zone).Add(-time.Second))
	if err != nil {
		return err
	}
	return e.printDelivered(list)
}
