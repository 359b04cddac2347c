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
	"github.com/regiebot/regiebot/summary"
)

// App answers requests out of a store.
type App struct {
	store    *store.Store
	commands []Command
	log      *slog.Logger
	simulate Simulate
	omgeving Omgeving
	stand    StandAt
	changed  func()
	model    *summary.Model // nil: there is none
}

// Simulate returns every message that would be sent between two days, both
// included. It changes nothing.
type Simulate func(ctx context.Context, from, to procesregie.Date) ([]Simulated, error)

// Simulated is one message that would be sent.
type Simulated struct {
	At      time.Time
	To      string // user name, or "#", a channel, "/" and its team
	Rules   []string
	Casus   []string
	Message bot.Message
}

// New makes an App. simulate may be nil: then simulating says that it is not there.
func New(s *store.Store, log *slog.Logger, simulate Simulate) *App {
	return &App{store: s, commands: All(), log: log, simulate: simulate, changed: func() {}, omgeving: Omgeving{Database: "een database in het geheugen"}}
}

// Within says where the App runs, for who asks what happens with the data.
func (a *App) Within(o Omgeving) *App {
	a.omgeving = o
	return a
}

// OnChange has somebody told, after it is stored, of every change that can make something
// due: the scheduler.
func (a *App) OnChange(tell func()) *App {
	a.changed = tell
	return a
}

// Answer answers one request; it is a [bot.Answer]. A problem of the asker comes
// back as a refused message; the error is for the log alone.
func (a *App) Answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	m, err := a.answer(ctx, req)
	if err == nil {
		return m, nil
	}
	text := a.sentenceOf(ctx, err)
	if text == "" {
		return bot.Message{}, err
	}
	why := refused(text)
	why.Direct, why.Preview = m.Direct, m.Preview
	return why, nil
}

// sentenceOf is what people hear of a problem; empty when they get a reference to the log.
func (a *App) sentenceOf(ctx context.Context, err error) string {
	var mistake *bot.Mistake
	var refusal *procesregie.Refusal
	switch {
	case errors.As(err, &mistake):
		return mistake.Text
	case errors.As(err, &refusal):
		return refusal.Text
	case errors.Is(err, store.ErrChanged):
		return "Iemand anders veranderde deze casus op hetzelfde moment. Er is niets opgeslagen. Probeer het opnieuw."
	case errors.Is(err, store.ErrAuditHead):
		a.log.LogAttrs(ctx, slog.LevelError, "the access log is not in order: no answer can be given", slog.Any("cause", err))
		return "Het toegangslogboek klopt niet meer. Zonder logboek geef ik geen antwoord. Er is niets opgeslagen. Meld het nu de beheerder."
	case errors.Is(err, store.ErrUnavailable):
		a.log.LogAttrs(ctx, slog.LevelError, "the database is not available", slog.Any("cause", err))
		return "Ik kan nu niet bij de gegevens, of er is geen ruimte meer. Er is niets opgeslagen. Probeer het later opnieuw, of meld het de beheerder."
	}
	return ""
}

func refused(text string) bot.Message { return bot.Message{Text: text, Refused: true} }

func (a *App) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	if err := guard(req); err != nil {
		a.heard(ctx, req)
		return bot.Message{}, err
	}
	req = a.chosen(req)
	route, err := a.route(ctx, req)
	if err != nil {
		a.heard(ctx, req)
		return bot.Message{}, a.neverEcho(ctx, req, err)
	}
	return a.perform(ctx, req, route)
}

// errRefused takes back what was tried before it was refused, such as that it was done.
var errRefused = errors.New("refused: what was tried is taken back")

// perform does what was asked, with what goes into the access log. What takes long is done
// last, outside every transaction.
func (a *App) perform(ctx context.Context, req bot.Request, route route) (bot.Message, error) {
	done, err := a.transact(ctx, req, route)
	if done.call == nil { // nobody who is known here
		return bot.Message{}, err
	}
	if err == nil && done.call.later != nil && !done.message.Refused {
		done.message, err = a.follow(ctx, done.call)
	}
	return done.call.inPlace(done.message), err
}

// transact does what was asked in one transaction, with what goes into the access log.
// One that only reads can change nothing, and one that was refused did not: what must be
// kept of it is stored in another, and until that is done nobody gets the answer. What was
// refused is in the access log too.
func (a *App) transact(ctx context.Context, req bot.Request, route route) (done performed, err error) {
	reads := route.sub.Reads && req.Fields == nil
	run := a.store.Logged
	if reads {
		run = a.store.View
	}
	err = run(ctx, func(tx *store.Tx) (err error) {
		if done, err = a.try(ctx, tx, req, route); err != nil || reads {
			return err
		}
		return done.keepDone(ctx, tx)
	})
	switch {
	case done.call == nil:
	case reads && err == nil, err == errRefused: //nolint:errorlint // what the store puts around it is a failure
		err = a.keepApart(ctx, done)
	case err != nil:
		a.logRefused(ctx, done.call, err)
		a.heard(ctx, req)
	case done.call.stirs:
		a.changed()
	}
	return done, err
}

// keepDone stores what must be kept together with what was done. What was refused is taken
// back.
func (p performed) keepDone(ctx context.Context, tx *store.Tx) error {
	if p.message.Refused {
		return errRefused
	}
	return p.keep(ctx, tx)
}

// keepApart stores what must be kept of what changed nothing, where there is any.
func (a *App) keepApart(ctx context.Context, done performed) error {
	if !done.leaves() {
		return nil
	}
	return a.store.Logged(ctx, func(tx *store.Tx) error { return done.keep(ctx, tx) })
}

// performed is one use of a command with its answer, and what must be kept of it.
type performed struct {
	call    *Call
	message bot.Message
	hold    *draft
}

// try does what was asked. What was refused is noted as refused, also when the answer is
// the form again.
func (a *App) try(ctx context.Context, tx *store.Tx, req bot.Request, route route) (p performed, err error) {
	if p.call, err = a.call(ctx, tx, req, route); err != nil {
		return performed{}, err
	}
	p.message, p.hold, err = p.call.perform()
	p.message = p.call.withDamaged(p.message)
	if p.message.Refused {
		p.call.notes.list = p.call.notes.ended(audit.Geweigerd)
	}
	return p, err
}

// logRefused puts into the access log that somebody tried what was not done.
func (a *App) logRefused(ctx context.Context, c *Call, cause error) {
	if len(c.notes.list) == 0 {
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
