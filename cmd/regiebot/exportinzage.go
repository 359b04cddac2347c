package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

type exportInzageCmd struct {
	Zaak   string `arg:"" help:"The zaaknummer."`
	Output string `help:"File to write. Without it: standard output."`
}

// Run writes all that is kept about a case as one readable text.
func (c *exportInzageCmd) Run(ctx context.Context, e *env) error {
	if err := checkZaak(c.Zaak); err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var all exchange.Inzage
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		event := audit.Event{Wat: "export inzage", Actie: audit.Uitvoeren, Soort: "casus", Doel: "inzage", Casus: procesregie.ZaakKey(c.Zaak)}
		var err error
		if all, err = inzageOf(ctx, tx, c.Zaak); errors.Is(err, store.ErrNotFound) {
			event.Casus, event.Object = "", "onbekend nummer"
		}
		return event, err
	})
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no case %s: nothing was written", c.Zaak)
	}
	if err != nil {
		return err
	}
	if c.Output == "" {
		return e.printText(map[string]any{"case": all.Casus.Zaaknummer}, "text", func(w io.Writer) error { return exchange.WriteInzage(w, all) })
	}
	if err := exchange.WriteFile(c.Output, func(w io.Writer) error { return exchange.WriteInzage(w, all) }); err != nil {
		return err
	}
	return e.report(map[string]any{"case": all.Casus.Zaaknummer, "file": c.Output}, "all that is kept about %s was written to %s; it holds everything: keep it safe and throw it away in time", all.Casus.Zaaknummer, c.Output)
}

// inzageOf gathers all that is kept about a case.
func inzageOf(ctx context.Context, tx *store.Tx, zaak string) (all exchange.Inzage, err error) {
	all.Op = time.Now()
	if all.Casus, err = tx.Casus(ctx, zaak); err != nil {
		return all, err
	}
	for _, step := range []func() error{
		func() error { all.Praktijk, err = tx.Praktijk(ctx, all.Casus.Team); return err },
		func() error { all.Wissen, err = tx.Wissen(ctx, zaak); return err },
		func() error { return addHelp(ctx, tx, &all) },
		func() error { all.Gepland, err = tx.Planned(ctx, zaak); return err },
		func() error { all.Verstuurd, err = tx.Sent(ctx, zaak); return err },
		func() error { return addMessages(ctx, tx, &all) },
		func() error { return addForms(ctx, tx, &all) },
		func() error { return addLog(ctx, tx, &all) },
	} {
		if err := step(); err != nil {
			return all, err
		}
	}
	return all, nil
}

func addHelp(ctx context.Context, tx *store.Tx, all *exchange.Inzage) error {
	h, told, err := tx.Verteld(ctx, all.Casus.Zaaknummer)
	if err == nil {
		all.Hulp, all.IJw, all.Geweigerd, all.Signalen = h.Rijen, h.IJw, h.Geweigerd, told
		all.BSNVan, err = tx.Bekend(ctx, all.Casus.Zaaknummer)
	}
	return err
}

func addMessages(ctx context.Context, tx *store.Tx, all *exchange.Inzage) error {
	posts, err := tx.PostsAbout(ctx, all.Casus.Zaaknummer)
	for _, p := range posts {
		all.Berichten = append(all.Berichten, exchange.InzageBericht{Aan: p.Aan, Op: p.SentAt, Tekst: scheduler.About(p, all.Casus.Zaaknummer)})
	}
	return err
}

func addForms(ctx context.Context, tx *store.Tx, all *exchange.Inzage) error {
	drafts, err := tx.DraftsAbout(ctx, all.Casus.Zaaknummer)
	for _, d := range drafts {
		all.Formulieren = append(all.Formulieren, exchange.InzageFormulier{Van: d.Gebruiker, Op: d.UpdatedAt, Regel: d.Line, Velden: d.Fields})
	}
	return err
}

func addLog(ctx context.Context, tx *store.Tx, all *exchange.Inzage) error {
	rows, err := tx.AuditOf(ctx, all.Casus.Zaaknummer, store.AuditFilter{Nu: true}, math.MaxInt32)
	slices.Reverse(rows)
	for _, r := range rows {
		all.Logboek = append(all.Logboek, exchange.InzageRegel{
			Op: r.At, Wie: r.Wie, Rol: r.Rol, Namens: r.Namens, Wat: r.Wat, Actie: r.Actie, Uitkomst: r.Uitkomst, Doel: r.Doel, Grond: r.Regel,
			Platform: r.Platform, Plaats: r.Plaats, Soort: r.Soort, Object: r.Object, Verzoek: r.Verzoek,
		})
	}
	return err
}
