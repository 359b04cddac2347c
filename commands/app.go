package commands

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// App answers requests out of a store.
type App struct {
	store    *store.Store
	commands []Command
	log      *slog.Logger
	simulate Simulate
}

// Simulate returns every message that would be sent between two days, both
// included. It changes nothing.
type Simulate func(ctx context.Context, from, to procesregie.Date) ([]Simulated, error)

// Simulated is one message that would be sent.
type Simulated struct {
	At      time.Time
	To      string // user name, or "#" and a channel
	Rules   []string
	Casus   []string
	Message bot.Message
}

// New makes an App. simulate may be nil: then simulating says that it is not there.
func New(s *store.Store, log *slog.Logger, simulate Simulate) *App {
	return &App{store: s, commands: All(), log: log, simulate: simulate}
}

// Answer answers one request; it is a [bot.Answer]. A problem of the asker comes
// back as a refused message; the error is for the log alone.
func (a *App) Answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	m, err := a.answer(ctx, req)
	var mistake *bot.Mistake
	var refusal *procesregie.Refusal
	switch {
	case errors.As(err, &mistake):
		return refused(mistake.Text), nil
	case errors.As(err, &refusal):
		return refused(refusal.Text), nil
	case errors.Is(err, store.ErrChanged):
		return refused("Iemand anders veranderde deze casus op hetzelfde moment. Er is niets opgeslagen. Probeer het opnieuw."), nil
	case errors.Is(err, store.ErrUnavailable):
		a.log.LogAttrs(ctx, slog.LevelError, "the database is not available", slog.Any("cause", err))
		return refused("Ik kan nu niet bij de gegevens, of er is geen ruimte meer. Er is niets opgeslagen. Probeer het later opnieuw, of meld het de beheerder."), nil
	case err != nil:
		return bot.Message{}, err
	}
	return m, nil
}

func refused(text string) bot.Message { return bot.Message{Text: text, Refused: true} }

func (a *App) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	if err := guard(req); err != nil {
		return bot.Message{}, err
	}
	route, err := a.route(ctx, req)
	if err != nil {
		return bot.Message{}, a.neverEcho(ctx, req, err)
	}
	return a.perform(ctx, req, route)
}

// perform does what was asked, in one transaction. One that only reads can change
// nothing: what must be kept of its form is stored in another.
func (a *App) perform(ctx context.Context, req bot.Request, route route) (bot.Message, error) {
	reads := route.sub.Reads && req.Fields == nil
	run := a.store.Update
	if reads {
		run = a.store.View
	}
	var m bot.Message
	var hold *draft
	err := run(ctx, func(tx *store.Tx) error {
		c, err := a.call(ctx, tx, req, route)
		if err != nil {
			return err
		}
		m, hold, err = c.perform()
		if err != nil || reads {
			return err
		}
		return hold.keep(ctx, tx, req.At)
	})
	if err != nil || !reads || hold == nil {
		return m, err
	}
	return m, a.store.Update(ctx, func(tx *store.Tx) error { return hold.keep(ctx, tx, req.At) })
}
