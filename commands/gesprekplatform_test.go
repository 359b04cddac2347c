package commands_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// platform takes the messages of a conversation; what was delivered is read from the
// rounds. A script can put it down, let it print as tick does, or close an account.
type platform struct{ *gesprek }

func (p platform) Send(_ context.Context, to bot.Address, key string, _ bot.Message) (bot.Receipt, error) {
	switch {
	case p.closed[to.Member]:
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unreachable}
	case p.down:
		return bot.Receipt{}, &bot.NotSent{Why: bot.Failed}
	}
	if p.printed {
		return bot.Receipt{Platform: bot.Local, ID: key}, nil
	}
	return bot.Receipt{Platform: "slack", ID: key}, nil
}

func (platform) Find(context.Context, bot.Address, string, time.Time) (bot.Receipt, bool, error) {
	return bot.Receipt{}, false, nil
}

func (platform) Replace(context.Context, bot.Address, bot.Receipt, *bot.Message) error { return nil }

// platformChange puts the platform down or up again, or closes or opens an account.
func platformChange(g *gesprek, args []string) (string, error) {
	switch {
	case len(args) == 1 && (args[0] == "down" || args[0] == "up" || args[0] == "printed"):
		g.down, g.printed = args[0] == "down", args[0] == "printed"
	case len(args) == 2 && (args[0] == "closes" || args[0] == "opens"):
		g.closed[args[1]] = args[0] == "closes"
	default:
		return "", errors.New("usage: platform down|up|printed, platform closes|opens anouk")
	}
	return "", nil
}

// standAt is how the delivering stands, as the program tells it to the commands.
func standAt(ctx context.Context, tx *store.Tx, now time.Time) (commands.Stand, error) {
	st, err := scheduler.StandAt(ctx, tx, now)
	if err != nil {
		return commands.Stand{}, fmt.Errorf("stand: %w", err)
	}
	s := commands.Stand{
		Laatst: st.Laatst, Stil: st.Stil, Klok: st.Klok != "", BezetTot: st.BezetTot, Correcties: int(st.Correcties), Herplannen: st.Herplannen,
	}
	for _, w := range st.Wachtend {
		s.Wachtend = append(s.Wachtend, commands.Wachtend{Post: w.Post, Waarom: string(w.Waarom)})
	}
	for _, p := range st.NietBezorgd {
		s.NietBezorgd = append(s.NietBezorgd, commands.Wachtend{Post: p})
	}
	return s, nil
}
