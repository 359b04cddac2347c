package commands

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/audit"
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
	omgeving Omgeving
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
	return &App{store: s, commands: All(), log: log, simulate: simulate, omgeving: Omgeving{Database: "een database in het geheugen"}}
}

// Within says where the App runs, for who asks what happens with the data.
func (a *App) Within(o Omgeving) *App {
	a.omgeving = o
	return a
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
	case errors.Is(err, store.ErrAuditHead):
		a.log.LogAttrs(ctx, slog.LevelError, "the access log is not in order: no answer can be given", slog.Any("cause", err))
		return refused("Het toegangslogboek klopt niet meer. Zonder logboek geef ik geen antwoord. Er is niets opgeslagen. Meld het nu de beheerder."), nil
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

// perform does what was asked, in one transaction, with what goes into the access log.
// One that only reads can change nothing: what must be kept of it is stored in another,
// and until that is done nobody gets the answer. What was refused is in the access log
// too.
func (a *App) perform(ctx context.Context, req bot.Request, route route) (bot.Message, error) {
	reads := route.sub.Reads && req.Fields == nil
	run := a.store.Logged
	if reads {
		run = a.store.View
	}
	var m bot.Message
	var hold *draft
	var c *Call
	verzoek := newVerzoek()
	keep := func(tx *store.Tx) error { return errors.Join(hold.keep(ctx, tx, req.At), tx.Log(ctx, c.notes.list...)) }
	err := run(ctx, func(tx *store.Tx) (err error) {
		if c, err = a.call(ctx, tx, req, route); err != nil {
			return err
		}
		c.verzoek = verzoek
		m, hold, err = c.perform()
		m = c.withDamaged(m)
		if err != nil || reads {
			return err
		}
		return keep(tx)
	})
	if err != nil {
		a.logRefused(ctx, c, err)
		return bot.Message{}, err
	}
	if reads && (hold != nil || len(c.notes.list) > 0) {
		err = a.store.Logged(ctx, keep)
	}
	return c.inPlace(m), err
}

// logRefused puts into the access log that somebody tried what was not done.
func (a *App) logRefused(ctx context.Context, c *Call, cause error) {
	if c == nil || len(c.notes.list) == 0 {
		return
	}
	how := audit.Mislukt
	if isForPeople(cause) {
		how = audit.Geweigerd
	}
	err := a.store.Logged(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.Log(ctx, c.notes.ended(how)...) })
	if err != nil {
		a.log.LogAttrs(ctx, slog.LevelError, "a refusal is not in the access log", slog.String("request", c.verzoek), slog.Any("cause", err))
	}
}

// isForPeople reports whether an error is a sentence for who asked.
func isForPeople(err error) bool {
	var mistake *bot.Mistake
	var refusal *procesregie.Refusal
	return errors.As(err, &mistake) || errors.As(err, &refusal) || errors.Is(err, store.ErrChanged)
}
