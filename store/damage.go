package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// Damaged opens everything that is sealed and reads everything that has a form, and names
// each row of which something cannot be read: its table and its key, in that order. The
// key is what everybody may know of the row, never what is in it.
func (tx *Tx) Damaged(ctx context.Context) ([]string, error) {
	d := &damage{tx: tx, seen: map[string]bool{}}
	for _, c := range sealedColumns() {
		if err := d.column(ctx, c, tx.openText); err != nil {
			return nil, err
		}
	}
	for _, c := range formedColumns() {
		if err := d.column(ctx, c, plainText); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context) error{d.profile, d.hulpSleutel} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return d.names, nil
}

// formedColumns are the columns with text of a form that are not sealed.
func formedColumns() []sealedColumn {
	return []sealedColumn{
		{"teams", "data", []string{"naam"}},
		{"outbox", "keys", []string{"id"}},
		{"outbox", "zaken", []string{"id"}},
		{"outbox", "regels", []string{"id"}},
		{"reminders", "regels", []string{"key"}},
	}
}

// damage gathers names, each once.
type damage struct {
	tx    *Tx
	names []string
	seen  map[string]bool
}

func (d *damage) add(name string) {
	if !d.seen[name] {
		d.seen[name], d.names = true, append(d.names, name)
	}
}

// column looks at one column of every row.
func (d *damage) column(ctx context.Context, c sealedColumn, read func(sealedColumn, sealedRow) (string, error)) error {
	text := "SELECT "
	for _, key := range c.key {
		text += key + ", "
	}
	text += c.column + " FROM " + c.table
	err := d.tx.each(ctx, q(text+" ORDER BY "+c.key[0]), func(rows *sql.Rows) error {
		row, err := c.scan(rows)
		if err != nil {
			return err
		}
		plain, err := read(c, row)
		if err != nil || !hasForm(c, plain) {
			d.add(c.table + " " + row.shown())
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", c.table, err)
	}
	return nil
}

func (tx *Tx) openText(c sealedColumn, row sealedRow) (string, error) {
	return tx.open(c, row.name(), row.text, row.shown())
}

func plainText(_ sealedColumn, row sealedRow) (string, error) { return row.text, nil }

// hasForm reports whether a text is what the program writes in a column.
func hasForm(c sealedColumn, text string) bool {
	var into any
	switch c.table + "." + c.column {
	case "casussen.data":
		into = &procesregie.Casus{}
	case "hulp.data":
		into = &sealedHulp{}
	case "members.data":
		into = &procesregie.Lid{}
	case "teams.data":
		into = &procesregie.Team{}
	case "drafts.fields":
		into = &map[string]string{}
	case "outbox.keys", "outbox.zaken", "outbox.regels", "reminders.regels":
		into = &[]string{}
	default:
		return true // a text, of any form
	}
	return decode(c.table, text, into) == nil
}

// profile looks at the practice profile in use, without which nothing is planned.
func (d *damage) profile(ctx context.Context) error {
	text, there, err := d.tx.Setting(ctx, settingProfiel)
	if err != nil || !there {
		return err
	}
	if _, err := readProfiel(text); err != nil {
		d.add("settings " + settingProfiel)
	}
	return nil
}

// hulpSleutel looks at the key without which no message about help is known again.
func (d *damage) hulpSleutel(ctx context.Context) error {
	lost, err := d.tx.hulpSleutelLost(ctx)
	if lost {
		d.add("settings " + settingHulpSleutel)
	}
	return err
}
