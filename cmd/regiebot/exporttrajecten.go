package main

import (
	"context"
	"fmt"
	"io"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type exportTrajectenCmd struct {
	Output string `help:"File to write: .csv or .xlsx. Without it: CSV on standard output."`
}

// Run writes the help in the cases of every team.
func (c *exportTrajectenCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var hulp []procesregie.Hulp
	var damaged []string
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		hulp, damaged, err = tx.HulpVan(ctx, "")
		return counted("export trajecten", len(hulp)), err
	})
	if err != nil {
		return err
	}
	rows := 0
	for _, h := range hulp {
		rows += len(h.Leveringen())
	}
	err = e.writeList(c.Output, listExport{
		document: map[string]any{"cases": len(hulp), "rows": rows, "damaged": list(damaged)},
		csv:      func(w io.Writer) error { return exchange.WriteTrajectenCSV(w, hulp) },
		xlsx:     func(w io.Writer) error { return exchange.WriteTrajectenXLSX(w, hulp) },
		done:     fmt.Sprintf("%d rows of help in %d cases written", rows, len(hulp)),
	})
	if err != nil {
		return err
	}
	return damagedCases(damaged, "are not in the list")
}
