package commands

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// Call is one use of a command by one member, within one transaction.
type Call struct {
	ctx      context.Context //nolint:containedctx // a call lives exactly as long as its request
	app      *App
	tx       *store.Tx
	route    route
	req      bot.Request
	Lid      procesregie.Lid
	Praktijk procesregie.Praktijk
	At       time.Time
	Vandaag  procesregie.Date
	velden   []Veld
	waarden  map[string]string // texts as given, by field
	datums   map[string]procesregie.Date
	momenten map[string]time.Time
	readings map[string][]procesregie.Date // what an unclear date can mean, by field
	problems map[string]string             // what is wrong, by field
	again    bool                          // keep the answers: the form is likely to be opened again
	notes    notities                      // for the access log
	verzoek  string                        // names the request there
	order    []string                      // fields with a problem, in order of finding
	stirs    bool                          // something was changed that can make something due
	later    vervolg                       // what is done after the transaction; nil: nothing
}

// call prepares the use of a command: who asks, under which practice.
func (a *App) call(ctx context.Context, tx *store.Tx, req bot.Request, r route) (*Call, error) {
	lid, err := member(ctx, tx, req.From)
	if err != nil {
		return nil, err
	}
	praktijk, err := tx.Praktijk(ctx, lid.Team)
	if err != nil {
		return nil, err
	}
	at := req.At.In(praktijk.Zone)
	return &Call{
		ctx: ctx, app: a, tx: tx, route: r, req: req, Lid: lid, Praktijk: praktijk,
		At: at, Vandaag: procesregie.DateOf(at), verzoek: newVerzoek(),
		waarden: map[string]string{}, datums: map[string]procesregie.Date{}, momenten: map[string]time.Time{},
		readings: map[string][]procesregie.Date{}, problems: map[string]string{},
	}, nil
}

// member finds the team member who is speaking. On the platform "local" the id is
// the user name itself.
func member(ctx context.Context, tx *store.Tx, p bot.Person) (procesregie.Lid, error) {
	lid, err := tx.LidByID(ctx, p.Platform, p.ID)
	if errors.Is(err, store.ErrNotFound) && (p.Platform == bot.Local) {
		lid, err = tx.Lid(ctx, strings.ToLower(p.ID))
	}
	if errors.Is(err, store.ErrNotFound) || err == nil && lid.Weg {
		return lid, bot.Mistakef("Ik ken je niet als lid van een team. Vraag de beheerder om je toe te voegen.")
	}
	return lid, err
}

// perform reads the answers, and asks, refuses or does what was said. The draft is
// what must be kept of a form that was not finished.
func (c *Call) perform() (bot.Message, *draft, error) {
	if err := c.inUse(); err != nil {
		return bot.Message{}, nil, err
	}
	switch {
	case c.route.help:
		return c.help(c.route).Message, nil, nil
	case c.asksMenu():
		return c.menu(), nil, nil
	}
	if c.route.sub.Fields != nil {
		c.velden = c.route.sub.Fields(c)
	}
	c.plainZaken()
	if err := c.guardBSN(); err != nil {
		return bot.Message{}, nil, err
	}
	if err := c.read(); err != nil {
		return bot.Message{}, nil, err
	}
	switch {
	case c.req.Partial:
		return bot.Message{Text: "Bewaard."}, c.draft(), nil
	case len(c.problems) > 0:
		return c.refuse()
	case c.asksForm():
		return c.openForm()
	}
	return c.run()
}

// inUse refuses a command that the practice of the team does not have.
func (c *Call) inUse() error {
	if m := c.route.command.Module; m != nil && !bool(m(c.Praktijk.Profiel.Modules)) {
		return bot.Mistakef("'%s' hoort niet bij jullie werkwijze (%s). Wat wel kan, zie je met: regiebot hulp.", c.route.command.Name, c.Praktijk.Profiel.Titel)
	}
	return nil
}

// asksMenu reports whether a line holds nothing but the name of a command that has
// several forms.
func (c *Call) asksMenu() bool {
	return c.route.command.Menu && !c.route.named && len(c.route.words) == 0
}

