package store

import (
	"context"
	"errors"
	"fmt"
)

// allTables lists every table; one that is referred to stands before those that refer
// to it.
func allTables() []string { return append(tables(), "audit", "audit_head") }

// tables lists the tables with what the bot works with, in the same order. The access
// log belongs to one database and is in no copy to work on.
func tables() []string {
	return []string{"settings", "teams", "members", "member_ids", "casussen", "hulp", "hulp_sleutels", "reminders", "outbox", "drafts", "ticks", "submissions", "outbox_casus", "corrections", "vergeten", "revisions"}
}

// CopyTo copies everything but the access log, as it is at one moment, into an empty
// database, whatever their kinds. The copy is whole or not there at all. What is sealed
// stays as it is: ErrWrongKeys when dst has other keys. ErrExists when dst is not empty.
func (s *Store) CopyTo(ctx context.Context, dst *Store) error {
	if s == dst {
		return errors.New("copying a database to itself")
	}
	err := s.View(ctx, func(from *Tx) error {
		return dst.Update(ctx, func(to *Tx) error {
			load, err := to.Load(ctx)
			if err != nil {
				return err
			}
			err = from.dump(ctx, tables(), Rows{
				Table: func(name string, columns []string) error { return load.Table(ctx, name, columns) },
				Row:   func(values []any) error { return load.Row(ctx, values) },
			})
			if err != nil {
				return err
			}
			if err := load.End(ctx); err != nil {
				return err
			}
			_, err = to.exec(ctx, "DELETE FROM settings WHERE key IN (?, ?)", settingAuditMark, settingAuditChecked)
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	return nil
}
