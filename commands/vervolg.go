package commands

import (
	"context"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// vervolg is what a call does after its transaction, once its notes are in the access log:
// nothing that waits for another machine holds a transaction. It gives the answer, and what
// more goes into the access log.
type vervolg func(ctx context.Context) (bot.Message, []audit.Event)

// follow does what a call left to do. Nobody gets the answer of which the notes could not be
// stored, also when the asker went away meanwhile.
func (a *App) follow(ctx context.Context, c *Call) (bot.Message, error) {
	m, events := c.later(ctx)
	ctx = context.WithoutCancel(ctx)
	err := a.store.Logged(ctx, func(tx *store.Tx) error { return tx.Log(ctx, events...) })
	if err != nil {
		return bot.Message{}, err
	}
	return m, nil
}
