package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync/atomic"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
)

// Store is an open database. It may be used by several goroutines at once.
type Store struct {
	dialect dialect
	ring    *keys.Ring
	writer  *sql.DB
	reader  *sql.DB // the same as writer where one pool does both

	remembered remembered

	trusted  atomic.Pointer[audit.Head] // the last end of the access log that was checked or signed here
	tellHead func(ctx context.Context, before, after audit.Head)
}

// Open opens a database with the keys it is sealed with, brings its schema up to date,
// and seals what is not sealed yet. The address is the name of a file (SQLite),
// ":memory:" (SQLite, private to this Store and gone when it is closed) or postgres://…
// Wraps ErrUnavailable, with a sentence for administrators that holds no password,
// ErrWrongKeys (then nothing was changed) or ErrNewer.
func Open(ctx context.Context, address string, ring *keys.Ring) (*Store, error) {
	if ring == nil {
		return nil, errors.New("a database is opened with keys")
	}
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	s.ring = ring
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

// ready checks the keys, brings the schema of a database that was just opened up to date
// and seals it, or closes it.
func (s *Store) ready(ctx context.Context) (*Store, error) {
	for _, step := range []func(context.Context) error{s.checkKeys, s.migrate, s.sealAtFirst} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(explain(s.dialect, err), s.Close())
		}
	}
	return s, nil
}

// Ring returns the keys with which the database is sealed.
func (s *Store) Ring() *keys.Ring { return s.ring }

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
