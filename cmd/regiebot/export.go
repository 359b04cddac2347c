package main

import (
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
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		cases, err = tx.Casussen(ctx, store.Filter{})
		return counted("export casussen", audit.Uitvoeren, "casussen", len(cases)), err
	})
	if err != nil {
		return err
	}
	if c.Output == "" {
		return exchange.WriteCasussenCSV(e.out, cases)
	}
	write := exchange.WriteCasussenCSV
	switch name := strings.ToLower(c.Output); {
	case strings.HasSuffix(name, ".xlsx"):
		write = exchange.WriteCasussenXLSX
	case !strings.HasSuffix(name, ".csv"):
		return usagef("--output %q: the name must end in .csv or .xlsx", c.Output)
	}
	err = exchange.WriteFile(c.Output, func(w io.Writer) error { return write(w, cases) })
	if err != nil {
		return err
	}
	return e.report(map[string]any{"cases": len(cases), "file": c.Output}, "%d cases written to %s", len(cases), c.Output)
}
