package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// Store is an open database. It may be used by several goroutines at once.
type Store struct {
	dialect dialect
	writer  *sql.DB
	reader  *sql.DB // the same as writer where one pool does both

	remembered remembered
}

// Open opens a database and brings its schema up to date. The address is the name
// of a file (SQLite), ":memory:" (SQLite, private to this Store and gone when it is
// closed) or postgres://… Wraps ErrUnavailable, with a sentence for administrators
// that holds no password, or ErrNewer.
func Open(ctx context.Context, address string) (*Store, error) {
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	return s.ready(ctx)
}

// connect opens a database and leaves its schema as it is.
func connect(ctx context.Context, address string) (*Store, error) {
	switch {
	case isPostgres(address):
		return openPostgres(ctx, address)
	case address == "" || strings.Contains(address, "://"):
		return nil, &unavailable{sentence: "REGIEBOT_DATABASE is not a database: give the name of a file or a postgres:// address"}
	}
	return openSQLite(address)
}

// ready brings the schema of a database that was just opened up to date, or closes it.
func (s *Store) ready(ctx context.Context) (*Store, error) {
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(explain(s.dialect, err), s.Close())
	}
	return s, nil
}

// Close closes the database. Readers go first: the last one to leave a SQLite file
// must be able to write, so that it can tidy up.
func (s *Store) Close() error {
	if s.reader == nil || s.reader == s.writer {
		return s.writer.Close()
	}
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// Kind returns "sqlite" or "postgres".
func (s *Store) Kind() string { return s.dialect.name() }

// Ping reports whether the database answers; the error wraps ErrUnavailable.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.version(ctx, s.reader)
	return explain(s.dialect, err)
}
