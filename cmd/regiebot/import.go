package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// importCmd takes over lists and messages.
type importCmd struct {
	Casussen  importCasussenCmd  `cmd:"" help:"A list of cases: XLSX or CSV."`
	Trajecten importTrajectenCmd `cmd:"" help:"A list of help for young people: XLSX or CSV."`
	IJw       importIJwCmd       `cmd:"" name:"ijw" help:"iJw messages about help: XML."`
}

type importCasussenCmd struct {
	Files  []string `arg:"" name:"file" help:"XLSX or CSV files."`
	DryRun bool     `help:"Report what would happen and store nothing."`
	Map    string   `help:"A column map (YAML) for a list with other names."`
	Team   string   `help:"Name of the team. Without it: the only team."`
}

// Run imports the files in one transaction and prints the report.
func (c *importCasussenCmd) Run(ctx context.Context, e *env) error {
	var columns *exchange.Map
	if c.Map != "" {
		columns, _ = exchange.LoadMap(c.Map) // a broken map refuses every file, and says why in the report
	}
	s, err := e.openOrMake(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var report exchange.Report
	if c.DryRun {
		err = s.View(ctx, func(tx *store.Tx) error {
			report, _, err = c.read(ctx, tx, columns)
			return err
		})
	} else {
		report, err = c.load(ctx, e, s, columns)
	}
	if err != nil {
		return err
	}
	return e.printReport(report, c.DryRun)
}

// printReport prints what an import did. The error says what was refused.
func (e *env) printReport(report exchange.Report, dryRun bool) error {
	report.DryRun = dryRun
	write := report.WriteText
	if e.JSON {
		write = report.WriteJSON
	}
	if err := write(e.out); err != nil {
		return err
	}
	if sentence := report.Sentence(); sentence != "" {
		return errors.New(sentence)
	}
	return nil
}

// load reads the files against what is stored, and stores what is new or changed.
func (c *importCasussenCmd) load(ctx context.Context, e *env, s *store.Store, columns *exchange.Map) (report exchange.Report, err error) {
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		var cases iter.Seq[procesregie.Casus]
		n := 0
		if report, cases, err = c.read(ctx, tx, columns); err == nil {
			n, err = e.saveAll(ctx, tx, cases)
		}
		return counted(importCasussen, n), err
	})
	return report, err
}

// read reads the files against what is stored.
func (c *importCasussenCmd) read(ctx context.Context, tx *store.Tx, columns *exchange.Map) (exchange.Report, iter.Seq[procesregie.Casus], error) {
	praktijk, err := teamPractice(ctx, tx, c.Team)
	if err != nil {
		return exchange.Report{}, nil, err
	}
	return exchange.ReadCasussen(c.Files, columns, exchange.Known{Praktijk: praktijk, Casus: stored(ctx, tx)})
}

// The import in the access log: its name, and how many events are written at a time.
const (
	importCasussen = "import casussen"
	importEvents   = 512
)

// saveAll stores cases, each with an event, and returns how many.
func (e *env) saveAll(ctx context.Context, tx *store.Tx, cases iter.Seq[procesregie.Casus]) (n int, err error) {
	var events []audit.Event
	for k := range cases {
		if err := tx.SaveCasus(ctx, k); err != nil {
			return n, err
		}
		n++
		events = append(events, e.event(audit.Event{Wat: importCasussen, Actie: made(k.Versie == 0), Soort: "casus", Casus: k.Zaaknummer}))
		if len(events) == importEvents {
			if err := tx.Log(ctx, events...); err != nil {
				return n, err
			}
			events = events[:0]
		}
	}
	return n, tx.Log(ctx, events...)
}

func stored(ctx context.Context, tx *store.Tx) func(string) (procesregie.Casus, bool, error) {
	return func(zaak string) (procesregie.Casus, bool, error) {
		k, err := tx.Casus(ctx, zaak)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return k, false, nil
		case errors.Is(err, store.ErrUnreadable):
			err = exchange.ErrDamaged
		}
		return k, err == nil, err
	}
}

// teamPractice returns the practice of a team by name, or of the only one.
func teamPractice(ctx context.Context, tx *store.Tx, name string) (procesregie.Praktijk, error) {
	teams, err := tx.Teams(ctx)
	if err != nil {
		return procesregie.Praktijk{}, err
	}
	switch {
	case name == "" && len(teams) == 0:
		return procesregie.Praktijk{}, errors.New("there is no team yet; load one first: regiebot member add --file team.yaml")
	case name == "" && len(teams) > 1:
		return procesregie.Praktijk{}, usagef("there is more than one team: give --team")
	case name == "":
		name = teams[0].Naam
	}
	if err := mustBeTeam(ctx, tx, name); err != nil {
		return procesregie.Praktijk{}, err
	}
	return tx.Praktijk(ctx, name)
}

// mustBeTeam refuses the name of a team that is not there.
func mustBeTeam(ctx context.Context, tx *store.Tx, name string) error {
	if _, err := tx.Team(ctx, name); err != nil {
		return fmt.Errorf("there is no team %q; see: regiebot member list", name)
	}
	return nil
}