// errTwice is what a platform hears that delivers again what was done already.
var errTwice = bot.Mistakef(bot.TwiceNote)

// first refuses what was done already: a platform that got no answer delivers again. What
// changes nothing may be answered twice.
func (c *Call) first() error {
	if c.req.ID == "" || c.route.sub.Reads {
		return nil
	}
	first, err := c.tx.FirstSubmission(c.ctx, c.req.From.Platform+"/"+c.req.ID, c.req.At)
	if err == nil && !first {
		return errTwice
	}
	return err
}

func (c *Call) run() (bot.Message, *draft, error) {
	if err := c.first(); err != nil {
		return bot.Message{}, nil, err
	}
	reply, err := c.route.sub.Run(c)
	var refusal *procesregie.Refusal
	if errors.As(err, &refusal) && c.req.Fields != nil && c.hasField(refusal.Field) {
		c.problem(refusal.Field, refusal.Text)
		return c.refuse()
	}
	if err != nil {
		return bot.Message{}, nil, err
	}
	if c.again {
		return reply.Message, c.draft(), nil
	}
	return reply.Message, c.done(), nil
}

// problem notes what is wrong with a field; the first problem of a field counts.
func (c *Call) problem(field, text string) {
	if _, known := c.problems[field]; !known {
		c.problems[field] = text
		c.order = append(c.order, field)
	}
}

// refuse says what is wrong: under the fields of a form, or in one sentence.
func (c *Call) refuse() (bot.Message, *draft, error) {
	if c.req.Fields == nil {
		m := refused(c.problems[c.order[0]])
		m.Buttons = c.offers(c.order[0])
		return m, nil, nil
	}
	form := c.form()
	text := "Het formulier is nog niet goed. " + c.problems[c.order[0]]
	return bot.Message{Text: text, Form: &form, Refused: true}, c.draft(), nil
}

// asksForm reports whether something needed is missing, so that the form must open.
func (c *Call) asksForm() bool {
	if c.req.Fields != nil || len(c.velden) == 0 {
		return false
	}
	if c.route.sub.Answers {
		return !c.anyAnswer()
	}
	for _, v := range c.velden {
		if !v.Optional && c.waarden[v.Naam] == "" {
			return true
		}
	}
	return c.route.sub.Edit != nil && len(c.waarden) == 1
}

func (c *Call) anyAnswer() bool {
	for _, v := range c.velden {
		if v.Soort == soortAntwoord || v.Naam == "domeinen" {
			if _, given := c.waarden[v.Naam]; given {
				return true
			}
		}
	}
	return false
}

func (c *Call) hasField(name string) bool {
	for _, v := range c.velden {
		if v.Naam == name {
			return true
		}
	}
	return false
}

// Text returns the text of a field, without spaces around it.
func (c *Call) Text(field string) string { return strings.TrimSpace(c.waarden[field]) }

// Has reports whether a field was given.
func (c *Call) Has(field string) bool { return c.Text(field) != "" }

// Date returns the date of a field, or the zero Date.
func (c *Call) Date(field string) procesregie.Date { return c.datums[field] }

// DateOr returns the date of a field, or another when it was not given.
func (c *Call) DateOr(field string, other procesregie.Date) procesregie.Date {
	if d, ok := c.datums[field]; ok {
		return d
	}
	return other
}

// Answer returns the three-valued answer of a field; onbekend when left out.
func (c *Call) Answer(field string) procesregie.Answer {
	a, _ := procesregie.ParseAnswer(c.waarden[field])
	return a
}

// handeling is who changes what, for the rules.
func (c *Call) handeling() procesregie.Handeling {
	return procesregie.Handeling{Praktijk: c.Praktijk, Door: c.Lid.Gebruiker, Vandaag: c.Vandaag}
}

// naam returns how a colleague is called.
func (c *Call) naam(gebruiker string) string {
	if gebruiker == "" {
		return "niemand"
	}
	return c.Praktijk.Naam(gebruiker)
}
