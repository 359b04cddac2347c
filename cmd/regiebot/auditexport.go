package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type auditExportCmd struct {
	Output string `help:"CSV file to write. Without it: standard output."`
	Casus  string `help:"Only the rows about this case."`
	From   string `help:"First day, such as 2026-11-13."`
	To     string `help:"Last day, included."`
}

// Run writes the whole log, which audit verify --file can prove, or a part of it, which
// is for reading. That it was asked for is logged first.
func (c *auditExportCmd) Run(ctx context.Context, e *env) error {
	wanted, err := c.wanted(e)
	if err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	asked := audit.Event{Wat: "audit export", Actie: audit.Uitvoeren, Soort: "toegangslogboek", Casus: c.Casus}
	if err := e.logged(ctx, s, asked, func(*store.Tx) error { return nil }); err != nil {
		return err
	}
	rows := 0
	write := func(w io.Writer) error {
		return s.View(ctx, func(tx *store.Tx) (err error) {
			rows, err = c.write(ctx, tx, w, wanted)
			return err
		})
	}
	if c.Output == "" {
		if !e.JSON {
			return write(e.out)
		}
		return c.printJSON(ctx, e, s, wanted)
	}
	if err := exchange.WriteFile(c.Output, write); err != nil {
		return err
	}
	return e.report(map[string]any{"rows": rows, "file": c.Output}, "%d rows written to %s", rows, c.Output)
}

// wanted returns which rows to write; nil for all of them.
func (c *auditExportCmd) wanted(e *env) (func(audit.Row) bool, error) {
	if c.Casus == "" && c.From == "" && c.To == "" {
		return nil, nil
	}
	from, err := e.startOfDay("--from", c.From, 0)
	if err != nil {
		return nil, err
	}
	to, err := e.startOfDay("--to", c.To, 1)
	if err != nil {
		return nil, err
	}
	key := procesregie.ZaakKey(c.Casus)
	return func(r audit.Row) bool {
		return (key == "" || r.Casus == key) && !r.At.Before(from) && (to.IsZero() || r.At.Before(to))
	}, nil
}

// startOfDay reads a flag with a day and returns when that day, or a later one, begins;
// zero when there is none.
func (e *env) startOfDay(flag, text string, later int) (time.Time, error) {
	zone, err := e.zone()
	if err != nil || text == "" {
		return time.Time{}, err
	}
	day, err := procesregie.ParseDate(text)
	if err != nil {
		return time.Time{}, usagef("%s %q is not a day: use a form such as 2026-11-13", flag, text)
	}
	return day.AddDays(later).At(0, 0, zone), nil
}

// write writes the log, and returns how many rows.
func (c *auditExportCmd) write(ctx context.Context, tx *store.Tx, w io.Writer, wanted func(audit.Row) bool) (rows int, err error) {
	if wanted != nil {
		return writePart(ctx, tx, w, wanted)
	}
	anchor, err := tx.AuditAnchor(ctx)
	if err != nil {
		return 0, err
	}
	head, err := tx.AuditHead(ctx)
	if err != nil {
		return 0, err
	}
	restarts, err := tx.AuditRestarts(ctx)
	if err != nil {
		return 0, err
	}
	out, err := audit.NewWriter(w, anchor, restarts...)
	if err != nil {
		return 0, err
	}
	err = tx.EachAudit(ctx, func(r audit.Row) error { rows++; return out.Row(r) })
	if err != nil {
		return rows, err
	}
	return rows, out.Close(head)
}

func writePart(ctx context.Context, tx *store.Tx, w io.Writer, wanted func(audit.Row) bool) (rows int, err error) {
	out, err := audit.NewPartWriter(w)
	if err != nil {
		return 0, err
	}
	err = tx.EachAudit(ctx, func(r audit.Row) error {
		if !wanted(r) {
			return nil
		}
		rows++
		return out.Row(r)
	})
	if err != nil {
		return rows, err
	}
	return rows, out.Flush()
}

// auditRowJSON is a row of the log, by the names of the columns of the CSV file.
type auditRowJSON struct {
	Nr          int64     `json:"nr"`
	Tijd        time.Time `json:"tijd"`
	Actie       string    `json:"actie"`
	Gebeurtenis string    `json:"gebeurtenis"`
	Uitkomst    string    `json:"uitkomst"`
	Gebruiker   string    `json:"gebruiker"`
	Rol         string    `json:"rol"`
	Namens      string    `json:"namens"`
	Platform    string    `json:"platform"`
	Plaats      string    `json:"plaats"`
	Casus       string    `json:"casus"`
	Soort       string    `json:"soort"`
	Object      string    `json:"object"`
	Doel        string    `json:"doel"`
	Regel       string    `json:"regel"`
	Verzoek     string    `json:"verzoek"`
	Vorige      string    `json:"vorige"`
	Hash        string    `json:"hash"`
}

// printJSON writes the rows as one JSON document, a row at a time. It is for reading: only
// the CSV can be proved.
func (c *auditExportCmd) printJSON(ctx context.Context, e *env, s *store.Store, wanted func(audit.Row) bool) error {
	out := bufio.NewWriter(e.out)
	_, _ = out.WriteString(`{"rows":[`) // Flush tells of what goes wrong
	comma := ""
	err := s.View(ctx, func(tx *store.Tx) error {
		return tx.EachAudit(ctx, func(r audit.Row) error {
			if wanted != nil && !wanted(r) {
				return nil
			}
			text, err := json.Marshal(auditRowJSON{
				r.Nr, r.At, r.Actie, r.Wat, r.Uitkomst, r.Wie, r.Rol, r.Namens, r.Platform, r.Plaats, r.Casus, r.Soort, r.Object, r.Doel, r.Regel,
				r.Verzoek, r.Vorige, r.Hash,
			})
			_, _ = out.WriteString(comma)
			_, _ = out.Write(text)
			comma = ","
			return err
		})
	})
	if err != nil {
		return err
	}
	_, _ = out.WriteString("]}\n")
	return out.Flush()
}
