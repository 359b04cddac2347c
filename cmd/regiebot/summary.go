package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/summary"
)

// summaryCmd writes the help in a case as a summary.
type summaryCmd struct {
	Zaak       string `arg:"" help:"The zaaknummer."`
	Jeugdige   string `arg:"" optional:"" help:"The code of a young person, such as J1. Without it: everybody in the case."`
	Plain      bool   `xor:"engine" help:"Without the language model."`
	Model      bool   `xor:"engine" help:"With the language model, also when the practice profile does not use it."`
	ShowPrompt bool   `name:"show-prompt" help:"Print the exact request body, one on each line, and call nobody."`
	At         string `help:"The day of the summary, such as 2026-11-13T09:00. Without it: today."`
}

// asked is what a summary is made of.
type asked struct {
	zaak   string
	list   []summary.Vraag
	model  *summary.Model // nil: none is used
	zonder string         // why the model is not used, in Dutch; empty: it is, or nobody asked for it
}

// Run prints the summary of every young person that is asked for.
func (c *summaryCmd) Run(ctx context.Context, e *env) error {
	at, err := e.moment(c.At)
	if err != nil {
		return err
	}
	if err := checkZaak(c.Zaak); err != nil {
		return err
	}
	if _, err := e.model(); err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	question, err := c.look(ctx, e, s, procesregie.DateOf(at))
	if err != nil {
		return err
	}
	if c.ShowPrompt {
		return c.prompt(e, question)
	}
	list, err := c.write(ctx, e, s, question)
	if err != nil {
		return err
	}
	return e.printSummaries(question, list)
}

// look reads the help in the case, and whether the model may be used. That somebody did is in
// the access log, and when the facts go to the model that too, before they do.
func (c *summaryCmd) look(ctx context.Context, e *env, s *store.Store, op procesregie.Date) (q asked, err error) {
	seen := audit.Event{Wat: "summary", Actie: audit.Inzien, Soort: "casus", Casus: procesregie.ZaakKey(c.Zaak)}
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		q, err = c.question(ctx, e, tx, op)
		if errors.Is(err, store.ErrNotFound) {
			seen.Casus, seen.Object = "", "onbekend nummer"
		}
		if err != nil || q.model == nil {
			return seen, err
		}
		return seen, tx.Log(ctx, e.sent(q)...)
	})
	if errors.Is(err, store.ErrNotFound) {
		err = fmt.Errorf("there is no case %s", c.Zaak)
	}
	return q, err
}

// sent are the rows of the access log that say what goes to the model.
func (e *env) sent(q asked) (events []audit.Event) {
	for _, v := range q.list {
		events = append(events, e.event(commands.ModelVerstuurd(audit.Event{Wat: "summary", Casus: q.zaak}, q.model, v.Historie.Jeugdige)))
	}
	return events
}

// question reads what the summary is made of.
func (c *summaryCmd) question(ctx context.Context, e *env, tx *store.Tx, op procesregie.Date) (q asked, err error) {
	k, err := tx.Casus(ctx, c.Zaak)
	if err != nil {
		return q, err
	}
	list, err := c.histories(ctx, tx)
	if err != nil {
		return q, err
	}
	p, err := tx.Profiel(ctx)
	if err != nil {
		return q, err
	}
	names, err := commands.ModelVerberg(ctx, tx, k, list)
	if err != nil {
		return q, err
	}
	q.zaak = k.Zaaknummer
	for _, h := range list {
		q.list = append(q.list, summary.Vraag{Historie: h, Op: op, Geweigerd: h.Geweigerd, VrijeTekst: bool(p.TaalmodelVrijeTekst), Verberg: names})
	}
	if c.Plain || c.ShowPrompt {
		return q, nil
	}
	return q, q.choose(ctx, e, tx, commands.ModelKeuze{Werkwijze: c.Model || bool(p.Taalmodel), GeenAI: k.GeenAI})
}

// choose looks whether the model may be used, at this moment.
func (q *asked) choose(ctx context.Context, e *env, tx *store.Tx, keuze commands.ModelKeuze) error {
	m, err := e.model()
	if err != nil {
		return err
	}
	if q.zonder, err = commands.ZonderTaalmodel(ctx, tx, m, keuze); q.zonder == "" {
		q.model = m
	}
	return err
}

// histories are those of the young people that are asked for.
func (c *summaryCmd) histories(ctx context.Context, tx *store.Tx) ([]procesregie.Historie, error) {
	hulp, err := tx.Hulp(ctx, c.Zaak)
	if err != nil {
		return nil, err
	}
	var list []procesregie.Historie
	for _, h := range hulp.Geschiedenis() {
		if c.Jeugdige == "" || procesregie.ZaakKey(h.Jeugdige) == procesregie.ZaakKey(c.Jeugdige) {
			list = append(list, h)
		}
	}
	switch {
	case len(list) > 0:
		return list, nil
	case c.Jeugdige != "":
		return nil, fmt.Errorf("in the case %s no help is known of that young person; leave the code out to see everybody", hulp.Zaaknummer)
	}
	return nil, fmt.Errorf("in the case %s no help is known; see regiebot import trajecten", hulp.Zaaknummer)
}

// write makes the summaries, and says in the access log what became of those by the model.
func (c *summaryCmd) write(ctx context.Context, e *env, s *store.Store, q asked) ([]summary.Uitkomst, error) {
	if q.model != nil {
		list := commands.VraagModel(ctx, e.logger(), commands.Bevrager{Model: q.model, Store: s}, q.list)
		ctx = context.WithoutCancel(ctx)
		return list, s.Logged(ctx, func(tx *store.Tx) error {
			events := e.sent(q)
			for i := range events {
				events[i] = commands.ModelKlaar(events[i], list[i])
			}
			return tx.Log(ctx, events...)
		})
	}
	reason := summary.ReasonOff
	if c.Plain {
		reason = ""
	}
	var list []summary.Uitkomst
	for _, v := range q.list {
		list = append(list, summary.ZonderModel(v, reason))
	}
	return list, nil
}
