package main

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// exportCmd writes lists.
type exportCmd struct {
	Casussen exportCasussenCmd `cmd:"" help:"The cases: CSV, or XLSX by the name of the file."`
	Inzage   exportInzageCmd   `cmd:"" help:"All that is kept about one case, as one readable text."`
}

type exportCasussenCmd struct {
	Output string `help:"File to write: .csv or .xlsx. Without it: CSV on standard output."`
}

// Run writes the cases of every team.
func (c *exportCasussenCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var cases []procesregie.Casus
	var damaged []string
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		cases, err = tx.Casussen(ctx, store.Filter{})
		damaged = tx.Unreadable()
		return counted("export casussen", audit.Uitvoeren, "casussen", len(cases)), err
	})
	if err != nil {
		return err
	}
	if err := c.write(e, cases, damaged); err != nil {
		return err
	}
	return damagedCases(damaged, "are not in the list")
}

func (c *exportCasussenCmd) write(e *env, cases []procesregie.Casus, damaged []string) error {
	document := map[string]any{"cases": len(cases), "damaged": list(damaged)}
	if c.Output == "" {
		return e.printText(document, "csv", func(w io.Writer) error { return exchange.WriteCasussenCSV(w, cases) })
	}
	write := exchange.WriteCasussenCSV
	switch name := strings.ToLower(c.Output); {
	case strings.HasSuffix(name, ".xlsx"):
		write = exchange.WriteCasussenXLSX
	case !strings.HasSuffix(name, ".csv"):
		return usagef("--output %q: the name must end in .csv or .xlsx", c.Output)
	}
	if err := exchange.WriteFile(c.Output, func(w io.Writer) error { return write(w, cases) }); err != nil {
		return err
	}
	document["file"] = c.Output
	return e.report(document, "%d cases written to %s", len(cases), c.Output)
}

// printText prints a text as it is, or with --json as a field of the document.
func (e *env) printText(document map[string]any, field string, write func(io.Writer) error) error {
	if !e.JSON {
		return write(e.out)
	}
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	document[field] = text.String()
	return e.printJSON(document)
}
