package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// exportCmd writes lists.
type exportCmd struct {
	Casussen  exportCasussenCmd  `cmd:"" help:"The cases: CSV, or XLSX by the name of the file."`
	Trajecten exportTrajectenCmd `cmd:"" help:"The help in the cases: CSV, or XLSX by the name of the file."`
	Inzage    exportInzageCmd    `cmd:"" help:"All that is kept about one case, as one readable text."`
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
		return counted("export casussen", len(cases)), err
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
	return e.writeList(c.Output, listExport{
		document: map[string]any{"cases": len(cases), "damaged": list(damaged)},
		csv:      func(w io.Writer) error { return exchange.WriteCasussenCSV(w, cases) },
		xlsx:     func(w io.Writer) error { return exchange.WriteCasussenXLSX(w, cases) },
		done:     fmt.Sprintf("%d cases written", len(cases)),
	})
}

// listExport is a list that goes out.
type listExport struct {
	document  map[string]any // what --json says beside the list or its file
	csv, xlsx func(io.Writer) error
	done      string // what was done, for people
}

// writeList writes a list to a file, of the kind that its name says, or without one as CSV
// on standard output.
func (e *env) writeList(file string, l listExport) error {
	if file == "" {
		return e.printText(l.document, "csv", l.csv)
	}
	write := l.csv
	switch name := strings.ToLower(file); {
	case strings.HasSuffix(name, ".xlsx"):
		write = l.xlsx
	case !strings.HasSuffix(name, ".csv"):
		return usagef("--output %q: the name must end in .csv or .xlsx", file)
	}
	if err := exchange.WriteFile(file, write); err != nil {
		return err
	}
	l.document["file"] = file
	return e.report(l.document, "%s to %s", l.done, file)
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
