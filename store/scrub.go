package store

import (
	"context"
	"errors"
	"fmt"
)

// Scrub makes sure that what was erased is not in the files of the database any more
// either, as far as the database can: on SQLite the journal is emptied, on PostgreSQL
// the tables are vacuumed. It fails when somebody is reading for long; do it again then.
func (s *Store) Scrub(ctx context.Context) error {
	if err := s.dialect.scrub(ctx, s.writer); err != nil {
		return explain(s.dialect, fmt.Errorf("removing what was erased from the files of the database: %w", err))
	}
	return nil
}

// errReaders says that the journal cannot be emptied now.
var errReaders = errors.New("somebody is still reading the database; try again")

// erasedFrom are the tables from which rows are erased.
func erasedFrom() []string {
	return []string{"casussen", "hulp", "hulp_sleutels", "reminders", "outbox", "outbox_casus", "drafts", "vergeten", "corrections", "revisions"}
}
