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
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// tickCmd does one round of the scheduler.
type tickCmd struct {
	At string `help:"The moment of the round, such as 2026-11-13T09:00. Without it: now, by the clock of the database."`
}

// Help says what becomes of what is delivered.
func (tickCmd) Help() string {
	return "With a chat platform the messages go out over it, and are printed too. Without one tick prints them instead of sending them: whoever runs it passes them on, and they count as delivered. " +
		"After them come the messages that still wait, since when and why. " +
		"On SQLite it is refused while regiebot serve runs; on PostgreSQL it works beside others."
}

// Run does the round and prints what was delivered, and what waits.
func (c *tickCmd) Run(ctx context.Context, e *env) error {
	if _, err := e.moment(c.At); err != nil {
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
	give, err := takeRounds(ctx, s)
	if err != nil {
		return err
	}
	defer give() //nolint:errcheck // the system gives it back when the process ends
	at, err := c.moment(ctx, e, s)
	if err != nil {
		return err
	}
	connected, err := e.platforms(ctx, s, nil, time.Now)
	if err != nil {
		return err
	}
	sender := connected.sender()
	if sender == nil {
		sender = terminal{}
	}
	rounds := scheduler.New(s, sender, e.logger(), workerName())
	if c.At == "" {
		return e.tick(ctx, s, at, rounds.TickNow)
	}
	return e.tick(ctx, s, at, rounds.Tick)
}

// moment is the moment of the round. Without --at the clock must be one that can be
// trusted; with it the administrator says what time it is.
func (c *tickCmd) moment(ctx context.Context, e *env, s *store.Store) (time.Time, error) {
	if c.At != "" {
		return e.moment(c.At)
	}
	now, err := e.now(ctx, s)
	if err != nil {
		return now, err
	}
	problem, err := clockProblem(ctx, s, now)
	if err == nil && problem != "" {
		err = fmt.Errorf("%s: nothing was sent. Set the clock right; if it is right, say so with regiebot activate --today and the date of today, or give the moment with --at", problem)
	}
	return now, err
}

// tick does a round at a moment, and prints what came of it.
func (e *env) tick(ctx context.Context, s *store.Store, at time.Time, do func(context.Context, time.Time) ([]scheduler.Delivered, error)) error {
	delivered, err := do(ctx, at)
	if printErr := e.printDelivered(delivered, stateSent); printErr != nil || err != nil {
		return errors.Join(printErr, err)
	}
	var st scheduler.Stand
	err = s.View(ctx, func(tx *store.Tx) error {
		st, err = scheduler.StandAt(ctx, tx, at)
		return err
	})
	if err != nil {
		return err
	}
	return e.printWaiting(st.Wachtend, at)
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

// The states of a message in the documents of tick.
const (
	stateSent    = "sent"
	stateWaiting = "waiting"
)

// printDelivered prints messages with their state, if they have one.
func (e *env) printDelivered(list []scheduler.Delivered, state string) error {
	zone, err := e.zone()
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(e.out)
	for _, d := range list {
		if e.JSON {
			doc := deliveredDocument(d, zone)
			doc.State = state
			err = encoder.Encode(doc)
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

// printWaiting prints the messages that wait.
func (e *env) printWaiting(list []scheduler.Wachtend, at time.Time) error {
	encoder := json.NewEncoder(e.out)
	for _, w := range list {
		doc := waitingDocument(w, at)
		var err error
		if e.JSON {
			err = encoder.Encode(doc)
		} else {
			_, err = fmt.Fprintln(e.out, plainWaiting(doc))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// plainWaiting is a message that waits for a terminal.
func plainWaiting(doc waitingJSON) string {
	line := fmt.Sprintf("waits  to %s  since %s: %s", doc.To, doc.Since, doc.Why)
	if doc.Attempts > 0 {
		line += fmt.Sprintf(", %d attempts", doc.Attempts)
	}
	if doc.Next != "" {
		line += ", next " + doc.Next
	}
	return line
}
