package commands

import (
	"context"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// Understands reports why a line is not one that a person can say: the command, the
// form or a key does not exist, or a value does not belong to its kind. Nothing is
// done or stored.
func (a *App) Understands(ctx context.Context, req bot.Request) error {
	r, err := a.route(ctx, req)
	if err != nil || r.help {
		return err
	}
	return a.store.View(ctx, func(tx *store.Tx) error {
		c, err := a.call(ctx, tx, req, r)
		if err != nil {
			return err
		}
		if r.sub.Fields != nil {
			c.velden = r.sub.Fields(c)
		}
		if err := c.read(); err != nil {
			return err
		}
		for _, field := range c.order {
			return bot.Mistakef("%s", c.problems[field])
		}
		return nil
	})
}
