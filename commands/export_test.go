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
			if len(c.readings[field]) == 0 { // else the bot asks back, with buttons
				return bot.Mistakef("%s: %s", field, c.problems[field])
			}
		}
		return nil
	})
}

// Asks returns the fields that a line can answer, as they stand in the form.
func (a *App) Asks(ctx context.Context, req bot.Request) ([]bot.Field, error) {
	r, err := a.route(ctx, req)
	if err != nil || r.sub.Fields == nil {
		return nil, err
	}
	var fields []bot.Field
	err = a.store.View(ctx, func(tx *store.Tx) error {
		c, err := a.call(ctx, tx, req, r)
		if err != nil {
			return err
		}
		c.velden = r.sub.Fields(c)
		fields = c.form().Fields
		return nil
	})
	return fields, err
}

// Waits is why a message waits, in Dutch, by the word of the scheduler; empty when there
// are no words for it.
func Waits(why string) string { return waits[why] }
