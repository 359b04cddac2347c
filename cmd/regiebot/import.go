package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// importCmd takes over lists.
type importCmd struct {
	Casussen importCasussenCmd `cmd:"" help:"A list of cases: XLSX or CSV."`
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
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var report exchange.Report
	run := s.Update
	if c.DryRun {
		run = s.View
	}
	err = run(ctx, func(tx *store.Tx) error {
		report, err = c.load(ctx, tx, columns)
		return err
	})
	if err != nil {
		return err
	}
	report.DryRun = c.DryRun
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
func (c *importCasussenCmd) load(ctx context.Context, tx *store.Tx, columns *exchange.Map) (exchange.Report, error) {
	praktijk, err := teamPractice(ctx, tx, c.Team)
	if err != nil {
		return exchange.Report{}, err
	}
	report, cases, err := exchange.ReadCasussen(c.Files, columns, exchange.Known{Praktijk: praktijk, Casus: stored(ctx, tx)})
	if err != nil || c.DryRun {
		return report, err
	}
	return report, saveAll(ctx, tx, cases)
}

func saveAll(ctx context.Context, tx *store.Tx, cases iter.Seq[procesregie.Casus]) error {
	for k := range cases {
		if err := tx.SaveCasus(ctx, k); err != nil {
			return err
		}
	}
	return nil
}

func stored(ctx context.Context, tx *store.Tx) func(string) (procesregie.Casus, bool, error) {
	return func(zaak string) (procesregie.Casus, bool, error) {
		k, err := tx.Casus(ctx, zaak)
		if errors.Is(err, store.ErrNotFound) {
			return k, false, nil
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
	if _, err := tx.Team(ctx, name); err != nil {
		return procesregie.Praktijk{}, fmt.Errorf("there is no team %q; see: regiebot member list", name)
	}
	return tx.Praktijk(ctx, name)
}
